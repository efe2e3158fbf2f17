"""What proves: cases with members and outcomes, site checks, test buys and their custody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("case_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("file_number", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=True),
        sa.Column("erased_because", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_cases")),
    )
    op.create_table(
        "case_members",
        sa.Column("member_id", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=200), nullable=False),
        sa.Column("member_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_case_members_case_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_case_members")),
    )
    op.create_index(op.f("ix_case_members_case_id"), "case_members", ["case_id"], unique=False)
    op.create_table(
        "outcomes",
        sa.Column("outcome_id", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=200), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("suspects", sa.Integer(), nullable=True),
        sa.Column("dens", sa.Integer(), nullable=True),
        sa.Column("units", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_outcomes_case_id")),
        sa.PrimaryKeyConstraint("outcome_id", name=op.f("pk_outcomes")),
    )
    op.create_index(op.f("ix_outcomes_case_id"), "outcomes", ["case_id"], unique=False)
    op.create_table(
        "site_checks",
        sa.Column("site_check_id", sa.String(length=200), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("ring_id", sa.Text(), nullable=True),
        sa.Column("case_id", sa.String(length=200), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.Text(), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("adcode", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_site_checks_case_id")),
        sa.PrimaryKeyConstraint("site_check_id", name=op.f("pk_site_checks")),
    )
    op.create_index(op.f("ix_site_checks_case_id"), "site_checks", ["case_id"], unique=False)
    op.create_table(
        "test_buys",
        sa.Column("test_buy_id", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=200), nullable=True),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("listing_id", sa.Text(), nullable=True),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("buy_by", sa.Date(), nullable=True),
        sa.Column("bought_at", sa.DateTime(), nullable=True),
        sa.Column("bought_by", sa.Text(), nullable=True),
        sa.Column("price", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("waybill_no", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("seal_number", sa.Text(), nullable=True),
        sa.Column("photo_path", sa.Text(), nullable=True),
        sa.Column("photo_sha256", sa.Text(), nullable=True),
        sa.Column("retained_sample", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("sent_to", sa.Text(), nullable=True),
        sa.Column("appraiser", sa.Text(), nullable=True),
        sa.Column("appraiser_relation", sa.Text(), nullable=True),
        sa.Column("appraised_at", sa.DateTime(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("report_number", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_test_buys_case_id")),
        sa.PrimaryKeyConstraint("test_buy_id", name=op.f("pk_test_buys")),
    )
    op.create_index(op.f("ix_test_buys_case_id"), "test_buys", ["case_id"], unique=False)
    op.create_index("ix_test_buys_shop_id", "test_buys", ["shop_id"], unique=False)
    op.create_table(
        "custody_steps",
        sa.Column("custody_step_id", sa.String(length=200), nullable=False),
        sa.Column("test_buy_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("handed_by", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("seal_number", sa.Text(), nullable=True),
        sa.Column("is_seal_intact", sa.Boolean(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["test_buy_id"], ["test_buys.test_buy_id"], name=op.f("fk_custody_steps_test_buy_id")
        ),
        sa.PrimaryKeyConstraint("custody_step_id", name=op.f("pk_custody_steps")),
    )
    op.create_index(op.f("ix_custody_steps_test_buy_id"), "custody_steps", ["test_buy_id"], unique=False)
