"""The part of a dossier on the exclusion test: what falls when evidence is struck, and by how little each holds."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator

from suyuan.evidence import blocks
from suyuan.evidence.blocks import Block
from suyuan.evidence.paper import Paper
from suyuan.exclusion.pieces import MOST
from suyuan.messages import _
from suyuan.numbers import number
from suyuan.wording import data_words, exclusion_words, ring_words
from suyuan.wording.words import word

# Links and single accounts are told in the CSV: hundreds of lines.
TOLD = ("ring", "principal", "suspect", "site", "account")
MOST_TOLD = 40


def part(paper: Paper, number_of: int, ring_id: str, stem: str) -> Iterator[Block]:
    yield blocks.heading(_("Exclusion test: what falls when evidence is struck"), 2)
    yield blocks.para(
        _(
            "Each strike leaves evidence out and puts what is left through the same rules again. What still stands "
            "does not rest on what was struck."
        )
    )
    path = f"exclusion/ring-{number_of}-strikes.csv"
    rows = _read(paper, path)
    kinds = [kind for kind in exclusion_words.KINDS if any(row["conclusion"] == kind for row in rows)]
    strikes = list(dict.fromkeys((row["strike"], row["what"]) for row in rows))
    own = [strike for strike in strikes if strike[0] == "struck_by_investigator"]
    yield blocks.para(
        _("The investigator struck evidence: {what}. It stands first in the table.").format(
            what=_struck(paper)
        )
        if own
        else _("The investigator struck nothing. The table strikes each kind of record by itself.")
    )
    fallen = Counter(
        (row["strike"], row["what"], row["conclusion"]) for row in rows if row["stands"] == "false"
    )
    of = Counter((row["strike"], row["what"], row["conclusion"]) for row in rows)
    places: dict[tuple[str, str], str] = {}
    for row in rows:
        places.setdefault((row["strike"], row["what"]), row["no"])
    yield blocks.table(
        [("#", 0), (_("Struck"), 2.4), *((_(exclusion_words.KINDS[kind]), -1) for kind in kinds)],
        [
            (
                places[strike],
                _named(*strike),
                *(
                    _("{n} of {of} fall").format(
                        n=number(fallen[(*strike, kind)]), of=number(of[(*strike, kind)])
                    )
                    if fallen[(*strike, kind)]
                    else _("all stand")
                    for kind in kinds
                ),
            )
            for strike in strikes
        ],
        _("{file}: {n} rows; # is the first row of each strike").format(file=path, n=number(len(rows))),
    )
    yield from _breaking(paper, number_of, ring_id, stem)


def _breaking(paper: Paper, number_of: int, ring_id: str, stem: str) -> Iterator[Block]:
    path = f"exclusion/ring-{number_of}-breaking.csv"
    if path not in paper.outputs:
        return
    rows = [row for row in _read(paper, path) if row["conclusion"] in TOLD]
    firsts: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for row in rows:
        firsts.setdefault((row["conclusion"], row["about"]), {}).setdefault(row["pieces"], row)
    told = sorted(firsts.items(), key=lambda item: (TOLD.index(item[0][0]), item[0][1]))[:MOST_TOLD]
    yield blocks.heading(_("By how little each conclusion holds"), 2)
    yield blocks.para(
        _(
            "The fewest records, and the fewest traces or signals, that must be struck for it to fall. The search "
            "was bounded: “at least” means that fewer do not break it, “not settled” that it was not tried far enough."
        )
    )
    names = _Names(paper, ring_id, stem)
    yield blocks.table(
        [("#", 0), (_("Conclusion"), 4), (_("Records that break it"), 1.6), (_("Traces that break it"), 1.6)],
        [
            (
                next(iter(by_pieces.values()))["no"],
                names.conclusion(*conclusion),
                _least(by_pieces.get("records")),
                _least(by_pieces.get("traces")),
            )
            for conclusion, by_pieces in told
        ],
        _("{file}: {n} of {of} rows; # is the row in the file").format(
            file=path, n=number(len(told)), of=number(len(_read(paper, path)))
        ),
    )


def _least(row: dict[str, str] | None) -> str:
    if row is None:
        return ""
    if row["number"]:
        told = number(int(row["number"]))
        return told if row["is_exact"] == "true" else _("{n} or fewer").format(n=told)
    if int(row["at_least"]) <= 1:
        return _("not settled")
    if int(row["at_least"]) > MOST:
        return _("more than {n}").format(n=number(MOST))
    return _("at least {n}").format(n=number(int(row["at_least"])))


class _Names:
    """Conclusions by the names of whom they are about."""

    def __init__(self, paper: Paper, ring_id: str, stem: str):
        self._paper = paper
        members = paper.rows(f"{stem}members.csv")
        self._shops = {row.member_id: row.shop_name for row in members if row.member_type == "shop"}
        owned: dict[str, str] = {}
        for row in members:
            if row.member_type == "shop" and isinstance(row.shop_name, str):
                owned.setdefault(row.owner_account_id, row.shop_name)
        self._accounts = {
            row.member_id: ring_words.account_name(row.member_id, owned.get(row.member_id), row.holder_name)
            for row in members
            if row.member_type == "account"
        }
        views = {
            row.site_id: ring_words.place_name(row._asdict(), full=True)
            for row in paper.rows(f"{stem}sites.csv")
        }
        self._spots = {
            row.spot_id: views.get(row.site_id, "")
            for row in paper.rows("findings/sites.csv")
            if row.ring_id == ring_id
        }

    def conclusion(self, kind: str, about: str) -> str:
        if kind == "site":
            role, _bar, spot = about.partition("|")
            place = self._spots.get(spot) or _("where its people log in")
            return _("{role} at {place}").format(role=word("site_role", role), place=self._paper.text(place))
        if kind == "ring":
            return _("They are one ring")
        name = self._paper.text(
            self._shops.get(about) if kind == "suspect" else self._accounts.get(about, about), 50
        )
        sentences = {
            "principal": _("{who} is the principal (candidate)"),
            "suspect": _("{who} is a suspect shop"),
            "account": _("{who} belongs to it"),
        }
        return sentences[kind].format(who=name)


def _struck(paper: Paper) -> str:
    told = paper.document["request"]["struck"]
    parts = [data_words.table(table) for table in told["tables"]]
    parts += [word("trace_kind", kind) for kind in told["kinds"]]
    parts += [word("source", source) for source in told["sources"]]
    parts += [str(account) for account in told["accounts"]]
    parts += [f"{word('trace_kind', kind)} {trace}" for kind, trace in told["traces"]]
    parts += [f"{data_words.table(table)} {row}" for table, row in told["records"]]
    parts += [f"{word('signal', signal)} {shop}" for shop, signal in told["signals"]]
    return paper.text(", ".join(parts), 400)


def _named(strike: str, what: str) -> str:
    if strike == "struck_by_investigator":
        return _("Struck by the investigator")
    return data_words.table(what) if strike == "table" else word("trace_kind", what)


def _read(paper: Paper, path: str) -> list[dict[str, str]]:
    with (paper.folder / path).open(encoding="utf-8", newline="") as file:
        return [row | {"no": str(no)} for no, row in enumerate(csv.DictReader(file), start=1)]
