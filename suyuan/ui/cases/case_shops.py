"""What the findings say of the shops, accounts and sites that casework names; nothing where there are no findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from suyuan.casework.queue import Suspect, known
from suyuan.casework.records import Record
from suyuan.casework.watches import Activity
from suyuan.messages import language
from suyuan.ui.findings import load
from suyuan.wording import ring_words
from suyuan.wording.words import word


@dataclass(frozen=True)
class Names:
    """Shops as the findings in force know them: rows of `cases__shops`."""

    frame: pd.DataFrame

    def name(self, subject_id: object) -> str:
        """The shop's name, else the id. To be escaped where it is shown as Markdown."""
        shop = self.row(subject_id)
        known = None if shop is None else shop["shop_name"]
        return str(known) if isinstance(known, str) and known else str(subject_id or "")

    def row(self, shop_id: object) -> pd.Series | None:
        found = self.frame[self.frame["shop_id"] == shop_id]
        return None if found.empty else found.iloc[0]


def names(shop_ids: Iterable[object]) -> Names:
    """What is known of these shops; ids that are no shops are left out."""
    wanted = sorted({str(one) for one in shop_ids if one})
    return Names(load("cases__shops", shops=wanted))


def activity(watched: Sequence[Record]) -> dict[tuple[str, str], Activity]:
    """What the findings count of each watched shop and account, by kind and id."""
    ids = {kind: sorted({row["subject_id"] for row in watched if row["subject_type"] == kind})
           for kind in ("shop", "account")}  # fmt: skip
    if not any(ids.values()):
        return {}
    counted = load("cases__activity", shops=ids["shop"], accounts=ids["account"])
    return {
        (str(row["subject_type"]), str(row["subject_id"])): Activity(
            int(row["orders"]), _moment(row["last_order_at"]), int(row["listings"])
        )
        for _i, row in counted.iterrows()
    }


def seen(kind: str, subject_id: str) -> Activity:
    """The activity of one shop or account as it stands: what a watch begins from."""
    given = {
        "shops": [subject_id] if kind == "shop" else [],
        "accounts": [subject_id] if kind == "account" else [],
    }
    counted = load("cases__activity", **given)
    if counted.empty:
        return Activity(0)
    row = counted.iloc[0]
    return Activity(int(row["orders"]), _moment(row["last_order_at"]), int(row["listings"]))


def goods(shop_ids: Iterable[object]) -> tuple[str, ...]:
    """The categories that shops sell: what tells goods that endanger health."""
    lists = names(shop_ids).frame["categories"]
    return tuple(sorted({str(one) for listed in lists if listed is not None for one in listed}))


def known_of(shop_ids: Iterable[object]) -> dict[str, Suspect]:
    """What the findings know of shops: what a clearing remembers, and what it is held against later."""
    wanted = sorted({str(one) for one in shop_ids if one})
    if not wanted:
        return {}
    rows = (load(f"cases__{name}", shops=wanted).to_dict("records") for name in ("reasons", "events"))
    return known(wanted, *rows)


def sites() -> dict[str, str]:
    """Every candidate site of the findings in words: 'Yuexiu, Guangdong · den'."""
    return {
        site["site_id"]: " · ".join(part for part in (place(site), word("site_role", site["role"])) if part)
        for _i, site in load("cases__sites", ring=None).iterrows()
    }


def ring_name(ring_id: str) -> str:
    """The ring by what it sells and where, else its id: findings of another scan may not know it."""
    heads = load("rings__head", ring=ring_id)
    return ring_id if heads.empty else ring_words.ring_name(heads.iloc[0])


def place(site: Any) -> str:
    """Where a site is, by its division and province, in the viewer's language."""
    town, province = (site[f"{part}_{language()}"] for part in ("place", "province"))
    parts = [part for part in (town, province) if isinstance(part, str) and part]
    return "".join(reversed(parts)) if language() == "zh" else ", ".join(parts)


def _moment(value: Any) -> Any:
    return None if pd.isna(value) else pd.Timestamp(value).to_pydatetime().replace(tzinfo=None)
