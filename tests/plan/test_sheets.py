"""The sheets and the file, in both languages: nobody innocent is named, nothing in a text is markup."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from suyuan.plan import Plan, sheet, table
from tests.plan.rows import SHANGHAI, checked, given, overridden, person, plan, scans, site

HOSTILE = '#image("/etc/passwd") $x^2$ *b* \u202e<script>'
# The same six days at both targets.
ROUNDS = [(day, hour, 10) for day in (1, 2, 3, 5, 6, 7) for hour in (8, 9)]


def other(site_id: str, shop: str, suspect: bool) -> dict[str, Any]:
    return {"site_id": site_id, "shop_id": f"S-{shop}", "shop_name": f"{shop} honest shoes", "suspect": suspect,
            "parcels": 5, "last_shipped_at": None}  # fmt: skip


def four_sites(**more: Any) -> Plan:
    return plan(
        [site("A"), site("B", **SHANGHAI), site("C"), site("D", last_shipped_at=datetime(2026, 8, 1))],
        [checked("A"), checked("B", 2), checked("D", 3)],
        [given("A", 20), given("B", 40), overridden("D", "coordinates")],
        at_hand=51,
        rhythm=[*scans("A", *ROUNDS), *scans("B", *ROUNDS)],
        others=[other("A", "Lotus", False), other("A", "Crane", True)],
        people=[person("A1", "principal"), person("A2", "nominal_owner", **SHANGHAI)],
        **more,
    )


def read(made: Plan, tmp_path: Path, *which: str, **how: Any) -> str:
    """The sheets' text, its spaces and line breaks taken out: a table breaks lines where it likes."""
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheet.pdf(made, which or (sheet.OVERVIEW,), **how))
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return close(told.stdout)


def close(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def test_the_overview_says_moment_officers_targets_and_what_is_assumed(tmp_path: Path) -> None:
    told = read(four_sites(), tmp_path)
    for said in ("Monday 16:00–17:00", "51 at hand: 9 officers short", "Targets: checked on the ground",
                 "Verify first: candidates, no targets", "Verify first: checked, but an override is needed",
                 "China time, UTC+8", "an area, never the address", "2026-11-04", "Team leader (signature)",
                 "never presence", "owner in name: not a target"):  # fmt: skip
        assert close(said) in told, said


def test_the_overview_in_chinese_keeps_the_casebooks_words(tmp_path: Path) -> None:
    told = read(four_sites(language="zh"), tmp_path)
    for said in ("星期一 16:00–17:00", "可用51人：缺9人", "先核实", "疑似窝点", "疑似实控人（待核）",
                 "名义店主：不是行动目标", "北京时间（UTC+8）", "带队负责人（签名）"):  # fmt: skip
        assert close(said) in told, said


def test_a_provinces_sheet_holds_its_own_sites_and_people_and_the_common_moment(tmp_path: Path) -> None:
    told = read(four_sites(), tmp_path, "310000")
    assert close("Operation plan · Shanghai") in told and close("Monday 16:00–17:00") in told
    assert "A2" in told and "A1" not in told
    assert "Licheng" not in told


@pytest.mark.parametrize(
    ("language", "pending", "age"),
    [
        (
            "en",
            "Rings as of 2026-11-03 18:30, being worked out again",
            "2026-11-04 18:00, 2 days before this plan",
        ),
        ("zh", "团伙关联截至 2026-11-03 18:30，正在重新计算", "2026-11-04 18:00（本方案之前 2 天）"),
    ],
)
def test_every_sheet_says_that_rings_are_pending_and_how_old_the_findings_are(
    tmp_path: Path, language: str, pending: str, age: str
) -> None:
    today, ended = date(2026, 11, 6), datetime(2026, 11, 4, 10)
    whole = replace(four_sites(language=language), today=today, scanned_at=ended)
    held = replace(whole, rings_as_of=datetime(2026, 11, 3, 10, 30))
    for sheets in ((sheet.OVERVIEW,), ("310000",)):
        told = read(held, tmp_path, *sheets)
        assert close(pending) in told and close(age) in told
        assert close(pending) not in read(whole, tmp_path, *sheets), "rings of the scan's own say nothing"


def test_an_innocent_co_occupant_is_counted_and_not_named(tmp_path: Path) -> None:
    made = four_sites()
    [own] = [one for one in made.sites if one.site_id == "A"]
    assert (own.others, own.innocents) == (2, 1)
    for names in (False, True):
        told = read(made, tmp_path, sheet.OVERVIEW, "350000", names=names)
        assert close("other shops: 2, no suspects: 1") in told
        assert "Lotus" not in told and "Crane" not in told
    assert "Lotus" not in table.frame(made).to_csv()


def test_a_province_of_owners_in_name_alone_needs_no_sheet() -> None:
    made = plan([site("A")], people=[person("A1", "nominal_owner", **SHANGHAI), person("A2", "seller")])
    assert {one.name: one.is_needed for one in made.jurisdictions} == {"Shanghai": False, "Fujian": True}


def test_addresses_and_names_stand_on_a_sheet_only_where_they_may(tmp_path: Path) -> None:
    made = four_sites()
    hidden, clear = read(made, tmp_path), read(made, tmp_path, names=True)
    assert "文化路" not in hidden and "nameofA1" not in hidden
    assert "文化路" in clear and "nameofA1" in clear


def test_hostile_text_is_printed_and_never_read_as_markup(tmp_path: Path) -> None:
    made = plan(
        [site("A", origin_address=HOSTILE)],
        [checked("A", checked_by=HOSTILE)],
        people=[person("A1", "seller", holder_name=HOSTILE)],
    )
    told = read(made, tmp_path, names=True)
    assert told.count(close('#image("/etc/passwd")')) == 3
    assert "\u202e" not in told and "U+202E" in told


def test_an_override_is_printed_with_its_reason_who_and_when(tmp_path: Path) -> None:
    made = plan(
        [site("A", last_shipped_at=datetime(2026, 8, 1))],
        [checked("A")],
        [overridden("A", "stale", "seen at work")],
    )
    told = read(made, tmp_path)
    for said in ("seen at work", "Lin", "2026-11-20 10:00", "95 days before the data's last day, 2026-11-04"):
        assert close(said) in told, said


def test_an_undeclared_coordinate_system_stands_on_the_sheet(tmp_path: Path) -> None:
    told = read(plan([site("A")], [checked("A")], assumed=("coordinates_wgs84", "time_zone_utc")), tmp_path)
    assert close("not declared; taken for WGS84") in told and close("times are UTC") in told
    assert close("No site here is a target yet") in told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_plan_of_nothing_prints_too(tmp_path: Path, language: str) -> None:
    told = read(plan([], language=language), tmp_path)
    assert close({"en": "No moment yet", "zh": "尚无时刻"}[language]) in told


def test_the_file_has_a_row_a_site_and_says_which_are_targets() -> None:
    frame = table.frame(four_sites())
    assert dict(zip(frame["site_id"], frame["standing"], strict=True)) == {
        "A": "target", "B": "target", "C": "verify", "D": "override",
    }  # fmt: skip
    assert frame["officers"].sum() == 60
    assert set(frame["clock"]) == {"China time, UTC+8"}
