"""The evidence package of a shop or a ring: one button, a short form, progress with cancel, then the file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Container

from suyuan import export
from suyuan.casework.errors import CaseworkError
from suyuan.evidence import Details
from suyuan.evidence.request import LONGEST
from suyuan.exclusion import Struck
from suyuan.messages import N_, _
from suyuan.ui import casework
from suyuan.ui.evidence_asked import Asking, asking
from suyuan.ui.findings import ROOT, load, place, scan_id
from suyuan.ui.scanning import Job

# What the form asks, in its order, two a line: first the two who sign.
FIELDS = {
    "operator": N_("Operator"),
    "second_investigator": N_("Second investigator"),
    "case_number": N_("Case number"),
    "place": N_("Place where it is made"),
    "provider": N_("Provider of the data"),
    "instrument_number": N_("Number of the legal instrument"),
}
_STRUCK = "struck_"


@dataclass
class Asked:
    """One package that this viewer asked for: the process that makes it, and where its file will be."""

    job: Job
    path: Path
    asked: Path
    name: str


def button(kind: str, subject: str, where: Container) -> None:
    """The button that opens the form, for whoever's role allows it. `kind`: shop, ring or case; `subject`: its id."""
    if not _may():
        return
    key = f"package_{kind}_{subject}"
    busy = key in st.session_state
    if where.button(
        _("Evidence package"),
        icon=":material/inventory_2:",
        key=f"open_{key}",
        disabled=busy,
        width="stretch",
    ):
        st.dialog(_("Evidence package"), width="medium")(_form)(kind, subject)


def panel(kind: str, subject: str) -> None:
    """Under the head: progress while the package is made, then the download; nothing where none was asked for."""
    asked: Asked | None = st.session_state.get(f"package_{kind}_{subject}")
    if asked is None:
        return
    if asked.job.is_running:
        _progress(kind, subject)
        return
    asked.asked.unlink(missing_ok=True)
    with st.container(border=True):
        words, file, close = st.columns([4.6, 1.5, 0.8], vertical_alignment="center")
        if asked.job.cancelled:
            words.info(_("The package was cancelled."))
        elif asked.job.process.returncode or not asked.path.is_file():
            words.error(_("No package was made."))
            words.code(asked.job.error, language=None)
        else:
            _download(asked, words, file)
        if close.button(_("Close"), key=f"close_package_{kind}_{subject}", width="stretch"):
            asked.path.unlink(missing_ok=True)
            del st.session_state[f"package_{kind}_{subject}"]
            st.rerun()


def remember_struck(ring_id: str, struck: Struck | None) -> None:
    """What the viewer strikes of a ring goes into its package; None: nothing is struck."""
    st.session_state[_STRUCK + ring_id] = struck or Struck()


def _form(kind: str, subject: str) -> None:
    st.write(
        _(
            "The signed file for the police: the rows behind every finding, the queries, a dossier in Chinese and in "
            "English. Personal data stands in it in clear."
        )
    )
    extracts = place().extracts
    if extracts is None or not extracts.is_dir():
        st.warning(
            _(
                "There are no extracts to take the rows from. Name their folder in SUYUAN\\_EXTRACTS and start the "
                "app again."
            )
        )
        return
    if load("frame__scan")["rings_of"].notna().any():
        st.warning(
            _(
                "Rings are being worked out again. A package of this moment could not be rebuilt from its extracts: "
                "make it once they are in force."
            )
        )
        return
    struck: Struck = st.session_state.get(_STRUCK + subject) or Struck()
    if struck:
        st.caption(_("What was struck below goes into the package."))
    asked = asking(kind, subject, struck)
    # Once a subject: what the operator types over it stays, and his other fields from one package to the next.
    if st.session_state.get("package_for") != (kind, subject):
        st.session_state["package_for"] = (kind, subject)
        st.session_state["package_case_number"] = asked.case_number
    with st.form(f"form_{kind}_{subject}", border=False):
        columns = st.columns(2)
        stated = {
            name: columns[place % 2].text_input(_(label), key=f"package_{name}", max_chars=LONGEST)
            for place, (name, label) in enumerate(FIELDS.items())
        }
        st.caption(_("Left empty, a field is recorded as not stated."))
        if st.form_submit_button(_("Make the package"), type="primary", key="make_package"):
            _start(kind, subject, asked, Details(**stated))
            st.rerun()


def _may() -> bool:
    try:
        return casework.may("package")
    except CaseworkError:
        return False


def _start(kind: str, subject: str, asking: Asking, details: Details) -> None:
    where = place()
    name = export.file_name("evidence", {kind: subject}, scan_id(), is_demo=where.is_demo)
    folder, token = export.exports_folder(), token_hex(8)
    asked = folder / f"{token}_request.json"
    asked.touch(mode=0o600)
    told: dict[str, Any] = {
        "request": asking.request.as_json(),
        "details": asdict(details),
        "ruled_out": [asdict(one) for one in asking.ruled_out],
        "person": asdict(casework.person()),
        **({"case": subject} if kind == "case" else {}),
    }
    asked.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    path = folder / f"{token}_package.zip"
    command = [sys.executable, "-m", "suyuan", "package", "--request", str(asked), "--out", str(path)]
    command += ["--findings", str(where.findings), "--extracts", str(where.extracts)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    stem = name.removesuffix(".csv")
    st.session_state[f"package_{kind}_{subject}"] = Asked(Job(process), path, asked, f"{stem}.zip")


@st.fragment(run_every=0.7)
def _progress(kind: str, subject: str) -> None:
    asked: Asked | None = st.session_state.get(f"package_{kind}_{subject}")
    if asked is None or not asked.job.is_running:
        st.rerun()
    words, cancel = st.columns([6, 1], vertical_alignment="center")
    words.progress(
        min(asked.job.done / max(asked.job.total, 1), 1.0),
        _("Making the package: step {done} of {total}").format(done=asked.job.done, total=asked.job.total),
    )
    if cancel.button(_("Cancel"), key=f"cancel_package_{kind}_{subject}"):
        asked.job.cancel()


def _download(asked: Asked, words: Container, file: Container) -> None:
    with zipfile.ZipFile(asked.path) as opened:
        told = json.loads(opened.read("manifest.json"))
    path = asked.path
    words.markdown(
        f"**{told['package_number']}**  \n"
        + _("Fingerprint of the signing key: {key}").format(key=f"`{told['key_fingerprint']}`")
        + "  \n"
        + _("Tell it to whoever receives the package by another way than the package.")
    )
    file.download_button(
        _("Download the package"),
        path.read_bytes,
        file_name=asked.name,
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
        type="primary",
        width="stretch",
        key=f"download_{asked.name}",
    )
