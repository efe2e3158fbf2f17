"""Both databases: SQLite in a file, PostgreSQL from a cluster that a session of tests makes once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from suyuan.casework.store import Store, open_store
from tests.casework.postgres import Server

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    made = Server.make()
    yield made
    made.stop()


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'casework.db'}"
    return str(request.getfixturevalue("server").emptied())


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    opened = open_store(address)
    yield opened
    opened.close()


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Store]:
    """SQLite alone, for rules that no database changes."""
    opened = open_store(str(tmp_path / "casework.db"))
    yield opened
    opened.close()


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Write the team's settings and name them."""

    def write(text: str) -> Path:
        path = tmp_path / "team.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("SUYUAN_TEAM", str(path))
        return path

    return write


@pytest.fixture(autouse=True)
def photos_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of each test's own: a server's database has none beside it."""
    monkeypatch.setenv("SUYUAN_PHOTOS", str(tmp_path / "photos"))
    return tmp_path / "photos"
