"""The hand-out: every page's view on paper, in both languages, and nobody's name or id on it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from suyuan import messages, veil
from suyuan.briefing import handout, of_records
from suyuan.briefing.handout import Papers
from suyuan.casework import audit, briefings, notes
from suyuan.casework.people import local_person
from suyuan.casework.store import Store, open_store
from suyuan.evidence.blocks import Block
from suyuan.evidence.drawing import COLOURS, width_of
from suyuan.ui.briefing import briefing_paper
from tests.marketplace import catalogue
from tests.pages.conftest import OpenPage
from tests.pages.test_briefing import collected
from tests.small_findings import HOSTILE

ZONE = ZoneInfo("Asia/Shanghai")
RECORDS = ("listings", "prices", "orders", "complaints", "test_buys", "parcels", "dealings", "transfers")
Made = Callable[..., str]


@pytest.fixture
def store(casework_database: Path) -> Store:
    return open_store(str(casework_database))


@pytest.fixture
def printed(small: tuple[Path, Path], store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Made:
    """`printed(["/rings?ring=R1"], "zh")`: the hand-out of these views as text."""
    monkeypatch.setenv("SUYUAN_EXTRACTS", str(small[0]))
    monkeypatch.setenv("SUYUAN_FINDINGS", str(small[1]))

    def made(
        links: list[str],
        language: str = "en",
        *,
        title: str = "a view",
        note: str = "",
        cleared: str = "",
        rings: str = "",
    ) -> str:
        steps = [{"title": title, "note": note, "link": link, "scan_id": "scan0"} for link in links]
        messages.set_language(language)
        over = veil.whole()
        with veil.under(over):
            hidden = frozenset({over.id(cleared)} if cleared else ())
            sources = briefing_paper._sources(store, local_person(), over, ZONE, hidden)
            papers = Papers("Fengxian", "scan1", "2026-10-26", is_demo=True, rings=rings)
            pdf = handout.pdf(papers, steps, sources)
        path = tmp_path / "handout.pdf"
        path.write_bytes(pdf)
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
        return done.stdout.decode()

    return made


@dataclass
class Drawn:
    """A hand-out before it is set: every text of its blocks, and its pictures as SVG."""

    text: str
    pictures: dict[str, str]

    def circles(self, colour: str) -> int:
        return sum(svg.count(f'fill="{COLOURS[colour]}"') for svg in self.pictures.values())


@pytest.fixture
def drawn(printed: Made, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Drawn]:
    """As `printed`, what is given to typst."""
    given: list[Drawn] = []

    def take(
        _title: str, _head: str, made: Sequence[Block], pictures: dict[str, str], *_a: Any, **_n: Any
    ) -> bytes:
        given.append(Drawn(json.dumps(made, ensure_ascii=False), dict(pictures)))
        return b""

    def asked(links: list[str], language: str = "en", **named: str) -> Drawn:
        monkeypatch.setattr(handout, "printed", take)
        monkeypatch.setattr(subprocess, "run", lambda *_a, **_n: SimpleNamespace(stdout=b""))
        printed(links, language, **named)
        return given[-1]

    return asked


def row(findings: Path, query: str) -> str:
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        [(found,)] = connection.sql(query).fetchall()
    return str(found)


def everything(small: tuple[Path, Path]) -> list[str]:
    """A link of every page and every view that draws something of its own."""
    findings = small[1]
    over = veil.whole()
    ring = over.id(row(findings, "SELECT min(ring_id) FROM ring_cases"))
    account = over.id(row(findings, "SELECT min(member_id) FROM ring_members WHERE member_type = 'account'"))
    shop = over.id(row(findings, "SELECT min(shop_id) FROM shop_cases WHERE suspect"))
    return [
        "/", "/?table=changes", "/?signal=price", "/prices?suspects=true&band=0&band=50", "/prices?rows=products",
        "/geography?parcels=all&level=province", "/geography?days=2026-02-01&days=2026-03-01",
        "/geography?pick=start~350300&sites=true", "/geography?parcels=all&pick=flow~350300~310000&rows=parcels",
        f"/geography?parcels=all&shop={shop}&rows=shops", f"/prices?shop={shop}", "/prices?rows=spread",
        f"/shop?shop={shop}&week=2026-03-02", f"/rings?ring={ring}&node={account}&week=2026-03-02&view=times",
        *(f"/rings?ring={ring}&view={view}" for view in ("links", "chain", "places", "times")), "/rings",
        *(f"/shop?shop={shop}&records={kind}" for kind in RECORDS), "/prices?rows=spread&pick=band~0.1~0.9~",
        f"/rings?ring={ring}&view=replay&at=2026-06-01", f"/rings?ring={ring}&view=replay&node={account}",
        f"/rings?account={account}", f"/shop?shop={shop}", "/shop", f"/plan?ring={ring}", "/plan",
        "/cases", "/cases?view=watch", "/cases?view=log", "/data", "/data?view=signals",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_view_stands_on_paper_and_names_nobody(
    printed: Made, small: tuple[Path, Path], language: str
) -> None:
    links = everything(small)
    text = printed(links, language)
    assert ("Derived analysis" if language == "en" else "衍生分析") in text
    assert text.count("scan0") == len(links), "each step names the scan it was added on"
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        ids = connection.sql(
            "SELECT shop_id FROM shops UNION SELECT account_id FROM accounts UNION SELECT ring_id FROM ring_cases"
        ).fetchall()
        names = connection.sql(
            "SELECT shop_name FROM shops UNION SELECT holder_name FROM accounts"
        ).fetchall()
    words = set(re.findall(r"[A-Za-z0-9]+", text))
    assert {one for (one,) in ids} & words == set()
    squeezed = re.sub(r"\s", "", text)
    held = {re.sub(r"\s", "", name) for (name,) in names if name and len(name) > 3}
    assert [name for name in held if name in squeezed] == []


TEXTS = re.compile(r"<text ([^>]*)>([^<]*)</text>")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_picture_names_anybody_or_has_a_word_run_off_its_edge(
    drawn: Callable[..., Drawn], small: tuple[Path, Path], language: str
) -> None:
    made = drawn(everything(small), language)
    with duckdb.connect(str(small[1] / "pages.duckdb"), read_only=True) as connection:
        held = connection.sql(
            "SELECT shop_id FROM shops UNION SELECT account_id FROM accounts UNION SELECT shop_name FROM shops "
            "UNION SELECT ring_id FROM ring_cases UNION SELECT holder_name FROM accounts "
            "UNION SELECT title FROM listings"
        ).fetchall()
    kinds = {name.split("-", 2)[2] for name in made.pictures}
    assert {"prices.svg", "brands.svg", "flows.svg", "links.svg", "places.svg", "weeks.svg"} <= kinds
    for name, svg in made.pictures.items():
        assert [one for (one,) in held if one and len(one) > 3 and one in svg] == [], name
        [wide] = map(float, re.findall(r'<svg [^>]*?width="(\d+)"', svg))
        for attributes, told in TEXTS.findall(svg):
            about = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
            long, x = width_of(unescape(told), float(about["font-size"])), float(about["x"])
            left = x - {"start": 0, "middle": long / 2, "end": long}[about["text-anchor"]]
            assert left > -4 and left + long < wide + 4, (name, told)


def test_listings_of_suspects_stand_out_on_the_price_chart_and_a_cleared_shop_s_do_not(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    shop = row(
        small[1],
        "SELECT shop_id FROM listing_prices WHERE suspect AND is_by_product ORDER BY listing_id LIMIT 1",
    )
    own = int(
        row(small[1], f"SELECT count(*) FROM listing_prices WHERE shop_id = '{shop}' AND is_by_product")
    )
    before, after = drawn(["/prices"]), drawn(["/prices"], cleared=shop)
    assert ">100 %<" in before.pictures["step-1-prices.svg"]
    assert before.circles("suspect") - after.circles("suspect") == own
    assert after.circles("others") - before.circles("others") == own


def test_a_price_pick_leaves_the_rest_of_the_chart_faint_and_lists_its_listings(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    shop = row(small[1], "SELECT shop_id FROM listing_prices WHERE suspect ORDER BY listing_id LIMIT 1")
    code = veil.whole().id(shop)
    made = drawn([f"/prices?shop={code}"])
    assert f"Picked: Shop {code[:5]}" in made.text
    assert 'fill-opacity="0.1"' in made.pictures["step-1-prices.svg"]
    assert 'fill-opacity="0.1"' not in drawn(["/prices"]).pictures["step-1-prices.svg"]


def test_a_shop_of_a_ring_that_was_cleared_stays_on_its_chart_in_the_others_colour(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    ring, shop = row(
        small[1],
        "SELECT ring_id || ' ' || min(member_id) FROM ring_members JOIN shop_cases ON shop_id = member_id "
        "WHERE member_type = 'shop' AND shop_cases.suspect GROUP BY ring_id ORDER BY ring_id LIMIT 1",
    ).split()
    link = f"/rings?ring={veil.whole().id(ring)}&view=links"
    before, after = drawn([link]), drawn([link], cleared=shop)

    def boxes(made: Drawn, colour: str) -> int:
        return len(re.findall(f'<rect [^>]*fill="{COLOURS[colour]}"', made.pictures["step-1-links.svg"]))

    assert boxes(before, "suspect") > boxes(after, "suspect")
    code = veil.whole().id(shop)[:5]
    assert code in before.pictures["step-1-links.svg"] and code in after.pictures["step-1-links.svg"]
    [was, of] = re.findall(r'"label": "Suspect shops", "value": "(\d+) of (\d+)"', before.text)[0]
    assert f'"value": "{int(was) - 1} of {of}"' in after.text


def figure(made: Drawn, label: str) -> int:
    [value] = re.findall(rf'"label": "{label}", "value": "([\d,]+)"', made.text)
    return int(value.replace(",", ""))


def test_a_replay_stands_on_paper_as_it_stood_at_its_moment(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    ring, units, orders = row(
        small[1],
        "SELECT concat_ws(' ', ring_id, units_gross, orders) FROM rings ORDER BY ring_id LIMIT 1",
    ).split()
    link = f"/rings?ring={veil.whole().id(ring)}&view=replay"
    first, last = drawn([link]), drawn([f"{link}&at=9999-12-31"])
    assert (figure(last, "Units so far"), figure(last, "Orders so far")) == (int(units), int(orders))
    assert figure(first, "Units so far") < int(units)
    assert {"step-1-replay-map.svg", "step-1-replay-chart.svg"} <= last.pictures.keys()
    pale, charts = COLOURS["line"], [made.pictures["step-1-replay-chart.svg"] for made in (first, last)]
    assert charts[0].count(f'fill="{pale}"') > charts[1].count(f'fill="{pale}"')
    assert "suspects nobody" in last.text


def test_a_case_s_replay_is_printed_and_its_innocent_shop_is_no_suspect_there(
    drawn: Callable[..., Drawn], store: Store, small: tuple[Path, Path]
) -> None:
    from suyuan.casework import cases

    ring = row(small[1], "SELECT min(ring_id) FROM ring_cases")
    honest = row(
        small[1],
        "SELECT min(shop_id) FROM shop_cases JOIN shop_scores USING (shop_id) "
        "WHERE NOT shop_scores.suspect AND shop_scores.ring_id IS NULL AND orders > 0",
    )
    charts = []
    for members in ((("shop", honest),), (("ring", ring), ("shop", honest))):
        with store.write() as session:
            case = cases.open_case(session, local_person(), "Jerseys")
            for kind, subject in members:
                cases.add_member(session, local_person(), case.id, kind, subject_id=subject)
        made = drawn([f"/cases?case={case.id}&part=replay&at=9999-12-31"])
        charts.append(made.pictures["step-1-replay-chart.svg"])
        assert veil.whole().id(honest)[:5] in charts[-1]
        assert figure(made, "Orders so far") > 0
    assert [COLOURS["suspect"] in chart for chart in charts] == [False, True]


def test_the_distribution_is_drawn_where_the_view_shows_it_and_the_strips_where_it_does_not(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    spread, strips = drawn(["/prices?rows=spread"]), drawn(["/prices"])
    assert "step-1-spread.svg" in spread.pictures and "step-1-prices.svg" not in spread.pictures
    assert "step-1-prices.svg" in strips.pictures and "step-1-spread.svg" not in strips.pictures
    shops = row(
        small[1], "SELECT string_agg(DISTINCT shop_id, ' ') FROM listing_prices WHERE suspect"
    ).split()
    boxes = f'fill="{COLOURS["suspect"]}"'
    cleared = [
        drawn(["/prices?rows=spread"], cleared=shop).pictures["step-1-spread.svg"] for shop in shops[:1]
    ]
    whole = spread.pictures["step-1-spread.svg"]
    assert 0 < cleared[0].count(boxes) <= whole.count(boxes) and cleared[0] != whole


def test_a_shop_s_records_stand_on_paper_as_far_as_its_picks_keep_them(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    shop = row(
        small[1], "SELECT shop_id FROM orders GROUP BY shop_id ORDER BY count(*) DESC, shop_id LIMIT 1"
    )
    lines = int(row(small[1], f"SELECT count(*) FROM orders WHERE shop_id = '{shop}'"))
    week, sold = row(
        small[1],
        "SELECT concat_ws(' ', CAST(date_trunc('week', ordered_at) AS DATE), count(*)) FROM orders "
        f"WHERE shop_id = '{shop}' GROUP BY date_trunc('week', ordered_at) ORDER BY count(*), 1 LIMIT 1",
    ).split()
    link = f"/shop?shop={veil.whole().id(shop)}"

    def ordered(asked: str) -> list[list[str]]:
        found = [block["rows"] for block in json.loads(drawn([asked]).text) if block["type"] == "table"]
        dated = [rows for rows in found if re.match(r"[0-9-]{10}$", rows[0][2])]
        return dated[0] if dated else []

    assert ordered(link) == [], "the evidence alone is shown there"
    assert len(ordered(f"{link}&records=orders")) == min(lines, 20)
    assert len(ordered(f"{link}&records=orders&week={week}")) == int(sold) < min(lines, 20)


def test_a_pick_that_a_view_cannot_follow_says_so_on_paper(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    link = (
        f"/rings?ring={veil.whole().id(row(small[1], 'SELECT min(ring_id) FROM ring_cases'))}&week=2026-03-02"
    )
    said = "2026-03-02 to 2026-03-08"
    assert f"{said} (not in this view)" in drawn([link]).text
    times = drawn([f"{link}&view=times"]).text
    assert said in times and "not in this view" not in times


def neighbours(small: tuple[Path, Path], where: str) -> tuple[str, str]:
    """An account, and another that it is tied to or that stocks up at its shop, neither of them a shop's owner."""
    one, other = row(small[1], f"SELECT concat_ws(' ', one, other) FROM ({where}) ORDER BY 1 LIMIT 1").split()
    return veil.whole().id(one), veil.whole().id(other)


