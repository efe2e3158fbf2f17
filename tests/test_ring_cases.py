"""Both published cases, from one account or shop to the whole chain: each line that must show, asked of the findings.

Sources, dens and their rhythm stand in test_case_sites; what a scan of shops alone shows, in test_marketplaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.test_case_sites import SHIPPED

Ask = Callable[..., list[tuple[Any, ...]]]
# The two rings of case G are told apart by their number in the truth.
GROUPS = {"T00002": 5, "T00003": 4}


@pytest.fixture(scope="module")
def ask(shipped_findings: Path) -> Iterator[Ask]:
    """Rows of a question to the findings; tables of the truth carry the prefix `true_`."""
    with duckdb.connect(str(shipped_findings / "pages.duckdb"), read_only=True) as connection:
        for name in ("shops", "sites", "rings", "members"):
            truth = connection.read_parquet(str(SHIPPED / "truth" / f"{name}.parquet"))
            connection.register(f"true_{name}", truth.to_arrow_table())
        yield lambda question, *values: connection.execute(question, list(values)).fetchall()


# ---- Case P: starting from nothing but one of the two Shanghai accounts.


@pytest.fixture(params=[0, 1], ids=["first Shanghai account", "second Shanghai account"])
def start(request: pytest.FixtureRequest, ask: Ask) -> str:
    sellers = """
        SELECT owner_account_id FROM shops JOIN true_shops USING (shop_id)
        WHERE kind = 'case_p' AND registered_adcode = '310120' ORDER BY shop_id
    """
    return str(ask(sellers)[request.param][0])


@pytest.fixture
def ring_p(ask: Ask, start: str) -> str:
    """The ring that the account is of: one, and the account is not its supplier."""
    rings = "SELECT ring_id FROM ring_members WHERE member_id = ? AND role <> 'supplier'"
    [(ring_id,)] = ask(rings, start)
    return str(ring_id)


def test_p1_the_supplier_shop_shows_by_repeated_purchases_upstream(ask: Ask, start: str) -> None:
    edges = """
        SELECT supplier_shop_id, orders, units, amount, first_order_at, last_order_at
        FROM supply_edges WHERE reseller_account_id = ? AND ring_id IS NOT NULL
    """
    [(supplier, *figures)] = ask(edges, start)
    assert ask("SELECT supplier_shop_id FROM true_rings WHERE kind = 'case_p'") == [(supplier,)]
    bought = """
        SELECT count(*), sum(quantity), sum(quantity * unit_price), min(ordered_at), max(ordered_at)
        FROM orders WHERE shop_id = ? AND buyer_account_id = ? AND status <> 'closed'
    """
    [(orders, units, amount, first, last)] = ask(bought, supplier, start)
    assert figures == [orders, units, amount, first, last]
    assert orders >= 20 and units > 10 * orders and (last - first).days > 180
    [(rows,)] = ask(
        "SELECT count(*) FROM finding_records WHERE finding = 'supply_edges' AND finding_id = ?"
        " AND table_name = 'orders'",
        f"{supplier}|{start}",
    )
    assert rows == orders


def test_p2_the_sources_of_the_accounts_ring_are_the_two_lines_in_putian(ask: Ask, ring_p: str) -> None:
    """To within 500 m of each, by the distance on a globe that is flat over so little."""
    lines = """
        SELECT min(111320 * sqrt(
            pow(s.latitude - t.latitude, 2) + pow((s.longitude - t.longitude) * cos(radians(t.latitude)), 2)))
        FROM sites AS s, true_sites AS t
        WHERE s.ring_id = ? AND s.role = 'source' AND t.ring_id = 'T00001' AND t.role = 'source'
        GROUP BY t.latitude, t.longitude
    """
    away = [row[0] for row in ask(lines, ring_p)]
    assert len(away) == 2
    assert max(away) < 500
    named = ask("SELECT adcode[:4], basis FROM sites WHERE ring_id = ? AND role = 'source'", ring_p)
    assert named == [("3503", "observed")] * 2


def test_p3_the_goods_went_to_five_provinces_and_how_much_to_each(ask: Ask, ring_p: str) -> None:
    found = """
        SELECT m.name_en, sum(l.quantity), sum(l.quantity * l.unit_price)
        FROM ring_lines AS l
        JOIN orders AS o ON o.order_line_id = l.order_line_id
        JOIN (SELECT DISTINCT order_id, destination_province_key FROM parcel_places) AS p
            ON p.order_id = o.order_id
        JOIN map_regions AS m ON m.region_key = p.destination_province_key
        WHERE l.ring_id = ? AND NOT l.is_inside
        GROUP BY m.name_en ORDER BY 2 DESC
    """
    true = """
        SELECT p.destination_adcode[:2], sum(o.quantity) FROM orders AS o
        JOIN true_shops AS t ON t.shop_id = o.shop_id AND t.kind = 'case_p'
        JOIN (SELECT DISTINCT order_id, destination_adcode[:2] AS destination_adcode FROM shipments) AS p
            ON p.order_id = o.order_id
        WHERE o.status <> 'closed'
            AND o.buyer_account_id NOT IN (
                SELECT account_id FROM true_members WHERE ring_id = 'T00001' AND role <> 'courier')
        GROUP BY 1
    """
    codes = {"Beijing": "11", "Shanghai": "31", "Zhejiang": "33", "Fujian": "35", "Hunan": "43"}
    rows = ask(found, ring_p)
    assert {name for name, _, _ in rows[:5]} == set(codes)
    truth = dict(ask(true))
    for name, units, amount in rows[:5]:
        assert units == truth[codes[name]], name
        assert amount > 0
    beyond = sum(units for _, units, _ in rows[5:])
    assert beyond < 0.05 * sum(units for _, units, _ in rows)


def test_p4_the_tiers_production_wholesale_resellers_buyers(ask: Ask, ring_p: str) -> None:
    wholesale = (
        "SELECT member_id FROM ring_members WHERE ring_id = ? AND member_type = 'shop' AND role = 'supplier'"
    )
    [(supplier,)] = ask(wholesale, ring_p)
    made = """
        SELECT count(DISTINCT sites.site_id) FROM sites JOIN shop_spots USING (spot_id)
        WHERE sites.ring_id = ? AND sites.role = 'source' AND shop_spots.shop_id = ?
    """
    assert ask(made, ring_p, supplier)[0][0] >= 1
    resellers = """
        SELECT shops.shop_id FROM supply_edges JOIN shops ON shops.owner_account_id = supply_edges.reseller_account_id
        WHERE supply_edges.ring_id = ? AND supplier_shop_id = ? ORDER BY 1
    """
    true = """
        SELECT shop_id FROM true_shops WHERE kind = 'case_p' AND shop_id NOT IN (
            SELECT supplier_shop_id FROM true_rings WHERE kind = 'case_p') ORDER BY 1
    """
    assert ask(resellers, ring_p, supplier) == ask(true)
    buyers = """
        SELECT shop_id, count(DISTINCT buyer_account_id) FROM ring_lines
        WHERE ring_id = ? AND NOT is_inside AND shop_id <> ? GROUP BY shop_id ORDER BY shop_id
    """
    sold = ask(buyers, ring_p, supplier)
    assert [row[:1] for row in sold] == ask(true)
    assert min(number for _, number in sold) > 50


def test_p5_the_eight_people_and_none_besides_who_are_candidates_and_not_accounts(
    ask: Ask, ring_p: str
) -> None:
    people = """
        SELECT DISTINCT t.person_id FROM ring_members AS m
        LEFT JOIN true_members AS t ON t.account_id = m.member_id AND t.role NOT IN ('courier', 'brusher')
        WHERE m.ring_id = ? AND m.member_type = 'account' ORDER BY 1
    """
    true = """
        SELECT DISTINCT person_id FROM true_members
        WHERE ring_id = 'T00001' AND role IN ('principal', 'seller', 'helper') ORDER BY 1
    """
    found = ask(people, ring_p)
    assert found == ask(true)
    assert len(found) == 8
    accounts = ask(
        "SELECT count(*), count(DISTINCT member_id) FILTER (WHERE confidence > 0 AND confidence < 1)"
        " FROM ring_members WHERE ring_id = ? AND member_type = 'account'",
        ring_p,
    )
    assert accounts == [(9, 9)]


def test_p5_each_of_them_has_the_records_that_tie_him_in_and_what_speaks_for_him(
    ask: Ask, ring_p: str
) -> None:
    behind = """
        SELECT m.member_id, count(r.row_id) FROM ring_members AS m
        LEFT JOIN finding_records AS r
            ON r.finding = 'ring_members' AND r.finding_id = m.ring_id || '|account|' || m.member_id
        WHERE m.ring_id = ? AND m.member_type = 'account' GROUP BY ALL
    """
    records = dict(ask(behind, ring_p))
    assert len(records) == 9
    assert min(records.values()) > 0
    said = """
        SELECT account_id, len(reasons_for), len(reasons_against), role
        FROM principal_candidates AS c
        JOIN ring_members AS m ON m.ring_id = c.ring_id AND m.member_id = c.account_id
        WHERE c.ring_id = ?
    """
    candidates = ask(said, ring_p)
    assert {account for account, *_ in candidates} == records.keys()
    # Whoever runs a shop in the own name, and whoever shares nothing but machines, has that said for him.
    assert all(against for _, _, against, role in candidates if role == "seller")
    assert all(pro for _, pro, _, role in candidates if role == "principal")
    for kind in ("reasons_for", "reasons_against"):
        readings = f"SELECT unnest({kind}).innocent_reading FROM principal_candidates WHERE ring_id = ?"
        assert None not in [row[0] for row in ask(readings, ring_p)]


def test_p5_each_den_has_the_parcels_that_tie_it_in_and_the_logins_that_speak_against_it(
    ask: Ask, ring_p: str
) -> None:
    dens = """
        SELECT s.site_id, any_value(s.shipments), count(r.row_id), any_value(s.logins_elsewhere) FROM sites AS s
        LEFT JOIN finding_records AS r
            ON r.finding = 'sites' AND r.finding_id = s.site_id AND r.table_name = 'shipments'
        WHERE s.ring_id = ? AND s.role = 'den' GROUP BY s.site_id
    """
    found = ask(dens, ring_p)
    assert len(found) == 7
    assert all(parcels == records > 0 for _, parcels, records, _ in found)
    assert all(elsewhere is not None for *_, elsewhere in found)


def test_p5_the_man_in_putian_is_the_first_candidate_and_nobody_else_is_named(ask: Ask, ring_p: str) -> None:
    """He runs the wholesale shop in his own name: the field may stay empty, and then says how close it is."""
    first = """
        SELECT c.account_id = t.principal_account_id,
            coalesce(r.principal_account_id = t.principal_account_id, r.unclear = 'close')
        FROM rings AS r
        JOIN true_rings AS t ON t.kind = 'case_p'
        JOIN principal_candidates AS c ON c.ring_id = r.ring_id AND c.rank = 1
        WHERE r.ring_id = ?
    """
    assert ask(first, ring_p) == [(True, True)]


def test_p6_value_and_units_gross_and_as_a_lower_bound(ask: Ask, ring_p: str) -> None:
    stated = """
        SELECT units_gross, amount_gross, units_corroborated, amount_corroborated, currency
        FROM rings WHERE ring_id = ?
    """
    [(units, amount, sure_units, sure_amount, currency)] = ask(stated, ring_p)
    sold = """
        SELECT sum(quantity), sum(quantity * unit_price),
            sum(quantity) FILTER (WHERE status = 'paid'), sum(quantity * unit_price) FILTER (WHERE status = 'paid')
        FROM orders JOIN true_shops USING (shop_id) WHERE kind = 'case_p' AND status <> 'closed'
    """
    [(all_units, all_amount, paid_units, paid_amount)] = ask(sold)
    assert (units, amount, currency) == (all_units, all_amount, "CNY")
    assert float(amount) == pytest.approx(21.5e6, rel=0.1)
    assert 0.5 * float(paid_amount) < float(sure_amount) < float(paid_amount)
    assert 0.5 * float(paid_units) < float(sure_units) < float(paid_units)


def test_p6_the_lower_bound_holds_only_what_nothing_explains_away(ask: Ask, ring_p: str) -> None:
    odd = """
        SELECT count(*) FROM ring_lines AS l
        JOIN orders AS o ON o.order_line_id = l.order_line_id
        LEFT JOIN (SELECT order_id FROM shipments WHERE delivered_at IS NOT NULL) AS p ON p.order_id = o.order_id
        LEFT JOIN test_buys AS b ON b.order_id = o.order_id
        WHERE l.ring_id = ? AND l.is_corroborated
            AND (o.status <> 'paid' OR p.order_id IS NULL OR b.order_id IS NOT NULL OR l.is_inside)
    """
    assert ask(odd, ring_p) == [(0,)]


def test_p6_much_of_the_value_stands_in_wholesale_lines(ask: Ask, ring_p: str) -> None:
    wholesale = """
        SELECT sum(l.quantity * l.unit_price) FILTER (WHERE l.quantity >= 10) / sum(l.quantity * l.unit_price)
        FROM ring_lines AS l WHERE l.ring_id = ?
    """
    assert float(ask(wholesale, ring_p)[0][0]) > 0.5


# ---- Case G: from shops that stood out to two groups.


def test_g1_jerseys_are_what_both_groups_sell_most_and_june_is_when(ask: Ask) -> None:
    """The hot category stands in the findings; that the watch list rises by itself belongs to watching."""
    sold = """
        SELECT l.ring_id, listings.category, month(l.ordered_at) AS month, sum(l.quantity) AS units
        FROM ring_lines AS l
        SEMI JOIN true_shops AS t ON t.shop_id = l.shop_id AND t.kind = 'case_g'
        JOIN orders ON orders.order_line_id = l.order_line_id
        JOIN listings ON listings.listing_id = orders.listing_id
        GROUP BY l.ring_id, listings.category, month(l.ordered_at)
        QUALIFY row_number() OVER (PARTITION BY l.ring_id ORDER BY units DESC) = 1
    """
    found = ask(sold)
    assert len(found) == 2
    assert {(category, month) for _, category, month, _ in found} == {("球衣", 6)}


def test_g2_the_nine_shops_stand_at_the_head_with_their_evidence_side_by_side(ask: Ask) -> None:
    shops = """
        SELECT rank, suspect, signal_complaints, signal_description, signal_photos, len(reasons)
        FROM shop_scores JOIN true_shops USING (shop_id) WHERE kind = 'case_g'
    """
    found = ask(shops)
    assert len(found) == 9
    [(suspects,)] = ask("SELECT count(*) FROM shop_scores WHERE suspect")
    for rank, suspect, *signals, reasons in found:
        assert suspect and rank <= suspects
        assert None not in signals
        assert reasons >= 5


def test_g3_verdicts_change_the_scores_of_shops_that_were_suspects_without_them(ask: Ask) -> None:
    shops = """
        SELECT signal_test_buys, suspect_without_laboratory
        FROM shop_scores JOIN true_shops USING (shop_id) WHERE kind = 'case_g'
    """
    assert all(weight > 4 and suspect for weight, suspect in ask(shops))


def test_g4_two_groups_not_one_and_not_five(ask: Ask) -> None:
    rings = """
        SELECT m.ring_id, t.ring_id, count(*), count(t.shop_id) FROM ring_members AS m
        LEFT JOIN true_shops AS t ON t.shop_id = m.member_id AND t.kind = 'case_g'
        WHERE m.member_type = 'shop' AND m.ring_id IN (
            SELECT own.ring_id FROM ring_members AS own
            JOIN true_shops AS g ON g.shop_id = own.member_id AND g.kind = 'case_g')
        GROUP BY ALL ORDER BY 2
    """
    found = ask(rings)
    assert {true: (shops, true_shops) for _, true, shops, true_shops in found} == {
        true: (shops, shops) for true, shops in GROUPS.items()
    }
    assert len({ring_id for ring_id, *_ in found}) == 2


@pytest.fixture(scope="module")
def rings_g(ask: Ask) -> dict[str, str]:
    """The rings found for the two groups of case G, by their number in the truth."""
    found = """
        SELECT DISTINCT t.ring_id, m.ring_id FROM ring_members AS m
        JOIN true_shops AS t ON t.shop_id = m.member_id AND t.kind = 'case_g' WHERE m.role <> 'supplier'
    """
    return {str(true): str(ring_id) for true, ring_id in ask(found)}


@pytest.mark.parametrize("group", GROUPS)
def test_g4_every_tie_of_a_group_is_shown_with_how_many_innocents_would_share_it(
    ask: Ask, rings_g: dict[str, str], group: str
) -> None:
    ties = """
        SELECT a.member_id, b.member_id, l.weight, l.evidence
        FROM ring_members AS a
        JOIN ring_members AS b ON b.ring_id = a.ring_id AND b.member_id > a.member_id
        JOIN account_links AS l ON l.account_id_a = a.member_id AND l.account_id_b = b.member_id
        WHERE a.ring_id = ? AND a.member_type = 'account' AND b.member_type = 'account'
    """
    found = ask(ties, rings_g[group])
    [(members,)] = ask(
        "SELECT count(*) FROM ring_members WHERE ring_id = ? AND member_type = 'account'", rings_g[group]
    )
    tied = {account for one, other, *_ in found for account in (one, other)}
    assert len(tied) == members
    kinds = set()
    for *_, weight, evidence in found:
        assert weight > 0 and evidence
        for trace in evidence:
            assert trace["innocents_expected"] > 0
            assert trace["trace"]
            kinds.add(trace["kind"])
    # Machines, registrations and parcels all tie them: no group hangs by one kind of record.
    assert (
        kinds & {"device"}
        and kinds & {"phone", "payment", "document", "name"}
        and kinds & {"origin", "sender_phone"}
    )


def test_g4_whatever_ties_the_two_groups_to_each_other_is_a_place(ask: Ask, rings_g: dict[str, str]) -> None:
    """They work in one wholesale market: its network is no reason to make them one."""
    across = """
        SELECT DISTINCT e.kind FROM pair_evidence AS e
        JOIN ring_members AS a ON a.member_id = e.account_id_a AND a.ring_id = ?
        JOIN ring_members AS b ON b.member_id = e.account_id_b AND b.ring_id = ?
        WHERE e.weight > 0
    """
    one, other = rings_g.values()
    kinds = {row[0] for row in ask(across, one, other) + ask(across, other, one)}
    assert kinds <= {"network", "login_place", "origin", "name", "buyers"}


def test_g5_five_dens_of_the_two_groups_within_500_metres_in_yuexiu(
    ask: Ask, rings_g: dict[str, str]
) -> None:
    dens = """
        SELECT count(DISTINCT (t.latitude, t.longitude)) FROM sites AS s
        JOIN true_sites AS t ON t.ring_id = ? AND t.role = 'den' AND 111320 * sqrt(
            pow(s.latitude - t.latitude, 2) + pow((s.longitude - t.longitude) * cos(radians(t.latitude)), 2)) < 500
        WHERE s.ring_id = ? AND s.role = 'den' AND s.adcode = '440104'
    """
    assert {true: ask(dens, true, ring_id)[0][0] for true, ring_id in rings_g.items()} == {
        "T00002": 3,
        "T00003": 2,
    }


@pytest.mark.parametrize("group", GROUPS)
def test_g6_each_groups_principal_is_named_though_he_owns_no_shop(
    ask: Ask, rings_g: dict[str, str], group: str
) -> None:
    named = """
        SELECT r.principal_account_id, t.principal_account_id,
            (SELECT count(*) FROM shops WHERE owner_account_id = r.principal_account_id)
        FROM rings AS r JOIN true_rings AS t ON t.ring_id = ? WHERE r.ring_id = ?
    """
    [(principal, true, owned)] = ask(named, group, rings_g[group])
    assert principal == true
    assert owned == 0


@pytest.mark.parametrize("group", GROUPS)
def test_g6_the_records_for_and_against_stand_with_each_candidate(
    ask: Ask, rings_g: dict[str, str], group: str
) -> None:
    said = """
        SELECT rank, score, reasons_for, reasons_against, m.role FROM principal_candidates AS c
        JOIN ring_members AS m ON m.ring_id = c.ring_id AND m.member_id = c.account_id
        WHERE c.ring_id = ? ORDER BY rank
    """
    candidates = ask(said, rings_g[group])
    first, others = candidates[0], candidates[1:]
    assert first[4] == "principal"
    assert {"owns_nothing", "money"} <= {reason["signal"] for reason in first[2]}
    assert all(reason["innocent_reading"] for _, _, pro, con, _ in candidates for reason in pro + con)
    # Owners in name and customer service share much and are not in charge: it is said for them.
    assert all(con for *_, con, role in others if role in ("nominal_owner", "seller"))
    behind = """
        SELECT count(*), count(DISTINCT table_name) FROM finding_records
        WHERE finding = 'principal_candidates' AND finding_id = (
            SELECT ring_id || '|' || principal_account_id FROM rings WHERE ring_id = ?)
    """
    [(rows, tables)] = ask(behind, rings_g[group])
    assert rows > 0 and tables >= 2


def test_g4_honest_owners_who_rented_out_their_shops_are_told_from_the_groups_people(
    ask: Ask, rings_g: dict[str, str]
) -> None:
    owners = """
        SELECT m.role FROM true_members AS t
        JOIN ring_members AS m ON m.member_id = t.account_id AND m.member_type = 'account'
        WHERE t.role = 'nominal_owner' AND t.ring_id IN ('T00002', 'T00003')
    """
    found = [row[0] for row in ask(owners)]
    assert len(found) == 5
    assert set(found) == {"nominal_owner"}
