"""How usual a level is, measured without labels: ordinary shops take its weight away, odd ones add to it."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.marketplace import Row, by, rows_of

INNOCENT, GUILTY = 0.005, 0.97


def rates(signal: str, *shops: tuple[int, str, float]) -> dict[str, Row]:
    """level_rates of one signal over groups of (how many shops, their level, how guilty the rest makes them)."""
    levels: list[Row] = []
    looks: list[Row] = []
    kinds = {row["signal"]: row["kind"] for row in rows_of("weights")}
    for count, level, guilty in shops:
        for _ in range(count):
            shop = f"S{len(levels):04}"
            levels.append({"shop_id": shop, "signal": signal, "level": level, "support": 1.0})
            looks.append({"shop_id": shop, "kind": kinds[signal], "guilty": guilty})
    rows = rows_of("level_rates", shop_levels=levels, first_look=looks)
    return by("level", [row for row in rows if row["signal"] == signal])


def reasoned(signal: str) -> dict[str, float]:
    return {
        row["level"]: math.log(row["share_guilty"] / row["share_innocent"])
        for row in rows_of("weights")
        if row["signal"] == signal
    }


def test_with_nobody_to_learn_from_the_reasoned_weights_stand() -> None:
    found = rates("geography")
    for level, weight in reasoned("geography").items():
        assert found[level]["weight"] == pytest.approx(weight)


def test_a_level_that_ordinary_shops_share_loses_its_weight() -> None:
    """Where every second honest shop sends from a third party's warehouse, a far origin says nothing."""
    found = rates("geography", (500, "far_all", INNOCENT), (500, "near", INNOCENT))
    assert found["far_all"]["weight"] < 0.2
    assert reasoned("geography")["far_all"] > 2


def test_a_level_that_only_otherwise_suspicious_shops_show_gains() -> None:
    crowd = (900, "near", INNOCENT)
    learnt = rates("geography", crowd, (30, "far_half", GUILTY))["far_half"]["weight"]
    assert learnt > reasoned("geography")["far_half"] + 0.5


def test_a_level_of_shops_that_nothing_else_is_known_of_teaches_nothing_about_the_guilty() -> None:
    """At the prior a shop is no example of a seller of fakes, however many such shops there are."""
    prior = 0.02
    none = rates("geography", (900, "near", prior))
    many = rates("geography", (900, "near", prior), (300, "far_all", prior))
    assert many["far_all"]["share_guilty"] == pytest.approx(none["far_all"]["share_guilty"], abs=0.01)
    assert many["far_all"]["weight"] < none["far_all"]["weight"]


def test_the_shares_stay_a_whole_however_many_shops_are_counted() -> None:
    found = rates("photos", (700, "none", INNOCENT), (40, "many", GUILTY), (60, "few", 0.3))
    for whose in ("share_guilty", "share_innocent"):
        assert sum(row[whose] for row in found.values()) == pytest.approx(1)
    assert {level: row["shops"] for level, row in found.items()} == {
        "none": 700, "many": 40, "few": 60, "some": 0,
    }  # fmt: skip


def test_weights_are_held_to_what_one_observation_can_carry() -> None:
    cuts = by("name", rows_of("cuts"))
    found = rates("price", (3000, "ordinary", INNOCENT), (300, "below_20", GUILTY))
    assert found["below_20"]["weight"] == cuts["weight_most"]["value"]
    assert found["ordinary"]["weight"] >= cuts["weight_least"]["value"]


def test_looking_ordinary_never_counts_against_a_shop() -> None:
    """Where most of the otherwise suspicious write clean text, clean text is still no evidence against anyone."""
    found = rates("description", (200, "no_brand", INNOCENT), (60, "clean", GUILTY), (20, "clean", INNOCENT))
    assert found["clean"]["weight"] <= 0


def test_levels_against_peers_leave_no_share_to_levels_against_a_reference() -> None:
    found = rates("price", (400, "ordinary", INNOCENT), (40, "below_30", GUILTY))
    against_reference = [row for level, row in found.items() if "peers" not in level]
    assert sum(row["share_innocent"] for row in against_reference) == pytest.approx(1)
    assert found["below_peers_far"]["weight"] == pytest.approx(reasoned("price")["below_peers_far"])


# ---- The first look, in which a signal has no say about itself.


def looks(*levels: tuple[str, str], **more: Any) -> dict[str, float]:
    observed = [
        {"shop_id": "S1", "signal": signal, "level": level, "figure": 1.0, "support": 1.0}
        for signal, level in levels
    ]
    rows = rows_of("first_look", shop_levels=observed, **more)
    return {row["kind"]: row["guilty"] for row in rows}


def test_a_signal_is_measured_by_the_other_kinds_alone() -> None:
    found = looks(("price", "below_20"))
    assert found["prices"] == pytest.approx(0.02)
    assert found["buyers"] > 0.4


def test_two_signals_of_one_source_do_not_confirm_each_other() -> None:
    found = looks(("description", "disguised"), ("photos", "many"))
    assert found["listing"] == pytest.approx(0.02)


def test_a_laboratorys_verdict_measures_the_other_kinds() -> None:
    verdict = {"shop_id": "S1", "level": "counterfeit", "figure": 1.0, "weight": 4.4}
    found = looks(("price", "ordinary"), verdicts=[verdict])
    assert found["prices"] > 0.5


def test_little_data_says_little_in_the_first_look_too() -> None:
    level = {"shop_id": "S1", "signal": "price", "level": "below_20", "figure": 0.1}
    full, half = (
        {
            row["kind"]: row["guilty"]
            for row in rows_of("first_look", shop_levels=[{**level, "support": support}])
        }
        for support in (1.0, 0.5)
    )
    assert 0.02 < half["buyers"] < full["buyers"]
