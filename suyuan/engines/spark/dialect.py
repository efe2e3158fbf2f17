"""The catalogue's queries in Spark's SQL: what sqlglot carries over, and the cases where the same word means another
thing there. Works on the parsed query alone; no SQL is pasted together.

Whatever is not named here sqlglot carries over; tests/spark compare every relation with DuckDB's.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlglot
from sqlglot import exp

from suyuan.engines.spark import aggregates, regexes
from suyuan.engines.spark.words import call, decimal, double, infinity, is_double, lit, text

# What trim() takes away in DuckDB: every space of Unicode (category Zs), no tab and no line break.
_SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INTEGERS = {exp.DType.TINYINT, exp.DType.SMALLINT, exp.DType.INT, exp.DType.BIGINT}


def view_name(relation: str) -> str:
    """A relation's name on Spark, where a temporary view has no schema."""
    return relation.replace(".", "__")


def to_spark(sql: str) -> str:
    """One query of the catalogue, DuckDB's SQL in, Spark's out. Raises ValueError on what it cannot carry over."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    # Children before parents: a rewritten node is never met again.
    for node in reversed(list(tree.walk(bfs=True))):
        rewrite = _REWRITES.get(type(node))
        written = rewrite(node) if rewrite else node
        if written is not node:
            node.replace(written)
    return tree.sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE)


def _table(node: exp.Expr) -> exp.Expr:
    if node.args.get("db"):
        node.set("this", exp.to_identifier(view_name(f"{node.text('db')}.{node.name}")))
        node.set("db", None)
    return node


def _star(node: exp.Expr) -> exp.Expr:
    """`* REPLACE (x AS y)` is every column but y, and x as y beside them: the columns' order is not kept."""
    replaced = node.args.get("replace")
    if not replaced:
        return node
    select = node.find_ancestor(exp.Select)
    assert select is not None
    for alias in replaced:
        select.append("expressions", alias.copy())
    node.set("replace", None)
    node.set("except_", [exp.to_identifier(alias.alias) for alias in replaced])
    return node


def _division(node: exp.Expr) -> exp.Expr:
    """Always of doubles. By zero it is infinite, or not a number, where Spark stops or says NULL."""
    above, below = double(node.this.copy()), node.expression.copy()
    if isinstance(below.unnest(), exp.Literal):
        return exp.Paren(this=exp.Div(this=above, expression=double(below), typed=True, safe=False))
    infinite = exp.Mul(this=above.copy(), expression=infinity())
    by_zero = exp.EQ(this=double(below.copy()), expression=lit(0))
    return call(
        "COALESCE", call("TRY_DIVIDE", above, double(below)), call("IF", by_zero, infinite, exp.null())
    )


def _round(node: exp.Expr) -> exp.Expr:
    """A double is rounded by its binary value, not by the decimals it is written with; the result is a double."""
    places = node.args.get("decimals")
    if places is None or (isinstance(places, exp.Literal) and places.name == "0"):
        return node
    scale = double(lit(10 ** int(places.name)))
    scaled = exp.Mul(this=double(node.this.copy()), expression=scale)
    binary = exp.Div(this=call("ROUND", scaled), expression=scale.copy(), typed=True, safe=False)
    written = double(exp.Round(this=node.this.copy(), decimals=places.copy()))
    return call("IF", is_double(node.this), exp.Paren(this=binary), written)


