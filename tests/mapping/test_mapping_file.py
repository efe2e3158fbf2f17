"""A mapping that does not hold is refused by file, line and field before anything is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from suyuan.mapping import model
from tests.mapping.conftest import SHOPS, Import

Bring = Callable[[], Import]
EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_shipped_example_holds(path: Path) -> None:
    assert model.load(path).parts


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ("shop_name: name", "shop_nme: name"),
            "line 9: tables.shops.columns.shop_nme: shops has no such column",
        ),
        (("shop_id: id", "opened_at: id"), "line 7: tables.shops.columns: shop_id must be there"),
        (("from: shops", "from: shop"), "line 6: tables.shops.from: no source is named 'shop'"),
        (("      shops:\n        from", "      shop:\n        from"), "the contract has no such table"),
        (("name: name", "name: {column: name, colour: red}"), "Extra inputs are not permitted"),
        (("name: name", "name: {column: name, constant: x}"), "give exactly one of column, join, constant"),
        (("name: name", "name: {column: name, epoch: s}"), "format and epoch are for times"),
        (
            ("name: name", "name: {column: name, time_zone: Mars}"),
            "no time zone of the IANA list is named 'Mars'",
        ),
        (('{files: "*"}', '{files: "*", encoding: klingon}'), "no encoding is named 'klingon'"),
        (('{files: "*"}', "{files: [1]}"), "line 3: sources.shops.files: "),
        (("sources:", "sauces:"), "sources: Field required"),
        (("sources:", "sources: ["), "is not YAML"),
    ],
)
def test_a_mapping_that_does_not_hold_is_refused_by_line_and_field(
    bring: Bring, change: tuple[str, str], said: str
) -> None:
    assert change[0] in SHOPS
    line = bring().map(SHOPS.replace(*change)).refusal()
    assert "mapping.yaml: " in line
    assert said in line


def test_a_mapping_that_is_missing_is_refused(bring: Bring) -> None:
    assert "cannot be read" in bring().refusal()


def test_yaml_that_builds_objects_is_not_run(bring: Bring) -> None:
    assert "is not YAML" in bring().map("!!python/object/apply:os.getcwd []").refusal()
