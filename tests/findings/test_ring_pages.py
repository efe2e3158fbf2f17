"""What stands apart for a ring's page: its own ties and its own shops' events, nobody else's."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.marketplace import NOON, Row, rows_of

MEMBERS = [
    {"ring_id": ring, "member_type": kind, "member_id": member}
    for ring, kind, member in [
        ("R1", "account", "A1"),
        ("R1", "account", "A2"),
        ("R1", "shop", "S1"),
        ("R2", "account", "B1"),
        ("R2", "shop", "S2"),
    ]
]


def tie(a: str, b: str, kind: str = "device", weight: float = 3.0) -> Row:
    return {
        "account_id_a": a,
        "account_id_b": b,
        "kind": kind,
        "trace": f"{kind} 1",
        "source": "logins",
        "is_circumstance": False,
        "accounts": 2,
        "innocents_expected": 0.1,
        "weight": weight,
    }


def test_what_ties_two_of_one_ring_is_told_with_the_weight_of_the_pair_where_they_are_linked() -> None:
    linked = {"account_id_a": "A1", "account_id_b": "A2", "weight": 5.0, "sources": 2}
    rows = rows_of(
        "ring_pairs",
        ring_members=MEMBERS,
        pair_evidence=[
            tie("A1", "A2"),
            tie("A1", "A2", kind="network", weight=0.0),
            # Of another ring, and a stranger who used the same machine.
            tie("A1", "B1"),
            tie("A2", "stranger"),
        ],
        linked_pairs=[linked],
    )
    told = [(row["ring_id"], row["account_id_a"], row["account_id_b"], row["kind"]) for row in rows]
    assert told == [("R1", "A1", "A2", "device")]
    assert (rows[0]["weight"], rows[0]["pair_weight"], rows[0]["sources"]) == (3.0, 5.0, 2)
    [unlinked] = rows_of("ring_pairs", ring_members=MEMBERS, pair_evidence=[tie("A1", "A2")], linked_pairs=[])
    assert unlinked["pair_weight"] is None


def test_a_ring_s_people_are_its_accounts_and_its_shops_owners_under_their_own_ring_alone() -> None:
    accounts = [
        {"account_id": account, "holder_name": name, "phone": phone}
        for account, name, phone in [
            ("A1", "Lin Moumou", "13900000001"),
            ("A2", None, None),
            ("B1", "Chen Moumou", None),
            ("owner", "Wang Moumou", "13900000002"),
            ("stranger", "Zhao Moumou", "13900000003"),
        ]
    ]
    shops = [
        {"shop_id": "S1", "shop_name": "Pei's jerseys", "owner_account_id": "owner"},
        # Not the ring's, but its owner's: he is called by all that he owns.
        {"shop_id": "S0", "shop_name": None, "owner_account_id": "owner"},
        {"shop_id": "S2", "shop_name": "Chen's", "owner_account_id": "B1"},
        {"shop_id": "S3", "shop_name": "Zhao's", "owner_account_id": "stranger"},
    ]
    rows = rows_of("ring_people", ring_members=MEMBERS, accounts=accounts, shops=shops)
    assert [(row["ring_id"], row["account_id"], row["holder_name"]) for row in rows] == [
        ("R1", "A1", "Lin Moumou"),
        ("R1", "A2", None),
        ("R1", "owner", "Wang Moumou"),
        # Its account and its shop's owner are the same: once.
        ("R2", "B1", "Chen Moumou"),
    ]
    assert rows[2]["phone"] == "13900000002"
    assert [row["shop_names"] for row in rows] == [None, None, "S0 · Pei's jerseys", "Chen's"]


def spot(spot_id: str, shipped: datetime, parcels: int = 3) -> Row:
    return {"shop_id": "S1", "spot_id": spot_id, "parcels": parcels, "first_shipped_at": shipped}


def seen(shop_id: str, day: int, price: int, listing_id: str = "L1") -> Row:
    return {
        "shop_id": shop_id,
        "listing_id": listing_id,
        "observed_at": NOON + timedelta(days=day),
        "price": price,
    }


def test_a_ring_s_events_are_those_of_its_shops_the_latest_first() -> None:
    rows = rows_of(
        "ring_events",
        ring_members=MEMBERS,
        shop_transfers=[
            {"shop_id": "S1", "to_account_id": "A2", "transferred_at": NOON},
            {"shop_id": "stranger", "to_account_id": "A1", "transferred_at": NOON},
        ],
        shop_spots=[spot("first", NOON), spot("second", NOON + timedelta(days=3), parcels=7)],
        test_buys=[
            {
                "test_buy_id": "T1",
                "shop_id": "S2",
                "verdict": "genuine",
                "bought_at": NOON,
                "appraised_at": None,
            },
            {"test_buy_id": "T2", "shop_id": "S1", "verdict": None, "bought_at": NOON, "appraised_at": None},
        ],
        listing_history=[],
    )
    told = [(row["ring_id"], row["event"], row["shop_id"], row["detail"], row["figure"]) for row in rows]
    assert told == [
        ("R1", "new_place", "S1", "second", 7.0),
        ("R1", "takeover", "S1", "A2", None),
        ("R2", "test_buy", "S2", "genuine", None),
    ]


def test_a_price_changed_by_less_than_a_tenth_is_everyday_trade() -> None:
    history = [
        seen("S1", 0, 100), seen("S1", 1, 91), seen("S1", 2, 80),
        seen("S1", 0, 50, "L2"), seen("S1", 2, 40, "L2"), seen("stranger", 2, 10, "L3"), seen("stranger", 0, 90, "L3"),
    ]  # fmt: skip
    rows = rows_of("ring_events", ring_members=MEMBERS, listing_history=history)
    told = [(row["event_at"].date(), row["event"], row["detail"], row["figure"]) for row in rows]
    assert told == [((NOON + timedelta(days=2)).date(), "price", "down", 2.0)]
