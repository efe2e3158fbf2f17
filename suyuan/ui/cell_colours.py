"""A frame whose texts have colours, for `st.dataframe`, without pandas working out each cell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import pandas as pd
from pandas.io.formats.style import Styler


def coloured(frame: pd.DataFrame, columns: Sequence[str], colour: Callable[[str], str]) -> Styler:
    """`frame`, a table of texts, with the texts of `columns` in the colour that `colour` has for each.

    The same as `frame.style.map(…, subset=columns)`. A Styler asks, formats and describes cell by cell, those without
    a colour too; of that Streamlit reads two things: which cells have which colour (`cellstyle`), and texts other
    than the frame's own (`body`), of which there are none.
    """
    cells: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        place = frame.columns.get_loc(column)
        by_text: dict[str, str] = {}
        for row, text in enumerate(frame[column].to_list()):
            if text not in by_text:
                by_text[text] = colour(text)
            cells[by_text[text]].append(f"row{row}_col{place}")
    styles = [{"props": [("color", one)], "selectors": selectors} for one, selectors in cells.items()]
    styled = frame.style
    styled._translate = lambda *_: {"cellstyle": styles, "body": []}  # type: ignore[attr-defined]
    return styled
