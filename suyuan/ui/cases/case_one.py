"""One case on one screen: what came of it, who and what belongs to it, sites, test buys, notes, its story in time."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from suyuan.casework import cases
from suyuan.casework.records import Record
from suyuan.messages import _, ngettext
from suyuan.numbers import number
from suyuan.ui import casework, review_forms
from suyuan.ui.cases import (
    case_buys,
    case_due,
    case_list,
    case_replay,
    case_rows,
    case_shops,
    case_sites,
)
from suyuan.ui.cases.case_book import Book, counted
from suyuan.ui.cases.case_dialog import ask, may_ask
from suyuan.ui.cases.case_open import open_subject
from suyuan.ui.links import go, linked
from suyuan.ui.personal import escape, is_asked_for
from suyuan.ui.zone import local_time
from suyuan.wording import case_words

COLOURS = {"candidate": "gray", "corroborated": "red", "ruled_out": "blue"}
# A case is told from the ring down to its people.
MEMBERS = ("ring", "shop", "account", "person", "site")
PARTS = ("members", "sites", "buys", "outcome", "notes", "replay")


def render(record: Record, book: Book) -> None:
    """Head, the ledger, then one part at a time."""
    found: list[Record] = []
    ledger: list[Record] = []
    reveals = is_asked_for()
    with casework.write() if reveals else casework.read() as session:
        person = casework.person()
        found = cases.members(session, person, record.id, reveal=reveals)
        ledger = cases.outcome_list(session, person, record.id)
    checks = [row for row in book.checks if row["case_id"] == record.id]
    buys = book.buys_of(case_id=record.id)
    _head(record, book)
    figures = st.container()
    names = {
        "members": f"{case_words.word('book', 'case_members')} {number(len(found))}",
        "sites": f"{case_words.word('book', 'site_checks')} {number(len(checks))}",
        "buys": f"{case_words.word('book', 'test_buys')} {number(len(buys))}",
        "outcome": case_words.word("book", "outcomes"),
        "notes": case_words.word("book", "notes"),
        "replay": _("Replay"),
    }
    switch, button = st.columns([4.2, 1.2], vertical_alignment="center")
    with switch:
        part = linked(
            st.segmented_control, _("Part"), list(PARTS), key="part", default="members", required=True,
            format_func=lambda code: names[code], label_visibility="collapsed",
        )  # fmt: skip
    with button:
        _add(part or "members", record, checks)
    if part == "replay":
        # The story takes the screen: the figures stand in every other part.
        case_replay.render(record, found, book)
        return
    with figures:
        _figures(found, checks, buys)
        if ledger:
            case_list.outcome(ledger)
    if part == "sites":
        _rows(
            [case_sites.row_of(row, book) for row in checks],
            _("No site of this case is to be checked."),
            "sites",
        )
    elif part == "buys":
        st.caption(case_words.tally(counted(buys)))
        _rows([_buy(row, book) for row in buys], _("No test buy belongs to this case."), "buys")
    elif part == "outcome":
        _rows([_outcome(line) for line in ledger], _("Nothing was told of this case yet."), "outcome")
    elif part == "notes":
        _notes(record)
    else:
        known = case_shops.names(row["subject_id"] for row in found if row["member_type"] == "shop")
        words = _("No member yet: add the shop or ring that the case began with.")
        found.sort(key=lambda row: MEMBERS.index(row["member_type"]))
        _rows([_member(row, known) for row in found], words, "members")


def _head(record: Record, book: Book) -> None:
    colour = case_list.COLOURS[record["status"]]
    over = record["ends_on"] < book.today and record["erased_at"] is None
    ends = _("personal data kept until {day}").format(day=record["ends_on"])
    told = [
        escape(record["file_number"] or record.id),
        escape(record["owner"]),
        _("case opened {day}").format(day=local_time(record["opened_at"], date_only=True)),
        f":red[**{ends}**]" if over else ends,
    ]
    if record["erased_at"]:
        told.append(
            _("personal data erased {day}").format(day=local_time(record["erased_at"], date_only=True))
        )
    words, plan, status, more = st.columns([4.1, 0.9, 1.2, 0.45], vertical_alignment="center")
    if plan.button(_("Plan"), icon=":material/event_available:", width="stretch", key="to_plan"):
        go("pages/plan.py", case=record.id)
    badge = f":{colour}-badge[{case_words.word('status', record['status'])}]"
    words.markdown(badge + " &nbsp;" + " · ".join(told))
    if over and may_ask("erase_case"):
        status.button(
            _("Erase personal data"),
            key="case_erase_open",
            on_click=ask,
            args=("erase_case", record),
            type="primary",
        )
    elif may_ask("case_status"):
        status.button(
            _("Hand over, close"),
            key="case_status",
            on_click=ask,
            args=("case_status", record),
            width="stretch",
        )
    offered = case_due.menu(record)
    if may_ask("erase_case") and record["erased_at"] is None:
        offered[_("Erase personal data")] = partial(ask, "erase_case", record)
    with more:
        case_rows.more("case_head", offered)


def _figures(found: list[Record], checks: list[Record], buys: list[Record]) -> None:
    """How far the case has come: who stands in it, what was seen on the ground, what the laboratory said."""
    left = [row["member_type"] for row in found if row["standing"] != "ruled_out"]
    bought = counted(buys)
    seen = sum(row["status"] == "checked" for row in checks)
    of = _("{n} of {all}")
    told = [
        (_("Shops"), number(left.count("shop"))),
        (_("People, candidates"), number(left.count("person"))),
        (case_words.word("status", "checked"), of.format(n=number(seen), all=number(len(checks)))),
        (
            _("Counterfeit, of items bought"),
            of.format(n=number(bought.counterfeit), all=number(bought.bought)),
        ),
    ]
    for place, (label, figure) in zip(st.columns([1, 1, 1, 2]), told, strict=True):
        place.metric(label, figure)


def _add(part: str, record: Record, checks: list[Record]) -> None:
    """The part's one button."""
    taken = [row["site_id"] for row in checks]
    offers: dict[str, tuple[str, str, dict[str, Any]]] = {
        "members": (_("Add a member"), "add_member", {"case_id": record.id}),
        "sites": (_("Take sites"), "plan_sites", {"case_id": record.id, "taken": taken}),
        "buys": (_("Plan a test buy"), "plan_buy", {"case_id": record.id}),
        "outcome": (_("Enter an outcome"), "outcome", {"case_id": record.id}),
        "notes": (_("Write a note"), "note", {"case_id": record.id}),
    }
    label, name, about = offers.get(part, ("", "", {}))
    if name and may_ask(name):
        st.button(
            label,
            key="case_add",
            icon=":material/add:",
            on_click=ask,
            args=(name, None),
            kwargs=about,
            width="stretch",
        )


