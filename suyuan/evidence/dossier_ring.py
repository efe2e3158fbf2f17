"""The part of a dossier on one ring: what it is, its shops and people, who may be in charge, what ties them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from suyuan.evidence import blocks, dossier_reasons, dossier_strikes, dossier_trade, drawing_links
from suyuan.evidence.blocks import Block
from suyuan.evidence.paper import Paper, at, listed
from suyuan.messages import _
from suyuan.numbers import NONE, money, number
from suyuan.rings import chains
from suyuan.rings.ring_graph import FRONT, Ring, build
from suyuan.wording import ring_words
from suyuan.wording.words import word

MOST_TIES, MOST_CANDIDATES, MOST_FACILITIES = 20, 3, 12


def part(paper: Paper, number_of: int) -> Iterator[Block]:
    """Every block on the ring whose views are `views/ring-<number_of>-…`."""
    stem = f"views/ring-{number_of}-"
    head = {str(name): value for name, value in paper.frame(f"{stem}head.csv").iloc[0].items()}
    yield blocks.PAGEBREAK
    yield blocks.heading(paper.text(ring_words.ring_name(pd.Series(head))))
    yield from summary(paper, head, stem)
    yield from _shops(paper, stem)
    yield from _people(paper, stem)
    yield from _in_charge(paper, head, stem)
    yield from _ties(paper, head, stem)
    yield from dossier_trade.part(paper, stem)
    yield from dossier_strikes.part(paper, number_of, str(head["ring_id"]), stem)


def summary(paper: Paper, head: dict[str, Any], stem: str) -> Iterator[Block]:
    """The ring at a glance: value and units as a lower bound and gross, shops, accounts, period."""
    path = "findings/rings.csv"
    row = next(one for one in paper.rows(path) if one.ring_id == head["ring_id"])
    lines = paper.frame("findings/ring_lines.csv")
    own = lines[(lines["ring_id"] == head["ring_id"]) & (lines["currency"] == row.currency)]
    counted = f"findings/ring_lines.csv: {number(int(own['is_corroborated'].sum()))} / {number(len(own))}"
    yield blocks.figures(
        [
            blocks.figure(_("Sold, at the least"), money(row.amount_corroborated, row.currency),
                          at(path, row.no, "amount_corroborated"),
                          _("{n} units").format(n=number(row.units_corroborated))),
            blocks.figure(_("Sold, gross"), money(row.amount_gross, row.currency), at(path, row.no, "amount_gross"),
                          _("{n} units").format(n=number(row.units_gross))),
            blocks.figure(_("Suspect shops"),
                          _("{n} of {of}").format(n=number(head["suspects"]), of=number(head["shops"])),
                          at(f"{stem}head.csv", 1, "suspects")),
            blocks.figure(_("Accounts in one hand"), number(head["accounts"]), at(path, row.no, "accounts")),
        ]
    )  # fmt: skip
    yield blocks.para(
        _(
            "The lower bound counts order lines that were paid and not refunded, sent and delivered, of listings with "
            "evidence of their own, without what the ring's own people, hired buyers and test buyers bought. "
            "The gross figure counts all but closed orders."
        ),
        counted,
    )
    yield blocks.pairs(
        [
            (_("Ring"), str(row.ring_id), at(path, row.no, "ring_id")),
            (_("Strength of evidence"), word("shop_strength", head["strength"]), at(f"{stem}head.csv", 1, "strength")),
            (_("First and last order"), paper.period(row.first_order_at, row.last_order_at),
             at(path, row.no, "first_order_at")),
            (_("Sources · dens"), f"{number(head['sources'])} · {number(head['dens'])}", at(f"{stem}sites.csv")),
        ]
    )  # fmt: skip
    yield from _cleared(paper, head, stem)


def _shops(paper: Paper, stem: str) -> Iterator[Block]:
    path = f"{stem}members.csv"
    shops = [row for row in paper.rows(path) if row.member_type == "shop"]
    yield blocks.heading(_("Shops of the ring"), 2)
    yield blocks.table(
        [("#", 0), (_("Shop"), 3), (_("Id"), 1.4), (_("Role"), 1.2), (_("Finding"), 2.2), (_("Units"), -1),
         (_("Sum sold"), -1.5)],
        [
            (
                str(row.no),
                paper.text(row.shop_name),
                paper.text(row.member_id),
                word("role", row.role),
                _finding(paper, row),
                number(row.units),
                money(row.amount, row.currency),
            )
            for row in shops
        ],
        listed(path, len(shops), len(paper.frame(path))),
    )  # fmt: skip
    reasons = paper.rows("findings/shop_reasons.csv")
    for shop in shops:
        yield blocks.heading(f"{paper.text(shop.shop_name)} · {paper.text(shop.member_id)}", 2)
        own = [row for row in reasons if row.shop_id == shop.member_id]
        yield dossier_reasons.of_shop("findings/shop_reasons.csv", own)


def _finding(paper: Paper, row: Any) -> str:
    strength = f" · {word('shop_strength', row.strength)}" if row.suspect else ""
    return paper.finding(row.member_id, row.suspect) + strength


def _cleared(paper: Paper, head: dict[str, Any], stem: str) -> Iterator[Block]:
    """What reviews cleared of the suspects that the scan found in the ring; nothing where nothing."""
    shops = [row for row in paper.rows(f"{stem}members.csv") if row.member_type == "shop" and row.suspect]
    told = [(row, text) for row in shops if (text := paper.cleared(row.member_id))]
    if not told:
        return
    if len(told) == len(shops):
        yield blocks.notice(
            _("Every suspect shop of this ring was cleared on review; it stands as the scan found it.")
        )
    yield blocks.table(
        [(_("Shop"), 2.4), (_("Id"), 1.4), (_("On review"), 5)],
        [(paper.text(row.shop_name), paper.text(row.member_id), text) for row, text in told],
        "manifest.json cleared",
    )


def _people(paper: Paper, stem: str) -> Iterator[Block]:
    path = f"{stem}members.csv"
    accounts = [row for row in paper.rows(path) if row.member_type == "account"]
    yield blocks.heading(_("People"), 2)
    yield blocks.para(_("Accounts are not persons; whoever is named here is a candidate, to be checked."))
    owned: dict[str, list[str]] = {}
    for row in paper.rows(path):
        if row.member_type == "shop":
            owned.setdefault(row.owner_account_id, []).append(row.shop_name or row.member_id)
    yield blocks.table(
        [("#", 0), (_("Name as registered"), 1.6), (_("Account"), 1.5), (_("Owner of"), 2.6), (_("Role"), 1.5),
         (_("How sure"), -1.1), (_("Tied to"), -0.9)],
        [
            (
                str(row.no),
                paper.text(row.holder_name),
                paper.text(row.member_id),
                paper.text(" · ".join(str(name) for name in owned.get(row.member_id, [])) or None),
                word("role", row.role),
                ring_words.sure(row.confidence),
                number(row.tied_to),
            )
            for row in accounts
        ],
        listed(path, len(accounts), len(paper.frame(path))),
    )  # fmt: skip


def _in_charge(paper: Paper, head: dict[str, Any], stem: str) -> Iterator[Block]:
    path = f"{stem}candidates.csv"
    frame = paper.frame(path)
    yield blocks.heading(_("In charge? Candidates"), 2)
    named = head["principal_account_id"]
    if not isinstance(named, str):
        yield blocks.para(
            _("Nobody is named: {why}.").format(why=ring_words.unclear(head["unclear"]) or NONE)
        )
    groups = [(account, chains.rows(own)) for account, own in frame.groupby("account_id", sort=False)]
    shown = [group for group in groups if group[1][0].score > 0][:MOST_CANDIDATES]
    for account, own in shown:
        who = _who(paper, own[0])
        title = _("Principal (candidate): {who}").format(who=who) if account == named else who
        yield blocks.heading(f"{own[0].rank}. {title}", 2)
        yield dossier_reasons.of_candidate(path, own)
    rest = groups[len(shown) :]
    if rest:
        yield blocks.heading(_("Ruled out as being in charge"), 2)
        yield blocks.table(
            [("#", 0), (_("Who"), 3), (_("Score"), -0.8), (_("Speaks most against it"), 4)],
            [
                (str(own[0].no), _who(paper, own[0]), f"{own[0].score:+.2f}", _most_against(own))
                for _account, own in rest
            ],
            listed(path, len(rest), len(frame)),
        )


def _who(paper: Paper, row: Any) -> str:
    name = ring_words.account_name(row.account_id, row.shop_names, row.holder_name)
    told = paper.text(name)
    return told if row.account_id in told else f"{told} · {paper.text(row.account_id)}"


def _most_against(own: list[Any]) -> str:
    against = [row for row in own if isinstance(row.signal, str) and row.weight < 0]
    if not against:
        return _("less speaks for it than for others")
    return ring_words.sign(against[-1].signal, against[-1].figure)


def _ties(paper: Paper, head: dict[str, Any], stem: str) -> Iterator[Block]:
    path = f"{stem}ties.csv"
    ties = paper.frame(path)
    named = head["principal_account_id"]
    ring = Ring(
        paper.frame(f"{stem}members.csv"),
        ties,
        paper.frame(f"{stem}sites.csv"),
        paper.frame(f"{stem}site_shops.csv"),
        paper.frame(f"{stem}supply.csv"),
        candidate=named if isinstance(named, str) else None,
    )
    yield blocks.heading(_("What ties them"), 2)
    drawn = drawing_links.draw(build(ring, FRONT), paper.fonts.sans)
    caption = _(
        "Those that matter: shops, candidate, places. Lines: the wider, the more ties them; arrows: supplies."
    )
    yield paper.picture(f"{stem.replace('/', '-')}links.svg", drawn, caption, at(path))
    names = _names(paper, stem)
    together = chains.pairs(ties)
    if len(together):
        together = together.sort_values(["pair_weight", "no"], ascending=[False, True])
    shown = chains.rows(together.head(MOST_TIES))
    yield blocks.table(
        [("#", 0), (_("One"), 2.4), (_("Other"), 2.4), (_("Shared"), 4), (_("Innocents expected"), -1.3),
         (_("Innocently shared by"), 2.6)],
        [
            (
                str(row.no),
                names.get(row.account_id_a, row.account_id_a),
                names.get(row.account_id_b, row.account_id_b),
                ring_words.kinds(row.kinds),
                number(row.innocents_expected, 2 if row.innocents_expected >= 0.005 else 5),
                word("tie_reading", row.kind),
            )
            for row in shown
        ],
        _("{file}: {n} of {of} pairs; # is the row of the pair's strongest trace, as are the last two columns").format(
            file=path, n=number(len(shown)), of=number(len(together))
        ),
    )  # fmt: skip
    path = f"{stem}facilities.csv"
    places = [row for row in paper.rows(path) if row.strangers > 0]
    if places:
        yield blocks.heading(_("Shared with many strangers: no tie rests on it"), 2)
        yield blocks.table(
            [("#", 0), (_("What"), 3), (_("Accounts of the ring"), -1.6), (_("Strangers"), -1.2)],
            [
                (str(row.no), word("facility", row.kind), number(row.ring_accounts), number(row.strangers))
                for row in places[:MOST_FACILITIES]
            ],
            listed(path, min(len(places), MOST_FACILITIES), len(places)),
        )


def _names(paper: Paper, stem: str) -> dict[str, str]:
    """Each account by its holder's name and its id; the owner of which shop where no name was delivered."""
    members = paper.rows(f"{stem}members.csv")
    owned = {row.owner_account_id: row.shop_name for row in members if row.member_type == "shop"}
    return {
        row.member_id: paper.text(
            f"{ring_words.account_name(row.member_id, owned.get(row.member_id), row.holder_name)} · {row.member_id}",
            60,
        )
        for row in members
        if row.member_type == "account"
    }
