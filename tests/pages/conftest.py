"""Pages over a small scanned marketplace with hostile titles and spoilt rows, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests import small_findings

PAGES = Path(__file__).resolve().parents[2] / "pages"
OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Extracts and findings of the small marketplace, made once."""
    return small_findings.make(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session", autouse=True)
def packages_read_once() -> Iterator[None]:
    """Each page that is opened here looks for components in every installed package, as a server does once."""
    with pytest.MonkeyPatch.context() as patched:
        found = cache(manifest_scanner.scan_component_manifests)
        patched.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(autouse=True)
def casework_database(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A casework database of its own for every test, not yet made."""
    path = tmp_path_factory.mktemp("casework") / "casework.db"
    monkeypatch.setenv("SUYUAN_CASEWORK", str(path))
    return path


@pytest.fixture
def open_page(small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """`open_page("prices", "zh", brand="Nike")`: the page run once, with its link's parameters."""

    def opened(
        name: str, language: str = "en", *, folders: tuple[Path, Path] | None = None, **link: str | list[str]
    ) -> AppTest:
        extracts, findings = folders or small
        monkeypatch.setenv("SUYUAN_EXTRACTS", str(extracts))
        monkeypatch.setenv("SUYUAN_FINDINGS", str(findings))
        page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60)
        page.query_params["lang"] = language
        for key, value in link.items():
            page.query_params[key] = value
        return page.run()

    return opened


def words(page: AppTest) -> str:
    """All that the page says in Markdown, captions, titles, boxes and labels."""
    texts = [page.title, page.header, page.subheader, page.markdown, page.caption]
    texts += [page.info, page.success, page.warning, page.error]
    said = [element.value for kind in texts for element in kind]
    widgets = [*page.button, *page.toggle, *page.multiselect, *page.selectbox, *page.slider]
    return "\n".join([*map(str, said), *(str(widget.label) for widget in widgets)])
