"""What is picked on the map: a shop, and picks together."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from suyuan.ui.findings import load
from tests.pages.conftest import OpenPage, words
from tests.pages.test_geography import asked, chips_of, query, table


def sender(small: tuple[Path, Path]) -> tuple[str, str, int]:
    """(id, province, parcels) of a suspect shop that sends from a province from where innocents send too."""
    [found] = query(
        small,
        "SELECT shop_id, origin_province_key, count(*) FROM parcel_places JOIN shop_scores USING (shop_id) "
        "WHERE suspect AND origin_province_key IN (SELECT origin_province_key FROM parcel_places "
        "JOIN shop_scores USING (shop_id) WHERE NOT suspect) GROUP BY ALL ORDER BY 3 DESC, 1, 2 LIMIT 1",
    )
    return found


def test_a_picked_shop_keeps_its_parcels_in_figures_list_map_and_table(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    shop_id, _province, _some = sender(small)
    [(parcels, placed)] = query(
        small, f"SELECT count(*), count(origin_province_key) FROM parcel_places WHERE shop_id = '{shop_id}'"
    )
    page = open_page("geography", parcels="all", level="province", shop=shop_id)
    assert not page.exception
    assert list(chips_of(page)) == ["chip_shop"] and page.button(key="open_shop").label == "Open the shop"
    assert table(page, "share_of_region")["parcels"].sum() == placed
    [row] = table(page, "median_distance_km").to_dict("records")
    assert (row["shop_id"], row["parcels"]) == (shop_id, parcels)
    assert f"of {parcels:,} parcels" in words(page)
    own = asked(shop=shop_id)
    assert load("geography__hexagons", **own)["parcels"].sum() == placed
    assert (load("geography__hexagons", **own)["parcels"] > 0).all()
    assert load("geography__registered", **own)["parcels"].sum() in (0, parcels)
    [(flowing,)] = query(
        small,
        "SELECT count(*) FROM parcel_places WHERE origin_province_key <> destination_province_key "
        f"AND shop_id = '{shop_id}'",
    )
    assert load("geography__flows", **own)["parcels"].sum() == flowing


def test_beside_a_picked_shop_the_innocents_parcels_from_the_same_place_are_told(
    open_page: OpenPage, small: tuple[Path, Path]
) -> None:
    """What a shop sends from a place means nothing without all that others send from there."""
    open_page("geography")
    shop_id, province, parcels = sender(small)
    [(everybody,)] = query(
        small, f"SELECT count(*) FROM parcel_places WHERE origin_province_key = '{province}'"
    )
    regions = load("geography__regions", **asked(shop=shop_id, ends=False)).set_index("region_key")
    assert (regions.at[province, "parcels"], regions.at[province, "all_parcels"]) == (parcels, everybody)
    assert regions.at[province, "share_of_region"] == pytest.approx(parcels / everybody)
    assert parcels < everybody
    cells = load("geography__hexagons", **asked(shop=shop_id))
    assert cells["all_parcels"].sum() >= cells["parcels"].sum() > 0


def test_picks_combine_and_all_go_with_one_click(open_page: OpenPage, small: tuple[Path, Path]) -> None:
    shop_id, province, parcels = sender(small)
    page = open_page("geography", parcels="all", level="province", shop=shop_id, origin=province)
    assert list(chips_of(page)) == ["chip_origin", "chip_shop"]
    assert list(table(page, "share_of_region")["parcels"]) == [parcels]
    page.button(key="chips_clear").click().run()
    assert not page.exception and not chips_of(page)
    assert not {"shop", "origin"} & set(page.query_params)


@pytest.mark.parametrize(
    "picks",
    [
        {},
        {"shop": True},
        {"origin": True},
        {"destination": True},
        {"cell": True},
        {"registered": True},
        {"shop": True, "origin": True},
        {"registered": True, "destination": True},
    ],
)
@pytest.mark.parametrize("everyone", [False, True])
def test_with_any_pick_the_scan_s_counts_say_what_the_parcels_say(
    small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, picks: dict[str, bool], everyone: bool
) -> None:
    """Where a pick lets the page read sums, they are those of the parcels; undated ones are in no window."""
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))
    [row] = query(
        small,
        "SELECT shop_id, origin_city_key, destination_city_key, origin_cell_2, adcode FROM parcel_places "
        "JOIN shop_scores USING (shop_id) JOIN shop_places USING (shop_id) WHERE suspect AND adcode IS NOT NULL "
        "AND origin_cell_2 IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, 1, 2, 3, 4, 5 LIMIT 1",
    )
    found = dict(zip(("shop", "origin", "destination", "cell", "registered"), row, strict=True))
    [(undated,)] = query(small, "SELECT count(*) FROM parcel_places WHERE seen_at IS NULL")
    assert undated == 0, "a window would leave them out"
    own = asked(**{name: found[name] for name in picks}, level="city", everyone=everyone)
    for name, more in (
        ("headline", {}), ("flows", {}), ("registered", {}), ("shops", {}), ("parcels", {}), ("hexagons", {"size": 2}),
        ("regions", {"ends": False}), ("regions", {"ends": True}),
    ):  # fmt: skip
        counted = load(f"geography__{name}", **{**own, **more})
        window = load(f"geography__{name}", **{**own, **more, "whole": False})
        pd.testing.assert_frame_equal(counted, window)
        assert len(counted) or name == "flows"
