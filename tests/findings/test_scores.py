"""Scores: a sum of weights with a stated prior; two kinds for a suspect; what is off is never clean."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.marketplace import Row, by, relations, rows_of

KIND_OF = {
    "price": "prices", "complaints": "buyers", "description": "listing", "photos": "listing",
    "geography": "parcels", "transfers": "accounts", "purchases": "accounts",
    "test_buys": "laboratory",
    "authorised": "laboratory",
}  # fmt: skip
PRIOR = math.log(0.02 / 0.98)


def evidence(shop_id: str, **weights: float) -> list[Row]:
    return [
        {
            "shop_id": shop_id, "signal": signal, "kind": KIND_OF.get(signal, "accounts"), "weight": weight,
            "level": "some", "figure": 0.3, "usual": 0.9, "innocent_reading": "clearance",
        }
        for signal, weight in weights.items()
    ]  # fmt: skip


def scores(*cases: list[Row], shops: int = 0) -> dict[str, Row]:
    rows = [row for case in cases for row in case]
    names = {row["shop_id"] for row in rows} | {f"silent {n}" for n in range(shops)}
    return by(
        "shop_id", rows_of("shop_scores", shops=[{"shop_id": name} for name in names], shop_evidence=rows)
    )


@pytest.mark.parametrize("kind", sorted(set(KIND_OF.values())))
def test_one_kind_alone_never_makes_a_suspect_however_strong(kind: str) -> None:
    signals = {signal: 50.0 for signal, of in KIND_OF.items() if of == kind}
    row = scores(evidence("S1", **signals))["S1"]
    assert row["score"] > 0.99
    assert (row["kinds"], row["suspect"]) == (1, False)


def test_ties_to_a_group_count_as_two_kinds_for_two_kinds_of_record_hold_a_group_together() -> None:
    found = scores(evidence("tied", links=6.0), evidence("bought", purchases=6.0))
    assert (found["tied"]["kinds"], found["tied"]["suspect"]) == (2, True)
    assert (found["bought"]["kinds"], found["bought"]["suspect"]) == (1, False)


def test_two_kinds_make_a_suspect() -> None:
    row = scores(evidence("S1", price=3.5, complaints=3.5))["S1"]
    assert (row["kinds"], row["suspect"]) == (2, True)


def test_listing_text_and_photos_are_one_kind_and_a_second_source_is_two() -> None:
    found = scores(
        evidence("listing", description=4.5, photos=3.5), evidence("both", description=4.5, complaints=3.5)
    )
    assert (found["listing"]["suspect"], found["both"]["suspect"]) == (False, True)


def test_a_second_kind_that_hardly_speaks_is_none() -> None:
    found = scores(
        evidence("faint", price=6.0, complaints=math.log(1.9)),
        evidence("heard", price=6.0, complaints=math.log(2.1)),
    )
    assert (found["faint"]["kinds"], found["faint"]["suspect"]) == (1, False)
    assert (found["heard"]["kinds"], found["heard"]["suspect"]) == (2, True)


def test_two_kinds_that_speak_are_not_enough_where_others_speak_for_the_shop() -> None:
    row = scores(evidence("S1", price=3.0, complaints=3.0, authorised=-3.0, test_buys=-1.4))["S1"]
    assert (row["kinds"], row["suspect"]) == (2, False)


def test_a_kind_that_speaks_both_ways_counts_as_its_sum() -> None:
    row = scores(evidence("S1", price=6.0, test_buys=2.0, authorised=-3.0))["S1"]
    assert (row["kinds"], row["suspect"]) == (1, False)


def test_reasons_and_prior_add_up_to_the_log_odds_and_the_score_is_their_place_between_0_and_1() -> None:
    row = scores(evidence("S1", price=2.123456, complaints=1.5, geography=-0.4, description=-0.6))["S1"]
    added = row["prior_log_odds"] + sum(reason["weight"] for reason in row["reasons"])
    assert row["prior_log_odds"] == pytest.approx(PRIOR)
    assert row["log_odds"] == pytest.approx(added, abs=1e-9)
    assert row["score"] == pytest.approx(1 / (1 + math.exp(-added)))


def test_each_reason_says_its_figure_what_is_usual_its_weight_and_its_innocent_reading() -> None:
    row = scores(evidence("S1", price=2.0, geography=3.0))["S1"]
    assert row["reasons"] == [
        {"signal": "geography", "figure": 0.3, "usual": 0.9, "weight": 3.0, "innocent_reading": "clearance"},
        {"signal": "price", "figure": 0.3, "usual": 0.9, "weight": 2.0, "innocent_reading": "clearance"},
    ]


def test_a_signal_that_is_off_is_null_and_not_clean() -> None:
    row = scores(evidence("S1", price=2.0))["S1"]
    assert row["signals_available"] == ["price"]
    off = {signal: row[f"signal_{signal}"] for signal in KIND_OF if signal != "price"}
    assert set(off.values()) == {None}


def test_nothing_known_leaves_a_shop_at_the_prior_and_in_the_list() -> None:
    found = scores(evidence("S1", price=2.0), evidence("S2", price=-0.5), shops=2)
    silent = found["silent 0"]
    assert silent["log_odds"] == pytest.approx(PRIOR)
    assert (silent["reasons"], silent["signals_available"], silent["suspect"]) == ([], [], False)
    assert found["S2"]["score"] < silent["score"] < found["S1"]["score"]


def test_equals_have_places_of_their_own_in_an_order_that_holds() -> None:
    found = scores(*(evidence(f"S{n}", price=1.0) for n in (3, 1, 2)), evidence("S9", price=4.0))
    assert {shop: row["rank"] for shop, row in found.items()} == {"S9": 1, "S1": 2, "S2": 3, "S3": 4}


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(sorted(KIND_OF)), st.floats(-2.5, 6.5).map(lambda w: round(w, 6))),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_the_evidence_the_order_is_total_and_agrees_with_the_sums(
    cases: list[dict[str, float]],
) -> None:
    found = scores(*(evidence(f"S{n:02}", **case) for n, case in enumerate(cases)), shops=1)
    by_rank = sorted(found.values(), key=lambda row: row["rank"])
    assert [row["rank"] for row in by_rank] == list(range(1, len(found) + 1))
    odds = [row["log_odds"] for row in by_rank]
    assert odds == sorted(odds, reverse=True)
    for row in by_rank:
        assert 0 < row["score"] < 1
        assert row["log_odds"] == pytest.approx(PRIOR + sum(r["weight"] for r in row["reasons"]), abs=1e-9)
        kinds = {KIND_OF[r["signal"]] for r in row["reasons"] if r["weight"] > 0}
        assert not row["suspect"] or len(kinds) >= 2


# ---- How levels become evidence.


def reasoned(signal: str, level: str) -> float:
    """The weight of a level by reason alone."""
    [row] = [row for row in rows_of("weights") if (row["signal"], row["level"]) == (signal, level)]
    return math.log(row["share_guilty"] / row["share_innocent"])


def own(*levels: tuple[str, str]) -> dict[str, Row]:
    """What one shop's levels weigh, by signal, by the reasoned weights."""
    observed = [
        {"shop_id": "S1", "signal": signal, "level": level, "figure": 1.0, "support": 1.0}
        for signal, level in levels
    ]
    rates = [
        {"signal": signal, "level": level, "kind": KIND_OF[signal], "weight": reasoned(signal, level)}
        for signal, level in levels
    ]
    return by("signal", rows_of("own_evidence", shop_levels=observed, level_rates=rates))


