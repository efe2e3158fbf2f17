"""The replay of a case: rings, single shops and casework in one story, and nobody accused by being named."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from suyuan.casework import cases, records, reviews, sites, test_buys, watches
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store
from suyuan.rings import ring_replay
from suyuan.ui import findings
from suyuan.ui.cases import case_shops
from tests.pages.conftest import OpenPage, words

LIN = Person("Lin", "lead", "lin@example.org")
NOTHING = "Nothing of this case has a day on record"


@pytest.fixture
def store(casework_database: Path) -> Store:
    return open_store(str(casework_database))


@pytest.fixture
def stories(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whatever is drawn: its story, its graph, the places of its map."""
    drawn: list[Any] = []
    real = ring_replay.figure

    def keep(story: Any, graph: Any, places: Any, at_sites: Any, *more: Any) -> Any:
        drawn.append((story, graph, at_sites))
        return real(story, graph, places, at_sites, *more)

    monkeypatch.setattr(ring_replay, "figure", keep)
    return drawn


@pytest.fixture
def found(open_page: OpenPage) -> dict[str, str]:
    """A ring of the small marketplace, a shop in no ring, an honest one, and a shop of the ring."""
    open_page("overview")
    rings = findings.load("rings__list", most=5, cleared=[])
    ring = str(rings["ring_id"].iloc[0])
    every = findings.load("cases__replay_members", shops=_shops(), accounts=[])
    alone = every[every["ring_id"].isna()].sort_values("member_id")
    return {
        "ring": ring,
        "inside": str(every[every["ring_id"] == ring]["member_id"].iloc[0]),
        "innocent": str(alone[~alone["suspect"].astype(bool)]["member_id"].iloc[0]),
    }


def _shops() -> list[str]:
    with findings.reader().cursor() as cursor:
        return [
            str(shop) for (shop,) in cursor.sql("SELECT shop_id FROM shop_scores ORDER BY rank").fetchall()
        ]


def opened(store: Store, *members: tuple[str, str], out: str = "") -> str:
    """A case of these members: its id. `out`: who of them is ruled out."""
    with store.write() as session:
        made = cases.open_case(session, LIN, "Jerseys")
        for kind, subject in members:
            member = cases.add_member(session, LIN, made.id, kind, subject_id=subject)
            if subject == out:
                cases.change_member(
                    session, LIN, member.id, member.version, standing="ruled_out", remark="an honest shop"
                )
    return made.id


def test_a_case_of_a_ring_and_a_shop_tells_both(
    open_page: OpenPage, store: Store, found: dict[str, str], stories: list[Any]
) -> None:
    case = opened(store, ("ring", found["ring"]), ("shop", found["innocent"]))
    page = open_page("cases", case=case, part="replay")
    assert not page.exception
    [(story, graph, _sites)] = stories
    head = findings.load("rings__head", ring=found["ring"]).iloc[0]
    alone = findings.load("shop__case", shop_id=found["innocent"]).iloc[0]
    assert story.totals[-1].units == head["units_gross"] + alone["units"]
    assert f"shop:{found['innocent']}" in graph.keys


def test_an_innocent_shop_of_the_case_is_no_suspect_and_its_place_no_den(
    open_page: OpenPage, store: Store, found: dict[str, str], stories: list[Any]
) -> None:
    open_page(
        "cases", case=opened(store, ("ring", found["ring"]), ("shop", found["innocent"])), part="replay"
    )
    [(story, graph, places)] = stories
    [own] = [node for node in graph.nodes if node.key == f"shop:{found['innocent']}"]
    assert not own.suspect
    sent = {move.to for move in story.moves if move.shop_id == found["innocent"]}
    kinds = places.set_index("site_id")["role"]
    assert "start" in set(kinds) and sent.isdisjoint(kinds[kinds != "start"].index)


def test_a_shop_that_the_case_ruled_out_turns_grey_and_draws_no_ring_in(
    open_page: OpenPage, store: Store, found: dict[str, str], stories: list[Any]
) -> None:
    open_page("cases", case=opened(store, ("shop", found["inside"]), out=found["inside"]), part="replay")
    [(_story, graph, _places)] = stories
    shops = {node.key: node.suspect for node in graph.nodes if node.kind == "shop"}
    assert shops == {f"shop:{found['inside']}": False}


