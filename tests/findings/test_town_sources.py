"""Sources in the town where the ring itself works: told from one more den by what starts there."""

from __future__ import annotations

from tests.findings.test_sites import logins, member, sites_of, spot, starts
from tests.marketplace import Row

SHOPS = ("S1", "S2", "S3")
WORK = [logins(f"A{shop[1:]}", "den") for shop in SHOPS]


def found(seen: list[Row], *come_and_gone: list[Row], shops: tuple[str, ...] = SHOPS) -> dict[str, str]:
    """The role of each place that parcels of a ring's shops start at."""
    spots = [spot(name) for name in sorted({row["spot_id"] for row in seen})]
    sites = sites_of([member(shop) for shop in shops], seen, spots, *come_and_gone)
    return {name: f"{row['role']} {row['basis']}" for name, row in sites.items()}


def test_run_from_one_place_and_all_sent_from_another_of_that_town_is_drop_shipping() -> None:
    seen = [starts(shop, "den2", parcels=40) for shop in SHOPS]
    seen += [starts(shop, "den", parcels=8) for shop in SHOPS]
    assert found(seen, *WORK) == {"den": "den observed", "den2": "source inferred"}


def test_a_second_den_that_one_shop_has_as_its_main_place_is_no_source() -> None:
    seen = [starts("S1", "den2", parcels=40), starts("S2", "den2", parcels=8)]
    seen += [starts(shop, "den", parcels=20) for shop in SHOPS]
    assert found(seen, *WORK) == {"den": "den observed", "den2": "den observed"}


def test_what_most_shops_send_a_part_from_and_none_mainly_is_their_common_source() -> None:
    seen = [starts(shop, "den2", parcels=8) for shop in SHOPS]
    seen += [starts(shop, "den", parcels=20) for shop in SHOPS]
    assert found(seen, *WORK) == {"den": "den observed", "den2": "source inferred"}


def test_two_shops_that_send_a_part_from_a_neighbours_make_it_no_source() -> None:
    seen = [starts(shop, "den2", parcels=8) for shop in SHOPS[:2]]
    seen += [starts(shop, "den", parcels=20) for shop in SHOPS]
    assert found(seen, *WORK) == {"den": "den observed", "den2": "den observed"}


def test_a_store_where_one_of_the_rings_people_logs_in_is_a_den() -> None:
    seen = [starts(shop, "den2", parcels=40) for shop in SHOPS]
    seen += [starts(shop, "den", parcels=8) for shop in SHOPS]
    assert found(seen, *WORK, logins("A1", "den2", number=3))["den2"] == "den observed"


def test_where_nobody_is_seen_to_log_in_near_any_place_nothing_is_told_from_a_den() -> None:
    """Logins placed by a city's middle lie near no place at all."""
    seen = [starts(shop, "den2", parcels=40) for shop in SHOPS]
    seen += [starts(shop, "den", parcels=8) for shop in SHOPS]
    far_off = [logins(f"A{shop[1:]}", "den", north_m=9000) for shop in SHOPS]
    assert found(seen, *far_off) == {"den": "den observed", "den2": "den observed"}
