"""The frame: page settings, navigation, and what every page shares. Run with `streamlit run app.py`."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st

from suyuan.messages import _
from suyuan.ui import frame, from_disk, wanted
from suyuan.ui.briefing import briefing_mode


def show() -> None:
    """One run for one viewer: the page he is on, inside the frame."""
    # Before a room the sidebar is not even seen while the page loads.
    is_room = briefing_mode.is_on()
    st.set_page_config(
        page_title="溯源 Suyuan",
        page_icon="🔎",
        layout="wide",
        initial_sidebar_state="collapsed" if is_room else 200,
    )
    frame.speak()
    pages = [
        st.Page("pages/overview.py", title=_("Suspects"), icon=":material/target:", default=True),
        st.Page("pages/prices.py", title=_("Prices"), icon=":material/sell:"),
        st.Page("pages/geography.py", title=_("Geography"), icon=":material/map:"),
        st.Page("pages/shop.py", title=_("Shop"), icon=":material/storefront:"),
        st.Page("pages/rings.py", title=_("Rings"), icon=":material/hub:"),
        st.Page("pages/plan.py", title=_("Plan"), icon=":material/event_available:"),
        st.Page("pages/cases.py", title=_("Cases"), icon=":material/folder_shared:"),
        st.Page("pages/briefing.py", title=_("Briefings"), icon=":material/slideshow:"),
        st.Page("pages/data.py", title=_("Data"), icon=":material/database:"),
    ]
    is_in = frame.is_admitted()
    page = st.navigation(pages, position="sidebar" if is_in and not is_room else "hidden")
    if is_in:
        wanted.follow()
    frame.sidebar(page.url_path, is_in)
    frame.banner(pages if is_in else ())
    if is_in:
        # Of a level of its own, so that tables are lettered anew where a room begins or ends to look on.
        with st.container() if is_room else nullcontext():
            page.run()
    else:
        frame.turn_away()


if __name__ == "__main__":
    show()
else:
    # The server asks for the application once; it sends large files from disk.
    app = st.App(__file__, middleware=from_disk.MIDDLEWARE)
