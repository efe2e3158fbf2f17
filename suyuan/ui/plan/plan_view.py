"""A plan on screen: the moment largest, officers against the number at hand, the map, the sites by jurisdiction."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from suyuan.messages import _, ngettext
from suyuan.numbers import NONE, number
from suyuan.plan import Plan, Site, words
from suyuan.plan.model import NEEDS_OVERRIDE, VERIFY, Jurisdiction, by_standing
from suyuan.ui.briefing import room_screen
from suyuan.ui.personal import escape as escape_markdown
from suyuan.ui.plan.plan_data import shown_address
from suyuan.ui.plan.plan_map import site_map
from suyuan.ui.theme import palette
from suyuan.ui.widths import to_the_edge, with_wrapped, wrapped_row

# With the line of what is assumed under it, map and table end on a screen 720 pixels high.
HEIGHT = 294
# The table's share of the page's width, and what the gap beside the map takes of it.
_TABLE, _GAP = 0.73, 0.012
_HEAD = """<div style="display:flex;gap:1.8rem;align-items:flex-start;flex-wrap:wrap">
<div style="flex:3.2;min-width:24rem"><div style="color:{quiet}">{label}</div>
<div style="font-size:2.7rem;line-height:1.15;font-weight:600;color:{text}">{moment}</div>
<div style="color:{quiet};font-size:0.9rem">{why}</div></div>{figures}</div>"""
_FIGURE = """<div style="flex:1;min-width:8.5rem"><div style="color:{quiet}">{label}</div>
<div style="font-size:2rem;line-height:1.2;color:{text}">{value}</div>
<div style="color:{colour};font-size:0.9rem;font-weight:{weight}">{note}</div></div>"""


def head(plan: Plan) -> None:
    """The joint moment, officers and targets."""
    colours = palette()
    verify = len(by_standing(plan.sites, VERIFY)) + len(by_standing(plan.sites, NEEDS_OVERRIDE))
    short = plan.balance is not None and plan.balance < 0
    at_hand = "" if plan.at_hand is None else " / " + number(plan.at_hand)
    figures = [
        (_("Officers entered / at hand"), number(plan.officers) + at_hand, words.balance(plan), short),
        (_("Targets"), f"{number(len(plan.targets))} / {number(len(plan.sites))}",
         _("{n} to verify first").format(n=number(verify)), False),
    ]  # fmt: skip
    told = "".join(
        _FIGURE.format(
            label=escape(label), value=escape(value), note=escape(note), quiet=colours["quiet"], text=colours["text"],
            colour=colours["suspect" if bad else "quiet"], weight=600 if bad else 400,
        )
        for label, value, note, bad in figures
    )  # fmt: skip
    st.html(
        _HEAD.format(
            label=escape(_("One moment for all jurisdictions")), moment=escape(words.moment(plan)),
            why="<br>".join(map(escape, words.moment_why(plan))), quiet=colours["quiet"], text=colours["text"],
            figures=told,
        )
    )  # fmt: skip


def overview(plan: Plan, revealed: bool) -> None:
    """A line of totals by jurisdiction; left the map, right the sites; under them what is assumed."""
    st.markdown(" &nbsp;·&nbsp; ".join(words_of(one) for one in plan.jurisdictions if one.sites))
    left, right = st.columns([1 - _TABLE, _TABLE])
    height = round(HEIGHT * room_screen.wider())
    with left:
        placed = [site for site in plan.sites if site.latitude is not None]
        if placed:
            st.pydeck_chart(site_map(plan, height), height=height, key="plan_map")
            st.caption(
                _(
                    "Filled: targets. Hollow: verify first. Circles: search areas, never the address. Sketch map."
                )
            )
        else:
            st.caption(_("No site here has coordinates: there is no map."))
    with right:
        table = site_table(plan, revealed)
        columns = {
            "number": st.column_config.NumberColumn(_("No.")),
            **{name: st.column_config.TextColumn(label) for name, label in _labels().items()},
        }
        st.dataframe(
            table,
            hide_index=True,
            height=min(height, round(36 * room_screen.larger()) * (len(plan.sites) + 1)),
            column_config=to_the_edge(table, columns, share=_TABLE - _GAP),
            key="plan_sites_table",
        )
    for told in words.officers_left_out(plan):
        st.caption(told)
    facts = [_("{label}: {text}").format(label=label, text=text) for label, text in words.assumptions(plan)]
    st.caption(_("{label}: {text}").format(label=_("What is assumed"), text=" · ".join(facts)))


def words_of(one: Jurisdiction) -> str:
    """One jurisdiction's total, as Markdown: '**Fujian** 4 targets, 24 officers'."""
    told = ngettext("{n} target", "{n} targets", len(one.targets)).format(n=number(len(one.targets)))
    officers = ngettext("{n} officer", "{n} officers", one.officers).format(n=number(one.officers))
    totals = _("{targets}, {officers}").format(targets=told, officers=officers)
    return f"**{escape_markdown(one.name)}** {totals}"


