"""A scan started from the screen: a process of its own, with progress, that can be cancelled."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

import streamlit as st

from suyuan.casework import views
from suyuan.messages import _
from suyuan.ui import casework
from suyuan.ui.findings import ROOT, Place

_lock = Lock()


@dataclass
class Job:
    """One running or ended scan. `error` is its last line of complaint."""

    process: subprocess.Popen[str]
    done: int = 0
    total: int = 1
    step: str = ""
    error: str = ""
    cancelled: bool = False
    reader: Thread = field(init=False)

    def __post_init__(self) -> None:
        self.reader = Thread(target=self._listen, daemon=True)
        self.reader.start()

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def cancel(self) -> None:
        self.cancelled = True
        self.process.terminate()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            words = line.split()
            if len(words) == 4 and words[0] == "progress":
                self.done, self.total, self.step = int(words[1]), int(words[2]), words[3]
            elif words:
                self.error = line.strip()


@st.cache_resource(show_spinner=False)
def _jobs() -> dict[Path, Job]:
    """The scans of this process by findings folder: every viewer sees the same one."""
    return {}


def start(where: Place) -> Job:
    """Start a scan unless one of the same findings runs already."""
    assert where.extracts is not None
    with _lock:
        job = _jobs().get(where.findings)
        if job is None or not job.is_running:
            # What no changed file touches is kept: the same findings, sooner.
            command = [sys.executable, "-m", "suyuan", "scan", "--keep"]
            command += ["--extracts", str(where.extracts), "--findings", str(where.findings)]
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            job = _jobs()[where.findings] = Job(process)
    return job


def is_running(where: Place) -> bool:
    """Whether a scan of these findings, started from a screen, is under way."""
    job = _jobs().get(where.findings)
    return job is not None and job.is_running


def panel(where: Place) -> None:
    """Scan now: the button, then the progress with its cancel button, then what came of it."""
    if where.extracts is None or not where.extracts.is_dir():
        st.write(
            _(
                "There are no extracts to scan. Name their folder in SUYUAN\\_EXTRACTS and start the app again."
            )
        )
        return
    job = _jobs().get(where.findings)
    if is_running(where):
        _progress(where)
        return
    if job is not None and job.cancelled:
        st.info(_("The scan was cancelled. Findings that were there before stay in force."))
    elif job is not None and job.process.returncode:
        st.error(_("The scan stopped. Findings that were there before stay in force."))
        st.code(job.error, language=None)
    if not casework.may("start_scan"):
        st.caption(_("Your role does not start scans: ask an analyst or a lead."))
    elif st.button(_("Scan now"), type="primary", key="scan_now") and _is_allowed(where, "start"):
        start(where)
        st.rerun()


@st.fragment(run_every=0.7)
def _progress(where: Place) -> None:
    job = _jobs()[where.findings]
    if not job.is_running:
        st.rerun()
    st.progress(
        min(job.done / max(job.total, 1), 1.0),
        _("Scanning: step {done} of {total}").format(done=job.done, total=job.total),
    )
    if (
        casework.may("start_scan")
        and st.button(_("Cancel"), key="scan_cancel")
        and _is_allowed(where, "cancel")
    ):
        job.cancel()


def _is_allowed(where: Place, step: str) -> bool:
    """Whether the core lets this viewer start or cancel a scan: entered in the log, by a database that can be opened.

    Without one the analysis goes on (docs/roles.md): then the role alone decides.
    """
    if casework.store_or_none() is None:
        return casework.may("start_scan")
    with casework.write() as session:
        views.log_scan(session, casework.person(), f"findings/{where.findings.name}", step=step)
    return casework.kept(session)
