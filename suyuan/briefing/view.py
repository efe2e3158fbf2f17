"""A stored view: its link taken apart, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from suyuan.messages import N_, _

# The pages whose views can be collected, and what each is called.
PAGES = {
    "overview": N_("Suspects"),
    "prices": N_("Prices"),
    "geography": N_("Geography"),
    "shop": N_("Shop"),
    "rings": N_("Rings"),
    "plan": N_("Operation plan"),
    "cases": N_("Cases"),
    "data": N_("Data"),
}
# What a link's words choose on a page; the first word that is asked for and known names the view.
_CHOICES: dict[tuple[str, str], dict[str, str]] = {
    ("overview", "table"): {"changes": N_("Changed since last scan")},
    ("prices", "rows"): {"products": N_("Products"), "spread": N_("Distribution")},
    ("geography", "parcels"): {"all": N_("All shops' parcels"), "suspects": N_("Suspects' parcels")},
    ("rings", "view"): {
        "links": N_("Who with whom"),
        "chain": N_("Supply chain"),
        "places": N_("Places"),
        "times": N_("Times"),
        "replay": N_("Replay"),
    },
    ("plan", "view"): {
        "sites": N_("Sites"),
        "enter": N_("Checks and officers"),
        "people": N_("People"),
        "others": N_("Who else is there"),
        "sheets": N_("Sheets"),
    },
    ("cases", "view"): {
        "due": N_("Due today"),
        "watch": N_("Watch list"),
        "buys": N_("Test buys"),
        "checks": N_("Site checks"),
        "cases": N_("Cases"),
        "reviews": N_("Batch review"),
        "log": N_("History"),
    },
    ("cases", "part"): {
        "sites": N_("Site checks"),
        "buys": N_("Test buys"),
        "outcome": N_("Outcomes"),
        "notes": N_("Notes"),
        "replay": N_("Replay"),
    },
    ("data", "view"): {
        "extracts": N_("Extracts"),
        "rejected": N_("Rows kept out"),
        "signals": N_("Signals"),
        "queries": N_("Queries"),
        "weights": N_("Weights and cuts"),
    },
}
# Filters that name goods or a kind of evidence, never a person: they may stand in a title.
_GOODS = ("brand", "category")
# Pages that show other things than a subject's own page does.
_BESIDE = ("plan", "prices", "geography")
SUBJECTS = ("shop", "account", "ring", "case")
_SUBJECT_WORDS = {"shop": N_("Shop"), "account": N_("Account"), "ring": N_("Ring"), "case": N_("Case")}


@dataclass(frozen=True)
class View:
    """What a link asks for: the page's name, and each parameter's values."""

    page: str
    asked: Mapping[str, list[str]]

    def one(self, key: str) -> str:
        """A parameter's value, the last where it is repeated; '' where it is not asked for."""
        return self.asked.get(key, [""])[-1]

    @property
    def subject(self) -> tuple[str, str]:
        """What the view is about: kind and token; both '' where it is about everything."""
        return next(((kind, self.one(kind)) for kind in SUBJECTS if self.one(kind)), ("", ""))

    @property
    def choice(self) -> str:
        """Which of the page's views it is, in the viewer's words; '' where the page has one, or its first is meant."""
        for (page, key), words in _CHOICES.items():
            if page == self.page and self.one(key) in words:
                return _(words[self.one(key)])
        return ""

    @property
    def place(self) -> str:
        """The page, and which of its views: 'Rings · Places'."""
        return " · ".join(text for text in (_(PAGES[self.page]), self.choice) if text)

    def title(self, subject: str = "") -> str:
        """What the view may be called in front of a room: `subject` as it may be named there, goods, choice."""
        kind, token = self.subject
        about = subject or (_(_SUBJECT_WORDS[kind]) if token else _(PAGES[self.page]))
        page = _(PAGES[self.page]) if token and self.page in _BESIDE else ""
        goods = [value for key in _GOODS for value in self.asked.get(key, []) if value]
        return " · ".join(text for text in (about, page, *goods, self.choice) if text)


def parsed(link: str) -> View:
    """The view behind a stored link; a page that this version does not have is the first page."""
    parts = urlsplit(link)
    page = parts.path.strip("/") or "overview"
    return View(page if page in PAGES else "overview", parse_qs(parts.query, keep_blank_values=True))