def test_a_shop_of_a_ring_brings_its_ring(
    open_page: OpenPage, store: Store, found: dict[str, str], stories: list[Any]
) -> None:
    for member in (("shop", found["inside"]), ("ring", found["ring"])):
        open_page("cases", case=opened(store, member), part="replay")
    (by_shop, _graph, _s), (by_ring, _graph2, _s2) = stories
    assert by_shop.totals == by_ring.totals and by_shop.flows == by_ring.flows


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_case_without_a_ring_tells_its_shop_s_orders_and_parcels(
    open_page: OpenPage, store: Store, found: dict[str, str], stories: list[Any], language: str
) -> None:
    page = open_page("cases", language, case=opened(store, ("shop", found["innocent"])), part="replay")
    assert not page.exception
    [(story, _graph, _places)] = stories
    assert story.totals[-1].orders > 0 and story.totals[-1].parcels > 0


def test_a_case_with_nothing_dated_says_so(open_page: OpenPage, store: Store) -> None:
    page = open_page(
        "cases", case=opened(store, ("account", "A-unknown"), ("site", "P-unknown")), part="replay"
    )
    assert not page.exception and NOTHING in words(page)


def test_what_casework_did_is_told_and_what_people_wrote_is_not(
    open_page: OpenPage, store: Store, found: dict[str, str], stories: list[Any]
) -> None:
    last = findings.load("rings__head", ring=found["ring"]).iloc[0]["last_order_at"]
    case = opened(store, ("ring", found["ring"]))
    with store.write() as session:
        watches.watch(session, LIN, "shop", found["inside"], reason="hush")
        buy = test_buys.plan_test_buy(session, LIN, found["inside"], case_id=case, reason="hush")
        test_buys.mark_bought(session, LIN, buy.id, buy.version, bought_at=_at(last), order_id="O-1")
        check = sites.plan_site_check(session, LIN, "P1", case_id=case)
        sites.record_site_check(
            session, LIN, check.id, check.version, status="checked", checked_by="Wang", found="hush",
            checked_at=_at(last),
        )  # fmt: skip
    open_page("cases", case=case, part="replay")
    [(story, _graph, _places)] = stories
    told = " ".join(event.words for event in story.events)
    assert "bought for a test" in told and "Checked on the ground" in told
    assert "hush" not in told and "Wang" not in told


def test_what_casework_did_long_after_stands_outside_and_is_counted(
    open_page: OpenPage, store: Store, found: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(store, ("ring", found["ring"]))
    with monkeypatch.context() as later, store.write() as session:
        now = records.now()
        later.setattr(records, "now", lambda: now + timedelta(days=9000))
        watches.watch(session, LIN, "shop", found["inside"], reason="x")
    page = open_page("cases", case=case, part="replay")
    assert "1 entry of the casework lies too far" in words(page)


def _at(moment: datetime) -> datetime:
    return moment.to_pydatetime().replace(tzinfo=None) if hasattr(moment, "to_pydatetime") else moment


def test_a_shop_that_was_cleared_is_no_suspect_in_its_ring_s_story(
    open_page: OpenPage, store: Store, found: dict[str, str], stories: list[Any]
) -> None:
    case = opened(store, ("ring", found["ring"]))
    open_page("cases", case=case, part="replay")
    before = {node.key: node.suspect for node in stories[0][1].nodes}
    suspect = next(key.removeprefix("shop:") for key, is_suspect in before.items() if is_suspect)
    known = case_shops.known_of([suspect])[suspect]
    evidence = [dict(reason) for reason in known.reasons]
    with store.write() as session:
        reviews.clear(session, LIN, suspect, reason="invoices seen", evidence=evidence, known=known.records)
    open_page("cases", case=case, part="replay")
    after = {node.key: node.suspect for node in stories[1][1].nodes}
    assert before[f"shop:{suspect}"] and not after[f"shop:{suspect}"]
    assert {key for key in before if before[key] != after.get(key)} == {f"shop:{suspect}"}
