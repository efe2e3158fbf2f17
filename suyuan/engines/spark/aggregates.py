"""Lists and picks over a group in Spark's SQL, with DuckDB's order and DuckDB's NULLs."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from suyuan.engines.spark.words import call, lit


def _list(node: exp.Expr) -> exp.Expr:
    """A list in its order; NULL, not empty, where no row came in."""
    kept = node.parent.expression if isinstance(node.parent, exp.Filter) else None
    if kept is not None:
        return node
    return _listed(node, None)


def _filtered(node: exp.Expr) -> exp.Expr:
    if isinstance(node.this, exp.ArrayAgg):
        return _listed(node.this, node.expression)
    if isinstance(node.this, exp.ArgMax | exp.ArgMin):
        return _picked(node.this, node.expression)
    return node


def _listed(node: exp.Expr, where: exp.Expr | None) -> exp.Expr:
    order = node.this if isinstance(node.this, exp.Order) else None
    value = order.this if order is not None else node.this
    if order is None:
        return _or_null(_collected(value.copy(), where))
    keys = [key.this.copy() for key in order.expressions]
    fields = [exp.alias_(value.copy(), "value")]
    fields += [exp.alias_(key, f"key_{number}") for number, key in enumerate(keys)]
    collected = _collected(call("STRUCT", *fields), where)
    compared = exp.Lambda(
        this=_comparison([bool(key.args.get("desc")) for key in order.expressions]),
        expressions=[exp.to_identifier("one"), exp.to_identifier("other")],
    )
    value_of = exp.Lambda(this=_field("item", "value"), expressions=[exp.to_identifier("item")])
    return _or_null(call("TRANSFORM", call("ARRAY_SORT", collected, compared), value_of))


def _collected(value: exp.Expr, where: exp.Expr | None) -> exp.Expr:
    collected = call("COLLECT_LIST", value)
    return exp.Filter(this=collected, expression=where.copy()) if where is not None else collected


def _or_null(collected: exp.Expr) -> exp.Expr:
    filled = exp.GT(this=call("SIZE", collected.copy()), expression=lit(0))
    return call("IF", filled, collected, exp.null())


def _comparison(falling: list[bool]) -> exp.Expr:
    """Which of two comes first, by each key in turn; what is missing comes last either way."""
    cases = exp.Case()
    for number, falls in enumerate(falling):
        one, other = _field("one", f"key_{number}"), _field("other", f"key_{number}")
        first, second = (1, -1) if falls else (-1, 1)
        less = exp.LT(this=one.copy(), expression=other.copy())
        more = exp.GT(this=one.copy(), expression=other.copy())
        missing = exp.and_(
            exp.Is(this=one.copy(), expression=exp.null()), other.copy().is_(exp.null()).not_()
        )
        there = exp.and_(exp.Is(this=other.copy(), expression=exp.null()), one.copy().is_(exp.null()).not_())
        cases = cases.when(missing, _number(1)).when(there, _number(-1))
        cases = cases.when(less, _number(first)).when(more, _number(second))
    return cases.else_(_number(0))


def _number(value: int) -> exp.Expr:
    return exp.Neg(this=lit(-value)) if value < 0 else lit(value)


def _field(row: str, name: str) -> exp.Expr:
    return exp.column(name, table=row)


def _picked(node: exp.Expr, where: exp.Expr | None = None) -> exp.Expr:
    """The value at the largest or smallest key; rows without a value are not asked."""
    name = "MAX_BY" if isinstance(node, exp.ArgMax) else "MIN_BY"
    has_value = node.this.copy().is_(exp.null()).not_()
    asked = exp.and_(where.this.copy(), has_value) if where is not None else has_value
    picked = call(name, node.this.copy(), node.expression.copy())
    return exp.Filter(this=picked, expression=exp.Where(this=asked))


def _pick(node: exp.Expr) -> exp.Expr:
    return node if isinstance(node.parent, exp.Filter) else _picked(node)


def _any_value(node: exp.Expr) -> exp.Expr:
    """`any_value(x ORDER BY y)` is the first x there is in that order."""
    value = node.this
    if not (isinstance(value, exp.AnyValue) and isinstance(value.this, exp.Order)):
        return node
    where = exp.Where(this=value.this.this.copy().is_(exp.null()).not_())
    return call("GET", _listed(value, where), lit(0))


REWRITES: dict[type, Callable[[exp.Expr], exp.Expr]] = {
    exp.ArrayAgg: _list,
    exp.Filter: _filtered,
    exp.ArgMax: _pick,
    exp.ArgMin: _pick,
    exp.IgnoreNulls: _any_value,
}
