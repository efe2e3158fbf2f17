"""Where the same word means another thing on Spark: what a query becomes. No cluster is needed for these."""

from __future__ import annotations

import re

import pytest

from suyuan.engines.spark import regexes
from suyuan.engines.spark.dialect import to_spark
from suyuan.engines.spark.files import address, after_scheme, is_url
from suyuan.engines.spark.types import schema, spark_type
from tests.marketplace import catalogue

OF_THE_SCAN = [query.name for query in catalogue().in_order()]


@pytest.mark.parametrize("name", OF_THE_SCAN)
def test_every_query_of_a_scan_is_carried_over(name: str) -> None:
    assert to_spark(catalogue().queries[name].sql)


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("[[:space:][:punct:]]", r"[\s\p{Punct}]"),
        ("^省$", r"^省\z"),
        (r"a.\.b", r"a[^\n]\.b"),
        ("[[&&a]", r"[\[\&\&a]"),
        ("[^]$.]+", "[^]$.]+"),
        (r"[\x{4e00}-\x{9fff}]{2}$", r"[\x{4e00}-\x{9fff}]{2}\z"),
        (r"cost\$ [$]", r"cost\$ [$]"),
    ],
)
def test_a_pattern_means_the_same_in_java(pattern: str, written: str) -> None:
    assert regexes.to_java(pattern) == written


def test_a_class_that_java_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("[:cntrl:]")):
        regexes.to_java("[[:cntrl:]]")


def test_a_replacement_names_its_groups_as_java_does() -> None:
    assert regexes.to_java_replacement(r"\1号\2, 5$") == r"$1号$2, 5\$"


def test_without_g_the_first_match_alone_is_replaced() -> None:
    pattern, written = regexes.first_only("([*]{1,3})", "<$1>")
    assert (
        re.sub(pattern.replace("(?s)", ""), written.replace("$1", r"\1").replace("$2", r"\2"), "a*b**c")
        == "a<*>b**c"
    )


@pytest.mark.parametrize(
    ("sql", "held"),
    [
        ("SELECT a / b FROM t", "TRY_DIVIDE"),
        ("SELECT list(a ORDER BY b) FROM t", "ARRAY_SORT"),
        ("SELECT unnest(generate_series(1, a)) FROM t", "SLICE(SEQUENCE(1, GREATEST(1, a))"),
        ("SELECT date_trunc('week', a) FROM t", "AS TIMESTAMP_NTZ"),
        ("SELECT arg_max(a, b) FROM t", "FILTER(WHERE NOT a IS NULL)"),
        ("SELECT * REPLACE (a + 1 AS a) FROM t", "EXCEPT (a)"),
        ("SELECT CAST(a AS DATE) - CAST(b AS DATE) FROM t", "DATEDIFF"),
        ("SELECT a FROM raw.orders", "raw__orders"),
    ],
)
def test_what_spark_means_otherwise_is_written_out(sql: str, held: str) -> None:
    assert held in to_spark(sql)


@pytest.mark.parametrize(
    "sql", ["SELECT regexp_replace(a, 'b', 'c', 'i') FROM t", "SELECT damerau_levenshtein(a, b) = 2 FROM t"]
)
def test_what_cannot_be_carried_over_is_refused_and_not_guessed(sql: str) -> None:
    with pytest.raises(ValueError, match="carried over"):
        to_spark(sql)


@pytest.mark.parametrize(
    ("duckdb", "spark"),
    [
        ("HUGEINT", "DECIMAL(38, 0)"),
        ("TIMESTAMP", "TIMESTAMP_NTZ"),
        ("VARCHAR[]", "ARRAY<STRING>"),
        ("DECIMAL(18,4)", "DECIMAL(18, 4)"),
    ],
)
def test_a_type_has_its_counterpart(duckdb: str, spark: str) -> None:
    assert spark_type(duckdb) == spark
    assert schema([("row", duckdb)]) == f"`row` {spark}"


def test_a_path_is_told_from_an_object_store_though_one_slash_is_gone() -> None:
    assert not is_url("/data/extracts")
    assert is_url("s3a:/bucket/extracts")
    assert address("s3a:/bucket/extracts") == "s3a://bucket/extracts"
    assert address("/data/part=1/a b.parquet") == "file:///data/part=1/a b.parquet"
    assert after_scheme("file:///data/a%20b") == after_scheme("file:/data/a b")
