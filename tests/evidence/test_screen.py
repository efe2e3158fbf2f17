"""The button on the pages of a shop and of a ring: a form, progress, then the package as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from suyuan.evidence.verifying import WHOLE, verify
from tests.evidence.conftest import Package

PAGES = Path(__file__).resolve().parents[2] / "pages"


@pytest.fixture(autouse=True)
def folders(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(package.extracts))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(package.findings))
    monkeypatch.setenv("SUYUAN_KEY", str(package.key))
    monkeypatch.setenv("SUYUAN_CASEWORK", str(package.key.parent / "casework.db"))


def opened(name: str, **link: str) -> AppTest:
    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60)
    for key, value in link.items():
        page.query_params[key] = value
    return page.run()


def panel(kind: str, subject: str) -> None:
    """A page with nothing but the package: asked for at the first run, then its progress and what came of it."""
    import streamlit as st

    from suyuan.evidence import Details
    from suyuan.exclusion import Struck
    from suyuan.messages import set_language
    from suyuan.ui import evidence
    from suyuan.ui.evidence_asked import asking

    set_language("zh")
    if "began" not in st.session_state:
        st.session_state["began"] = True
        asked = asking(kind, subject, Struck())
        evidence._start(kind, subject, asked, Details(case_number="沪公〔2026〕1号"))
    evidence.panel(kind, subject)


@pytest.mark.parametrize("kind", ["shop", "ring"])
def test_the_button_opens_a_form_that_asks_what_no_data_can_tell(package: Package, kind: str) -> None:
    subject = package.shop if kind == "shop" else package.ring
    page = opened("shop" if kind == "shop" else "rings", **{kind: subject})
    page.button(key=f"open_package_{kind}_{subject}").click().run()
    assert {field.label for field in page.text_input} >= {"Case number", "Operator", "Second investigator"}
    assert page.button(key="make_package").label == "Make the package"


def test_the_package_is_made_and_handed_over(package: Package) -> None:
    page = AppTest.from_function(panel, kwargs={"kind": "shop", "subject": package.shop}).run(timeout=30)
    key = f"package_shop_{package.shop}"
    asked = page.session_state[key]
    try:
        assert asked.job.process.wait(60) == 0, asked.job.error
        asked.job.reader.join(5)
        page.run()
        assert not page.exception
        assert any("SY-" in text.value for text in page.markdown)
        assert verify(asked.path).exit_code == WHOLE
        assert not asked.asked.exists()
        page.button(key=f"close_{key}").click().run()
        assert not asked.path.exists()
    finally:
        asked.job.process.kill()
        asked.path.unlink(missing_ok=True)


def test_a_package_can_be_cancelled(package: Package) -> None:
    page = AppTest.from_function(panel, kwargs={"kind": "ring", "subject": package.ring}).run(timeout=30)
    asked = page.session_state[f"package_ring_{package.ring}"]
    try:
        asked.job.cancel()
        asked.job.process.wait(30)
        page.run()
        assert [text.value for text in page.info] == ["已取消制作。"]
        assert not asked.path.exists()
    finally:
        asked.job.process.kill()


def ask_for_case() -> None:
    """A page that opens a case, rules one of its members out, and asks for its package."""
    import streamlit as st

    from suyuan.casework import cases
    from suyuan.exclusion import Struck
    from suyuan.ui import casework
    from suyuan.ui.evidence_asked import asking

    with casework.write() as session:
        person = casework.person()
        case = cases.open_case(session, person, title="Case", file_number="沪公〔2026〕9号")
        cases.add_member(session, person, case.id, "shop", subject_id="S1")
        other = cases.add_member(session, person, case.id, "shop", subject_id="S2")
        cases.change_member(
            session, person, other.id, other.version, standing="ruled_out", remark="a neighbour"
        )
    st.session_state["asked"] = asking("case", case.id, Struck())


def test_a_case_s_package_sets_apart_what_was_ruled_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUYUAN_CASEWORK", str(tmp_path / "own.db"))
    page = AppTest.from_function(ask_for_case).run(timeout=30)
    assert not page.exception
    assert [said.value for said in [*page.warning, *page.error]] == []
    asked = page.session_state["asked"]
    assert (asked.request.shops, asked.case_number) == (("S1",), "沪公〔2026〕9号")
    assert [(one.kind, one.id) for one in asked.ruled_out] == [("shop", "S2")]
