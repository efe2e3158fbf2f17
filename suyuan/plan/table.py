"""A plan as one flat table, a row a site, for a spreadsheet."""

from __future__ import annotations

import pandas as pd

from suyuan.plan import words
from suyuan.plan.model import Plan


def frame(plan: Plan) -> pd.DataFrame:
    """One row per site. `address` is personal and hidden by whoever writes the file, unless he may show it.

    Times are on the sites' clock, which `clock` names; what is no target says why in `standing` and `open_needs`.
    """
    rows = [
        {
            "number": site.number,
            "site_id": site.site_id,
            "ring_id": site.ring_id,
            "standing": site.standing,
            "open_needs": " ".join(site.open_needs),
            "role": site.role if site.is_found else None,
            "basis": site.basis or None,
            "province_adcode": site.where.province or None,
            "province": site.where.province_name or None,
            "city": site.where.city_name or None,
            "district": site.where.district_name or None,
            "latitude": site.latitude,
            "longitude": site.longitude,
            "radius_m": site.radius_m,
            "address": site.address or None,
            "shipments": site.shipments,
            "last_parcel": words.last_parcel(site, plan),
            "checked_by": site.checked_by or None,
            "checked_at_utc": f"{site.checked_at:%Y-%m-%d %H:%M}" if site.checked_at else None,
            "officers": site.officers,
            "override_reason": site.override.reason if site.override else None,
            "override_by": site.override.by if site.override else None,
            "other_shops": site.others,
            "other_shops_no_suspects": site.innocents,
            "shared_facilities": site.facilities,
            "own_hour": words.own_hour(site.own_slot),
            "joint_moment": words.moment(plan),
            "clock": words.zone(plan),
            "coordinates": "assumed WGS84" if plan.coordinates_assumed else "WGS84",
            "data_until": str(plan.data_until or ""),
            "scan_id": plan.scan_id,
        }
        for site in plan.sites
    ]
    whole = pd.DataFrame(rows)
    if len(whole):
        whole["officers"] = whole["officers"].astype("Int64")
    return whole
