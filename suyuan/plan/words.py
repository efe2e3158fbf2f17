"""What a plan says in words, the same on screen, in the file and on paper; in the caller's language."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import get_day_names

from suyuan.messages import N_, _, ngettext
from suyuan.numbers import NONE, locale, number
from suyuan.plan.model import (
    NEEDS_OVERRIDE,
    RULED_OUT,
    STALE,
    STALE_DAYS,
    TARGET,
    VERIFY,
    Person,
    Plan,
    Site,
    Where,
)
from suyuan.plan.moment import Choice, Slot
from suyuan.plan.people import NOT_TARGETS
from suyuan.wording import data_words
from suyuan.wording.words import word

STANDING = {
    TARGET: N_("target"),
    NEEDS_OVERRIDE: N_("checked, needs an override"),
    VERIFY: N_("verify first"),
    RULED_OUT: N_("ruled out"),
}


def standing(code: str) -> str:
    """How a site stands: 'target', 'verify first', …"""
    return _(STANDING[code])


def hour(weekday: int, at: int) -> str:
    """'Monday 16:00–17:00', '星期一 16:00–17:00'."""
    days = get_day_names("wide", locale=locale())
    return f"{days[weekday - 1]} {at:02d}:00–{(at + 1) % 24:02d}:00"


def zone(plan: Plan) -> str:
    """The sites' clock."""
    return _("China time, UTC+8") if plan.zone_hours else "UTC"


def moment(plan: Plan) -> str:
    """The joint moment, or that the data shows none."""
    best = plan.moment.best
    if best is not None:
        return hour(best.weekday, best.hour)
    return _("No joint moment in the data") if plan.moment.of else _("No moment yet")


def moment_why(plan: Plan) -> list[str]:
    """What the joint moment rests on, sentence by sentence; always that scans are no presence."""
    told, found = [], plan.moment
    if not found.of:
        told.append(_("There is no target yet: check sites on the ground first."))
    elif found.best is None:
        told.append(_("Too few scans, or none at a common hour: nothing is guessed."))
    else:
        told.append(_together(found.best, found.of))
        if found.runner_up is not None:
            second = hour(found.runner_up.weekday, found.runner_up.hour)
            told.append(
                _("Runner-up: {moment}, {n} of {of}; {day} of {of} that day.").format(
                    moment=second, n=number(len(found.runner_up.together)), of=number(found.of),
                    day=number(len(found.runner_up.that_day)),
                )
            )  # fmt: skip
    if found.thin:
        numbers = _(", ").join(str(site.number) for site in plan.sites if site.site_id in found.thin)
        told.append(_("Too few scans to say an hour: site {numbers}.").format(numbers=numbers))
    told.append(_("First scans by the courier, never presence. {zone}.").format(zone=zone(plan)))
    return told


def _together(choice: Choice, of: int) -> str:
    if of == 1:
        return _("The only target shows scans in this hour.")
    return _(
        "{n} of {of} targets show scans together in this hour, {day} of {of} at some hour of that day."
    ).format(n=number(len(choice.together)), of=number(of), day=number(len(choice.that_day)))


def own_hour(slot: Slot | None) -> str:
    """A site's own best hour: 'Monday 16:00–17:00 (10 of 63 days with scans)'."""
    if slot is None:
        return _("too few scans to say")
    return _("{hour} ({n} of {of} scan days)").format(
        hour=hour(slot.weekday, slot.hour), n=number(slot.days), of=number(slot.of)
    )


def balance(plan: Plan) -> str:
    """Officers entered against the number at hand, plainly."""
    if plan.balance is None:
        return _("the number at hand was not entered")
    if plan.balance < 0:
        return ngettext("{n} officer short", "{n} officers short", -plan.balance).format(
            n=number(-plan.balance)
        )
    if plan.balance > 0:
        return ngettext("{n} officer over", "{n} officers over", plan.balance).format(n=number(plan.balance))
    return _("exactly the number at hand")


def officers_left_out(plan: Plan) -> list[str]:
    """What the total does not hold: targets without a figure, figures at sites that are no targets."""
    told = []
    without = [str(site.number) for site in plan.targets if site.officers is None]
    if without:
        told.append(_("No officers entered: site {numbers}.").format(numbers=_(", ").join(without)))
    if plan.waiting_officers:
        told.append(
            _("{n} officers are entered for sites that are no targets, and not counted.").format(
                n=number(plan.waiting_officers)
            )
        )
    return told


def below(place: Where) -> str:
    """City and district, or '' where neither is known."""
    if locale().startswith("zh"):
        return "".join(place.below)
    return ", ".join(reversed(place.below))


def whole(place: Where) -> str:
    """Province, city and district."""
    names = [name for name in (place.province_name, *place.below) if name]
    if not names:
        return _("not known")
    return "".join(names) if locale().startswith("zh") else ", ".join(reversed(names))


def role(site: Site) -> str:
    """'den', 'source (place), inferred'; an address of one's own has no role in the data."""
    if not site.is_found:
        return _("address of casework, not in the data")
    named = word("site_role", site.role)
    return _("{role}, inferred").format(role=named) if site.basis == "inferred" else named


