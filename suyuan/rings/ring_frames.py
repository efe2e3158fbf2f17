"""A ring's frames, read through whoever may see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from suyuan.rings.ring_graph import Ring
from suyuan.rings.ring_marks import UNPICKED

# `load("rings__ties", ring=…)`: a page's query as its viewer may see it.
Load = Callable[..., pd.DataFrame]
_EVERYTHING = 10**9


def frames(load: Load, head: Mapping[Any, Any]) -> Ring:
    """All of one ring. `head`: its row of `rings__head`."""
    asked = {"ring": head["ring_id"], **UNPICKED, "most": _EVERYTHING}
    own = {
        name: load(f"rings__{name}", **asked) for name in ("members", "ties", "sites", "site_shops", "supply")
    }
    named = head["principal_account_id"]
    return Ring(**own, candidate=named if isinstance(named, str) else None)
