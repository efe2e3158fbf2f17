"""The fields of casework's forms: keyed by column, named in the casebook's words, times in the viewer's zone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import streamlit as st

from suyuan.messages import _
from suyuan.ui.cases.case_dialog import FIELD
from suyuan.ui.zone import zone, zone_name
from suyuan.wording import case_words

LONGEST = 2000


def label(column: str, *, optional: bool = False, named: str = "") -> str:
    """What a field is called; one that may stay empty says so."""
    words = named or case_words.word("column", column)
    return _("{field} (optional)").format(field=words) if optional else words


def text(
    column: str, *, optional: bool = False, value: str = "", named: str = "", hint: str = ""
) -> str | None:
    """One line; None where it stays empty."""
    said = st.text_input(
        label(column, optional=optional, named=named),
        value,
        key=FIELD + column,
        max_chars=LONGEST,
        help=hint or None,
    )
    return said.strip() or None


def area(column: str, *, optional: bool = False, value: str = "", named: str = "") -> str | None:
    """Several lines; None where it stays empty."""
    said = st.text_area(
        label(column, optional=optional, named=named), value, key=FIELD + column, max_chars=LONGEST, height=80
    )
    return said.strip() or None


def reason(named: str = "") -> str:
    """Why: needed, and no place for names."""
    said = area("reason", named=named) or ""
    no_names()
    return said


def no_names() -> None:
    """What everybody reads, and only the erasure of its case reaches, must name nobody."""
    st.caption(
        ":material/visibility: "
        + _("Everybody reads this, and it stands until its case is erased: write no names of people here.")
    )


def personal() -> None:
    """What is hidden unless revealed, and erased with its case."""
    st.caption(":material/lock: " + _("Names of people belong here: it is hidden, and erased with the case."))


def day(column: str, value: date | None, *, least: date | None = None, most: date | None = None) -> Any:
    """A day; None where it stays empty."""
    return st.date_input(
        label(column, optional=value is None), value, min_value=least, max_value=most, key=FIELD + column,
        format="YYYY-MM-DD",
    )  # fmt: skip


def moment(column: str) -> datetime:
    """A day and time on the viewer's clock, now unless said; returned with its zone."""
    now = datetime.now(zone()).replace(second=0, microsecond=0, tzinfo=None)
    words = f"{case_words.word('column', column)} · {zone_name()}"
    chosen = st.datetime_input(words, now, key=FIELD + column, format="YYYY-MM-DD", step=300)
    return (chosen or now).replace(tzinfo=zone())


def choice(
    column: str,
    options: Sequence[Any],
    *,
    words: Callable[[Any], str] | None = None,
    optional: bool = False,
    index: int | None = 0,
    named: str = "",
) -> Any:
    """One of several codes, shown in words; None where nothing is chosen."""
    family = case_words.CODED.get(column, column)
    return st.selectbox(
        label(column, optional=optional, named=named),
        options,
        index=None if optional and index == 0 else index,
        format_func=words or (lambda code: case_words.word(family, code)),
        key=FIELD + column,
        placeholder=_("choose"),
    )


def count(column: str) -> int | None:
    """A whole number from nought; None where it stays empty."""
    return st.number_input(
        label(column, optional=True), min_value=0, value=None, step=1, key=FIELD + column, placeholder=""
    )
