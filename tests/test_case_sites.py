"""Both published cases: where the goods come from, where they are kept, and at which hours they leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from suyuan.evaluate.sites import metres

SHIPPED = Path(__file__).resolve().parent.parent / "sample_data"


@pytest.fixture(scope="module")
def findings(shipped_findings: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(shipped_findings / "pages.duckdb"), read_only=True) as connection:
        for name in ("sites", "shops"):
            truth = connection.read_parquet(str(SHIPPED / "truth" / f"{name}.parquet"))
            connection.register(f"true_{name}", truth.to_arrow_table())
        yield connection


def named(findings: duckdb.DuckDBPyConnection, true_ring: str, role: str) -> pd.DataFrame:
    """True sites of one role, each with the nearest site of that role named for a ring of its shops."""
    frame = findings.execute(
        """
        WITH own AS (
            SELECT DISTINCT m.ring_id FROM ring_members AS m
            JOIN true_shops AS t ON t.shop_id = m.member_id AND m.member_type = 'shop' AND t.ring_id = $ring
        )
        SELECT t.latitude AS true_latitude, t.longitude AS true_longitude, s.*
        FROM true_sites AS t, sites AS s SEMI JOIN own USING (ring_id)
        WHERE t.ring_id = $ring AND t.role = $role AND s.role = $role
        """,
        {"ring": true_ring, "role": role},
    ).df()
    away = metres(frame["true_latitude"], frame["true_longitude"], frame["latitude"], frame["longitude"])
    places = ["true_latitude", "true_longitude"]
    return frame.assign(away_m=away).sort_values("away_m").drop_duplicates(places)


def test_both_production_lines_in_putian_are_found_to_within_500_metres(findings: Any) -> None:
    sources = named(findings, "T00001", "source")
    assert len(sources) == 2
    assert (sources["away_m"] < 500).all()
    assert (sources["adcode"].str[:4] == "3503").all()
    assert (sources["basis"] == "observed").all()


def test_the_seven_dens_of_case_p_are_found_and_no_other(findings: Any) -> None:
    dens = named(findings, "T00001", "den")
    assert len(dens) == 7
    assert (dens["away_m"] < 500).all()
    assert dens["site_id"].nunique() == 7
    [(sites,)] = findings.execute(
        "SELECT count(*) FROM sites WHERE ring_id = ?", [dens["ring_id"].iloc[0]]
    ).fetchall()
    assert sites == 9


@pytest.mark.parametrize(("ring", "dens"), [("T00002", 3), ("T00003", 2)])
def test_each_group_of_case_g_has_its_dens_in_yuexiu(findings: Any, ring: str, dens: int) -> None:
    found = named(findings, ring, "den")
    assert len(found) == dens
    assert found["ring_id"].nunique() == 1
    assert (found["away_m"] < 500).all()
    assert (found["adcode"] == "440104").all()
    [(sites,)] = findings.execute(
        "SELECT count(*) FROM sites WHERE ring_id = ?", [found["ring_id"].iloc[0]]
    ).fetchall()
    assert sites == dens


def test_somebody_of_case_gs_groups_logs_in_near_their_dens(findings: Any) -> None:
    for ring in ("T00002", "T00003"):
        assert (named(findings, ring, "den")["logins"] > 0).any()


def test_case_gs_dens_have_a_daily_and_a_weekly_rhythm(findings: Any) -> None:
    for ring in ("T00002", "T00003"):
        for site_id in named(findings, ring, "den")["site_id"]:
            rhythm = findings.execute("SELECT * FROM site_rhythm WHERE site_id = ?", [site_id]).df()
            by_hour = rhythm.groupby("hour")["parcels"].sum()
            by_weekday = rhythm.groupby("weekday")["parcels"].sum().reindex(range(1, 8), fill_value=0)
            # The courier comes within two hours of the day, and one day a week he does not.
            assert by_hour.nlargest(2).sum() > 0.9 * by_hour.sum()
            assert by_weekday.min() < 0.02 * by_weekday.sum()


def test_no_site_is_smaller_than_a_search_area(findings: Any) -> None:
    assert findings.execute("SELECT count(*) FROM sites WHERE radius_m < 500").fetchall() == [(0,)]
