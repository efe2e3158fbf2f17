"""A package in the casework's audit log: entered when it is begun, and again with its hash before it is handed over.

No file can hold its own hash. So there are two entries: `package` with the number and the subjects, whose place in the
chain the package prints; and `package_made` with the SHA-256 of the finished file. A package with the first alone was
begun and never left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from suyuan.casework import audit, photos, queue, records, reviews, store, test_buys, views
from suyuan.casework.errors import CaseworkError, DamagedError, Missing
from suyuan.casework.records import Record
from suyuan.casework.roles import Person, require
from suyuan.casework.store import Store
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader
from suyuan.evidence import contents
from suyuan.evidence.errors import EvidenceError
from suyuan.evidence.request import Cleared, Request
from suyuan.evidence.sealing import Sealed
from suyuan.masking import HIDDEN


@dataclass(frozen=True)
class Log:
    """The casework's log, open for one package, and who makes it."""

    store: Store
    person: Person
    case_id: str | None = None

    def sealed(self, reader: Reader, catalogue: Catalogue, request: Request) -> list[Sealed]:
        """The test buys of the request's shops and of the case that have a sealing photo, by their ids."""
        shops = contents.scope_of(reader, catalogue, request).shops
        with _told(), self.store.read() as session:
            rows = test_buys.sealed(session, self.person, shops, self.case_id)
        return [self._photo(row) for row in rows]

    def cleared(self, reader: Reader, catalogue: Catalogue, request: Request) -> list[Cleared]:
        """The request's shops that stand cleared on review: not those whose term is over or that speak louder."""
        shops = contents.scope_of(reader, catalogue, request).shops
        with _told(), self.store.read() as session:
            reviewed = {one.id for one in reviews.reviews(session, self.person, "cleared")} & set(shops)
            asked = {"shops": sorted(reviewed)}
            rows = (
                reader.frame(catalogue.queries[f"cases__{name}"], asked).to_dict("records")
                for name in ("reasons", "events")
            )
            known = queue.known(asked["shops"], *rows)
            told = queue.queue(session, self.person, known.values(), records.now().date())
            return [self._cleared(session, one.review) for one in told.hidden if one.review]

    def _cleared(self, session: Session, review: Record) -> Cleared:
        at = reviews.entered_at(session, self.person, review)
        said, by = (str(review[name] or "") for name in ("reason", "owner"))
        # A text that the role hides is left out; casework holds it.
        hidden = {HIDDEN: ""}
        until = review["cleared_until"].isoformat() if review["cleared_until"] else ""
        return Cleared(
            review.id,
            hidden.get(said, said),
            hidden.get(by, by),
            f"{at.isoformat(timespec='seconds')}Z",
            until,
        )

    def _photo(self, row: Record) -> Sealed:
        at = row["received_at"]
        told = (row.id, row["shop_id"], row["order_id"] or "", row["seal_number"] or "",
                f"{at.isoformat(timespec='seconds')}Z" if at else "", row["photo_sha256"])  # fmt: skip
        if row["photo_path"] is None:
            return Sealed(*told, "elsewhere")
        try:
            return Sealed(*told, "kept", photos.find(self.store.photos, told[-1], row["photo_path"]).data)
        except Missing:
            return Sealed(*told, "missing")
        except DamagedError:
            return Sealed(*told, "differs")

    def begin(self, number: str, request: Request) -> str:
        """Enter the package before it is written. Returns the chain's head at that entry, `NUMBER:SHA256`."""
        told = request.as_json()
        subjects = {name: told[name] for name in ("shops", "rings", "accounts")}
        with _told(), self.store.write() as session:
            views.log_package(session, self.person, number, subjects=subjects)
            head = audit.head(session)
        return f"{head.sequence}:{head.sha256}"

    def finish(self, number: str, *, sha256: str, size: int) -> None:
        """Enter the finished file's hash; to be called before anybody can take the file."""
        with _told(), self.store.write() as session:
            views.log_package_made(session, self.person, number, sha256=sha256, size=size)


@contextmanager
def opened(person: Person, case_id: str | None = None) -> Iterator[Log]:
    """The log for this person's package. Raises EvidenceError where his role allows none or the log cannot be written.

    Both are asked before the work is begun. The database is made where there is none: no package leaves without it.
    `case_id`: the case whose test buys go along.
    """
    with _told():
        kept = store.open_store()
    with closing(kept):
        with _told(), kept.write() as session:
            require(person, "package")
            audit.lock(session)
        yield Log(kept, person, case_id)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except CaseworkError as error:
        raise EvidenceError(f"no package without its entry in the audit log: {error}") from error
