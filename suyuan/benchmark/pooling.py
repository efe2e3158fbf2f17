"""Marketplaces of one profile taken together: what the counts give pooled, and how far seeds lie apart."""

from __future__ import annotations

import pandas as pd

from suyuan.evaluate import f1

POOLED = ["profile", "measure", "part", "whole", "value", "sd", "lowest", "highest", "markets"]


def pooled(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a profile and measure (POOLED) from `profile`, `seed`, `measure`, `part`, `whole`.

    `value` is the sum of the parts over the sum of the wholes, so that a seed with few rings weighs little; for
    figures without a whole it is the mean. `sd` (of the sample; missing for one market), `lowest`, `highest`
    are over the single markets that have anything to measure; `markets` counts those.
    """
    rows = pd.concat([rows, _pair_f1(rows, ["profile", "seed"])], ignore_index=True)
    rows["single"] = rows["part"].where(
        rows["whole"].isna(), rows["part"] / rows["whole"].mask(rows["whole"] == 0)
    )
    spread = rows.groupby(["profile", "measure"], sort=False).agg(
        part=("part", "sum"),
        whole=("whole", lambda whole: whole.sum(min_count=1)),
        mean=("single", "mean"),
        sd=("single", "std"),
        lowest=("single", "min"),
        highest=("single", "max"),
        markets=("single", "count"),
    )
    spread["value"] = spread["mean"].where(spread["whole"].isna(), spread["part"] / spread["whole"])
    for row in _pair_f1(spread.reset_index(), ["profile"]).to_dict("records"):
        spread.loc[(row["profile"], row["measure"]), "value"] = row["part"]
    return spread.reset_index()[POOLED]


def _pair_f1(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The harmonic mean of every pair precision and recall, as rows of `…pair_f1` without a whole."""
    of_pairs: dict[tuple[object, ...], dict[str, float | None]] = {}
    for row in rows[rows["measure"].str.endswith((".pair_precision", ".pair_recall"))].to_dict("records"):
        stem, _, part = str(row["measure"]).rpartition(".")
        shares = of_pairs.setdefault((*(row[key] for key in by), stem), {})
        shares[part] = row["part"] / row["whole"] if row["whole"] else None
    made: list[tuple[object, ...]] = []
    for (*keys, whose), shares in of_pairs.items():
        value = f1(shares.get("pair_precision"), shares.get("pair_recall"))
        if value is not None:
            made.append((*keys, f"{whose}.pair_f1", value, None))
    return pd.DataFrame(made, columns=[*by, "measure", "part", "whole"]).astype(
        {"part": float, "whole": float}
    )
