"""The frame around every page: language, zone, personal data; the demo banner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from suyuan.casework.errors import CaseworkError, Forbidden
from suyuan.messages import LANGUAGES, _, ask_viewer_by, set_language
from suyuan.ui import casework, login, search, unbroken
from suyuan.ui.briefing import briefing_add, briefing_frame, briefing_mode
from suyuan.ui.escaping import escape
from suyuan.ui.findings import MissingFolderError, has_findings, place
from suyuan.ui.links import LANGUAGE_IN_LINK, forget_seen
from suyuan.ui.personal import PAGE, REVEAL, stand_on
from suyuan.ui.theme import palette
from suyuan.ui.widget_words import style
from suyuan.ui.zone import OTHERS, VIEWER, ZONE, viewer_zone, zone_place
from suyuan.wording.refusals import WORDS

LANGUAGE = "language"
_SEEN = "language_seen_in_link"
_STYLE = """<style>
[data-testid="stMainBlockContainer"] {{padding-left: 1.4rem; padding-right: 1.4rem; max-width: 100rem;}}
[data-testid="stMain"] button [data-testid="stMarkdownContainer"] p {{white-space: normal; overflow: visible;}}
[data-testid="stLayoutWrapper"]:has(> .st-key-language_in_link), .st-key-language_in_link {{display: none;}}
[data-testid="stSidebarUserContent"] > div > [data-testid="stVerticalBlock"] {{gap: 0.55rem;}}
[data-testid="stMetricValue"] {{line-height: 1.45; height: 3.2rem;}}
button[data-variant="segmented_control"][data-selected="true"] {{color: {text};}}
button[data-variant="segmented_control"][data-selected="true"] * {{color: {text}; font-weight: 600;}}
[data-testid="stMetricLabel"] p {{font-size: 0.95rem;}}
[data-testid="stSidebar"][data-collapsed="false"] {{width: 196px !important; min-width: 196px;}}
[data-testid="stSidebarContent"] {{padding-left: 0; padding-right: 0;}}
[data-testid="stSidebarNav"], [data-testid="stSidebarUserContent"] {{padding-left: 0.45rem; padding-right: 0.45rem;}}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {{color: {quiet}; opacity: 1;}}
[data-testid="stSliderThumbValue"], [data-testid="stSliderThumbValue"] * {{color: {text};}}
button[data-testid="stBaseButton-primary"] {{background: {press};}}
[data-testid="stHeader"] {{background: transparent;}}
[data-testid="stElementContainer"]:has(.demo, .unbroken) {{position: absolute;}}
.demo {{position: fixed; left: 0.9rem; bottom: 1rem; z-index: 999991; pointer-events: none; max-width: 11rem;
  font-size: 0.85rem; font-weight: 600; padding: 0.4rem 0.8rem; border-radius: 0.5rem; color: {colour};
  border: 1px solid {colour}; background: {ground};}}
body:has([data-testid="stSidebar"][data-collapsed="false"]) .demo {{top: 0.6rem; bottom: auto; max-width: 10rem;
  padding: 0.25rem 0.6rem;}}
</style>{banner}"""


def open_page() -> None:
    """To be called first by every page: within the frame or not at all, in the viewer's language."""
    if _is_frameless():
        PagesManager.uses_pages_directory = False
        st.rerun()
    speak()


def _is_frameless() -> bool:
    """Whether Streamlit runs this page by itself, without `app.py`.

    Until `st.navigation` has run once, it takes a folder named pages/ for the whole app: visitors who come by a page's
    own link just after a start, several at once perhaps, would see the page without its frame.
    """
    if PagesManager.uses_pages_directory:
        return True
    context = get_script_run_ctx()
    if context is None:
        return False
    # Only Streamlit's own list of the folder holds the main script as a page among others.
    scripts = [Path(page.get("script_path", "")) for page in context.pages_manager.get_pages().values()]
    return len(scripts) > 1 and Path(context.pages_manager.main_script_path).resolve() in scripts


def speak() -> None:
    """Speak the viewer's language in this run. The link's word goes first; it is kept in the link."""
    _settle_link()
    in_link = st.query_params.get(LANGUAGE_IN_LINK)
    # A change of page by the program itself forgets the switch, not what was seen.
    wanted = st.session_state.get(LANGUAGE) or st.session_state.get(_SEEN) or _browser_language()
    if in_link in LANGUAGES and in_link != st.session_state.get(_SEEN):
        wanted = in_link
    if not in_link and _SEEN not in st.session_state:
        st.query_params[LANGUAGE_IN_LINK] = wanted
    if st.session_state.get(LANGUAGE) != wanted:
        st.session_state[LANGUAGE] = wanted
        forget_seen()
    st.session_state[_SEEN] = wanted
    set_language(wanted)


