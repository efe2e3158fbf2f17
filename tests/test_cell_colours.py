"""A coloured table is, for Streamlit, what pandas' own Styler would have made of it."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from suyuan.ui.cell_colours import coloured

FRAME = pd.DataFrame(
    {
        "shop": ["一", "<b>two</b>", ""],
        "kind_prices": ["●●●", "", "○"],
        "kind_buyers": ["", "●", "●●●"],
    }
)


def colour(text: str) -> str:
    return "#E4572E" if text.startswith("●") else "#4BA3C3" if text.startswith("○") else "#8FA3B8"


def sent(styled: object) -> tuple[dict[str, str], pd.DataFrame]:
    """What goes to the browser: the colour of each cell, and the texts on screen."""
    proto = ArrowData()
    marshall_styler(proto, styled, "id")  # type: ignore[arg-type]
    cells: dict[str, str] = {}
    for selectors, one in re.findall(r"([^{}]+) \{ color: (\S+) \}", proto.styler.styles):
        cells |= {cell.strip().rsplit("_row", 1)[1]: one for cell in selectors.split(",")}
    return cells, pa.ipc.open_stream(proto.styler.display_values).read_all().to_pandas()


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_colours_and_texts_are_those_of_a_styler_that_works_out_every_cell(rows: int) -> None:
    frame = FRAME.head(rows)
    kinds = ["kind_prices", "kind_buyers"]
    cells, texts = sent(coloured(frame, kinds, colour))
    own_cells, own_texts = sent(
        frame.style.map(lambda text: f"color: {colour(text)}", subset=pd.Index(kinds))
    )
    assert cells == own_cells
    assert len(cells) == 2 * rows
    pd.testing.assert_frame_equal(texts, own_texts)
