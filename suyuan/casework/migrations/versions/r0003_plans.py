"""Operation plans: the number at hand, officers a site, overrides with their reasons."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("plan_id", sa.String(length=200), nullable=False),
        sa.Column("ring_id", sa.Text(), nullable=True),
        sa.Column("case_id", sa.String(length=200), nullable=True),
        sa.Column("officers_at_hand", sa.Integer(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_plans_case_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plans")),
    )
    op.create_index(op.f("ix_plans_case_id"), "plans", ["case_id"], unique=False)
    op.create_table(
        "plan_sites",
        sa.Column("plan_site_id", sa.String(length=200), nullable=False),
        sa.Column("plan_id", sa.String(length=200), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("officers", sa.Integer(), nullable=True),
        sa.Column("override_needs", sa.Text(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("override_by", sa.Text(), nullable=True),
        sa.Column("override_at", sa.DateTime(), nullable=True),
        sa.Column("override_scan", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_plan_sites_plan_id")),
        sa.PrimaryKeyConstraint("plan_site_id", name=op.f("pk_plan_sites")),
    )
    op.create_index(op.f("ix_plan_sites_plan_id"), "plan_sites", ["plan_id"], unique=False)
