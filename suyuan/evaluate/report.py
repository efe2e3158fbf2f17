"""The measures as text: shops first, then what stands behind them; a dash where there is nothing to measure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from suyuan.evaluate.evaluation import Evaluation, hold
from suyuan.evaluate.share import Share
from suyuan.evaluate.shops import worst

# What stands in the report: measures by the names of `Evaluation.shares`, with their words.
RINGS = {
    "rings.pair_precision": "ring pairs: precision",
    "rings.pair_recall": "ring pairs: recall",
    "rings.pair_f1": "ring pairs: F1",
    "rings.found": "true rings found",
    "rings.split": "true rings in pieces",
    "rings.joined": "found rings that join two",
    "rings.of_none": "found rings of no true one",
    "rings.innocents": "innocent shops in rings",
    "suppliers.recall": "suppliers found",
    "suppliers.precision": "implicated suppliers true",
    "suppliers.on_record": "suppliers on record at all",
}
SITES = {
    "sites.source_found": "sources within 500 m",
    "sites.den_found": "dens within 500 m",
    "sites.true": "named sites true",
    "sites.source_true": "  sources",
    "sites.den_true": "  dens",
    "sites.right_ring": "  of the true: own ring",
    "sites.other_role": "right place, other role",
    "sites.place_found": "place alone: found",
    "sites.place_true": "place alone: true",
    "sites.unplaced": "without coordinates",
}
PRINCIPALS = {
    "principals.matched": "true rings matched",
    "principals.named": "principals named",
    "principals.named_of_matched": "  of the rings matched",
    "principals.true": "named principals true",
}


def report(findings: Path, truth: Path) -> str:
    """The measures as text; FileNotFoundError where the findings' scores or the truth's shops are missing."""
    found = hold(findings, truth)
    return "\n".join(
        [*_shops(found), "", *_shares(found, RINGS), "", *_shares(found, SITES), ""]
        + [*_shares(found, PRINCIPALS), *_mistaken(found), *_ring_kinds(found), *_kinds(found)]
    )


def _shops(found: Evaluation) -> Iterator[str]:
    shops = found.shops
    yield f"shops                       {shops.shops:>9,}   of them counterfeit {shops.counterfeit:,}"
    yield f"suspects                    {shops.suspects:>9,}"
    yield f"average precision           {_figure(shops.average_precision)}"
    yield f"precision of suspect        {_figure(shops.precision)}"
    yield f"recall of suspect           {_figure(shops.recall)}"
    yield f"innocent shops suspected    {_figure(shops.innocents_suspected, percent=True)}"
    if shops.unscored or shops.unknown:
        yield f"without a score {shops.unscored:,}; scored but not in the truth {shops.unknown:,}"
    for guilty, words in ((True, "worst recall of a kind"), (False, "most accused innocent kind")):
        if (kind := worst(found.kinds, guilty)) is not None:
            yield f"{words:<28}{kind[1]:>9.1%}   {kind[0]}"
    for place, (name, value) in enumerate(found.baselines.items()):
        if place == 0:
            yield ""
        yield f"{name:<42}{_figure(value)}"


def _shares(found: Evaluation, lines: dict[str, str]) -> Iterator[str]:
    shares = found.shares()
    for name, words in lines.items():
        if name == "rings.pair_f1":
            yield f"{words:<28}{_figure(found.rings.pair_f1 if found.rings else None)}"
        else:
            yield _line(words, shares.get(name), percent=name == "rings.innocents")


def _mistaken(found: Evaluation) -> Iterator[str]:
    if found.principals and found.principals.mistaken:
        really = ", ".join(f"{role} {count}" for role, count in found.principals.mistaken.items())
        yield f"  the others are really: {really}"


def _kinds(found: Evaluation) -> list[str]:
    lines = []
    for guilty, heading in ((True, "recall by kind"), (False, "false accusations by kind")):
        lines += ["", f"{heading:<28}{'shops':>9}{'suspects':>10}{'share':>9}"]
        for row in found.kinds[found.kinds["counterfeit"] == guilty].itertuples():
            lines.append(f"  {row.kind:<26}{row.shops:>9,}{row.suspects:>10,}{row.share:>9.1%}")
    return lines


def _ring_kinds(found: Evaluation) -> Iterator[str]:
    if found.ring_kinds is None:
        return
    yield ""
    yield (
        f"{'rings by kind':<28}{'rings':>9}{'shops':>7}{'pairs':>8}{'sources':>9}{'dens':>8}"
        f"{'principal named':>17}{'true':>8}"
    )
    for _, row in found.ring_kinds.iterrows():
        yield (
            f"  {row['kind']:<26}{row['rings']:>9,}{row['shops']:>7,}{_part(row, 'pairs_found', 'pairs'):>8}"
            f"{_part(row, 'sources_found', 'sources'):>9}{_part(row, 'dens_found', 'dens'):>8}"
            f"{_part(row, 'named', 'rings'):>17}{_part(row, 'principals_true', 'principals'):>8}"
        )


def _part(row: pd.Series, part: str, whole: str) -> str:
    if part not in row or whole not in row or not row[whole]:
        return "–"
    return f"{row[part] / row[whole]:.0%}"


def _line(words: str, share: Share | None, percent: bool = False) -> str:
    value = None if share is None else share.value
    counted = "" if share is None or not share.whole else f"   {share.part:,} of {share.whole:,}"
    return f"{words:<28}{_figure(value, percent)}{counted}"


def _figure(value: float | None, percent: bool = False) -> str:
    if value is None:
        return f"{'–':>9}"
    return f"{value:>9.2%}" if percent else f"{value:>9.3f}"
