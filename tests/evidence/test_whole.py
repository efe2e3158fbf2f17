"""A package is there whole or not at all: on a full disk, killed amid making, or cancelled."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from suyuan.__main__ import app
from suyuan.evidence import Request, archive, making
from suyuan.evidence.keys import own_key
from tests.evidence.conftest import Package

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("step", ["archive.write", "papers.beside", "contents.write"])
def test_a_full_disk_leaves_the_package_before_in_place_and_nothing_beside_it(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "shop.zip"
    target.write_bytes(b"the one before")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"suyuan.evidence.making.{step}", full)
    with pytest.raises(OSError, match="No space left"):
        making.make(
            target,
            package.findings,
            package.extracts,
            Request(shops=(package.shop,)),
            key=own_key(package.key),
        )
    assert target.read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.iterdir()] == ["shop.zip"]


def test_a_disk_that_fills_while_the_container_is_written_leaves_nothing(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = archive.write

    def half(target: object, files: list[tuple[str, Path]], during: object) -> None:
        written(target, files[: len(files) // 2], during)  # type: ignore[arg-type]
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("suyuan.evidence.making.archive.write", half)
    with pytest.raises(OSError, match="No space left"):
        making.make(
            tmp_path / "x.zip", package.findings, package.extracts, Request(shops=(package.shop,)),
            key=own_key(package.key),
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def command(package: Package, target: Path) -> list[str]:
    return [
        sys.executable, "-m", "suyuan", "package", "--findings", str(package.findings), "--extracts",
        str(package.extracts), "--out", str(target), "--shop", package.shop, "--operator", "王警官",
    ]  # fmt: skip


def environment(package: Package) -> dict[str, str]:
    nowhere = str(package.key.parent / "casework.db")
    return {**os.environ, "SUYUAN_KEY": str(package.key), "SUYUAN_CASEWORK": nowhere}


def test_killed_while_it_is_made_there_is_no_package_and_the_next_run_tidies_up(
    package: Package, tmp_path: Path
) -> None:
    target = tmp_path / "shop.zip"
    process = subprocess.Popen(
        command(package, target), cwd=ROOT, env=environment(package), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "rows/" in line:
            break
    process.kill()
    process.wait()
    assert not target.exists()
    left = [path.name for path in tmp_path.iterdir()]
    assert all(name.startswith(".shop.zip.making-") for name in left)
    done = subprocess.run(
        command(package, target),
        cwd=ROOT,
        env=environment(package),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert [path.name for path in tmp_path.iterdir()] == ["shop.zip"]


def test_told_to_stop_it_leaves_nothing_and_shows_no_traceback(package: Package, tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(package, tmp_path / "shop.zip"), cwd=ROOT, env=environment(package), stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    told = process.stderr.read()
    assert process.wait(30) in (128 + signal.SIGTERM, -signal.SIGTERM)
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--shop", "nobody"], "no shop nobody in these findings"),
        (["--request", "/nowhere.json"], "cannot be read"),
        (["--findings", "/nowhere"], "holds no findings"),
    ],
)
def test_wrong_input_is_told_in_one_line(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], complaint: str
) -> None:
    for name in ("SUYUAN_KEY", "SUYUAN_CASEWORK"):
        monkeypatch.setenv(name, environment(package)[name])
    done = CliRunner().invoke(app, [*command(package, tmp_path / "x.zip")[3:], *options])
    said = [line for line in done.stderr.splitlines() if not line.startswith("progress ")]
    assert done.exit_code == 2
    assert len(said) == 1
    assert complaint in said[0]
    assert list(tmp_path.iterdir()) == []
