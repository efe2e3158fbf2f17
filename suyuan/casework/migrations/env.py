"""Alembic's entry: runs the migrations on the connection that it is handed."""

from __future__ import annotations

from alembic import context

from suyuan.casework.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # SQLite takes back its DDL too, as long as the driver does not commit behind one's back.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
