"""What happened to a ring's shops, in words: rows of the queries of events."""

from __future__ import annotations

import pandas as pd

from suyuan.messages import _, language
from suyuan.numbers import number
from suyuan.rings.chains import rows
from suyuan.wording.words import word


def events(frame: pd.DataFrame) -> pd.DataFrame:
    """What happened, with its details in words (`label`)."""
    told = []
    for row in rows(frame):
        if row.event == "new_place":
            place = getattr(row, f"place_{language()}")
            place = place if isinstance(place, str) else _("Place without a name")
            told.append(_("{place}, {n} parcels since").format(place=place, n=number(row.figure)))
        elif row.event == "price":
            text = _("{n} listings cheaper") if row.detail == "down" else _("{n} listings dearer")
            told.append(text.format(n=number(row.figure)))
        elif row.event == "test_buy":
            told.append(word("verdict", row.detail))
        else:
            told.append(_("to account {id}").format(id=row.detail))
    return frame.assign(label=pd.Series(told, index=frame.index, dtype="object"))
