"""A reason in words: what one signal found at one shop, with its figure and what is usual."""

from __future__ import annotations

from math import isfinite

from suyuan.messages import N_, _
from suyuan.numbers import number, percent

# (signal, level) → sentence; a signal's level that is not named takes the signal's last line.
SENTENCES: dict[str, dict[str, str]] = {
    "price": {
        "below_peers_far": N_("Priced far below other shops"),
        "below_peers": N_("Priced below other shops"),
        "among_peers": N_("Priced like other shops"),
        "ordinary": N_("Sells at {share} of the reference price"),
        "": N_("Sells at {share} of the reference price"),
    },
    "complaints": {
        "none": N_("No counterfeit complaints"),
        "none_few": N_("No counterfeit complaints, few orders"),
        "": N_("{rate} counterfeit complaints per 100 orders"),
    },
    "description": {
        "disguised": N_("Brand disguised, up to {share} of listings"),
        "disguised_once": N_("Brand disguised once or twice"),
        "avoided": N_("Brand only alluded to, {share} of listings"),
        "coded": N_("Code words of the trade, {share} of listings"),
        "coded_no_brand": N_("Code words of the trade, on goods of no brand"),
        "slang": N_("Slang for the brand, {share} of listings"),
        "no_brand": N_("Names no brand at all"),
        "": N_("Titles name their brands plainly"),
    },
    "photos": {
        "none": N_("Photos show front and mark"),
        "": N_("Front or mark hidden in {share} of photos"),
    },
    "geography": {
        "near": N_("Parcels start where it is registered"),
        "": N_("{share} of parcels start far away"),
    },
    "transfers": {
        "none": N_("Never changed hands"),
        "transferred": N_("Taken over, went on as before"),
        "changed": N_("Taken over; goods, price or origin changed"),
        "": N_("Taken over; goods, price, origin changed"),
    },
    "purchases": {
        "supplies": N_("Supplied {count} units to suspicious shops"),
        "supplies_ordinary": N_("Supplied {count} units to ordinary shops"),
        "buys_ordinary": N_("Bought {count} units from ordinary shops"),
        "": N_("Bought {count} units from suspicious shops"),
    },
    "links": {
        "with_ordinary": N_("In one hand with {count} ordinary shops"),
        "": N_("In one hand with {count} suspicious shops"),
    },
    "test_buys": {
        "genuine": N_("Test buys: every item genuine"),
        "": N_("Test buys: {share} counterfeit"),
    },
    "authorised": {
        "some": N_("Authorised for {share} of its branded listings"),
        "": N_("Authorised for {share} of its branded listings"),
    },
}
_USUAL = {
    "price": N_("usual {share}"),
    "complaints": N_("usual {rate}"),
    "photos": N_("usual {share}"),
    "geography": N_("usual {share}"),
}


def sentence(signal: object, level: object, figure: float | None) -> str:
    """What was found, with its figure; '' where there is no reason."""
    lines = SENTENCES.get(str(signal))
    if not lines:
        return ""
    return _filled(_(lines.get(str(level), lines[""])), figure)


def usual(signal: object, level: object, figure: float | None) -> str:
    """What is usual among shops with no such evidence against them; '' where it means nothing."""
    lines = SENTENCES.get(str(signal), {})
    has_figure = "{" in lines.get(str(level), lines.get("", ""))
    text = _USUAL.get(str(signal), "") if has_figure and _is_figure(figure) else ""
    return _filled(_(text), figure)


def _filled(text: str, figure: float | None) -> str:
    value = float(figure) if figure is not None and _is_figure(figure) else None
    return text.format(share=percent(value), rate=number(value, 1), count=number(value))


def _is_figure(figure: float | None) -> bool:
    return figure is not None and isfinite(figure)
