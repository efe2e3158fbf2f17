"""Casebook P to the printed plan: seven dens and two lines in four provinces, 51 officers, one moment."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from suyuan.casework import plans, sites
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store
from suyuan.engines.duckdb import Reader
from suyuan.messages import set_language
from suyuan.plan import Entered, Material, Plan, build, sheet, words
from suyuan.plan.model import TARGET, VERIFY
from tests.marketplace import catalogue

LEAD = Person("Lin", "lead", "lin@example.org")
# The casebook's ring P in the sample's truth.
TRUE_RING = "T00001"
FOUR = {"310000": "Shanghai", "330000": "Zhejiang", "350000": "Fujian", "430000": "Hunan"}
OFFICERS = (7, 6, 5, 5, 5, 7, 7, 5, 4)


@pytest.fixture(scope="module")
def reader(shipped_findings: Path) -> Reader:
    return Reader(shipped_findings / "pages.duckdb")


@pytest.fixture(scope="module")
def ring(reader: Reader) -> str:
    """The ring that the wholesaler of Putian supplies: the sample's truth names its supplier."""
    truth = Path(__file__).resolve().parents[2] / "sample_data" / "truth" / "rings.parquet"
    rings = pd.read_parquet(truth).set_index("ring_id")
    with reader.cursor() as cursor:
        [(found,)] = cursor.execute(
            "SELECT DISTINCT ring_id FROM ring_members WHERE member_type = 'shop' AND member_id = ?",
            [str(rings.at[TRUE_RING, "supplier_shop_id"])],
        ).fetchall()
    return str(found)


@pytest.fixture(scope="module")
def material(reader: Reader, ring: str) -> Material:
    def rows(name: str) -> object:
        query = catalogue().queries[name]
        return reader.frame(query, {"ring": ring, "nodes": [], "cleared": []} if query.parameters else None)

    names = ("facts", "sites", "rhythm", "others", "facilities", "people")
    return Material(*(rows(f"plan__{name}") for name in names), rows("rings__candidates"))  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(str(tmp_path / "casework.db"))) as opened:
        yield opened


def check(store: Store, ring: str, site_ids: list[str]) -> None:
    with store.write() as session:
        for site_id in site_ids:
            one = sites.plan_site_check(session, LEAD, site_id, ring_id=ring)
            sites.record_site_check(
                session, LEAD, one.id, one.version, status="checked", checked_by="Wang", found="shoe boxes"
            )


def assign(store: Store, ring: str, site_ids: list[str], at_hand: int | None) -> None:
    with store.write() as session:
        made = plans.enter_at_hand(session, LEAD, None, at_hand, ring_id=ring)
        for site_id, officers in zip(site_ids, OFFICERS, strict=False):
            plans.assign(session, LEAD, made.id, site_id, None, officers)


def plan_of(store: Store, ring: str, material: Material, language: str = "en") -> Plan:
    set_language(language)
    with store.read() as session:
        own = plans.plan_of(session, LEAD, ring_id=ring)
        given = plans.plan_site_list(session, LEAD, own.id) if own else []
        checks = sites.site_check_list(session, LEAD, ring_id=ring)
    return build("ring", ring, "Jordan shoes", material, Entered(checks, own, given))


def test_nine_sites_in_four_provinces_and_eight_people_stand_in_the_plan(
    store: Store, ring: str, material: Material
) -> None:
    made = plan_of(store, ring, material)
    assert {one.code: one.name for one in made.jurisdictions} == FOUR
    assert [one.standing for one in made.sites] == [VERIFY] * 9
    assert sorted(one.role for one in made.sites) == ["den"] * 7 + ["source"] * 2
    assert len(made.people) == 8 and made.people[0].role == "principal"
    assert made.people[0].where.city_name == "Putian"


def test_the_sites_that_were_checked_become_targets_and_no_other(
    store: Store, ring: str, material: Material
) -> None:
    seen = list(material.sites["site_id"])[:6]
    check(store, ring, seen)
    made = plan_of(store, ring, material)
    assert {one.site_id for one in made.sites if one.standing == TARGET} == set(seen)
    assert {one.standing for one in made.sites} == {TARGET, VERIFY}


def test_all_nine_checked_and_51_held_against_them(store: Store, ring: str, material: Material) -> None:
    every = list(material.sites["site_id"])
    check(store, ring, every)
    assign(store, ring, every, 51)
    made = plan_of(store, ring, material)
    assert {one.code: one.officers for one in made.jurisdictions} == {
        "310000": 13, "330000": 10, "350000": 24, "430000": 4,
    }  # fmt: skip
    assert (made.officers, made.at_hand, made.balance) == (51, 51, 0)
    assert words.balance(made) == "exactly the number at hand"


def test_the_joint_moment_is_one_at_which_parcels_of_putian_and_fuzhou_are_scanned(
    store: Store, ring: str, material: Material
) -> None:
    check(store, ring, list(material.sites["site_id"]))
    made = plan_of(store, ring, material)
    best, runner_up = made.moment.best, made.moment.runner_up
    assert best is not None and runner_up is not None and made.moment.thin == ()
    assert len(best.together) == max(len(best.together), len(runner_up.together)) >= 4
    shown = material.rhythm.assign(at=(material.rhythm["weekday"] - 1) * 24 + material.rhythm["hour"] + 8)
    wanted = (best.weekday - 1) * 24 + best.hour
    sending = set(shown[shown["at"] % 168 == wanted]["site_id"])
    assert set(best.together) <= sending


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sheets_of_four_provinces_print(
    store: Store, ring: str, material: Material, tmp_path: Path, language: str
) -> None:
    every = list(material.sites["site_id"])
    check(store, ring, every[:-1])
    assign(store, ring, every, 40)
    made = plan_of(store, ring, material, language)
    path = tmp_path / "plan.pdf"
    path.write_bytes(sheet.pdf(made, [sheet.OVERVIEW, *FOUR], is_demo=True))
    printed = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
    )
    told = "".join(printed.stdout.replace("\u200b", "").split())
    wanted = {
        "en": [
            "Operationplan·Shanghai",
            "Operationplan·Hunan",
            "40athand:7officersshort",
            "Demodata",
            "Verifyfirst",
        ],
        "zh": [
            "行动方案·上海市",
            "行动方案·湖南省",
            "可用40人：缺7人",
            "演示数据",
            "先核实",
            "疑似货源地",
            "疑似窝点",
        ],
    }[language]
    for said in wanted:
        assert said in told, said
    assert not any(name in told for name in material.people["holder_name"])
