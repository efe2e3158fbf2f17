"""What leaves as CSV: every row, safe to open, nothing personal, and papers that fit the bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from suyuan.catalogue import Query
from suyuan.engines.duckdb import Reader
from suyuan.export import BOM, about_path, exports_folder, file_name, write_csv
from suyuan.masking import HIDDEN, PERSONAL, mask_frame

ABOUT = {"scan_id": "abc123", "filters": {"brand": ["Nike"]}, "is_demo": False}


def query(sql: str, *parameters: str) -> Query:
    return Query(
        name="page__table",
        layer="pages",
        path=Path(),
        sql=sql,
        purpose="",
        fields={},
        reads=frozenset(),
        parameters=parameters,
    )


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    database = tmp_path / "pages.duckdb"
    duckdb.connect(str(database)).close()
    return Reader(database)


def written(reader: Reader, tmp_path: Path, sql: str, **options: object) -> bytes:
    path = tmp_path / "out.csv"
    write_csv(reader, query(sql), None, path, ABOUT, **options)  # type: ignore[arg-type]
    return path.read_bytes()


def only_cell(reader: Reader, tmp_path: Path, text: str) -> str:
    path = tmp_path / "out.csv"
    write_csv(reader, query("SELECT $text AS title", "text"), {"text": text}, path, ABOUT)
    return next(csv.DictReader(io.StringIO(path.read_bytes()[3:].decode(), newline="")))["title"]


def test_the_bytes_are_these(reader: Reader, tmp_path: Path) -> None:
    sql = (
        "SELECT * FROM (VALUES ('00123', '李明, \"鞋\"', 12.5::DECIMAL(18,4), 3, true, "
        "TIMESTAMP '2025-06-01 08:00:00'), (NULL, '', -0.5, NULL, false, NULL)) "
        "AS row(shop_id, shop_name, price, units, suspect, ordered_at)"
    )
    assert (
        written(reader, tmp_path, sql)
        == BOM
        + (
            '"shop_id","shop_name","price","units","suspect","ordered_at"\n'
            '"00123","李明, ""鞋""",12.5000,3,true,"2025-06-01 08:00:00"\n'
            ',"",-0.5000,,false,\n'
        ).encode()
    )


def test_ids_keep_their_zeros_and_all_twenty_digits(reader: Reader, tmp_path: Path) -> None:
    body = written(reader, tmp_path, "SELECT '00123' AS shop_id, '12345678901234567890' AS order_id")
    assert body.endswith(b'"00123","12345678901234567890"\n')


@pytest.mark.parametrize("first", list("=+-@＝＋－＠−"))
def test_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(
    reader: Reader, tmp_path: Path, first: str
) -> None:
    assert only_cell(reader, tmp_path, first + "HYPERLINK(1)") == "'" + first + "HYPERLINK(1)"


@pytest.mark.parametrize("text", ["\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "\t说明", "-2+3", "-1 OR 1"])
def test_a_formula_behind_blanks_or_a_sign_is_defused_too(reader: Reader, tmp_path: Path, text: str) -> None:
    assert only_cell(reader, tmp_path, text) == "'" + text


@pytest.mark.parametrize("text", ["a=b", "正品-2025", "1:1 原单", "-12.50", "'quoted'", "", "80 % off", "A+"])
def test_ordinary_text_is_left_as_it_is(reader: Reader, tmp_path: Path, text: str) -> None:
    assert only_cell(reader, tmp_path, text) == text


def test_one_formula_among_many_texts_is_found_wherever_it_stands(reader: Reader, tmp_path: Path) -> None:
    """Columns are first looked over by their first bytes: empty texts, NULLs and the last row hide nothing."""
    for texts in (["", "鞋", None, "=1"], ["=1", "", ""], ["鞋", "", "－1", "x"], [None, "", "@a", None]):
        rows = ", ".join("(NULL)" if text is None else f"('{text}')" for text in texts)
        found = written(reader, tmp_path, f"SELECT t FROM (VALUES {rows}) AS v(t)").decode("utf-8-sig")
        cells = [line.strip('"') for line in found.splitlines()[1:]]
        assert cells == [("'" + text if text and text[0] in "=－@" else text or "") for text in texts]


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("1999-12-31 23:59:59", "1999-12-31 23:59:59"),
        ("2026-01-02 03:04:05.000001", "2026-01-02 03:04:05.000001"),
        ("0099-01-02 03:04:05", "0099-01-02 03:04:05"),
    ],
)
def test_a_moment_is_written_alike_whatever_stands_beside_it(
    reader: Reader, tmp_path: Path, moment: str, shown: str
) -> None:
    sql = f"SELECT * FROM (VALUES (TIMESTAMP '2026-05-01 00:00:00'), (TIMESTAMP '{moment}'), (NULL)) AS v(t)"
    first, second, third = written(reader, tmp_path, sql).decode("utf-8-sig").splitlines()[1:]
    assert first.startswith('"2026-05-01 00:00:00')
    assert (second, third) == (f'"{shown}"', "")


