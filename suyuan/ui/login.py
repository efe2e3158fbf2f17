"""Who looks at the app: a login by OIDC where one is configured, else the person at this machine alone."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import Error as StreamlitError

from suyuan.messages import N_, _
from suyuan.ui import wanted
from suyuan.ui.escaping import escape

# Streamlit keeps a login for 30 days, and with it the groups that it told of: a working day is enough.
LONGEST_HOURS = 12
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded")
NO_LOGIN = N_(
    "Without a login this app serves 127.0.0.1 alone. Start it with `--server.address 127.0.0.1` and open it on "
    "that machine, or configure a login (docs/roles.md)."
)
BROKEN = N_("The file with the login's settings, secrets.toml, cannot be read. Nobody gets in until it can.")


def is_configured() -> bool:
    """Whether secrets.toml has [auth]. One that is there and cannot be read counts: it may have had it."""
    return _is_broken() or (st.secrets.load_if_toml_exists() and "auth" in st.secrets)


def claims() -> Mapping[str, Any] | None:
    """The claims of whoever logged in, empty where nobody did; None where no login is configured."""
    if not is_configured():
        return None
    return st.user.to_dict() if is_in() else {}


def is_in() -> bool:
    """Whether somebody is logged in, by a token that is not older than LONGEST_HOURS."""
    if not st.user.get("is_logged_in", False):
        return False
    issued = st.user.get("iat")
    return not isinstance(issued, int | float) or time.time() - issued < LONGEST_HOURS * 3600


def refusal() -> str:
    """Why nobody may come in by this way, one sentence; '' where somebody may."""
    if _is_broken():
        return _(BROKEN)
    return "" if is_configured() or _is_local() else _(NO_LOGIN)


def door(path: str) -> None:
    """The page of somebody who is not logged in and wanted the page of this path."""
    with st.container(horizontal_alignment="center"), st.container(width=520):
        st.title("溯源 Suyuan", anchor=False)
        st.write(_("Who works here logs in first."))
        if st.user.get("is_logged_in", False):
            st.caption(_("The last login is older than {n} hours.").format(n=LONGEST_HOURS))
        for provider in _providers():
            words = _("Log in") if provider is None else _("Log in with {name}").format(name=escape(provider))
            if st.button(words, type="primary", icon=":material/login:", key=f"log_in_{provider}"):
                _log_in(provider, path)


def no_role(why: str, contact: str) -> None:
    """The page of somebody who is logged in and has no role here: what to ask for, and whom."""
    told = claims() or {}
    known = str(told.get("email") or "") or f"sub:{told.get('sub', '')}"
    with st.container(horizontal_alignment="center"), st.container(width=520):
        st.title("溯源 Suyuan", anchor=False)
        st.warning(why, icon=":material/person_off:")
        whom = escape(contact) or _("a lead of your team")
        st.write(_("Ask {whom} to enter you in the team's file as:").format(whom=whom))
        st.code(known, language=None)
        st.button(_("Log out"), icon=":material/logout:", key="log_out", on_click=st.logout)


def _log_in(provider: str | None, path: str) -> None:
    wanted.keep(path)
    try:
        st.login(provider)
    except StreamlitError:
        st.error(_("The login is not wholly configured: secrets.toml lacks a part of [auth]."))


def _providers() -> list[str | None]:
    """The providers that secrets.toml names as [auth.NAME]; one without a name where it names none."""
    named = [
        name for name, value in st.secrets["auth"].items() if hasattr(value, "keys") and "client_id" in value
    ]
    return sorted(named) or [None]


def _is_broken() -> bool:
    there = any(Path(path).exists() for path in st.get_option("secrets.files"))
    return there and not st.secrets.load_if_toml_exists()


def _is_local() -> bool:
    """Whether the server listens on loopback alone and this viewer came to it there, not through a proxy."""
    if not _is_loopback(str(st.get_option("server.address") or "")):
        return False
    headers = _headers()
    host = headers.get("Host")
    came_by = urlsplit(f"//{host}").hostname if host else "localhost"
    return _is_loopback(came_by or "") and not any(headers.get(name) for name in FORWARDED)


def _headers() -> Mapping[str, str]:
    return st.context.headers


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
