"""kill -9 amid writes, a hundred times on each database: what was acknowledged stands, nothing stands by halves."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from suyuan.casework import integrity
from suyuan.casework.store import open_store
from suyuan.casework.tables import case_members, cases
from tests.casework.postgres import Server
from tests.casework.writer import MEMBERS, PERSON

ROOT = Path(__file__).resolve().parents[2]
KILLS = 100


class Writers:
    """The process that forks writers, and what they told."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.casework.writer"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        self.told = self.process.stdout
        os.set_blocking(self.told.fileno(), False)
        self.rest = b""
        self.acknowledged: set[str] = set()

    def start(self, address: str) -> int:
        """A fresh writer at work: it has acknowledged its first case. Returns its process id."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{address}\n".encode())
        self.process.stdin.flush()
        return self.at_work(0)

    def at_work(self, number: int) -> int:
        """Wait until the writer acknowledged one more case; `number` 0: one that was just started."""
        before = len(self.acknowledged)
        for _attempt in range(24_000):
            for line in self.read():
                number = int(line.split()[1]) if line.startswith("pid ") else number
            if number and len(self.acknowledged) > before:
                return number
            time.sleep(0.005)
        pytest.fail("the writer wrote nothing")

    def read(self) -> list[str]:
        *lines, self.rest = (self.rest + (self.told.read() or b"")).split(b"\n")
        told = [line.decode() for line in lines]
        self.acknowledged |= {line for line in told if not line.startswith("pid ")}
        return told

    def kill(self, number: int) -> None:
        os.kill(number, signal.SIGKILL)
        for _attempt in range(2000):
            try:
                os.kill(number, 0)
            except ProcessLookupError:
                break
            time.sleep(0.002)
        self.read()


@pytest.fixture
def writers() -> Iterator[Writers]:
    made = Writers()
    yield made
    made.process.kill()
    made.process.wait()


def hold(address: str, writers: Writers) -> None:
    store = open_store(address)
    with store.read() as session:
        assert integrity.verify(session, PERSON) == []
        written = set(session.execute(select(cases.c.case_id)).scalars())
        members = Counter(session.execute(select(case_members.c.case_id)).scalars())
        if session.get_bind().dialect.name == "sqlite":
            assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    store.close()
    assert writers.acknowledged - written == set(), "acknowledged and lost"
    assert len(writers.acknowledged) >= KILLS
    assert members == dict.fromkeys(written, MEMBERS), "a case by halves"


def test_sqlite_loses_no_acknowledged_write(tmp_path: Path, writers: Writers) -> None:
    dice = random.Random(1)
    address = str(tmp_path / "casework.db")
    for _kill in range(KILLS):
        number = writers.start(address)
        time.sleep(dice.random() * 0.03)
        writers.kill(number)
    hold(address, writers)


def test_postgresql_loses_no_acknowledged_write(server: Server, writers: Writers) -> None:
    """90 times the writer, 8 times its own server process (the server then recovers), twice the whole server."""
    dice = random.Random(2)
    address = server.emptied()
    whom = ["writer"] * 90 + ["backend"] * 8 + ["server"] * 2
    dice.shuffle(whom)
    assert len(whom) == KILLS
    number = 0
    for target in whom:
        number = writers.at_work(number) if number else writers.start(address)
        time.sleep(dice.random() * 0.03)
        if target == "writer":
            writers.kill(number)
            number = 0
        elif target == "backend":
            kill_backend(server, address)
        else:
            server.kill()
        server.wait()
    if number:
        writers.kill(number)
    hold(address, writers)


def kill_backend(server: Server, address: str) -> None:
    """kill -9 of the process that serves the writer: PostgreSQL takes all down and recovers from its log."""
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    for (pid,) in found:
        os.kill(pid, signal.SIGKILL)
