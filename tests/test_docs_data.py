"""docs/data.md says what the contract, the checks and the mappings say."""

from __future__ import annotations

import re
from pathlib import Path

from suyuan.catalogue import QUERIES
from suyuan.contract import EXTRACTS
from suyuan.mapping import model

DOCS = Path(__file__).parents[1] / "docs" / "data.md"
KINDS = {
    "VARCHAR": "text",
    "DECIMAL(18,4)": "price",
    "TIMESTAMP": "time",
    "BIGINT": "count",
    "DOUBLE": "number",
    "BOOLEAN": "yes/no",
}


def tables() -> str:
    """The tables of the contract as Markdown: to be pasted between the two comments of docs/data.md."""
    lines = ["| table | one row per | columns |", "|---|---|---|"]
    for table in EXTRACTS.values():
        columns = ", ".join(
            f"`{column.name}`{'*' * column.required}{'†' * column.personal} ({KINDS[column.type]})"
            for column in table.columns
            if column.name != "observed_at"
        )
        lines.append(f"| `{table.name}`{'*' * table.required} | {table.grain} | {columns} |")
    return "\n".join(lines)


def test_the_tables_in_the_documentation_are_the_contracts() -> None:
    text = DOCS.read_text(encoding="utf-8")
    between = re.search(r"<!-- tables: .*? -->\n(.*?)<!-- end of tables -->", text, re.DOTALL)
    assert between is not None
    assert between.group(1).strip() == tables()


def test_every_reason_for_which_a_row_is_kept_out_is_explained() -> None:
    text = DOCS.read_text(encoding="utf-8")
    queries = [path.read_text(encoding="utf-8") for path in (QUERIES / "checks").glob("bad_*.sql")]
    reasons = {reason for query in queries for reason in re.findall(r"THEN '([a-z_]+)'", query)}
    assert len(reasons) == 8
    assert {reason for reason in reasons if f"| `{reason}` |" not in text} == set()


def test_every_word_of_a_mapping_is_explained() -> None:
    words = re.findall(r"`([a-z_]+)`", DOCS.read_text(encoding="utf-8"))
    for part in (model.Mapping, model.Source, model.TableMapping, model.Column):
        for name, field in part.model_fields.items():
            assert (field.alias or name) in words, f"{part.__name__}.{name}"
