"""The rings page: every view of every ring opens in both languages, its rows can be opened, nothing personal shows."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from suyuan.masking import HIDDEN
from suyuan.rings import ring_neighbours
from suyuan.rings.ring_marks import UNPICKED
from suyuan.ui import findings
from suyuan.ui.escaping import escape
from tests.pages.conftest import OpenPage, words
from tests.pages.test_overview import ENGLISH

VIEWS = ("links", "chain", "places", "times")
ROWS = {
    "links": ("members", "ties", "candidates", "facilities"),
    "chain": ("supply", "provinces"),
    "places": ("sites", "flows"),
    "times": ("events", "weeks", "rhythm"),
}
EVERYTHING = 10**12


@pytest.fixture
def rings(open_page: OpenPage) -> list[str]:
    open_page("overview")
    found = list(findings.load("rings__list", most=EVERYTHING, cleared=[])["ring_id"])
    assert found, "the small marketplace has rings"
    return found


def query(small: tuple[Path, Path], sql: str) -> list[tuple]:
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_ring_the_page_lists_all_of_them(
    open_page: OpenPage, rings: list[str], language: str
) -> None:
    page = open_page("rings", language)
    assert not page.exception
    assert list(page.dataframe[0].value["ring_id"]) == rings
    assert page.title[0].value.startswith({"en": "Rings", "zh": "疑似团伙"}[language])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_every_ring_opens(
    open_page: OpenPage, rings: list[str], view: str, language: str
) -> None:
    for ring in rings:
        page = open_page("rings", language, ring=ring, view=view)
        assert not page.exception
        assert ring in words(page)


def test_head_and_list_tell_the_same(open_page: OpenPage, rings: list[str]) -> None:
    for ring in rings:
        head = findings.load("rings__head", ring=ring).iloc[0]
        page = open_page("rings", ring=ring)
        least, value = page.metric[1], f"{head['amount_corroborated']:,.0f}"
        assert least.label == "Sold, at the least" and least.value.startswith("¥"), value
        assert f"{head['suspects']} suspect of {head['shops']} shops" in words(page)
        assert head["amount_corroborated"] <= head["amount_gross"]


def test_nobody_is_called_in_charge_where_it_is_not_clear(open_page: OpenPage, rings: list[str]) -> None:
    unclear = [ring for ring in rings if findings.load("rings__head", ring=ring).iloc[0]["unclear"]]
    assert unclear, "the small marketplace has a ring whose principal is not clear"
    page = open_page("rings", ring=unclear[0])
    assert page.metric[0].value == "nobody named"
    assert re.search("stand too close|has enough", words(page))


def test_the_weakest_tie_stands_in_the_head(open_page: OpenPage, rings: list[str]) -> None:
    for ring in rings:
        page = open_page("rings", ring=ring)
        assert page.metric[2].label == "Hangs together at its weakest by"
        assert "innocents expected" in words(page)


@pytest.mark.parametrize(("view", "rows"), [(view, rows) for view in VIEWS for rows in ROWS[view]])
def test_the_rows_of_every_view_can_be_opened(
    open_page: OpenPage, rings: list[str], view: str, rows: str
) -> None:
    for ring in rings[:3]:
        page = open_page("rings", ring=ring, view=view, **{f"rows_{view}": rows})
        assert not page.exception
        bound = {"ring": ring, "most": EVERYTHING, **UNPICKED}
        counted = findings.count(f"rings__{rows}", **bound)
        if counted:
            assert len(page.dataframe[0].value) == min(counted, 500)
        else:
            assert page.info


def test_no_english_is_left_in_the_chinese_view(open_page: OpenPage, rings: list[str]) -> None:
    names = {brand for (brand,) in query_names(rings)}
    for view in VIEWS:
        page = open_page("rings", "zh", ring=rings[0], view=view)
        said = re.sub(r":\w+-badge|&nbsp;|:material/\w+:|\*\*|R[0-9A-F]{8}|[AS]\d+", "", words(page))
        said = "\n".join(line for line in said.split("\n") if "\u200b" not in line and "evil" not in line)
        left = [word for word in ENGLISH.findall(said) if not any(word in name for name in names)]
        assert left == []


def query_names(rings: list[str]) -> list[tuple[str]]:
    heads = [findings.load("rings__head", ring=ring).iloc[0] for ring in rings]
    return [(str(head["main_brand"]),) for head in heads] + [("UTC",)]


def test_personal_data_of_members_and_ties_is_hidden_until_asked_for(
    open_page: OpenPage, rings: list[str], small: tuple[Path, Path]
) -> None:
    private = {
        value for row in query(small, "SELECT holder_name, phone FROM accounts") for value in row if value
    }
    page = open_page("rings", ring=rings[0])
    assert set(page.dataframe[0].value["holder_name"].dropna()) <= {HIDDEN}
    assert not private & set(words(page).split())
    page = open_page("rings", ring=rings[0], rows_links="ties")
    personal = page.dataframe[0].value
    own = personal["kind"].isin(["the same device", "the same phone", "the same payment account"])
    assert own.any() and set(personal.loc[own, "trace"]) == {HIDDEN}
    page.session_state["reveal_personal"] = True
    page.run()
    assert HIDDEN not in set(page.dataframe[0].value["trace"])


def test_a_wrong_link_says_so_and_leads_back(open_page: OpenPage) -> None:
    for link in ({"ring": "![x](http://evil.example/a.png)"}, {"account": "![x](http://evil.example/a.png)"}):
        page = open_page("rings", **link)
        assert not page.exception
        assert page.warning[0].value.startswith("No ") and "![x](" not in page.warning[0].value
        assert [button.label for button in page.button] == ["To the overview"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_account_opens_its_neighbourhood_by_its_id_or_its_shop_s(
    open_page: OpenPage, rings: list[str], language: str
) -> None:
    shops = findings.load("rings__members", ring=rings[0], **UNPICKED).query("member_type == 'shop'")
    shop, owner = shops.iloc[0][["member_id", "owner_account_id"]]
    by_account = open_page("rings", language, account=owner)
    by_shop = open_page("rings", language, account=shop)
    assert not by_account.exception and not by_shop.exception
    assert owner in words(by_account)
    assert by_account.title[0].value == by_shop.title[0].value
    brand = findings.load("rings__head", ring=rings[0]).iloc[0]["main_brand"]
    assert escape(brand) in by_account.button(key="open_ring").label


def neighbours(account: str, **asked: object) -> dict[str, pd.DataFrame]:
    bound = {"account": account, "cleared": [], "other": "", "most": EVERYTHING, **asked}
    return {name: findings.load(f"rings__{name}", **bound) for name in ("trade", "account_ties")}


def test_a_neighbour_of_an_account_is_picked_in_the_link_and_keeps_its_own_rows_and_the_way_on(
    open_page: OpenPage, rings: list[str]
) -> None:
    """Another neighbour's rows go; whoever is none, from another page's link, is no pick."""
    members = findings.load("rings__members", ring=rings[0], **UNPICKED).query("member_type == 'shop'")
    account = str(members["owner_account_id"].iloc[0])
    whole = neighbours(account)
    known = ring_neighbours.names(whole["trade"], whole["account_ties"])
    assert len(known) > 1
    node = ring_neighbours.key_of(whole["account_ties"].iloc[0]).partition(":")[2]
    kept = neighbours(account, other=node)["account_ties"]
    assert 0 < len(kept) < len(whole["account_ties"])
    assert {ring_neighbours.key_of(row).partition(":")[2] for _no, row in kept.iterrows()} == {node}
    page = open_page("rings", account=account, node=node, rows_account="ties")
    assert not page.exception
    [chip] = [button for button in page.button if button.key == "chip_node"]
    assert chip.label == escape(known[node][1])
    assert len(page.dataframe[0].value) == len(kept)
    assert [button for button in page.button if button.key == "open_picked"], "the way on to it"
    chip.click().run()
    assert "node" not in page.query_params and len(page.dataframe[0].value) == len(whole["account_ties"])
    stranger = open_page("rings", account=account, node="nobody", rows_account="ties")
    assert not [button for button in stranger.button if button.key == "chip_node"]
    assert len(stranger.dataframe[0].value) == len(whole["account_ties"])


def test_every_neighbour_that_the_tables_name_can_be_picked(rings: list[str]) -> None:
    for account in findings.load("rings__members", ring=rings[0], **UNPICKED).query(
        "member_type == 'account'"
    )["member_id"]:
        whole = neighbours(account)
        for node in ring_neighbours.names(whole["trade"], whole["account_ties"]):
            assert sum(len(frame) for frame in neighbours(account, other=node).values()), node


def test_two_members_are_joined_by_a_chain_of_named_records(open_page: OpenPage, rings: list[str]) -> None:
    members = findings.load("rings__members", ring=rings[0], **UNPICKED).query("member_type == 'account'")[
        "member_id"
    ]
    one, other = sorted(members)[:2]
    page = open_page("rings", account=one, to=other)
    assert not page.exception
    assert "steps to " in words(page) and "the same" in words(page)


def test_a_chain_to_a_stranger_says_there_is_none(open_page: OpenPage, rings: list[str]) -> None:
    members = findings.load("rings__members", ring=rings[0], **UNPICKED).query("member_type == 'account'")[
        "member_id"
    ]
    page = open_page("rings", account=members.iloc[0], to="nobody")
    assert "No chain of records leads to" in words(page)


def test_a_search_finds_an_account_by_its_id_or_its_shop_s(open_page: OpenPage, rings: list[str]) -> None:
    shops = findings.load("rings__members", ring=rings[0], **UNPICKED).query("member_type == 'shop'")
    shop, owner = shops.iloc[0][["member_id", "owner_account_id"]]
    for text in (owner.lower(), shop):
        found = open_page("rings").text_input[0].set_value(text).run()
        assert owner in set(found.dataframe[0].value["account_id"])
        assert text not in str(found.query_params)
    found = open_page("rings").text_input[0].set_value("no such account").run()
    assert "Try a part of it." in found.info[0].value


def test_an_account_of_no_ring_is_told_to_be_in_none(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    [(account,)] = query(
        small,
        "SELECT owner_account_id FROM shops ANTI JOIN ring_members ON member_id = owner_account_id "
        "WHERE owner_account_id IS NOT NULL ORDER BY 1 LIMIT 1",
    )
    page = open_page("rings", account=account)
    assert not page.exception
    assert "in no ring" in words(page)


def test_the_replay_ends_at_what_the_ring_s_head_says(open_page: OpenPage, rings: list[str]) -> None:
    for ring in rings:
        page = open_page("rings", "zh", ring=ring, view="replay")
        assert not page.exception
        whose = {"rings": [ring], "shops": [], "minutes": 480}
        span = findings.load("rings__replay_span", **whose).iloc[0]
        bound = {**whose, "accounts": [], "since": span["first_day"], "days": 7}
        orders, head = (
            findings.load("rings__replay_orders", **bound),
            findings.load("rings__head", ring=ring).iloc[0],
        )
        assert orders["step"].min() >= 0
        assert (orders["units"].sum(), orders["corroborated"].sum()) == (
            head["units_gross"],
            head["units_corroborated"],
        )
        inside = findings.load("rings__replay_supply", **bound)
        assert inside["units"].sum() <= orders["units"].sum()
        parcels = findings.load("rings__replay_parcels", **bound)
        assert (
            parcels["parcels"].sum()
            <= findings.load("rings__sites", ring=ring, **UNPICKED)["shipments"].sum()
        )


def test_a_site_keeps_its_own_parcels_and_stands_on_top_by_its_place(
    open_page: OpenPage, rings: list[str]
) -> None:
    sites = findings.load("rings__sites", ring=rings[0], **UNPICKED)
    site = sites["site_id"].iloc[0]
    page = open_page("rings", ring=rings[0], view="places", rows_places="flows", site=site)
    assert not page.exception
    shown = findings.load("rings__flows", ring=rings[0], **UNPICKED | {"site": site})
    assert set(shown["site_id"]) <= {site}
    assert len(shown) < len(findings.load("rings__flows", ring=rings[0], **UNPICKED)) or len(sites) == 1
    assert len(page.dataframe[0].value) == len(shown)
    chip = page.button(key="chip_site")
    assert site not in chip.label
    chip.click().run()
    assert "site" not in page.query_params


def test_a_click_on_a_site_s_row_picks_it_once(open_page: OpenPage, rings: list[str]) -> None:
    page = open_page("rings", ring=rings[0], view="places")
    page.session_state["table_rows_places_sites_0"] = {
        "selection": {"rows": [], "columns": [], "cells": [(0, "where")]}
    }
    page.run()
    assert not page.exception
    assert (
        page.query_params["site"]
        == findings.load("rings__sites", ring=rings[0], **UNPICKED)["site_id"].iloc[0]
    )
    assert page.run().query_params["site"]


def test_weeks_keep_what_happened_in_them(open_page: OpenPage, rings: list[str]) -> None:
    told = findings.load("rings__events", ring=rings[0], **UNPICKED)
    week = told["event_at"].iloc[0].date()
    page = open_page("rings", ring=rings[0], view="times", week=str(week))
    kept = len(page.dataframe[0].value)
    assert 0 < kept <= len(told) and page.button(key="chip_week")
    monday = week - timedelta(days=week.weekday())
    inside = told["event_at"].dt.date.map(lambda day: monday <= day < monday + timedelta(days=7))
    assert kept == inside.sum()


def picked_member(ring: str) -> tuple[str, str]:
    """A selling shop of the ring and its owner, of whom not all of the ring's are."""
    shops = findings.load("rings__members", ring=ring, **UNPICKED).query(
        "member_type == 'shop' and role == 'seller'"
    )
    return str(shops.iloc[0]["member_id"]), str(shops.iloc[0]["owner_account_id"])


