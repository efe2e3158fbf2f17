"""A delivery parted in two: what was there first, and the files that came in later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


def part(
    extracts: Path, first: Path, later: Path, is_later: dict[str, Callable[[pa.Table], pa.Array]], names: str
) -> tuple[Path, Path]:
    """Write each table of `is_later` as a file in `first` and one in `later`, named by the letters of `names`.

    What a table's function says of its rows parts them, null for the first; all other tables are first whole.
    """
    for path in extracts.glob("*.parquet"):
        rows = pq.read_table(path)
        if path.stem not in is_later:
            pq.write_table(rows, first / path.name)
            continue
        mask = is_later[path.stem](rows).combine_chunks().fill_null(False)
        for folder, name, kept in ((first, names[0], pc.invert(mask)), (later, names[1], mask)):
            (folder / path.stem).mkdir()
            pq.write_table(rows.filter(kept), folder / path.stem / f"{name}.parquet")
    return first, later
