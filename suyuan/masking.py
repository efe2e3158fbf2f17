"""Personal data, hidden by default: one rule for every screen, table and file.

Which columns are personal is the contract's word (`†`); what a hidden value looks like is decided here alone.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from suyuan.contract import EXTRACTS, FINDINGS

HIDDEN = "•••"
ROW = "row"
PERSONAL: frozenset[str] = frozenset(
    column.name
    for tables in (EXTRACTS, FINDINGS)
    for table in tables.values()
    for column in table.columns
    if column.personal
)
# A member of a JSON object whose name is a personal column, and its value: text, number or flag.
_MEMBER = (
    r'"(' + "|".join(sorted(PERSONAL - {ROW})) + r')"\s*:\s*("(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false)'
)


def mask_array(column: str, values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Hide the values of one column where the contract calls it personal; nulls stay null.

    A rejected row (`row`, a JSON object) keeps its shape: only the personal members inside it are hidden.
    """
    if column not in PERSONAL:
        return values
    if column == ROW:
        return pc.replace_substring_regex(values.cast(pa.string()), _MEMBER, r'"\1": "' + HIDDEN + '"')
    return pc.if_else(pc.is_valid(values), pa.scalar(HIDDEN), pa.scalar(None, pa.string()))


def mask_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame with every personal column hidden; frames without one come back untouched."""
    personal = [column for column in frame.columns if column in PERSONAL]
    if not personal:
        return frame
    hidden = {
        column: mask_array(column, pa.array(frame[column], from_pandas=True)).to_pandas()
        for column in personal
    }
    return frame.assign(**{column: values.set_axis(frame.index) for column, values in hidden.items()})
