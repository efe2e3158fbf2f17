"""One name revealed before a room: by whom may, in the log before it is shown, for the view at hand alone."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator as Place

from suyuan.casework import views
from suyuan.messages import _
from suyuan.ui import casework
from suyuan.ui.briefing import briefing_mode

# What the log says was seen, by what is revealed.
COLUMNS = {"shop": ("shop_name",), "account": ("holder_name", "shop_name")}


def eye(kind: str, code: object, place: Place) -> None:
    """A small button beside a name; nothing outside briefing mode, and for whose role does not allow it."""
    if not briefing_mode.is_on() or not isinstance(code, str) or not casework.may("reveal"):
        return
    meant = briefing_mode.meant(code)
    is_shown = meant in briefing_mode.shown()
    place.button(
        _("Hide the name") if is_shown else _("Show the name"),
        icon=":material/visibility_off:" if is_shown else ":material/visibility:",
        key=f"eye_{kind}_{code}",
        type="tertiary",
        on_click=briefing_mode.hide_all if is_shown else _show,
        args=() if is_shown else (kind, meant),
    )


def _show(kind: str, meant: str) -> None:
    """A callback: first the log, then the name."""
    with casework.write() as session:
        views.log_reveal(session, casework.person(), f"{kind}/{meant}", COLUMNS[kind])
    if casework.kept(session):
        briefing_mode.show(meant)
