"""What the casework's tables are made of: their kinds of columns, and what a column says of itself.

`info=PERSONAL` marks what is hidden unless revealed, and erased when a case's term ends; `info=FREE` what everybody
reads and somebody typed: it is erased too.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
PERSONAL = {"personal": True}
FREE = {"free": True}
# SQLite counts up by itself only over its own INTEGER.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def key(name: str) -> Column[str]:
    """The id that tells a book's rows apart."""
    return Column(name, String(200), primary_key=True)


def text(name: str, *, needed: bool = False, personal: bool = False, free: bool = False) -> Column[str]:
    """A text: `needed` is not null, `personal` and `free` as above."""
    return Column(name, Text, nullable=not needed, info=PERSONAL if personal else FREE if free else {})


def version() -> Column[int]:
    """The number of the event that last changed the row."""
    return Column("version", BigInteger, nullable=False)


def key_of(table: Table) -> Column[str]:
    """The one column that tells a book's rows apart."""
    [key] = table.primary_key.columns
    return key


def personal_columns(table: Table) -> frozenset[str]:
    """The columns of a table that are hidden unless revealed."""
    return frozenset(column.name for column in table.columns if column.info.get("personal"))


def erased_columns(table: Table) -> frozenset[str]:
    """The columns that go when a case's term is over: the personal ones, and whatever somebody typed freely."""
    return personal_columns(table).union(column.name for column in table.columns if column.info.get("free"))
