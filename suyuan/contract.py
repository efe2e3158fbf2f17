"""The contract: every extract that goes in and every finding that comes out, declared once.

Intake validates against it, the scan writes to it, the documentation and the tests read it.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT = "VARCHAR"
MONEY = "DECIMAL(18,4)"
TIME = "TIMESTAMP"
COUNT = "BIGINT"
REAL = "DOUBLE"
FLAG = "BOOLEAN"


@dataclass(frozen=True)
class Column:
    """One column of a table: its DuckDB type, whether it must be there, whether it is personal data."""

    name: str
    type: str
    required: bool = False
    personal: bool = False


@dataclass(frozen=True)
class Table:
    """One table. `key` names the columns that tell its rows apart ('' where it has none)."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: str = ""
    required: bool = False

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def required_columns(self) -> list[str]:
        return [column.name for column in self.columns if column.required]


def _columns(declaration: str) -> tuple[Column, ...]:
    """Read `name:type` words; `*` marks a column that must be there, `†` one that is personal."""
    types = {"text": TEXT, "money": MONEY, "time": TIME, "count": COUNT, "real": REAL, "flag": FLAG}
    columns = []
    for word in declaration.split():
        name, kind = word.split(":")
        columns.append(
            Column(
                name=name.rstrip("*†"), type=types.get(kind, kind), required="*" in name, personal="†" in name
            )
        )
    return tuple(columns)


def _table(name: str, grain: str, key: str, declaration: str, required: bool = False) -> Table:
    return Table(name=name, grain=grain, columns=_columns(declaration), key=key, required=required)


EXTRACTS: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "shops",
            "shop",
            "shop_id",
            "shop_id*:text shop_name:text owner_account_id:text registered_adcode:text "
            "registered_region:text opened_at:time observed_at:time",
            required=True,
        ),
        _table(
            "listings",
            "listing",
            "listing_id",
            "listing_id*:text shop_id*:text price*:money title:text category:text brand:text product:text "
            "description:text currency:text has_front_photo:flag logo_obscured:flag photo_flag_source:text "
            "photo_path:text listed_at:time observed_at:time",
            required=True,
        ),
        _table(
            "orders",
            "order line",
            "order_line_id",
            "order_line_id:text order_id*:text listing_id*:text shop_id*:text buyer_account_id*:text "
            "quantity*:count unit_price*:money ordered_at*:time currency:text status:text observed_at:time",
        ),
        _table(
            "reference_prices",
            "brand × category × product × validity",
            "",
            "brand*:text category*:text reference_price*:money product:text currency:text valid_from:time "
            "valid_to:time source:text observed_at:time",
        ),
        _table(
            "authorised_sellers",
            "shop × brand",
            "",
            "shop_id*:text brand*:text valid_from:time valid_to:time observed_at:time",
        ),
        _table(
            "shipments",
            "parcel",
            "",
            "order_id*:text shop_id:text waybill_no†:text courier:text origin_address†:text origin_adcode:text "
            "origin_latitude:real origin_longitude:real sender_phone†:text destination_address†:text "
            "destination_adcode:text destination_latitude:real destination_longitude:real shipped_at:time "
            "delivered_at:time observed_at:time",
        ),
        _table(
            "accounts",
            "platform account, buyer or seller",
            "account_id",
            "account_id*:text holder_name†:text phone†:text id_document†:text payment_account†:text "
            "registered_adcode:text registered_at:time observed_at:time",
        ),
        _table(
            "logins",
            "login",
            "",
            "account_id*:text logged_in_at*:time device_id†:text ip_address†:text adcode:text latitude:real "
            "longitude:real observed_at:time",
        ),
        _table(
            "complaints",
            "complaint",
            "complaint_id",
            "complaint_id*:text shop_id*:text complained_at*:time reason:text order_id:text listing_id:text "
            "complainant_account_id:text text†:text observed_at:time",
        ),
        _table(
            "test_buys",
            "mystery purchase",
            "test_buy_id",
            "test_buy_id*:text shop_id*:text verdict*:text listing_id:text order_id:text bought_at:time "
            "appraised_at:time appraiser:text note:text observed_at:time",
        ),
        _table(
            "shop_transfers",
            "change of a shop's hands",
            "",
            "shop_id*:text from_account_id:text to_account_id*:text transferred_at*:time observed_at:time",
        ),
        _table(
            "regions",
            "region, where the data is not Chinese",
            "adcode",
            "adcode*:text name*:text level:text parent_adcode:text latitude:real longitude:real observed_at:time",
        ),
    )
}