def _cast(node: exp.Expr) -> exp.Expr:
    """Doubles round to even on the way to whole numbers and by their binary value on the way to decimals."""
    value, to = node.this, node.args["to"]
    if isinstance(value, exp.Literal | exp.Null | exp.Array):
        return node
    if to.this in _INTEGERS and not isinstance(value, exp.Count | exp.Sum | exp.Floor | exp.Ceil):
        to_even = _as(node, call("RINT", _as(node, value.copy(), exp.DataType.build("double"))), to)
        # Decimals round half away from zero; what is whole already stays as it is.
        is_decimal = call("STARTSWITH", call("TYPEOF", value.copy()), text("decimal"))
        written = _as(node, call("IF", is_decimal, call("ROUND", value.copy()), value.copy()), to)
        return call("IF", is_double(value), to_even, written)
    if to.this == exp.DType.DECIMAL and not isinstance(value, exp.Sum):
        precision, scale = (int(part.name) for part in to.expressions)
        scaled = exp.Mul(this=double(value.copy()), expression=double(lit(10**scale)))
        unit = exp.cast(lit(f"0.{'0' * (scale - 1)}1" if scale else "1"), decimal(max(scale, 1), scale))
        binary = exp.Mul(this=_as(node, call("ROUND", scaled), decimal(precision, 0)), expression=unit)
        return call("IF", is_double(value), _as(node, binary, to), node.copy())
    return node


def _as(node: exp.Expr, value: exp.Expr, to: exp.DataType) -> exp.Expr:
    """A cast of the same kind as `node`: one that stops at what does not fit, or one that says NULL."""
    kind = node.copy()
    kind.set("this", value)
    kind.set("to", to.copy())
    return kind


def _difference(node: exp.Expr) -> exp.Expr:
    """Days between two dates are a number."""
    both = (node.this.unnest(), node.expression.unnest())
    if all(isinstance(side, exp.Cast) and side.args["to"].this == exp.DType.DATE for side in both):
        return call("DATEDIFF", *(side.copy() for side in both))
    return node


def _series(node: exp.Expr) -> exp.Expr:
    """Counts up only: Spark's sequence counts down where the end is before the start."""
    start, end = node.args["start"], node.args["end"]
    upto = call("SEQUENCE", start.copy(), call("GREATEST", start.copy(), end.copy()))
    length = exp.Add(this=exp.Sub(this=end.copy(), expression=start.copy()), expression=lit(1))
    return call("SLICE", upto, lit(1), call("GREATEST", length, lit(0)))


def _element(node: exp.Expr) -> exp.Expr:
    """sqlglot has made a literal place count from zero; any other still counts from one."""
    [place] = node.expressions
    if isinstance(place, exp.Literal) and not place.is_string:
        return call("GET", node.this.copy(), place.copy())
    return call("GET", node.this.copy(), exp.Sub(this=exp.paren(place.copy()), expression=lit(1)))


def _lambda(node: exp.Expr) -> exp.Expr:
    """A second argument is the element's place, which counts from zero on Spark."""
    if len(node.expressions) < 2 or not isinstance(node.parent, exp.ArrayFilter | exp.Transform):
        return node
    place = node.expressions[1].name
    for identifier in list(node.this.find_all(exp.Identifier)):
        if identifier.name == place and not isinstance(identifier.parent, exp.Table):
            inner = identifier.parent if isinstance(identifier.parent, exp.Column) else identifier
            inner.replace(exp.paren(exp.Add(this=inner.copy(), expression=lit(1))))
    return node


def _trim(node: exp.Expr) -> exp.Expr:
    if not node.args.get("expression"):
        node.set("expression", text(_SPACES))
        node.set("position", "BOTH")
    return node


def _pattern(node: exp.Expr) -> exp.Expr:
    if isinstance(node.expression, exp.Literal):
        node.set("expression", text(regexes.to_java(node.expression.name)))
    # Spark's own default is the first group; what the query says must be written out.
    if isinstance(node, exp.RegexpExtract | exp.RegexpExtractAll):
        group = node.args.get("group") or lit(0)
        name = "REGEXP_EXTRACT" if isinstance(node, exp.RegexpExtract) else "REGEXP_EXTRACT_ALL"
        return call(name, node.this.copy(), node.expression.copy(), group.copy())
    return node


def _replacement(node: exp.Expr) -> exp.Expr:
    pattern = regexes.to_java(node.expression.name)
    written = regexes.to_java_replacement(node.args["replacement"].name)
    options = node.args.get("modifiers")
    if options is None:
        pattern, written = regexes.first_only(pattern, written)
    elif options.name != "g":
        raise ValueError(f"regexp_replace with {options.name!r} is not carried over")
    return call("REGEXP_REPLACE", node.this.copy(), text(pattern), text(written))


