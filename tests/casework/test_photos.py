"""Sealing photos: kept by their hash, drawn small, shown like personal data, gone with their case; nothing hostile."""

from __future__ import annotations

import hashlib
import io
import os
import resource
import signal
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from suyuan.__main__ import app
from suyuan.casework import audit, backup, cases, integrity, photos, retention, test_buys
from suyuan.casework.errors import DamagedError, Forbidden, Missing, StorageError, Unfit
from suyuan.casework.records import Record
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, connect, open_store, place

AN = Person("An", "analyst", "an@example.org")
LIN = Person("Lin", "lead", "lin@example.org")
VI = Person("Vi", "viewer", "vi@example.org")


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 900), colour: str = "red") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, kind)
    return made.getvalue()


def sealed(store: Store, data: bytes, case_id: str | None = None) -> Record:
    with store.write() as session:
        row = test_buys.plan_test_buy(session, AN, "S1", case_id=case_id)
        row = test_buys.mark_bought(session, AN, row.id, row.version, order_id="O1")
        return test_buys.seal(session, AN, row.id, row.version, seal_number="A-17", photo_data=data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_kept_byte_for_byte_under_its_hash_and_drawn_small(
    store: Store, photos_folder: Path, kind: str
) -> None:
    data = picture(kind)
    row = sealed(store, data)
    sha256 = hashlib.sha256(data).hexdigest()
    assert row["photo_sha256"] == sha256
    assert (photos_folder / row["photo_path"]).read_bytes() == data
    assert (photos_folder / row["photo_path"]).stat().st_mode & 0o077 == 0, "readable for others"
    with store.write() as session:
        found = test_buys.photo_of(session, AN, row.id)
    assert found is not None and found.data == data
    with Image.open(io.BytesIO(photos.thumbnail(found.data))) as small:
        assert (small.format, small.size) == ("JPEG", (640, 480))


def test_the_same_photo_twice_is_one_file(lite: Store, photos_folder: Path) -> None:
    sealed(lite, picture())
    sealed(lite, picture())
    assert len(list(photos_folder.iterdir())) == 1


def test_where_no_folder_is_named_it_stands_beside_the_sqlite_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUYUAN_PHOTOS")
    default = tmp_path / "var" / "casework.db"
    at = photos.folder_of(place(str(tmp_path / "here" / "casework.db")), default)
    assert at == tmp_path / "here" / "photos"
    assert photos.folder_of(place("postgresql://db/casework"), default) == tmp_path / "var" / "photos"


def test_what_the_camera_wrote_into_it_is_not_in_the_small_one_and_it_stands_upright() -> None:
    told = Image.Exif()
    told[0x0112] = 6  # turned by a quarter
    told[0x010E] = "Wang, 13800000000"
    made = io.BytesIO()
    Image.new("RGB", (800, 600), "red").save(made, "JPEG", exif=told)
    small = photos.thumbnail(made.getvalue())
    assert b"Wang" in made.getvalue() and b"Wang" not in small
    with Image.open(io.BytesIO(small)) as drawn:
        assert drawn.width < drawn.height


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a script": lambda: b"<svg onload='alert(1)'/>",
    "a page": lambda: b"<html>" * 100,
    "a GIF": lambda: picture("GIF"),
    "a PDF": lambda: b"%PDF-1.7 " * 50,
    "a JPEG by its first bytes alone": lambda: b"\xff\xd8\xff" + os.urandom(5000),
    "a PNG by its first bytes alone": lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(5000),
    "a JPEG that is cut off": lambda: picture()[:3000],
    "a PNG that is cut off": lambda: picture("PNG", (3000, 2000))[:500],
    "more pixels than memory": bomb,
    "a film": lambda: b"\xff\xd8\xff" + bytes(photos.MOST_BYTES),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_whole_photo_is_refused_and_nothing_of_it_kept(
    lite: Store, photos_folder: Path, name: str
) -> None:
    with pytest.raises(Unfit, match="photo"):
        sealed(lite, HOSTILE[name]())
    assert not photos_folder.exists() or list(photos_folder.iterdir()) == []
    with lite.read() as session:
        assert test_buys.buy_list(session, LIN) == []


def test_every_cut_of_a_photo_is_refused_or_is_the_whole_of_it() -> None:
    """Decoders meet every kind of half file: none raises anything but the refusal."""
    for kind in ("JPEG", "PNG"):
        data = picture(kind, (64, 48))
        for length in range(len(data)):
            try:
                photos.thumbnail(data[:length])
            except Unfit:
                continue


def test_a_photo_is_shown_to_whom_may_reveal_and_that_it_was_seen_is_logged(store: Store) -> None:
    row = sealed(store, picture())
    with pytest.raises(Forbidden), store.write() as session:
        test_buys.photo_of(session, VI, row.id)
    with store.write() as session:
        test_buys.photo_of(session, AN, row.id)
        last = audit.entries(session, LIN)[-1]
    assert (last.action, last.subject, last.details) == (
        "reveal",
        f"test_buys/{row.id}",
        {"columns": ["photo"]},
    )


def test_a_photo_that_was_swapped_or_taken_away_is_told(lite: Store, photos_folder: Path) -> None:
    row = sealed(lite, picture())
    (photos_folder / row["photo_path"]).write_bytes(picture(colour="blue"))
    with pytest.raises(DamagedError, match="not the one that was sealed"), lite.write() as session:
        test_buys.photo_of(session, AN, row.id)
    with lite.read() as session:
        assert [row.id in fault.told for fault in integrity.verify(session, LIN)] == [True]
    (photos_folder / row["photo_path"]).unlink()
    with pytest.raises(Missing, match="not where it was laid down"), lite.write() as session:
        test_buys.photo_of(session, AN, row.id)


def test_a_photo_that_an_older_record_knows_by_its_path_is_found_there(lite: Store, tmp_path: Path) -> None:
    old = tmp_path / "elsewhere.jpg"
    old.write_bytes(picture())
    with lite.write() as session:
        row = test_buys.plan_test_buy(session, AN, "S1")
        row = test_buys.mark_bought(session, AN, row.id, row.version, order_id="O1")
        row = test_buys.seal(session, AN, row.id, row.version, seal_number="A-17", photo=old)
        found = test_buys.photo_of(session, AN, row.id)
    assert found is not None and found.data == old.read_bytes()
    with lite.read() as session:
        assert integrity.verify(session, LIN) == []


def test_on_a_full_disk_neither_photo_nor_seal_is_kept_and_the_next_try_goes_through(
    lite: Store, photos_folder: Path
) -> None:
    """The operating system's own refusal, at every 4 KiB of the file."""
    data = os.urandom(60_000)
    noise = io.BytesIO()
    Image.frombytes("RGB", (200, 100), data).save(noise, "PNG")
    with lite.write() as session:
        row = test_buys.plan_test_buy(session, AN, "S1")
        row = test_buys.mark_bought(session, AN, row.id, row.version, order_id="O1")
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    refused = 0
    try:
        for size in range(0, len(noise.getvalue()), 4096):
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
            with pytest.raises(StorageError, match="nothing of this change was kept"):
                photos.keep(photos_folder, noise.getvalue())
            refused += 1
            assert not photos_folder.exists() or list(photos_folder.iterdir()) == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert refused >= 10
    with lite.write() as session:
        row = test_buys.seal(session, AN, row.id, row.version, seal_number="1", photo_data=noise.getvalue())
    with lite.read() as session:
        assert integrity.verify(session, LIN) == []


def test_a_photo_whose_record_was_refused_is_swept_up_a_day_later(lite: Store, photos_folder: Path) -> None:
    kept = sealed(lite, picture())
    with lite.write() as session:
        row = test_buys.plan_test_buy(session, AN, "S1")
        row = test_buys.mark_bought(session, AN, row.id, row.version, order_id="O1")
    with pytest.raises(Unfit), lite.write() as session:
        test_buys.seal(session, AN, row.id, row.version, seal_number=" ", photo_data=picture(colour="blue"))
    assert len(list(photos_folder.iterdir())) == 2
    with lite.write() as session:
        assert retention.sweep_photos(session, LIN) == 0, "somebody may be about to write its record"
    long_ago = time.time() - 2 * 24 * 3600
    for path in photos_folder.iterdir():
        os.utime(path, (long_ago, long_ago))
    with lite.write() as session:
        assert retention.sweep_photos(session, LIN) == 1
    assert [path.name for path in photos_folder.iterdir()] == [kept["photo_path"]]


def test_the_photo_goes_with_its_case_but_not_one_that_another_test_buy_needs(
    store: Store, photos_folder: Path
) -> None:
    with store.write() as session:
        case = cases.open_case(session, LIN, "Jerseys")
    replaced = sealed(store, picture(colour="green"), case.id)
    with store.write() as session:
        test_buys.seal(
            session, AN, replaced.id, replaced.version, seal_number="2", photo_data=picture(colour="blue")
        )
    sealed(store, picture(colour="red"), case.id)
    other = sealed(store, picture(colour="red"))
    assert len(list(photos_folder.iterdir())) == 3
    with pytest.raises(RuntimeError), store.write() as session:
        retention.erase_case(session, LIN, case.id, reason="court order 12")
        raise RuntimeError
    assert len(list(photos_folder.iterdir())) == 3, "an erasure that was not kept takes no photo"
    with store.write() as session:
        retention.erase_case(session, LIN, case.id, reason="court order 12")
    assert [path.name for path in photos_folder.iterdir()] == [other["photo_path"]]
    with store.read() as session:
        assert integrity.verify(session, LIN) == []


@pytest.mark.parametrize("spoilt", [False, True])
def test_photos_go_into_the_backup_and_back(
    store: Store, tmp_path: Path, photos_folder: Path, monkeypatch: pytest.MonkeyPatch, spoilt: bool
) -> None:
    row = sealed(store, picture())
    if spoilt:
        (photos_folder / f"{'0' * 64}.jpg").write_bytes(b"another")
    with store.write() as session:
        made = backup.back_up(session, LIN, tmp_path / "all.backup")
    assert made.left_out == ((f"{'0' * 64}.jpg",) if spoilt else ())
    monkeypatch.setenv("SUYUAN_PHOTOS", str(tmp_path / "restored"))
    words = [
        "casework",
        "restore",
        "--from",
        str(tmp_path / "all.backup"),
        "--database",
        str(tmp_path / "new.db"),
    ]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert [path.name for path in (tmp_path / "restored").iterdir()] == [row["photo_path"]]
    restored = open_store(str(tmp_path / "new.db"))
    with restored.write() as session:
        found = test_buys.photo_of(session, AN, row.id)
    assert found is not None and found.data == picture()
    restored.close()


def test_a_restore_that_finds_no_room_for_a_photo_leaves_nothing(lite: Store, tmp_path: Path) -> None:
    sealed(lite, picture())
    with lite.write() as session:
        backup.back_up(session, LIN, tmp_path / "all.backup")
    (tmp_path / "taken").write_text("a file where the folder should be")
    engine = connect(str(tmp_path / "new.db"))
    with pytest.raises(StorageError):
        backup.restore(tmp_path / "all.backup", engine, tmp_path / "taken" / "photos")
    backup.restore(tmp_path / "all.backup", engine, tmp_path / "restored")
    engine.dispose()
