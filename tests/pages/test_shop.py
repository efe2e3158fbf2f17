"""One shop: headline, sum, map and queue agree; every figure's records; wrong links; hostile names; masking."""

from __future__ import annotations

import re
from math import isclose
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from suyuan.masking import HIDDEN
from suyuan.rings.ring_marks import UNPICKED
from suyuan.ui import findings
from suyuan.ui.overview.queue_view import NO_FILTER
from suyuan.ui.shop import shop_picks
from tests.pages.conftest import OpenPage, words
from tests.pages.test_overview import ENGLISH, changed

NO_PICKS = shop_picks.UNPICKED


@pytest.fixture
def suspects(open_page: OpenPage) -> list[str]:
    open_page("overview")
    return list(findings.load("overview__queue", **NO_FILTER)["shop_id"])


def test_headline_map_sum_and_queue_agree_for_every_suspect(suspects: list[str]) -> None:
    queue = findings.load("overview__queue", **NO_FILTER).set_index("shop_id")
    for shop_id in suspects:
        case = findings.load("shop__case", shop_id=shop_id).iloc[0]
        reasons = findings.load("shop__reasons", shop_id=shop_id)
        origins = findings.load("shop__origins", shop_id=shop_id, **NO_PICKS)
        for column in ("shop_name", "strength", "rank", "score", "amount_at_risk", "orders", "parcels"):
            same = queue.at[shop_id, column] == case[column]
            assert same or (queue.at[shop_id, column] is None and case[column] is None), column
        assert isclose(case["prior_log_odds"] + reasons["weight"].sum(), case["log_odds"], abs_tol=1e-4)
        assert origins["parcels"].sum() == case["parcels"]
        if len(origins):
            assert case["origin_en"] in set(origins["name_en"]) or case["origin_en"] is None
        apart = reasons[reasons["signal"] == case["apart_signal"]].iloc[0]
        assert (apart["level"], apart["weight"] > 0) == (case["apart_level"], True)


def test_what_sets_a_shop_apart_is_the_signal_fewest_suspects_share(suspects: list[str]) -> None:
    case = findings.load("shop__case", shop_id=suspects[0]).iloc[0]
    reasons = findings.load("shop__reasons", shop_id=suspects[0])
    speaking = reasons[reasons["strength"].isin(["weak", "strong", "very_strong"])]
    fewest = speaking["suspects_alike"].min()
    shared = speaking.set_index("signal").at[case["apart_signal"], "suspects_alike"]
    assert shared == fewest


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_shop_opens_with_its_headline_and_its_records(
    open_page: OpenPage, suspects: list[str], language: str
) -> None:
    page = open_page("shop", language, shop=suspects[0])
    assert not page.exception
    case = findings.load("shop__case", shop_id=suspects[0]).iloc[0]
    assert f"S{case['shop_id'][1:]}" in words(page).replace("\\", "")
    assert len(page.dataframe[0].value) == len(findings.load("shop__reasons", shop_id=suspects[0]))


def test_no_english_is_left_in_the_chinese_view(open_page: OpenPage, suspects: list[str]) -> None:
    for shop_id in suspects[:3]:
        page = open_page("shop", "zh", shop=shop_id)
        name = findings.load("shop__case", shop_id=shop_id).iloc[0]["shop_name"] or ""
        # A ring is called by the brand it sells; shops tied to it by their own names.
        tied = [findings.load("shop__ring", shop_id=shop_id)["main_brand"]]
        tied.append(findings.load("shop__ties", shop_id=shop_id)["shop_name"])
        name += " ".join(str(one) for column in tied for one in column)
        said = re.sub(r":\w+-badge|:red|&nbsp;", "", words(page))
        said = "\n".join(line for line in said.split("\n") if "\u200b" not in line and "evil" not in line)
        assert [word for word in ENGLISH.findall(said) if word not in name] == []
        evidence = page.dataframe[0].value
        assert not ENGLISH.search("".join(evidence.astype(str).sum()))


@pytest.mark.parametrize(
    "records",
    ["reasons", "listings", "orders", "complaints", "test_buys", "parcels", "dealings", "transfers"],
)
def test_the_rows_behind_every_figure_can_be_opened(
    open_page: OpenPage, suspects: list[str], records: str
) -> None:
    for shop_id in suspects[:4]:
        page = open_page("shop", shop=shop_id, records=records)
        assert not page.exception
        rows = findings.count(f"shop__{records}", shop_id=shop_id, most=10**12, **NO_PICKS)
        if rows:
            assert len(page.dataframe[0].value) == min(rows, 500)
        else:
            assert "No such record" in page.info[0].value


@pytest.fixture
def price_changed(small: tuple[Path, Path], tmp_path: Path, suspects: list[str]) -> tuple[Path, Path]:
    """The first suspect lowered one price out of two; another shop lowered its own."""
    row = "INSERT INTO listing_history (listing_id, shop_id, title, price, currency, observed_at, is_in_force) VALUES "
    rows = [
        f"('H1', '{suspects[0]}', '跑鞋', 599, 'CNY', TIMESTAMP '2026-01-02', FALSE)",
        f"('H1', '{suspects[0]}', '跑鞋', 199, 'CNY', TIMESTAMP '2026-03-01', TRUE)",
        f"('H2', '{suspects[0]}', '拖鞋', 20, 'CNY', TIMESTAMP '2026-01-02', FALSE)",
        f"('H2', '{suspects[0]}', '拖鞋', 20, 'CNY', TIMESTAMP '2026-03-01', TRUE)",
        f"('H3', '{suspects[1]}', '皮鞋', 90, 'CNY', TIMESTAMP '2026-01-02', FALSE)",
        f"('H3', '{suspects[1]}', '皮鞋', 80, 'CNY', TIMESTAMP '2026-03-01', TRUE)",
    ]
    return changed(small, tmp_path, row + ", ".join(rows))


