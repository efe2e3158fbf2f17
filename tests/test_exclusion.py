"""The exclusion test: what falls with struck evidence, what stands without it, and by how little each holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Reader, Workshop
from suyuan.exclusion import Case, Conclusion, Struck, breaking, smallest_breaking_sets, stand
from suyuan.exclusion.case import PREFIX, TARGETS, UNREAD, WHOLE, steps
from suyuan.exclusion.pieces import single, whole
from tests import marketplace
from tests.marketplace import NOON, Row, catalogue, listing, relations, sold

SIGNALS = ("price", "complaints")
OWNERS = {"A": "SA", "B": "SB", "C": "SC", "D": "SD", "E": "SE"}


def logins(account: str, device: str, count: int, network: str | None = None) -> list[Row]:
    return [
        {
            "account_id": account,
            "logged_in_at": NOON + timedelta(hours=hour),
            "device_id": device,
            "ip_address": network,
        }
        for hour in range(count)
    ]


def market() -> dict[str, list[Row]]:
    """Two rings and a stranger. A-B and B-C: one machine and one registered trace each, nothing more. D-E: four
    machines, one phone, and one sender's phone on their parcels. X: on one line with A and B, a stranger."""
    accounts = [
        {"account_id": "A", "phone": "13900000001"},
        {"account_id": "B", "phone": "13900000001", "payment_account": "m1"},
        {"account_id": "C", "payment_account": "m1"},
        {"account_id": "D", "phone": "13900000003"},
        {"account_id": "E", "phone": "13900000003"},
        {"account_id": "X"},
    ]
    seen = [
        *logins("A", "d1", 2, "10.0.0.1"),
        *logins("B", "d1", 5, "10.0.0.1"),
        *logins("B", "d2", 5),
        *logins("C", "d2", 5),
        *logins("X", "dx", 5, "10.0.0.1"),
    ]
    for device in ("d3", "d4", "d5", "d6"):
        seen += logins("D", device, 5) + logins("E", device, 5)
    orders = [sold(f"{shop}-{n}", f"{shop}-L", shop, 200) for shop in ("SD", "SE") for n in range(6)]
    return {
        "accounts": [{"registered_at": NOON, **row} for row in accounts],
        "logins": seen,
        "shops": [{"shop_id": shop, "owner_account_id": owner} for owner, shop in OWNERS.items()],
        "listings": [listing(f"{shop}-L", shop, 200) for shop in OWNERS.values()],
        "orders": orders,
        "shipments": [
            {"order_id": row["order_id"], "shop_id": row["shop_id"], "sender_phone": "13700000009"} for row in orders
        ],
        # What the shops' own records say, and how common things are among strangers, are given.
        "shop_levels": [
            {"shop_id": shop, "signal": signal, "level": "odd", "figure": 1.0, "support": 1.0}
            for shop in ("SA", "SD")
            for signal in SIGNALS
        ],
        "level_rates": [
            {"signal": signal, "level": "odd", "kind": kind, "weight": 3.0}
            for signal, kind in zip(SIGNALS, ("prices", "buyers"), strict=True)
        ],
        "signal_status": [{"signal": signal, "is_on": True} for signal in (*SIGNALS, "links", "purchases")],
        "trace_chance": [
            {"kind": row["kind"], "traces": 1000, "innocents_expected": row["least_innocents"]}
            for row in relations("trace_kinds")["trace_kinds"]
        ],
        "shop_signals": [],
    }  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The findings of that market: every relation that the exclusion test takes."""
    database = tmp_path_factory.mktemp("struck") / "pages.duckdb"
    given = market()
    extracts = {name: given.get(name, []) for name in EXTRACTS}
    workshop = Workshop(database, threads=1)
    marketplace._lay(workshop, "raw.before", marketplace._BEFORE, [])
    for name, rows in {**marketplace._beside(extracts), **extracts, **given}.items():
        numbered = [marketplace._in_force(name, row, number) for number, row in enumerate(rows)]
        marketplace._lay(workshop, name, marketplace.shape(name), numbered)
    read = {
        name
        for query in catalogue().queries.values()
        if query.name.startswith(PREFIX)
        for name in query.reads
    }
    wanted = {*read, *WHOLE, *UNREAD, *steps(catalogue(), TARGETS["site"])[1], "rings"}
    marketplace._run(workshop, wanted, {*given, *EXTRACTS, *marketplace._BESIDE})
    workshop.close()
    opened = Reader(database)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def ring_of(reader: Reader) -> dict[str, str]:
    with reader.cursor() as cursor:
        rows = cursor.execute("SELECT account_id, ring_id FROM ring_accounts").fetchall()
    return dict(rows)


@pytest.fixture(scope="module")
def thin(reader: Reader, ring_of: dict[str, str]) -> Case:
    """The ring of A, B and C."""
    return Case(reader, catalogue(), ring_of["A"])


@pytest.fixture(scope="module")
def thick(reader: Reader, ring_of: dict[str, str]) -> Case:
    """The ring of D and E."""
    return Case(reader, catalogue(), ring_of["D"])


def link(one: str, other: str) -> Conclusion:
    return Conclusion("link", f"{one}|{other}")


def ring(case: Case) -> Conclusion:
    return Conclusion("ring", case.ring_id)


def holds(case: Case, **struck: Any) -> frozenset[Conclusion]:
    [left] = stand(case, [Struck(**{name: frozenset(values) for name, values in struck.items()})])
    return left.holds


def test_the_market_has_two_rings_and_a_stranger(ring_of: dict[str, str]) -> None:
    assert set(ring_of) == {"A", "B", "C", "D", "E"}
    assert ring_of["A"] == ring_of["B"] == ring_of["C"] != ring_of["D"] == ring_of["E"]


def test_a_ring_held_by_registration_and_parcels_stands_without_any_login(thick: Case) -> None:
    left = holds(thick, tables={"logins"})
    assert {ring(thick), link("D", "E"), Conclusion("account", "E")} <= left


def test_a_ring_held_by_logins_and_registration_alone_falls_without_logins(thin: Case) -> None:
    left = holds(thin, tables={"logins"})
    assert ring(thin) not in left
    # The phone and the payment account alone still link, as long as nothing contradicts them; they hold no ring.
    assert link("A", "B") in left
    assert not any(kind == "account" for kind, _about in left)


def test_striking_one_phone_parts_the_account_that_hung_by_it(thin: Case) -> None:
    [left] = stand(thin, [Struck(traces=frozenset([("phone", "13900000001")]))])
    assert left.groups == (frozenset({"B", "C"}),)
    assert link("A", "B") in left.holds


def test_the_same_phone_struck_from_another_ring_changes_nothing(thin: Case, thick: Case) -> None:
    [before] = stand(thick, [Struck()])
    assert holds(thick, traces={("phone", "13900000001")}) == before.holds
    assert holds(thin, records={("accounts", "X")}) == stand(thin, [Struck()])[0].holds


def test_a_pair_tied_by_two_independent_traces_breaks_with_both_and_with_no_fewer(thin: Case) -> None:
    [found] = smallest_breaking_sets(thin, [link("A", "B")], whole(thin))
    assert {(piece.kind, piece.what) for piece in found.pieces} == {
        ("device", "d1"),
        ("phone", "13900000001"),
    }
    assert found.is_exact
    assert found.at_least == 2
    assert link("A", "B") not in holds(thin, traces={("device", "d1"), ("phone", "13900000001")})
    assert link("A", "B") in holds(thin, traces={("device", "d1")})
    assert link("A", "B") in holds(thin, traces={("phone", "13900000001")})


def test_in_records_that_pair_breaks_with_one_registration_and_the_only_two_logins(thin: Case) -> None:
    [found] = smallest_breaking_sets(thin, [link("A", "B")], single(thin))
    assert len(found.pieces) == found.at_least == 3
    assert sorted(piece.of for piece in found.pieces) == ["accounts", "logins", "logins"]
    struck = {(piece.of, piece.what) for piece in found.pieces}
    assert link("A", "B") not in holds(thin, records=struck)
    assert all(link("A", "B") in holds(thin, records=struck - {one}) for one in struck)


def test_what_survives_any_three_says_so_and_names_no_set(thick: Case) -> None:
    for pieces in (whole(thick), single(thick)):
        [found] = smallest_breaking_sets(thick, [link("D", "E")], pieces)
        assert found.pieces == ()
        assert found.at_least == 4
        assert not found.is_exact


def test_without_its_shops_own_evidence_one_hand_is_no_ring(thin: Case) -> None:
    [left] = stand(thin, [Struck(signals=frozenset(("SA", signal) for signal in SIGNALS))])
    assert not any(kind in ("ring", "suspect") for kind, _about in left.holds)
    assert left.groups == (frozenset({"A", "B", "C"}),)


def test_the_records_of_a_signal_struck_one_by_one_take_it_with_the_last(thin: Case) -> None:
    before = holds(thin)
    assert {told for told in before if told.kind == "suspect"} >= {Conclusion("suspect", "SA")}
    rows = thin.signal_records[thin.signal_records["shop_id"] == "SA"]
    assert set(rows["table_name"]) == {"listings"}
    assert holds(thin, records={("listings", "SA-L")}) == holds(thin, signals={("SA", "price")})


def test_strangers_on_a_trace_still_count_when_one_of_the_ring_is_struck_from_it(thin: Case) -> None:
    def users() -> int:
        sizes = thin.workshop.frame("trace_sizes").set_index(["kind", "trace"])["accounts"]
        return int(sizes["network", "10.0.0.1"])

    stand(thin, [Struck()])
    assert users() == 3
    stand(thin, [Struck(accounts=frozenset(["A"]))])
    assert users() == 2


def test_many_strikes_side_by_side_say_what_each_says_alone(thin: Case) -> None:
    strikes = [piece.struck for piece in whole(thin)] + [Struck(tables=frozenset(["logins"])), Struck()]
    alone = [stand(thin, [struck])[0] for struck in strikes]
    told = stand(thin, strikes)
    assert [(one.holds, one.groups) for one in told] == [(one.holds, one.groups) for one in alone]
    assert len({one.holds for one in told}) == 3


def test_where_too_many_sets_stand_to_try_them_all_the_search_finds_the_same(
    thin: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    conclusions = sorted(stand(thin, [Struck()])[0].holds)
    tried = smallest_breaking_sets(thin, conclusions, whole(thin))
    monkeypatch.setattr(breaking, "_MOST_TRIED", 0)
    searched = smallest_breaking_sets(thin, conclusions, whole(thin))
    assert [(one.conclusion, one.at_least, one.is_exact) for one in searched] == [
        (one.conclusion, one.at_least, one.is_exact) for one in tried
    ]


def test_a_search_cut_short_claims_no_more_than_it_proved(thin: Case) -> None:
    [found] = smallest_breaking_sets(thin, [link("A", "B")], whole(thin), most_worlds=1)
    assert found.pieces == ()
    assert found.at_least == 1


@pytest.mark.parametrize(
    ("supports", "smallest"),
    [([], 0), ([{1}], 1), ([{1, 2}, {2, 3}], 1), ([{1}, {2}, {3}], 3), ([{1}, {2}, {3}, {4}], None)],
)
def test_the_smallest_hitting_set_hits_every_support(supports: list[set[int]], smallest: int | None) -> None:
    found = breaking.smallest_hitting_set([frozenset(one) for one in supports], 3)
    assert (None if found is None else len(found)) == smallest
    assert found is None or all(found & one for one in supports)


def test_striking_nothing_leaves_what_the_scan_found(scanned: Path) -> None:
    """Every ring of a whole market, made anew from its own rows: people, shops, suspects, sites, principal, links."""
    opened = Reader(scanned / "pages.duckdb")
    with opened.cursor() as cursor:
        said = {
            kind: cursor.execute(sql).fetchall()
            for kind, sql in {
                "members": "SELECT ring_id, member_type, member_id FROM ring_members",
                "suspects": "SELECT ring_id, shop_id FROM shop_scores WHERE suspect AND ring_id IS NOT NULL",
                "sites": "SELECT ring_id, role || '|' || coalesce(spot_id, '') FROM sites",
                "principals": "SELECT ring_id, principal_account_id FROM rings WHERE principal_account_id IS NOT NULL",
                "links": "SELECT DISTINCT ring_id, least(account_id, other_id) || '|' || greatest(account_id, other_id)"
                " FROM ring_ties",
            }.items()
        }
    rings = {ring_id for ring_id, _kind, _member in said["members"]}
    assert rings
    for ring_id in sorted(rings):
        case = Case(opened, catalogue(), ring_id)
        [left] = stand(case, [Struck()])
        told = {Conclusion(kind, about) for one, kind, about in said["members"] if one == ring_id}
        for kind, name in (
            ("suspect", "suspects"),
            ("site", "sites"),
            ("principal", "principals"),
            ("link", "links"),
        ):
            told |= {Conclusion(kind, about) for one, about in said[name] if one == ring_id}
        assert left.holds == told | {Conclusion("ring", ring_id)}
        assert left.ring_id == ring_id
    opened.close()
