"""What leaves the screen's mask or the house: entered in the log by whoever shows or writes it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from suyuan.casework import audit
from suyuan.casework.audit import Entry
from suyuan.casework.roles import Person, acts


@acts("reveal")
def log_reveal(session: Session, person: Person, subject: str, columns: Sequence[str]) -> Entry:
    """The person sees these personal columns of the subject (`shop/S1`, `page/geography`) unmasked. Raises Forbidden.

    To be called before they are shown: what cannot be logged is not shown.
    """
    return audit.append(session, person, "reveal", subject, {"columns": sorted(columns)})


@acts("export")
def log_export(
    session: Session, person: Person, subject: str, *, rows: int, sha256: str, filters: Sequence[str] = ()
) -> Entry:
    """A file with masked personal data leaves: what it is of, how many rows, its hash, the names of its filters."""
    details = {"rows": rows, "sha256": sha256, "filters": sorted(filters), "personal_data": "hidden"}
    return audit.append(session, person, "export", subject, details)


@acts("export_personal")
def log_personal_export(
    session: Session, person: Person, subject: str, *, rows: int, sha256: str, columns: Sequence[str]
) -> Entry:
    """A file with these personal columns in clear leaves. Raises Forbidden."""
    details = {"rows": rows, "sha256": sha256, "columns": sorted(columns), "personal_data": "shown"}
    return audit.append(session, person, "export_personal", subject, details)


@acts("package")
def log_package(session: Session, person: Person, subject: str, *, package_id: str, sha256: str) -> Entry:
    """An evidence package is made of the subject. Its own papers name the log's head after this entry."""
    return audit.append(session, person, "package", subject, {"package": package_id, "sha256": sha256})
