"""Mixes of invented marketplaces: from one like the casebook's to some that a scan was not made for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """The mix of a marketplace. Shares lie in 0–1; prices of fakes are shares of the brand's reference price.

    `prevalence`: guilty shops among all; `ring_share`: of them in rings; `clean_share`: guilty shops whose
    text gives nothing away; `decoy_share`: innocents of a kind that looks guilty; `complaint_noise`: times
    the usual mistaken complaints about innocents; `discount_depth`: how much lower honest prices reach;
    `style_code_share`: branded listings that name their product; `unreferenced_brands`: brands without
    reference prices; `words`: another set of phrases, complaints and disguises (`zh_other`); `without`: tables
    and `table.column`s not delivered; `second_currency`: what some importers price in, at `second_rate`.
    `shops` and `test_buys` follow the size where None.
    """

    country: str = "cn"
    lang: str = "zh"
    words: str | None = None
    brand_set: str = "known"
    currency: str = "CNY"
    money_scale: float = 1.0
    second_currency: str | None = None
    second_rate: float = 0.14
    utc_offset_hours: int = 8
    first_day: dt.date = dt.date(2026, 1, 1)
    last_day: dt.date = dt.date(2026, 10, 31)
    shops: int | None = None
    prevalence: float = 0.035
    ring_share: float = 0.65
    fake_price_low: float = 0.15
    fake_price_high: float = 0.5
    clean_share: float = 0.35
    decoy_share: float = 0.3
    complaint_noise: float = 1.0
    discount_depth: float = 0.0
    style_code_share: float = 0.6
    test_buys: int | None = None
    unreferenced_brands: float = 0.0
    cases: bool = False
    without: tuple[str, ...] = ()


PROFILES: dict[str, Profile] = {
    "casebook": Profile(cases=True),
    "quiet": Profile(fake_price_low=0.6, fake_price_high=0.9, clean_share=0.7),
    "bazaar": Profile(discount_depth=0.4, decoy_share=0.5, prevalence=0.03),
    "clean_text": Profile(clean_share=0.97, fake_price_low=0.35, fake_price_high=0.75),
    "few_fakes": Profile(prevalence=0.012, complaint_noise=2.0),
    "all_genuine": Profile(prevalence=0.0, decoy_share=0.75, discount_depth=0.2, test_buys=60),
    "no_orders": Profile(without=("orders", "shipments", "complaints", "logins", "test_buys")),
    "new_brands": Profile(brand_set="invented", unreferenced_brands=0.3, complaint_noise=1.5),
    "other_words": Profile(words="zh_other", fake_price_high=0.6),
    "two_currencies": Profile(second_currency="USD"),
    "sparse": Profile(
        without=(
            "accounts",
            "logins",
            "shop_transfers",
            "authorised_sellers",
            "listings.product",
            "listings.description",
            "listings.has_front_photo",
            "listings.logo_obscured",
            "listings.photo_flag_source",
            "complaints.reason",
            "shipments.origin_latitude",
            "shipments.origin_longitude",
        ),
    ),
    "foreign": Profile(
        country="xa",
        lang="en",
        brand_set="invented",
        currency="BRL",
        money_scale=0.8,
        utc_offset_hours=-3,
    ),
}
