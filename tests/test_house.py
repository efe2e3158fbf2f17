"""The house: what may read what, what stands where, and that nothing goes undocumented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer

from suyuan.__main__ import app
from suyuan.catalogue import Query
from tests.marketplace import catalogue

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted([ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "suyuan").rglob("*.py")])
QUERIES = sorted(catalogue().queries.values(), key=lambda query: query.name)
# From the outside in: nothing imports what stands further out.
CORE = (
    "contract",
    "catalogue",
    "engines",
    "masking",
    "export",
    "intake",
    "linkage",
    "exclusion",
    "mapping",
    "profiles",
    "sample",
    "in_force",
    "before",
    "lineage",
    "appending",
    "growing",
    "holding",
    "steps",
    "scan",
    "watch",
    "casework",
    "evaluate",
    "benchmark",
    "speed",
)
SQL_WORDS = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET|CREATE (TABLE|VIEW)|ATTACH)\b", re.S
)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it: `from suyuan import scan` is suyuan.scan."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            known = {module_name(module) for module in MODULES}
            yield from (name if name in known else str(node.module) for name in inner)


def room(name: str) -> str:
    """Which room of the house a module stands in: app, pages, ui, core, or drawing and wording between them."""
    parts = name.split(".")
    if parts[0] in ("app", "pages"):
        return parts[0]
    if len(parts) > 1 and parts[1] in (*CORE, "ui", "__main__"):
        return "core" if parts[1] in CORE else parts[1]
    return "drawing"


MAY_IMPORT = {
    "app": {"pages", "ui", "drawing", "core"},
    "pages": {"ui", "drawing", "core"},
    "ui": {"ui", "drawing", "core"},
    "drawing": {"drawing", "core"},
    "core": {"core"},
    # An evidence package is drawn and worded like a page.
    "__main__": {"core", "drawing"},
}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_go_one_way(path: Path) -> None:
    own = module_name(path)
    inner = {name for name in imports(path) if name.split(".")[0] in ("app", "pages", "suyuan")}
    outward = {name for name in inner - {"suyuan"} if room(name) not in MAY_IMPORT[room(own)]}
    assert outward == set()


def test_within_the_core_nothing_imports_what_comes_after_it() -> None:
    """scan → intake → engines → catalogue, contract: the order of CORE."""
    upward = [
        (module_name(path), name)
        for path in MODULES
        if room(module_name(path)) == "core"
        for name in imports(path)
        if name.startswith("suyuan.") and room(name) == "core"
        and CORE.index(name.split(".")[1]) > CORE.index(module_name(path).split(".")[1])
    ]  # fmt: skip
    assert upward == []


def importers(library: str) -> set[str]:
    return {
        module_name(path) for path in MODULES if any(name.split(".")[0] == library for name in imports(path))
    }


def test_streamlit_is_known_to_the_screen_alone() -> None:
    assert {name for name in importers("streamlit") if room(name) not in ("app", "pages", "ui")} == set()


def test_neither_pages_nor_their_frame_touch_the_database() -> None:
    screen = {name for name in importers("duckdb") if room(name) in ("app", "pages")}
    assert screen == set()


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize(
    "path", [path for path in MODULES if room(module_name(path)) in ("app", "pages", "ui", "drawing")],
    ids=module_name,
)  # fmt: skip
def test_no_screen_holds_sql(path: Path) -> None:
    allowed = {"suyuan.export"}
    held = [text for text in strings(path) if SQL_WORDS.search(text)]
    assert module_name(path) in allowed or held == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_nothing_is_pasted_into_sql(path: Path) -> None:
    """No f-string, no format, no percent: values bind, identifiers come from the engine's whitelist."""
    pasted = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            text = "?".join(part.value for part in node.values if isinstance(part, ast.Constant))
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "format"
            and isinstance(node.func.value, ast.Constant)
        ):
            text = str(node.func.value.value)
        elif (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mod)
            and isinstance(node.left, ast.Constant)
        ):
            text = str(node.left.value)
        else:
            continue
        if re.search(r"\b(SELECT|FROM|WHERE|INSERT INTO|CREATE|DROP|ATTACH|COPY)\b", text):
            pasted.append((node.lineno, text))
    assert pasted == []


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_stay_short() -> None:
    """Queries are split by 80 lines, pages by 120, modules are questioned at 300."""
    most = {"queries": 80, "pages": 120, "suyuan": 300, "app.py": 120}
    files = [*MODULES, *(query.path for query in QUERIES)]
    long = {
        path.relative_to(ROOT).as_posix(): lines(path)
        for path in files
        if lines(path) > most[path.relative_to(ROOT).parts[0]]
    }
    assert long == {}


