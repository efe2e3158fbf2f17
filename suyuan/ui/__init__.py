"""What every page shares: findings as frames, the frame around a page, numbers and times, downloads, states."""

from suyuan.numbers import compact_money, money, money_span, number, percent, times
from suyuan.ui.download import csv_button
from suyuan.ui.findings import Place, count, load, page_query, place, reader, scan_id
from suyuan.ui.frame import open_page
from suyuan.ui.links import linked, open_shop
from suyuan.ui.personal import escape, hide_personal, is_revealed, mask
from suyuan.ui.states import guard, nothing_here, offer_scan, wrong_link
from suyuan.ui.theme import palette, theme
from suyuan.ui.zone import local_time, local_times, zone_name

__all__ = [
    "Place",
    "compact_money",
    "count",
    "csv_button",
    "escape",
    "guard",
    "hide_personal",
    "is_revealed",
    "linked",
    "load",
    "local_time",
    "local_times",
    "mask",
    "money",
    "money_span",
    "nothing_here",
    "number",
    "offer_scan",
    "open_page",
    "open_shop",
    "page_query",
    "palette",
    "percent",
    "place",
    "reader",
    "scan_id",
    "theme",
    "times",
    "wrong_link",
    "zone_name",
]