def _settle_link() -> None:
    """Ids or pseudonyms in the link, as the mode asks. Without their key nothing is drawn for a room."""
    try:
        briefing_mode.settle_link()
    except (OSError, ValueError) as error:
        if briefing_mode.is_on():
            set_language(str(st.query_params.get(LANGUAGE_IN_LINK, "")))
            st.error(
                _("Briefing mode hides nothing without its key, which cannot be read: {cause}").format(
                    cause=escape(getattr(error, "strerror", None) or "")
                ),
                icon=":material/key_off:",
            )
            st.stop()


def is_admitted() -> bool:
    """Whether this viewer may see any page: logged in and in the team's table, or at this machine where no login is."""
    if login.refusal():
        return False
    try:
        casework.person()
    except CaseworkError:
        return False
    return True


def turn_away() -> None:
    """Instead of a page: the log-in, or why somebody may not come in and what to do."""
    if refusal := login.refusal():
        st.error(refusal, icon=":material/lock:")
    elif not login.claims():
        login.door(str(st.session_state[PAGE]))
    else:
        try:
            casework.person()
        except Forbidden as error:
            casework.enter_refused(error)
            login.no_role(casework.explain(error), casework.contact())
        except CaseworkError as error:
            casework.tell(error)


def sidebar(page: str, is_in: bool) -> None:
    """The switches that every page shares, and who looks. `page`: the path of the one that is open."""
    stand_on(page)
    with st.sidebar:
        if is_in and has_findings() and not briefing_mode.is_on():
            search.button()
        # The switch shows names, the link holds codes. A bound widget is carried from page to page by the
        # browser itself; a parameter written by the script would leave a step of its own in the history.
        with st.container(key="language_in_link"):
            st.session_state[LANGUAGE_IN_LINK] = st.session_state[LANGUAGE]
            st.text_input(
                LANGUAGE_IN_LINK, key=LANGUAGE_IN_LINK, bind="query-params", label_visibility="collapsed"
            )
        st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code],
            key=LANGUAGE,
            required=True,
            on_change=_language_changed,
            label_visibility="collapsed",
        )
        st.selectbox(
            _("Times in"),
            _zones(),
            format_func=lambda name: zone_place(viewer_zone() if name == VIEWER else ZoneInfo(name)),
            key=ZONE,
            placeholder=_("Times in"),
        )
        if is_in and casework.may("reveal") and not briefing_mode.is_on():
            st.toggle(
                _("Personal data"),
                key=REVEAL,
                persist_state="session",
                help=_(
                    "Names, phones, addresses and the like are hidden. That they are seen is entered in the log. "
                    "The switch is not kept in the link."
                ),
            )
        if is_in and not briefing_mode.is_on():
            if has_findings():
                briefing_add.draw()
                briefing_frame.switch()
            _who()


def _who() -> None:
    """Name and role; a way out where somebody logged in."""
    person = casework.person()
    role = _(WORDS[person.role])
    if login.is_configured():
        st.caption(f"**{escape(person.name)}** · {role}")
        st.button(_("Log out"), icon=":material/logout:", key="log_out", type="tertiary", on_click=st.logout)
    else:
        st.caption(
            f"**{escape(person.name)}** · {role}  \n" + _("local, no login"),
            help=_(
                "Without a login the app serves this machine alone, and who sits at it may do everything."
            ),
        )


def banner(pages: Sequence[StreamlitPage] = ()) -> None:
    """The style of every page, the words "demo data" where the sample is shown; before a room, what it needs."""
    try:
        is_demo = place().is_demo
    except MissingFolderError:
        is_demo = False
    words = f'<div class="demo">{_("Demo data: invented shops and people")}</div>' if is_demo else ""
    colours = palette()
    own = _STYLE.format(
        **colours | {"banner": words, "colour": colours["source"], "ground": colours["panel"]}
    )
    # One element in both modes: what a table measures of its letters is the new mode's, not what is about to go.
    room = briefing_frame.style() if briefing_mode.is_on() else ""
    st.html(own + style() + room + unbroken.SCRIPT, unsafe_allow_javascript=True)
    if briefing_mode.is_on():
        briefing_frame.draw(pages)


def _language_changed() -> None:
    # The browser remembers a choice by its label, which has just changed: tell it anew what was chosen.
    st.session_state[ZONE] = st.session_state.get(ZONE, VIEWER)
    forget_seen()


ask_viewer_by(lambda: st.session_state.get(LANGUAGE))


def _browser_language() -> str:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def _zones() -> list[str]:
    own = str(viewer_zone())
    return [VIEWER, *(name for name in OTHERS if name != own)]
