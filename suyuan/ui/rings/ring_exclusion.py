"""What if this evidence is struck? What falls of a ring and what stands, and what each conclusion hangs by."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from suyuan import export
from suyuan.exclusion import Breaking, Case, Conclusion, Standing, Struck, smallest_breaking_sets, stand
from suyuan.exclusion.pieces import single, whole
from suyuan.masking import HIDDEN
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.ui import evidence, findings
from suyuan.ui.briefing import briefing_mode
from suyuan.ui.download import csv_button, exports_personal, frame_button
from suyuan.ui.personal import mask
from suyuan.ui.rings import exclusion_choice
from suyuan.wording import exclusion_words

HEIGHT = 380
# Above so many conclusions one is picked: to search them all would take minutes.
MOST_AT_ONCE = 60
MOST_ROWS = 5_000_000


def render(ring_id: str) -> None:
    """The section of one ring's page."""
    if briefing_mode.is_on():
        return
    if not st.toggle(_("What if this evidence is struck?"), key="strike", bind="query-params"):
        evidence.remember_struck(ring_id, None)
        return
    case, now = _case(findings.identity(), ring_id)
    struck = exclusion_choice.choose(case, whole(case))
    evidence.remember_struck(ring_id, struck)
    [left] = stand(case, [struck]) if struck else [now]
    falls = now.holds - left.holds
    _tell(now.holds, falls, left.groups if struck else ())
    told = _asked(case, now.holds, ring_id)
    _show(now.holds, falls, told, ring_id)


def _asked(case: Case, holds: frozenset[Conclusion], ring_id: str) -> exclusion_words.Told:
    """The smallest breaking sets of what the viewer asks about: of all in a small ring, of one conclusion in any."""
    options = sorted(holds, key=lambda told: (list(exclusion_words.KINDS).index(told.kind), told.about))
    choice, button, records = st.columns([4.4, 1.8, 1.4], vertical_alignment="bottom")
    with choice:
        one = st.selectbox(
            _("By how little does it hold?"),
            options,
            index=None,
            format_func=exclusion_words.conclusion,
            placeholder=_("Pick a conclusion")
            if len(options) > MOST_AT_ONCE
            else _("All conclusions, or pick one"),
            help=_(
                "Sets of more than three are not searched; every set that is named was struck and breaks it."
            ),
            key=f"conclusion_{ring_id}",
        )
    key = f"breaking_{ring_id}_{one}"
    can = one is not None or len(options) <= MOST_AT_ONCE
    if button.button(_("Find the smallest breaking sets"), key=f"find_breaking_{ring_id}", disabled=not can):
        st.session_state[key] = True
    with records:
        csv_button("rings__exclusion_records", {"ring": ring_id}, "records")
    if not (can and st.session_state.get(key)):
        return {}, {}
    with st.spinner(_("Striking one after another …")):
        return _breaking(findings.identity(), ring_id, one)


def _tell(
    holds: frozenset[Conclusion], falls: frozenset[Conclusion], groups: Sequence[frozenset[str]]
) -> None:
    told = exclusion_words.headline(falls, holds)
    for column, (name, fallen, of) in zip(st.columns(len(told)), told, strict=True):
        column.metric(name, _("{n} of {of} fall").format(n=number(fallen), of=number(of)))
    if groups:
        sizes = " + ".join(number(len(group)) for group in groups)
        st.caption(_("Accounts that still hold together: {sizes}").format(sizes=sizes))


def _show(
    holds: frozenset[Conclusion], falls: frozenset[Conclusion], told: exclusion_words.Told, ring_id: str
) -> None:
    frame = exclusion_words.table(holds, falls, told, mask)
    columns = {
        "kind": st.column_config.TextColumn(_("What")),
        "conclusion": st.column_config.TextColumn(_("Conclusion")),
        "state": st.column_config.TextColumn(_("State")),
        "fewest_records": st.column_config.TextColumn(_("Records that break it")),
        "records": st.column_config.TextColumn(_("Which records")),
        "fewest_traces": st.column_config.TextColumn(_("Traces that break it")),
        "traces": st.column_config.TextColumn(_("Which traces")),
    }
    shown = list(columns) if told[0] else ["kind", "conclusion", "state"]
    st.dataframe(
        frame,
        column_config=columns,
        column_order=shown,
        hide_index=True,
        height=HEIGHT,
        key="exclusion_table",
    )
    in_clear: set[str] = set()
    in_file = exclusion_words.table(holds, falls, told, _file_mask(in_clear))
    is_demo = findings.place().is_demo
    frame_button(
        ngettext("CSV · {rows} row", "CSV · {rows} rows", len(frame)).format(rows=number(len(frame))),
        export.frame_csv(in_file, reveal=True, is_demo=is_demo),
        export.file_name("exclusion", {"ring": ring_id}, findings.scan_id(), is_demo=is_demo),
        rows=len(in_file),
        columns=sorted(in_clear),
        key="csv_exclusion",
    )


def _file_mask(in_clear: set[str]) -> exclusion_words.Mask:
    """What the file may hold of a personal value: less than the screen, where the role may see and not export."""
    is_allowed = exports_personal()

    def masked(value: object, column: str) -> str:
        if not is_allowed:
            return HIDDEN if value else ""
        in_clear.add(column)
        return str(value or "")

    return masked


@st.cache_resource(max_entries=4, show_spinner=False)
def _case(identity: findings.Identity | None, ring_id: str) -> tuple[Case, Standing]:
    case = Case(findings.reader(), findings.catalogue(), ring_id)
    return case, stand(case, [Struck()])[0]


@st.cache_data(max_entries=64, show_spinner=False)
def _breaking(
    identity: findings.Identity | None, ring_id: str, one: Conclusion | None
) -> tuple[dict[Conclusion, Breaking], dict[Conclusion, Breaking]]:
    case, now = _case(identity, ring_id)
    asked = sorted(now.holds) if one is None else [one]
    # A world of a large ring takes longer: as many are tried as a viewer waits for.
    rows = 1 if one is not None and one.kind == "link" else max(len(case.trace_records), 1)
    most = min(max(MOST_ROWS // rows, 100), 20_000)
    found = [
        {told.conclusion: told for told in smallest_breaking_sets(case, asked, pieces, most_worlds=most)}
        for pieces in (single(case), whole(case))
    ]
    return found[0], found[1]
