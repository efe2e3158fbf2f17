"""The weights and cuts: whole, reasoned, and one for every level that a shop can fall in."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest
import sqlglot
from sqlglot import exp

from suyuan.contract import FINDINGS
from tests.marketplace import Row, by, catalogue, rows_of

KINDS = {"listing", "prices", "buyers", "parcels", "accounts", "laboratory"}


@pytest.fixture(scope="module")
def weights() -> list[Row]:
    return rows_of("weights")


@pytest.fixture(scope="module")
def cuts() -> dict[str, Row]:
    return by("name", rows_of("cuts"))


def group(row: Row) -> tuple[str, bool]:
    """Levels held against peers are a measure of their own: a shop is in the one group or the other."""
    return row["signal"], "peers" in row["level"]


@pytest.mark.parametrize("whose", ["share_guilty", "share_innocent"])
def test_the_shares_of_each_signals_levels_are_a_whole(weights: list[Row], whose: str) -> None:
    sums: dict[tuple[str, bool], Fraction] = defaultdict(Fraction)
    for row in weights:
        sums[group(row)] += Fraction(str(row[whose]))
    assert {key: total for key, total in sums.items() if total != 1} == {}


def test_every_share_leaves_room_for_the_other_reading(weights: list[Row]) -> None:
    assert all(0 < row[whose] < 1 for row in weights for whose in ("share_guilty", "share_innocent"))


def test_every_weight_has_its_reason_and_its_innocent_reading(weights: list[Row]) -> None:
    assert [row["level"] for row in weights if not row["reason"].endswith(".")] == []
    assert [row["level"] for row in weights if not row["innocent_reading"].replace("_", "").isalpha()] == []


def test_every_cut_has_its_reason(cuts: dict[str, Row]) -> None:
    assert [name for name, row in cuts.items() if not row["reason"].endswith(".")] == []


def test_one_signal_is_of_one_kind_of_evidence_as_the_casebook_tells_them_apart(weights: list[Row]) -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in weights:
        kinds[row["signal"]].add(row["kind"])
    assert kinds == {
        "price": {"prices"}, "complaints": {"buyers"}, "description": {"listing"}, "photos": {"listing"},
        "geography": {"parcels"}, "transfers": {"accounts"},
    }  # fmt: skip
    assert set().union(*kinds.values()) < KINDS


def reachable_levels() -> set[tuple[str, str]]:
    """(signal, level) of every branch in the levels' SQL; the bands of prices from price_bands."""
    bands = {row["level"] for row in rows_of("price_bands")}
    found: set[tuple[str, str]] = set()
    for query in catalogue().queries.values():
        if (
            query.name != "shop_levels" and not query.name.startswith("level_")
        ) or query.name == "level_rates":
            continue
        for select in sqlglot.parse_one(query.sql, read="duckdb").find_all(exp.Select):
            named = {
                column.alias: column.this for column in select.expressions if isinstance(column, exp.Alias)
            }
            signal, level = named.get("signal"), named.get("level")
            if not isinstance(signal, exp.Literal):
                continue
            if isinstance(level, exp.Case):
                results = [branch.args["true"] for branch in level.args["ifs"]] + [level.args["default"]]
                found |= {(signal.name, result.name) for result in results}
            else:
                found |= {(signal.name, band) for band in bands}
    return found


def test_every_level_a_shop_can_fall_in_has_a_weight_and_every_weight_a_level(weights: list[Row]) -> None:
    assert {(row["signal"], row["level"]) for row in weights} == reachable_levels()


def test_the_bands_of_prices_leave_no_gap_and_overlap_nowhere() -> None:
    lanes: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    for row in rows_of("price_bands"):
        lanes[row["measure"], row["is_explained"]].append(row)
    for (measure, _), bands in lanes.items():
        bands.sort(key=lambda row: row["low"])
        assert bands[0]["low"] == (0 if measure == "reference" else -1e9)
        assert bands[-1]["high"] == 1e9
        assert [row["high"] for row in bands[:-1]] == [row["low"] for row in bands[1:]]


def test_the_lower_the_price_the_more_it_weighs(weights: list[Row]) -> None:
    likelihood = {
        row["level"]: row["share_guilty"] / row["share_innocent"]
        for row in weights
        if row["signal"] == "price"
    }
    ladder = ["below_20", "below_30", "below_40", "below_50", "below_60", "below_70", "below_85", "ordinary"]
    ratios = [likelihood[level] for level in ladder[1:]]
    assert ratios == sorted(ratios, reverse=True)
    assert likelihood["below_50_explained"] < likelihood["below_50"]
    assert likelihood["below_peers_far"] < likelihood["below_30"]


def test_one_observation_can_never_outweigh_the_prior_and_the_cut_by_itself(cuts: dict[str, Row]) -> None:
    """Two kinds are needed anyway; and the strongest single weight stays near what prior and cut demand."""
    needed = cuts["suspect_log_odds"]["value"] - cuts["prior_log_odds"]["value"]
    assert cuts["kinds_needed"]["value"] >= 2
    assert cuts["weight_most"]["value"] <= needed + 0.5
    assert cuts["weight_least"]["value"] < 0 < cuts["kind_speaks"]["value"]


def test_weights_and_cuts_stand_nowhere_else() -> None:
    """A literal logarithm in another query would be a weight in hiding."""
    hidden = [
        query.name
        for query in catalogue().queries.values()
        if query.layer != "pages"
        and query.name not in ("cuts", "weights", "strengths", "link_cuts", "trace_kinds")
        for call in sqlglot.parse_one(query.sql, read="duckdb").find_all(exp.Ln)
        if isinstance(call.this, exp.Literal)
    ]
    assert hidden == []


def test_the_contract_has_a_column_for_every_signal(weights: list[Row]) -> None:
    signals = {row["signal"] for row in weights} | {"purchases", "links", "test_buys", "authorised"}
    columns = {column.name.removeprefix("signal_") for column in FINDINGS["shop_scores"].columns
               if column.name.startswith("signal_")}  # fmt: skip
    assert signals == columns == {row["signal"] for row in rows_of("signal_status")}
