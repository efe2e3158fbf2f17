"""A PostgreSQL of the tests' own: made by initdb under an unprivileged user, on a Unix socket alone, then gone."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

# PostgreSQL refuses to run as root; root runs it as this user, which every Debian has.
UNPRIVILEGED = "nobody"


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

    @classmethod
    def make(cls) -> Server:
        # Not below pytest's folder: that is closed to other users, and a socket's path may be 107 bytes long.
        server = cls(Path(tempfile.mkdtemp(prefix="suyuan-pg-")))
        if os.getuid() == 0:
            user = pwd.getpwnam(UNPRIVILEGED)
            os.chown(server.folder, user.pw_uid, user.pw_gid)
        command = [
            programs() / "initdb",
            "-D",
            server.data,
            "-U",
            "suyuan",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
        ]
        subprocess.run([*command, "--no-instructions"], check=True, capture_output=True, **server._user())
        server.start()
        return server

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        command = [programs() / "postgres", "-D", self.data, "-k", self.folder]
        # Durability stays as Debian ships it; only what is shared memory or noise is made small.
        settings = ["listen_addresses=", "shared_buffers=16MB", "max_connections=40", "logging_collector=off"]
        words = [str(word) for word in command] + [word for one in settings for word in ("-c", one)]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(words, stdout=log, stderr=log, cwd=self.folder, **self._user())
        self.wait()

    def wait(self) -> None:
        """Until it answers: after a start, or after it recovered from a killed process."""
        for _attempt in range(600):
            try:
                psycopg.connect(self.address("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        pytest.fail((self.folder / "log").read_text(errors="replace")[-2000:])

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
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def _user() -> dict[str, object]:
        if os.getuid() != 0:
            return {}
        user = pwd.getpwnam(UNPRIVILEGED)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
