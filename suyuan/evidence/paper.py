"""What every part of a dossier writes with: the package's tables with their row numbers, safe text, drawings."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader, whole_relation
from suyuan.evidence import blocks
from suyuan.evidence.contents import Output
from suyuan.evidence.fonts import Fonts
from suyuan.evidence.plain import LONGEST, plain
from suyuan.messages import _
from suyuan.numbers import NONE, number
from suyuan.rings.chains import rows


@dataclass
class Paper:
    """One dossier in the making. `document`: the package's manifest; `pictures`: SVG by file name, `photos` JPEG."""

    reader: Reader
    catalogue: Catalogue
    document: Mapping[str, Any]
    outputs: Mapping[str, Output]
    folder: Path
    fonts: Fonts
    pictures: dict[str, str] = field(default_factory=dict)
    photos: dict[str, bytes] = field(default_factory=dict)
    _held: dict[str, pd.DataFrame] = field(default_factory=dict)

    def frame(self, path: str) -> pd.DataFrame:
        """The rows of one of the package's CSVs, typed; `no` is the row in the CSV, the header not counted."""
        if path not in self._held:
            output = self.outputs[path]
            known = output.query in self.catalogue.queries and bool(output.parameters)
            query = self.catalogue.page(output.query) if known else whole_relation(output.query)
            bound = output.parameters if known else {"most": 10**9}
            frame = self.reader.frame(query, bound)
            self._held[path] = frame.assign(no=range(1, len(frame) + 1))
        return self._held[path]

    def rows(self, path: str) -> list[Any]:
        return rows(self.frame(path))

    def text(self, value: Any, most: int = LONGEST) -> str:
        """A value from the data, safe to print; a dash for none."""
        return plain(value, self.fonts.covered, most) or NONE

    def day(self, moment: Any) -> str:
        return NONE if pd.isna(moment) else f"{moment:%Y-%m-%d}"

    def is_delivered(self, table: str) -> bool:
        """Whether the delivery had a file of this table: nothing of what it lacks is zero."""
        return any(source["table"] == table for source in self.document["sources"])

    def finding(self, shop_id: Any, suspect: Any) -> str:
        """What the scan found of a shop, and that a review cleared it."""
        told = _("suspect") if suspect else _("not suspect")
        return f"{told} · {_('cleared on review')}" if suspect and self.cleared(shop_id) else told

    def cleared(self, shop_id: Any) -> str:
        """What a review said of a shop that stands cleared: by whom, when, until when, why; '' of any other."""
        for one in self.document["cleared"]:
            if one["id"] == shop_id:
                told = [
                    one["at"][:10],
                    self.text(one["by"] or None, 60),
                    self.text(one["reason"] or None, 200),
                ]
                until = _("until {day}").format(day=one["until"]) if one["until"] else ""
                return " · ".join(text for text in (_("cleared on review"), *told, until) if text)
        return ""

    def period(self, first: Any, last: Any) -> str:
        """From the first day to the last; a dash where neither is known."""
        return NONE if pd.isna(first) and pd.isna(last) else f"{self.day(first)} – {self.day(last)}"

    def shop_value(self, number_of: int) -> tuple[Any, Any]:
        """What a shop sold, as a lower bound and gross, in the currency it sells most in; none without orders."""
        if not self.is_delivered("orders"):
            return None, None
        lines = self.frame(f"views/shop-{number_of}-lines.csv")
        currency = self.frame(f"views/shop-{number_of}-case.csv").at[0, "currency"]
        own = lines[lines["currency"] == currency]
        return sum(own["amount"][own["is_corroborated"]]), sum(own["amount"])

    def account(self, account_id: Any) -> tuple[str, str]:
        """An account by its holder's name, as it was delivered, and its id; where the name stands."""
        if "rows/accounts.csv" in self.outputs:
            with (self.folder / "rows/accounts.csv").open(encoding="utf-8", newline="") as file:
                for no, row in enumerate(csv.DictReader(file), start=1):
                    if row["row_id"] == account_id:
                        names = [row.get("holder_name") or "", str(account_id)]
                        told = " · ".join(name for name in names if name)
                        return self.text(told), at("rows/accounts.csv", no, "holder_name")
        return self.text(account_id), ""

    def picture(self, name: str, svg: str, caption: str, ref: str = "") -> blocks.Block:
        self.pictures[name] = svg
        return blocks.image(name, caption, ref)


def at(path: str, no: int | None = None, column: str = "") -> str:
    """Where a figure stands: the file, its row, its column."""
    told = path if no is None else f"{path}:{no}"
    return f"{told} {column}".rstrip()


def listed(path: str, shown: int, of: int) -> str:
    """Under a table: its file, how many of its rows are shown; `#` is the row in that file."""
    if shown < of:
        return _("{file}: {n} of {of} rows; # is the row in the file").format(
            file=path, n=number(shown), of=number(of)
        )
    return _("{file}: {n} rows; # is the row in the file").format(file=path, n=number(of))
