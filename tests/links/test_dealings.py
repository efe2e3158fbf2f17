"""Dealings and a machine: who supplies another and shares a machine with him that others use too."""

from __future__ import annotations

from typing import Any

from tests.links.test_pairs import CUTS, evidence, groups, left, people
from tests.marketplace import Row, rows_of

SUPPLIER = {"shops": [{"shop_id": "S1", "owner_account_id": "wholesaler"}]}
OFFICE = ["reseller", "wholesaler", *people("clerk", 4)]


def between(found: dict[tuple[str, str, str], Row], kind: str) -> Row:
    return found["reseller", "wholesaler", kind]


def dealing(*traces: list[Row], **more: Any) -> list[list[Row]]:
    return [left("supply", "S1", "wholesaler", "reseller", **more), *traces]


def evidence_of(*traces: list[Row]) -> dict[tuple[str, str, str], Row]:
    return evidence(*traces, **SUPPLIER)


def test_six_strangers_at_one_machine_are_tied_by_nothing() -> None:
    found = evidence_of(left("device", "D", *OFFICE))
    assert between(found, "device")["weight"] == 0


def test_of_six_at_one_machine_the_two_who_deal_with_one_another_are_tied() -> None:
    found = evidence_of(*dealing(left("device", "D", *OFFICE)))
    assert between(found, "device")["weight"] > CUTS["link"]
    assert found["clerk 00", "reseller", "device"]["weight"] == 0


def test_dealing_explains_a_street_and_a_line_in_common() -> None:
    """A wholesaler's stall and his reseller's stand in one market."""
    found = evidence_of(*dealing(left("network", "N", *OFFICE)))
    assert between(found, "network")["weight"] == 0


def test_two_who_deal_and_share_a_machine_with_others_are_in_one_hand() -> None:
    found = groups(*dealing(left("device", "D", *OFFICE)), **SUPPLIER)
    assert set(found) == {"reseller", "wholesaler"}


def test_two_who_only_deal_are_not() -> None:
    assert groups(*dealing(left("device", "D", "wholesaler", *people("clerk", 4))), **SUPPLIER) == {}


def test_where_dealers_commonly_share_machines_it_says_less() -> None:
    """A market in which every second wholesaler supplies his family's shops."""
    pairs = range(400)
    shops = [{"shop_id": f"S{n}", "owner_account_id": f"w{n}"} for n in pairs]
    deals = [left("supply", f"S{n}", f"w{n}", f"r{n}") for n in pairs]
    machines = [left("device", f"D{n}", f"w{n}", f"r{n}") for n in pairs[::2]]
    traces = [row for some in (*deals, *machines) for row in some]
    sellers = [
        {"account_id": account, "shops": 1} for account in sorted({row["account_id"] for row in traces})
    ]
    rows = rows_of("dealing_chance", account_traces=traces, seller_accounts=sellers, shops=shops)
    chance = {row["kind"]: row for row in rows}
    assert (chance["device"]["dealings"], chance["device"]["sharing"]) == (400, 200)
    assert chance["device"]["innocents_expected"] == (100 * 0.005 + 200) / 500
    assert chance["phone"]["sharing"] == 0
    assert "network" not in chance