def test_negative_numbers_stay_numbers(reader: Reader, tmp_path: Path) -> None:
    body = written(reader, tmp_path, "SELECT -1.25::DOUBLE AS weight, -3::BIGINT AS change")
    assert body.endswith(b"-1.25,-3\n")


def test_line_breaks_in_a_cell_stay_in_the_cell(reader: Reader, tmp_path: Path) -> None:
    assert only_cell(reader, tmp_path, 'first\nsecond, "third"\r\n末') == 'first\nsecond, "third"\r\n末'


def test_null_and_empty_text_are_told_apart(reader: Reader, tmp_path: Path) -> None:
    body = written(reader, tmp_path, "SELECT NULL::VARCHAR AS brand, '' AS product")
    assert body.endswith(b'\n,""\n')


def test_fractions_of_a_second_are_kept_where_there_are_any(reader: Reader, tmp_path: Path) -> None:
    body = written(reader, tmp_path, "SELECT TIMESTAMP '2025-06-01 08:00:00.125' AS ordered_at")
    assert body.endswith(b'"2025-06-01 08:00:00.125000"\n')


def test_reasons_are_written_as_json(reader: Reader, tmp_path: Path) -> None:
    body = written(
        reader, tmp_path, "SELECT [{'signal': 'price', 'weight': 1.5}] AS reasons, ['a'] AS signals"
    )
    assert list(csv.reader(io.StringIO(body[3:].decode())))[1] == [
        '[{"signal":"price","weight":1.5}]',
        '["a"]',
    ]


def test_rows_come_in_the_query_s_own_order(reader: Reader, tmp_path: Path) -> None:
    sql = "SELECT n, [n] AS list FROM range(250000) AS numbers(n) ORDER BY hash(n)"
    body = written(reader, tmp_path, sql)
    with reader.cursor() as cursor:
        expected = [n for n, _ in cursor.execute(sql).fetchall()]
    assert [int(line.split(b",")[0]) for line in body.splitlines()[1:]] == expected


def test_an_empty_table_still_has_its_header(reader: Reader, tmp_path: Path) -> None:
    assert written(reader, tmp_path, "SELECT 'x' AS shop_id WHERE false") == BOM + b'"shop_id"\n'


def test_personal_columns_are_hidden_unless_revealed(reader: Reader, tmp_path: Path) -> None:
    sql = "SELECT 'O1' AS order_id, '13800001111' AS sender_phone, NULL::VARCHAR AS origin_address"
    assert written(reader, tmp_path, sql).endswith(f'"O1","{HIDDEN}",\n'.encode())
    assert written(reader, tmp_path, sql, reveal=True).endswith(b'"O1","13800001111",\n')


def test_a_rejected_row_keeps_its_shape_and_hides_its_people(reader: Reader, tmp_path: Path) -> None:
    row = (
        '{"order_id": "O1", "sender_phone": "138\\"0000", "phone": 13800001111, '
        '"origin_address": null, "quantity": -1}'
    )
    path = tmp_path / "out.csv"
    write_csv(reader, query('SELECT $text AS "row"', "text"), {"text": row}, path, ABOUT)
    [cell] = list(csv.reader(io.StringIO(path.read_bytes()[3:].decode())))[1]
    assert json.loads(cell) == {
        "order_id": "O1",
        "sender_phone": HIDDEN,
        "phone": HIDDEN,
        "origin_address": None,
        "quantity": -1,
    }


def test_the_screen_hides_the_same_columns_as_the_file(reader: Reader) -> None:
    frame = reader.frame(query("SELECT 'x' AS phone, 'y' AS shop_id, NULL::VARCHAR AS ip_address"))
    masked = mask_frame(frame)
    assert masked["phone"].tolist() == [HIDDEN]
    assert masked["shop_id"].tolist() == ["y"]
    assert masked["ip_address"].isna().all()


