"""Pseudonyms: stable, keyed, found again by the server alone."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from suyuan.pseudonyms import ALPHABET, LENGTH, Pseudonyms, is_shaped, key_path, own_key

HERE, ELSEWHERE = Pseudonyms(b"h" * 32), Pseudonyms(b"e" * 32)
IDS = ("S000123", "A00004427", "L66681301", "店铺-1")


def test_the_same_id_has_the_same_pseudonym_and_another_installation_another() -> None:
    for value in IDS:
        assert HERE.of(value) == Pseudonyms(b"h" * 32).of(value) != ELSEWHERE.of(value)
        assert len(HERE.of(value)) == LENGTH and set(HERE.of(value)) <= set(ALPHABET)


def test_a_pseudonym_shows_nothing_of_its_id() -> None:
    neighbours = {HERE.of(f"S{number:06d}")[:3] for number in range(200)}
    assert len(neighbours) > 150


def test_a_colleagues_link_is_understood_by_a_process_that_never_gave_the_pseudonym() -> None:
    fresh = Pseudonyms(b"h" * 32)
    assert [fresh.meant(HERE.of(value), lambda: iter(IDS)) for value in IDS] == list(IDS)


@pytest.mark.parametrize("text", ["", "S000123", "K7Q2M9FJD", "K7Q2M9FJD4K", "k7q2m9fjd4", "K7Q2M9FJD0"])
def test_what_is_no_pseudonym_is_not_even_looked_up(text: str) -> None:
    def ids() -> Iterator[str]:
        raise AssertionError("looked up")
        yield ""

    assert not is_shaped(text)
    assert HERE.meant(text, ids) is None


def test_a_pseudonym_of_nothing_and_one_of_another_installation_mean_nothing() -> None:
    assert Pseudonyms(b"h" * 32).meant(ELSEWHERE.of("S000123"), lambda: iter(IDS)) is None
    assert Pseudonyms(b"h" * 32).meant("2" * LENGTH, lambda: iter(())) is None


def test_two_hundred_thousand_ids_have_as_many_pseudonyms() -> None:
    assert len({HERE.of(f"A{number:08d}") for number in range(200_000)}) == 200_000


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "briefing.key"
    key = own_key(path)
    assert own_key(path) == key and len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert own_key(tmp_path / "other.key") != key
    assert [one.name for one in path.parent.iterdir()] == ["briefing.key"]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "briefing.key"
    own_key(path)
    path.chmod(0o644)
    with pytest.raises(PermissionError):
        own_key(path)


def test_a_cut_off_key_is_refused_rather_than_hashed_with(tmp_path: Path) -> None:
    path = tmp_path / "briefing.key"
    path.touch(mode=0o600)
    with pytest.raises(ValueError, match="is no key"):
        own_key(path)


def test_the_key_lies_beside_the_casework_unless_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUYUAN_BRIEFING_KEY", raising=False)
    monkeypatch.setenv("SUYUAN_CASEWORK", str(tmp_path / "casework.db"))
    assert key_path() == tmp_path / "casework.db.briefing-key"
    monkeypatch.setenv("SUYUAN_CASEWORK", "postgresql://somewhere/suyuan")
    assert key_path().parts[-3:] == ("var", "keys", "briefing.key")
    monkeypatch.setenv("SUYUAN_BRIEFING_KEY", str(tmp_path / "shared.key"))
    assert key_path() == tmp_path / "shared.key"
