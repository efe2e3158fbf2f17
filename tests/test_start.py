"""How a command starts: with what it needs, and nothing that another command needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from suyuan import catalogue

ROOT = Path(__file__).resolve().parent.parent

HEAVY = ("pandas", "pyarrow", "sqlglot", "pyspark", "sqlalchemy", "streamlit")


def test_the_command_line_starts_without_what_only_some_commands_need() -> None:
    """Each of these takes longer to import than all that `--help` does."""
    said = "import sys, suyuan.__main__; print(*sorted(sys.modules.keys() & set(sys.argv[1:])))"
    done = subprocess.run(
        [sys.executable, "-c", said, *HEAVY], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_the_text_of_a_query_is_parsed_once_however_often_the_catalogue_is_read() -> None:
    catalogue.Catalogue.load()
    parsed = catalogue._parsed.cache_info().misses
    again = catalogue.Catalogue.load()
    assert catalogue._parsed.cache_info().misses == parsed
    assert again == catalogue.Catalogue.load()
