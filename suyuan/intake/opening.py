"""Opening a delivery: every folder of it, then what holds for the delivery as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from suyuan.contract import EXTRACTS
from suyuan.engines.duckdb import Workshop
from suyuan.intake.delivery import DeliveredFile, Delivery, digest, numbered, read_alike
from suyuan.intake.errors import wrong
from suyuan.intake.folder import Folder
from suyuan.intake.prober import Prober


def open_delivery(
    extracts: Path,
    also: Sequence[Path] = (),
    prober: Prober | None = None,
    open_folder: Callable[[Path, str, Prober], Folder] = Folder,
) -> Delivery:
    """Find, check and read every file of `extracts` and of the folders in `also`.

    Raises InputError for anything that stops a scan, in one line naming table, file and column.
    """
    own = prober or Prober()
    try:
        files: list[DeliveredFile] = []
        assumed: set[str] = set()
        filled: dict[str, set[str]] = {table: set() for table in EXTRACTS}
        ignored: list[str] = []
        for number, folder in enumerate((extracts, *also)):
            prefix = "" if number == 0 else f"{folder.name}/"
            opened = open_folder(folder, prefix, own)
            files += opened.read(assumed, filled)
            ignored += [prefix + name for name in opened.ignored()]
    except OSError as error:
        raise wrong(f"cannot be read: {error.strerror}", file=str(error.filename or extracts)) from error
    finally:
        if prober is None:
            own.close()
    _require(files, filled)
    files = numbered(sorted(files, key=lambda file: (file.table, read_alike(file), file.name, file.sha256)))
    _assume_currency(filled, assumed)
    return Delivery(
        files=files,
        sha256=digest(files),
        assumed=sorted(assumed),
        present_columns=filled,
        ignored=sorted(ignored),
    )


def _require(files: list[DeliveredFile], filled: dict[str, set[str]]) -> None:
    for table in EXTRACTS.values():
        own = [file for file in files if file.table == table.name]
        if table.required and not own:
            raise wrong(
                "the table is missing",
                table=table.name,
                file=f"{table.name}.parquet",
                expected=f"{table.name}.parquet or {table.name}/",
            )
        for column in table.required_columns:
            if sum(file.rows for file in own) and column not in filled[table.name]:
                raise wrong(
                    "the column has no value in any row, which counts as missing",
                    table=table.name,
                    file=own[0].name,
                    column=column,
                    expected="a value in every row",
                )


def _assume_currency(filled: dict[str, set[str]], assumed: set[str]) -> None:
    for table in EXTRACTS.values():
        if table.column("currency") and filled[table.name] and "currency" not in filled[table.name]:
            assumed.add("currency_cny")


def opener(workshop: Workshop) -> Callable[[Path, Sequence[Path], Prober | None], Delivery]:
    """What opens a delivery for an engine to read."""
    if workshop.engine == "spark":
        from suyuan.intake import on_spark

        return partial(on_spark.open_delivery, workshop)
    return open_delivery
