"""Invented marketplaces the weights were not set by: the scan tells sellers of fakes from those who look like them."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from suyuan import scan
from suyuan.evaluate import Evaluation, ShopMeasures, baselines, by_kind, hold, measure
from suyuan.sample import generate

# Profile: order lines, seed, shops. Some eighty order lines a shop, as in the shipped sample's larger siblings.
MARKETS = {
    "casebook": (100_000, 31, 1_200),
    "clean_text": (80_000, 34, 1_000),
    "all_genuine": (60_000, 33, 900),
}


@dataclass(frozen=True)
class Market:
    profile: str
    scores: pd.DataFrame
    truth: pd.DataFrame
    folder: Path

    @property
    def measures(self) -> ShopMeasures:
        return measure(self.scores, self.truth)

    def held(self) -> Evaluation:
        return hold(self.folder / "findings", self.folder / "truth")

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows from the scan's relations, the truth beside them as true_shops and true_rings."""
        with duckdb.connect(str(self.folder / "findings" / "pages.duckdb"), read_only=True) as connection:
            for name in ("shops", "rings"):
                truth = connection.read_parquet(str(self.folder / "truth" / f"{name}.parquet"))
                connection.register(f"true_{name}", truth.to_arrow_table())
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def markets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Market]:
    made = {}
    for profile, (orders, seed, shops) in MARKETS.items():
        folder = tmp_path_factory.mktemp(profile)
        generate(orders, seed, folder, profile=profile, shops=shops)
        scan.run(folder / "extracts", folder / "findings")
        scores = pd.read_parquet(folder / "findings" / "shop_scores.parquet")
        made[profile] = Market(profile, scores, pd.read_parquet(folder / "truth" / "shops.parquet"), folder)
    return made


@pytest.fixture(scope="module")
def casebook(markets: dict[str, Market]) -> Market:
    return markets["casebook"]


@pytest.mark.parametrize("profile", MARKETS)
def test_every_shop_of_the_truth_is_scored_and_no_other(profile: str, markets: dict[str, Market]) -> None:
    found = markets[profile].measures
    assert (found.unscored, found.unknown) == (0, 0)


@pytest.mark.parametrize(("profile", "floor"), [("casebook", 0.9), ("clean_text", 0.85)])
def test_sellers_of_fakes_stand_before_the_innocent(
    profile: str, floor: float, markets: dict[str, Market]
) -> None:
    found = markets[profile].measures.average_precision
    assert found is not None
    assert found >= floor


@pytest.mark.parametrize("profile", ["casebook", "clean_text"])
def test_few_of_the_suspects_are_innocent(profile: str, markets: dict[str, Market]) -> None:
    found = markets[profile].measures
    assert found.precision is not None
    assert found.precision >= 0.85


@pytest.mark.parametrize("profile", MARKETS)
def test_hardly_an_innocent_shop_is_suspected(profile: str, markets: dict[str, Market]) -> None:
    found = markets[profile].measures
    assert found.innocents_suspected is not None
    assert found.innocents_suspected <= 0.003


def test_enough_sellers_of_fakes_are_suspected(casebook: Market) -> None:
    recall = casebook.measures.recall
    assert recall is not None
    assert recall >= 0.75


def test_where_everything_is_genuine_next_to_nobody_is_suspected(markets: dict[str, Market]) -> None:
    genuine = markets["all_genuine"].measures
    assert genuine.counterfeit == 0
    assert genuine.suspects <= 3


@pytest.mark.parametrize("profile", ["casebook", "clean_text"])
def test_the_evidence_together_tells_more_than_prices_or_a_plain_sum(
    profile: str, markets: dict[str, Market]
) -> None:
    market = markets[profile]
    listings = pd.read_parquet(market.folder / "findings" / "listing_scores.parquet")
    own = market.measures.average_precision
    assert own is not None
    rules = baselines(market.scores, listings, market.truth)
    assert len(rules) == 2
    for rule, precision in rules.items():
        assert precision is not None
        # The sum adds this scan's own weights; the bare price knows nothing of it.
        assert own > precision + (0.3 if "alone" in rule else 0), rule


