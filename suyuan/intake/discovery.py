"""Which files of a folder belong to which table of the contract."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from suyuan.contract import EXTRACTS
from suyuan.intake.errors import wrong

# DuckDB globs *, ? and [ in the names it is handed: a name that holds one could bring in other files.
PLAIN_NAME = re.compile(r"\w[\w .,=+%@()-]*", re.UNICODE)
_NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True)
class FoundFile:
    """One Parquet file of a table: `name` is its path in the folder, `partitions` what Hive folders say."""

    table: str
    path: Path
    name: str
    partitions: dict[str, str | None] = field(default_factory=dict)


def find(folder: Path) -> list[FoundFile]:
    """Every file of every table below `folder`, sorted by table and name.

    Raises InputError for a folder that is missing, a table in both forms, an empty table folder, a name that
    DuckDB would glob, and a link that leads out of the folder.
    """
    if not folder.is_dir():
        raise wrong("no such folder", file=str(folder), expected="a folder of extracts")
    root = folder.resolve()
    found: list[FoundFile] = []
    for table in sorted(EXTRACTS):
        single, many = folder / f"{table}.parquet", folder / table
        if single.exists() and many.is_dir():
            raise wrong(
                "stands beside a folder of the same table",
                table=table,
                file=single.name,
                expected=f"either {table}.parquet or {table}/",
            )
        for place in (single, many):
            if place.is_symlink() and not place.exists():
                raise wrong("is a link that leads nowhere", table=table, file=place.name)
        if many.is_dir() or single.is_dir():
            found += _files_of_folder(table, many if many.is_dir() else single, folder, root)
        elif single.exists():
            found.append(_file(table, single, folder, root))
    return found


def ignored(folder: Path) -> list[str]:
    """Names at the top of `folder` that no table of the contract explains (a misspelt table, perhaps)."""
    known = {f"{table}.parquet" for table in EXTRACTS} | set(EXTRACTS) | {"manifest.json"}
    return sorted(
        path.name for path in folder.iterdir() if path.name not in known and path.name[0] not in "._"
    )


def _files_of_folder(table: str, place: Path, folder: Path, root: Path) -> list[FoundFile]:
    _inside(place, root, table, place.name)
    files = [
        _file(table, path, folder, root)
        for path in sorted(place.rglob("*.parquet"))
        # Writers leave _temporary/ and .part.crc beside the parts; what begins so is none of the data.
        if not path.is_dir() and not any(part[0] in "._" for part in path.relative_to(place).parts)
    ]
    if not files:
        raise wrong(
            "holds no Parquet file",
            table=table,
            file=f"{place.name}/",
            expected="at least one *.parquet, or no folder at all",
        )
    return files


def _file(table: str, path: Path, folder: Path, root: Path) -> FoundFile:
    relative = path.relative_to(folder)
    name = relative.as_posix()
    for part in relative.parts:
        if not PLAIN_NAME.fullmatch(part):
            raise wrong(
                f"the name {part!r} has a character that is not allowed",
                table=table,
                file=repr(name),
                expected="letters, digits and . _ - = + % @ ( ) , or blank",
            )
    _inside(path, root, table, name)
    if not path.is_file():
        raise wrong("is not a regular file", table=table, file=name)
    return FoundFile(table=table, path=path.absolute(), name=name, partitions=partitions(relative))


def _inside(path: Path, root: Path, table: str, name: str) -> None:
    try:
        resolved = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise wrong("cannot be opened", table=table, file=name) from error
    if not resolved.is_relative_to(root):
        raise wrong(
            "is a link that leads out of the folder",
            table=table,
            file=name,
            expected="a file inside the folder of extracts",
        )


def partitions(relative: Path) -> dict[str, str | None]:
    """What the folders of a path say, `column=value` each."""
    values: dict[str, str | None] = {}
    for part in relative.parts[1:-1]:
        key, separator, value = part.partition("=")
        if separator:
            values[key] = None if value == _NULL_PARTITION else unquote(value)
    return values
