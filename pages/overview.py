"""Whom do I open next, and why?"""

import streamlit as st

from suyuan import ui
from suyuan.messages import _

ui.open_page()
st.title(_("Suspect shops"))
ui.guard()
st.write(ui.load("frame__scan"))
ui.csv_button("frame__scan", {}, "scan")
