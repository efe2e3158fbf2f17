"""A shop that was cleared is no suspect on any page: the same rows with and without it, until its term is over."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from suyuan import shop_case
from suyuan.casework import records, reviews
from suyuan.casework.people import local_person
from suyuan.casework.store import open_store
from suyuan.cleared import case_without
from suyuan.engines.duckdb import Reader
from suyuan.rings.ring_marks import UNPICKED
from suyuan.speed.visits import ALWAYS
from suyuan.ui import cleared, search_hits
from suyuan.ui.cases import case_shops
from suyuan.ui.findings import load
from suyuan.ui.theme import PALETTES
from tests.marketplace import catalogue
from tests.pages.conftest import OpenPage, words

ME = local_person()
EVER = {"since": datetime(1900, 1, 1), "until": datetime(2900, 1, 1), "whole": False}
MAP: tuple[tuple[str, dict[str, Any]], ...] = (
    ("headline", {}),
    ("flows", {}),
    ("registered", {}),
    ("shops", {}),
    ("parcels", {}),
    ("hexagons", {"size": 2}),
    ("regions", {"ends": False}),
    ("regions", {"ends": True}),
)


@pytest.fixture(autouse=True)
def findings_in_force(small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))


def clear(database: Path, *shops: str) -> None:
    """Clear the shops on all that is known of them, for the team's usual term."""
    for shop, known in case_shops.known_of(shops).items():
        with open_store(str(database)).write() as session:
            reviews.clear(session, ME, shop, reason="an outlet", evidence=known.reasons, known=known.records)


