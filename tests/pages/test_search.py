"""One box for everything: each kind is found, a click leads to its page, nothing typed gets into a link or the log."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from suyuan.casework.searches import hash_of
from suyuan.search_terms import terms
from suyuan.ui import casework
from tests.pages.conftest import words

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture
def search(small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app with its search open."""
    extracts, findings = small
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(extracts))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(findings))
    app = AppTest.from_file(str(APP), default_timeout=90)
    app.query_params["lang"] = "en"
    return app.run().button(key="search_open").click().run()


@pytest.fixture
def parcel(small: tuple[Path, Path]) -> dict[str, Any]:
    """A parcel with all that can be looked for: its shop, order, waybill, sender's phone and addresses."""
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        found = connection.sql(
            "SELECT shipments.*, orders.listing_id, shops.owner_account_id FROM shipments JOIN orders USING (order_id) "
            "JOIN shops ON shops.shop_id = shipments.shop_id JOIN origin_texts ON written_text = origin_address "
            "WHERE sender_phone IS NOT NULL AND waybill_no IS NOT NULL AND destination_address IS NOT NULL "
            "ORDER BY waybill_no LIMIT 1"
        )
        [row] = found.fetchall()
        return dict(zip(found.columns, row, strict=True))


def typed(app: AppTest, text: str) -> AppTest:
    app.text_input(key="search_typed").set_value(text).run()
    assert not app.exception
    return app


def hits(app: AppTest, kind: str) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith(f"hit_{kind}_")]


def entries(database: Path) -> list[dict[str, Any]]:
    with sqlite3.connect(database) as connection:
        return [json.loads(row[0]) for row in connection.execute("SELECT entry FROM audit_entries")]


def test_each_kind_is_found_by_what_is_written_in_the_records(
    search: AppTest, parcel: dict[str, Any]
) -> None:
    asked = {
        "shops": parcel["shop_id"].lower(),
        "accounts": parcel["owner_account_id"],
        "orders": parcel["order_id"],
        "listings": parcel["listing_id"],
        "parcels": parcel["waybill_no"].lower(),
        "phones": f"+86 {parcel['sender_phone'][:3]} {parcel['sender_phone'][3:]}",
        "addresses": parcel["origin_address"],
        "deliveries": parcel["destination_address"],
    }
    assert [kind for kind, text in asked.items() if not hits(typed(search, text), kind)] == []


def test_a_hit_by_a_personal_value_names_neither_it_nor_the_holder(
    search: AppTest, parcel: dict[str, Any], small: tuple[Path, Path]
) -> None:
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        holders = connection.execute(
            "SELECT holder_name FROM accounts WHERE holder_name IS NOT NULL"
        ).fetchall()
    for text in (parcel["sender_phone"], parcel["waybill_no"], parcel["origin_address"]):
        app = typed(search, text)
        told = "\n".join(button.label for button in app.button if (button.key or "").startswith("hit_"))
        assert told and text not in told
        assert not any(holder in told for (holder,) in holders if len(holder) > 2)


def test_what_is_typed_enters_no_link_and_the_log_only_as_a_hash(
    search: AppTest, parcel: dict[str, Any], casework_database: Path
) -> None:
    typed(search, "no such shop")
    assert not casework_database.exists() or not [
        e for e in entries(casework_database) if e["action"] == "search"
    ]
    phone = parcel["sender_phone"]
    for text in (phone, f"+86 {phone}", phone):
        app = typed(search, text)
        assert phone not in str(app.query_params)
    [entry] = [entry for entry in entries(casework_database) if entry["action"] == "search"]
    assert entry["subject"] == f"search/{hash_of(phone)}"
    assert entry["details"] == {"columns": ["phone", "sender_phone", "waybill_no"]}
    assert phone not in json.dumps(entry)


@pytest.fixture
def holder(small: tuple[Path, Path]) -> tuple[str, str]:
    """An account and the name of who holds it, two to four characters."""
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        [row] = connection.execute(
            "SELECT account_id, holder_name FROM accounts JOIN (SELECT holder_name FROM accounts GROUP BY ALL "
            "HAVING count(*) = 1) USING (holder_name) "
            "WHERE regexp_full_match(holder_name, '[\\x{4e00}-\\x{9fff}]{2,4}') ORDER BY account_id LIMIT 1"
        ).fetchall()
    return row


def test_a_person_is_found_by_his_whole_name_which_is_told_nowhere_again(
    search: AppTest, holder: tuple[str, str], casework_database: Path
) -> None:
    account, name = holder
    app = typed(search, name)
    found = hits(app, "holders")
    assert len(found) == 1 and account in found[0] and name not in found[0]
    [entry] = [entry for entry in entries(casework_database) if entry["action"] == "search"]
    assert (entry["subject"], entry["details"]) == ("search/name", {"columns": ["holder_name"]})
    assert name not in json.dumps(entry) and hash_of(name) not in json.dumps(entry)
    next(button for button in app.button if button.key == "hit_holders_0").click().run()
    assert app.query_params["account"] == account and name not in str(app.query_params)


def test_whoever_may_not_see_names_finds_nobody_by_them_and_nothing_is_logged(
    search: AppTest, holder: tuple[str, str], casework_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = casework.may
    monkeypatch.setattr(casework, "may", lambda action: action != "reveal" and allowed(action))
    assert not hits(typed(search, holder[1]), "holders")
    assert not casework_database.exists() or not [
        e for e in entries(casework_database) if e["action"] == "search"
    ]


def test_a_part_of_an_address_finds_the_places_and_the_shops_that_deliver_there(
    search: AppTest, parcel: dict[str, Any]
) -> None:
    for kind, column in (("addresses", "origin_address"), ("deliveries", "destination_address")):
        part = parcel[column][len(parcel[column]) // 2 - 2 :]
        assert terms(part).address, part
        assert hits(typed(search, part), kind)


def test_where_the_log_cannot_be_written_personal_columns_are_not_searched(
    search: AppTest, parcel: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SUYUAN_CASEWORK", str(tmp_path))
    app = typed(search, parcel["sender_phone"])
    assert not hits(app, "phones")
    assert any("could not be entered in the log" in error.value for error in app.error)


def test_a_click_goes_to_the_page_on_which_the_thing_stands(search: AppTest, parcel: dict[str, Any]) -> None:
    app = typed(search, parcel["order_id"])
    next(button for button in app.button if button.key == "hit_orders_0").click().run()
    link = app.query_params
    assert (link["shop"], link["order"], link["records"]) == (
        parcel["shop_id"],
        parcel["order_id"],
        "orders",
    )
    assert not app.exception and "search_typed" not in {field.key for field in app.text_input}


@pytest.mark.parametrize(
    "text",
    [
        "%",
        "%%%",
        "_'\";--",
        "' OR '1'='1",
        "\x00\x00",
        "😀😀",
        "x" * 10_000,
        "[a-z]+(",
        "![x](http://evil.example/a)",
    ],
)
def test_hostile_text_finds_what_holds_it_and_breaks_nothing(search: AppTest, text: str) -> None:
    app = typed(search, text)
    assert not app.exception and "Traceback" not in words(app)
    assert len([button for button in app.button if (button.key or "").startswith("hit_")]) <= 36


def test_an_empty_result_says_what_was_searched(search: AppTest) -> None:
    told = [box.value for box in typed(search, "no such thing anywhere").info]
    assert told == ["Nothing found. Searched: Shops, Rings, Accounts, Listings."]
    assert "at least two" in typed(search, "x").info[0].value