def _week(node: exp.Expr) -> exp.Expr:
    """Cut to a unit, a time stays a time without a zone."""
    unit = text(node.args["unit"].name)
    return exp.cast(call("DATE_TRUNC", unit, node.this.copy()), exp.DataType.build("timestampntz"))


def _one_apart(node: exp.Expr) -> exp.Expr:
    """`damerau_levenshtein(a, b) = 1`: one letter more, less or other, or two neighbours exchanged."""
    distance = node.this
    if not (isinstance(distance, exp.Anonymous) and distance.name.lower() == "damerau_levenshtein"):
        return node
    one, other = distance.expressions
    if node.expression.name != "1":
        raise ValueError("damerau_levenshtein is carried over for a distance of one alone")
    i = exp.column("i")
    before = exp.Sub(this=i.copy(), expression=lit(1))
    after = exp.Add(this=i.copy(), expression=lit(1))
    swapped = call(
        "CONCAT",
        call("LEFT", one.copy(), before),
        call("SUBSTRING", one.copy(), after, lit(1)),
        call("SUBSTRING", one.copy(), i.copy(), lit(1)),
        call("SUBSTRING", one.copy(), exp.Add(this=i.copy(), expression=lit(2))),
    )
    places = call(
        "SEQUENCE",
        lit(1),
        call("GREATEST", exp.Sub(this=call("LENGTH", one.copy()), expression=lit(1)), lit(1)),
    )
    found = exp.Lambda(
        this=exp.EQ(this=swapped, expression=other.copy()), expressions=[exp.to_identifier("i")]
    )
    levenshtein = call("LEVENSHTEIN", one.copy(), other.copy())
    exchanged = exp.and_(
        exp.EQ(this=levenshtein.copy(), expression=lit(2)),
        exp.EQ(this=call("LENGTH", one.copy()), expression=call("LENGTH", other.copy())),
        call("EXISTS", places, found),
    )
    return exp.paren(exp.or_(exp.EQ(this=levenshtein, expression=lit(1)), exchanged))


def _whole(node: exp.Expr) -> exp.Expr:
    """Without what follows the point; of the same type."""
    below = exp.LT(this=node.this.copy(), expression=lit(0))
    return call("IF", below, call("CEIL", node.this.copy()), call("FLOOR", node.this.copy()))


def _tried(node: exp.Expr) -> exp.Expr:
    """`TRY(decode(x))`: the text, NULL where the bytes are none."""
    if not isinstance(node.this, exp.Decode):
        raise ValueError(f"{node.sql()} is not carried over")
    return call("IF", call("IS_VALID_UTF8", node.this.this.copy()), node.this.copy(), exp.null())


def _folded(node: exp.Expr) -> exp.Expr:
    """`list_reduce(list, f)` begins with the list's first element."""
    if node.name.lower() != "list_reduce":
        return node
    listed, step = node.expressions
    rest = call("SLICE", listed.copy(), lit(2), call("SIZE", listed.copy()))
    return call("AGGREGATE", rest, call("GET", listed.copy(), lit(0)), step.copy())


_REWRITES: dict[type, Callable[[exp.Expr], exp.Expr]] = {
    exp.Table: _table,
    exp.Star: _star,
    exp.Div: _division,
    exp.Round: _round,
    exp.Cast: _cast,
    exp.TryCast: _cast,
    exp.Trunc: _whole,
    exp.Try: _tried,
    exp.Anonymous: _folded,
    exp.Sub: _difference,
    exp.GenerateSeries: _series,
    exp.Bracket: _element,
    exp.Lambda: _lambda,
    exp.Trim: _trim,
    exp.RegexpLike: _pattern,
    exp.RegexpExtract: _pattern,
    exp.RegexpExtractAll: _pattern,
    exp.RegexpReplace: _replacement,
    exp.TimestampTrunc: _week,
    exp.EQ: _one_apart,
    **aggregates.REWRITES,
}
