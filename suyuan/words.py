"""Codes of the findings → words: the one place where a code becomes something a person reads.

Codes come from the queries; wording, in both languages, from the message catalogues. A code without a word is
shown as it stands, and a test finds it.
"""

from __future__ import annotations

from suyuan.messages import N_, _

WORDS: dict[str, dict[str, str]] = {
    "signal": {
        "price": N_("Price"),
        "complaints": N_("Complaints"),
        "description": N_("Description"),
        "photos": N_("Photos"),
        "geography": N_("Geography"),
        "transfers": N_("Shop transfers"),
        "purchases": N_("Purchases"),
        "links": N_("Ties"),
        "test_buys": N_("Test buys"),
        "authorised": N_("Authorised sellers"),
    },
    "kind": {
        "prices": N_("Prices"),
        "listing": N_("Listings"),
        "buyers": N_("Buyers"),
        "parcels": N_("Parcels"),
        "accounts": N_("Accounts"),
        "laboratory": N_("Lab"),
    },
    "strength": {
        "very_strong": N_("very strong"),
        "strong": N_("strong"),
        "weak": N_("weak"),
        "slight": N_("slight"),
        "neutral": N_("says nothing"),
        "slight_for": N_("slightly for it"),
        "weak_for": N_("for it"),
        "strong_for": N_("strongly for it"),
    },
    "shop_strength": {
        "very_strong": N_("very strong"),
        "strong": N_("strong"),
        "moderate": N_("moderate"),
        "weak": N_("weak"),
        "none": N_("none"),
    },
    "off_reason": {
        "no_brands": N_("no brands or titles delivered"),
        "no_categories": N_("no categories delivered"),
        "no_measure": N_("no reference prices, nor enough shops to compare"),
        "no_complaints": N_("no complaints delivered"),
        "no_orders": N_("no orders delivered"),
        "no_traces": N_("no logins, registrations or parcels delivered"),
        "no_titles": N_("no titles delivered"),
        "no_photo_flags": N_("no photo flags delivered"),
        "no_shipments": N_("no parcels delivered"),
        "no_origins": N_("parcels without places of origin"),
        "no_registered_places": N_("shops without registered places"),
        "no_shop_transfers": N_("no shop transfers delivered"),
        "no_owners": N_("shops without owners' accounts"),
        "no_test_buys": N_("no test buys delivered"),
        "no_authorised_sellers": N_("no list of authorised sellers delivered"),
    },
    "innocent_reading": {
        "clearance": N_("clearance or an outlet"),
        "discount": N_("an ordinary discount"),
        "ordinary_price": N_("the price is what others ask"),
        "says_why": N_("the text gives a reason for the price"),
        "other_product": N_("a different, cheaper product"),
        "rival": N_("a rival's burst of complaints"),
        "mistaken_buyer": N_("buyers who are mistaken"),
        "no_complaint": N_("nobody complains of fakes"),
        "few_orders": N_("too few orders to tell"),
        "typing_error": N_("a typing error"),
        "slang": N_("slang that honest sellers use too"),
        "trade_word": N_("an honest trade word"),
        "clean_text": N_("the text is clean"),
        "no_brand": N_("goods of no brand"),
        "poor_photos": N_("poor photos, taken in haste"),
        "clear_photos": N_("photos show the goods"),
        "third_party_warehouse": N_("a third-party warehouse or drop-shipping"),
        "several_warehouses": N_("several warehouses"),
        "local_dispatch": N_("parcels start where it is registered"),
        "new_owner": N_("a new owner with other plans"),
        "same_owner": N_("never changed hands"),
        "shared_household": N_("a relative or partner in one household"),
        "honest_supply": N_("ordinary trade, unaware of what the other sells"),
        "deceived_by_supplier": N_("deceived by its own supplier"),
        "genuine_goods": N_("the goods tested are genuine"),
        "authorised_by_brand": N_("authorised by the brand"),
        "outlet": N_("outlet or clearance"),
        "kids": N_("a children's size"),
        "second_hand": N_("second-hand"),
        "parallel_import": N_("parallel import"),
    },
    "price_use": {
        "used": N_("compared"),
        "deposit": N_("a deposit, not a price"),
        "difference": N_("a make-up-the-difference link"),
        "unit": N_("another unit"),
        "fits": N_("fits the brand, is not of it"),
        "implausible": N_("an implausible price"),
        "no_reference": N_("nothing to compare with"),
    },
    "price_basis": {
        "product": N_("the product's reference"),
        "category_span": N_("the category's cheapest product"),
        "category": N_("the category's reference"),
        "peers": N_("other shops' prices"),
    },
    "change": {
        "new_suspect": N_("new suspect"),
        "no_longer_suspect": N_("no longer suspect"),
        "rose": N_("evidence rose"),
        "fell": N_("evidence fell"),
    },
    "verdict": {
        "counterfeit": N_("counterfeit"),
        "genuine": N_("genuine"),
        "inconclusive": N_("inconclusive"),
        "pending": N_("pending"),
    },
    "complaint_reason": {
        "counterfeit": N_("counterfeit"),
        "quality": N_("quality"),
        "not_as_described": N_("not as described"),
        "delivery": N_("delivery"),
        "other": N_("other"),
    },
    "complaint_basis": {
        "stated": N_("stated"),
        "reason": N_("stated reason"),
        "text": N_("read from the text"),
    },
    "order_status": {
        "paid": N_("paid"),
        "refunded": N_("refunded"),
        "closed": N_("closed"),
    },
    "direction": {
        "buys": N_("stocks up from"),
        "supplies": N_("supplies"),
    },
}


def word(family: str, code: object) -> str:
    """What `code` of `family` is called in the viewer's language; '' for no code, the code where it has no word."""
    if not isinstance(code, str) or not code:  # a frame says none by None or NaN
        return ""
    text = WORDS[family].get(code)
    return _(text) if text else code
