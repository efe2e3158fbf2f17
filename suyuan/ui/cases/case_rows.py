"""Rows of casework: what it is, the one next step as a button, everything else behind it in a small menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from suyuan.ui.briefing import briefing_mode
from suyuan.ui.theme import palette

PAGE = 8
Act = Callable[[], None]
_STYLE = """<style>
[class*="st-key-case_row_"] {{border-bottom: 1px solid {line}; padding: 0.1rem 0 0.35rem;}}
[class*="st-key-case_row_"] p, [class*="st-key-case_card_"] p {{margin-bottom: 0; line-height: 1.35;}}
[class*="st-key-case_row_"] [data-testid="stMarkdownContainer"],
[class*="st-key-case_card_"] [data-testid="stMarkdownContainer"] {{margin-bottom: 0;}}
[class*="st-key-case_row_"] [data-testid="stCaptionContainer"],
[class*="st-key-case_card_"] [data-testid="stCaptionContainer"] {{margin-bottom: 0; opacity: 1;}}
[class*="st-key-case_row_"] [data-testid="stCaptionContainer"] p,
[class*="st-key-case_card_"] [data-testid="stCaptionContainer"] p {{color: {quiet};}}
[class*="st-key-case_card_"] {{background: {panel}; border-radius: 0.5rem; padding: 0.55rem 0.7rem 0.6rem;}}
[class*="st-key-case_open_"] button {{padding: 0; min-height: 0; justify-content: flex-start; text-align: left;}}
[class*="st-key-case_open_"] button p {{font-weight: 600;}}
.st-key-case_headline [data-testid="stMetricValue"] {{font-size: 3rem; height: 3.6rem; line-height: 1.2;}}
</style>"""


@dataclass(frozen=True)
class Row:
    """One row. `title` opens what it is about; `badge`, `told` and `facts` are Markdown; a step may not be there."""

    key: str
    badge: str
    title: str
    opens: Act | None
    told: str
    facts: Sequence[str] = ()
    step: tuple[str, Act] | None = None
    menu: Mapping[str, Act] = field(default_factory=dict)
    is_pressing: bool = False


def style() -> None:
    """The rows' lines and cards, in the theme's colours."""
    colours = palette()
    st.html(_STYLE.format(line=colours["line"], panel=colours["panel"], quiet=colours["quiet"]))


def table(rows: Sequence[Row], key: str, *, page: int = PAGE) -> None:
    """The rows, a page of them at a time."""
    pages = -(-len(rows) // page)
    place = st.container(gap="xxsmall")
    chosen = 1
    if pages > 1:
        chosen = st.pagination(pages, key=f"case_pages_{key}") or 1
    with place:
        for at, row in enumerate(rows[(chosen - 1) * page : chosen * page]):
            _row(row, is_first=at == 0)


def _row(row: Row, *, is_first: bool) -> None:
    with st.container(key=f"case_row_{row.key}"):
        widths = [1.5, 4.6 - 0.35 * len(row.facts), *([1.0] * len(row.facts)), 1.4, 0.5]
        badge, main, *facts, step, menu = st.columns(widths, vertical_alignment="center", gap="small")
        badge.markdown(row.badge)
        with main.container(gap=None):
            title(row.key, row.title, row.opens)
            if row.told:
                st.caption(row.told)
        for place, fact in zip(facts, row.facts, strict=True):
            place.markdown(fact)
        with step:
            step_button(row.key, row.step, pressing=row.is_pressing and is_first)
        with menu:
            more(row.key, row.menu)


def fact(figure: str, label: str) -> str:
    """A figure as Markdown with its name small below it."""
    return f"{figure}  \n:gray[:small[{label}]]"


def title(key: str, text: str, opens: Act | None) -> None:
    """What it is about, opened by a click where it can be."""
    if opens is None:
        st.markdown(f"**{text}**")
    else:
        st.button(text, type="tertiary", key=f"case_open_{key}", on_click=opens)


def step_button(key: str, step: tuple[str, Act] | None, *, pressing: bool = False) -> None:
    """The next step in one click."""
    if step is not None:
        label, act = step
        st.button(
            label,
            key=f"case_step_{key}",
            on_click=act,
            width="stretch",
            type="primary" if pressing else "secondary",
        )


def more(key: str, menu: Mapping[str, Act]) -> None:
    """Everything else that can be done, behind three dots; nothing where nothing can."""
    if not menu or briefing_mode.is_on():
        return
    chosen = st.menu_button(
        "", list(menu), key=f"case_menu_{key}", type="tertiary", icon=":material/more_horiz:"
    )
    if chosen is not None and chosen in menu:
        menu[chosen]()
        st.rerun()


def nothing(text: str, advice: str) -> None:
    """No row: why, and what to do next."""
    st.info(f"{text}  \n{advice}" if advice else text, icon=":material/task_alt:")