def test_an_account_narrows_every_view_stands_on_top_and_is_let_go_of(
    open_page: OpenPage, rings: list[str]
) -> None:
    ring = rings[0]
    shop, owner = picked_member(ring)
    own = {"nodes": sorted({shop, owner, *shops_of(ring, owner)})}
    for view in VIEWS:
        for rows in ROWS[view]:
            page = open_page("rings", ring=ring, view=view, node=owner, **{f"rows_{view}": rows})
            assert not page.exception
            kept = findings.load(f"rings__{rows}", ring=ring, most=EVERYTHING, **UNPICKED | own)
            every = findings.load(f"rings__{rows}", ring=ring, most=EVERYTHING, **UNPICKED)
            assert len(page.dataframe[0].value) == len(kept) if len(kept) else page.info
            assert len(kept) <= len(every)
    page = open_page("rings", ring=ring, node=owner)
    members = page.dataframe[0].value
    assert set(members["member_id"]) == set(own["nodes"])
    # The innocent reading stays beside the finding, however few rows are left.
    assert members["could_be"].str.len().gt(0).all() and members["innocents_expected"].str.len().gt(0).all()
    chip = page.button(key="chip_node")
    assert owner not in chip.label
    page = chip.click().run()
    assert "node" not in page.query_params
    assert len(page.dataframe[0].value) == findings.count("rings__members", ring=ring, **UNPICKED)