@pytest.mark.parametrize("profile", MARKETS)
def test_no_kind_of_innocent_lookalike_is_suspected_as_a_rule(
    profile: str, markets: dict[str, Market]
) -> None:
    """A rare mistake may fall anywhere; a kind of honest shop that is suspected again and again may not be."""
    kinds = by_kind(markets[profile].scores, markets[profile].truth)
    innocent = kinds[~kinds["counterfeit"]]
    accused = innocent[(innocent["suspects"] > 1) & (innocent["share"] > 0.1)]
    assert accused["kind"].tolist() == []


# ---- Rings.


@pytest.fixture(scope="module")
def held(markets: dict[str, Market]) -> dict[str, Evaluation]:
    return {profile: market.held() for profile, market in markets.items()}


@pytest.mark.parametrize("profile", ["casebook", "clean_text"])
def test_shops_of_one_ring_are_found_together(profile: str, held: dict[str, Evaluation]) -> None:
    """Pooled over markets 0.9 is asked. Here the rings are few: a large one lost is a seventh of the pairs."""
    rings = held[profile].rings
    assert rings is not None and rings.pair_f1 is not None
    assert rings.pair_precision.whole >= 40
    assert rings.pair_f1 >= 0.85


@pytest.mark.parametrize("profile", ["casebook", "clean_text"])
def test_no_ring_joins_two_and_next_to_none_is_of_strangers(
    profile: str, held: dict[str, Evaluation]
) -> None:
    """Who makes one ring of two accuses each of the other's deeds: that is not to happen even once."""
    rings = held[profile].rings
    assert rings is not None
    assert rings.joined.part == 0
    assert rings.of_none.part <= 1


@pytest.mark.parametrize("profile", MARKETS)
def test_innocent_shops_stand_in_no_ring(profile: str, held: dict[str, Evaluation]) -> None:
    """One deceived relative a market at most, though hundreds share warehouses, machines and suppliers."""
    rings = held[profile].rings
    assert rings is not None
    assert rings.innocents.whole > 800
    assert rings.innocents.part <= 1


def test_where_everything_is_genuine_there_are_merchants_with_several_shops_and_no_ring(
    markets: dict[str, Market],
) -> None:
    genuine = markets["all_genuine"]
    assert genuine.ask("SELECT count(*) FROM rings") == [(0,)]
    [(groups,)] = genuine.ask("SELECT count(*) FROM merchant_groups")
    assert groups > 5


@pytest.mark.parametrize("profile", ["casebook", "clean_text"])
def test_whoever_is_named_as_in_charge_is(profile: str, held: dict[str, Evaluation]) -> None:
    """Better nobody than the wrong one: of a handful of names none may be wrong, and some rings stay without."""
    principals = held[profile].principals
    assert principals is not None
    assert principals.named.part >= 2
    assert principals.true.part == principals.true.whole


def test_the_supplier_of_the_rings_is_implicated_and_no_honest_wholesaler(
    held: dict[str, Evaluation],
) -> None:
    suppliers = held["casebook"].suppliers
    assert suppliers is not None
    assert suppliers.recall.part == suppliers.recall.whole > 0
    assert suppliers.precision.part == suppliers.precision.whole


@pytest.mark.parametrize("profile", MARKETS)
def test_what_hundreds_share_is_told_as_a_facility(profile: str, markets: dict[str, Market]) -> None:
    """Clients of warehouses, guests of cafés and an agency's shops are tied by nothing but these."""
    kinds = dict(markets[profile].ask("SELECT kind, count(*) FROM shared_facilities GROUP BY kind"))
    assert kinds.keys() >= {"warehouse", "network", "agency"}
    # Nothing that a pair rests on is a facility of more than sixty.
    most = "SELECT max(accounts) FROM pair_evidence WHERE weight > 0"
    assert markets[profile].ask(most)[0][0] <= 60


# ---- Case P, as far as a scan of shops reaches.


