"""The tables of the casework database. Migrations build them; a test holds the two equal.

Times are UTC without a zone, money is text of a decimal number. `version` is the number of the event that last
changed the row: it never comes twice, so an editor's version tells exactly what he saw. `info=PERSONAL` marks what
is hidden unless revealed, and erased when a case's term ends.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
PERSONAL = {"personal": True}
# SQLite counts up by itself only over its own INTEGER.
_Number = BigInteger().with_variant(Integer(), "sqlite")


def _id(name: str) -> Column[str]:
    return Column(name, String(200), primary_key=True)


def _text(name: str, *, needed: bool = False, personal: bool = False) -> Column[str]:
    return Column(name, Text, nullable=not needed, info=PERSONAL if personal else {})


def _version() -> Column[int]:
    return Column("version", BigInteger, nullable=False)


audit_head = Table(
    "audit_head",
    metadata,
    Column("head_id", Integer, primary_key=True, autoincrement=False),
    Column("sequence", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
)
audit_entries = Table(
    "audit_entries",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", Text, nullable=False),
)
events = Table(
    "events",
    metadata,
    Column("event_id", _Number, primary_key=True),
    Column("at", DateTime, nullable=False),
    _text("person", needed=True),
    _text("name", needed=True),
    _text("role", needed=True),
    _text("action", needed=True),
    _text("what", needed=True),
    _text("kind", needed=True),
    _text("record_id", needed=True),
    _text("before"),
    _text("after"),
    _text("salt"),
    Column("undoes", BigInteger),
    Index("ix_events_record", "kind", "record_id"),
    sqlite_autoincrement=True,
)
shop_reviews = Table(
    "shop_reviews",
    metadata,
    _id("shop_id"),
    _text("state", needed=True),
    _text("reason"),
    _text("owner"),
    Column("cleared_until", Date),
    _text("cleared_scan"),
    Column("evidence", JSON),
    _version(),
)
watches = Table(
    "watches",
    metadata,
    _id("watch_id"),
    _text("subject_type", needed=True),
    _text("subject_id", needed=True),
    _text("reason", needed=True),
    _text("owner", needed=True),
    Column("review_on", Date, nullable=False),
    Column("started_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    _text("status", needed=True),
    _text("renewed_because"),
    Column("renewals", Integer, nullable=False, server_default="0"),
    _text("goods"),
    Column("is_health_risk", Boolean, nullable=False, server_default=false()),
    Column("escalated_at", DateTime),
    _text("escalation_taken_by"),
    Column("seen_orders", BigInteger),
    Column("seen_listings", BigInteger),
    Column("seen_last_order_at", DateTime),
    _version(),
    Index("ix_watches_subject", "subject_type", "subject_id"),
)
notes = Table(
    "notes",
    metadata,
    _id("note_id"),
    _text("about_type", needed=True),
    _text("about_id", needed=True),
    _text("text", needed=True, personal=True),
    _text("author", needed=True),
    Column("written_at", DateTime, nullable=False),
    _version(),
    Index("ix_notes_about", "about_type", "about_id"),
)
cases = Table(
    "cases",
    metadata,
    _id("case_id"),
    _text("title", needed=True),
    _text("status", needed=True),
    _text("owner", needed=True),
    _text("file_number"),
    Column("opened_at", DateTime, nullable=False),
    Column("closed_at", DateTime),
    Column("ends_on", Date, nullable=False),
    Column("erased_at", DateTime),
    _text("erased_because"),
    _version(),
)
case_members = Table(
    "case_members",
    metadata,
    _id("member_id"),
    Column("case_id", String(200), ForeignKey("cases.case_id"), nullable=False, index=True),
    _text("member_type", needed=True),
    _text("subject_id"),
    _text("person_name", personal=True),
    _text("role"),
    _text("standing", needed=True),
    _text("remark", personal=True),
    _version(),
)
outcomes = Table(
    "outcomes",
    metadata,
    _id("outcome_id"),
    Column("case_id", String(200), ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("recorded_on", Date, nullable=False),
    Column("suspects", Integer),
    Column("dens", Integer),
    Column("units", BigInteger),
    _text("value"),
    _text("currency"),
    _text("source", needed=True),
    _version(),
)
site_checks = Table(
    "site_checks",
    metadata,
    _id("site_check_id"),
    _text("site_id", needed=True),
    _text("ring_id"),
    Column("case_id", String(200), ForeignKey("cases.case_id"), index=True),
    _text("status", needed=True),
    _text("checked_by"),
    Column("checked_at", DateTime),
    _text("adcode"),
    _text("address", personal=True),
    _text("found", personal=True),
    _version(),
)
test_buys = Table(
    "test_buys",
    metadata,
    _id("test_buy_id"),
    Column("case_id", String(200), ForeignKey("cases.case_id"), index=True),
    _text("shop_id", needed=True),
    _text("listing_id"),
    _text("order_id"),
    _text("status", needed=True),
    _text("reason"),
    _text("owner", needed=True),
    Column("buy_by", Date),
    Column("bought_at", DateTime),
    _text("bought_by"),
    _text("price"),
    _text("currency"),
    _text("waybill_no", personal=True),
    Column("received_at", DateTime),
    _text("seal_number"),
    _text("photo_path"),
    _text("photo_sha256"),
    _text("retained_sample"),
    Column("sent_at", DateTime),
    _text("sent_to"),
    _text("appraiser"),
    _text("appraiser_relation"),
    Column("appraised_at", DateTime),
    _text("verdict"),
    _text("report_number"),
    _text("remark"),
    Column("changed_at", DateTime, nullable=False),
    _version(),
    Index("ix_test_buys_shop_id", "shop_id"),
)
custody_steps = Table(
    "custody_steps",
    metadata,
    _id("custody_step_id"),
    Column("test_buy_id", String(200), ForeignKey("test_buys.test_buy_id"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    _text("handed_by", needed=True, personal=True),
    _text("taken_by", needed=True, personal=True),
    _text("seal_number"),
    Column("is_seal_intact", Boolean),
    _text("remark"),
    _version(),
)
plans = Table(
    "plans",
    metadata,
    _id("plan_id"),
    _text("ring_id"),
    Column("case_id", String(200), ForeignKey("cases.case_id"), index=True),
    Column("officers_at_hand", Integer),
    _version(),
)
plan_sites = Table(
    "plan_sites",
    metadata,
    _id("plan_site_id"),
    Column("plan_id", String(200), ForeignKey("plans.plan_id"), nullable=False, index=True),
    _text("site_id", needed=True),
    Column("officers", Integer),
    _text("override_needs"),
    _text("override_reason"),
    _text("override_by"),
    Column("override_at", DateTime),
    _text("override_scan"),
    _version(),
)
briefings = Table(
    "briefings",
    metadata,
    _id("briefing_id"),
    _text("title", needed=True),
    _text("status", needed=True),
    _text("owner", needed=True),
    Column("made_at", DateTime, nullable=False),
    # Ids of steps as they were last ordered, parted by blanks; one that is not named stands after those that are.
    _text("step_order"),
    _version(),
)
briefing_steps = Table(
    "briefing_steps",
    metadata,
    _id("step_id"),
    Column("briefing_id", String(200), ForeignKey("briefings.briefing_id"), nullable=False, index=True),
    _text("title", needed=True),
    _text("note"),
    _text("link", needed=True),
    _text("scan_id", needed=True),
    _text("added_by", needed=True),
    Column("added_at", DateTime, nullable=False),
    _version(),
)
# The records that people change, and, of each, those that rest on it.
BOOKS = {
    table.name: table
    for table in (
        shop_reviews,
        watches,
        notes,
        cases,
        case_members,
        outcomes,
        site_checks,
        test_buys,
        custody_steps,
        plans,
        plan_sites,
        briefings,
        briefing_steps,
    )
}


def key_of(table: Table) -> Column[str]:
    """The one column that tells a book's rows apart."""
    [key] = table.primary_key.columns
    return key


def personal_columns(table: Table) -> frozenset[str]:
    """The columns of a table that are hidden unless revealed."""
    return frozenset(column.name for column in table.columns if column.info.get("personal"))