def shops_of(ring: str, owner: str) -> list[str]:
    members = findings.load("rings__members", ring=ring, **UNPICKED)
    return list(members.loc[members["owner_account_id"] == owner, "member_id"])


def test_a_click_on_a_row_picks_and_one_more_leads_to_its_page(open_page: OpenPage, rings: list[str]) -> None:
    page = open_page("rings", ring=rings[0])
    rows = list(page.dataframe[0].value["member_id"])
    shop, _owner = picked_member(rings[0])
    page.session_state["table_rows_links_members_0"] = {
        "selection": {"rows": [], "columns": [], "cells": [(rows.index(shop), "name")]}
    }
    page.run()
    assert not page.exception and page.query_params["node"] == shop
    assert {"open_picked", "open_picked_shop"} <= {button.key for button in page.button}


def test_a_kind_of_tie_keeps_its_ties_and_whom_it_ties_in(open_page: OpenPage, rings: list[str]) -> None:
    ties = findings.load("rings__ties", ring=rings[0], most=EVERYTHING, **UNPICKED)
    kind = str(ties["kind"].iloc[-1])
    page = open_page("rings", ring=rings[0], rows_links="ties", tie=kind)
    assert not page.exception and len(page.dataframe[0].value) == (ties["kind"] == kind).sum()
    assert page.dataframe[0].value["could_be"].str.len().gt(0).all()
    ends = {*ties.loc[ties["kind"] == kind, "account_id_a"], *ties.loc[ties["kind"] == kind, "account_id_b"]}
    kept = findings.load("rings__members", ring=rings[0], **UNPICKED | {"tie": kind})
    assert set(kept.loc[kept["member_type"] == "account", "member_id"]) == ends
    assert "(not in this view)" in open_page("rings", ring=rings[0], view="chain", tie=kind).button(
        key="chip_tie"
    ).label.replace("\\", "")