def test_case_ps_supplier_is_found_from_a_shanghai_account_by_its_repeated_purchases(
    casebook: Market,
) -> None:
    found = casebook.ask(
        """
        SELECT supply_pairs.orders, supply_pairs.days, supply_pairs.units,
            supply_pairs.last_order_at > supply_pairs.first_order_at + INTERVAL 90 DAY
        FROM supply_pairs
        JOIN true_rings ON true_rings.supplier_shop_id = supply_pairs.supplier_shop_id
        JOIN shops ON shops.shop_id = supply_pairs.reseller_shop_id
        WHERE true_rings.kind = 'case_p' AND shops.registered_adcode LIKE '31%'
        """
    )
    assert len(found) == 2
    for orders, days, units, is_over_months in found:
        assert min(orders, days) >= 20
        assert units > orders
        assert is_over_months


def test_case_ps_shops_and_their_supplier_are_suspects_and_the_purchases_say_so(casebook: Market) -> None:
    found = casebook.ask(
        """
        SELECT shop_scores.suspect, shop_scores.signal_purchases
        FROM shop_scores JOIN true_shops ON true_shops.shop_id = shop_scores.shop_id
        WHERE true_shops.kind = 'case_p'
        """
    )
    assert len(found) == 6
    # Purchases tell half again beside the ties to the ring, and are still twice as usual among sellers of fakes.
    assert all(suspect and weight > log(2) for suspect, weight in found)


def test_the_records_of_case_ps_purchases_are_kept_with_its_supplier(casebook: Market) -> None:
    [(orders, known)] = casebook.ask(
        """
        SELECT count(*), count(orders.order_line_id)
        FROM finding_records
        JOIN true_rings
            ON true_rings.supplier_shop_id = finding_records.finding_id AND true_rings.kind = 'case_p'
        LEFT JOIN orders ON orders.order_line_id = finding_records.row_id
        WHERE finding_records.table_name = 'orders'
        """
    )
    assert orders == known
    assert orders >= 100


def test_honest_wholesalers_and_their_resellers_are_left_alone(casebook: Market) -> None:
    found = casebook.ask(
        """
        SELECT true_shops.kind, count(*), count(*) FILTER (WHERE shop_scores.suspect)
        FROM shop_scores JOIN true_shops ON true_shops.shop_id = shop_scores.shop_id
        WHERE true_shops.kind IN ('wholesaler', 'drop_shipper', 'bulk_buyer') GROUP BY true_shops.kind
        """
    )
    assert len(found) == 3
    assert [kind for kind, _, suspects in found if suspects] == []


# ---- Case G, as far as a scan of shops reaches.


@pytest.fixture(scope="module")
def case_g(casebook: Market) -> pd.DataFrame:
    shops = casebook.truth[casebook.truth["kind"] == "case_g"]
    return casebook.scores.merge(shops[["shop_id", "ring_id"]], on="shop_id", suffixes=("", "_true"))


def test_case_gs_shops_are_all_suspects_near_the_head_of_the_queue(case_g: pd.DataFrame) -> None:
    assert len(case_g) == 9
    assert case_g["suspect"].all()
    assert case_g["rank"].max() <= 60


def test_case_gs_evidence_stands_side_by_side(case_g: pd.DataFrame) -> None:
    """Titles that name no brand leave no price to compare: price speaks for those that do, the rest for all."""
    for signal in ("complaints", "description", "photos", "geography"):
        assert case_g[f"signal_{signal}"].notna().all(), signal
    assert (case_g["signal_description"] > 1).all()
    assert (case_g["signal_photos"] > 0).all()
    assert (case_g["signal_price"].dropna() > 0).all()
    assert case_g["signal_price"].notna().sum() >= 2


def test_case_gs_verdicts_weigh_and_their_shops_would_be_suspects_without_them(case_g: pd.DataFrame) -> None:
    assert (case_g["signal_test_buys"] > 4).all()
    assert case_g["suspect_without_laboratory"].mean() >= 0.7