# ---- The queries.


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_says_what_it_is_and_its_grain(query: Query) -> None:
    assert query.purpose.endswith((".", "!"))
    assert query.grain.startswith("one row")
    assert re.fullmatch(r"[a-z][a-z0-9_]*", query.name)


# Reading and reckoning that accuses nobody: facts that suspicions rest on.
FACTS = re.compile(
    "(title|brand|description|text|misspelt|disguised|broken_off|listing_brands|complaint_terms"
    "|listing_sales|price_periods|reference_)"
)


def test_every_signal_says_its_innocent_reason() -> None:
    silent = [
        query.name
        for query in QUERIES
        if query.layer == "signals" and not query.innocent_reason and not FACTS.match(query.name)
    ]
    assert silent == []
    assert all(
        query.innocent_reason
        for query in QUERIES
        if query.name.startswith("shop_") and query.layer == "signals"
    )


def test_parameters_stand_in_pages_alone_and_their_names_say_whose_they_are() -> None:
    assert [query.name for query in QUERIES if query.parameters and query.layer != "pages"] == []
    screens = {path.stem for path in (ROOT / "pages").glob("*.py")} | {"frame", "evidence", "search"}
    assert [
        query.name for query in QUERIES if query.layer == "pages" and query.name.split("__")[0] not in screens
    ] == []


RANK = {"seeds": 0, "checks": 0, "extracts": 0, "geo": 1, "signals": 2, "links": 2, "findings": 3, "pages": 4}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_queries_read_one_way(query: Query) -> None:
    """extracts → geo → signals → findings → pages."""
    layers = {name: other.layer for name, other in catalogue().queries.items()}
    later = [
        parent
        for parent in catalogue().parents(query.name)
        if RANK[layers.get(parent, "seeds")] > RANK[query.layer]
    ]
    assert later == []
    assert query.layer != "pages" or not any(
        layers.get(p) == "pages" for p in catalogue().parents(query.name)
    )


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_query_reads_only_what_stands(query: Query) -> None:
    """Relations of the catalogue, seeds, and what intake and scan lay beside them."""
    beside = {"extract_files", "extract_columns", "extract_health", "rejected_rows", "query_runs", "scan",
              "catalogue_queries", "catalogue_edges"}  # fmt: skip
    known = catalogue().queries.keys() | catalogue().seeds.keys() | beside
    assert query.reads - known == set()


def test_raw_rows_are_read_by_checks_and_extracts_alone() -> None:
    """raw.before and its kin are no delivery: they are the scan in force until now."""
    readers = [
        query.name
        for query in QUERIES
        if re.search(r"\braw\.(?!before(_hot|_alerts)?\b)", re.sub(r"--.*", "", query.sql))
        and query.layer not in ("checks", "extracts")
    ]
    assert readers == []


# ---- The documentation.


@cache
def documentation() -> str:
    files = [ROOT / "README.md", ROOT / "sample_data" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_is_documented_with_its_purpose(query: Query) -> None:
    """`make docs` writes docs/queries.md anew."""
    listed = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert f"`{query.name}`" in listed
    assert query.purpose.split(". ")[0].replace("|", "\\|") in listed


def test_no_query_is_documented_that_is_gone() -> None:
    listed = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([a-z_0-9]+)`", listed, re.M))
    assert named == catalogue().queries.keys()


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
def test_every_page_is_documented(page: str) -> None:
    assert re.search(rf"\b{page}\b", documentation(), re.I)


def test_every_command_is_documented() -> None:
    commands = typer.main.get_command(app)
    names = list(getattr(commands, "commands", {}))
    assert len(names) >= 4
    assert [name for name in names if f"python -m suyuan {name}" not in documentation()] == []


@pytest.mark.parametrize("word", ["涉案店铺", "主犯", "犯罪团伙", "吊牌价", "布控"])
def test_words_that_only_a_court_or_the_police_may_use_are_not_used(word: str) -> None:
    files = [*MODULES, *(ROOT / "locales").rglob("*.po"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    assert [path.name for path in files if word in path.read_text(encoding="utf-8")] == []