@pytest.fixture
def term_over(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Called, it is two years later: every clearing's term is over."""

    def later() -> None:
        monkeypatch.setattr(records, "now", lambda now=records.now: now() + timedelta(days=800))

    return later


def query(findings: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def senders(findings: Path) -> list[str]:
    """Suspects by the parcels that they send, most first; the first alike in kind to the second."""
    return [
        str(shop)
        for (shop,) in query(
            findings,
            "SELECT shop_id FROM map_sellers JOIN shop_scores USING (shop_id) "
            "WHERE suspect AND start_key = '' ORDER BY parcels DESC, shop_id",
        )
    ]


@pytest.fixture(scope="module")
def never_suspect(
    small: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str]]:
    """Findings in which two of the suspects never were any, and these two."""
    two = senders(small[1])[:2]
    folder = tmp_path_factory.mktemp("innocent")
    shutil.copy(small[1] / "pages.duckdb", folder / "pages.duckdb")
    with duckdb.connect(str(folder / "pages.duckdb")) as connection:
        connection.execute(
            "UPDATE shop_scores SET suspect = false WHERE list_contains($two, shop_id)", {"two": two}
        )
        connection.execute("DELETE FROM suspect_parcels WHERE list_contains($two, shop_id)", {"two": two})
    return folder, two


@pytest.mark.parametrize("level", ["province", "city", "district"])
@pytest.mark.parametrize("everyone", [False, True])
@pytest.mark.parametrize(("name", "more"), MAP)
def test_the_map_counts_what_was_cleared_as_if_it_had_never_been_suspect(
    name: str,
    more: dict[str, Any],
    everyone: bool,
    level: str,
    small: tuple[Path, Path],
    never_suspect: tuple[Path, list[str]],
) -> None:
    """Over the whole time sums by the scan are read, which know nothing of the review; so are windows of parcels."""
    folder, two = never_suspect
    asked = catalogue().queries[f"geography__{name}"]
    [(busiest,)] = query(small[1], "SELECT max_by(start_key, parcels) FROM map_sellers WHERE start_key <> ''")
    for province in ("", busiest):
        given = {**ALWAYS, **more, "everyone": everyone, "level": level, "province": province, "most": 10**6}
        innocent = Reader(folder / "pages.duckdb")
        expected = innocent.frame(asked, {**given, **EVER})
        innocent.close()
        if name == "headline":
            assert expected.pop("cleared_shops").tolist() == [0]
        for window in ({}, EVER):
            found = load(f"geography__{name}", **{**given, **window, "cleared": two})
            if name == "headline":
                assert found.pop("cleared_shops").tolist() == [2] or province
            if name == "shops":
                assert (found["rank"].isna() == expected["rank"].isna()).all()
            pd.testing.assert_frame_equal(found, expected, check_dtype=False)
        if not everyone and name in ("headline", "flows") and not province:
            asked_all = load(f"geography__{name}", **given)
            assert not asked_all.equals(load(f"geography__{name}", **{**given, "cleared": two}))


def test_the_map_s_choices_count_no_parcels_of_what_was_cleared(small: tuple[Path, Path]) -> None:
    shops = senders(small[1])
    one, all_of_them = load("geography__period", cleared=shops[:1]), load("geography__period", cleared=shops)
    [(own,)] = query(small[1], f"SELECT count(*) FROM parcel_places WHERE shop_id = '{shops[0]}'")
    whole = load("geography__period", cleared=[])
    assert whole.at[0, "suspect_parcels"] - one.at[0, "suspect_parcels"] == own > 0
    assert all_of_them.at[0, "suspect_parcels"] == 0
    assert (whole.drop(columns="suspect_parcels") == one.drop(columns="suspect_parcels")).all(axis=None)
    before, after = (
        load("geography__provinces", cleared=out).set_index("region_key") for out in ([], shops[:1])
    )
    assert (before["parcels"] - after["parcels"].reindex(before.index)).eq(0).all()
    placed = (
        f"SELECT count(*) FROM parcel_places WHERE shop_id = '{shops[0]}' AND origin_province_key IS NOT NULL"
    )
    assert before["suspect_parcels"].sum() - after["suspect_parcels"].sum() == query(small[1], placed)[0][0]


def test_a_cleared_shop_is_no_suspect_on_the_map_until_its_term_is_over(
    open_page: OpenPage, small: tuple[Path, Path], casework_database: Path, term_over: Any
) -> None:
    first, *others = senders(small[1])
    before = words(open_page("geography"))
    assert f"of {len(others) + 1} suspect shops" in before and "cleared" not in before
    clear(casework_database, first)
    page = open_page("geography")
    after = words(page)
    assert f"of {len(others)} suspect shops" in after and "1 cleared, not counted" in after
    [rows] = [one.value for one in page.dataframe if "median_distance_km" in one.value]
    assert first not in set(rows["shop_id"]) and set(others[:5]) <= set(rows["shop_id"])
    [rows] = [one.value for one in open_page("geography", parcels="all").dataframe if "rank" in one.value]
    marked = rows.set_index("shop_id")["suspect"]
    assert not marked[first] and marked[others[0]]
    assert "未计入" in words(open_page("geography", "zh"))
    term_over()
    assert words(open_page("geography")) == before


def test_with_every_suspect_cleared_the_map_opens_on_all_parcels(
    open_page: OpenPage, casework_database: Path
) -> None:
    open_page("geography")
    clear(
        casework_database,
        *load(
            "overview__queue",
            **dict.fromkeys(("province", "brand", "category", "signal", "strength", "change")),
        )["shop_id"],
    )
    assert cleared.shops()
    page = open_page("geography")
    assert not page.exception and page.query_params["parcels"] in ("all", ["all"])


def ring_of_suspects(findings: Path) -> tuple[str, list[str]]:
    """A ring with two suspects or more, and these."""
    [(ring, shops)] = query(
        findings,
        "SELECT ring_id, list(member_id ORDER BY member_id) FROM ring_members "
        "JOIN shop_cases ON shop_id = member_id AND suspect WHERE member_type = 'shop' "
        "GROUP BY ring_id HAVING count(*) > 1 ORDER BY count(*), ring_id LIMIT 1",
    )
    return ring, shops


def test_a_ring_counts_its_cleared_shop_among_the_others_until_the_term_is_over(
    open_page: OpenPage, small: tuple[Path, Path], casework_database: Path, term_over: Any
) -> None:
    ring, (first, *others) = ring_of_suspects(small[1])
    before = words(open_page("rings", ring=ring))
    assert f"{len(others) + 1} suspect of" in before
    clear(casework_database, first)
    after = words(open_page("rings", ring=ring))
    assert f"{len(others)} suspect of" in after and " · 1 cleared · " in after
    assert "ring, evidence" in after, "suspects are left: the ring is one"
    assert "已排除 1 家" in words(open_page("rings", "zh", ring=ring))
    term_over()
    assert words(open_page("rings", ring=ring)) == before


def test_a_ring_without_a_suspect_left_says_so_plainly_and_stands_last(
    open_page: OpenPage, small: tuple[Path, Path], casework_database: Path, term_over: Any
) -> None:
    ring, shops = ring_of_suspects(small[1])
    before = open_page("rings")
    evidence = before.dataframe[0].value.set_index("ring_id")["strength"]
    assert len(evidence) > 1 and "cleared on review" not in set(evidence)
    clear(casework_database, *shops)
    page = open_page("rings", ring=ring)
    assert not page.exception
    assert "ring, cleared on review" in words(page) and "0 suspect of" in words(page)
    assert "Every suspect shop of this ring was cleared on review." in words(page)
    assert "经复核均已排除" in words(open_page("rings", "zh", ring=ring))
    listed = open_page("rings").dataframe[0].value
    assert list(listed["ring_id"])[-1] == ring and set(listed["ring_id"]) == set(evidence.index)
    told = listed.set_index("ring_id")["strength"]
    assert told[ring] == "cleared on review"
    assert (told.drop(ring) == evidence.drop(ring)).all(), "the other rings are what they were"
    plan = open_page("plan", ring=ring)
    assert [one.value for one in plan.warning if "every suspect shop of what is planned for" in one.value]
    term_over()
    assert "ring, evidence" in words(open_page("rings", ring=ring))
    assert not open_page("plan", ring=ring).warning
    assert list(open_page("rings").dataframe[0].value["ring_id"]) == list(evidence.index)


def test_members_supply_and_accounts_call_nobody_suspect_who_was_cleared(small: tuple[Path, Path]) -> None:
    ring, (first, *others) = ring_of_suspects(small[1])
    members = load("rings__members", ring=ring, **UNPICKED | {"cleared": [first]}).set_index("member_id")[
        "suspect"
    ]
    assert not members[first] and members[others].all()
    assert load("rings__members", ring=ring, **UNPICKED).set_index("member_id")["suspect"][first]
    owner = dict(query(small[1], "SELECT shop_id, owner_account_id FROM shops"))
    asked = {"account": owner[first]}
    own = load("rings__account", **asked, cleared=[]).at[0, "suspects"]
    assert load("rings__account", **asked, cleared=[first]).at[0, "suspects"] == own - 1


def test_whom_a_cleared_shop_s_owner_deals_with_sees_no_suspect_in_it(small: tuple[Path, Path]) -> None:
    """A supplier that was cleared, beside one that was not."""
    found = query(
        small[1],
        "SELECT supplier_shop_id, reseller_account_id FROM supply_edges JOIN shop_scores ON shop_id = supplier_shop_id "
        "WHERE suspect ORDER BY 1, 2",
    )
    shop, account = found[0]
    asked = {"account": account, "other": "", "most": 10**6}
    before, after = (
        load("rings__trade", **asked, cleared=out)
        .query("direction == 'buys'")
        .set_index("shop_id")["suspect"]
        for out in ([], [shop])
    )
    assert before[shop] and not after[shop]
    assert before.drop(shop).equals(after.drop(shop))


def test_search_and_queue_s_choices_follow_the_clearing(
    open_page: OpenPage, small: tuple[Path, Path], casework_database: Path, term_over: Any
) -> None:
    first, second = senders(small[1])[:2]
    both = load("shop__search", text="", most=10**6, cleared=[first]).set_index("shop_id")["suspect"]
    assert not both[first] and both[second]
    named = {"text": first.lower(), "wide": first.lower(), "part": first.lower(), "pattern": "", "most": 5}
    [hit] = search_hits.shops(load("search__shops", **named, cleared=[first]))
    assert "cleared on review" in hit.told
    [hit] = search_hits.shops(load("search__shops", **named, cleared=[second]))
    assert "suspect, evidence" in hit.told
    [(brand,)] = query(small[1], f"SELECT brands[1] FROM shop_cases WHERE shop_id = '{first}'")

    def choice(cleared: list[str]) -> int:
        rows = load("overview__choices", cleared=cleared)
        kept = rows[(rows["filter"] == "brand") & (rows["code"] == brand)]["suspects"]
        return int(kept.iloc[0]) if len(kept) else 0

    assert choice([]) - choice([first]) == 1


def test_the_shop_s_own_page_says_it_was_cleared_and_draws_it_among_the_others(
    open_page: OpenPage, small: tuple[Path, Path], casework_database: Path, term_over: Any
) -> None:
    first, second = senders(small[1])[:2]
    before = words(open_page("shop", shop=first))
    assert ":red-badge[suspect, evidence" in before and "at risk" in before
    clear(casework_database, first)
    page = open_page("shop", shop=first)
    assert ":green-badge[cleared on review, evidence" in words(page) and "at risk" not in words(page)
    assert "经复核已排除" in words(open_page("shop", "zh", shop=first))
    case = case_without(load("shop__case", shop_id=first).iloc[0].to_dict(), [first])
    drawn = shop_case.waterfall(
        pd.Series(case), load("shop__reasons", shop_id=first), load("shop__strengths"), PALETTES["dark"], 300
    )
    assert "cleared on review" in drawn.layout.yaxis.ticktext[-1]
    assert ":red-badge[suspect, evidence" in words(open_page("shop", shop=second))
    term_over()
    assert ":red-badge[suspect, evidence" in words(open_page("shop", shop=first))


def test_no_week_is_hot_with_suspects_that_were_cleared_and_nobody_cleared_is_new(
    small: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A week in which two suspects sold a category's goods, one of them cleared; both new since the scan before."""
    [(brand, category, week, shops)] = query(
        small[1],
        "SELECT brand, category, date_trunc('week', ordered_at), list(DISTINCT category_listings.shop_id) "
        "FROM orders JOIN category_listings USING (listing_id) WHERE suspect AND status <> 'closed' "
        "GROUP BY ALL HAVING count(DISTINCT category_listings.shop_id) > 1 "
        "ORDER BY count(DISTINCT category_listings.shop_id), 1, 2, 3 LIMIT 1",
    )
    shutil.copy(small[1] / "pages.duckdb", tmp_path / "pages.duckdb")
    with duckdb.connect(str(tmp_path / "pages.duckdb")) as connection:
        connection.execute(
            "UPDATE hot_categories SET is_hot = (brand = ? AND category = ? AND week_starts_at = ?)",
            [brand, category, week],
        )
        for shop in shops:
            connection.execute("INSERT INTO shop_changes (shop_id, change) VALUES (?, 'new_suspect')", [shop])
    monkeypatch.setenv("SUYUAN_FINDINGS", str(tmp_path))
    before, after, none = (load("overview__hot", cleared=out) for out in ([], shops[:1], shops))
    assert before["suspects"].tolist() == [len(shops)]
    assert (after["suspects"].tolist(), none["suspects"].tolist()) == ([len(shops) - 1], [0])
    assert before.drop(columns="suspects").equals(none.drop(columns="suspects"))
    new = [load("overview__headline", cleared=out).at[0, "new_suspects"] for out in ([], shops[:1])]
    assert new[0] - new[1] == 1


def ring_with_sites(small: tuple[Path, Path]) -> tuple[str, list[str]]:
    """A ring of two suspects or more that has a place on the map, and its suspects."""
    [(ring, suspects), *_more] = query(
        small[1],
        "SELECT ring_id, list(DISTINCT member_id ORDER BY member_id) FROM ring_members "
        "JOIN shop_cases ON shop_id = member_id AND suspect SEMI JOIN sites USING (ring_id) "
        "WHERE member_type = 'shop' GROUP BY ring_id HAVING count(DISTINCT member_id) > 1 ORDER BY ring_id",
    )
    return str(ring), suspects


def test_a_ring_s_sites_are_cleared_on_the_map_once_every_suspect_of_it_is_and_no_earlier(
    small: tuple[Path, Path],
) -> None:
    ring, suspects = ring_with_sites(small)

    def marked(out: list[str]) -> set[str]:
        sites = load("geography__sites", most=10**6, cleared=out)
        return set(sites.loc[sites["is_cleared"], "ring_id"])

    assert marked([]) == set()
    assert ring not in marked(suspects[1:])
    assert marked(suspects) == {ring}


@pytest.mark.parametrize(
    ("language", "said"), [("en", "of a ring cleared on review"), ("zh", "经复核已排除团伙的地点")]
)
def test_the_map_s_legend_tells_a_cleared_ring_s_sites_from_open_suspicions(
    open_page: OpenPage, small: tuple[Path, Path], casework_database: Path, language: str, said: str
) -> None:
    def legend() -> str:
        page = open_page("geography", language, parcels="all", sites="true")
        assert not page.exception
        return " ".join(str(one.proto.body) for one in page.get("html"))

    assert said not in legend()
    clear(casework_database, *ring_with_sites(small)[1])
    assert said in legend()
