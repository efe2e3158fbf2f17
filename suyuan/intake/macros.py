"""The macros of casts.sql and coordinates.sql written out, for an engine that has no macros."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp

from suyuan.engines.spark.dialect import to_spark


def in_spark(expression: exp.Expr) -> str:
    """One expression in Spark's SQL."""
    return to_spark(exp.select(expression.copy()).sql("duckdb"))[len("SELECT ") :]


def called(name: str, column: str) -> str:
    """A macro of one column, in Spark's SQL."""
    return in_spark(expanded(exp.Anonymous(this=name, expressions=[exp.column(column, quoted=True)])))


def called_with(name: str, value: str) -> str:
    """A macro of one text, in Spark's SQL."""
    return in_spark(expanded(exp.Anonymous(this=name, expressions=[exp.Literal.string(value)])))


@cache
def _macros() -> dict[str, tuple[list[str], exp.Expr]]:
    """The macros of casts.sql and coordinates.sql: each one's arguments and what it stands for."""
    macros = {}
    for name in ("casts.sql", "coordinates.sql"):
        text = Path(__file__).with_name(name).read_text(encoding="utf-8")
        for statement in sqlglot.parse(text, read="duckdb"):
            if isinstance(statement, exp.Create):
                head = statement.this
                macros[head.this.name] = (
                    [argument.name for argument in head.expressions],
                    statement.expression,
                )
    return macros


def expanded(node: exp.Expr) -> exp.Expr:
    """The expression with every macro written out."""
    macros = _macros()
    found = next((call for call in node.find_all(exp.Anonymous) if call.name in macros), None)
    while found is not None:
        names, body = macros[found.name]
        given = dict(zip(names, found.expressions, strict=True))
        written = exp.paren(_filled(body.copy(), given))
        if found is node:
            node = written
        else:
            found.replace(written)
        found = next((call for call in node.find_all(exp.Anonymous) if call.name in macros), None)
    return node


def _filled(body: exp.Expr, given: dict[str, exp.Expr]) -> exp.Expr:
    """A macro's body with its arguments put in; `p.lat` is a field of the argument p."""

    def fill(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column):
            return node
        if node.table in given:
            return exp.Dot(this=exp.paren(given[node.table].copy()), expression=exp.to_identifier(node.name))
        if not node.table and node.name in given:
            return exp.paren(given[node.name].copy())
        return node

    return body.transform(fill)