def test_the_contract_s_personal_columns_are_known() -> None:
    assert {"waybill_no", "holder_name", "device_id", "text", "row"} <= PERSONAL
    assert not PERSONAL & {"shop_id", "shop_name", "title", "owner_account_id", "appraiser"}


def test_the_sidecar_fits_the_bytes(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "shops.csv"
    rows = write_csv(
        reader,
        query("SELECT n FROM range($most) AS numbers(n)", "most"),
        {"most": 7, "page": 3},
        path,
        ABOUT,
    )
    about = json.loads(about_path(path).read_text(encoding="utf-8"))
    assert rows == about["rows"] == 7 == len(path.read_bytes().splitlines()) - 1
    assert about["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert about["scan_id"] == "abc123"
    assert about["filters"] == {"brand": ["Nike"]}
    assert about["parameters"] == {"most": 7}


def test_demo_data_says_so_in_the_file_its_name_and_its_sidecar(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / file_name("shops", {}, "abc123", is_demo=True)
    write_csv(reader, query("SELECT 'S1' AS shop_id"), None, path, {**ABOUT, "is_demo": True})
    assert path.read_bytes() == BOM + b'"shop_id","demo_data"\n"S1","demo data"\n'
    assert path.name == "suyuan_DEMO-DATA_shops_scan-abc123.csv"
    assert json.loads(about_path(path).read_text())["data"] == "demo data"


def test_the_file_name_tells_scan_and_filters_and_nothing_personal() -> None:
    filters = {"brand": ["Nike", "李宁"], "suspects": True, "phone": "13800001111", "q": "", "shop": None}
    assert file_name("listings", filters, "3f9a") == "suyuan_listings_brand=Nike+李宁_suspects_scan-3f9a.csv"


def test_hostile_filter_values_cannot_leave_the_folder() -> None:
    name = file_name("listings", {"brand": "../../etc/passwd\n;rm"}, "3f9a")
    assert "/" not in name and "\n" not in name and ".." not in name


def test_two_long_selections_never_share_a_name() -> None:
    brands = [f"brand number {n}" for n in range(40)]
    first, second = (file_name("listings", {"brand": kept}, "3f9a") for kept in (brands, brands[:-1]))
    assert first != second
    assert max(len(first.encode()), len(second.encode())) < 200


def test_a_write_that_dies_leaves_no_half_file(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "out" / "x.csv"
    sql = (
        "SELECT CASE WHEN n = 299999 THEN error('broken') ELSE n::VARCHAR END AS n FROM range(300000) AS t(n)"
    )
    with pytest.raises(Exception, match="broken"):
        write_csv(reader, query(sql), None, path, ABOUT)
    assert list(path.parent.iterdir()) == []


def test_a_missing_parameter_is_an_error_not_an_empty_file(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="most"):
        write_csv(reader, query("SELECT 1 LIMIT $most", "most"), {}, tmp_path / "x.csv", ABOUT)


def test_old_exports_are_cleaned_up_and_fresh_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = exports_folder()
    old, fresh = folder / "old.csv", folder / "fresh.csv"
    old.write_text("x")
    fresh.write_text("x")
    os.utime(old, (time.time() - 10**6,) * 2)
    exports_folder()
    assert sorted(file.name for file in folder.iterdir()) == ["fresh.csv"]
    assert folder.stat().st_mode & 0o077 == 0


def test_a_million_rows_stream_without_growing_memory(tmp_path: Path) -> None:
    code = f"""
import resource
from pathlib import Path
import duckdb
from suyuan.catalogue import Query
from suyuan.engines.duckdb import Reader
from suyuan.export import write_csv
database = Path({str(tmp_path)!r}) / "x.duckdb"
duckdb.connect(str(database)).close()
reader = Reader(database)
sql = "SELECT 'L' || n AS listing_id, '标题 ' || n AS title, n * 1.5 AS price FROM range($most) t(n)"
query = Query("x", "pages", Path(), sql, "", {{}}, frozenset(), ("most",))
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
write_csv(reader, query, {{"most": 200_000}}, Path({str(tmp_path)!r}) / "x.csv", {{}})
before = peak()
rows = write_csv(reader, query, {{"most": 1_000_000}}, Path({str(tmp_path)!r}) / "x.csv", {{}})
print(rows, peak() - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    rows, grown = (int(word) for word in done.stdout.split())
    assert rows == 1_000_000
    # The file is some 50 MB; all of it in memory as text and columns would be over 100.
    assert grown < 60
