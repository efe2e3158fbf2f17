"""The veil of briefing mode: what a room may see of a frame, a file and a record of casework. No Streamlit.

A column of text that no list names (`suyuan/veil_columns.py`) is hidden, so that what a new query brings is masked
before anybody thought of it. Figures, times and flags pass.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from suyuan.masking import HIDDEN
from suyuan.messages import _
from suyuan.pseudonyms import SHORT, Pseudonyms, is_shaped
from suyuan.veil_columns import (
    BLOCK,
    DEGREES,
    HARMLESS,
    IDS,
    IDS_AMONG_CODES,
    INTERNAL,
    JOINED_NAMES,
    JOINT,
    LISTING_NAMES,
    METHODS,
    OPEN_BOOKS,
    PEOPLE,
    PERSONS,
    RECORD_IDS,
    RECORD_PASSES,
    SHOP_NAMES,
    SITES,
    WHOSE,
)


@dataclass(frozen=True)
class Veil:
    """What hides. `named`: a shop's id by its name, where one shop alone has it; `shown`: ids revealed in this view."""

    pseudonyms: Pseudonyms
    named: Mapping[str, str] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What tells one veil from another: by whose key it hides, and what it shows all the same."""
        return "|".join((self.pseudonyms.of(""), *sorted(self.shown)))

    def id(self, value: str) -> str:
        """An id's pseudonym, in full: what links and keys carry."""
        return self.pseudonyms.of(value)

    def site(self, value: str) -> str:
        """A site's id begins with its ring's (`R0D30DDF5-Pf664a22f68`): so does its pseudonym."""
        return site_pseudonym(self.pseudonyms, value)

    def shop(self, shop_id: str | None, name: str) -> str:
        """A shop as the room may call it: 'Shop K7Q2M'; its own name where it was revealed."""
        if shop_id is not None and shop_id in self.shown:
            return name
        return _("Shop {code}").format(code=self.id(shop_id or self.named.get(name) or name)[:SHORT])

    def joined(self, names: str, owner: str | None = None) -> str:
        """Several shops' names in one text; as they are where their owner was revealed."""
        if owner is not None and owner in self.shown:
            return names
        return JOINT.join(self.shop(self.named.get(name), name) for name in names.split(JOINT))

    def frame(self, query: str, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a page's query as the room may see them; the frame given stays as it is."""
        changed = {
            column: pd.Series(values, index=frame.index, dtype="object")
            for column in frame.columns
            if (values := self._column(query, str(column), frame)) is not None
        }
        if SITES & set(frame.columns):
            changed |= {name: frame[name].astype(float).round(BLOCK) for name in DEGREES & set(frame.columns)}
        return frame.assign(**changed) if changed else frame

    def batch(self, query: str, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The same for a part of a file, whose nested columns are text already; weights stay out of it."""
        texts = [
            name for name, kind in zip(batch.schema.names, batch.schema.types, strict=True) if _is_text(kind)
        ]
        values = {name: pd.Series(batch.column(name).to_pylist(), dtype="object") for name in texts}
        hidden = self.frame(query, pd.DataFrame(values, index=range(batch.num_rows)))
        told = {name: pa.array(hidden[name].tolist(), pa.string()) for name in texts}
        if SITES & set(texts):
            told |= {name: pc.round(batch.column(name), BLOCK) for name in DEGREES & set(batch.schema.names)}
        names = [name for name in batch.schema.names if name not in METHODS]
        return pa.record_batch([told.get(name, batch.column(name)) for name in names], names=names)

    def record(self, book: str, columns: Mapping[str, Any]) -> dict[str, Any]:
        """A record of casework: ids by pseudonym, a case by its own, what people wrote hidden."""
        return {name: self._field(book, name, value, columns) for name, value in columns.items()}

    def _field(self, book: str, name: str, value: Any, columns: Mapping[str, Any]) -> Any:
        passes = name in RECORD_PASSES or (book in OPEN_BOOKS and name not in PEOPLE)
        if not isinstance(value, str) or not value or passes:
            return value
        if book == "cases" and name == "title":
            return _("Case {code}").format(code=self.id(str(columns["case_id"]))[:SHORT])
        if name in SITES:
            return self.site(value)
        return self.id(value) if name in RECORD_IDS else HIDDEN

    def _column(self, query: str, column: str, frame: pd.DataFrame) -> list[Any] | None:
        """The column's values as they are shown; None where they pass unchanged."""
        own = f"{query}.{column}"
        passes = {column, own} & (HARMLESS | INTERNAL)
        if passes or not _holds_text(frame[column]):
            return None
        values = [None if _is_null(value) else value for value in frame[column]]
        by: list[Any] = [None] * len(values)
        for name in WHOSE.get(column, ()):
            if name in frame:
                by = [None if _is_null(one) else one for one in frame[name]]
                break
        hide = self._hiding(column, own)
        return [None if value is None else hide(value, one) for value, one in zip(values, by, strict=True)]

    def _hiding(self, column: str, own: str) -> Callable[[Any, Any], str]:
        """What hides one value of a column; beside it the id in the same row that the value names."""
        if column in SHOP_NAMES:
            return lambda name, shop_id: self.shop(shop_id, name)
        if column in LISTING_NAMES:
            return lambda title, listing_id: _("Listing {code}").format(
                code=self.id(listing_id or title)[:SHORT]
            )
        if column in JOINED_NAMES:
            return self.joined
        if column in SITES:
            return lambda value, _id: self.site(str(value))
        if {column, own} & IDS or own in IDS_AMONG_CODES:
            codes = IDS_AMONG_CODES.get(own, frozenset())
            return lambda value, _id: value if value in codes else self.id(str(value))
        return lambda value, whose: value if column in PERSONS and whose in self.shown else HIDDEN


@dataclass(frozen=True)
class Room:
    """How to learn whether a room looks on, the veil if so, and the pseudonyms whether or not: the screen knows."""

    looks_on: Callable[[], bool]
    veil: Callable[[], Veil]
    pseudonyms: Callable[[], Pseudonyms]


_room: list[Room] = []
_over: ContextVar[Veil | None] = ContextVar("over", default=None)


def ask(room: Room) -> None:
    """Whom to ask from here on."""
    _room[:] = [room]


@contextmanager
def under(over: Veil) -> Iterator[None]:
    """Draw under this veil whoever looks on: a file is made in a thread that knows no viewer."""
    before = _over.set(over)
    try:
        yield
    finally:
        _over.reset(before)


def current() -> Veil | None:
    """The veil over what is drawn now; None where nobody but the analyst looks on."""
    return _over.get() or (_room[0].veil() if _room and _room[0].looks_on() else None)


def whole() -> Veil:
    """The veil through which nothing is shown, for a file. Raises OSError, ValueError without the pseudonyms' key."""
    return replace(_room[0].veil(), shown=frozenset())


def site_pseudonym(own: Pseudonyms, value: str) -> str:
    """The ring's pseudonym and the site's own, as its id names the ring first."""
    ring, dash, _rest = value.partition("-")
    return f"{own.of(ring)}-{own.of(value)}" if dash else own.of(value)


def meant(text: str, ids: Callable[[], Iterable[str]]) -> str:
    """The id that a pseudonym stands for; the text itself where it is none, or one of nothing in `ids`."""
    # A site's pseudonym ends with its own.
    parts = text.split("-")
    if len(parts) > 2 or not all(map(is_shaped, parts)) or not _room:
        return text
    return _room[0].pseudonyms().meant(parts[-1], ids) or text


def short(code: object) -> str:
    """An id as a name says it: under the veil the pseudonym's beginning, else the id itself."""
    looks_on = _over.get() is not None or (_room and _room[0].looks_on())
    return str(code)[:SHORT] if looks_on else str(code)


def _holds_text(values: pd.Series) -> bool:
    """Whether a column holds anything but figures, times and flags."""
    kind = values.dtype
    is_plain = (
        pd.api.types.is_numeric_dtype(kind)
        or pd.api.types.is_bool_dtype(kind)
        or pd.api.types.is_datetime64_any_dtype(kind)
    )
    plain = (bool, int, float, Decimal, date)
    return not is_plain and not all(_is_null(value) or isinstance(value, plain) for value in values)


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)


def _is_null(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
