"""manifest.json: what the deliverer says of the files, held to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from suyuan.contract import EXTRACTS
from suyuan.intake.errors import wrong

NAME = "manifest.json"


def _without_hyphen(value: object) -> object:
    return value.upper().replace("-", "") if isinstance(value, str) else value


CoordinateSystem = Annotated[Literal["WGS84", "GCJ02", "BD09"], BeforeValidator(_without_hyphen)]


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone of the IANA list is named {zone!r}") from error
    return zone


TimeZone = Annotated[str, AfterValidator(_known_zone)]


class FileEntry(BaseModel):
    """One file's line: both fields are held to where they are given."""

    model_config = ConfigDict(extra="ignore", strict=True)

    sha256: str | None = Field(default=None, pattern=r"^[0-9a-fA-F]{64}$")
    rows: int | None = Field(default=None, ge=0)

    @field_validator("sha256")
    @classmethod
    def _in_small_letters(cls, sha256: str | None) -> str | None:
        return sha256.lower() if sha256 else None


class Manifest(BaseModel):
    """The whole of manifest.json. Where the file is absent every field is empty."""

    model_config = ConfigDict(extra="ignore")

    files: dict[str, FileEntry] = {}
    coordinate_system: CoordinateSystem | dict[str, CoordinateSystem] | None = None
    time_zone: TimeZone | None = None
    delivered_by: str | None = None
    delivered_at: str | None = None

    @field_validator("coordinate_system")
    @classmethod
    def _known_tables(cls, value: object) -> object:
        unknown = sorted(set(value) - set(EXTRACTS)) if isinstance(value, dict) else []
        if unknown:
            raise ValueError(f"names tables that the contract does not have: {', '.join(unknown)}")
        return value

    def sha256_of(self, name: str) -> str | None:
        entry = self.files.get(name)
        return entry.sha256 if entry else None

    def coordinates_of(self, table: str) -> str | None:
        """WGS84, GCJ02 or BD09 as declared for the table; None where nothing is declared."""
        if isinstance(self.coordinate_system, dict):
            return self.coordinate_system.get(table)
        return self.coordinate_system


def read(folder: Path) -> Manifest | None:
    """The folder's manifest, None where there is none. Raises InputError, naming the field."""
    path = folder / NAME
    if not path.exists():
        return None
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise wrong(f"cannot be read ({error})", file=NAME, expected="a JSON object") from error
    try:
        return Manifest.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise wrong(f"{place or 'the document'}: {first['msg']}", file=NAME) from error


def hold(declared: Manifest, name: str, table: str, shown: str, answer: dict[str, Any]) -> None:
    """Hold what the child process found in a file to the manifest. Raises InputError where they differ."""
    entry = declared.files.get(name, FileEntry())
    sha256, rows = answer.get("sha256"), answer.get("rows")
    if entry.sha256 and sha256 and sha256 != entry.sha256:
        told = f"{entry.sha256} as {NAME} has it"
        raise wrong(f"its SHA-256 is {sha256}", table=table, file=shown, expected=told)
    if entry.rows is not None and rows is not None and rows != entry.rows:
        raise wrong(f"has {rows} rows", table=table, file=shown, expected=f"{entry.rows} as {NAME} has it")
