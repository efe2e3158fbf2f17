"""The commands, as they are typed: backup and restore across databases, upgrade from an older revision, the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import MetaData, insert, select, update
from typer.testing import CliRunner

from suyuan.__main__ import app
from suyuan.casework import (
    audit,
    backup,
    cases,
    integrity,
    migrate,
    notes,
    records,
    reviews,
    test_buys,
    watches,
)
from suyuan.casework.errors import DamagedError, Unfit
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, connect, open_store, place
from suyuan.casework.tables import audit_entries, metadata
from tests.casework.postgres import Server

ROOT = Path(__file__).resolve().parents[2]
LEAD = Person("Lin", "lead", "lin@example.org")


def run(*words: object, expect: int = 0) -> str:
    """What the command says, typed in this process; its exit code is as expected and no exception got out."""
    done = CliRunner().invoke(app, ["casework", *map(str, words)])
    assert done.exit_code == expect, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.output


def test_a_refusal_is_one_line_on_stderr_and_exit_code_two(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "suyuan",
        "casework",
        "restore",
        "--from",
        str(tmp_path),
        "--database",
        "mysql://h/d",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def filled(store: Store) -> None:
    with store.write() as session:
        case = cases.open_case(session, LEAD, '=HYPERLINK("http://x")')
        cases.add_member(session, LEAD, case.id, "person", person_name="Wang 大锤")
        watches.watch(session, LEAD, "shop", "S1", reason="x", seen=watches.Activity(3, records.now(), 1))
        reviews.clear(session, LEAD, "S2", reason="outlet", evidence=[{"signal": "price", "weight": 1.2}])
        notes.add_note(session, LEAD, "shop", "S1", "line one\nline two\u2028 'quoted' \\ 👟")
        plan = test_buys.plan_test_buy(session, LEAD, "S1", listing_id="0001")
        test_buys.mark_bought(
            session, LEAD, plan.id, plan.version, order_id="O1", price="129.90", currency="CNY"
        )


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    known = MetaData()
    with store.read() as session:
        known.reflect(session.connection())
        return {
            table.name: [
                tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in known.sorted_tables
        }


@pytest.mark.parametrize(("source", "target"), [("s", "s"), ("s", "p"), ("p", "s"), ("p", "p")])
def test_a_backup_goes_back_into_either_database_and_work_goes_on(
    server: Server, tmp_path: Path, source: str, target: str
) -> None:
    one, other = (
        str(tmp_path / f"{name}.db") if kind == "s" else server.new_database()
        for name, kind in (("one", source), ("other", target))
    )
    store = open_store(one)
    filled(store)
    told = run("backup", "--to", tmp_path / "all.backup", "--database", one)
    assert "rows of revision" in told
    assert (tmp_path / "all.backup").stat().st_mode & 0o077 == 0, "readable for others"
    assert "the log holds" in run("restore", "--from", tmp_path / "all.backup", "--database", other)
    restored = open_store(other)
    before, after = rows(store), rows(restored)
    assert {name: before[name] for name in before} == after
    # The next event's number is not one that was: versions never come twice.
    with restored.write() as session:
        made = reviews.move(session, LEAD, "S9", "reviewing")
        assert made.version > max(int(str(row[0])) for row in before["events"])
        assert integrity.verify(session, LEAD) == []
    restored.close()
    store.close()


def test_a_backup_that_was_cut_off_or_changed_is_not_restored(lite: Store, tmp_path: Path) -> None:
    filled(lite)
    path = tmp_path / "all.backup"
    with lite.write() as session:
        backup.back_up(session, LEAD, path)
    whole = path.read_bytes()
    places = [0, 20, len(whole) // 2, len(whole) - 80, len(whole) - 2]
    spoilt = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in places]
    spoilt += [whole[: len(whole) // 2], whole[: whole.rindex(b"\n", 0, -1) + 1], b"", whole[:-1]]
    for content in spoilt:
        path.write_bytes(content)
        with pytest.raises(DamagedError):
            backup.restore(path, connect(str(tmp_path / "new.db")), tmp_path / "photos")
    assert "cut off or changed" in run("restore", "--from", path, "--database", tmp_path / "new.db", expect=2)
    assert migrate.revision(connect(str(tmp_path / "new.db"))) is None


def test_nothing_is_restored_over_a_database_nor_backed_up_over_a_file(lite: Store, tmp_path: Path) -> None:
    filled(lite)
    address = lite.engine.url.database
    run("backup", "--to", tmp_path / "all.backup", "--database", address)
    assert "is there already" in run(
        "backup", "--to", tmp_path / "all.backup", "--database", address, expect=2
    )
    assert "empty place" in run("restore", "--from", tmp_path / "all.backup", "--database", address, expect=2)


def test_a_misspelt_database_is_no_empty_backup(tmp_path: Path) -> None:
    assert "no casework database" in run(
        "backup", "--to", tmp_path / "x", "--database", tmp_path / "y.db", expect=2
    )
    assert not (tmp_path / "y.db").exists()


# ---- Where it stands.


def test_the_environment_names_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUYUAN_CASEWORK", raising=False)
    assert str(place().database).endswith("var/casework.db")
    monkeypatch.setenv("SUYUAN_CASEWORK", "/srv/c.db")
    assert (place().get_backend_name(), place().database) == ("sqlite", "/srv/c.db")
    monkeypatch.setenv("SUYUAN_CASEWORK", "postgresql://u@h/d")
    assert place().drivername == "postgresql+psycopg"
    monkeypatch.setenv("SUYUAN_CASEWORK", "mysql://h/d")
    with pytest.raises(Unfit, match="expected a file or postgresql"):
        place()


def test_a_server_that_is_away_is_told_in_one_line(tmp_path: Path) -> None:
    told = run("verify-audit", "--database", f"postgresql://u@/d?host={tmp_path}", expect=1)
    assert len(told.strip().splitlines()) == 1


# ---- Verify, export, retention.


def test_verify_audit_prints_a_head_and_finds_what_was_cut_off_after_it(lite: Store, tmp_path: Path) -> None:
    filled(lite)
    address = lite.engine.url.database
    head = run("verify-audit", "--database", address).split("head ")[1].strip()
    run("verify-audit", "--database", address, "--head", head)
    with lite.write() as session:
        audit.export(session, LEAD, tmp_path / "audit.jsonl")
    run("verify-audit", "--file", tmp_path / "audit.jsonl", "--head", head)
    number = int(head.split(":")[0])
    with lite.write() as session:
        session.execute(audit_entries.delete().where(audit_entries.c.sequence >= number))
    told = run("verify-audit", "--database", address, "--head", head, expect=1)
    assert f"entry {number} is gone: the log was cut off" in told
    lines = (tmp_path / "audit.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "audit.jsonl").write_text("".join(lines[: number - 1]))
    run("verify-audit", "--file", tmp_path / "audit.jsonl", "--head", head, expect=1)
    assert "expected NUMBER:SHA256" in run("verify-audit", "--head", "12", expect=2)


def test_an_event_written_past_the_log_is_found(lite: Store) -> None:
    from suyuan.casework.tables import events

    filled(lite)
    with lite.write() as session:
        row = dict(session.execute(select(events).where(events.c.event_id == 1)).mappings().one())
        session.execute(insert(events).values({**row, "event_id": 900}))
        session.execute(update(events).where(events.c.event_id == 2).values(name="Somebody else"))
    told = run("verify-audit", "--database", lite.engine.url.database, expect=1)
    assert "event 900 is in no entry" in told
    assert "event 2 was changed" in told


def test_export_writes_every_book_safe_for_a_spreadsheet_and_hides_names(
    store: Store, tmp_path: Path
) -> None:
    filled(store)
    address = store.engine.url.render_as_string(hide_password=False)
    run("export", "--to", tmp_path / "out", "--database", address)
    run("export", "--to", tmp_path / "clear", "--personal", "--database", address)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {
        "cases.csv",
        "case_members.csv",
        "watches.csv",
        "notes.csv",
        "events.csv",
        "audit.jsonl",
        "extract",
    } <= names
    assert "custody_steps.csv" in names, "an empty book has its file too"
    [title] = pd.read_csv(tmp_path / "out" / "cases.csv")["title"]
    assert title.startswith("'=HYPERLINK")
    assert "大锤" not in (tmp_path / "out" / "case_members.csv").read_text()
    assert "大锤" in (tmp_path / "clear" / "case_members.csv").read_text()
    assert pd.read_csv(tmp_path / "out" / "test_buys.csv", dtype=str)["listing_id"].tolist() == ["0001"]
    logged = [json.loads(line) for line in (tmp_path / "clear" / "audit.jsonl").read_text().splitlines()]
    assert {"export", "export_personal", "reveal", "export_audit"} <= {entry["action"] for entry in logged}


def test_retention_lists_and_then_erases_what_is_over(lite: Store) -> None:
    filled(lite)
    address = lite.engine.url.database
    assert "no case is past its term" in run("retention", "--database", address)
    with lite.write() as session:
        [case] = cases.case_list(session, LEAD)
        # A case of long ago: its term was set then.
        past = records.now().date() - timedelta(days=1)
        records.put(
            session,
            LEAD,
            "case",
            "change case",
            metadata.tables["cases"],
            case.id,
            case.version,
            {"ends_on": past},
        )
    lite.close()
    assert f"case {case.id}: over since {past}" in run("retention", "--database", address)
    assert "erased" in run("retention", "--apply", "--database", address)
    assert "no case is past its term" in run("retention", "--database", address)
    assert "erased already" in run("erase", "--case", case.id, "--database", address, expect=2)
    run("verify-audit", "--database", address)


def test_erase_before_the_term_needs_a_reason(lite: Store) -> None:
    filled(lite)
    with lite.read() as session:
        [case] = cases.case_list(session, LEAD)
    address = lite.engine.url.database
    assert "before the term" in run("erase", "--case", case.id, "--database", address, expect=2)
    run("erase", "--case", case.id, "--reason", "court order 12", "--database", address)
    assert "there is no" in run("erase", "--case", "C0", "--reason", "x", "--database", address, expect=2)
