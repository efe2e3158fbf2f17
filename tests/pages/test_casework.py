"""What binds a page to the casework: refusals are said calmly where they happen, and the page goes on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from suyuan.casework import reviews
from suyuan.casework.people import local_person
from suyuan.casework.store import open_store
from tests.pages.conftest import words


def take_up() -> None:
    import streamlit as st

    from suyuan.casework import reviews
    from suyuan.ui import casework

    with casework.write() as session:
        reviews.move(session, casework.person(), "S1", "reviewing")
    st.write(f"kept: {casework.kept(session)}")


def clear_without_reason() -> None:
    import streamlit as st

    from suyuan.casework import reviews
    from suyuan.ui import casework

    with casework.write() as session:
        reviews.move(session, casework.person(), "S1", "reviewing")
        reviews.clear(session, casework.person(), "S2", reason=" ", evidence=[])
    st.write(f"kept: {casework.kept(session)}")


def test_a_change_is_kept(casework_database: Path) -> None:
    page = AppTest.from_function(take_up).run()
    assert words(page) == "kept: True"
    with open_store(str(casework_database)).read() as session:
        review = reviews.review_of(session, local_person(), "S1")
    assert review is not None and review["state"] == "reviewing"


def test_what_is_refused_is_said_and_nothing_of_the_block_is_kept(casework_database: Path) -> None:
    page = AppTest.from_function(clear_without_reason).run()
    assert not page.exception
    assert len(page.warning) == 1 and "kept: False" in words(page)
    with open_store(str(casework_database)).read() as session:
        assert reviews.review_of(session, local_person(), "S1") is None


def test_the_second_of_two_editors_is_told_who_was_faster_and_how_it_stands(casework_database: Path) -> None:
    AppTest.from_function(take_up).run()
    page = AppTest.from_function(take_up).run()
    assert "changed by somebody else" in page.warning[0].value
    assert f"{local_person().name} changed it at" in page.warning[0].value.replace("\\", "")
    assert "under review" in page.warning[0].value


@pytest.mark.parametrize("content", [b"no database" * 900, b""], ids=["garbled", "a folder"])
def test_a_database_that_cannot_be_opened_is_said_and_the_page_goes_on(
    casework_database: Path, content: bytes
) -> None:
    if content:
        casework_database.write_bytes(content)
    else:
        casework_database.mkdir()
    page = AppTest.from_function(take_up).run()
    assert not page.exception
    assert "nothing of this change was kept" in page.error[0].value
    assert "kept: False" in words(page)


def test_a_database_of_a_newer_version_is_said_and_the_page_goes_on(casework_database: Path) -> None:
    open_store(str(casework_database)).close()
    with sqlite3.connect(casework_database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'of a newer one'")
    page = AppTest.from_function(take_up).run()
    assert "newer version" in page.error[0].value
    assert "kept: False" in words(page)


def test_a_database_put_in_anothers_place_is_opened_anew(casework_database: Path) -> None:
    AppTest.from_function(take_up).run()
    for path in casework_database.parent.glob("casework.db*"):
        path.unlink()
    page = AppTest.from_function(take_up).run()
    assert words(page) == "kept: True" and not page.warning
