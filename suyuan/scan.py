"""A scan: extracts in, the catalogue's queries in order, findings out: written whole or not at all."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from suyuan import __version__, before, in_force, intake, lineage
from suyuan.catalogue import Catalogue
from suyuan.contract import FINDINGS
from suyuan.engines import kept, settings
from suyuan.engines.duckdb import Workshop
from suyuan.holding import Holding
from suyuan.steps import Progress, Ran, Steps

PAGES_DATABASE = "pages.duckdb"

# Faults of the engine itself, after which its database cannot be used further. They are rare and come by chance.
ENGINE_FAULTS = (duckdb.InternalException, duckdb.FatalException)


class ScanBusyError(RuntimeError):
    """Another scan is writing the same findings."""


class EngineFaultError(RuntimeError):
    """The engine failed with a fault of its own, and again from a fresh database."""


@dataclass(frozen=True)
class Outcome:
    """What a finished scan has to say of itself; `kept`: how many of its `queries` were not run, their rows kept.

    `rings_as_of`: when the scan ended whose rings still stand; None where this scan's own do.
    """

    scan_id: str
    shops: int
    suspects: int
    rejected: int
    signals_off: list[str]
    new_alerts: int = 0
    queries: int = 0
    kept: int = 0
    ran: Sequence[Ran] = ()
    rings_as_of: datetime | None = None


def run(
    extracts: Path,
    findings: Path,
    *,
    also: Sequence[Path] = (),
    threads: int | None = None,
    memory_limit: str | None = None,
    cluster: str | None = None,
    take_over: bool = False,
    rings_later: bool = False,
    progress: Progress = lambda done, total, name: None,
) -> Outcome:
    """Scan the extracts in `extracts` (and `also`) and put the findings in force in `findings`.

    `cluster` is the URL of the Spark cluster that runs the queries; where it is None, DuckDB does.
    With `take_over` only queries whose input changed since the scan in force are run; the findings are those of
    a whole scan. With `rings_later` as well what ties accounts together stays that of the scan in force where it may
    (suyuan/holding.py): `rings_as_of` says so, and another run without it works the rest out.
    `memory_limit` (e.g. '6GB') is the whole process's. Raises settings.SettingError on one that cannot be kept,
    intake.InputError on input that breaks the contract, ScanBusyError where another scan writes there,
    EngineFaultError where the engine broke twice, ClusterError where the cluster fails; in these cases, and on any
    other error, the findings that were there stay in force.
    """
    findings = findings.resolve()
    options: dict[str, Any] = {"threads": threads}
    if memory_limit is not None:
        allowed = settings.parse(memory_limit)
        options = {
            "threads": settings.threads(allowed, threads),
            "memory_limit": f"{settings.share(allowed)}B",
        }
    with _alone(findings), _staging(findings) as staging:

        def attempt(past: lineage.Past | None) -> Outcome:
            workshop = _open(staging, cluster, options)
            with closing(workshop):
                return _Scan(workshop, extracts, also, findings, staging, progress, past, rings_later).run()

        past = None
        if take_over and cluster is None:
            past = _begin_with(findings, staging, Catalogue.load())
        try:
            outcome = attempt(past)
        except duckdb.Error as error:
            # The database in force may be damaged where nobody looked: then everything is worked out anew.
            if past is None and not isinstance(error, ENGINE_FAULTS):
                raise
            _empty(staging)
            try:
                outcome = attempt(None)
            except ENGINE_FAULTS as again:
                raise EngineFaultError(str(again)) from again
        _put_in_force(staging, findings)
    return outcome


def _open(staging: Path, cluster: str | None, options: dict[str, Any]) -> Workshop:
    if cluster is None:
        return Workshop(staging / PAGES_DATABASE, **options)
    from suyuan.engines.spark.workshop import SparkWorkshop

    work = os.environ.get("SUYUAN_SPARK_WORK") or str(staging / "work")
    few = settings.rows_for_a_cluster()
    return SparkWorkshop(staging / PAGES_DATABASE, cluster, work, few, **options)


def _begin_with(findings: Path, staging: Path, catalogue: Catalogue) -> lineage.Past | None:
    """Begin with a copy of the database in force. None where nothing of it can be taken over."""
    past = lineage.read(findings / PAGES_DATABASE, catalogue)
    if past is not None:
        kept.copy(findings / PAGES_DATABASE, staging / PAGES_DATABASE)
    return past


@dataclass(frozen=True)
class _Scan:
    """One attempt. `past`: of the scan in force, a copy of whose database the workshop has open; None: an empty one."""

    workshop: Workshop
    extracts: Path
    also: Sequence[Path]
    findings: Path
    staging: Path
    progress: Progress
    past: lineage.Past | None
    rings_later: bool

    def run(self) -> Outcome:
        workshop, catalogue = self.workshop, Catalogue.load()
        started_at = datetime.now(UTC)
        self.progress(0, 1, "intake")
        with intake.Prober(known=self.past.files if self.past else None) as prober:
            delivery = intake.opener(workshop)(self.extracts, self.also, prober)
        scan_id = in_force.scan_id_of(delivery.sha256, catalogue)
        now = lineage.Lineage(self.past)
        before.remember(workshop, self.findings, scan_id)
        for name in before.COLUMNS:
            # Each scan has another one before it: what reads of it runs, and mostly gives what it gave.
            now.given("raw." + name, started_at.isoformat())
        delivery.lay_raw(workshop)
        now.deliver(delivery)
        ground = kept.Kept(workshop, self.findings / PAGES_DATABASE) if self.past else None
        old = in_force.read(self.findings) if ground and self.rings_later else None
        holding = Holding(workshop, delivery, now, ground, old, catalogue) if ground and old else None
        steps = Steps(workshop, catalogue, delivery, now, ground, self.progress, holding)
        steps.run()
        if workshop.engine == "duckdb":
            now.lay(workshop, prober.answers)
        rings = old.rings if old and holding and holding.held else None
        if rings is not None:
            scan_id = in_force.pending_id(scan_id, rings[0])
        _describe_scan(workshop, scan_id, delivery, started_at, rings)
        outcome = replace(_outcome(workshop, scan_id), queries=len(steps.ran), kept=now.kept, ran=steps.ran)
        _export(workshop, self.staging)
        if ground is not None:
            ground.close()
        delivery.ensure_unchanged()
        return outcome


def id_of(extracts: Path, also: Sequence[Path] = ()) -> str:
    """The id that a scan of these extracts would have. Raises intake.InputError as the scan would."""
    return in_force.scan_id_of(intake.open_delivery(extracts, also).sha256, Catalogue.load())


def _describe_scan(
    workshop: Workshop,
    scan_id: str,
    delivery: intake.Delivery,
    started_at: datetime,
    rings: tuple[str, datetime] | None,
) -> None:
    off = workshop.connection.execute(
        "SELECT signal || ': ' || off_reason FROM signal_status WHERE NOT is_on ORDER BY signal"
    ).fetchall()
    workshop.connection.execute(
        "CREATE OR REPLACE TABLE scan AS SELECT $scan_id::VARCHAR AS scan_id, $started_at::TIMESTAMP AS started_at, "
        "$finished_at::TIMESTAMP AS finished_at, $engine::VARCHAR AS engine, $sha256::VARCHAR AS extracts_sha256, "
        "$version::VARCHAR AS version, $off::VARCHAR[] AS signals_off, $assumed::VARCHAR[] AS assumed, "
        "$rings_of::VARCHAR AS rings_of, $rings_as_of::TIMESTAMP AS rings_as_of",
        {
            "scan_id": scan_id,
            "started_at": started_at.replace(tzinfo=None),
            "finished_at": datetime.now(UTC).replace(tzinfo=None),
            "engine": workshop.engine,
            "sha256": delivery.sha256,
            "version": __version__,
            "off": [row[0] for row in off],
            "assumed": list(delivery.assumed),
            "rings_of": rings[0] if rings else None,
            "rings_as_of": rings[1] if rings else None,
        },
    )


def _outcome(workshop: Workshop, scan_id: str) -> Outcome:
    [(shops, suspects)] = workshop.connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE suspect) FROM shop_scores"
    ).fetchall()
    [(off, rings_as_of)] = workshop.connection.execute("SELECT signals_off, rings_as_of FROM scan").fetchall()
    [(new,)] = workshop.connection.execute("SELECT count(*) FILTER (WHERE is_new) FROM alerts").fetchall()
    rejected = workshop.count("rejected_rows")
    return Outcome(scan_id, int(shops), int(suspects), rejected, list(off), int(new), rings_as_of=rings_as_of)


def _export(workshop: Workshop, staging: Path) -> None:
    for name in FINDINGS:
        workshop.export(name, staging / f"{name}.parquet")
    before.export(workshop, staging)


@contextmanager
def _alone(findings: Path) -> Iterator[None]:
    """Hold the lock of one findings folder; the system lets go of it when the process dies."""
    findings.parent.mkdir(parents=True, exist_ok=True)
    with (findings.parent / f".{findings.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ScanBusyError(f"another scan is writing {findings}") from error
        yield


@contextmanager
def _staging(findings: Path) -> Iterator[Path]:
    """A folder beside the findings in which the new ones grow; gone afterwards, and so are a dead scan's."""
    for left in findings.parent.glob(f".{findings.name}.scanning-*"):
        shutil.rmtree(left, ignore_errors=True)
    staging = findings.parent / f".{findings.name}.scanning-{os.getpid()}"
    staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _put_in_force(staging: Path, findings: Path) -> None:
    """Exchange the new findings for the old in one step; the old ones go with the staging folder."""
    for path in staging.iterdir():
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    if not findings.exists():
        os.rename(staging, findings)
        return
    if not _exchange(staging, findings):
        old = findings.with_name(f".{findings.name}.scanning-old-{os.getpid()}")
        os.rename(findings, old)
        try:
            os.rename(staging, findings)
        except OSError:
            os.rename(old, findings)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically (Linux renameat2). False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    at_cwd, exchange = -100, 2
    return renameat2(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0
