"""What briefing mode changes around a page: the switch, large type, strong contrast, keys for the pages, no chrome."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from suyuan.messages import _
from suyuan.ui.briefing import briefing_bar, briefing_mode, room_screen
from suyuan.ui.theme import palette

# A screen's own 15 pixels are read at an arm's length; across a room the same angle needs a quarter more at the least,
# and a larger screen is there to be read from farther away. Filters that filter nothing are not shown. A projector's
# 720 lines go to the drawing; a wide screen of any size is one of them enlarged.
_STYLE = """<style>
html {{font-size: max(19px, 1.42vw) !important;}}
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"], [data-testid="stHeader"], [data-testid="stToolbar"],
[data-testid="stElementToolbar"], [data-testid="stTooltipIcon"], [data-testid="stSkipToContent"], .modebar,
[data-testid="stMain"] [data-testid="stTextInput"], [data-testid="stMain"] [data-testid="stNumberInput"],
[data-testid="stMain"] [data-testid="stSelectbox"]:has(input:placeholder-shown),
[data-testid="stMain"] [data-testid="stMultiSelect"]:has(input:placeholder-shown),
[data-testid="stMain"] [data-testid="stCheckbox"]:not(:has(input:checked)),
[data-testid="stLayoutWrapper"]:has(> .st-key-briefing_keys) {{display: none !important;}}
[data-testid="stMainBlockContainer"] {{padding: 0.6rem 2.2rem 0; max-width: none;}}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] {{min-height: calc(100vh - 0.6rem);}}
[data-testid="stApp"], [data-testid="stMain"] {{background: {ground};}}
[data-testid="stMain"], [data-testid="stMain"] p, [data-testid="stMain"] label {{color: {text};}}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {{color: {quiet} !important; opacity: 1;}}
[data-testid="stDownloadButton"] button {{border-color: transparent; background: transparent; color: {quiet};}}
[data-testid="stLayoutWrapper"]:has(> .st-key-briefing_bar) {{position: sticky; bottom: 0; order: 99;
  margin: auto -2.2rem 0; width: calc(100% + 4.4rem); max-width: none;
  z-index: 999990; padding: 0.15rem 2.2rem; max-height: 34vh; overflow-y: auto; background: {panel};
  border-top: 1px solid {line};}}
[data-testid="stPopover"] button p {{font-size: 0.85rem;}}
[data-testid="stButtonGroup"] button {{padding-left: 0.65rem; padding-right: 0.65rem;}}
@media (max-height: 820px), (min-aspect-ratio: 17/10) {{
  [data-testid="stMainBlockContainer"] {{padding-top: 0.3rem;}}
  [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] {{min-height: calc(100vh - 0.3rem);}}
  [data-testid="stMain"] [data-testid="stVerticalBlock"] {{gap: 0.35rem;}}
  [data-testid="stHeading"] h1 {{font-size: 1.5rem; padding: 0.1rem 0;}}
  [data-testid="stHeading"] [data-testid="stMarkdownContainer"] {{margin-bottom: 0;}}
  [data-testid="stMetric"] {{gap: 0; padding: 0;}}
  [data-testid="stMetricValue"] {{font-size: 1.45rem; line-height: 1.3; height: 2rem;}}
}}
.demo {{left: auto !important; right: 1rem; bottom: auto !important; top: 0.6rem;}}
</style>"""

# The one slider is a filter too: what it leaves out stands in the link.
_BAND, _NO_BAND = "band", '<style>[data-testid="stSlider"], .st-key-band_words {display: none;}</style>'


def switch() -> None:
    """The switch among the others in the sidebar."""
    st.button(
        _("Briefing mode"), icon=":material/co_present:", key="briefing_switch", on_click=briefing_mode.switch,
        width="stretch",
        help=_("For a shared screen: large, without controls, and nobody named. Esc leaves it."),
    )  # fmt: skip


def style() -> str:
    """The style of the room, as HTML."""
    return _STYLE.format(**palette()) + ("" if _BAND in st.query_params else _NO_BAND)


def draw(pages: Sequence[StreamlitPage]) -> None:
    """The briefing's bar at the foot of the room, and the pages behind the keys 1 to 9."""
    briefing_bar.draw()
    with st.container(key="briefing_keys"):
        room_screen.ask()
        for number, page in enumerate(pages[:9], start=1):
            if st.button(str(number), key=f"briefing_page_{number}", shortcut=str(number)):
                st.switch_page(page, query_params={briefing_mode.IN_LINK: briefing_mode.ON})
