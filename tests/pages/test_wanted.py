"""The link that somebody wanted before he logged in: on the disk while he is away, once, and his alone."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from suyuan.ui import wanted
from suyuan.ui.wanted import Wanted

LINK = {"shop": ["S1"], "lang": ["en"]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUYUAN_CASEWORK", str(tmp_path / "casework.db"))
    monkeypatch.setattr(wanted, "_browser", lambda: "token-of-lin")
    return tmp_path / "wanted"


def kept(path: str, **link: str) -> None:
    page = AppTest.from_string(f"from suyuan.ui import wanted; wanted.keep({path!r})")
    for name, value in link.items():
        page.query_params[name] = value
    assert not page.run().exception


def test_a_link_is_found_again_by_an_app_that_started_anew(folder: Path) -> None:
    """Nothing of it is in the process: another one would read the very same file."""
    kept("shop", shop="S1", lang="en")
    assert wanted._taken("token-of-somebody-else") is None
    assert wanted._taken("token-of-lin") == Wanted("shop", LINK)
    assert wanted._taken("token-of-lin") is None, "once"
    assert list(folder.iterdir()) == []


def test_the_file_is_for_the_program_alone_and_does_not_say_whose_it_is(folder: Path) -> None:
    kept("shop", shop="S1")
    [file] = folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0 and folder.stat().st_mode & 0o077 == 0
    assert "token" not in file.name and "token" not in file.read_text()


def test_the_bare_first_page_displaces_no_link(folder: Path) -> None:
    """Where a login failed because the app was restarted, its viewer stands on the first page and tries again."""
    kept("shop", shop="S1", lang="en")
    kept("", lang="zh")
    assert wanted._taken("token-of-lin") == Wanted("shop", LINK)
    kept("", signal="price")
    assert wanted._taken("token-of-lin") == Wanted("", {"signal": ["price"]})


def test_a_link_of_long_ago_is_not_followed_and_leaves_the_disk(folder: Path) -> None:
    kept("shop", shop="S1")
    [file] = folder.iterdir()
    long_ago = time.time() - wanted.LONGEST_SECONDS - 1
    os.utime(file, (long_ago, long_ago))
    assert wanted._taken("token-of-lin") is None
    assert list(folder.iterdir()) == []
    (folder / "left.json").write_text("{}")
    os.utime(folder / "left.json", (long_ago, long_ago))
    kept("data", view="signals")
    assert len(list(folder.iterdir())) == 1, "whoever never came back is swept"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"path": "shop", "link": 3}', '{"path": "shop"}', "\x00"])
def test_a_file_that_says_nothing_leads_nowhere(folder: Path, text: str) -> None:
    folder.mkdir(mode=0o700)
    wanted._file("token-of-lin").write_text(text)
    assert wanted._taken("token-of-lin") is None


def test_a_folder_that_cannot_be_written_keeps_nobody_from_logging_in(folder: Path) -> None:
    folder.write_text("a file in its place")
    kept("shop", shop="S1")
    assert wanted._taken("token-of-lin") is None


def test_no_more_are_kept_than_may_be_on_their_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted, "MOST", 2)
    for name in ("a", "b", "c"):
        wanted._write(wanted._file(name), Wanted("shop", LINK))
    assert [wanted._taken(name) is not None for name in ("a", "b", "c")] == [True, True, False]
