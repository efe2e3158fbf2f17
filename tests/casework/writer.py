"""A process that writes cases until it is killed and tells each one that was acknowledged.

Started once: for every database named on its standard input it forks a fresh writer, which prints its process id, then
the id of each case after its commit. Forking saves importing everything a hundred times.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import time
from typing import NoReturn

import psycopg
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg as on_postgresql

from suyuan.casework import cases, due, integrity
from suyuan.casework.errors import StorageError
from suyuan.casework.roles import Person
from suyuan.casework.store import open_store

PERSON = Person("Writer", "lead", "writer@example.org")
MEMBERS = 3
# Imported once, by the process that forks: an engine would import its driver in every child anew.
LOADED = (due, integrity, sqlite3, psycopg, postgresql, sqlite, on_postgresql)


def write_until_killed(address: str) -> NoReturn:
    tell(f"pid {os.getpid()}")
    store = None
    while True:
        try:
            store = store or open_store(address)
            with store.write() as session:
                # Several records in one transaction: half of them would show.
                case = cases.open_case(session, PERSON, "x" * 500)
                for number in range(MEMBERS):
                    cases.add_member(session, PERSON, case.id, "shop", subject_id=f"S{number}")
            tell(case.id)
        except StorageError:
            # The server was killed: what was not acknowledged may or may not stand; go on when it is back.
            time.sleep(0.02)


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            write_until_killed(line.strip())


if __name__ == "__main__":
    main()
