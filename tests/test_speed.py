"""The measuring of speed runs at toy size, and what it sets side by side answers alike."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from suyuan.catalogue import Catalogue
from suyuan.sample import generate
from suyuan.speed import run as running
from suyuan.speed.floor import bare_scan
from suyuan.speed.meter import JobError, measured
from suyuan.speed.paper import exponent, paper
from suyuan.speed.questions import COLUMNS, LIBRARIES, asked, digested
from suyuan.speed.visits import visits


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("market")
    generate(20_000, 3, folder)
    return folder


@pytest.mark.parametrize("name", COLUMNS)
def test_three_libraries_give_one_answer(market: Path, name: str) -> None:
    answers = {library: digested(asked(name, library)(market / "extracts")) for library in LIBRARIES}
    assert answers["duckdb"]["rows"] > 0
    assert len({answer["digest"] for answer in answers.values()}) == 1, answers


def test_another_answer_has_another_digest_and_another_order_or_width_has_not() -> None:
    one = pa.table({"shop_id": ["A", "B"], "lines": pa.array([1, 2], pa.int64())})
    same = pa.table({"lines": pa.array([2, 1], pa.uint32()), "shop_id": ["B", "A"]})
    other = pa.table({"shop_id": ["A", "B"], "lines": pa.array([1, 3], pa.int64())})
    assert digested(one) == digested(same)
    assert digested(one) != digested(other)


def test_the_bare_scan_reads_every_row_of_what_was_delivered(market: Path) -> None:
    orders = pq.read_metadata(market / "extracts" / "orders.parquet").num_rows
    assert (
        bare_scan(market / "extracts", {"orders": ["order_id", "no_such_column"], "regions": ["adcode"]})
        == orders
    )


def test_a_job_that_ends_badly_is_told(tmp_path: Path) -> None:
    with pytest.raises(JobError):
        measured("question", extracts=str(tmp_path), name="no_such_question", library="duckdb")


def test_a_page_s_every_query_is_asked_with_all_its_parameters() -> None:
    asked_for = visits(Catalogue.load(), "S1", "R1")
    for page in ("overview", "prices", "geography", "shop"):
        own = {name for name in Catalogue.load().queries if name.startswith(page + "__")}
        assert own - {query.name for query, _ in asked_for[page]} <= {"shop__search"}
    assert all(set(query.parameters) == set(given) for asks in asked_for.values() for query, given in asks)


def test_a_cost_that_doubles_with_the_data_grows_with_exponent_one() -> None:
    assert exponent([1, 2, 4], [3, 6, 12]) == pytest.approx(1)
    assert exponent([1, 10], [1, 100]) == pytest.approx(2)


def test_the_benchmark_runs_at_toy_size_and_writes_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROUNDS", 1)
    monkeypatch.setattr(running, "USERS", (1,))
    monkeypatch.setattr(running, "CSV_ROWS", (1_000,))
    page = running.run(tmp_path, sizes=(20_000,), repeats=1).read_text(encoding="utf-8")
    figures = json.loads((tmp_path / "speed.json").read_text(encoding="utf-8"))
    assert page == paper(figures)
    assert figures["csv"][0]["rows"] == 1_000
    [market] = figures["markets"]
    layers = {step[1] for step in market["scan"][0]["steps"]}
    assert layers == {"intake", "checks", "extracts", "geo", "signals", "links", "findings"}
    assert "## Pages" in page and "### Growth" not in page
    assert not (tmp_path / ".market").exists()
