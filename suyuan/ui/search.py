"""Search anything from any page: one box, hits by kind, a click goes to the page on which the thing stands.

What was typed stays in this viewer's session: it enters no link, no file's name and no log. That personal columns were
asked is entered in the log before they are, by a hash that is dear to try out.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from suyuan.casework import searches
from suyuan.casework.errors import CaseworkError
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.search_spellings import searched, spellings
from suyuan.search_terms import LONGEST, Terms, terms
from suyuan.ui import casework, cleared, search_hits
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.cases import case_dialog
from suyuan.ui.escaping import escape
from suyuan.ui.findings import identity, load
from suyuan.ui.links import go
from suyuan.ui.search_hits import Hit

BEST = 4
SHORTCUT = "Ctrl+K"
# Streamlit takes no punctuation for a key and puts the focus beside a dialog's first field. Both scripts are constant:
# nothing of the data or of the viewer is in them.
_SLASH = """<script>
if (!window.suyuanSlash) {
  window.suyuanSlash = true;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, [contenteditable=true], [role=dialog], canvas")) return;
    const button = document.querySelector(".st-key-search_open button");
    if (button) { event.preventDefault(); button.click(); }
  });
}
</script>"""
_FOCUS = """<script>
setTimeout(() => document.querySelector(".st-key-search_typed input")?.focus(), 150);
</script>"""
_IS_OPEN, _TYPED, _GOING = "search_is_open", "search_typed", "search_going"
_LOGGED = "searches_logged"
# Boxes of single pages: what stands in one would hide the page that a hit leads to.
_BOX = "find"


def button() -> None:
    """The sidebar's button, by key as well, and the search over the page while it is open.

    Where a room looks on there is none: what is typed would be read by all. Nor over a form that is being filled in.
    """
    if identity() is None or briefing_mode.is_on():
        return
    with st.container(gap=None):
        st.button(
            _("Search"),
            icon=":material/search:",
            key="search_open",
            shortcut=SHORTCUT,
            width="stretch",
            on_click=_open,
            disabled=case_dialog.is_open(),
        )
        st.html(_SLASH, unsafe_allow_javascript=True)
    if going := st.session_state.pop(_GOING, None):
        page, link = going
        go(page, **link)
    if st.session_state.get(_IS_OPEN):
        st.dialog(_("Search"), width="medium", on_dismiss=_close)(_draw)()


def _open() -> None:
    st.session_state[_IS_OPEN] = True


def _close() -> None:
    for key in (_IS_OPEN, _TYPED):
        st.session_state.pop(key, None)


def _draw() -> None:
    if st.session_state.get(_GOING):
        st.rerun()
    typed = st.text_input(
        _("Shop, ring, account, phone, waybill, order, listing or address"), key=_TYPED, autocomplete="off"
    )
    if not typed:
        st.html(_FOCUS, unsafe_allow_javascript=True)
    told = _(
        "What is typed here enters no link and no file. Names and addresses may be typed in part, "
        "people's names and numbers whole."
    )
    st.caption(told)
    asked = terms(typed)
    if not typed.strip():
        return
    if len(typed.strip()) > LONGEST:
        st.caption(_("Only the first {n} signs are searched.").format(n=number(LONGEST)))
    if not asked.is_enough:
        st.info(_("Type at least two letters or digits."), icon=":material/search_off:")
        return
    asked_for, found = _search(asked)
    if not found:
        st.info(
            _("Nothing found. Searched: {what}.").format(what=_(", ").join(asked_for)),
            icon=":material/search_off:",
        )
        return
    for kind, (hits, all_found) in found.items():
        _group(kind, hits, all_found)


def _group(kind: str, hits: list[Hit], all_found: int) -> None:
    with st.container(gap="xxsmall"):
        words = search_hits.kind_name(kind)
        more = ngettext("{n} found", "{n} found", all_found).format(n=number(all_found))
        first = _("the first {n} shown").format(n=number(len(hits))) if all_found > len(hits) else ""
        st.markdown(f"**{words}** · " + ", ".join(text for text in (more, first) if text))
        for place, hit in enumerate(hits):
            st.button(
                f"**{escape(hit.title)}** {escape(hit.told)}",
                key=f"hit_{kind}_{place}",
                icon=hit.icon,
                type="tertiary",
                on_click=_leave,
                args=(hit,),
            )


def _leave(hit: Hit) -> None:
    """A callback: the boxes of the page that is left are emptied, then the run goes where the hit stands."""
    st.session_state[_GOING] = (hit.page, dict(hit.link))
    _close()
    for box in [key for key in st.session_state if str(key).partition("_")[0] == _BOX]:
        st.session_state[box] = ""


def _search(asked: Terms) -> tuple[list[str], dict[str, tuple[list[Hit], int]]]:
    """The kinds that were asked, in words, and the hits of those that answered with how many there are."""
    found: dict[str, tuple[list[Hit], int]] = {}
    asked_for: list[str] = []

    def ask(kind: str, hits: Callable[[pd.DataFrame], list[Hit]], query: str, **bound: object) -> None:
        asked_for.append(search_hits.kind_name(kind))
        rows = load(f"search__{query}", **bound, most=BEST)
        if len(rows):
            found[kind] = (hits(rows), int(rows["found"].iloc[0]))

    out = cleared.shops()
    ask(
        "shops",
        search_hits.shops,
        "shops",
        text=asked.text,
        wide=asked.wide,
        cleared=out,
        **_ways(asked.unspaced),
    )
    named = {"text": asked.text, "is_named": bool(asked.plain)}
    ask("rings", search_hits.rings, "rings", **named, **_ways(asked.plain))
    ask("accounts", search_hits.accounts, "accounts", text=asked.text)
    if asked.order:
        ask("orders", search_hits.orders, "orders", written=asked.order)
    ask("listings", search_hits.listings, "listings", text=asked.text, **_ways(asked.text))
    # Only for roles that may see names; that they were searched is logged, the name is not, not even as a hash: those
    # of all people that an analyst may mean are quickly tried out. Words in Latin letters are mostly goods: people only
    # where they are nothing else.
    is_name = asked.person and (not found or not asked.person.isascii())
    if is_name and casework.may("reveal") and _entered("name", asked.person, ["holder_name"]):
        ask("holders", search_hits.accounts, "holders", names=spellings(asked.person))
    # A number that is an order's, a shop's or an account's own id is no waybill.
    wants = [column for column in asked.personal if column != "waybill_no" or not found]
    if wants and _entered(searches.hash_of(asked.subject), asked.subject, wants):
        if asked.phone:
            ask("phones", search_hits.accounts, "phones", phone=asked.phone)
        if "waybill_no" in wants:
            ask("parcels", search_hits.parcels, "parcels", waybill=asked.waybill, written=asked.written)
        if asked.address:
            ask("addresses", search_hits.addresses, "addresses", **_ways(asked.address))
            ask("deliveries", search_hits.deliveries, "deliveries", **_ways(asked.written))
    return asked_for, found


def _ways(text: str) -> dict[str, str]:
    """A text as the queries look for it, in simplified and traditional characters."""
    part, pattern = searched(text)
    return {"part": part, "pattern": pattern}


def _entered(about: str, subject: str, columns: list[str]) -> bool:
    """Whether the log holds that these personal columns are searched; where it cannot, they are not.

    `about`: what the log tells of it; of one `subject` it is told once a session.
    """
    logged: set[tuple[str, str]] = st.session_state.setdefault(_LOGGED, set())
    if (about, subject) in logged:
        return True
    try:
        with casework.store().write() as session:
            searches.log_search(session, casework.person(), about, columns)
    except CaseworkError as error:
        words = _(
            "Phones, waybills, addresses and people were not searched: it could not be entered in the log."
        )
        st.error(words + "  \n" + casework.explain(error), icon=":material/lock:")
        return False
    logged.add((about, subject))
    return True
