"""A mapping file: which columns of somebody's files are which columns of the contract."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from suyuan import contract
from suyuan.contract import EXTRACTS
from suyuan.intake.errors import wrong
from suyuan.intake.manifest import CoordinateSystem, TimeZone

Marker = str | int | float | bool


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Column(_Strict):
    """Where one column of the contract comes from. Exactly one of column, join and constant."""

    column: str | None = None
    join: list[str] | None = Field(default=None, min_length=2)
    constant: str | int | float | bool | None = None
    separator: str = "-"
    json_path: str | None = Field(default=None, alias="json", pattern=r"^\$")
    missing: list[Marker] = []
    remove: list[str] = []
    values: dict[Marker, Marker | None] = {}
    otherwise: Literal["keep", "missing", "error"] = "keep"
    scale: Decimal = Decimal(1)
    format: list[str] = []
    epoch: Literal["s", "ms", "us"] | None = None
    time_zone: TimeZone | None = None
    invalid: Literal["error", "missing"] = "error"
    optional: bool = False

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str) else value

    @field_validator("format", mode="before")
    @classmethod
    def _one_format(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_origin(self) -> Column:
        origins = [name for name in ("column", "join", "constant") if getattr(self, name) is not None]
        if len(origins) != 1:
            raise ValueError("give exactly one of column, join, constant")
        return self

    @property
    def reads(self) -> list[str]:
        """Names of the delivered columns it takes."""
        return [self.column] if self.column is not None else list(self.join or [])


class Source(_Strict):
    """Files of one shape. `files` is a pattern below the folder that --from names."""

    files: str = "*"
    format: Literal["parquet", "csv", "xlsx"] | None = None
    encoding: str = "utf-8"
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    quote: str = Field(default='"', min_length=1, max_length=1)
    sheet: str | None = None
    skip_rows: int = Field(default=0, ge=0)
    missing: list[Marker] = []

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, encoding: str) -> str:
        try:
            "".encode(encoding)
        except LookupError as error:
            raise ValueError(
                f"no encoding is named {encoding!r}; utf-8, gb18030 and utf-16 are usual"
            ) from error
        # A BOM belongs to no column's name; GBK is a part of GB18030.
        name = encoding.lower().replace("_", "-")
        return {"utf-8": "utf-8-sig", "utf8": "utf-8-sig", "gbk": "gb18030", "gb2312": "gb18030"}.get(
            name, name
        )


class TableMapping(_Strict):
    """One table of the contract, filled from one source."""

    source: str = Field(alias="from")
    columns: dict[str, Column]
    keep: Literal["all", "latest"] = "all"


class Mapping(_Strict):
    """The whole file."""

    sources: dict[str, Source]
    tables: dict[str, TableMapping | list[TableMapping]]
    time_zone: TimeZone = "UTC"
    coordinate_system: CoordinateSystem | None = None

    @model_validator(mode="after")
    def _of_the_contract(self) -> Mapping:
        for name, part in self.parts:
            table = EXTRACTS.get(name)
            if table is None:
                raise ValueError(
                    f"tables.{name}: the contract has no such table (it has {', '.join(EXTRACTS)})"
                )
            for column in part.columns:
                if table.column(column) is None:
                    known = ", ".join(table.column_names)
                    raise ValueError(
                        f"tables.{name}.columns.{column}: {name} has no such column (it has {known})"
                    )
            for column in table.required_columns:
                if column not in part.columns:
                    raise ValueError(f"tables.{name}.columns: {column} must be there")
            if part.source not in self.sources:
                raise ValueError(f"tables.{name}.from: no source is named {part.source!r}")
            if part.keep == "latest" and (not table.key or table.key not in part.columns):
                raise ValueError(
                    f"tables.{name}.keep: the latest of what? No column is {table.key or 'the id'}"
                )
            for column, origin in part.columns.items():
                declared = table.column(column)
                if (
                    declared is not None
                    and declared.type != contract.TIME
                    and (origin.format or origin.epoch)
                ):
                    raise ValueError(f"tables.{name}.columns.{column}: format and epoch are for times")
        return self

    @property
    def parts(self) -> list[tuple[str, TableMapping]]:
        """(table, mapping) pairs in the file's order; a table may be filled from several sources."""
        return [
            (name, part)
            for name, parts in self.tables.items()
            for part in (parts if isinstance(parts, list) else [parts])
        ]


def load(path: Path) -> Mapping:
    """Read and check a mapping. Raises InputError naming the file, its line and the field."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = yaml.safe_load(text)
    except OSError as error:
        raise wrong(
            f"cannot be read: {error.strerror}", file=str(path), expected="a mapping in YAML"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise wrong(f"is not YAML: {error}", file=str(path)) from error
    try:
        return Mapping.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        steps = [str(step) for step in first["loc"]]
        if not steps:
            steps = message.split(":", 1)[0].split(".") if ":" in message else []
            place = ""
        else:
            place = ".".join(steps) + ": "
        line = _line(text, steps)
        raise wrong(f"line {line}: {place}{message}", file=str(path)) from error


def _line(text: str, steps: list[str]) -> int:
    """The line on which the innermost known step of a path into the document stands."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
            if found is None:
                continue
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
            node = node.value[int(step)]
            line = node.start_mark.line + 1
    return line