def test_the_weaker_of_two_signals_from_one_source_adds_half() -> None:
    both = own(("photos", "many"), ("description", "disguised"))
    assert both["photos"]["weight"] == pytest.approx(reasoned("photos", "many") / 2)
    assert both["description"]["weight"] == pytest.approx(reasoned("description", "disguised"))


def test_two_signals_of_one_source_that_disagree_both_count_in_full() -> None:
    both = own(("photos", "many"), ("description", "clean"))
    assert both["photos"]["weight"] == pytest.approx(reasoned("photos", "many"))
    assert both["description"]["weight"] == pytest.approx(reasoned("description", "clean"))


def test_two_independent_signals_both_count_in_full() -> None:
    both = own(("price", "below_30"), ("complaints", "high"))
    assert both["price"]["weight"] == pytest.approx(reasoned("price", "below_30"))
    assert both["complaints"]["weight"] == pytest.approx(reasoned("complaints", "high"))


def test_little_data_carries_a_part_of_the_weight() -> None:
    levels = [{"shop_id": "S1", "signal": "photos", "level": "many", "figure": 1.0, "support": 0.5}]
    [row] = rows_of("own_evidence", shop_levels=levels, first_look=[])
    [full] = rows_of("own_evidence", shop_levels=[{**levels[0], "support": 1.0}], first_look=[])
    assert row["weight"] == pytest.approx(full["weight"] / 2)


