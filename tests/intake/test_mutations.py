"""Three hundred damaged deliveries: each is refused in one line or taken whole, and nothing else happens."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from suyuan import intake
from suyuan.__main__ import app
from suyuan.catalogue import Catalogue
from suyuan.contract import EXTRACTS
from tests.intake.conftest import Taken

SEED = 20260501
KINDS = ("cut", "bits flipped", "wrong type", "renamed")
EACH = 75
CODECS = ("snappy", "zstd", "gzip", "none")
# (type, value where the column's own cannot be cast)
OTHER_TYPES = [
    (pa.string(), "x"), (pa.int8(), 7), (pa.int64(), -3), (pa.float32(), 0.5), (pa.float64(), 2.0),
    (pa.bool_(), True), (pa.binary(), b"x"), (pa.date32(), date(2026, 5, 1)),
    (pa.timestamp("s"), datetime(2026, 5, 1)), (pa.decimal128(30, 2), Decimal("7.00")),
    (pa.list_(pa.string()), ["x"]), (pa.struct([("x", pa.int32())]), {"x": 1}), (pa.null(), None),
]  # fmt: skip


def healthy(folder: Path, codec: str) -> Path:
    """A small delivery of three tables, with several row groups and dictionaries."""
    dice = random.Random(SEED)
    shops = [
        {"shop_id": f"S{i}", "shop_name": f"店铺{i}", "opened_at": datetime(2025, 1, 1)} for i in range(40)
    ]
    listings = [
        {"listing_id": f"L{i}", "shop_id": f"S{i % 40}", "price": dice.randint(1, 99999) / 100,
         "title": "篮球鞋 " * dice.randint(0, 6), "brand": dice.choice(["Nike", "Adidas", None]),
         "has_front_photo": dice.random() < 0.5}
        for i in range(300)
    ]  # fmt: skip
    orders = [
        {
            "order_id": f"O{i}", "listing_id": f"L{i % 300}", "shop_id": f"S{i % 40}",
            "buyer_account_id": f"A{i % 90}", "quantity": dice.randint(1, 5),
            "unit_price": dice.randint(1, 99999) / 100,
            "ordered_at": datetime(2026, 5, 1) + timedelta(minutes=i),
        }
        for i in range(500)
    ]  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {"shops": shops, "listings": listings, "orders": orders}.items():
        pq.write_table(
            pa.Table.from_pylist(rows), folder / f"{name}.parquet", compression=codec, row_group_size=128
        )
    return folder


def damage(path: Path, kind: str, dice: random.Random, codec: str) -> str:
    """Damage one file; returns what was done, for the message of a test that fails."""
    contents = path.read_bytes()
    if kind == "cut":
        kept = dice.randrange(len(contents))
        path.write_bytes(contents[:kept])
        return f"cut after {kept} of {len(contents)} bytes"
    if kind == "bits flipped":
        bits = [dice.randrange(len(contents) * 8) for _ in range(dice.choice([1, 1, 2, 8, 64]))]
        flipped = bytearray(contents)
        for bit in bits:
            flipped[bit // 8] ^= 1 << (bit % 8)
        path.write_bytes(flipped)
        return f"bits {bits} flipped"
    table = pq.read_table(path)
    name = dice.choice(table.column_names)
    place = table.column_names.index(name)
    if kind == "renamed":
        new = dice.choice(
            [name.upper(), name + "_", "x", " " + name, dice.choice(table.column_names), "价格", ""]
        )
        table = table.rename_columns([new if other == name else other for other in table.column_names])
    else:
        new, value = dice.choice(OTHER_TYPES)
        try:
            column = table[name].cast(new)
        except pa.ArrowException:
            column = pa.array([value] * len(table), new)
        table = table.set_column(place, name, column)
    pq.write_table(table, path, compression=codec)
    return f"{name} as {new}"


def mutations(folder: Path) -> Iterator[tuple[str, Path]]:
    """(what was done, the damaged delivery), one after another in the same place."""
    dice = random.Random(SEED)
    extracts = folder / "extracts"
    sound = {codec: declare(healthy(folder / codec, codec)) for codec in CODECS}
    for kind in KINDS:
        for number in range(EACH):
            codec = CODECS[number % len(CODECS)]
            shutil.rmtree(extracts, ignore_errors=True)
            shutil.copytree(sound[codec], extracts)
            victim = extracts / f"{dice.choice(['shops', 'listings', 'orders'])}.parquet"
            before = victim.read_bytes()
            done = damage(victim, kind, dice, codec)
            if victim.read_bytes() != before:
                yield f"{kind} {number} ({codec}): {victim.name}: {done}", extracts


def declare(extracts: Path) -> Path:
    files = {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in extracts.glob("*.parquet")
    }
    (extracts / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    return extracts


def test_damaged_deliveries_are_refused_in_one_line_or_taken_whole(
    tmp_path: Path, prober: intake.Prober, catalogue: Catalogue
) -> None:
    tried, refused = 0, 0
    for done, extracts in mutations(tmp_path):
        tried += 1
        # Against its manifest no damage passes, however well the file still reads.
        with pytest.raises(intake.InputError) as held:
            intake.open_delivery(extracts, prober=prober)
        assert ".parquet" in str(held.value), done
        (extracts / "manifest.json").unlink()
        try:
            delivery = intake.open_delivery(extracts, prober=prober)
        except intake.InputError as error:
            refused += 1
            assert ".parquet" in str(error) and "\n" not in str(error), done
            continue
        if done.startswith("bits") or tried % 3 == 0:
            # Taken: then every row read is used, superseded or rejected, or Taken raises.
            taken = Taken(delivery, catalogue)
            read = sum(taken.health(table)[0] for table in EXTRACTS)
            assert read == sum(file.rows for file in delivery.files), done
            taken.workshop.close()
    assert tried > 290
    assert 150 < refused < tried
    # The reader that has seen all of this still reads what is sound.
    assert intake.open_delivery(healthy(tmp_path / "sound", "zstd"), prober=prober).files


def contents_of(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture
def scan() -> Callable[[Path, Path], tuple[int, str]]:
    def run(extracts: Path, findings: Path) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["scan", "--extracts", str(extracts), "--findings", str(findings)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.stderr

    return run


def test_a_damaged_delivery_leaves_the_findings_before_it_in_force(
    tmp_path: Path, scan: Callable[[Path, Path], tuple[int, str]]
) -> None:
    extracts, findings = healthy(tmp_path / "extracts", "zstd"), tmp_path / "findings"
    assert scan(extracts, findings)[0] == 0
    before = contents_of(findings)
    dice = random.Random(SEED)
    for kind in KINDS:
        shutil.rmtree(extracts)
        declare(healthy(extracts, "zstd"))
        victim = extracts / "listings.parquet"
        sound = victim.read_bytes()
        while victim.read_bytes() == sound:
            damage(victim, kind, dice, "zstd")
        code, said = scan(extracts, findings)
        assert code == 2, kind
        assert said.strip().startswith("listings.parquet (listings") and said.strip().count("\n") == 0, said
        assert contents_of(findings) == before, kind
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["extracts", "findings"]


def test_a_first_scan_of_a_damaged_delivery_writes_no_findings(
    tmp_path: Path, scan: Callable[[Path, Path], tuple[int, str]]
) -> None:
    extracts = healthy(tmp_path / "extracts", "zstd")
    (extracts / "orders.parquet").write_bytes((extracts / "orders.parquet").read_bytes()[:-9])
    code, said = scan(extracts, tmp_path / "findings")
    assert code == 2
    assert said.startswith("orders.parquet (orders)")
    assert not (tmp_path / "findings").exists()


def test_the_finished_file_holds_no_view_over_the_files_delivered(
    tmp_path: Path, scan: Callable[[Path, Path], tuple[int, str]]
) -> None:
    assert scan(healthy(tmp_path / "extracts", "zstd"), tmp_path / "findings")[0] == 0
    finished = duckdb.connect(str(tmp_path / "findings" / "pages.duckdb"), read_only=True)
    views = finished.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    finished.close()
    assert views == []
