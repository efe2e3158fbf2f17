"""Briefings: a title, the order of its steps, and each step's view as a link."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "briefings",
        sa.Column("briefing_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("step_order", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("briefing_id", name=op.f("pk_briefings")),
    )
    op.create_table(
        "briefing_steps",
        sa.Column("step_id", sa.String(length=200), nullable=False),
        sa.Column("briefing_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("scan_id", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["briefings.briefing_id"], name=op.f("fk_briefing_steps_briefing_id")
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_briefing_steps")),
    )
    op.create_index(op.f("ix_briefing_steps_briefing_id"), "briefing_steps", ["briefing_id"], unique=False)