def site_table(plan: Plan, revealed: bool) -> pd.DataFrame:
    """A row a site, in the plan's order; addresses hidden unless revealed."""
    return pd.DataFrame(
        [
            {
                "number": site.number,
                "where": words.whole(site.where),
                "what": words.role(site),
                "standing": words.standing(site.standing)
                + "".join(
                    f" · {words.need(site, code, plan)}" for code in site.open_needs if site.checked_by
                ),
                "officers": number(site.officers),
                "last": words.last_parcel(site, plan),
                "hour": words.hour(site.own_slot.weekday, site.own_slot.hour)
                if site.own_slot
                else words.own_hour(None),
                "days": f"{number(site.own_slot.days)} / {number(site.own_slot.of)}"
                if site.own_slot
                else NONE,
                "others": _others(site),
                "facilities": number(site.facilities),
                "checked": words.checked(site),
                "area": words.area(site),
                "address": shown_address(site.address, revealed) or NONE,
            }
            for site in plan.sites
        ]
    )


def people_table(plan: Plan, revealed: bool) -> None:
    """Candidates first, then who is no target."""
    rows = [
        {
            "account": " · ".join(person.accounts) or NONE,
            "holder": shown_address(" · ".join(person.names), revealed) or NONE,
            "role": words.person_role(person) + (f" · {words.not_target(person)}" if person.why_not else ""),
            "where": words.whole(person.where),
            "for": _("; ").join(person.speaks_for) or NONE,
            "against": _("; ").join(person.speaks_against) or NONE,
        }
        for person in plan.people
    ]
    labels = {
        "account": _("Account"), "holder": _("Holder's name"), "role": _("Role"), "where": _("Registered in"),
        "for": _("For being in charge"), "against": _("Against it"),
    }  # fmt: skip
    shown = pd.DataFrame(rows, columns=list(labels))
    reasons = ("for", "against")
    widths = with_wrapped(shown, labels, reasons)
    st.dataframe(
        shown,
        hide_index=True,
        column_config={
            name: st.column_config.TextColumn(labels[name], width=width) for name, width in widths.items()
        },
        key="plan_people",
        row_height=wrapped_row(shown, widths, reasons),
    )
    st.caption(
        _("Registered there, not necessarily there. An account is not a person.")
        + " "
        + _("Couriers, landlords and neighbours: not targets")
    )


def others_table(plan: Plan, others: pd.DataFrame, revealed: bool) -> None:
    """Who else sends from within the search areas: counted; named only on the screen of who may see names."""
    numbers = {site.site_id: site.number for site in plan.sites}
    labels = {
        "number": _("No."), "shop": _("Shop"), "suspect": _("Suspect"), "parcels": _("Parcels"),
    }  # fmt: skip
    rows = [
        {
            "number": numbers[row["site_id"]],
            "shop": shown_address(f"{row['shop_name']} · {row['shop_id']}", revealed),
            "suspect": _("yes") if row["suspect"] else _("no"),
            "parcels": int(row["parcels"]),
        }
        for _i, row in others.iterrows()
    ]
    if rows:
        st.dataframe(
            pd.DataFrame(rows, columns=list(labels)), hide_index=True, column_config=labels, key="plan_others"
        )
    else:
        st.info(_("No other shop of the data sends again and again from within the search areas."))
    st.caption(_("Named here alone, with personal data shown: sheets and files count them and name nobody."))


def _others(site: Site) -> str:
    if not site.others:
        return number(0)
    return _("{n}, {innocent} no suspects").format(n=number(site.others), innocent=number(site.innocents))


def _labels() -> dict[str, str]:
    return {
        "where": _("Jurisdiction"), "what": _("What"), "standing": _("Standing"), "officers": _("Officers"),
        "last": _("Last parcel"), "hour": _("Its own hour"), "days": _("Scan days in that hour"),
        "others": _("Other shops there"), "facilities": _("Shared facilities"), "checked": _("Checked"),
        "area": _("Where to look"), "address": _("Address on the parcels"),
    }  # fmt: skip
