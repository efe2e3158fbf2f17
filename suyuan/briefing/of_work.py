"""Plans, casework and the data's health on the hand-out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from suyuan.briefing import of_case_replay
from suyuan.briefing.leaf import Leaf, quiet
from suyuan.casework import due, records
from suyuan.evidence import blocks, drawing_due
from suyuan.evidence.blocks import Block
from suyuan.messages import _, ngettext
from suyuan.numbers import NONE, money, number
from suyuan.plan import sheet, sheet_parts
from suyuan.wording import case_words, data_words
from suyuan.wording.words import word

MOST = 22
# What comes later is counted, not drawn: a case's term is years away, and nobody reads a day on such a line.
_AHEAD_DAYS = 90
# By view of the casework's page: the kinds of due days that it is about; without one, all.
_DUE = {
    "watch": ("watch_review", "watch_over"),
    "buys": ("test_buy_planned", "verdict_overdue"),
    "cases": ("case_over",),
    "reviews": ("clearing_over",),
    "checks": (),
    "log": (),
}
# By view of the casework's page: the book that it shows, and the columns that a room may read.
_BOOKS = {
    "watch": ("watches", ("status", "subject_type", "subject_id", "started_on", "review_on", "ends_on")),
    "buys": ("test_buys", ("status", "shop_id", "buy_by", "bought_at", "verdict", "changed_at")),
    "checks": ("site_checks", ("status", "site_id", "ring_id", "adcode", "checked_at")),
    "cases": ("cases", ("status", "title", "opened_at", "ends_on")),
    "reviews": ("shop_reviews", ("state", "shop_id", "cleared_until")),
}
_OUTCOME = ("recorded_on", "suspects", "dens", "units", "value")
# The books whose records are due on a day.
_DATED = ("watches", "test_buys", "cases", "shop_reviews")


def plan(leaf: Leaf) -> Iterator[Block]:
    """The plan's overview as its own sheet prints it, without the lines for signatures."""
    kind, subject = leaf.view.subject
    if kind not in ("ring", "case"):
        return
    made = leaf.plan_of(kind, subject)
    ink = sheet_parts.Ink(leaf.fonts, names=False, is_demo=False)
    for block in sheet_parts.blocks(ink, made, None):
        if block["type"] == "map":
            yield _own(leaf, ink, sheet.map_of(ink, made, block))
        elif block["type"] != "signatures":
            yield {**block, "level": 2} if block["type"] == "heading" else block


def _own(leaf: Leaf, ink: sheet_parts.Ink, block: Block) -> Block:
    """A plan's picture under the step's own name."""
    if block["type"] != "image":
        return block
    return leaf.picture("plan", ink.pictures[block["file"]], block["caption"])


def cases(leaf: Leaf) -> Iterator[Block]:
    """How many records of the book stand at each status, then the first of them; of a case its members."""
    kind, case_id = leaf.view.subject
    if kind == "case":
        yield from _case(leaf, case_id)
        return
    view = leaf.view.one("view")
    yield from _timeline(leaf, {name: leaf.books(name) for name in _DATED}, _DUE.get(view, due.KINDS))
    books = [_BOOKS[view]] if view in _BOOKS else list(_BOOKS.values())[:4]
    if view not in _BOOKS or view == "cases":
        yield from _ledger(leaf)
    for name, columns in books:
        rows = leaf.books(name)
        yield blocks.heading(case_words.word("book", name), 2)
        yield from _counts(rows, columns[0])
        yield from _rows(leaf, rows, columns, MOST if len(books) == 1 else 6)


def _case(leaf: Leaf, case_id: str) -> Iterator[Block]:
    [case] = [row for row in leaf.books("cases") if row["case_id"] == case_id]
    yield blocks.figures(
        [
            blocks.figure(case_words.word("column", "status"), case_words.word("status", case["status"]), ""),
            blocks.figure(case_words.word("column", "opened_at"), _told("opened_at", case["opened_at"]), ""),
            blocks.figure(case_words.word("column", "ends_on"), _told("ends_on", case["ends_on"]), ""),
        ]
    )
    own = {
        name: [row for row in leaf.books(name) if row["case_id"] == case_id]
        for name in ("cases", "test_buys")
    }
    if leaf.view.one("part") == "replay":
        yield from of_case_replay.part(leaf, case)
        return
    yield from _timeline(leaf, own, due.KINDS)
    for name, columns in (
        ("case_members", ("member_type", "subject_id", "role", "standing")),
        ("site_checks", _BOOKS["checks"][1]),
        ("test_buys", _BOOKS["buys"][1]),
        ("outcomes", _OUTCOME),
    ):
        rows = [row for row in leaf.books(name) if row["case_id"] == case_id]
        if rows:
            yield blocks.heading(case_words.word("book", name), 2)
            yield from _rows(leaf, rows, columns, MOST)


