"""Principals: in how many rings one is named, and how many of the named are the person in charge."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from suyuan.evaluate.share import Share


@dataclass(frozen=True)
class PrincipalMeasures:
    """`matched`: true rings that a found ring stands for; `named`: with a principal named, of all true rings.

    `named_of_matched`: the same of the matched. `true`: of all the named, those that are in charge of the true
    ring; a principal named for a ring that is none of the true ones is false. `mistaken` counts who the others
    really are: a role in `truth/members`, 'elsewhere' for another ring's principal, 'stranger' for nobody's.
    """

    matched: Share
    named: Share
    named_of_matched: Share
    true: Share
    mistaken: dict[str, int]


def judge_principals(
    rings: pd.DataFrame, matches: pd.Series, truth: pd.DataFrame, members: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row a found ring with a named principal: `found_ring`, `true_ring`, `account_id`, `true`, `is_really`.

    The account is right when it is the true ring's principal, or the same person's by `truth/members`.
    """
    named = rings.dropna(subset=["principal_account_id"]).rename(
        columns={"ring_id": "found_ring", "principal_account_id": "account_id"}
    )[["found_ring", "account_id"]]
    named["true_ring"] = named["found_ring"].map(matches.to_dict())
    in_charge = truth.set_index("ring_id")["principal_account_id"].to_dict()
    persons: dict[str, set[str]] = {}
    roles: dict[str, str] = {}
    if members is not None:
        for row in members.sort_values(["account_id", "ring_id"]).itertuples():
            persons.setdefault(str(row.account_id), set()).add(str(row.person_id))
            roles.setdefault(str(row.account_id), str(row.role))
    everywhere = {account for account in in_charge.values() if isinstance(account, str)}

    def is_true(account: str, ring: object) -> bool:
        right = in_charge.get(ring)
        if not isinstance(right, str):
            return False
        return account == right or bool(persons.get(account, set()) & persons.get(right, set()))

    def really(account: str) -> str:
        if account in everywhere or roles.get(account) == "principal":
            return "elsewhere"
        return roles.get(account, "stranger")

    accounts, true_rings = named["account_id"].astype(str), named["true_ring"]
    verdicts = [is_true(account, ring) for account, ring in zip(accounts, true_rings, strict=True)]
    return named.assign(
        true=pd.Series(verdicts, index=named.index, dtype=bool),
        is_really=[
            "principal" if right else really(account)
            for account, right in zip(accounts, verdicts, strict=True)
        ],
    ).reset_index(drop=True)


def by_true_ring(judged: pd.DataFrame, matches: pd.Series, truth: pd.DataFrame) -> pd.DataFrame:
    """One row a true ring with a principal: `ring_id`, `matched`, `named`, `principals`, `principals_true`.

    Where a true ring was found in pieces, it is named when any piece names someone, and every name counts.
    """
    rings = truth.dropna(subset=["principal_account_id"])[["ring_id"]].reset_index(drop=True)
    names = judged.groupby("true_ring").agg(names=("true", "size"), right=("true", "sum"))
    rings["matched"] = rings["ring_id"].isin(matches)
    rings["principals"] = rings["ring_id"].map(names["names"]).fillna(0).astype(int)
    rings["principals_true"] = rings["ring_id"].map(names["right"]).fillna(0).astype(int)
    rings["named"] = rings["principals"] > 0
    return rings


def measure_principals(
    rings: pd.DataFrame | None,
    matches: pd.Series | None,
    truth: pd.DataFrame | None,
    members: pd.DataFrame | None = None,
) -> PrincipalMeasures | None:
    """Findings' `rings.principal_account_id` against `truth/rings`; None where either does not name any."""
    if rings is None or matches is None or truth is None:
        return None
    if "principal_account_id" not in rings or "principal_account_id" not in truth:
        return None
    judged = judge_principals(rings, matches, truth, members)
    by_ring = by_true_ring(judged, matches, truth)
    named, matched = int(by_ring["named"].sum()), int(by_ring["matched"].sum())
    mistaken = judged.loc[~judged["true"], "is_really"].value_counts()
    return PrincipalMeasures(
        matched=Share(matched, len(by_ring)),
        named=Share(named, len(by_ring)),
        named_of_matched=Share(named, matched),
        true=Share(int(judged["true"].sum()), len(judged)),
        mistaken={str(role): int(mistaken[role]) for role in sorted(mistaken.index)},
    )
