"""CSV and XLSX under other names, encodings, units and words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.mapping.conftest import SHOPS, Import

Bring = Callable[[], Import]
ORDERS = """
    time_zone: Asia/Shanghai
    sources:
      exports:
        files: "*"
        missing: ["--"]
    tables:
      orders:
        from: exports
        columns:
          order_id: {column: 订单号, remove: ["\\t"]}
          order_line_id: {join: [订单号, 行号], remove: ["\\t"], separator: "/"}
          listing_id: 商品ID
          shop_id: 店铺ID
          buyer_account_id: 买家
          quantity: 数量
          unit_price: {column: 单价(分), remove: [",", "¥"], scale: 0.01}
          ordered_at: {column: 下单时间, format: ["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M"]}
          status: {column: 状态, values: {交易成功: paid, 已退款: refunded}, otherwise: missing}
          currency: {constant: CNY}
"""
HEADER = "订单号,行号,商品ID,店铺ID,买家,数量,单价(分),下单时间,状态\r\n"
LINE = '\t88001,1,L1,S1,小王,2,"¥19,900",2026-05-01 08:00:00,交易成功\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chinese_export_is_read_in_its_encoding(bring: Bring, encoding: str) -> None:
    named = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "gb18030": "gbk", "utf-16": "utf-16"}[encoding]
    work = bring().map(ORDERS.replace('files: "*"', f'files: "*"\n        encoding: {named}'))
    work.file("五月.csv", (HEADER + LINE).encode(encoding)).run()
    assert work.rows("orders") == [
        ("88001/1", "88001", "L1", "S1", "小王", 2, Decimal("199.0000"), datetime(2026, 5, 1), "CNY", "paid")
    ]


def test_units_words_markers_and_several_time_formats(bring: Bring) -> None:
    second = (
        "88002,1,L1,S1,小李,1,5,2026/05/01 08:30,等待发货\r\n88003,1,L2,S1,--,1,5,2026/05/01 08:31,--\r\n"
    )
    work = bring().map(ORDERS).file("a.csv", HEADER + LINE).file("b.csv", HEADER + second)
    done = work.run()
    assert (done.read, done.written, done.files) == ({"orders": 3}, {"orders": 3}, ["a.csv", "b.csv"])
    assert work.rows("orders", "order_id, buyer_account_id, unit_price, ordered_at, status") == [
        ("88001", "小王", Decimal("199.0000"), datetime(2026, 5, 1, 0, 0), "paid"),
        ("88002", "小李", Decimal("0.0500"), datetime(2026, 5, 1, 0, 30), None),
        ("88003", None, Decimal("0.0500"), datetime(2026, 5, 1, 0, 31), None),
    ]


def test_a_manifest_of_hashes_and_zone_stands_beside_what_was_imported(bring: Bring) -> None:
    work = bring().map(ORDERS).file("a.csv", HEADER + LINE)
    work.run()
    manifest = json.loads((work.extracts / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["time_zone"] == "UTC"
    assert manifest["files"]["orders.parquet"]["rows"] == 1
    assert len(manifest["files"]["orders.parquet"]["sha256"]) == 64


def test_identical_lines_are_written_once(bring: Bring) -> None:
    work = bring().map(ORDERS).file("a.csv", HEADER + LINE + LINE).file("b.csv", HEADER + LINE)
    assert work.run().written == {"orders": 1}


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            "88001,1,L1,S1,小王,两,5,2026-05-01 08:00:00,--\r\n",
            "a.csv (orders.数量): 1 values do not fit quantity ('两'",
        ),
        (
            "88001,1,L1,S1,小王,1.5,5,2026-05-01 08:00:00,--\r\n",
            "a.csv (orders.数量): 1 values do not fit quantity",
        ),
        (
            "88001,1,L1,S1,小王,2,free,2026-05-01 08:00:00,--\r\n",
            "a.csv (orders.单价(分)): 1 values do not fit",
        ),
        ("88001,1,L1,S1,小王,2,5,yesterday,--\r\n", "expected %Y-%m-%d %H:%M:%S or %Y/%m/%d %H:%M"),
        ("88001,1,L1,S1\r\n", "a.csv: CSV Error on Line: 2"),
        ("88001,1,L1,S1,小王,2,5,2026-05-01 08:00:00,--,more\r\n", "a.csv: CSV Error on Line: 2"),
    ],
)
def test_a_value_that_does_not_fit_stops_the_import_by_file_and_column(
    bring: Bring, broken: str, said: str
) -> None:
    assert said in bring().map(ORDERS).file("a.csv", HEADER + broken).refusal()


def test_one_broken_file_of_many_leaves_nothing_written(bring: Bring) -> None:
    work = bring().map(ORDERS).file("a.csv", HEADER + LINE).file("b.csv", HEADER + "88002,1,L1\r\n")
    assert work.refusal().startswith("b.csv: ")


def test_where_the_mapping_says_so_a_value_that_does_not_fit_is_missing(bring: Bring) -> None:
    mapping = ORDERS.replace("quantity: 数量", "quantity: {column: 数量, invalid: missing}")
    work = bring().map(mapping).file("a.csv", HEADER + LINE.replace(",2,", ",两,"))
    work.run()
    assert work.rows("orders", "quantity") == [(None,)]


def test_a_word_that_the_mapping_does_not_name_stops_the_import_where_it_says_so(bring: Bring) -> None:
    work = bring().map(ORDERS.replace("otherwise: missing", "otherwise: error"))
    line = work.file("a.csv", HEADER + LINE.replace("交易成功", "交易关闭")).refusal()
    assert line == (
        "a.csv (orders.状态): 1 values do not fit status ('交易关闭' is one); "
        "expected a value that `values` names"
    )


def test_the_value_of_personal_data_is_not_told(bring: Bring) -> None:
    mapping = """
        sources: {people: {files: "*"}}
        tables:
          accounts:
            from: people
            columns:
              account_id: id
              phone: {column: 手机, values: {无: null}, otherwise: error}
    """
    line = bring().map(mapping).file("a.csv", "id,手机\n1,13800138000\n").refusal()
    assert "13800138000" not in line


def test_the_wrong_encoding_is_said(bring: Bring) -> None:
    line = bring().map(SHOPS).file("a.csv", "id,name\n1,海风\n".encode("gb18030")).refusal()
    assert line.startswith("a.csv: is not utf-8")
    assert "gb18030" in line


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ("", "has no header line"),
        ("id,id\n1,2\n", "its header names 'id' twice"),
        ("id,\n1,2\n", "a column of its header has no name"),
        ("id,title\n1,a\n", "has no column 'name', which the mapping reads for shop_name"),
        ('id,name\n1,"open\n', "CSV Error"),
    ],
)
def test_a_csv_that_is_none_is_refused_by_name(bring: Bring, contents: str, said: str) -> None:
    line = bring().map(SHOPS).file("a.csv", contents).refusal()
    assert line.startswith("a.csv")
    assert said in line


def test_a_quoted_field_may_hold_the_delimiter_and_line_breaks(bring: Bring) -> None:
    work = bring().map(SHOPS).file("a.csv", 'id,name\n1,"a, ""b""\nc"\n')
    work.run()
    assert work.rows("shops", "shop_name") == [('a, "b"\nc',)]


def test_another_delimiter_and_lines_above_the_header(bring: Bring) -> None:
    mapping = SHOPS.replace('{files: "*"}', '{files: "*.txt", format: csv, delimiter: "\\t", skip_rows: 2}')
    work = bring().map(mapping).file("a.txt", "exported\nby desk\nid\tname\n1\ta,b\n")
    work.run()
    assert work.rows("shops", "shop_id, shop_name") == [("1", "a,b")]


def test_a_time_with_its_own_offset_needs_no_zone(bring: Bring) -> None:
    mapping = SHOPS + "          opened_at: {column: opened, time_zone: Asia/Tokyo}\n"
    work = (
        bring()
        .map(mapping)
        .file(
            "a.csv",
            "id,name,opened\n1,a,2026-05-01T08:00:00+08:00\n2,b,2026-05-01 00:00:00Z\n"
            "3,c,2026-05-01 09:00:00\n4,d,2026-05-02\n",
        )
    )
    work.run()
    assert [row[0] for row in work.rows("shops", "opened_at")] == [
        datetime(2026, 5, 1), datetime(2026, 5, 1), datetime(2026, 5, 1), datetime(2026, 5, 1, 15),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "written"), [("s", "1777593600"), ("ms", "1777593600000"), ("us", "1777593600000000")]
)
def test_a_count_since_1970_is_a_time(bring: Bring, unit: str, written: str) -> None:
    work = bring().map(SHOPS + f"          opened_at: {{column: opened, epoch: {unit}}}\n")
    work.file("a.csv", f"id,name,opened\n1,a,{written}\n").run()
    assert work.rows("shops", "opened_at") == [(datetime(2026, 5, 1),)]


def workbook(*rows: tuple[object, ...], sheet: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_its_numbers_dates_and_gaps(bring: Bring) -> None:
    mapping = ORDERS.replace(
        '{column: 下单时间, format: ["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M"]}', "下单时间"
    )
    cells = (88001, 1, "L1", "S1", "小王", 2.0, 19900, datetime(2026, 5, 1, 8), "已退款")
    work = bring().map(mapping)
    work.file("a.xlsx", workbook(tuple(HEADER.strip().split(",")), cells, (None,) * 9)).run()
    assert work.rows("orders", "order_line_id, quantity, unit_price, ordered_at, status") == [
        ("88001/1", 2, Decimal("199.0000"), datetime(2026, 5, 1), "refunded")
    ]


def test_a_sheet_is_found_by_its_name_and_missed_by_its_name(bring: Bring) -> None:
    work = bring().map(SHOPS.replace('{files: "*"}', '{files: "*", sheet: 店铺}'))
    assert (
        "has no sheet '店铺'; expected Sheet1"
        in work.file("a.xlsx", workbook(("id", "name"), ("1", "a"))).refusal()
    )
    work.file("a.xlsx", workbook(("id", "name"), ("1", "a"), sheet="店铺")).run()
    assert work.rows("shops", "shop_id") == [("1",)]


def test_an_id_whose_digits_a_workbook_has_lost_stops_the_import(bring: Bring) -> None:
    line = bring().map(SHOPS).file("a.xlsx", workbook(("id", "name"), (1234567890123456789, "a"))).refusal()
    assert line.startswith("a.xlsx (id): row 2: a number of more than 15 digits")


def test_what_is_no_workbook_is_refused_by_name(bring: Bring) -> None:
    assert bring().map(SHOPS).file("a.xlsx", b"PK not really").refusal().startswith("a.xlsx: cannot be read")


def test_the_shipped_example_of_chinese_orders_takes_csv_and_workbook(bring: Bring) -> None:
    example = Path(__file__).parents[2] / "docs" / "examples" / "orders_csv.yaml"
    work = bring().map(example.read_text(encoding="utf-8"))
    names = ("订单号", "行号", "商品ID", "店铺ID", "买家ID", "数量", "单价", "下单时间", "订单状态")
    parcel = ("运单号", "快递公司", "发货纬度", "发货经度", "发货时间")
    line = '="88001",1,L1,S1,B1,2,"19,900",2026-05-01 08:00:00,交易成功,\tSF1,顺丰,25.4,119.0,1777593600000'
    work.file("csv/五月.csv", f"{','.join(names + parcel)}\n{line}\n".encode("gb18030"))
    cells = (88002, 1, "L1", "S1", "B2", 1, 5, "2026/05/02 08:00", "已退款")
    work.file("xlsx/六月.xlsx", workbook(("导出",), names, cells, sheet="订单"))
    assert work.run().written == {"orders": 2, "shipments": 1}
    assert work.rows("orders", "order_line_id, unit_price, ordered_at, status, currency") == [
        ("88001-1", Decimal("199.0000"), datetime(2026, 5, 1), "paid", "CNY"),
        ("88002-1", Decimal("0.0500"), datetime(2026, 5, 2), "refunded", "CNY"),
    ]
    assert work.rows("shipments", "order_id, waybill_no, courier, origin_latitude, shipped_at") == [
        ("88001", "SF1", "顺丰", 25.4, datetime(2026, 5, 1))
    ]