def area(site: Site) -> str:
    """Where to look: 'within 500 m of 25.43196, 119.02177'; never an address."""
    if site.latitude is None or site.longitude is None:
        return _("no coordinates")
    return _("within {m} m of {latitude}, {longitude}").format(
        m=number(site.radius_m or 500), latitude=f"{site.latitude:.5f}", longitude=f"{site.longitude:.5f}"
    )


def last_parcel(site: Site, plan: Plan) -> str:
    """The day of the last parcel, and how long before the data's last day."""
    if site.last_shipped_at is None:
        return _("no parcel")
    day = f"{site.last_shipped_at + timedelta(hours=plan.zone_hours):%Y-%m-%d}"
    if site.age_days is None:
        return day
    return _("{day} (−{n} d)").format(day=day, n=number(site.age_days))


def need(site: Site, code: str, plan: Plan) -> str:
    """What keeps a checked site from being a target, in a sentence."""
    if code == STALE and site.last_shipped_at is None:
        return _("no parcel of the data starts there")
    if code == STALE:
        return _("last parcel {n} days before the data's last day, {until}; more than {most}").format(
            n=number(site.age_days), until=plan.data_until, most=STALE_DAYS
        )
    return _("the coordinate system was not declared, taken for WGS84")


def disturbed(site: Site) -> str:
    """Who else would be disturbed, counted and never named."""
    if site.latitude is None and not site.is_found:
        return _("not known")
    return _("other shops: {n}, no suspects: {innocent}; shared facilities: {facilities}").format(
        n=number(site.others), innocent=number(site.innocents), facilities=number(site.facilities)
    )


def checked(site: Site) -> str:
    """By whom and when it was checked; a dash where nobody was there."""
    if not site.checked_by:
        return NONE
    return f"{site.checked_by}, {site.checked_at:%Y-%m-%d}" if site.checked_at else site.checked_by


def person_role(person: Person) -> str:
    """'principal (candidate)', 'seller', …"""
    return _("named in the case") if person.role == "named" else word("role", person.role)


def not_target(person: Person) -> str:
    """Why somebody is no target; '' for a candidate."""
    return _(NOT_TARGETS[person.why_not]) if person.why_not else ""


def cleared(plan: Plan) -> str:
    """What reviews cleared of the suspects that the plan rests on; '' where nothing."""
    if not plan.cleared:
        return ""
    if not plan.suspects:
        return _("every suspect shop of what is planned for: find out why before anybody is sent")
    return ngettext(
        "{n} suspect shop, {left} left under suspicion",
        "{n} suspect shops, {left} left under suspicion",
        plan.cleared,
    ).format(n=number(plan.cleared), left=number(plan.suspects))


def assumptions(plan: Plan) -> list[tuple[str, str]]:
    """What the plan rests on and what was assumed, as label and text."""
    system = _("not declared; taken for WGS84") if plan.coordinates_assumed else _("as declared, in WGS84")
    until = str(plan.data_until) if plan.data_until else NONE
    if (plan.data_age_days or 0) > STALE_DAYS:
        until = _("{day}, {n} days before this plan: what came later is not in it").format(
            day=until, n=number(plan.data_age_days)
        )
    other = [data_words.assumed(code) for code in plan.assumed if not code.startswith("coordinates_wgs84")]
    return [
        *([(_("Cleared on review"), cleared(plan))] if plan.cleared else []),
        (_("Data until"), until),
        (_("Clock"), zone(plan)),
        (_("Coordinate system"), system),
        (
            _("Search area"),
            _("500 m at the least around the middle of the scans: an area, never the address"),
        ),
        (_("Too old"), _("last parcel more than {n} days before the data's last day").format(n=STALE_DAYS)),
        (_("Also assumed"), _("; ").join(other) or _("nothing")),
        (_("Scan"), plan.scan_id),
        *([(_("Scanned"), scanned(plan))] if plan.scanned_at else []),
        *([(_("Rings"), rings_pending(plan))] if plan.rings_as_of else []),
    ]


def rings_pending(plan: Plan) -> str:
    """Since when the rings stand where shops are in force before them; '' where they are the scan's own."""
    if plan.rings_as_of is None:
        return ""
    return _("Rings as of {time}, being worked out again").format(time=stamp(plan.rings_as_of, plan))


def scanned(plan: Plan) -> str:
    """When the scan ended and how old its findings are on the day of the plan."""
    if plan.scanned_at is None:
        return NONE
    local = plan.scanned_at + timedelta(hours=plan.zone_hours)
    days = max((plan.today - local.date()).days, 0)
    told = ngettext("{time}, {n} day before this plan", "{time}, {n} days before this plan", days)
    return told.format(time=stamp(plan.scanned_at, plan), n=number(days))


def stamp(moment_utc: datetime, plan: Plan) -> str:
    """A moment of casework, UTC, on the sites' clock."""
    return f"{moment_utc + timedelta(hours=plan.zone_hours):%Y-%m-%d %H:%M}"
