"""The canonical CSV on literal values: one text for each, on every machine."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from suyuan.evidence.canonical import write_relation, write_rows


def written(tmp_path: Path, select: str) -> list[str]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        told = write_relation(tmp_path / "x.csv", connection.sql(select))
    data = (tmp_path / "x.csv").read_bytes()
    assert told.bytes == len(data)
    return data.decode().split("\n")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("NULL", ""),
        ("''", '""'),
        ("'a\"b,c'", '"a""b,c"'),
        ("'007'", '"007"'),
        ("'=1+1'", '"=1+1"'),
        ("7", '"7"'),
        ("CAST(7.10 AS DECIMAL(18, 4))", '"7.1000"'),
        ("0.1::DOUBLE + 0.2::DOUBLE", '"0.30000000000000004"'),
        ("1e300::DOUBLE", '"1e+300"'),
        ("120::DOUBLE", '"120.0"'),
        ("0.1::FLOAT", '"0.1"'),
        ("'nan'::DOUBLE", '"nan"'),
        ("TRUE", '"true"'),
        ("TIMESTAMP '2026-05-01 08:30:00'", '"2026-05-01T08:30:00"'),
        ("TIMESTAMP '2026-05-01 08:30:00.120000'", '"2026-05-01T08:30:00.120000"'),
        ("TIMESTAMPTZ '2026-05-01 08:30:00+08'", '"2026-05-01T00:30:00Z"'),
        ("DATE '2026-05-01'", '"2026-05-01"'),
        ("'\\x00\\xff'::BLOB", '"00ff"'),
        ("['a', NULL]", '"[""a"",null]"'),
        ("{'a': 1, 'b': 'x'}", '"{""a"":1,""b"":""x""}"'),
    ],
)
def test_a_value_is_written_in_one_way(tmp_path: Path, value: str, text: str) -> None:
    assert written(tmp_path, f"SELECT {value} AS one, 'end' AS two") == ['"one","two"', f'{text},"end"', ""]


def test_a_line_within_a_value_stays_within_its_quotes(tmp_path: Path) -> None:
    write_rows(tmp_path / "x.csv", ('a"b', "c"), [("one\ntwo\r\n", None), ("", "莆田")])
    assert (tmp_path / "x.csv").read_bytes() == '"a""b","c"\n"one\ntwo\r\n",\n"","莆田"\n'.encode()


def test_a_table_without_rows_has_its_header(tmp_path: Path) -> None:
    assert written(tmp_path, "SELECT 1 AS a WHERE FALSE") == ['"a"', ""]
