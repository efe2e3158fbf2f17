"""What stands on a sheet: the moment, officers, targets, what to verify first, people, assumptions, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from suyuan.evidence import blocks as paper
from suyuan.evidence.fonts import Fonts
from suyuan.evidence.plain import plain
from suyuan.messages import _
from suyuan.numbers import NONE, number
from suyuan.plan import words
from suyuan.plan.model import NEEDS_OVERRIDE, RULED_OUT, VERIFY, Jurisdiction, Person, Plan, Site, by_standing

Block = dict[str, Any]


@dataclass
class Ink:
    """What a sheet is written with. `names`: addresses and people's names stand in clear."""

    fonts: Fonts
    names: bool
    is_demo: bool
    pictures: dict[str, str] = field(default_factory=dict)

    def text(self, value: Any, most: int = 200) -> str:
        """A value from data or from people, one line of harmless characters."""
        return plain(value, self.fonts.covered, most)


def blocks(ink: Ink, plan: Plan, own: Jurisdiction | None) -> Iterator[Block]:
    """One sheet: of the jurisdiction, or of all of them (None). A block of type `map` is drawn by the caller."""
    name = ink.text(own.name) if own else _("all jurisdictions")
    yield paper.heading(f"{_('Operation plan')} · {name}")
    yield {"type": "quiet", "text": ink.text(plan.title)}
    if ink.is_demo:
        yield paper.notice(_("Demo data: every shop, person and place is invented."))
    if told := words.rings_pending(plan):
        yield paper.notice(told)
    yield {
        "type": "moment",
        "label": _("One moment for all jurisdictions"),
        "value": words.moment(plan),
        "notes": words.moment_why(plan),
    }
    yield _figures(plan, own)
    for told in words.officers_left_out(plan):
        yield {"type": "quiet", "text": told}
    if own is None:
        yield from _by_jurisdiction(ink, plan)
    yield {"type": "map", "jurisdiction": own}
    yield from _sites(ink, plan, own.sites if own else plan.sites)
    yield from _people(ink, own.people if own else plan.people)
    yield paper.heading(_("What is assumed"), 2)
    yield paper.pairs([(label, ink.text(text), "") for label, text in words.assumptions(plan)], width_mm=34)
    yield {
        "type": "signatures",
        "signers": [_("Team leader (signature)"), _("On the spot (signature)")],
        "date": _("Date, time"),
    }


def _figures(plan: Plan, own: Jurisdiction | None) -> Block:
    at_hand = _("{n} at hand: {balance}").format(n=number(plan.at_hand), balance=words.balance(plan))
    total = paper.figure(_("Officers, all jurisdictions"), number(plan.officers), "",
                         words.balance(plan) if plan.at_hand is None else at_hand)  # fmt: skip
    sites = own.sites if own else plan.sites
    targets = own.targets if own else plan.targets
    verify = number(len(by_standing(sites, VERIFY)) + len(by_standing(sites, NEEDS_OVERRIDE)))
    told = paper.figure(
        _("Targets, checked on the ground"),
        number(len(targets)),
        "",
        _("{n} to verify first").format(n=verify),
    )
    here = [paper.figure(_("Officers here"), number(own.officers), "")] if own else []
    return paper.figures([*here, total, told])


def _by_jurisdiction(ink: Ink, plan: Plan) -> Iterator[Block]:
    yield paper.table(
        [(_("Jurisdiction"), 3), (_("Targets"), -1), (_("Verify first"), -1), (_("People"), -1), (_("Officers"), -1),
         (_("Other shops, no suspects"), -1.6)],
        [
            (
                ink.text(one.name), number(len(one.targets)),
                number(len(by_standing(one.sites, VERIFY)) + len(by_standing(one.sites, NEEDS_OVERRIDE))),
                number(sum(not person.why_not for person in one.people)), number(one.officers),
                number(sum(site.innocents for site in one.targets)),
            )
            for one in plan.jurisdictions
            if one.is_needed
        ],
    )  # fmt: skip


