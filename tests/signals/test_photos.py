"""Photos: the front never shown or the mark cut; shops whose flags nobody set are left alone."""

from __future__ import annotations

from tests.marketplace import Row, by, levels_of, listing, rows_of


def photos(shop_id: str, *flags: tuple[bool | None, bool | None]) -> list[Row]:
    """One listing a pair of (has_front_photo, logo_obscured)."""
    return [
        listing(f"{shop_id}/{n}", shop_id, 100, has_front_photo=front, logo_obscured=obscured)
        for n, (front, obscured) in enumerate(flags)
    ]


CLEAR, NO_FRONT, CUT, UNKNOWN = (True, False), (False, False), (True, True), (None, None)


def levels(*listings: Row) -> dict[str, Row]:
    shops = [{"shop_id": shop} for shop in sorted({row["shop_id"] for row in listings})]
    return levels_of("photos", shops=shops, listings=list(listings))


def test_a_shop_that_never_shows_the_front_is_told_from_one_with_a_poor_photo() -> None:
    found = levels(*photos("hides", NO_FRONT, CUT, CLEAR), *photos("poor", *[CLEAR] * 9, NO_FRONT))
    assert (found["hides"]["level"], found["poor"]["level"]) == ("many", "few")


def test_a_listing_with_both_flaws_counts_once() -> None:
    [row] = rows_of("shop_photos", listings=photos("S1", (False, True), CLEAR))
    assert (row["listings"], row["without_front"], row["obscured"], row["flagged"]) == (2, 1, 1, 1)


def test_a_shop_whose_photos_nobody_looked_at_is_off_and_not_clean() -> None:
    found = levels(*photos("seen", CLEAR, CLEAR), *photos("unseen", UNKNOWN, UNKNOWN))
    assert found["seen"]["level"] == "none"
    assert "unseen" not in found


def test_listings_without_flags_do_not_thin_out_the_flagged_ones() -> None:
    found = levels(*photos("S1", CUT, *[UNKNOWN] * 9))
    assert (found["S1"]["level"], found["S1"]["figure"]) == ("many", 1.0)


def test_one_flag_known_and_the_other_missing_is_enough_to_be_judged() -> None:
    [row] = rows_of("shop_photos", listings=photos("S1", (None, False), (None, True)))
    assert (row["listings"], row["flagged"]) == (2, 1)


def test_a_single_photo_carries_half_of_what_many_carry() -> None:
    found = levels(*photos("one", CUT), *photos("ten", *[CUT] * 10))
    assert found["one"]["support"] == 0.5
    assert found["ten"]["support"] > 0.9


def test_without_any_flag_the_signal_is_off_for_the_scan() -> None:
    listings = photos("S1", UNKNOWN)
    status = by("signal", rows_of("signal_status", shops=[{"shop_id": "S1"}], listings=listings))
    assert (status["photos"]["is_on"], status["photos"]["off_reason"]) == (False, "no_photo_flags")
    assert levels(*listings) == {}
