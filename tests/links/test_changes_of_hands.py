"""Whose parcels they were: a shop that was sold was each holder's in turn."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.links.test_traces import sent, shared, shops
from tests.marketplace import NOON, Row, rows_of


def handed(shop: str, on_day: int, giver: str | None, taker: str) -> Row:
    at = NOON + timedelta(days=on_day)
    return {"shop_id": shop, "from_account_id": giver, "to_account_id": taker, "transferred_at": at}


def spans(*transfers: Row, owner: str = "a") -> list[tuple[str, datetime, datetime]]:
    found = rows_of("shop_owners", shops=shops(SA=owner), shop_transfers=list(transfers))
    return [(row["account_id"], row["held_from"], row["held_to"]) for row in found]


EVER, NEVER = datetime(1900, 1, 1), datetime(9999, 12, 31)


def test_a_shop_that_never_changed_hands_was_always_its_owners() -> None:
    assert spans() == [("a", EVER, NEVER)]


def test_a_shop_sold_twice_was_each_holders_in_turn() -> None:
    first, second = NOON + timedelta(days=10), NOON + timedelta(days=50)
    found = spans(handed("SA", 50, "x", "a"), handed("SA", 10, "w", "x"))
    assert found == [("w", EVER, first), ("x", first, second), ("a", second, NEVER)]


def test_before_a_sale_by_nobody_known_a_shop_was_nobodys() -> None:
    """Not the buyer's: what its former owner did is not to be laid at the buyer's door."""
    assert spans(handed("SA", 10, None, "a")) == [("a", NOON + timedelta(days=10), NEVER)]


def test_parcels_before_a_change_of_hands_are_the_former_owners() -> None:
    """A warehouse that the former owner shared must not tie the honest man who bought the shop."""
    shipments = [
        *sent("SA", "13900001111", number=3, first=-20),
        *sent("SA", "13900002222", number=3, first=20),
        *sent("SB", "13900001111"),
        *sent("SC", "13900002222"),
    ]
    found = shared(
        shops=shops(SA="taker", SB="b", SC="c"),
        shipments=shipments,
        shop_transfers=[handed("SA", 0, "giver", "taker")],
    )
    assert found == {
        ("sender_phone", "13900001111"): {"giver", "b"},
        ("sender_phone", "13900002222"): {"taker", "c"},
    }


def test_on_the_day_of_a_change_of_hands_parcels_are_his_who_sent_the_first_however_the_phone_is_spelt() -> (
    None
):
    """And the next day's are the taker's; a shop that nobody sold has its days together."""
    morning, evening = timedelta(hours=-3), timedelta(hours=3)
    shipments = [
        {**row, "shipped_at": row["shipped_at"] + at}
        for at, phone in ((morning, "139 0000 1111"), (evening, "+86 13900001111"))
        for row in [*sent("SA", phone), *sent("SB", phone)]
    ]
    found = rows_of(
        "sender_phones",
        shops=shops(SA="taker", SB="b"),
        shipments=shipments,
        shop_transfers=[handed("SA", 0, "giver", "taker")],
    )
    first, last = NOON + morning, NOON + timedelta(days=1) + evening
    assert [(row["account_id"], row["phone"], row["parcels"]) for row in found] == [
        ("b", "13900001111", 4),
        ("giver", "13900001111", 2),
        ("taker", "13900001111", 2),
    ]
    assert [(row["first_seen_at"], row["last_seen_at"]) for row in found] == [
        (first, last),
        (first, NOON + evening),
        (first + timedelta(days=1), last),
    ]
