"""What a scan may use, said on the command line: held to, or refused in one line; and what each query cost."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from suyuan import scan
from suyuan.__main__ import app
from suyuan.engines import settings
from suyuan.engines.duckdb import Workshop
from suyuan.engines.settings import SettingError
from suyuan.steps import Ran, write_timings

GB = 1_000_000_000


@pytest.mark.parametrize(
    ("written", "size"),
    [("6GB", 6 * GB), ("1.5 tb", 1500 * GB), ("2GiB", 2 * 1024**3), ("1500MB", 3 * GB // 2)],
)
def test_a_size_is_read_with_its_unit(written: str, size: int) -> None:
    assert settings.parse(written) == size


@pytest.mark.parametrize("written", ["6", "six GB", "-6GB", "6XB", "", "900MB", "0GB"])
def test_what_is_no_size_or_too_small_to_scan_in_is_refused(written: str) -> None:
    with pytest.raises(SettingError, match="--memory"):
        settings.parse(written)


def test_the_engine_gets_a_share_and_the_rest_of_the_process_its_room() -> None:
    assert settings.share(6 * GB) == 4.5 * GB
    # Three quarters would leave Python and its libraries no room.
    assert settings.share(1 * GB) == 0.4 * GB


def test_threads_are_fewer_where_memory_is_short_and_never_none() -> None:
    assert settings.threads(6 * GB, 4) == 4
    assert settings.threads(1 * GB, 4) == 1
    assert settings.threads(2 * GB, 8) == 5


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--memory", "6"], "--memory 6: expected a number with its unit"),
        (["--memory", "10MB"], "needs 1GB at least"),
        (["--engine", "flink"], "--engine flink: expected duckdb or spark"),
        (["--master", "spark://host:7077"], "give --engine spark with it"),
    ],
)
@pytest.mark.parametrize("command", ["scan", "watch"])
def test_a_setting_that_cannot_be_followed_is_told_in_one_line_before_anything_begins(
    command: str, options: list[str], words: str, tmp_path: Path
) -> None:
    folders = ["--extracts", str(tmp_path), "--findings", str(tmp_path / "findings")]
    ended = CliRunner().invoke(app, [command, *folders, *options])
    assert ended.exit_code == 2
    [line] = ended.stderr.splitlines()
    assert words in line
    assert not (tmp_path / "findings").exists()


def test_a_number_of_rows_that_is_none_is_told_before_a_cluster_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUYUAN_SPARK_FEW", "many")
    with pytest.raises(SettingError, match="SUYUAN_SPARK_FEW=many: expected a number of rows"):
        settings.cluster_of("spark", "spark://localhost:1")


def test_a_scan_is_handed_its_share_of_the_memory_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[dict[str, object]] = []

    def note(_staging: Path, _cluster: str | None, options: dict[str, object]) -> None:
        handed.append(options)
        raise OSError

    monkeypatch.setattr(scan, "_open", note)
    with pytest.raises(OSError):
        scan.run(tmp_path, tmp_path / "findings", memory_limit="2GB", threads=8)
    assert handed == [{"threads": 5, "memory_limit": "1400000000B"}]


def test_timings_have_a_line_for_each_query_in_the_order_they_ran(tmp_path: Path) -> None:
    ran = [Ran("orders", "extracts", 7, 1.25, 2.0, False), Ran("title_text", "signals", 3, 0.0, 0.0, True)]
    write_timings(ran, tmp_path / "timings.csv")
    assert (tmp_path / "timings.csv").read_text(encoding="utf-8").splitlines() == [
        "name,layer,rows,seconds,cpu_seconds,kept",
        "orders,extracts,7,1.250,2.000,false",
        "title_text,signals,3,0.000,0.000,true",
    ]


def test_a_sort_that_memory_is_too_short_for_with_all_threads_is_done_with_one(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "short.duckdb", threads=8, memory_limit="32MB")
    made = "AS SELECT md5(CAST(range AS VARCHAR)) AS key, range AS number FROM range(600000) ORDER BY key"
    with closing(workshop):
        with pytest.raises(duckdb.OutOfMemoryException):
            workshop.connection.execute("CREATE TABLE at_once " + made)
        workshop.lay_down("CREATE TABLE sorted " + made)
        assert workshop.count("sorted") == 600_000
        assert workshop.connection.execute("SELECT current_setting('threads')").fetchall() == [(8,)]
    with duckdb.connect(str(tmp_path / "short.duckdb"), read_only=True) as roomy:
        keys = [key for (key,) in roomy.execute("SELECT key FROM sorted ORDER BY rowid").fetchall()]
    assert keys == sorted(keys)


def test_what_even_one_thread_has_no_memory_for_is_an_error_and_leaves_no_table(tmp_path: Path) -> None:
    with closing(Workshop(tmp_path / "none.duckdb", threads=2, memory_limit="8MB")) as workshop:
        with pytest.raises(duckdb.OutOfMemoryException):
            workshop.lay_down(
                "CREATE TABLE made AS SELECT md5(CAST(range AS VARCHAR)) AS key FROM range(600000) ORDER BY key"
            )
        assert workshop.connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == [(0,)]
        assert workshop.connection.execute("SELECT current_setting('threads')").fetchall() == [(2,)]
