"""manifest.json: what the package is, from what, by whom and with which rules; the bytes that are signed."""

from __future__ import annotations

import hashlib
import json
import platform
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from suyuan import __version__
from suyuan.catalogue import Catalogue
from suyuan.engines.duckdb import Reader, whole_relation
from suyuan.evidence import lineage
from suyuan.evidence.contents import Output
from suyuan.evidence.errors import EvidenceError
from suyuan.evidence.keys import SigningKey
from suyuan.evidence.request import NOT_STATED, Cleared, Details, Request, RuledOut
from suyuan.evidence.sources import SourceFile
from suyuan.export import DEMO
from suyuan.rings.chains import rows

FORMAT = "suyuan-evidence-1"
NAME, SIGNATURE, PUBLIC_KEY = "manifest.json", "signature/manifest.sig", "signature/public_key.pem"
MOST_BYTES = 64 << 20
_ROOT = Path(__file__).resolve().parents[2]
STATEMENT = (
    "Derived analysis, not the original data. The original data are the source files listed here by name, size and "
    "SHA-256; rows/ repeats rows of them as they were delivered."
)


@dataclass(frozen=True)
class Papers:
    """What a manifest is made of beside its outputs."""

    request: Request
    details: Details
    made_at: datetime
    audit_head: str | None
    is_demo: bool
    ruled_out: Sequence[RuledOut] = ()
    photos: Sequence[Mapping[str, Any]] = ()
    cleared: Sequence[Cleared] = ()


def build(
    papers: Papers,
    reader: Reader,
    catalogue: Catalogue,
    files: Sequence[SourceFile],
    outputs: Sequence[Output],
    key: SigningKey,
    number: str,
) -> dict[str, Any]:
    """The manifest as a document. `made_at` carries its offset from UTC."""
    scan = _one(reader, "scan")
    limit = sum(output.written.bytes for output in outputs)
    return {
        "format": FORMAT,
        "statement": STATEMENT,
        "package_number": number,
        **papers.details.as_json(),
        "made_at": papers.made_at.isoformat(timespec="seconds"),
        "host": socket.gethostname(),
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "data": DEMO if papers.is_demo else "as delivered",
        "version": __version__,
        "dependencies_sha256": dependencies_sha256(),
        "scan": {
            "scan_id": scan["scan_id"],
            "extracts_sha256": scan["extracts_sha256"],
            "engine": scan["engine"],
            "finished_at": f"{scan['finished_at'].isoformat(timespec='seconds')}+00:00",
            "assumed": list(scan["assumed"]),
            "signals_off": list(scan["signals_off"]),
        },
        "request": papers.request.as_json(),
        "filters": "none beside the request: every row behind the findings on its shops, rings and accounts",
        "redactions": "none: values stand as delivered, personal data in clear",
        "sources": [
            {
                "number": file.number,
                "table": file.table,
                "file": file.name,
                "bytes": file.bytes,
                "rows": file.rows,
                "sha256": file.sha256,
                "prior_sha256": file.prior_sha256 or NOT_STATED,
            }
            for file in files
        ],
        "rejected_rows": _rejected(reader, catalogue),
        "ruled_out": [vars(one) for one in papers.ruled_out],
        "cleared": [vars(one) for one in papers.cleared],
        "photos": [dict(one) for one in papers.photos],
        "rules": {
            "sha256": lineage.rules(catalogue),
            "cuts": _values(reader, "cuts", "name", "value"),
            "link_cuts": _values(reader, "link_cuts", "name", "value"),
            "principal_weights": _values(reader, "principal_weights", "signal", "weight"),
            "level_weights": _weights(reader),
        },
        "outputs": [_output(output) for output in outputs],
        "bytes": limit,
        "audit_head": papers.audit_head or NOT_STATED,
        "key_fingerprint": key.fingerprint,
        "verify": "python -m suyuan verify PACKAGE --extracts FOLDER",
    }


def as_bytes(document: Mapping[str, Any]) -> bytes:
    """The one text of a manifest: its members in the order they were put in, UTF-8, LF."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def parse(data: bytes) -> dict[str, Any]:
    """Raises EvidenceError where the bytes are no manifest of a format known here."""
    try:
        document = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise EvidenceError("manifest.json cannot be read") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise EvidenceError(f"manifest.json is not of the format {FORMAT}")
    outputs = document.get("outputs")
    if not isinstance(outputs, list) or not all(_is_output(one) for one in outputs):
        raise EvidenceError("manifest.json does not list its outputs")
    return document


def dependencies_sha256() -> str:
    """SHA-256 of requirements.txt, which pins every library's version."""
    try:
        return hashlib.sha256((_ROOT / "requirements.txt").read_bytes()).hexdigest()
    except OSError:
        return NOT_STATED


def number_of(made_at: datetime, scan_id: str, outputs: Sequence[Output]) -> str:
    """A package's number: when it was made, and twelve letters of what it holds."""
    digest = hashlib.sha256(scan_id.encode())
    for output in outputs:
        digest.update(output.written.sha256.encode())
    return f"SY-{made_at:%Y%m%d-%H%M%S}-{digest.hexdigest()[:12]}"


def _output(output: Output) -> dict[str, Any]:
    told: dict[str, Any] = {
        "path": output.path,
        "bytes": output.written.bytes,
        "sha256": output.written.sha256,
    }
    if output.path.endswith(".csv"):
        told |= {"rows": output.written.rows, "columns": list(output.written.columns)}
    if output.query:
        told |= {"query": output.query, "parameters": dict(output.parameters), "order": output.order}
    return told


def _is_output(told: object) -> bool:
    return (
        isinstance(told, dict)
        and isinstance(told.get("path"), str)
        and isinstance(told.get("sha256"), str)
        and type(told.get("bytes")) is int
    )


def _one(reader: Reader, name: str) -> dict[str, Any]:
    frame = reader.frame(whole_relation(name), {"most": 1})
    return {column: frame.at[0, column] for column in frame.columns}


def _values(reader: Reader, name: str, key: str, value: str) -> dict[str, float]:
    frame = reader.frame(whole_relation(name), {"most": 10_000})
    return {str(one): float(other) for one, other in zip(frame[key], frame[value], strict=True)}


def _weights(reader: Reader) -> dict[str, float | None]:
    frame = reader.frame(whole_relation("level_rates"), {"most": 10_000})
    levels = zip(frame["signal"], frame["level"], frame["weight"], strict=True)
    return {
        f"{signal}.{level}": None if pd.isna(weight) else float(weight) for signal, level, weight in levels
    }


def _rejected(reader: Reader, catalogue: Catalogue) -> list[dict[str, Any]]:
    frame = reader.frame(catalogue.page("evidence__rejected"), {"least": 1})
    told: dict[str, dict[str, Any]] = {}
    for row in rows(frame):
        table = told.setdefault(
            row.table_name,
            {
                "table": row.table_name,
                "rows_read": int(row.rows_read),
                "used": int(row.used),
                "superseded": int(row.superseded),
                "rejected": int(row.rejected),
                "reasons": {},
            },
        )
        if isinstance(row.reason, str):
            table["reasons"][row.reason] = int(row.rows_out)
    return list(told.values())
