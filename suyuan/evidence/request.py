"""What a package is asked to hold, and what its papers say that no data can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from suyuan.evidence.errors import EvidenceError
from suyuan.exclusion import Struck

NOT_STATED = "not stated"
LONGEST = 300
# Strikes that the search for smallest breaking sets tries in one ring: a quarter of a minute.
WORLDS = 250


@dataclass(frozen=True)
class Request:
    """Shops, rings and accounts, by their ids; what the investigator struck from each ring's evidence.

    With the extracts and the version it settles every CSV of the package: a replay needs nothing else. `worlds` bounds
    the search for the smallest breaking sets; 0 leaves it out.
    """

    shops: tuple[str, ...] = ()
    rings: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    struck: Struck = field(default_factory=Struck)
    worlds: int = WORLDS

    def as_json(self) -> dict[str, Any]:
        told = {
            one.name: sorted(list(part) if isinstance(part, tuple) else part for part in getattr(self.struck, one.name))
            for one in fields(Struck)
        }  # fmt: skip
        return {
            "shops": list(self.shops),
            "rings": list(self.rings),
            "accounts": list(self.accounts),
            "struck": told,
            "worlds": self.worlds,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Request:
        """Raises EvidenceError where it is none."""
        try:
            struck = {
                one.name: frozenset(
                    tuple(str(word) for word in part) if isinstance(part, list) else str(part)
                    for part in told["struck"][one.name]
                )
                for one in fields(Struck)
            }
            texts = {name: tuple(str(one) for one in told[name]) for name in ("shops", "rings", "accounts")}
            return cls(**texts, struck=Struck(**struck), worlds=int(told["worlds"]))  # type: ignore[arg-type]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EvidenceError("the manifest does not say what the package was asked to hold") from error


@dataclass(frozen=True)
class Details:
    """What the operator states. Empty is recorded as not stated; nothing is made up.

    `instrument_number`: the number of the legal instrument under which the data is provided.
    """

    case_number: str = ""
    operator: str = ""
    second_investigator: str = ""
    place: str = ""
    provider: str = ""
    instrument_number: str = ""

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if len(value) > LONGEST:
                raise EvidenceError(f"{name}: longer than {LONGEST} characters")

    def as_json(self) -> dict[str, str]:
        return {name: " ".join(value.split()) or NOT_STATED for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Cleared:
    """A suspect shop that stands cleared on review: why, by whom, when (UTC) and until which day."""

    id: str
    reason: str
    by: str
    at: str
    until: str


@dataclass(frozen=True)
class RuledOut:
    """A shop, account or site that was looked into and ruled out: by whom, when and why, as the case has it."""

    kind: str
    id: str
    reason: str
    by: str = ""
    at: str = ""