def _rows(rows: list[case_rows.Row], empty: str, key: str) -> None:
    if rows:
        case_rows.table(rows, key, page=6)
    else:
        case_rows.nothing(empty, "")


def _member(row: Record, known: case_shops.Names) -> case_rows.Row:
    kind, subject = row["member_type"], row["subject_id"]
    name = known.name(subject) if kind == "shop" else row["person_name"] if kind == "person" else subject
    if kind == "ring":
        name = case_shops.ring_name(subject)
    badge = f":{COLOURS[row['standing']]}-badge[{case_words.word('status', row['standing'])}]"
    told = " · ".join(escape(part) for part in (subject if name != subject else "", row["remark"]) if part)
    opens = partial(open_subject, kind, subject) if kind in ("shop", "ring", "account") else None
    step = (
        (_("Set where it stands"), partial(ask, "change_member", row)) if may_ask("change_member") else None
    )
    facts = (case_words.word("member", kind), escape(case_words.word("role", row["role"])))
    return case_rows.Row(
        f"member_{row.id}", badge, escape(name), opens, told, facts, step, case_due.menu(row)
    )


def _buy(row: Record, book: Book) -> case_rows.Row:
    code = row["verdict"]
    badge = f":gray-badge[{case_words.word('status', row['status'])}]"
    if code:
        badge = f":{case_buys.COLOURS[code]}-badge[{case_words.word('verdict', code)}]"
    told = " · ".join(case_buys.facts(row))
    opens = partial(open_subject, "shop", row["shop_id"])
    return case_rows.Row(
        f"buy_{row.id}", badge, escape(book.shop(row["shop_id"])), opens, told, (escape(row["owner"]),),
        case_buys.step(row), case_due.menu(row),
    )  # fmt: skip


def _outcome(line: Record) -> case_rows.Row:
    figures = zip(("suspects", "dens", "units", "value"), case_list.figures([line]), strict=True)
    parts = [f"{label} {value}" for column, (label, value) in figures if line[column] is not None]
    return case_rows.Row(
        f"outcome_{line.id}", str(line["recorded_on"]), " · ".join(parts), None, escape(line["source"]), (), None,
        case_due.menu(line),
    )  # fmt: skip


def _notes(record: Record) -> None:
    """Texts are hidden unless revealed; their authors and times are not."""
    found, texts = review_forms.known_notes("case", record.id)
    if found and not texts:
        words = ngettext("{n} note is hidden", "{n} notes are hidden", len(found)).format(
            n=number(len(found))
        )
        st.caption(f":material/lock: {words}: " + _("switch personal data on to read."))
    rows = [
        case_rows.Row(
            f"note_{note.id}", local_time(note["written_at"]), escape(note["author"]), None,
            escape(texts.get((note.id, note.version), note["text"])), (),
            None, case_due.menu(note),
        )
        for note in found
    ]  # fmt: skip
    _rows(rows, _("No note on this case."), "notes")
