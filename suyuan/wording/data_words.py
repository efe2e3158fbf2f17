"""The wording of the data page: tables, rules that rows break, what was assumed, what is missing."""

from __future__ import annotations

from suyuan.messages import N_, _

TABLES = {
    "shops": N_("shops"),
    "listings": N_("listings"),
    "orders": N_("order lines"),
    "reference_prices": N_("reference prices"),
    "authorised_sellers": N_("authorised sellers"),
    "shipments": N_("parcels"),
    "accounts": N_("accounts"),
    "logins": N_("logins"),
    "complaints": N_("complaints"),
    "test_buys": N_("test buys"),
    "shop_transfers": N_("shop transfers"),
    "regions": N_("regions"),
}
REASONS = {
    "null_id": N_("an id is missing"),
    "missing_value": N_("a value that must be there is missing"),
    "quantity_not_positive": N_("quantity is zero or less"),
    "price_not_positive": N_("price is zero or less"),
    "unknown_shop": N_("its shop is not among the shops"),
    "conflicting_id": N_("the same id with other values"),
    "coordinate_out_of_range": N_("a coordinate that is nowhere on earth"),
    "unknown_verdict": N_("a verdict that the contract does not know"),
}
ASSUMED = {
    "time_zone_utc": N_("times are UTC"),
    "coordinates_wgs84": N_("coordinates are WGS84"),
    "currency_cny": N_("prices are in CNY"),
    "rounded": N_("{place} rounded to four decimals"),
    "ids_from_numbers": N_("{place} delivered as numbers, kept as text"),
    "not_in_manifest": N_("{place} is not in the manifest"),
}
LAYERS = {
    "checks": N_("checks"),
    "extracts": N_("extracts"),
    "geo": N_("places"),
    "signals": N_("signals"),
    "links": N_("links"),
    "findings": N_("findings"),
}
# What is wanting where a signal is off → the extract that would bring it.
MISSING = {
    "no_brands": "listings",
    "no_categories": "listings",
    "no_measure": "reference_prices",
    "no_titles": "listings",
    "no_photo_flags": "listings",
    "no_complaints": "complaints",
    "no_orders": "orders",
    "no_shipments": "shipments",
    "no_origins": "shipments",
    "no_registered_places": "shops",
    "no_owners": "shops",
    "no_shop_transfers": "shop_transfers",
    "no_test_buys": "test_buys",
    "no_authorised_sellers": "authorised_sellers",
}


def table(code: str) -> str:
    """What an extract is called; the code where it has no word."""
    return _(TABLES.get(code, code))


def reason(code: str) -> str:
    """Which rule a row breaks."""
    return _(REASONS.get(code, code))


def layer(code: str) -> str:
    """Which room of the catalogue a query stands in."""
    return _(LAYERS.get(code, code))


def assumed(code: str) -> str:
    """What was assumed: `code` or `code:place`, as the scan writes it."""
    kind, _colon, place = code.partition(":")
    return _(ASSUMED.get(kind, code)).format(place=place)
