"""What a package holds of the pages' views: all rows, whatever a page lets its viewer pick."""

from __future__ import annotations

import pytest

from suyuan.catalogue import Catalogue
from suyuan.evidence.contents import OF_RINGS, OF_SHOPS, UNPICKED

CATALOGUE = Catalogue.load()
VIEWS = [(f"rings__{name}", "ring") for name in OF_RINGS] + [
    (f"shop__{name}", "shop_id") for name in OF_SHOPS
]


@pytest.mark.parametrize(("name", "subject"), VIEWS)
def test_a_view_s_query_asks_for_its_subject_and_for_nothing_that_a_package_does_not_know_how_to_leave_open(
    name: str, subject: str
) -> None:
    """A pick that is new on a page is bound here, too: else the package would stop, or hold a part as the whole."""
    asked = set(CATALOGUE.page(name).parameters)
    assert subject in asked
    assert asked - {subject} <= UNPICKED.keys()
