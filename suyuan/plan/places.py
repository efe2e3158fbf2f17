"""Where a site or a person is, by the divisions' tree."""

from __future__ import annotations

from typing import Any

from suyuan.messages import language
from suyuan.plan.model import Where


def where(row: Any) -> Where:
    """The division that a row of the `plan__` queries names, in the caller's language."""
    said = language()

    def text(name: str) -> str:
        value = row.get(name)
        return value if isinstance(value, str) else ""

    return Where(
        text("province_adcode"), text(f"province_{said}"), text("city_adcode"), text(f"city_{said}"),
        text("district_adcode"), text(f"district_{said}"),
    )  # fmt: skip
