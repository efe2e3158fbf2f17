"""Small imports, run in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import duckdb
import pytest

from suyuan.mapping import Imported, InputError, run_import


class Import:
    """A mapping, files to import, and the folder they go to."""

    def __init__(self, folder: Path):
        self.mapping = folder / "mapping.yaml"
        self.source = folder / "source"
        self.extracts = folder / "extracts"
        self.source.mkdir()

    def map(self, text: str) -> Import:
        self.mapping.write_text(dedent(text), encoding="utf-8")
        return self

    def file(self, name: str, contents: str | bytes) -> Import:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
        return self

    def run(self) -> Imported:
        return run_import(self.mapping, self.source, self.extracts)

    def refusal(self) -> str:
        """The one line with which the import is refused; nothing was written then."""
        with pytest.raises(InputError) as refused:
            self.run()
        assert not self.extracts.exists()
        assert not list(self.extracts.parent.glob(".import*"))
        assert "\n" not in str(refused.value)
        return str(refused.value)

    def rows(self, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
        path = str(self.extracts / f"{table}.parquet")
        return duckdb.connect().read_parquet(path).project(columns).fetchall()


@pytest.fixture
def bring(tmp_path: Path) -> Callable[[], Import]:
    return lambda: Import(tmp_path)


SHOPS = """
    sources:
      shops: {files: "*"}
    tables:
      shops:
        from: shops
        columns:
          shop_id: id
          shop_name: name
"""