def _timeline(
    leaf: Leaf, books: Mapping[str, Sequence[Mapping[str, Any]]], kinds: Sequence[str]
) -> Iterator[Block]:
    """When what is due, or was: of each kind its days, today across them."""
    days = {
        "watch_review": [row["review_on"] for row in books.get("watches", ()) if row["status"] == "active"],
        "watch_over": [row["ends_on"] for row in books.get("watches", ()) if row["status"] == "active"],
        "test_buy_planned": [
            row["buy_by"] for row in books.get("test_buys", ()) if row["status"] == "planned"
        ],
        "verdict_overdue": [
            row["sent_at"].date() + timedelta(days=due.VERDICT_DAYS)
            for row in books.get("test_buys", ())
            if row["status"] == "sent" and row["sent_at"]
        ],
        "case_over": [row["ends_on"] for row in books.get("cases", ()) if row["erased_at"] is None],
        "clearing_over": [
            row["cleared_until"] for row in books.get("shop_reviews", ()) if row["state"] == "cleared"
        ],
    }
    today = records.now().date()
    until = today + timedelta(days=_AHEAD_DAYS)
    known = {kind: [day for day in days.get(kind, ()) if day] for kind in kinds}
    lines = [
        drawing_due.Line(case_words.word("due", kind), [day for day in own if day <= until])
        for kind, own in known.items()
        if any(day <= until for day in own)
    ]
    if not lines:
        return
    later = sum(day > until for own in known.values() for day in own)
    told = _("The days on which something is due; coloured: those that are past.")
    if later:
        more = ngettext("{n} later than {day} is not drawn.", "{n} later than {day} are not drawn.", later)
        told += " " + more.format(n=number(later), day=until.isoformat())
    drawn = drawing_due.draw(lines, today, _("today, {day}").format(day=today.isoformat()), leaf.fonts.sans)
    yield leaf.picture("due", drawn, told)


def _ledger(leaf: Leaf) -> Iterator[Block]:
    """What the authorities told of the cases, line by line: a later line may tell anew what an earlier one did."""
    titles = {row["case_id"]: row["title"] for row in leaf.books("cases")}
    rows = [{"title": titles.get(row["case_id"]), **row} for row in leaf.books("outcomes")]
    if rows:
        yield blocks.heading(case_words.word("book", "outcomes"), 2)
        columns = ("title", *_OUTCOME)
        yield from _rows(leaf, sorted(rows, key=lambda row: row["recorded_on"], reverse=True), columns, MOST)


def _counts(rows: Any, column: str) -> Iterator[Block]:
    counted: dict[str, int] = {}
    for row in rows:
        counted[str(row[column])] = counted.get(str(row[column]), 0) + 1
    told = [f"{case_words.word(column, code)} {number(count)}" for code, count in sorted(counted.items())]
    yield blocks.para(" · ".join(told) if told else _("nothing yet"))


def _rows(leaf: Leaf, rows: Any, columns: tuple[str, ...], most: int) -> Iterator[Block]:
    cells = [
        [_worth(row) if name == "value" else _cell(leaf, name, row[name]) for name in columns]
        for row in rows[:most]
    ]
    told = _("{n} of {of} rows").format(n=number(len(cells)), of=number(len(rows)))
    if cells:
        heads = [(case_words.word("column", name), 1.0) for name in columns]
        yield from leaf.table(heads, cells, told if len(cells) < len(rows) else "")


def _worth(row: Mapping[str, Any]) -> str:
    return NONE if row["value"] is None else money(Decimal(row["value"]), row["currency"])


def _cell(leaf: Leaf, column: str, value: Any) -> str:
    return leaf.name(value) if column.endswith("_id") and value else leaf.text(_told(column, value))


def _told(column: str, value: Any) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return case_words.value(column, value)


def data(leaf: Leaf) -> Iterator[Block]:
    """Rows read, used and kept out of each extract; which signals are on."""
    verdict = leaf.rows("data__verdict")[0]
    yield blocks.figures(
        [
            blocks.figure(_("Rows read"), number(verdict["rows_read"]), ""),
            blocks.figure(_("Kept out"), number(verdict["rejected"]), ""),
            blocks.figure(_("Superseded"), number(verdict["superseded"]), ""),
            blocks.figure(_("Signals on"), f"{number(verdict['signals_on'])} / {number(verdict['signals'])}", ""),
        ]
    )  # fmt: skip
    if leaf.view.one("view") == "signals":
        rows = [
            (word("signal", row["signal"]), _("on") if row["is_on"] else _("off"),
             word("off_reason", row["off_reason"]) or NONE)
            for row in leaf.rows("data__signals", most=10**6)
        ]  # fmt: skip
        yield from leaf.table([(_("Signal"), 1.5), (_("State"), 1.0), (_("Why"), 4.0)], rows)
    else:
        found = [_extract(leaf, row) for row in leaf.rows("data__extracts", most=10**6)]
        columns = [(_("Extract"), 2.0), (_("Rows read"), -1.0), (_("Used"), -1.0), (_("Superseded"), -1.0),
                   (_("Kept out"), -1.0)]  # fmt: skip
        yield from leaf.table(columns, found)
    yield quiet(_("A signal that is off never counts as clean."))


def _extract(leaf: Leaf, row: Mapping[str, Any]) -> tuple[str, ...]:
    figures = (number(row[name]) for name in ("rows_read", "used", "superseded", "rejected"))
    return (leaf.text(data_words.table(row["table_name"])), *figures)
