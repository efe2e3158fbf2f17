"""Holds findings against the truth of an invented marketplace.

Average precision is the area under the stepwise precision-recall curve (Manning, Raghavan and Schütze,
Introduction to Information Retrieval, 2008, section 8.4): the precision at each guilty shop's place, averaged
over the guilty shops. Shops that share score and rank share a place and are counted together, so no order
among equals flatters the scan.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

SIMPLY_ADDED = ("signal_price", "signal_complaints", "signal_description")


@dataclass(frozen=True)
class ShopMeasures:
    """How well shops were told apart; shares lie in 0–1 and are None where nothing stands below the line."""

    shops: int
    counterfeit: int
    suspects: int
    average_precision: float | None
    precision: float | None
    recall: float | None
    innocents_suspected: float | None
    unscored: int
    unknown: int


def average_precision(
    scores: npt.ArrayLike, guilty: npt.ArrayLike, ranks: npt.ArrayLike | None = None
) -> float | None:
    """Average precision of `scores` (higher = more suspect), equals broken by `ranks` (1 first) where given.

    None where nobody is guilty. A missing score stands behind every other.
    """
    frame = pd.DataFrame({"score": np.asarray(scores, dtype=float), "guilty": np.asarray(guilty, dtype=bool)})
    frame["rank"] = 0 if ranks is None else np.asarray(ranks, dtype=float)
    frame = frame.fillna({"score": -np.inf, "rank": np.inf})
    total = int(frame["guilty"].sum())
    if total == 0:
        return None
    places = frame.groupby(["score", "rank"])["guilty"].agg(["sum", "count"]).reset_index()
    places = places.sort_values(["score", "rank"], ascending=[False, True])
    found = places["sum"].cumsum()
    return float((places["sum"] * found / places["count"].cumsum()).sum() / total)


def judge(scores: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """One row a shop of the truth with its `score`, `rank`, `suspect`; without a score it is no suspect."""
    columns = [
        c for c in scores.columns if c in ("shop_id", "score", "rank", "suspect") or c.startswith("signal_")
    ]
    judged = truth[["shop_id", "counterfeit", "kind"]].merge(
        scores[columns], on="shop_id", how="left", validate="1:1"
    )
    judged["counterfeit"] = judged["counterfeit"].astype(bool)
    judged["suspect"] = judged["suspect"].fillna(False).astype(bool)
    return judged


def measure(scores: pd.DataFrame, truth: pd.DataFrame) -> ShopMeasures:
    """The measures of `shop_scores` against `truth/shops`."""
    judged = judge(scores, truth)
    guilty, suspect = judged["counterfeit"], judged["suspect"]
    hits = int((guilty & suspect).sum())
    return ShopMeasures(
        shops=len(judged),
        counterfeit=int(guilty.sum()),
        suspects=int(suspect.sum()),
        average_precision=average_precision(judged["score"], guilty, judged["rank"]),
        precision=_share(hits, int(suspect.sum())),
        recall=_share(hits, int(guilty.sum())),
        innocents_suspected=_share(int((~guilty & suspect).sum()), int((~guilty).sum())),
        unscored=int(judged["score"].isna().sum()),
        unknown=int((~scores["shop_id"].isin(truth["shop_id"])).sum()),
    )


def by_kind(scores: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """One row a kind of shop: `kind`, `counterfeit`, `shops`, `suspects`, `share`.

    The share suspected is recall for guilty kinds, the rate of false accusations for innocent ones.
    """
    kinds = (
        judge(scores, truth)
        .groupby(["counterfeit", "kind"], as_index=False)
        .agg(shops=("shop_id", "size"), suspects=("suspect", "sum"))
    )
    kinds["share"] = kinds["suspects"] / kinds["shops"]
    return kinds.sort_values(
        ["counterfeit", "share", "kind"], ascending=[False, False, True], ignore_index=True
    )


def baselines(
    scores: pd.DataFrame, listings: pd.DataFrame | None, truth: pd.DataFrame
) -> dict[str, float | None]:
    """Average precision of simple rules on the same marketplace, for comparison.

    The price rule orders shops by the median of their listings' price over reference, cheapest first. The sum
    adds the weights of price, complaints and description, as `shop_scores` gives them; a signal that is off
    adds nothing.
    """
    judged = judge(scores, truth)
    rules: dict[str, float | None] = {}
    if listings is not None:
        ratio = judged["shop_id"].map(listings.groupby("shop_id")["price_ratio"].median())
        rules["price alone (median ratio)"] = average_precision(-ratio.fillna(1.0), judged["counterfeit"])
    present = [column for column in SIMPLY_ADDED if column in judged]
    if present:
        added = judged[present].astype(float).fillna(0.0).sum(axis=1)
        rules["price + complaints + description, added"] = average_precision(added, judged["counterfeit"])
    return rules


def report(findings: Path, truth: Path) -> str:
    """The measures as text; FileNotFoundError where the findings' scores or the truth's shops are missing."""
    scores = pd.read_parquet(findings / "shop_scores.parquet")
    shops = pd.read_parquet(truth / "shops.parquet")
    listing_file = findings / "listing_scores.parquet"
    listings = (
        pd.read_parquet(listing_file, columns=["shop_id", "price_ratio"]) if listing_file.exists() else None
    )
    found = measure(scores, shops)
    lines = [
        f"shops                       {found.shops:>9,}   of them counterfeit {found.counterfeit:,}",
        f"suspects                    {found.suspects:>9,}",
        f"average precision           {_figure(found.average_precision)}",
        f"precision of suspect        {_figure(found.precision)}",
        f"recall of suspect           {_figure(found.recall)}",
        f"innocent shops suspected    {_figure(found.innocents_suspected, percent=True)}",
    ]
    if found.unscored or found.unknown:
        lines.append(f"without a score {found.unscored:,}; scored but not in the truth {found.unknown:,}")
    lines.append("")
    lines += [f"{name:<42}{_figure(value)}" for name, value in baselines(scores, listings, shops).items()]
    kinds = by_kind(scores, shops)
    for guilty, heading in ((True, "recall by kind"), (False, "false accusations by kind")):
        lines += ["", f"{heading:<28}{'shops':>9}{'suspects':>10}{'share':>9}"]
        for row in kinds[kinds["counterfeit"] == guilty].itertuples():
            lines.append(f"  {row.kind:<26}{row.shops:>9,}{row.suspects:>10,}{row.share:>9.1%}")
    return "\n".join(lines)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _figure(value: float | None, percent: bool = False) -> str:
    if value is None:
        return f"{'–':>9}"
    return f"{value:>9.2%}" if percent else f"{value:>9.3f}"
