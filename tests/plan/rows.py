"""Literal rows of a plan: what the `plan__` queries give, and what casework keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

from suyuan.messages import set_language
from suyuan.plan import Entered, Material, Plan, build

LAST = datetime(2026, 11, 4, 9, 29)
FUJIAN = {
    "province_adcode": "350000", "province_zh": "福建省", "province_en": "Fujian",
    "city_adcode": "350300", "city_zh": "莆田市", "city_en": "Putian",
    "district_adcode": "350304", "district_zh": "荔城区", "district_en": "Licheng",
}  # fmt: skip
SHANGHAI = {
    "province_adcode": "310000", "province_zh": "上海市", "province_en": "Shanghai",
    "city_adcode": None, "city_zh": None, "city_en": None,
    "district_adcode": "310120", "district_zh": "奉贤区", "district_en": "Fengxian",
}  # fmt: skip
COLUMNS = {
    "rhythm": ["site_id", "weekday", "hour", "parcels", "days"],
    "others": ["site_id", "shop_id", "shop_name", "suspect", "parcels", "last_shipped_at"],
    "facilities": ["site_id", "facility_id", "kind", "trace_kind", "accounts", "shops"],
    "people": ["ring_id", "account_id", "role", "rank", "person", "holder_name", "shops", *FUJIAN],
    "signs": ["account_id", "signal", "figure", "weight"],
}


def site(site_id: str, **more: Any) -> dict[str, Any]:
    """A den in Licheng whose last parcel left two days before the data's last."""
    plain = {
        "ring_id": "R1", "site_id": site_id, "role": "den", "basis": "observed", "adcode": "350304", **FUJIAN,
        "is_china": True, "latitude": 25.43, "longitude": 119.02, "radius_m": 500.0,
        "origin_address": "福建省莆田市荔城区文化路29号", "shipments": 60, "shops": 1,
        "logins": 0, "logins_elsewhere": 0,
        "first_shipped_at": datetime(2026, 2, 1), "last_shipped_at": datetime(2026, 11, 2, 9),
    }  # fmt: skip
    return {**plain, **more}


def person(account_id: str, role: str, **more: Any) -> dict[str, Any]:
    plain = {
        "ring_id": "R1",
        "account_id": account_id,
        "role": role,
        "rank": 1,
        "person": None,
        "shops": 1,
        **FUJIAN,
    }
    return {**plain, "holder_name": f"name of {account_id}", **more}


def scans(site_id: str, *hours: tuple[int, int, int]) -> list[dict[str, Any]]:
    """Rhythm rows of UTC: (weekday, hour, days)."""
    return [
        {"site_id": site_id, "weekday": weekday, "hour": hour, "parcels": days, "days": days}
        for weekday, hour, days in hours
    ]


def checked(site_id: str, version: int = 1, **more: Any) -> dict[str, Any]:
    """A site check as casework keeps it."""
    plain = {
        "site_check_id": f"P{version}", "site_id": site_id, "ring_id": "R1", "case_id": None, "status": "checked",
        "checked_by": "Wang", "checked_at": datetime(2026, 11, 20, 1), "adcode": None, "address": None,
        "found": "boxes", "version": version,
    }  # fmt: skip
    return {**plain, **more}


def given(site_id: str, officers: int | None = None, **more: Any) -> dict[str, Any]:
    """What a lead entered for a site."""
    override = dict.fromkeys(
        ("override_needs", "override_reason", "override_by", "override_at", "override_scan")
    )
    return {"plan_id": "L1", "site_id": site_id, "officers": officers, "version": 1, **override, **more}


def overridden(site_id: str, needs: str, reason: str = "seen today") -> dict[str, Any]:
    return given(
        site_id, override_needs=needs, override_reason=reason, override_by="Lin",
        override_at=datetime(2026, 11, 20, 2), override_scan="s1",
    )  # fmt: skip


def plan(
    sites: list[dict[str, Any]],
    checks: list[dict[str, Any]] | None = None,
    plan_sites: list[dict[str, Any]] | None = None,
    *,
    at_hand: int | None = None,
    assumed: tuple[str, ...] = (),
    members: list[dict[str, Any]] | None = None,
    language: str = "en",
    kind: str = "ring",
    **rows: list[dict[str, Any]],
) -> Plan:
    """A plan of literal rows; what is not given is empty."""
    set_language(language)
    facts = {"scan_id": "s1", "assumed": list(assumed), "last_shipped_at": LAST, "last_ordered_at": LAST}
    frames = {
        name: pd.DataFrame(rows[name]) if rows.get(name) else pd.DataFrame(columns=columns)
        for name, columns in COLUMNS.items()
    }
    material = Material(
        pd.DataFrame([facts]),
        pd.DataFrame(sites, columns=None if sites else list(site("x"))),
        **frames,
        places=pd.DataFrame(rows.get("places", [])),
    )
    own = {"plan_id": "L1", "officers_at_hand": at_hand, "version": 1}
    entered = Entered(checks or [], own, plan_sites or [], members or [])
    return build(kind, "R1", "Jordan shoes · Putian", material, entered)
