"""Groups under common control: what holds together whatever one kind of record is struck."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from suyuan.linkage import control_groups

OWNERS = ["a", "b", "c", "d", "e", "f"]


def tie(
    one: str, other: str, source: str, *, circumstance: bool = False, weight: float = 4.0
) -> dict[str, object]:
    return {
        "account_id_a": min(one, other), "account_id_b": max(one, other), "source": source,
        "is_circumstance": circumstance, "weight": weight,
    }  # fmt: skip


def groups(*ties: dict[str, object], owners: list[str] = OWNERS) -> dict[str, str]:
    found = control_groups(pd.DataFrame(ties), owners)
    return dict(zip(found["account_id"], found["group_account_id"], strict=True))


def test_no_evidence_makes_no_group() -> None:
    found = control_groups(
        pd.DataFrame(columns=["account_id_a", "account_id_b", "source", "is_circumstance", "weight"]), OWNERS
    )
    assert list(found.columns) == ["account_id", "group_account_id", "standing"]
    assert found.empty


@pytest.mark.parametrize("source", ["logins", "registration", "parcels", "buyers"])
def test_one_kind_of_record_makes_no_group_however_strong(source: str) -> None:
    assert groups(tie("a", "b", source, weight=50.0), tie("b", "c", source, weight=50.0)) == {}


def test_two_kinds_of_record_make_a_group() -> None:
    assert groups(tie("a", "b", "logins"), tie("a", "b", "registration")) == {"a": "a", "b": "a"}


def test_the_two_kinds_may_run_between_different_members() -> None:
    found = groups(
        tie("a", "b", "logins"), tie("b", "c", "logins"), tie("a", "c", "parcels"), tie("a", "b", "parcels")
    )
    assert found == {"a": "a", "b": "a", "c": "a"}


def test_neighbours_who_share_a_network_and_a_locker_are_no_group() -> None:
    """A campus: two kinds of record, and both are places."""
    found = groups(tie("a", "b", "logins", circumstance=True), tie("a", "b", "parcels", circumstance=True))
    assert found == {}


def test_supplier_and_reseller_who_also_share_a_network_are_no_group() -> None:
    found = groups(tie("a", "b", "purchases", circumstance=True), tie("a", "b", "logins", circumstance=True))
    assert found == {}


def test_two_groups_that_one_kind_of_record_bridges_stay_two() -> None:
    found = groups(
        tie("a", "b", "logins"), tie("a", "b", "registration"),
        tie("c", "d", "logins"), tie("c", "d", "registration"),
        tie("b", "c", "logins", weight=9.0),
    )  # fmt: skip
    assert found == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_a_go_between_of_two_groups_does_not_make_them_one() -> None:
    """The customer service of two rings, tied to both by machines and by phone."""
    found = groups(
        *(tie(x, y, source) for x, y in (("a", "b"), ("c", "d")) for source in ("logins", "registration")),
        *(tie("x", y, source, weight=2.0) for y in ("a", "b") for source in ("logins", "registration")),
        *(tie("x", y, source, weight=3.0) for y in ("c", "d") for source in ("logins", "registration")),
    )
    assert found["a"] == found["b"]
    assert found["c"] == found["d"] == found["x"]
    assert found["a"] != found["c"]


def test_a_principal_whom_all_are_tied_to_and_who_are_tied_to_one_another_stays_in_the_one_group() -> None:
    shops = ["a", "b", "c", "d"]
    found = groups(
        *(tie("p", shop, "registration") for shop in shops),
        *(tie(x, y, "logins") for x in shops for y in shops if x < y),
        *(tie("p", shop, "logins") for shop in shops),
        *(tie(x, y, "parcels", circumstance=True) for x in shops for y in shops if x < y),
        *(tie(x, y, "registration") for x in shops for y in shops if x < y),
    )
    assert set(found.values()) == {"a"} and len(found) == 5


CLIQUE = [tie(x, y, source) for x in "bcd" for y in "bcd" if x < y for source in ("logins", "registration")]


def test_an_owner_whom_one_account_alone_ties_to_a_group_is_that_ones_relative() -> None:
    """The wife shares machine and phone with one of them, and nothing with the others; she comes first by id."""
    household = [tie("a", "b", source) for source in ("logins", "registration")]
    assert groups(*CLIQUE, *household) == {"b": "b", "c": "b", "d": "b"}


def test_an_owner_tied_to_two_of_a_group_is_of_it() -> None:
    both = [tie("a", other, source) for other in "bc" for source in ("logins", "registration")]
    assert groups(*CLIQUE, *both) == dict.fromkeys("abcd", "a")


def test_who_owns_no_shop_and_is_tied_to_one_of_a_group_by_two_kinds_is_of_it() -> None:
    helper = [tie("h", "b", source) for source in ("logins", "registration")]
    assert groups(*CLIQUE, *helper)["h"] == "b"


def test_shops_that_hang_on_one_account_alone_are_a_group_for_they_have_no_other() -> None:
    """Whoever is in charge keeps the shops apart: a star, no group that another hangs on."""
    star = [tie(x, "p", source) for x in "abcd" for source in ("logins", "registration")]
    assert set(groups(*star).values()) == {"a"} and len(groups(*star)) == 5


def test_of_three_who_hold_together_nobody_is_left_out() -> None:
    path = [tie(x, y, source) for x, y in ("ab", "bc") for source in ("logins", "registration")]
    assert groups(*path) == dict.fromkeys("abc", "a")


def test_a_helper_tied_to_two_of_a_group_by_machines_alone_is_attached_and_a_shop_owner_is_not() -> None:
    ties = [
        *(tie("a", "b", source) for source in ("logins", "registration")),
        *(tie("h", other, "logins") for other in ("a", "b")),
        *(tie("c", other, "logins") for other in ("a", "b")),
    ]
    found = control_groups(pd.DataFrame(ties), OWNERS).set_index("account_id")["standing"].to_dict()
    assert found == {"a": "joint", "b": "joint", "h": "attached"}


def test_who_shares_a_machine_with_one_member_alone_is_not_attached() -> None:
    ties = [*(tie("a", "b", source) for source in ("logins", "registration")), tie("h", "a", "logins")]
    assert "h" not in set(control_groups(pd.DataFrame(ties), OWNERS)["account_id"])


def test_the_order_of_the_evidence_changes_nothing() -> None:
    ties = [tie(x, y, source) for x in "abc" for y in "bcd" if x < y for source in ("logins", "parcels")]
    forward = control_groups(pd.DataFrame(ties), OWNERS)
    backward = control_groups(pd.DataFrame(ties[::-1]), OWNERS)
    pd.testing.assert_frame_equal(forward, backward)


def test_a_long_chain_is_held_without_recursion() -> None:
    names = [f"{n:05d}" for n in range(20_000)]
    ties = [tie(one, other, source) for one, other in pairwise(names) for source in ("logins", "parcels")]
    assert len(set(groups(*ties, owners=[]).values())) == 1
