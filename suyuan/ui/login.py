"""Who looks at the app: a login by OIDC where one is configured, else the person at this machine alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st


def is_configured() -> bool:
    """Whether `.streamlit/secrets.toml` has [auth]."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def claims() -> Mapping[str, Any] | None:
    """The claims of whoever logged in, empty where nobody did; None where no login is configured."""
    if not is_configured():
        return None
    return st.user.to_dict() if st.user.is_logged_in else {}
