"""The audit chain: whatever is flipped, deleted, moved or slipped in is found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from suyuan.casework import audit
from suyuan.casework.audit import Head
from suyuan.casework.errors import CaseworkError, Forbidden
from suyuan.casework.roles import Person
from suyuan.casework.store import Store, open_store

LEAD = Person("Lin", "lead", "lin@example.org")
ENTRIES = 60


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[str], Head]]:
    store = open_store(str(tmp_path_factory.mktemp("audit") / "casework.db"))
    with store.write() as session:
        for number in range(ENTRIES):
            audit.append(session, LEAD, "reveal", f"shop/S{number}", {"columns": ["phone"], "rows": number})
    with store.read() as session:
        yield store, list(audit.stored(session)), audit.head(session)
    store.close()


def test_an_untouched_chain_holds(chained: tuple[Store, list[str], Head]) -> None:
    store, lines, head = chained
    assert audit.verify(lines, head) == []
    with store.read() as session:
        assert audit.verify_store(session) == []


def test_a_head_printed_earlier_still_holds_when_the_log_has_grown(
    chained: tuple[Store, list[str], Head],
) -> None:
    _store, lines, _head = chained
    [tenth] = [entry for entry in map(audit.parsed, lines) if entry and entry.sequence == 10]
    assert audit.verify(lines, Head(10, tenth.sha256)) == []
    assert audit.verify(lines, Head(10, "f" * 64)) != []


def test_a_thousand_tamperings_of_the_log_are_all_found(chained: tuple[Store, list[str], Head]) -> None:
    """250 each of: one byte changed, entries deleted (the tail too), entries moved, an entry put in twice."""
    _store, lines, head = chained
    dice = random.Random(5)
    missed = []
    for attempt in range(1000):
        spoilt = list(lines)
        place = dice.randrange(len(spoilt))
        match attempt % 4:
            case 0:
                text = spoilt[place]
                at = dice.randrange(len(text))
                other = dice.choice([letter for letter in '0aZ{}", :\u00e9' if letter != text[at]])
                spoilt[place] = text[:at] + other + text[at + 1 :]
            case 1 if dice.random() < 0.3:
                del spoilt[place:]
            case 1:
                del spoilt[place]
            case 2:
                other_place = dice.choice([number for number in range(len(spoilt)) if number != place])
                spoilt[place], spoilt[other_place] = spoilt[other_place], spoilt[place]
            case _:
                spoilt.insert(dice.randrange(len(spoilt) + 1), spoilt[place])
        if not audit.verify(spoilt, head):
            missed.append((attempt, place))
    assert missed == []


def test_a_forged_tail_with_hashes_reckoned_anew_is_found_by_the_printed_head(
    chained: tuple[Store, list[str], Head],
) -> None:
    _store, lines, head = chained
    forged = list(lines)
    previous = ""
    for place, line in enumerate(forged):
        entry = audit.parsed(line)
        assert entry is not None
        if place == 40:
            entry = audit.closed(entry, subject="shop/S999")
        elif place > 40:
            entry = audit.closed(entry, previous_sha256=previous)
        previous, forged[place] = entry.sha256, entry.line()
    assert audit.verify(forged) == [], "without the head the forgery holds"
    assert [fault.sequence for fault in audit.verify(forged, head)] == [ENTRIES]


def test_every_byte_of_an_exported_log_counts(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "casework.db"))
    with store.write() as session:
        audit.append(session, LEAD, "reveal", "shop/S1", {"columns": ["phone"]})
    path = tmp_path / "audit.jsonl"
    with store.write() as session:
        head = audit.export(session, LEAD, path)
    assert audit.verify_file(path, head) == []
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert audit.verify_file(path, head), f"byte {place}"


def test_a_personal_value_is_refused_wherever_in_the_details_it_stands(
    chained: tuple[Store, list[str], Head],
) -> None:
    store = chained[0]
    for details in ({"phone": "13800001111"}, {"rows": [{"person_name": "Wang"}]}, {"a": {"text": "x"}}):
        with pytest.raises(ValueError, match="no personal values"), store.write() as session:
            audit.append(session, LEAD, "reveal", "shop/S1", details)


def test_an_entry_goes_when_its_transaction_does(chained: tuple[Store, list[str], Head]) -> None:
    store, _lines, head = chained
    with pytest.raises(RuntimeError), store.write() as session:
        audit.append(session, LEAD, "reveal", "shop/S1")
        raise RuntimeError("the change failed")
    with store.read() as session:
        assert audit.head(session) == head


def test_a_reading_session_cannot_write_the_log(chained: tuple[Store, list[str], Head]) -> None:
    with chained[0].read() as session, pytest.raises(CaseworkError, match="writing session"):
        audit.append(session, LEAD, "reveal", "shop/S1")


def test_only_lead_and_auditor_read_the_log(chained: tuple[Store, list[str], Head]) -> None:
    with chained[0].read() as session:
        assert len(audit.entries(session, Person("Au", "auditor", "au"), newest=3)) == 3
        with pytest.raises(Forbidden):
            audit.entries(session, Person("An", "analyst", "an"))
