"""Short words for the pieces of which a query's tree is rebuilt."""

from __future__ import annotations

from sqlglot import exp


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    """A function of Spark's by its name."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def lit(value: int | str) -> exp.Expr:
    """A number as it is written."""
    return exp.Literal.number(value)


def text(value: str) -> exp.Expr:
    return exp.Literal.string(value)


def double(value: exp.Expr) -> exp.Expr:
    return exp.cast(value, exp.DataType.build("double"))


def decimal(precision: int, scale: int) -> exp.DataType:
    return exp.DataType.build(f"decimal({precision}, {scale})")


def is_double(value: exp.Expr) -> exp.Expr:
    """Whether a value's type is double. Spark answers while it plans: no row is asked."""
    return exp.EQ(this=call("TYPEOF", value.copy()), expression=text("double"))


def infinity() -> exp.Expr:
    return double(text("Infinity"))
