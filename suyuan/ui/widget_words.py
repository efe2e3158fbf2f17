"""The words that Streamlit's own widgets write in English, put in the viewer's language by style alone.

Streamlit takes no words for these places: a list without a match, a text field that waits for Enter, the tools of
tables and charts. Where the words of a menu cannot be told apart by style, the menu keeps what can be worded.
"""

from __future__ import annotations

from suyuan.messages import N_, _, language

# Where Streamlit writes, and what it says there.
_WRITTEN = {
    '[data-testid="stSkipToContent"]': N_("Skip to the page"),
    '[role="listbox"][data-empty="true"] [role="option"] span': N_("Nothing like it"),
    '[data-testid="InputInstructions"] > *': N_("Enter applies it"),
    '[data-testid="stDataFrameColumnMenu"] [role="menuitem"]:nth-child(2)': N_("Lowest first"),
    '[data-testid="stDataFrameColumnMenu"] [role="menuitem"]:nth-child(3)': N_("Highest first"),
    ".gdg-search-status label": N_("Type to search the table"),
    '[data-testid="stFileUploaderDropzone"] button p': N_("Choose a file"),
    '[data-testid="stDateTimeInputPopoverTime"] > div:first-child': N_("Time of day"),
}
# Names that a chart's tools show where the mouse rests.
_TOOLS = {
    "Box Select": N_("Pick a box"),
    "Lasso Select": N_("Pick by lasso"),
    "Reset axes": N_("Show everything"),
    "Fullscreen": N_("Whole screen"),
    "Exit fullscreen": N_("Leave the whole screen"),
}
# The same for a table's tools, told apart by the one the mouse is on.
_TABLE_TOOLS = {
    "Search": N_("Search the table"),
    "Fullscreen": N_("Whole screen"),
    "Close fullscreen": N_("Leave the whole screen"),
}
_HIDDEN = (
    # A column's menu sorts; its statistics, formats, widths and pins have no words but Streamlit's.
    '[data-testid="stDataFrameColumnMenu"] [role="menu"] > :nth-child(n+4)',
    '[data-testid="stDataFrameColumnMenu"] [role="menu"] > :first-child',
    # The choice of columns names those that stand in no table by their names in the query.
    '[data-testid="stElementToolbarButton"]:has(button[aria-label="Show/hide columns"])',
    '[data-testid="search-result-area"]',
    '[data-testid="stFileUploaderDropzoneInstructions"]',
)


def style() -> str:
    """CSS for the page; empty where Streamlit's own words are the viewer's."""
    if language() == "en":
        return ""
    rules = [", ".join(_HIDDEN) + " {display: none;}"]
    rules += [_reworded(place, words) for place, words in _WRITTEN.items()]
    rules += [
        f'.js-plotly-plot .plotly [data-title="{name}"]::after {{content: "{_(words)}" !important;}}'
        for name, words in _TOOLS.items()
    ]
    rules += [
        _reworded(
            f'body:has([data-testid="stElementToolbar"] button[aria-label="{name}"]:hover)'
            ' [data-testid="stTooltipContent"] p',
            words,
        )
        for name, words in _TABLE_TOOLS.items()
    ]
    return "<style>" + "\n".join(rules) + "</style>"


def _reworded(place: str, words: str) -> str:
    icon = '[data-testid="stIconMaterial"]'
    return (
        f'{place} {{font-size: 0;}} {place}::after {{content: "{_(words)}"; font-size: 0.875rem;}}'
        f" {place} {icon} {{font-size: 1rem;}}"
    )
