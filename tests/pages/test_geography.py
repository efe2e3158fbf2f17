"""The geography page: says where most parcels start, keeps pick and filters in the link, explains what is missing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from suyuan.map_pick import MapPick, to_link
from tests.pages.conftest import OpenPage, words

TITLES = {
    "en": "Where do the parcels come from, and where do they go?",
    "zh": "包裹从哪里来，到哪里去？",
}


def query(small: tuple[Path, Path], sql: str) -> list[tuple]:
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def busiest(small: tuple[Path, Path], columns: str) -> tuple:
    [found] = query(
        small,
        f"SELECT {columns}, count(*) FROM parcel_places WHERE {columns.split(',', maxsplit=1)[0]} IS NOT NULL "
        f"GROUP BY ALL ORDER BY count(*) DESC, {columns} LIMIT 1",
    )
    return found


def table(page: object, first_column: str) -> object:
    """The table on the page that has this column."""
    [found] = [one.value for one in page.dataframe if first_column in one.value]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_opens_with_its_question(open_page: OpenPage, language: str) -> None:
    page = open_page("geography", language)
    assert not page.exception
    assert page.title[0].value == TITLES[language]


def test_every_word_of_the_chinese_page_is_chinese(open_page: OpenPage) -> None:
    said = words(open_page("geography", "zh", parcels="all", pick="start~350300"))
    for english in ("parcel", "suspect", "start", "region", "flow", "Pick", "Sketch"):
        assert english not in said


def test_the_answer_counts_where_most_parcels_start(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    key, parcels = busiest(small, "origin_city_key")
    [(total,)] = query(small, "SELECT count(*) FROM parcel_places")
    [(name,)] = query(small, f"SELECT name_en FROM map_regions WHERE region_key = '{key}'")
    assert f"**{parcels:,} of {total:,} parcels" in words(open_page("geography", parcels="all"))
    assert f"start in {name}" in words(open_page("geography", parcels="all"))


def test_the_ranked_list_adds_up_to_all_parcels_with_a_region(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    [(placed,)] = query(small, "SELECT count(*) FROM parcel_places WHERE origin_province_key IS NOT NULL")
    regions = table(open_page("geography", parcels="all", level="province"), "share_of_region")
    assert regions["parcels"].sum() == placed
    assert regions["parcels"].is_monotonic_decreasing


def test_a_picked_flow_leaves_its_own_parcels(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    origin, destination, parcels = busiest(small, "origin_province_key, destination_province_key")
    link = to_link(MapPick("flow", (origin, destination)))
    page = open_page("geography", parcels="all", level="province", rows="parcels", pick=link)
    rows = table(page, "order_id")
    assert len(rows) == min(parcels, 500)
    assert "Picked: " in words(page)


def test_a_picked_hexagon_leaves_the_shops_that_ship_from_it(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    [(cell, shops, parcels)] = query(
        small,
        "SELECT origin_cell_2, count(DISTINCT shop_id), count(*) FROM parcel_places "
        "WHERE origin_cell_2 IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, origin_cell_2 LIMIT 1",
    )
    page = open_page("geography", parcels="all", pick=to_link(MapPick("cell", (cell,))))
    rows = table(page, "median_distance_km")
    assert len(rows) == min(shops, 500)
    if shops <= 500:
        assert rows["parcels"].sum() == parcels


@pytest.mark.parametrize(("language", "den"), [("en", ">den"), ("zh", ">疑似窝点")])
def test_the_rings_sites_stand_on_the_map_where_the_link_asks_for_them(
    open_page: OpenPage, language: str, den: str
) -> None:
    def legend(**link: str) -> str:
        page = open_page("geography", language, parcels="all", **link)
        assert not page.exception
        return " ".join(str(one.proto.body) for one in page.get("html"))

    assert den in legend(sites="true")
    assert den not in legend()


def test_the_window_keeps_the_days_it_names(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    [(day, parcels)] = query(
        small,
        "SELECT CAST(seen_at AS DATE), count(*) FROM parcel_places WHERE seen_at IS NOT NULL "
        "GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1",
    )
    page = open_page("geography", parcels="all", rows="parcels", level="province", days=[f"{day}", f"{day}"])
    assert not page.exception
    assert len(table(page, "order_id")) == min(parcels, 500)


def test_a_pick_of_nothing_that_is_there_says_how_to_go_on(open_page: OpenPage) -> None:
    page = open_page("geography", parcels="all", pick="flow~350300~no-such-region")
    assert not page.exception
    assert "Drop the pick or widen the filters." in words(page)


def test_without_shipments_the_page_says_what_to_deliver(
    open_page: OpenPage, small: tuple[Path, Path], tmp_path: Path
) -> None:
    from suyuan import scan

    for name in ("shops", "listings", "reference_prices"):
        (tmp_path / f"{name}.parquet").write_bytes((small[0] / f"{name}.parquet").read_bytes())
    scan.run(tmp_path, tmp_path / "findings")
    page = open_page("geography", folders=(tmp_path, tmp_path / "findings"))
    assert not page.exception
    assert "There are no shipments in these extracts" in words(page)
    assert "does not make a shop clean" in words(page)