LINK_EVIDENCE = "STRUCT(kind VARCHAR, trace VARCHAR, innocents_expected DOUBLE, weight DOUBLE)[]"
REASON = "STRUCT(signal VARCHAR, figure DOUBLE, usual DOUBLE, weight DOUBLE, innocent_reading VARCHAR)[]"

FINDINGS: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "scan",
            "scan (one row)",
            "scan_id",
            "scan_id*:text started_at*:time finished_at*:time engine*:text extracts_sha256*:text version*:text "
            "signals_off*:VARCHAR[] assumed*:VARCHAR[] rings_of:text rings_as_of:time",
        ),
        Table(
            "listing_scores",
            "listing",
            _columns(
                "listing_id*:text shop_id*:text brand*:text category*:text price*:money "
                "reference_price*:money price_ratio*:real score*:real"
            )
            + (Column("reasons", REASON, required=True),),
            key="listing_id",
        ),
        Table(
            "shop_scores",
            "shop, every one",
            _columns(
                "shop_id*:text score*:real rank*:count suspect*:flag ring_id*:text signals_available*:VARCHAR[]"
            )
            + (Column("reasons", REASON, required=True),)
            + _columns(
                "signal_price:real signal_complaints:real signal_description:real signal_photos:real "
                "signal_geography:real signal_transfers:real signal_purchases:real signal_links:real "
                "signal_test_buys:real signal_authorised:real"
            ),
            key="shop_id",
        ),
        Table(
            "account_links",
            "pair of accounts",
            _columns("account_id_a*:text account_id_b*:text weight*:real")
            + (Column("evidence", LINK_EVIDENCE, required=True),),
        ),
        _table(
            "shared_facilities",
            "warehouse, locker, café, agency, hub",
            "facility_id",
            "facility_id*:text kind*:text trace*:text accounts*:count shops*:count",
        ),
        _table(
            "rings",
            "ring: jointly controlled accounts, a suspect shop among theirs",
            "ring_id",
            "ring_id*:text shops*:count accounts*:count orders*:count units_gross*:count "
            "units_corroborated*:count amount_gross*:money amount_corroborated*:money currency*:text "
            "first_order_at*:time last_order_at*:time score*:real principal_account_id*:text",
        ),
        _table(
            "ring_members",
            "account or shop of a ring",
            "",
            "ring_id*:text member_type*:text member_id*:text role*:text confidence*:real",
        ),
        Table(
            "principal_candidates",
            "candidate",
            _columns("ring_id*:text account_id*:text rank*:count score*:real")
            + (
                Column("reasons_for", REASON, required=True),
                Column("reasons_against", REASON, required=True),
            ),
        ),
        _table(
            "merchant_groups",
            "jointly controlled shops with no suspect among them",
            "group_id",
            "group_id*:text shop_ids*:VARCHAR[]",
        ),
        _table(
            "supply_edges",
            "supplier shop → reseller account",
            "",
            "supplier_shop_id*:text reseller_account_id*:text ring_id*:text orders*:count units*:count "
            "amount*:money first_order_at*:time last_order_at*:time",
        ),
        _table(
            "sites",
            "place a ring works from; a candidate, never an established fact",
            "site_id",
            "ring_id*:text site_id*:text role*:text basis*:text latitude*:real longitude*:real radius_m*:real "
            "adcode*:text address*†:text shipments*:count first_shipped_at*:time last_shipped_at*:time "
            "addresses†:VARCHAR[] spot_id:text shops:count logins:count logins_elsewhere:count deliveries:count",
        ),
        _table(
            "hot_categories",
            "brand × category × week",
            "",
            "brand*:text category*:text week_starts_at*:time listings_new*:count sellers*:count orders*:count "
            "units*:count complaints*:count share_cheap*:real suspects*:count weeks_before*:count "
            "expected*:real rise*:real z*:real is_hot*:flag",
        ),
        _table(
            "alerts",
            "alert",
            "alert_id",
            "alert_id*:text kind*:text since_scan*:text since_at*:time shop_id*:text ring_id*:text brand*:text "
            "category*:text week_starts_at*:time figure*:real reason*:text is_new*:flag",
        ),
        _table(
            "finding_records",
            "record behind a finding",
            "",
            "finding*:text finding_id*:text table_name*:text row_id*:text",
        ),
        _table(
            "rejected_rows",
            "row kept out",
            "",
            "table_name*:text reason*:text row*†:text",
        ),
    )
}