def test_a_neighbour_that_is_picked_is_named_over_the_ties_that_it_keeps(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    account, other = neighbours(
        small,
        "SELECT account_id_a AS one, account_id_b AS other FROM account_links "
        "WHERE account_id_b NOT IN (SELECT owner_account_id FROM shops WHERE owner_account_id IS NOT NULL)",
    )
    link = f"/rings?account={account}"
    whole, made = drawn([link]), drawn([f"{link}&node={other}"])
    assert f"Picked: Account {other[:5]}" in made.text and "Picked" not in whole.text
    tied = [block["rows"] for block in json.loads(made.text) if block["type"] == "table"][-1]
    assert tied and all(other[:5] in cells[0] for cells in tied)
    assert "Picked" not in drawn([f"{link}&node={account}"]).text, "what another page left is no pick here"


def test_a_neighbour_who_is_only_dealt_with_narrows_no_ties_and_the_paper_says_so(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    account, supplier = neighbours(
        small,
        "SELECT reseller_account_id AS one, supplier_shop_id AS other FROM supply_pairs "
        "JOIN shops ON shop_id = supplier_shop_id WHERE NOT EXISTS (SELECT 1 FROM account_links "
        "WHERE reseller_account_id IN (account_id_a, account_id_b) "
        "AND shops.owner_account_id IN (account_id_a, account_id_b))",
    )
    made = drawn([f"/rings?account={account}&node={supplier}"])
    assert f"Picked: Shop {supplier[:5]} (not in this view)" in made.text


def test_a_partner_that_is_picked_is_named_by_his_shop_over_the_purchases_that_he_keeps(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    shop, buyer = neighbours(
        small,
        "SELECT supplier_shop_id AS one, reseller_account_id AS other FROM supply_pairs WHERE reseller_shop_id <> ''",
    )
    listing = row(small[1], "SELECT min(listing_id) FROM listings")
    link = f"/shop?shop={shop}&records=dealings"
    made = drawn([f"{link}&buyer={buyer}"])
    [told] = [
        block["text"] for block in json.loads(made.text) if block.get("text", "").startswith("Picked: ")
    ]
    partners = [block["rows"] for block in json.loads(made.text) if block["type"] == "table"][-1]
    assert told.startswith("Picked: Buyer: Shop ")
    assert [cells[1] for cells in partners] == [told.removeprefix("Picked: Buyer: ")]
    assert "not narrowed by" not in made.text
    other = drawn([f"{link}&listing={veil.whole().id(listing)}"]).text
    assert "This table is not narrowed by: Listing: " in other


def test_which_picks_a_kind_of_record_knows_nothing_of_is_what_its_query_does_not_ask() -> None:
    asked = {kind: set(catalogue().queries[f"shop__{kind}"].parameters) for kind in RECORDS}
    picks = ("listing", "order", "buyer", "start")
    idle = {kind: tuple(key for key in picks if key not in own) for kind, own in asked.items()}
    assert {kind: keys for kind, keys in idle.items() if keys} == of_records.IDLE


def test_a_case_without_a_day_on_record_says_so_on_paper(drawn: Callable[..., Drawn], store: Store) -> None:
    from suyuan.casework import cases

    with store.write() as session:
        case = cases.open_case(session, local_person(), "Jerseys")
    made = drawn([f"/cases?case={case.id}&part=replay"])
    assert "with a day is on record" in made.text and not made.pictures


def test_the_brands_at_risk_are_bars_that_count_no_cleared_shop(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    shop = row(
        small[1], "SELECT shop_id FROM shop_cases WHERE suspect ORDER BY amount_at_risk DESC, shop_id LIMIT 1"
    )
    before, after = drawn(["/"]), drawn(["/"], cleared=shop)
    assert "suspect" in before.pictures["step-1-brands.svg"]
    assert before.pictures["step-1-brands.svg"] != after.pictures.get("step-1-brands.svg", "")


def test_a_pick_on_the_map_narrows_figures_map_and_rows_and_is_said(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    origin, end, parcels = row(
        small[1],
        "SELECT concat_ws('~', origin_key, destination_key, sum(parcels)) FROM map_flows WHERE level = 'city' "
        "GROUP BY origin_key, destination_key ORDER BY sum(parcels) DESC, 1 LIMIT 1",
    ).split("~")
    for link in (f"/geography?parcels=all&pick=flow~{origin}~{end}",
                 f"/geography?parcels=all&origin={origin}&destination={end}"):  # fmt: skip
        made = drawn([link])
        assert "Picked: starting in " in made.text and "ending in " in made.text
        assert f'"label": "Parcels", "value": "{int(parcels):,}"' in made.text
        curves = re.findall(r'<path d="M[\d. ]+Q', made.pictures["step-1-flows.svg"])
        assert len(curves) == 1, "one flow alone"
    assert (
        len(re.findall(r'<path d="M[\d. ]+Q', drawn(["/geography?parcels=all"]).pictures["step-1-flows.svg"]))
        > 1
    )


def test_picked_weeks_are_said_and_the_others_stand_faint(
    drawn: Callable[..., Drawn], small: tuple[Path, Path]
) -> None:
    shop = veil.whole().id(row(small[1], "SELECT min(shop_id) FROM shop_cases WHERE suspect AND orders > 0"))
    week = row(small[1], "SELECT CAST(date_trunc('week', min(ordered_at)) AS DATE) FROM orders")
    whole, made = drawn([f"/shop?shop={shop}"]), drawn([f"/shop?shop={shop}&week={week}"])
    assert f"Picked: {week} to " in made.text and "Picked" not in whole.text
    assert 'fill-opacity="0.3"' in made.pictures["step-1-weeks.svg"]
    assert 'fill-opacity="0.3"' not in whole.pictures["step-1-weeks.svg"]


def test_what_is_due_is_a_line_of_days_and_outcomes_are_told_with_their_worth(
    drawn: Callable[..., Drawn], store: Store
) -> None:
    from suyuan.casework import cases, records, test_buys, watches

    today = records.now().date()
    with store.write() as session:
        person = local_person()
        case = cases.open_case(session, person, "Jerseys")
        cases.record_outcome(
            session, person, case.id, source="told", suspects=9, value="20000000", currency="CNY"
        )
        watches.watch(session, person, "shop", "S000001", reason="x")
        test_buys.plan_test_buy(session, person, "S000001", buy_by=today - timedelta(days=3))
    made = drawn(["/cases", "/cases?view=buys", "/cases?view=log", f"/cases?case={case.id}"])
    assert "¥20,000,000" in made.text and "is not drawn" in made.text
    assert f"today, {today}" in made.pictures["step-1-due.svg"]
    assert made.pictures["step-2-due.svg"].count("<circle") == 1
    assert COLOURS["suspect"] in made.pictures["step-2-due.svg"], "what is late stands out"
    assert "step-3-due.svg" not in made.pictures, "the log is about no day to come"


def test_a_shop_that_was_cleared_is_no_suspect_on_paper_either(
    printed: Made, small: tuple[Path, Path]
) -> None:
    shop = row(small[1], "SELECT shop_id FROM shop_cases WHERE suspect ORDER BY priority DESC, rank LIMIT 1")
    code = veil.whole().id(shop)[:5]
    before, after = printed(["/"]), printed(["/"], cleared=shop)
    assert code in before and "cleared" not in before
    assert code not in after and "1 cleared, not counted" in after


def test_map_ring_and_shop_on_paper_name_no_suspect_who_was_cleared(
    printed: Made, small: tuple[Path, Path]
) -> None:
    """The shop's ring stays on paper with one suspect less; its own step says that a review cleared it."""
    shop, ring, suspects = row(
        small[1],
        "SELECT (max(member_id) || ' ' || ring_id || ' ' || count(*)) FROM ring_members "
        "JOIN shop_cases ON shop_id = member_id AND suspect JOIN map_sellers USING (shop_id) "
        "WHERE start_key = '' GROUP BY ring_id HAVING count(*) > 1 ORDER BY ring_id LIMIT 1",
    ).split()
    links = ["/geography?parcels=suspects", f"/rings?ring={ring}", f"/shop?shop={shop}"]
    before, after = printed(links), printed(links, cleared=shop)
    assert "cleared" not in before
    assert after.count("1 cleared, not counted") == 2 and re.search(r"cleared on\s", after)
    assert f"{suspects} of " in before and f"{int(suspects) - 1} of " in after


def test_each_step_can_be_traced_to_its_view_and_its_scan(printed: Made, small: tuple[Path, Path]) -> None:
    [link] = [one for one in everything(small) if "view=places" in one]
    text = re.sub(r"\s", "", printed([link]))
    assert link in text and "scan0" in text and "Scanscan1" in text
    assert "Page1of2" in text and "Demodata" in text


def test_a_step_whose_subject_is_gone_is_printed_without_it(printed: Made) -> None:
    text = printed(["/rings?ring=R404", "/shop?shop=S404", "/cases?case=C404", "/rings?account=A404"])
    assert text.count("not in the present scan any more") == 4


def test_every_page_says_since_when_rings_stand_while_they_are_worked_out_again(printed: Made) -> None:
    said = "Rings as of 10:31, being worked out again"
    held, whole = printed(["/rings", "/data"], rings=said), printed(["/rings", "/data"])
    assert held.count(said) == held.count("Page ") + 1, "in the head of each, and once more on the first"
    assert "Rings as of" not in whole


def test_an_empty_briefing_is_one_page_that_says_so(printed: Made) -> None:
    text = printed([])
    assert "has no step yet" in text and "Page 1 of 1" in text


@pytest.mark.parametrize("text", [*HOSTILE, '#import "/etc/passwd" *bold* _x_ @ref <label> \u202e $x$'])
def test_hostile_words_are_set_as_they_stand(printed: Made, text: str) -> None:
    said = printed(["/data"], title=text, note=text)
    assert re.sub(r"\W", "", text.replace("\u202e", "U202E"))[:12] in re.sub(r"\W", "", said)


def test_two_hundred_steps_are_printed(printed: Made) -> None:
    text = printed(["/data"] * 200)
    assert "200 of 200" in text and "Page 1 of " in text


def test_what_people_wrote_in_casework_is_not_on_it(printed: Made, store: Store) -> None:
    from suyuan.casework import cases, watches

    with store.write() as session:
        person = local_person()
        case = cases.open_case(session, person, "Wang Dawei of Putian")
        cases.add_member(session, person, case.id, "person", person_name="Wang Dawei", remark="tall")
        watches.watch(session, person, "shop", "S000001", reason="Wang sells it")
        notes.add_note(session, person, "shop", "S000001", "Wang")
    text = printed(["/cases?view=cases", "/cases?view=watch", f"/cases?case={case.id}"])
    assert "Wang" not in text and "S000001" not in text and "tall" not in text


def test_the_file_is_logged_before_it_leaves(
    open_page: OpenPage, casework_database: Path, store: Store
) -> None:
    made = collected(casework_database, "a", link="/data")
    page = open_page("briefing", open=made.id)
    assert [button.label for button in page.get("download_button")] == ["Hand-out"]
    with store.read() as session:
        steps = briefings.step_list(session, local_person(), made.id)
    make = briefing_paper._maker(made, steps, veil.whole())
    assert make()[:5] == b"%PDF-"
    with store.read() as session:
        newest = audit.entries(session, local_person(), newest=1)[0]
    assert (newest.action, newest.subject) == ("export", f"briefings/{made.id}.pdf")
    assert newest.details["personal_data"] == "hidden"


def test_where_reviews_stand_is_asked_for_briefings_that_count_suspects_alone(
    open_page: OpenPage, casework_database: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(briefing_paper.cleared_ones, "shops", lambda: asked.append("asked") or [])
    for link in ("/data", "/cases", "/prices"):
        made = collected(casework_database, "a", link=link)
        with store.read() as session:
            steps = briefings.step_list(session, local_person(), made.id)
        open_page("briefing", open=made.id)
        asked.clear()
        briefing_paper._maker(made, steps, veil.whole())
        assert asked == (["asked"] if link == "/prices" else [])
