"""What leaves the screen's mask or the house: entered in the log by whoever shows or writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


@acts("start_scan")
def log_scan(session: Session, person: Person, subject: str, *, step: str) -> Entry:
    """A scan is started or cancelled (`step`) from the screen; `subject` names its findings' folder. Raises Forbidden.

    To be called before it is: what the role does not allow does not begin.
    """
    return audit.append(session, person, "scan", subject, {"step": step})


@acts("package")
def log_package(
    session: Session, person: Person, package_id: str, *, subjects: Mapping[str, Sequence[str]]
) -> Entry:
    """A package of these `shops`, `rings` and `accounts` is begun. It prints the log's head at this entry."""
    details = {"package": package_id, **{name: list(ids) for name, ids in subjects.items()}}
    return audit.append(session, person, "package", f"package/{package_id}", details)


@acts("package")
def log_package_made(session: Session, person: Person, package_id: str, *, sha256: str, size: int) -> Entry:
    """The package's file is finished: its hash and bytes. To be entered before anybody can take it."""
    details = {"package": package_id, "sha256": sha256, "bytes": size}
    return audit.append(session, person, "package_made", f"package/{package_id}", details)
