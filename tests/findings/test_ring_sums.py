"""What the scan counts of a ring for its page: where its goods went, and whose traces are strangers' too."""

from __future__ import annotations

from tests.marketplace import NOON, Row, rows_of, sold


def line(order_id: str, shop_id: str, *, is_inside: bool = False, quantity: int = 1) -> Row:
    return {
        "ring_id": "R1",
        "order_line_id": order_id,
        "shop_id": shop_id,
        "is_inside": is_inside,
        "quantity": quantity,
        "unit_price": 50,
        "currency": "CNY",
        "ordered_at": NOON,
    }


def sent(order_id: str, shop_id: str, province_key: str | None, row: int) -> Row:
    where = {"destination_province_key": province_key}
    return {"order_id": order_id, "shop_id": shop_id, "source_file": 1, "source_row": row, **where}


def test_a_ring_s_goods_are_counted_once_a_shop_and_province_and_its_own_purchases_not_at_all() -> None:
    rows = rows_of(
        "ring_provinces",
        orders=[
            sold(order, "L1", shop, 50)
            for order, shop in (("1", "S1"), ("2", "S1"), ("3", "S2"), ("4", "S1"))
        ],
        ring_lines=[
            line("1", "S1", quantity=3),
            line("2", "S1"),
            line("3", "S2"),
            line("4", "S1", is_inside=True),
        ],
        parcel_places=[
            # Two parcels of one order: goods are counted once, with the first province.
            sent("1", "S1", "350000", 1),
            sent("1", "S1", "310000", 2),
            sent("2", "S1", "310000", 3),
            sent("3", "S2", None, 4),
            sent("4", "S1", "310000", 5),
        ],
    )
    assert [
        (row["shop_id"], row["province_key"], row["orders"], row["units"], row["amount"]) for row in rows
    ] == [("S1", "310000", 2, 4, 200)]


def test_a_trace_tells_how_many_of_the_ring_s_own_accounts_left_it() -> None:
    left = [("A", "wifi"), ("B", "wifi"), ("stranger", "wifi"), ("A", "till")]
    rows = rows_of(
        "ring_uses",
        account_traces=[{"account_id": who, "kind": "network", "trace": trace} for who, trace in left],
        ring_members=[
            {"ring_id": "R1", "member_type": kind, "member_id": who}
            for kind, who in (("account", "A"), ("account", "B"), ("shop", "stranger"))
        ],
    )
    assert [(row["trace"], row["ring_accounts"]) for row in rows] == [("till", 1), ("wifi", 2)]
