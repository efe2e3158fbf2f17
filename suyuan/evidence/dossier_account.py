"""The part of a dossier on one account: whose name it bears, its shops with their reasons, whom it is linked to."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from suyuan.evidence import blocks, dossier_reasons
from suyuan.evidence.blocks import Block
from suyuan.evidence.paper import Paper, at, listed
from suyuan.messages import _
from suyuan.numbers import money, number
from suyuan.wording.words import word


def part(paper: Paper, account_id: str) -> Iterator[Block]:
    """Every block on an account that was asked for by itself."""
    name, where = paper.account(account_id)
    yield blocks.heading(_("Account {who}").format(who=name))
    path = "findings/shop_cases.csv"
    shops = [row for row in paper.rows(path) if row.owner_account_id == account_id]
    yield blocks.pairs(
        [
            (_("Name as registered"), name, where),
            (_("Owner of"), paper.text(" · ".join(_name(row) for row in shops) or None, 300), at(path)),
        ]
    )
    for shop in shops:
        yield blocks.heading(f"{paper.text(_name(shop))} · {paper.text(shop.shop_id)}", 2)
        finding = _("suspect") if shop.suspect else _("not suspect")
        cleared = paper.cleared(shop.shop_id)
        strength = f" · {word('shop_strength', shop.strength)}" if shop.suspect else ""
        sold = f"{_('Sold, gross')} {money(shop.amount, shop.currency)}" if pd.notna(shop.amount) else ""
        yield blocks.para(
            _("; ").join(text for text in (finding + strength, cleared, sold) if text), at(path, shop.no)
        )
        reasons = [row for row in paper.rows("findings/shop_reasons.csv") if row.shop_id == shop.shop_id]
        yield dossier_reasons.of_shop("findings/shop_reasons.csv", reasons)
    yield from _links(paper, account_id)


def _name(shop: object) -> str:
    name = getattr(shop, "shop_name", None)
    return name if isinstance(name, str) else str(getattr(shop, "shop_id", ""))


def _links(paper: Paper, account_id: str) -> Iterator[Block]:
    """Links to others that the package is about, and purchases upstream."""
    path = "findings/account_links.csv"
    links = [row for row in paper.rows(path) if account_id in (row.account_id_a, row.account_id_b)]
    if links:
        yield blocks.heading(_("What ties them"), 2)
        yield blocks.table(
            [("#", 0), (_("Other"), 3), (_("Shared"), 4)],
            [
                (
                    str(row.no),
                    paper.account(row.account_id_b if row.account_id_a == account_id else row.account_id_a)[
                        0
                    ],
                    " · ".join(dict.fromkeys(word("trace_kind", one["kind"]) for one in row.evidence)),
                )
                for row in links
            ],
            listed(path, len(links), len(paper.frame(path))),
        )
    path = "findings/supply_edges.csv"
    bought = [row for row in paper.rows(path) if row.reseller_account_id == account_id]
    names = {row.shop_id: paper.text(_name(row)) for row in paper.rows("findings/shop_cases.csv")}
    if bought:
        yield blocks.heading(_("Supply chain"), 2)
        yield blocks.table(
            [("#", 0), (_("Supplier"), 3), (_("Orders"), -1), (_("Units"), -1), (_("Sum sold"), -1.4)],
            [
                (
                    str(row.no),
                    names.get(row.supplier_shop_id, paper.text(row.supplier_shop_id)),
                    number(row.orders),
                    number(row.units),
                    money(row.amount, row.currency),
                )
                for row in bought
            ],
            listed(path, len(bought), len(paper.frame(path))),
        )
