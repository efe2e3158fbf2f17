"""No package leaves without the log: its number before it is written, its hash before it is handed over."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from suyuan.__main__ import app
from suyuan.casework import audit, integrity
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store
from suyuan.evidence import EvidenceError, Request, logged, making
from suyuan.evidence.keys import own_key
from suyuan.intake.hashes import file_sha256
from tests.evidence.conftest import ANALYST, Package
from tests.evidence.test_whole import ROOT, command, environment

LEAD = Person("Lin", "lead", "lin@example.org")
TEAM = """
[roles]
viewer = ["vera@example.org"]
analyst = ["an@example.org", "sub:248"]
lead = ["group:leads"]
"""


def entries(database: Path) -> list[audit.Entry]:
    with open_store(str(database)).read() as session:
        assert integrity.verify(session, LEAD) == []
        return audit.entries(session, LEAD)


def shop(package: Package, target: Path, log: logged.Log) -> making.Made:
    return making.make(
        target, package.findings, package.extracts, Request(shops=(package.shop,)), key=own_key(package.key), log=log
    )  # fmt: skip


@pytest.fixture
def casework(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUYUAN_CASEWORK", str(tmp_path / "kept" / "casework.db"))
    return tmp_path / "kept" / "casework.db"


def test_the_log_holds_the_number_and_then_the_hash_of_the_file(package: Package) -> None:
    with zipfile.ZipFile(package.path) as opened:
        told = json.loads(opened.read("manifest.json"))
    begun, made = entries(package.casework)
    assert (begun.action, made.action) == ("package", "package_made")
    assert begun.subject == made.subject == f"package/{told['package_number']}"
    assert begun.details == {
        "package": told["package_number"], "shops": [], "rings": [package.ring], "accounts": [],
    }  # fmt: skip
    assert made.details == {
        "package": told["package_number"],
        "sha256": file_sha256(package.path),
        "bytes": package.path.stat().st_size,
    }
    assert {(entry.name, entry.person) for entry in (begun, made)} == {(ANALYST.name, ANALYST.subject)}


def test_the_head_that_the_package_prints_is_its_own_entry_and_the_log_can_be_held_to_it(
    package: Package,
) -> None:
    with zipfile.ZipFile(package.path) as opened:
        printed = json.loads(opened.read("manifest.json"))["audit_head"]
    begun = entries(package.casework)[0]
    assert printed == f"{begun.sequence}:{begun.sha256}"
    words = ["casework", "verify-audit", "--database", str(package.casework)]
    done = CliRunner().invoke(app, [*words, "--head", printed, "--package", str(package.path)])
    assert done.exit_code == 0, done.output
    assert "holds this package" in done.output


def test_a_package_that_never_finished_or_was_changed_is_not_in_the_log(
    package: Package, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.zip"
    changed.write_bytes(package.path.read_bytes() + b" ")
    words = ["casework", "verify-audit", "--database", str(package.casework), "--package"]
    done = CliRunner().invoke(app, [*words, str(changed)])
    assert done.exit_code == 1
    assert "no entry holds the hash of changed.zip" in done.output
    assert CliRunner().invoke(app, [*words, str(tmp_path / "none.zip")]).exit_code == 1


def refuse(store: Store, action: str) -> None:
    """The database fails at the entry of this action, as a full disk would."""
    with store.engine.begin() as connection:
        connection.exec_driver_sql(
            f'CREATE TRIGGER full BEFORE INSERT ON audit_entries WHEN NEW.entry LIKE \'%"action":"{action}"%\' '
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )


@pytest.mark.parametrize(("action", "kept"), [("package", []), ("package_made", ["package"])])
def test_a_package_whose_entry_cannot_be_written_is_not_handed_over(
    package: Package, casework: Path, tmp_path: Path, action: str, kept: list[str]
) -> None:
    target = tmp_path / "out" / "shop.zip"
    with logged.opened(ANALYST) as log:
        refuse(log.store, action)
        with pytest.raises(EvidenceError, match="no package without its entry"):
            shop(package, target, log)
    assert list(target.parent.iterdir()) == []
    assert [entry.action for entry in entries(casework)] == kept


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_whose_role_allows_none_is_refused_before_anything_is_written(casework: Path, role: str) -> None:
    with pytest.raises(EvidenceError, match="may not do this"), logged.opened(Person("V", role, "v")):
        pytest.fail("it was opened")


def test_from_a_shell_the_log_is_made_where_there_is_none(package: Package, tmp_path: Path) -> None:
    told = environment(package) | {"SUYUAN_CASEWORK": str(tmp_path / "new" / "casework.db")}
    target = tmp_path / "shop.zip"
    done = subprocess.run(
        command(package, target), cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    begun, made = entries(tmp_path / "new" / "casework.db")
    assert made.details["sha256"] == file_sha256(target)
    assert made.details["sha256"] in done.stdout
    assert begun.person.startswith("local:")


@pytest.mark.parametrize(
    ("acting", "complaint", "refused"),
    [
        ([], "say with --as who does this", []),
        (["--as", "mallory@example.org"], "has no role here", [("mallory@example.org", "none")]),
        (["--as", "vera@example.org"], "may not do this", [("vera@example.org", "viewer")]),
        (["--as", "group:leads"], "cannot show who is in a group", []),
    ],
)
def test_where_a_team_gives_roles_a_shell_says_who_and_the_table_decides(
    package: Package, casework: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, acting: list[str],
    complaint: str, refused: list[tuple[str, str]],
) -> None:  # fmt: skip
    (tmp_path / "team.toml").write_text(TEAM, encoding="utf-8")
    monkeypatch.setenv("SUYUAN_TEAM", str(tmp_path / "team.toml"))
    done = CliRunner().invoke(app, [*command(package, tmp_path / "shop.zip")[3:], *acting])
    assert done.exit_code == 2
    assert complaint in done.output
    assert not (tmp_path / "shop.zip").exists()
    assert [(entry.name, entry.role) for entry in entries(casework)] == refused
    assert all(entry.action == "refused" and entry.person.startswith("local:") for entry in entries(casework))


def test_who_is_stated_at_a_shell_stands_in_the_log_beside_the_machine_s_own_user(
    package: Package, casework: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "team.toml").write_text(TEAM, encoding="utf-8")
    monkeypatch.setenv("SUYUAN_TEAM", str(tmp_path / "team.toml"))
    told = environment(package) | {
        "SUYUAN_CASEWORK": str(casework),
        "SUYUAN_TEAM": str(tmp_path / "team.toml"),
    }
    done = subprocess.run(
        [*command(package, tmp_path / "shop.zip"), "--as", "an@example.org"],
        cwd=ROOT, env=told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    for entry in entries(casework):
        assert (entry.name, entry.role) == ("an@example.org", "analyst")
        assert entry.person.startswith("local:")