def test_what_a_listing_cost_before_is_shown_where_its_price_changed(
    open_page: OpenPage, suspects: list[str], price_changed: tuple[Path, Path]
) -> None:
    page = open_page("shop", folders=price_changed, shop=suspects[0], records="prices")
    assert not page.exception
    shown = page.dataframe[0].value
    assert list(shown["listing_id"]) == ["H1", "H1"]
    assert list(shown["price"]) == ["¥199.00", "¥599.00"]
    assert list(shown["price_before"]) == ["¥599.00", "–"]


def test_without_a_price_that_changed_no_such_records_are_offered(
    open_page: OpenPage, suspects: list[str]
) -> None:
    page = open_page("shop", shop=suspects[0])
    assert not [label for label in offered(page) if "Repriced" in label]
    assert [label for label in offered(page) if "Listings" in label]


def offered(page: AppTest) -> list[str]:
    """The kinds of records that can be opened."""
    return [option for group in page.segmented_control for option in group.options]


def test_personal_data_of_complaints_and_parcels_is_hidden(open_page: OpenPage, suspects: list[str]) -> None:
    page = open_page("shop", shop=suspects[0], records="parcels")
    shown = page.dataframe[0].value
    for column in ("waybill_no", "origin_address", "destination_address", "sender_phone"):
        assert set(shown[column].dropna()) <= {HIDDEN}


def test_personal_data_is_shown_once_the_viewer_asks(open_page: OpenPage, suspects: list[str]) -> None:
    page = open_page("shop", shop=suspects[0], records="parcels")
    page.session_state["reveal_personal"] = True
    page.run()
    assert HIDDEN not in set(page.dataframe[0].value["waybill_no"].dropna())


def test_a_wrong_link_says_so_and_leads_back(open_page: OpenPage) -> None:
    page = open_page("shop", shop="![x](http://evil.example/a.png)")
    assert not page.exception
    assert "No shop" in page.warning[0].value and "![x](" not in page.warning[0].value
    assert [button.label for button in page.button] == ["To the overview"]


def test_without_a_shop_the_page_offers_a_search(open_page: OpenPage) -> None:
    page = open_page("shop")
    assert page.title[0].value == "One shop"
    assert len(page.dataframe[0].value) == 50


def test_a_search_finds_a_shop_by_a_part_of_its_id_or_name(open_page: OpenPage, suspects: list[str]) -> None:
    page = open_page("shop").text_input[0].set_value(suspects[0][:-1].lower()).run()
    assert suspects[0] in set(page.dataframe[0].value["shop_id"])
    assert suspects[0][:-1].lower() not in str(page.query_params)
    page = open_page("shop").text_input[0].set_value("no such shop anywhere").run()
    assert "Try a part of it." in page.info[0].value


def test_a_hostile_name_is_a_title_and_nothing_more(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path, suspects: list[str]
) -> None:
    hostile = "![x](http://evil.example/a.png) <img src=x> **bold** :red[x]"
    with duckdb.connect() as connection:
        literal = connection.execute("SELECT replace($name, '''', '''''')", {"name": hostile}).fetchall()[0][
            0
        ]
    folders = changed(small, tmp_path, "UPDATE shop_cases SET shop_name = '" + literal + "'")
    page = open_page("shop", shop=suspects[0], folders=folders)
    assert not page.exception
    assert not re.search(r"(?<!\\)[!\[\]()<>*`$:]", page.title[0].value)


def test_a_shop_of_a_ring_names_it_and_the_shops_it_is_tied_to(open_page: OpenPage) -> None:
    open_page("overview")
    ring = findings.load("rings__list", most=1, cleared=[])["ring_id"].iloc[0]
    members = findings.load("rings__members", ring=ring, **UNPICKED).query(
        "member_type == 'shop' and role == 'seller'"
    )
    page = open_page("shop", shop=members["member_id"].iloc[0])
    assert not page.exception
    assert [button for button in page.button if button.label.startswith("Ring of")]
    assert "Tied to " in words(page)


def test_a_shop_of_no_ring_names_none(open_page: OpenPage) -> None:
    open_page("overview")
    alone = (
        findings.load("shop__search", text="", most=10**6, cleared=[])
        .query("not suspect")
        .iloc[-1]["shop_id"]
    )
    page = open_page("shop", shop=alone)
    assert not [button for button in page.button if button.label.startswith("Ring of")]


def test_an_innocent_shop_can_be_opened_too_and_is_not_called_suspect(open_page: OpenPage) -> None:
    open_page("overview")
    innocent = (
        findings.load("shop__search", text="", most=10**6, cleared=[])
        .query("not suspect")
        .iloc[-1]["shop_id"]
    )
    page = open_page("shop", shop=innocent)
    assert not page.exception
    assert "not suspect" in words(page)
