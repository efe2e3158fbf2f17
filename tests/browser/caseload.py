"""A small believable caseload over the sample's findings, for the documentation's pictures; all of it invented."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest import mock

import duckdb
from sqlalchemy.orm import Session

from suyuan.casework import cases, custody, records, reviews, sites, test_buys, watches
from suyuan.casework.roles import Person
from suyuan.casework.store import open_store
from suyuan.casework.watches import Activity

LIN = Person("林静", "lead", "lin@example.org")
ZHOU = Person("周博", "analyst", "zhou@example.org")
# Per test buy: which suspect, how far it went, days since its plan, what the laboratory said.
BUYS = (
    (1, 3, 36, "counterfeit"), (1, 3, 36, "counterfeit"), (1, 3, 35, "counterfeit"), (1, 3, 35, "genuine"),
    (2, 3, 33, "counterfeit"), (2, 3, 39, None), (3, 3, 16, None), (4, 2, 12, None), (5, 1, 6, None),
    (6, 0, 6, None), (7, 0, 2, None),
)  # fmt: skip


@contextmanager
def ago(days: int) -> Iterator[None]:
    """As if it were done so many days ago."""
    now = records.now
    with mock.patch.object(records, "now", lambda: now() - timedelta(days=days, hours=3)):
        yield


def fill(database: Path, findings: Path) -> str:
    """Write the caseload into an empty database. Returns the id of its case."""
    with duckdb.connect(str(findings / "pages.duckdb"), read_only=True) as connection:
        suspects = connection.execute(
            "SELECT shop_id, orders, listings, last_order_at, ring_id FROM shop_summary "
            "JOIN shop_scores USING (shop_id) WHERE suspect ORDER BY rank LIMIT 30"
        ).fetchall()
        ring = suspects[1][4]
        places = connection.execute(
            "SELECT site_id, adcode, address FROM sites WHERE ring_id = $ring ORDER BY site_id",
            {"ring": ring},
        ).fetchall()
        principals = connection.execute(
            "SELECT account_id FROM principal_candidates WHERE ring_id = $ring ORDER BY rank LIMIT 2",
            {"ring": ring},
        ).fetchall()
    shops = [row[0] for row in suspects]
    store = open_store(str(database))
    with store.write() as session:
        with ago(40):
            case = cases.open_case(session, LIN, "世界杯球衣 · 越秀", file_number="〔2026〕118号")
            cases.add_member(session, LIN, case.id, "ring", subject_id=ring)
            for row in suspects[:8]:
                if row[4] == ring:
                    cases.add_member(session, ZHOU, case.id, "shop", subject_id=row[0], role="seller")
            for account, role in zip(principals, ("principal", "helper"), strict=False):
                cases.add_member(session, ZHOU, case.id, "account", subject_id=account[0], role=role)
            cases.add_member(session, ZHOU, case.id, "person", person_name="陈某", remark="档口主，待核")
        _sites(session, case.id, ring, places)
        for place, stage, days, verdict in BUYS:
            _buy(session, shops[place], stage, days, verdict, case.id if suspects[place][4] == ring else None)
        _watches(session, suspects)
        with ago(22):
            for place in (1, 2, 8, 10, 11):
                reviews.move(session, ZHOU, shops[place], "watched")
            for place in range(3, 8):
                reviews.move(session, ZHOU, shops[place], "test_buy")
            for place in (12, 13, 14):
                reviews.move(session, LIN, shops[place], "reviewing")
    store.close()
    return case.id


def _sites(session: Session, case_id: str, ring: str, places: list[tuple[str, str, str]]) -> None:
    for number, (site, adcode, address) in enumerate(places):
        with ago(20):
            made = sites.plan_site_check(
                session, ZHOU, site, ring_id=ring, case_id=case_id, adcode=adcode, address=address
            )
        if number == 0:
            with ago(6):
                sites.record_site_check(
                    session,
                    ZHOU,
                    made.id,
                    made.version,
                    status="checked",
                    checked_by="周博",
                    found="三楼档口，打包球衣",
                )


def _buy(
    session: Session, shop: str, stage: int, days: int, verdict: str | None, case_id: str | None
) -> None:
    with ago(days):
        due = records.now().date() + timedelta(days=4)
        buy = test_buys.plan_test_buy(
            session, LIN, shop, reason="价格为参考价三成", buy_by=due, case_id=case_id
        )
    if stage >= 1:
        with ago(days - 2):
            buy = test_buys.mark_bought(
                session, LIN, buy.id, buy.version, order_id=f"O{days}", price="168", currency="CNY"
            )
    if stage >= 2:
        with ago(days - 5):
            buy = test_buys.seal(
                session, ZHOU, buy.id, buy.version, seal_number=f"FX-{days:04}", photo_sha256="0" * 64
            )
    if stage >= 3:
        with ago(days - 6):
            buy = test_buys.mark_sent(session, ZHOU, buy.id, buy.version, sent_to="广州检测中心")
            custody.add_custody_step(
                session, ZHOU, buy.id, handed_by="周博", taken_by="王某", is_seal_intact=True
            )
    if verdict:
        with ago(days - 16):
            test_buys.record_verdict(
                session, LIN, buy.id, buy.version, verdict=verdict, appraiser="广州检测中心",
                appraiser_relation="independent_laboratory",
            )  # fmt: skip


def _watches(session: Session, suspects: list[tuple[object, ...]]) -> None:
    """Per watch: which suspect, days ago, orders since, goods, days it was to last."""
    told = (
        (1, 30, 14, (), 90),
        (2, 25, 0, (), 90),
        (8, 70, 3, (), 66),
        (10, 9, 0, ("化妆品",), 90),
        (11, 3, 0, (), 90),
    )
    for place, days, fresh, goods, lasts in told:
        shop, orders, listings, last, _ring = suspects[place]
        with ago(days):
            watches.watch(
                session, ZHOU if place == 2 else LIN, "shop", str(shop), reason="价格异常，先看后续进货", goods=goods,
                seen=Activity(int(str(orders)) - fresh, last, int(str(listings))),  # type: ignore[arg-type]
                ends_on=records.now().date() + timedelta(days=lasts),
            )  # fmt: skip