def test_what_is_usual_is_the_middle_of_the_shops_it_does_not_speak_against() -> None:
    rows = [
        {"shop_id": shop, "signal": "price", "kind": "prices", "level": "some", "figure": figure,
         "weight": weight, "innocent_reading": "discount"}
        for shop, figure, weight in (("S1", 0.8, -0.5), ("S2", 0.9, -1.0), ("S3", 1.0, -1.0), ("S4", 0.2, 4.0))
    ]  # fmt: skip
    found = by("shop_id", rows_of("shop_evidence", own_evidence=rows, dealings=[]))
    assert found["S4"]["usual"] == pytest.approx(0.9)


# ---- Switched off.


def test_every_missing_table_is_named_with_the_signal_it_switches_off() -> None:
    listings = [{"listing_id": "L1", "shop_id": "S1", "price": 100}]
    status = by("signal", rows_of("signal_status", shops=[{"shop_id": "S1"}], listings=listings))
    assert {signal: row["off_reason"] for signal, row in status.items()} == {
        "price": "no_brands", "complaints": "no_complaints", "description": "no_titles",
        "photos": "no_photo_flags", "geography": "no_shipments", "transfers": "no_shop_transfers",
        "purchases": "no_orders", "links": "no_owners", "test_buys": "no_test_buys",
        "authorised": "no_authorised_sellers",
    }  # fmt: skip
    assert not any(row["is_on"] for row in status.values())


def test_titles_that_name_no_brand_leave_prices_switched_off() -> None:
    listings = [
        {"listing_id": "L1", "shop_id": "S1", "price": 100, "title": "garden tools", "category": "tools"}
    ]
    status = by("signal", rows_of("signal_status", shops=[{"shop_id": "S1"}], listings=listings))
    assert (status["price"]["is_on"], status["price"]["off_reason"]) == (False, "no_brands")
    assert status["description"]["is_on"]


def test_brands_that_nobody_prices_and_few_shops_sell_leave_prices_switched_off() -> None:
    goods = {"shop_id": "S1", "price": 100, "brand": "Nike", "title": "Nike Air", "category": "shoes"}
    given = {"shops": [{"shop_id": "S1"}], "listings": [{**goods, "listing_id": "L1"}]}
    status = by("signal", rows_of("signal_status", **given))
    assert (status["price"]["is_on"], status["price"]["off_reason"]) == (False, "no_measure")
    reference = {"brand": "Nike", "category": "shoes", "product": "AIR-1", "reference_price": 900}
    status = by("signal", rows_of("signal_status", **given, reference_prices=[reference]))
    assert status["price"]["is_on"]


def test_complaints_without_orders_are_switched_off_because_nobody_knows_per_how_many() -> None:
    complaint = {"complaint_id": "C1", "shop_id": "S1", "complained_at": None, "reason": "counterfeit"}
    status = by("signal", rows_of("signal_status", shops=[{"shop_id": "S1"}], complaints=[complaint]))
    assert status["complaints"]["off_reason"] == "no_orders"


def test_with_shops_alone_everyone_stays_at_the_prior() -> None:
    found = relations("shop_scores", shops=[{"shop_id": "S1"}, {"shop_id": "S2"}])["shop_scores"]
    assert [(row["log_odds"], row["signals_available"], row["suspect"]) for row in found] == [
        (pytest.approx(PRIOR), [], False)
    ] * 2
