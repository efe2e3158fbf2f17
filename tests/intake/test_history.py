"""observed_at: the latest sound row of an id is in force, earlier ones are its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from tests.intake.conftest import HEALTHY, LISTING, ORDER, Taken

Take = Callable[..., Taken]
MAY, JUNE, JULY = datetime(2026, 5, 1), datetime(2026, 6, 1), datetime(2026, 7, 1)


def test_the_latest_observation_of_a_listing_is_in_force_and_the_earlier_ones_are_its_history(
    take: Take,
) -> None:
    taken = take(
        listings=[
            {**LISTING, "price": 499.0, "observed_at": JUNE},
            {**LISTING, "price": 899.0, "observed_at": MAY},
            {**LISTING, "price": 299.0, "observed_at": JULY},
        ]
    )
    assert taken.rows("listings", "price") == [(Decimal("299.0000"),)]
    assert taken.health("listings") == (3, 1, 2, 0)
    assert taken.rows("listing_history", "price", "is_in_force") == [
        (Decimal("899.0000"), False),
        (Decimal("499.0000"), False),
        (Decimal("299.0000"), True),
    ]


def test_where_the_latest_observation_is_broken_the_one_before_stays_in_force(take: Take) -> None:
    taken = take(
        listings=[
            {**LISTING, "price": 899.0, "observed_at": MAY},
            {**LISTING, "price": 0.0, "observed_at": JUNE},
        ]
    )
    assert taken.rows("listings", "price") == [(Decimal("899.0000"),)]
    assert taken.reasons("listings") == ["price_not_positive"]


def test_two_observations_of_one_moment_that_differ_are_both_kept_out(take: Take) -> None:
    taken = take(
        listings=[
            {**LISTING, "price": 899.0, "observed_at": MAY},
            {**LISTING, "price": 299.0, "observed_at": JUNE},
            {**LISTING, "price": 300.0, "observed_at": JUNE},
        ]
    )
    assert taken.reasons("listings") == ["conflicting_id", "conflicting_id"]
    assert taken.rows("listings", "price") == [(Decimal("899.0000"),)]


def test_one_observation_delivered_twice_is_no_contradiction(take: Take) -> None:
    seen = {**LISTING, "observed_at": MAY}
    assert take(listings=[seen, seen]).health("listings") == (2, 1, 1, 0)


def test_a_row_without_a_moment_is_older_than_any_with_one(take: Take) -> None:
    taken = take(
        listings=[
            {**LISTING, "price": 299.0, "observed_at": MAY},
            {**LISTING, "price": 1.0, "observed_at": None},
        ]
    )
    assert taken.rows("listings", "price") == [(Decimal("299.0000"),)]
    assert taken.health("listings") == (2, 1, 1, 0)


def test_a_refund_seen_later_is_the_status_of_the_order(take: Take) -> None:
    taken = take(
        orders=[
            {**ORDER, "status": "paid", "observed_at": MAY},
            {**ORDER, "status": "refunded", "observed_at": JUNE},
        ]
    )
    assert taken.rows("orders", "status") == [("refunded",)]


def test_a_verdict_that_comes_later_replaces_pending(take: Take) -> None:
    buy = HEALTHY["test_buys"]
    taken = take(
        test_buys=[
            {**buy, "verdict": "genuine", "observed_at": JULY},
            {**buy, "verdict": "pending", "observed_at": MAY},
        ]
    )
    assert taken.rows("test_buys", "verdict") == [("genuine",)]


def test_a_parcel_on_its_way_is_replaced_by_the_parcel_delivered(take: Take) -> None:
    parcel = {**HEALTHY["shipments"], "waybill_no": "W1"}
    taken = take(
        shipments=[
            {**parcel, "delivered_at": None, "observed_at": MAY},
            {**parcel, "delivered_at": JUNE, "observed_at": JUNE},
        ]
    )
    assert taken.rows("shipments", "delivered_at") == [(JUNE,)]
    assert taken.health("shipments") == (2, 1, 1, 0)


def test_parcels_without_a_number_have_no_history_and_all_stay(take: Take) -> None:
    parcel = {**HEALTHY["shipments"], "waybill_no": None}
    taken = take(
        shipments=[
            {**parcel, "courier": "SF", "observed_at": MAY},
            {**parcel, "courier": "YTO", "observed_at": JUNE},
        ]
    )
    assert taken.health("shipments") == (2, 2, 0, 0)


def test_a_reference_price_observed_anew_replaces_the_one_before(take: Take) -> None:
    price = HEALTHY["reference_prices"]
    taken = take(
        reference_prices=[
            {**price, "reference_price": 799.0, "observed_at": MAY},
            {**price, "reference_price": 899.0, "observed_at": JUNE},
            {**price, "category": "jerseys", "observed_at": MAY},
        ]
    )
    assert taken.rows("reference_prices", "category", "reference_price") == [
        ("jerseys", Decimal("899.0000")),
        ("shoes", Decimal("899.0000")),
    ]


def test_two_sources_of_one_reference_price_both_stay_where_no_moment_is_given(take: Take) -> None:
    price = HEALTHY["reference_prices"]
    taken = take(reference_prices=[{**price, "source": "list"}, {**price, "source": "shops"}])
    assert taken.health("reference_prices") == (2, 2, 0, 0)
