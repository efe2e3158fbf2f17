"""The veil of briefing mode: which columns hide, and by what."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from suyuan.catalogue import Query
from suyuan.masking import HIDDEN, PERSONAL
from suyuan.messages import set_language
from suyuan.pseudonyms import Pseudonyms
from suyuan.veil import Veil
from suyuan.veil_columns import (
    HARMLESS,
    HIDDEN_TEXT,
    IDS,
    IDS_AMONG_CODES,
    INTERNAL,
    JOINED_NAMES,
    LISTING_NAMES,
    PERSONS,
    SHOP_NAMES,
    SITES,
)
from tests.marketplace import catalogue

OWN = Pseudonyms(b"k" * 32)
VEIL = Veil(OWN, {"Lin's shoes": "S1", "Zhou's bags": "S2"})
KNOWN = (
    IDS
    | SITES
    | JOINED_NAMES
    | HIDDEN_TEXT
    | HARMLESS
    | INTERNAL
    | {*SHOP_NAMES, *LISTING_NAMES, *PERSONS, *IDS_AMONG_CODES}
)
PAGES = sorted(
    (query for query in catalogue().queries.values() if query.layer == "pages"), key=lambda query: query.name
)


def called(shop_id: str) -> str:
    return "Shop " + OWN.of(shop_id)[:5]


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


@pytest.fixture(scope="module")
def findings(scanned: object) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(f"{scanned}/pages.duckdb", read_only=True)


@pytest.mark.parametrize("query", PAGES, ids=lambda query: query.name)
def test_every_column_of_text_is_named_as_identity_or_as_harmless(
    query: Query, findings: duckdb.DuckDBPyConnection
) -> None:
    """One in no list is hidden on screen: say in `suyuan/veil_columns.py` what it is."""
    bound = dict.fromkeys(query.parameters)
    rows = findings.sql(query.sql, params=bound) if bound else findings.sql(query.sql)
    texts = {
        name
        for name, kind in zip(rows.columns, rows.types, strict=True)
        if "VARCHAR" in str(kind) or "STRUCT" in str(kind)
    }
    assert {name for name in texts if not {name, f"{query.name}.{name}"} & KNOWN} == set()


def test_no_column_is_both_harmless_and_identity() -> None:
    assert set() == (HARMLESS | INTERNAL) & (
        IDS | SITES | JOINED_NAMES | HIDDEN_TEXT | SHOP_NAMES | LISTING_NAMES
    )
    assert PERSONAL <= HIDDEN_TEXT


def test_a_shop_is_called_by_its_pseudonym_in_every_frame() -> None:
    rows = pd.DataFrame({"shop_id": ["S1", "S3"], "shop_name": ["Lin's shoes", None], "orders": [4, 5]})
    shown = VEIL.frame("overview__queue", rows)
    assert shown["shop_id"].tolist() == [OWN.of("S1"), OWN.of("S3")]
    assert shown["shop_name"].tolist() == [called("S1"), None]
    assert shown["orders"].tolist() == [4, 5]
    assert rows["shop_id"].tolist() == ["S1", "S3"]


def test_a_name_without_its_id_is_called_like_the_shop_that_alone_bears_it() -> None:
    rows = pd.DataFrame({"shop_names": ["Lin's shoes · Zhou's bags", "Nobody's", None]})
    first, other, none = VEIL.frame("rings__account", rows)["shop_names"]
    assert first == f"{called('S1')} · {called('S2')}"
    assert other.startswith("Shop ") and "Nobody" not in other
    assert none is None


def test_the_words_are_the_viewers() -> None:
    set_language("zh")
    rows = pd.DataFrame({"shop_id": ["S1"], "shop_name": ["Lin's shoes"]})
    assert VEIL.frame("overview__queue", rows)["shop_name"].tolist() == ["店铺 " + OWN.of("S1")[:5]]


def test_personal_columns_and_columns_that_no_list_names_are_hidden() -> None:
    rows = pd.DataFrame({"phone": ["13800000000", None], "brought_by_a_new_query": ["王丽", "x"]})
    shown = VEIL.frame("rings__members", rows)
    assert shown["phone"].tolist() == [HIDDEN, None]
    assert shown["brought_by_a_new_query"].tolist() == [HIDDEN, HIDDEN]


def test_lists_and_records_of_a_column_that_no_list_names_are_hidden_too() -> None:
    rows = pd.DataFrame({"evidence": [[{"kind": "phone", "trace": "138"}]], "anything": [["S1"]]})
    shown = VEIL.frame("evidence__account_links", rows)
    assert shown["evidence"].tolist() == [HIDDEN] and shown["anything"].tolist() == [HIDDEN]


def test_figures_times_and_codes_pass() -> None:
    rows = pd.DataFrame(
        {
            "amount": [Decimal("1.50")],
            "is_new_flag": [True],
            "ordered_at": [datetime(2026, 6, 1)],
            "signal": ["price"],
            "signals_available": [["price", "photos"]],
        }
    )
    pd.testing.assert_frame_equal(VEIL.frame("overview__queue", rows), rows)


def test_an_event_tells_its_code_and_hides_whose_account() -> None:
    rows = pd.DataFrame({"detail": ["counterfeit", "A77"]})
    assert VEIL.frame("rings__events", rows)["detail"].tolist() == ["counterfeit", OWN.of("A77")]


def test_a_sites_pseudonym_begins_with_its_rings() -> None:
    rows = pd.DataFrame({"ring_id": ["R1"], "site_id": ["R1-P9"]})
    shown = VEIL.frame("plan__sites", rows)
    assert shown["site_id"][0].startswith(shown["ring_id"][0] + "-") and "P9" not in shown["site_id"][0]


def test_a_site_is_placed_to_the_block_and_a_region_as_it_is() -> None:
    site = pd.DataFrame({"site_id": ["R1-P9"], "latitude": [23.128561], "longitude": [None]})
    assert VEIL.frame("plan__sites", site)["latitude"].tolist() == [23.129]
    batch = VEIL.batch("plan__sites", pa.RecordBatch.from_pandas(site.astype({"longitude": float})))
    assert batch.column("latitude").to_pylist() == [23.129] and batch.column("longitude").to_pylist() == [
        None
    ]
    region = pd.DataFrame({"region_key": ["440104"], "latitude": [23.128561]})
    assert VEIL.frame("geography__regions", region)["latitude"].tolist() == [23.128561]


def test_what_was_revealed_shows_its_name_and_nothing_beside_it() -> None:
    over = Veil(OWN, VEIL.named, frozenset({"S1"}))
    rows = pd.DataFrame(
        {"shop_id": ["S1", "S2"], "shop_name": ["Lin's shoes", "Zhou's bags"], "phone": ["1", "2"]}
    )
    shown = over.frame("overview__queue", rows)
    assert shown["shop_name"].tolist() == ["Lin's shoes", called("S2")]
    assert shown["shop_id"].tolist() == [OWN.of("S1"), OWN.of("S2")]
    assert shown["phone"].tolist() == [HIDDEN, HIDDEN]
    assert over.key != VEIL.key


def test_a_revealed_account_shows_its_holder_and_its_shops_alone() -> None:
    over = Veil(OWN, VEIL.named, frozenset({"A1"}))
    rows = pd.DataFrame(
        {
            "account_id": ["A1", "A2"],
            "holder_name": ["王丽", "高浩然"],
            "shop_names": ["Lin's shoes", "Zhou's bags"],
        }
    )
    shown = over.frame("rings__candidates", rows)
    assert shown["holder_name"].tolist() == ["王丽", HIDDEN]
    assert shown["shop_names"].tolist() == ["Lin's shoes", called("S2")]


def test_a_files_rows_hide_as_the_screens_do() -> None:
    batch = pa.record_batch(
        {
            "shop_id": ["S1", None],
            "shop_name": ["Lin's shoes", "x"],
            "units": [1, 2],
            "sender_phone": ["138", None],
        }
    )
    hidden = VEIL.batch("shop__parcels", batch)
    assert hidden.column("shop_id").to_pylist() == [OWN.of("S1"), None]
    assert hidden.column("shop_name")[0].as_py() == called("S1")
    assert hidden.column("units").to_pylist() == [1, 2]
    assert hidden.column("sender_phone").to_pylist() == [HIDDEN, None]
    assert VEIL.batch("shop__parcels", batch.slice(0, 0)).schema == hidden.schema


def test_a_file_before_a_room_holds_no_weight() -> None:
    batch = pa.record_batch({"signal": ["price"], "weight": [1.5], "log_odds": [2.0], "figure": [0.4]})
    assert VEIL.batch("shop__reasons", batch).schema.names == ["signal", "figure"]


def test_a_record_of_casework_hides_ids_and_what_people_wrote() -> None:
    watch = {"watch_id": "W1", "subject_type": "shop", "subject_id": "S1", "reason": "王丽 again", "owner": "Lin",
             "status": "active", "seen_orders": 4, "renewed_because": None}  # fmt: skip
    assert VEIL.record("watches", watch) == {
        **watch, "subject_id": OWN.of("S1"), "reason": HIDDEN, "owner": HIDDEN,
    }  # fmt: skip


def test_a_case_is_called_by_its_pseudonym_and_a_briefings_own_words_are_open() -> None:
    case = VEIL.record("cases", {"case_id": "C12", "title": "王丽's gang", "status": "open"})
    assert case == {"case_id": "C12", "title": "Case " + OWN.of("C12")[:5], "status": "open"}
    step = {"step_id": "V1", "title": "The source", "note": "Slowly", "added_by": "Lin"}
    assert VEIL.record("briefing_steps", step) == {**step, "added_by": HIDDEN}
