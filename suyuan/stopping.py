"""A command that is told to stop by a signal: it exits at its next step, whatever it was amid."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable


def stoppable() -> Callable[[], None]:
    """Exit with 128 + the signal's number on SIGTERM and SIGINT. Returns what to ask at every step and after an error.

    What a signal raises inside a finalizer, Python only reports; mid-query, DuckDB turns it into an error of its own.
    """
    told_to_stop: list[int] = []

    def stop(number: int, _frame: object) -> None:
        told_to_stop.append(128 + number)
        sys.exit(told_to_stop[0])

    def hold_on() -> None:
        if told_to_stop:
            raise SystemExit(told_to_stop[0]) from None

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return hold_on
