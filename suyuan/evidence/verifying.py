"""The court's replay: is the package whole, signed, and what the same extracts give again? Offline, on any machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from suyuan import __version__
from suyuan.catalogue import Catalogue
from suyuan.evidence import archive, keys, lineage, manifest
from suyuan.evidence.archive import Entry
from suyuan.evidence.errors import EvidenceError

Progress = Callable[[int, int, str], None]
WHOLE, DIFFERS, UNUSABLE = 0, 1, 2


@dataclass
class Verdict:
    """What was found. `facts`: what was checked and held; `faults`: what differs, each in one line."""

    facts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unusable: str = ""

    @property
    def exit_code(self) -> int:
        return UNUSABLE if self.unusable else DIFFERS if self.faults else WHOLE

    @property
    def lines(self) -> list[str]:
        said = {
            WHOLE: "WHOLE",
            DIFFERS: f"DIFFERS: {len(self.faults)} fault(s)",
            UNUSABLE: "UNUSABLE",
        }[self.exit_code]
        told = [f"ok: {one}" for one in self.facts] + [f"FAULT: {one}" for one in self.faults]
        return [*told, f"{said}{': ' + self.unusable if self.unusable else ''}"]


def verify(
    package: Path,
    extracts: Sequence[Path] = (),
    *,
    fingerprint: str = "",
    progress: Progress = lambda done, total, name: None,
) -> Verdict:
    """Check a package; with `extracts` (the delivery, then further folders) rebuild every CSV of it from them.

    `fingerprint`: the signing key's, told by another way than the package. Never raises on what stands in the package.
    """
    verdict = Verdict()
    try:
        with package.open("rb") as file:
            length = file.seek(0, 2)
            file.seek(0)
            entries = {entry.name: entry for entry in archive.read(file, length)}
            document = _check(file, entries, fingerprint, verdict)
            if extracts and not verdict.faults:
                from suyuan.evidence.replay import replay

                _versions(document, verdict)
                with tempfile.TemporaryDirectory(prefix="suyuan-verify-") as scratch:
                    replay(
                        file,
                        entries,
                        document,
                        extracts,
                        Path(scratch),
                        verdict.facts,
                        verdict.faults,
                        progress,
                    )
            elif extracts:
                verdict.facts.append("the extracts were not looked at: the package itself differs")
    except EvidenceError as error:
        verdict.unusable = str(error)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        # Whoever signs with a key of his own can sign any JSON: what no package would say ends here.
        verdict.unusable = f"the manifest is not one that packages have ({type(error).__name__})"
    except OSError as error:
        verdict.unusable = f"{error.filename or package}: {error.strerror}"
    return verdict


def _check(
    file: BinaryIO, entries: Mapping[str, Entry], fingerprint: str, verdict: Verdict
) -> dict[str, Any]:
    """Signature, fingerprint, every file against the manifest. Raises EvidenceError where nothing can be checked."""
    for name in (manifest.NAME, manifest.SIGNATURE, manifest.PUBLIC_KEY):
        if name not in entries:
            raise EvidenceError(f"{name} is missing")
        if entries[name].bytes > manifest.MOST_BYTES:
            raise EvidenceError(f"{name} is larger than any package has it")
    data = content(file, entries[manifest.NAME])
    public = keys.load_public(content(file, entries[manifest.PUBLIC_KEY]))
    own = keys.fingerprint(public)
    if keys.is_signed(public, content(file, entries[manifest.SIGNATURE]), data):
        verdict.facts.append(f"manifest.json is signed by the key {own}")
    else:
        verdict.faults.append("manifest.json is not what was signed, or the signature is not of this key")
    if fingerprint and "".join(fingerprint.lower().replace(":", " ").split()) != own:
        verdict.faults.append(f"the key is {own}, not the one whose fingerprint was given")
    document = manifest.parse(data)
    if document.get("key_fingerprint") != own:
        verdict.faults.append("the manifest names another key than the one in the package")
    _hold(entries, document, verdict)
    if not fingerprint:
        verdict.facts.append(
            "compare the key's fingerprint with what the signing office tells you by another way"
        )
    return document


def _hold(entries: Mapping[str, Entry], document: Mapping[str, Any], verdict: Verdict) -> None:
    listed: dict[str, dict[str, Any]] = {}
    for output in document["outputs"]:
        if output["path"] in listed:
            verdict.faults.append(f"{output['path']}: stands twice in the manifest")
        listed[output["path"]] = output
    own = {manifest.NAME, manifest.SIGNATURE, manifest.PUBLIC_KEY}
    for name in sorted(entries.keys() - listed.keys() - own):
        verdict.faults.append(f"{name}: is in the package and not in the manifest")
    for name, output in listed.items():
        entry = entries.get(name)
        if entry is None:
            verdict.faults.append(f"{name}: is in the manifest and not in the package")
        elif (entry.bytes, entry.sha256) != (output["bytes"], output["sha256"]):
            verdict.faults.append(f"{name}: differs from the manifest")
    if not verdict.faults:
        verdict.facts.append(f"all {len(listed)} files are those of the manifest, none is missing or added")


def _versions(document: Mapping[str, Any], verdict: Verdict) -> None:
    """A rebuild by other rules proves nothing: said plainly, before anything is rebuilt."""
    if document.get("version") != __version__:
        verdict.faults.append(
            f"made by version {document.get('version')}, rebuilt by {__version__}: take that version"
        )
    if document.get("dependencies_sha256") != manifest.dependencies_sha256():
        verdict.facts.append("other versions of libraries are pinned here than where the package was made")
    told = document.get("rules", {})
    before = told.get("sha256", {}) if isinstance(told, dict) else {}
    now = lineage.rules(Catalogue.load())
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    if changed:
        shown = ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
        verdict.faults.append(f"{len(changed)} rule(s) differ from those of the package: {shown}")


def content(file: BinaryIO, entry: Entry) -> bytes:
    """One entry's bytes."""
    file.seek(entry.start)
    return file.read(entry.bytes)
