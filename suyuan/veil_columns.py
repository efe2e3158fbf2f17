"""Which columns name somebody or something: ids, names of shops, free text; and which are harmless.

A test holds every page's query to these lists.
"""

from __future__ import annotations

from suyuan.masking import PERSONAL


def _named(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Ids, of whatever kind: a pseudonym stands for each.
IDS = _named(
    """
    account_id account_id_a account_id_b buyer_account_id candidate_account_id complainant_account_id from_account_id
    owner_account_id principal_account_id reseller_account_id to_account_id
    shop_id other_shop_id own_shop_id reseller_shop_id supplier_shop_id
    listing_id order_id order_line_id complaint_id test_buy_id facility_id group_id ring_id spot_id
    member_id subject_id finding_id row_id evidence__scope.id frame__ids.id
    """
)
# Codes of events, and ids among them.
IDS_AMONG_CODES = {
    "rings__events.detail": frozenset({"up", "down", "counterfeit", "genuine"}),
    "rings__replay_events.detail": frozenset({"counterfeit", "genuine"}),
}
SHOP_NAMES = _named("shop_name supplier_name")
LISTING_NAMES = _named("title")
# Several names of shops in one text, as the queries join them.
JOINED_NAMES = _named("shop_names shops_a shops_b candidate_shops reseller_names")
JOINT = " · "
# Names of persons: hidden unless the account was revealed.
PERSONS = _named("holder_name")
# Whose name it is: the first of these ids that stands in the same row.
WHOSE = {
    "shop_name": ("shop_id", "other_shop_id", "member_id"),
    "supplier_name": ("supplier_shop_id",),
    "title": ("listing_id",),
    "shop_names": ("account_id",),
    "candidate_shops": ("candidate_account_id",),
    "reseller_names": ("reseller_account_id",),
    "shops_a": ("account_id_a",),
    "shops_b": ("account_id_b",),
    "holder_name": ("account_id", "member_id"),
}
# Free text, names of persons, marks of things: hidden whole, with what the contract calls personal.
HIDDEN_TEXT = PERSONAL | _named(
    """
    addresses appraiser note person door strand place_mode place_strand trace evidence records
    """
)
# Codes, goods, places down to the district, names of the program's own: the same for every viewer.
HARMLESS = _named(
    """
    adcode apart_level apart_signal assumed basis best_kind brand brands categories category cell change city_adcode
    city_en city_zh code courier currency destination_adcode destination_en destination_key destination_zh direction
    district_adcode district_en district_zh engine event file filter finding innocent_reading kind kind_accounts
    kind_buyers kind_laboratory kind_listing kind_parcels kind_prices kinds lane layer level main_brand main_category
    member_type name_en name_zh off_reason origin_adcode origin_basis origin_en origin_key origin_zh place_en place_zh
    price_basis price_use product province_adcode province_en province_key province_zh reason reasons
    reasons_against reasons_for region_key registered_adcode registered_en registered_province registered_region
    registered_zh relation role rings_of scan_id sha256 shop_strength signal signals_available signals_off source status
    strength subject_type table_name top_key top_suspect_key town_en town_zh trace_kind unclear verdict version
    data__cuts.name data__queries.name
    """
)
# How the program reckons: drawn as bars and words, never handed out before a room.
METHODS = _named("weight pair_weight ties_weight log_odds prior_log_odds")
# Read by the program alone, shown nowhere: compared with what casework keeps.
INTERNAL = frozenset({"cases__events.record"})
SITES = frozenset({"site_id"})
# Where a site stands is told to a thousandth of a degree, some hundred metres: the block, not the door.
DEGREES, BLOCK = _named("latitude longitude origin_latitude origin_longitude"), 3

# Of casework's records, by column; its own ids are random and tell nothing. Any other text is hidden.
RECORD_IDS = frozenset({"shop_id", "subject_id", "about_id", "listing_id", "order_id", "ring_id"})
RECORD_PASSES = _named(
    """
    watch_id note_id case_id member_id outcome_id site_check_id test_buy_id custody_step_id plan_id plan_site_id
    state status subject_type about_type member_type role standing goods currency value price verdict adcode
    appraiser_relation cleared_scan override_needs override_scan evidence
    """
)
# Written for the room: a briefing's own words are shown as they are, but not who wrote them.
OPEN_BOOKS = frozenset({"briefings", "briefing_steps"})
PEOPLE = frozenset({"owner", "added_by"})
