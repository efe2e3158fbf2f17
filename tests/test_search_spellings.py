"""Simplified and traditional characters are one name, each way round; what merely looks near is another."""

from __future__ import annotations

import duckdb
import pytest

from suyuan.search_spellings import alike, searched, spellings


def holds(record: str, typed: str) -> bool:
    """As the search's queries ask it."""
    part, pattern = searched(typed)
    with duckdb.connect() as connection:
        asked = "SELECT contains($record, $part) AND ($pattern = '' OR regexp_matches($record, $pattern))"
        [(found,)] = connection.execute(
            asked, {"record": record, "part": part, "pattern": pattern}
        ).fetchall()
    return bool(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("运动鞋", "運動鞋"), ("耐克专卖", "耐克專賣"), ("台湾", "臺灣"), ("头发", "頭髮"), ("出发", "出發"),
        ("里程", "里程"), ("皇后", "皇后"), ("广州市站前路", "廣州市站前路"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_either_script(one: str, other: str) -> None:
    assert holds(f"正品{other}旗舰", one) and holds(f"正品{one}旗舰", other)


def test_a_name_in_mixed_script_is_found() -> None:
    assert holds("運动鞋", "运動鞋")


@pytest.mark.parametrize(
    ("record", "typed"), [("运动帽", "运动鞋"), ("連动鞋", "运动鞋"), ("干净", "千净"), ("未来", "末来")]
)
def test_what_looks_near_is_another_name(record: str, typed: str) -> None:
    assert not holds(record, typed)


def test_what_has_one_way_of_writing_needs_no_pattern() -> None:
    assert searched("nike air") == ("nike", r"nike[\s　]*air")
    assert searched("nike") == ("nike", "")
    assert searched("") == ("", "")


@pytest.mark.parametrize("hostile", ["[a-z]+(", ".*", "%_'\";--", "运(动", "\\", "发]发", "发^-"])
def test_signs_that_mean_something_in_a_pattern_mean_themselves(hostile: str) -> None:
    assert holds(f"x{hostile}y", hostile)
    assert not holds("运动鞋 nike x", hostile)


def test_a_name_is_spelt_out_whole_and_never_into_thousands() -> None:
    assert {"张伟", "張偉", "张偉", "張伟"} <= set(spellings("张伟"))
    assert spellings("发发发发发发发发") == ["发发发发发发发发"]
    assert alike("发") == "".join(sorted("发發髮")) and alike("鞋") == "鞋"
