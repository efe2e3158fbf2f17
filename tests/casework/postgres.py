"""A PostgreSQL of the tests' own: made by initdb under an unprivileged user, on a Unix socket alone, then gone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.casework import volume
from tests.casework.volume import Volume


def programs() -> Path:
    """The folder of initdb and postgres. Fails the test where there is none: nothing is skipped."""
    named = os.environ.get("SUYUAN_POSTGRES")
    folders = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*folders, *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists():
            return folder
    pytest.fail("PostgreSQL is not installed: run `sh tests/casework/install.sh`")


@dataclass
class Server:
    """One cluster in a folder of its own."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None
    databases: int = 0
    shared: str = ""
    volume: Volume | None = None
    log_alone: bool = False

    @classmethod
    def make(cls, megabytes: int = 0, *, log_alone: bool = False) -> Server:
        """`megabytes`: of a volume for all of it, or for its write-ahead log alone; skips where none can be had."""
        # Not below pytest's folder: that is closed to other users, and a socket's path may be 107 bytes long.
        server = cls(Path(tempfile.mkdtemp(prefix="suyuan-pg-")), log_alone=log_alone)
        small = server.folder / "small"
        small.mkdir()
        if user := volume.user():
            for folder in (server.folder, small):
                os.chown(folder, user["user"], user["group"])
        command = [programs() / "initdb", "-U", "suyuan", "-A", "trust", "-E", "UTF8", "--no-locale"]
        if megabytes:
            server.volume = volume.make(small, megabytes)
            if server.volume is None:
                shutil.rmtree(server.folder)
                pytest.skip(
                    "no small volume: this system lets nobody mount one, not even in a user namespace"
                )
            # Segments of a megabyte: the log asks for room as often as the tables do.
            command.append("--wal-segsize=1")
            if log_alone:
                command += ["-X", server.volume.folder / "wal"]
        command += ["-D", server.data, "--no-instructions"]
        subprocess.run(command, check=True, capture_output=True, **server._as())
        server.start()
        return server

    @property
    def data(self) -> Path:
        """Its files, as it sees them itself."""
        return (self.volume.folder if self.volume and not self.log_alone else self.folder) / "data"

    def start(self) -> None:
        command = [programs() / "postgres", "-D", self.data, "-k", self.folder]
        # Durability stays as Debian ships it; only what is shared memory or noise is made small.
        settings = ["listen_addresses=", "shared_buffers=16MB", "max_connections=40", "logging_collector=off"]
        settings.append("dynamic_shared_memory_type=sysv")
        if self.volume:
            # Nothing is kept ready: each further segment asks the volume for its room.
            settings += ["min_wal_size=2MB", "max_wal_size=1GB", "checkpoint_timeout=1d", "autovacuum=off"]
        words = [str(word) for word in command] + [word for one in settings for word in ("-c", one)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, cwd=self.folder, **self._as())
        self.wait()

    def revive(self) -> None:
        """Wait until it recovered from a crash of its own; one that gave up is started, as its keeper would."""
        assert self.process is not None
        for _attempt in range(100):
            if self.process.poll() is not None:
                self.start()
                return
            if self.answers():
                return
            time.sleep(0.1)
        pytest.fail(self.told())

    def answers(self) -> bool:
        with suppress(psycopg.OperationalError):
            psycopg.connect(self.address("postgres"), connect_timeout=2).close()
            return True
        return False

    def told(self) -> str:
        """The end of the server's own log."""
        return (self.folder / "log").read_text(errors="replace")[-4000:]

    def wait(self) -> None:
        """Until it answers: after a start, or after it recovered from a killed process."""
        for _attempt in range(600):
            if self.answers():
                return
            time.sleep(0.05)
        pytest.fail(self.told())

    def address(self, database: str) -> str:
        return f"host={self.folder} user=suyuan dbname={database}"

    def emptied(self) -> str:
        """The URL of the one database that tests share, empty again; who was left in it is shown out."""
        if not self.shared:
            self.shared = self.new_database()
        with psycopg.connect(self.shared, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self.shared

    def new_database(self) -> str:
        """An empty database's URL."""
        self.databases += 1
        name = f"casework{self.databases}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return f"postgresql://suyuan@/{name}?host={self.folder}"

    def kill(self) -> None:
        """kill -9 of the server itself and all it started; then start it anew."""
        assert self.process is not None
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        for number in (self.process.pid, *map(int, children)):
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.start()

    def stop(self) -> None:
        if self.process is not None:
            # At once: what it holds is thrown away, so nothing needs writing out.
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(timeout=30)
        if self.volume is not None:
            self.volume.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _as(self) -> dict[str, Any]:
        return self.volume.joining if self.volume else volume.user()