def test_picks_combine_and_two_that_share_nothing_keep_nothing(open_page: OpenPage, rings: list[str]) -> None:
    ring = rings[0]
    sent = findings.load("rings__site_shops", ring=ring)
    shops, sites = set(sent["shop_id"]), sorted(set(sent["site_id"]))
    apart = [(site, shop) for site in sites for shop in sorted(shops)
             if shop not in set(sent.loc[sent["site_id"] == site, "shop_id"])]  # fmt: skip
    for site, shop in apart[:1]:
        page = open_page("rings", ring=ring, view="places", rows_places="flows", site=site, node=shop)
        assert not page.exception and page.info
        assert {"chip_site", "chip_node"} <= {button.key for button in page.button}
    site, shop = sites[0], str(sent.loc[sent["site_id"] == sites[0], "shop_id"].iloc[0])
    page = open_page("rings", ring=ring, view="places", rows_places="flows", site=site, node=shop)
    kept = findings.load("rings__flows", ring=ring, **UNPICKED | {"site": site, "nodes": [shop]})
    assert len(page.dataframe[0].value) == len(kept) if len(kept) else page.info


@pytest.mark.parametrize("pick", ["node", "person", "site", "tie", "to_province"])
def test_what_is_not_of_this_ring_is_no_pick_and_a_hostile_one_is_harmless(
    open_page: OpenPage, rings: list[str], pick: str
) -> None:
    for value in ("nobody", "![x](http://evil.example/a.png)", "' OR 1=1 --", "\x00"):
        page = open_page("rings", ring=rings[0], **{pick: value})
        assert not page.exception and "![x](" not in words(page)
        if pick != "to_province":
            assert not [button for button in page.button if button.key == f"chip_{pick}"]


def test_a_province_keeps_what_was_sent_there(open_page: OpenPage, rings: list[str]) -> None:
    provinces = findings.load("rings__provinces", ring=rings[0], **UNPICKED)
    key = str(provinces["province_key"].iloc[0])
    page = open_page("rings", ring=rings[0], view="chain", rows_chain="provinces", to_province=key)
    assert not page.exception
    assert len(page.dataframe[0].value) == (provinces["province_key"] == key).sum() < len(provinces)
    page.button(key="chip_to_province").click().run()
    assert "to_province" not in page.query_params


def test_the_weeks_and_hours_of_a_shop_are_its_own(rings: list[str], small: tuple[Path, Path]) -> None:
    ring = rings[0]
    shop, _owner = picked_member(ring)
    one = UNPICKED | {"nodes": [shop]}
    [(lines,)] = query(
        small, f"SELECT count(*) FROM ring_lines WHERE ring_id = '{ring}' AND shop_id = '{shop}'"
    )
    assert findings.load("rings__weeks", ring=ring, **one)["orders"].sum() == lines > 0
    hours, every = (findings.load("rings__rhythm", ring=ring, **kept) for kept in (one, UNPICKED))
    assert hours["parcels"].sum() < every["parcels"].sum()