def _sites(ink: Ink, plan: Plan, sites: Sequence[Site]) -> Iterator[Block]:
    targets = [site for site in sites if site.is_target]
    yield paper.heading(_("Targets: checked on the ground"), 2)
    if targets:
        yield _table(ink, plan, targets)
    else:
        yield paper.para(_("No site here is a target yet."))
    yield from _overrides(ink, plan, targets)
    waiting = by_standing(sites, NEEDS_OVERRIDE)
    if waiting:
        yield paper.heading(_("Verify first: checked, but an override is needed"), 2)
        yield _table(ink, plan, waiting)
        yield paper.bullets(
            [
                f"{site.number}: {'; '.join(words.need(site, code, plan) for code in site.open_needs)}"
                for site in waiting
            ]
        )
    verify = by_standing(sites, VERIFY)
    if verify:
        yield paper.heading(_("Verify first: candidates, no targets"), 2)
        yield _table(ink, plan, verify, is_checked=False)
    gone = by_standing(sites, RULED_OUT)
    if gone:
        told = _(", ").join(f"{site.number} ({ink.text(words.below(site.where))})" for site in gone)
        yield paper.para(_("Ruled out on the ground: {sites}.").format(sites=told))


def _table(ink: Ink, plan: Plan, sites: Sequence[Site], *, is_checked: bool = True) -> Block:
    columns = [(_("No."), 0.5), (_("What"), 1.2), (_("Where to look"), 2.8), (_("Last parcel"), 1.1),
               (_("Its own hour"), 1.7), (_("Who else is there"), 1.8)]  # fmt: skip
    rows = [
        [
            str(site.number), words.role(site), _where(ink, site), words.last_parcel(site, plan),
            words.own_hour(site.own_slot), words.disturbed(site),
        ]
        for site in sites
    ]  # fmt: skip
    if is_checked:
        columns += [(_("Checked"), 1.2), (_("Officers"), -0.9)]
        for row, site in zip(rows, sites, strict=True):
            row += [ink.text(words.checked(site)), number(site.officers) if site.is_target else NONE]
    return paper.table(columns, rows, size_pt=7.6)


def _where(ink: Ink, site: Site) -> str:
    told = [ink.text(words.below(site.where)), words.area(site)]
    if site.address:
        told.append(ink.text(site.address) if ink.names else _("address on the parcels: hidden"))
    return _("; ").join(text for text in told if text)


def _overrides(ink: Ink, plan: Plan, sites: Sequence[Site]) -> Iterator[Block]:
    rows = [
        (
            str(site.number), _("; ").join(words.need(site, code, plan) for code in site.needs),
            ink.text(site.override.reason, 400), ink.text(site.override.by), words.stamp(site.override.at, plan),
            ink.text(site.override.scan_id),
        )
        for site in sites
        if site.override is not None and site.needs
    ]  # fmt: skip
    if rows:
        yield paper.heading(_("Overrides"), 2)
        yield paper.table(
            [(_("No."), 0.4), (_("In spite of"), 3), (_("Reason"), 3), (_("By whom"), 1.2), (_("When"), 1.3),
             (_("Scan"), 1.3)],
            rows, size_pt=7.6,
        )  # fmt: skip


def _people(ink: Ink, people: Sequence[Person]) -> Iterator[Block]:
    yield paper.heading(_("People: candidates, by where their accounts are registered"), 2)
    yield {"type": "quiet", "text": _("Registered there, not necessarily there. An account is not a person.")}
    wanted = [person for person in people if not person.why_not]
    if wanted:
        yield paper.table(
            [(_("Account"), 1.5), (_("Role"), 1.3), (_("Registered in"), 1.5), (_("For being in charge"), 3),
             (_("Against it"), 2)],
            [
                (
                    _name(ink, person), words.person_role(person), ink.text(words.whole(person.where)),
                    _("; ").join(person.speaks_for) or NONE, _("; ").join(person.speaks_against) or NONE,
                )
                for person in wanted
            ],
            size_pt=7.6,
        )  # fmt: skip
    else:
        yield paper.para(_("Nobody's account is registered here."))
    spared = [f"{_name(ink, person)}: {words.not_target(person)}" for person in people if person.why_not]
    yield paper.bullets([*spared, _("Couriers, landlords and neighbours: not targets")])


def _name(ink: Ink, person: Person) -> str:
    shown = [*person.accounts, *(person.names if ink.names else ())]
    return ink.text(" · ".join(shown)) or _("name hidden")
