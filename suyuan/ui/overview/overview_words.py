"""What the overview says over its queue, in words: the scan, the innocents to expect, money and brands."""

from __future__ import annotations

import pandas as pd

from suyuan import ui
from suyuan.messages import _, language, ngettext
from suyuan.numbers import compact_money, number, percent
from suyuan.wording.words import word


def scan_line(scan: pd.Series, signals: pd.DataFrame) -> str:
    """When, over what: a row of `frame__scan`, rows of `overview__signals`."""
    shops, lines = int(scan["shops"]), int(scan["order_lines"])
    told = [
        _("Scanned {time}, {zone}").format(time=ui.local_time(scan["finished_at"]), zone=ui.zone_name()),
        ngettext("{n} shop", "{n} shops", shops).format(n=number(shops)),
        ngettext("{n} order line", "{n} order lines", lines).format(n=number(lines)),
    ]
    if signals["is_on"].all():
        told.append(_("all {n} signals on").format(n=len(signals)))
    return " · ".join(told)


def signals_off(signals: pd.DataFrame) -> tuple[str, str]:
    """Which signals are off, by name, and why each; empty where all are on."""
    off = signals[~signals["is_on"]]
    if off.empty:
        return "", ""
    names = _(", ").join(word("signal", signal) for signal in off["signal"])
    reasons = zip(off["signal"], off["off_reason"], strict=True)
    why = "\n".join(f"- {word('signal', signal)}: {word('off_reason', reason)}" for signal, reason in reasons)
    return _("Switched off for want of data, which never counts as clean: {names}").format(names=names), why


def innocents(head: pd.Series) -> tuple[str, str]:
    """How many innocents to expect among the suspects, and what that rests on (`overview__headline`)."""
    if not head["is_measured"]:
        return _("not measured here"), _("{n} verdicts, 30 needed").format(n=number(head["verdicts"]))
    suspects = head["suspects"]
    basis = _("{low}–{high}; {genuine} of {n} tested were genuine").format(
        low=number(suspects * head["share_low"]),
        high=number(suspects * head["share_high"]),
        genuine=number(head["genuine"]),
        n=number(head["verdicts"]),
    )
    return _("about {n}").format(n=number(suspects * head["share"])), basis


def at_risk(totals: pd.DataFrame) -> tuple[str, str]:
    """Sales at risk, each currency by itself (`overview__totals`); not known without orders."""
    if totals.empty:
        return "0", _("paid orders of brand goods")
    if not totals["orders"].sum():
        return _("not known"), word("off_reason", "no_orders")
    amounts = zip(totals["amount_at_risk"], totals["currency"], strict=True)
    money = [compact_money(amount, currency) for amount, currency in amounts]
    return money[0], _(", ").join(money[1:]) or _("paid orders of brand goods")


def brands_hit(brands: pd.DataFrame, totals: pd.DataFrame) -> tuple[list[tuple[str, str]], str]:
    """The brands that suspects' sales fall on (`overview__brands`), each with its figure; and what the figures are.

    Without orders: by suspects that sell them.
    """
    top = brands[brands["currency"] == totals["currency"].iloc[0]] if len(totals) else brands
    by_sales = bool(top["share"].notna().any())
    if not by_sales:
        top = top.sort_values(["suspects", "brand"], ascending=[False, True])
    figures = [percent(share) for share in top["share"]] if by_sales else [number(n) for n in top["suspects"]]
    told = list(zip(top["brand"], figures, strict=True))[:4]
    return told, _("of the sales at risk") if by_sales or not told else _("suspect shops that sell it")


def choice(own: pd.DataFrame, filter_name: str, code: str) -> str:
    """One choice of a filter, with the suspects it would keep. `own`: rows of `overview__choices` by code."""
    row = own.loc[code]
    label = word("signal", code) if filter_name == "signal" else code
    if filter_name == "province":
        name = row["name_zh" if language() == "zh" else "name_en"]
        label = name if isinstance(name, str) else code
    return f"{label} {number(row['suspects'])}"
