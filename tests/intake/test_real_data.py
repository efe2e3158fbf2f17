"""Real marketplaces are taken in as they are, and every row of theirs is accounted for."""

from __future__ import annotations

from collections.abc import Callable

from tests.intake.conftest import Taken
from tests.real_data import real

Take = Callable[..., Taken]


def test_a_marketplace_of_listings_alone_is_taken(take: Take) -> None:
    taken = take(folder=real("shopee_tw", "extracts"))
    for table in ("shops", "listings", "reference_prices"):
        read, used, superseded, rejected = taken.health(table)
        assert read == used + superseded + rejected > 500, table
    # What has no price, or no brand to refer to, is all that is kept out of it.
    assert set(taken.reasons("listings")) == set(taken.reasons("reference_prices")) == {"missing_value"}
    assert taken.reasons("shops") == []
    assert taken.delivery.present_columns["orders"] == set()
    assert "product" not in taken.delivery.present_columns["listings"]


def test_a_marketplace_of_orders_without_brands_is_taken(take: Take) -> None:
    taken = take(folder=real("olist", "extracts"))
    for table in ("shops", "listings", "orders", "shipments"):
        read, used, _, _ = taken.health(table)
        assert read == used > 500, table
    assert set(taken.reasons("complaints")) == {"null_id"}
    assert "brand" not in taken.delivery.present_columns["listings"]
    assert taken.rows("orders", "currency")[0] == ("BRL",)
    assert taken.delivery.assumed == ["coordinates_wgs84", "time_zone_utc"]
