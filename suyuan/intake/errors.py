"""What stops a scan before anything is written."""

from __future__ import annotations


class InputError(Exception):
    """Wrong input, in one line: `FILE (TABLE.COLUMN): what was found; expected what`."""


def wrong(found: str, *, table: str = "", file: str = "", column: str = "", expected: str = "") -> InputError:
    """An InputError that names whatever of table, file and column is known."""
    place = ".".join(part for part in (table, column) if part)
    head = f"{file} ({place})" if file and place else file or place
    line = f"{head}: {found}" if head else found
    return InputError(" ".join((f"{line}; expected {expected}" if expected else line).split()))
