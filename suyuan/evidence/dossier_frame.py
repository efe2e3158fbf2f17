"""What every dossier begins and ends with: what it is, who made it, its records, method, limits, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from suyuan.evidence import blocks
from suyuan.evidence.blocks import Block
from suyuan.evidence.paper import Paper, at
from suyuan.evidence.request import NOT_STATED
from suyuan.messages import _
from suyuan.numbers import money, number
from suyuan.wording import data_words, ring_words
from suyuan.wording.words import word

# A hash of 64 letters fits on one line.
_SMALL = 6.9


def cover(paper: Paper, title: str) -> Iterator[Block]:
    """Page one: derived analysis, then who, where, when, under which instrument and with which key."""
    told = paper.document
    yield blocks.heading(title)
    yield blocks.notice(
        _(
            "This is derived analysis, not the original data. It was reckoned by a program from the delivered files "
            "that are listed at its end by size and SHA-256. Nobody in it is found guilty of anything: shops are "
            "suspect, persons and places are candidates, to be checked."
        )
    )
    if told["data"] == "demo data":
        yield blocks.notice(_("Demo data: every shop, person and place is invented."))
    rows = [
        (_("Package"), "package_number"),
        (_("Case number"), "case_number"),
        (_("Operator"), "operator"),
        (_("Second investigator"), "second_investigator"),
        (_("Place"), "place"),
        (_("Provider of the data"), "provider"),
        (_("Number of the legal instrument"), "instrument_number"),
        (_("Made at"), "made_at"),
        (_("Host"), "host"),
        (_("Program version"), "version"),
        (_("Hash of its libraries' versions"), "dependencies_sha256"),
        (_("Head of the audit chain"), "audit_head"),
        (_("Fingerprint of the signing key"), "key_fingerprint"),
    ]
    scan = told["scan"]
    yield blocks.pairs(
        [
            *((label, _stated(paper, told[key]), at("manifest.json", None, key)) for label, key in rows),
            (_("Scan"), scan["scan_id"], at("manifest.json", None, "scan")),
        ],
        width_mm=52,
    )
    yield from _subjects(paper)
    yield blocks.para(
        _(
            "The fingerprint proves nothing by itself: compare it with the one that the signing office tells you by "
            "another way than this package."
        )
    )


def _subjects(paper: Paper) -> Iterator[Block]:
    """Whom it is about, with value as a lower bound and gross."""
    rows = []
    for row in paper.rows("findings/rings.csv"):
        no = next(
            n
            for n, ring in enumerate(paper.rows("findings/rings.csv"), start=1)
            if ring.ring_id == row.ring_id
        )
        head = paper.frame(f"views/ring-{no}-head.csv").iloc[0]
        name = f"{_('Ring')} {paper.text(ring_words.ring_name(head))} · {row.ring_id}"
        rows.append((name, money(row.amount_corroborated, row.currency), money(row.amount_gross, row.currency),
                     at("findings/rings.csv", row.no)))  # fmt: skip
    for no, _shop in enumerate(paper.document["request"]["shops"], start=1):
        case = paper.frame(f"views/shop-{no}-case.csv").iloc[0]
        least, gross = paper.shop_value(no)
        name = f"{_('Shop')} {paper.text(case['shop_name'])} · {paper.text(case['shop_id'])}"
        rows.append(
            (
                name,
                money(least, case["currency"]),
                money(gross, case["currency"]),
                at(f"views/shop-{no}-lines.csv"),
            )
        )
    for account in paper.document["request"]["accounts"]:
        rows.append((f"{_('Account')} {paper.text(account)}", "", "", at("rows/accounts.csv")))
    yield blocks.heading(_("Whom it is about"), 2)
    yield blocks.table(
        [
            (_("Subject"), 4),
            (_("Sold, at the least"), -1.6),
            (_("Sold, gross"), -1.6),
            (_("Where it stands"), 2.2),
        ],
        rows,
    )


def _stated(paper: Paper, value: Any) -> str:
    return _("not stated") if value == NOT_STATED else paper.text(value, 300)


def closing(paper: Paper) -> Iterator[Block]:
    """Records, sources, rows kept out, method, limits, verification, signatures."""
    yield blocks.heading(_("Ruled out"))
    yield from _ruled_out(paper)
    yield blocks.heading(_("Records in the package"))
    told = _("{folder} repeats the rows behind the findings as they were delivered, nothing hidden.")
    yield blocks.para(told.format(folder="rows/"))
    tables = [
        output for output in paper.document["outputs"] if output["path"].startswith(("rows/", "findings/"))
    ]
    yield blocks.table(
        [(_("File"), 2), (_("Rows"), -0.7), (_("Bytes"), -0.8), (_("SHA-256"), 4.4)],
        [
            (one["path"], number(one["rows"]), number(one["bytes"]), _hash(paper, one["sha256"]))
            for one in tables
        ],
        "manifest.json outputs",
        size_pt=_SMALL,
    )
    yield blocks.heading(_("Delivered files"))
    yield blocks.table(
        [(_("File"), 1.9), (_("Rows"), -0.8), (_("Bytes"), -0.9), (_("SHA-256"), 4.9),
         (_("The delivery's own hash"), 1.1)],
        [
            (
                paper.text(one["file"]),
                number(one["rows"]),
                number(one["bytes"]),
                _hash(paper, one["sha256"]),
                _prior(one),
            )
            for one in paper.document["sources"]
        ],
        "manifest.json sources",
        size_pt=_SMALL,
    )  # fmt: skip
    yield from _health(paper)
    yield from _method(paper)
    yield blocks.heading(_("Signatures"))
    note = _(
        "The undersigned were present when this package was made and compared its fingerprint and number."
    )
    signers = [_("Operator (signature)"), _("Second investigator (signature)")]
    yield blocks.signatures(note, signers, _("Date"))


def _hash(paper: Paper, sha256: str) -> str:
    return paper.text(sha256, 80).replace("\u200b", "")


def _prior(source: dict[str, Any]) -> str:
    if source["prior_sha256"] == NOT_STATED:
        return _("not stated")
    return _("the same") if source["prior_sha256"] == source["sha256"] else _("another")


def _ruled_out(paper: Paper) -> Iterator[Block]:
    rows: Sequence[dict[str, str]] = paper.document["ruled_out"]
    if not rows:
        yield blocks.para(
            _(
                "No shop, person or place was ruled out by an investigator in this package. Candidates that the "
                "analysis itself sets aside stand with each ring."
            ),
            "manifest.json ruled_out",
        )
        return
    yield blocks.table(
        [(_("What"), 1.2), (_("Id"), 1.6), (_("Reason"), 4), (_("By whom"), 1.4), (_("When"), 1.4)],
        [
            tuple(paper.text(one[name] or None, 200) for name in ("kind", "id", "reason", "by", "at"))
            for one in rows
        ],
        "manifest.json ruled_out",
    )


def _health(paper: Paper) -> Iterator[Block]:
    yield blocks.heading(_("Rows kept out"))
    yield blocks.table(
        [
            (_("Table"), 1.6),
            (_("Rows read"), -1),
            (_("Used"), -1),
            (_("Superseded"), -1),
            (_("Kept out"), -1),
            (_("Why"), 4),
        ],
        [
            (
                data_words.table(one["table"]),
                number(one["rows_read"]),
                number(one["used"]),
                number(one["superseded"]),
                number(one["rejected"]),
                ", ".join(
                    f"{data_words.reason(code)}: {number(rows)}" for code, rows in one["reasons"].items()
                ),
            )
            for one in paper.document["rejected_rows"]
        ],
        "rules/rejected.csv",
    )
    scan = paper.document["scan"]
    assumed = [paper.text(data_words.assumed(code)) for code in scan["assumed"]]
    off = [_off(code) for code in scan["signals_off"]]
    yield blocks.pairs(
        [
            (_("Assumed"), _("; ").join(assumed) or _("nothing"), "manifest.json scan.assumed"),
            (_("Signals switched off"), _("; ").join(off) or _("none"), "manifest.json scan.signals_off"),
        ]
    )


def _off(told: str) -> str:
    """'geography: no_shipments', as the scan has it, in words."""
    signal, _colon, reason = told.partition(": ")
    return _("{signal}: {found}").format(signal=word("signal", signal), found=word("off_reason", reason))


def _method(paper: Paper) -> Iterator[Block]:
    cuts = paper.document["rules"]["cuts"]
    yield blocks.heading(_("Method"))
    queries = _(
        "Every figure is made by queries that stand in {folder} and read the delivered files alone; {file} says "
        "which reads which."
    )
    weights = _(
        "A shop's reasons are weights of evidence that are added; their values stand in {folder}. A suspect needs "
        "{n} independent kinds of evidence that speak against it."
    )
    yield blocks.bullets(
        [
            queries.format(folder="sql/", file="sql/lineage.csv"),
            weights.format(folder="rules/", n=number(cuts["kinds_needed"])),
            _(
                "Two accounts are tied by traces that they share, weighed by how many innocents would share each "
                "by chance."
            ),
            _(
                "A ring is two accounts or more in one hand by independent kinds of record, with a suspect shop "
                "among theirs."
            ),
            _(
                "Behind each figure stands its place: file, row, column. Rows are counted without the header. "
                "Times are UTC, places WGS84."
            ),
        ]
    )
    yield blocks.heading(_("Limits"))
    yield blocks.bullets(
        [
            _("A score orders shops by evidence. It is no probability of guilt, and no verdict."),
            _(
                "Records can be wrong or incomplete; what was not delivered was not seen, and absence of "
                "evidence clears nobody."
            ),
            _("Each reason has an innocent reading. Whether it holds is for the investigators to find out."),
            _(
                "The weights are reasoned, and measured as far as the data allows; other weights would give"
                " other scores."
            ),
            _("Maps are sketches and settle no border."),
        ]
    )  # fmt: skip
    yield blocks.heading(_("How to verify"))
    yield blocks.bullets(
        [
            "python -m suyuan verify PACKAGE.zip --extracts FOLDER",
            _(
                "It checks the signature and every file, scans the delivered files again and rebuilds every"
                " table byte for byte."
            ),
            _("By hand: as {file} in the package says, with {tools}.").format(
                file="READ_ME.txt", tools="openssl, sha256sum"
            ),
        ]
    )  # fmt: skip
