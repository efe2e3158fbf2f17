"""What casework refuses, each refusal with a type of its own so that a page can say it in its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from suyuan.casework.records import Record
    from suyuan.casework.roles import Person


def N_(message: str) -> str:
    """Mark a refusal for translation where it is written down; `suyuan.wording.refusals` says it to the viewer."""
    return message


class CaseworkError(Exception):
    """A refusal, in one line. Nothing of the change was kept. `template` with `values` filled in is what it says."""

    def __init__(self, template: str, **values: object):
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


class Forbidden(CaseworkError):
    """The person's role does not allow the action: who (None: not known here), what he asked for, about what."""

    person: Person | None = None
    asked: str = ""
    about: str = ""

    def of(self, person: Person, asked: str, about: str = "") -> Forbidden:
        """The same, told of whom, what and about what where that is not told yet."""
        self.person = self.person or person
        self.asked = self.asked or asked
        self.about = self.about or about
        return self


class Conflict(CaseworkError):
    """Somebody changed the record since it was read. `current` is how it stands now; None: it is gone."""

    def __init__(self, template: str, current: Record | None, **values: object):
        super().__init__(template, **values)
        self.current = current


class Missing(CaseworkError):
    """No record of that id."""


class Unfit(CaseworkError):
    """A value or a step that the rules do not allow: a transition, a term, a text."""


class UndoRefused(CaseworkError):
    """Something later rests on the change, or it is not the last one of its record."""


class StorageError(CaseworkError):
    """The database could not keep the change: disk full, locked, away. Nothing of it was kept."""


class RevisionError(CaseworkError):
    """The database is of another version than this program."""


class DamagedError(CaseworkError):
    """A file that is cut off or was changed: its hash is not the one it names."""
