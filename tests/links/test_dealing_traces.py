"""The traces that dealings leave: suppliers, and buyers for hire."""

from __future__ import annotations

from datetime import timedelta

from tests.links.test_traces import SILENT, rows, sent, shared, shops
from tests.marketplace import NOON, Row, rows_of, sold


def dealing(supplier_shop: str, reseller_shop: str, reseller: str) -> Row:
    return {
        "supplier_shop_id": supplier_shop, "reseller_shop_id": reseller_shop, "reseller_account_id": reseller,
        "orders": 9, "days": 9, "units": 90, "share_of_sales": 0.5,
        "first_order_at": NOON, "last_order_at": NOON + timedelta(days=60),
    }  # fmt: skip


SUPPLIED = shops(SUP="supplier", SA="a", SB="b")
DEALINGS = [dealing("SUP", "SA", "a"), dealing("SUP", "SB", "b")]


def test_supplier_and_resellers_left_a_trace_together_and_it_is_a_circumstance() -> None:
    found = rows(shops=SUPPLIED, supply_pairs=DEALINGS)
    assert {(row["account_id"], row["uses"]) for row in found} == {("supplier", 18), ("a", 9), ("b", 9)}
    assert {(row["kind"], row["trace"], row["source"], row["is_circumstance"]) for row in found} == {
        ("supply", "SUP", "purchases", True)
    }


def test_a_supplier_is_tied_to_each_reseller_and_two_resellers_are_competitors() -> None:
    found = rows_of("pair_traces", **{**SILENT, "shops": SUPPLIED, "supply_pairs": DEALINGS})
    assert [(row["account_id_a"], row["account_id_b"]) for row in found] == [
        ("a", "supplier"),
        ("b", "supplier"),
    ]


def spot_of(shop: str, owner: str, spot_id: str = "plant", number: int = 9) -> Row:
    return {"shop_id": shop, "spot_id": spot_id, "owner_account_id": owner, "parcels": number}


def test_drop_shipping_ties_nobody_for_the_spot_and_the_phone_are_the_suppliers() -> None:
    parcels_sent = [row for shop in ("SUP", "SA", "SB") for row in sent(shop, "13900001111")]
    starts = [spot_of("SUP", "supplier"), spot_of("SA", "a"), spot_of("SB", "b")]
    honest = {"shops": SUPPLIED, "shipments": parcels_sent, "shop_spots": starts}
    assert shared(**honest).keys() == {("origin", "plant"), ("sender_phone", "13900001111")}
    assert shared(**honest, supply_pairs=DEALINGS) == {("supply", "SUP"): {"supplier", "a", "b"}}


def test_a_reseller_keeps_the_places_that_are_not_the_suppliers() -> None:
    starts = [
        *(spot_of(shop, owner) for shop, owner in (("SUP", "supplier"), ("SA", "a"), ("SB", "b"))),
        spot_of("SA", "a", "back room"),
        spot_of("SB", "b", "back room"),
    ]
    found = shared(shops=SUPPLIED, shop_spots=starts, supply_pairs=DEALINGS)
    assert found[("origin", "back room")] == {"a", "b"}
    assert ("origin", "plant") not in found


def test_a_reseller_whose_own_phone_stands_on_the_suppliers_parcels_is_tied_by_it() -> None:
    """That the supplier sends under the reseller's phone is more than drop-shipping."""
    found = rows(
        shops=SUPPLIED,
        supply_pairs=DEALINGS,
        accounts=[{"account_id": "a", "phone": "13900001111"}],
        shipments=sent("SUP", "13900001111"),
    )
    assert {row["account_id"] for row in found if row["kind"] == "sender_phone"} == {"a", "supplier"}


def habit(buyer: str, shop: str, times: int) -> list[Row]:
    return [
        sold(
            f"{buyer}@{shop} {n}", "L", shop, 90, buyer_account_id=buyer, ordered_at=NOON + timedelta(days=n)
        )
        for n in range(times)
    ]


def test_a_buyer_who_orders_again_and_again_at_two_shops_may_be_hired_and_ties_their_owners() -> None:
    found = rows(orders=[*habit("buyer", "SA", 3), *habit("buyer", "SB", 4)])
    assert [(row["account_id"], row["kind"], row["trace"], row["uses"]) for row in found] == [
        ("a", "buyers", "buyer", 3),
        ("b", "buyers", "buyer", 4),
    ]
    assert {row["is_circumstance"] for row in found} == {True}


def test_a_regular_of_one_shop_who_looks_in_at_another_is_a_customer() -> None:
    assert shared(orders=[*habit("buyer", "SA", 9), *habit("buyer", "SB", 2)]) == {}


def test_who_comes_back_to_more_than_twenty_shops_likes_shopping() -> None:
    names = {f"S{n:02}": f"owner {n:02}" for n in range(21)}
    twenty = [row for shop in list(names)[:20] for row in habit("buyer", shop, 3)]
    more = [*twenty, *habit("buyer", "S20", 3)]
    assert len(shared(shops=shops(**names), orders=twenty)[("buyers", "buyer")]) == 20
    assert shared(shops=shops(**names), orders=more) == {}


def test_a_seller_who_buys_at_two_shops_is_no_buyer_for_hire() -> None:
    orders = [*habit("c", "SA", 5), *habit("c", "SB", 5)]
    assert shared(shops=shops(SA="a", SB="b", SC="c"), orders=orders) == {}
