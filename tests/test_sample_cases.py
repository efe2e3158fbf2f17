"""Both published cases stand in the shipped sample with the elements that were counted."""

from __future__ import annotations

import pytest

from tests.test_sample import SHIPPED, ask


def test_case_p_has_two_production_lines_seven_dens_and_eight_people() -> None:
    sites = (
        "SELECT role, count(*), count(DISTINCT adcode) FROM true_sites WHERE ring_id = 'T00001' GROUP BY role"
    )
    assert sorted(ask(SHIPPED, sites)) == [("den", 7, 5), ("source", 2, 2)]
    people = """
        SELECT count(DISTINCT person_id) FROM true_members
        WHERE ring_id = 'T00001' AND role IN ('principal', 'seller', 'helper')
    """
    assert ask(SHIPPED, people) == [(8,)]


def test_case_ps_sources_lie_in_putian() -> None:
    sources = "SELECT DISTINCT adcode[:4] FROM true_sites WHERE ring_id = 'T00001' AND role = 'source'"
    assert ask(SHIPPED, sources) == [("3503",)]


def test_two_shanghai_accounts_buy_again_and_again_from_the_putian_supplier() -> None:
    purchases = """
        SELECT buyer.registered_region, count(*) AS orders, count(DISTINCT o.ordered_at::DATE) AS days
        FROM orders AS o
        JOIN true_rings AS r ON r.supplier_shop_id = o.shop_id AND r.kind = 'case_p'
        JOIN shops AS buyer ON buyer.owner_account_id = o.buyer_account_id
        WHERE buyer.registered_adcode = '310120'
        GROUP BY buyer.shop_id, buyer.registered_region ORDER BY orders DESC
    """
    found = ask(SHIPPED, purchases)
    assert [row[0] for row in found] == ["上海市奉贤区", "上海市奉贤区"]
    assert all(orders >= 40 and days >= 20 for _, orders, days in found)


def test_case_ps_goods_go_to_the_five_provinces() -> None:
    provinces = """
        SELECT p.destination_adcode[:2] AS province, count(*) FROM shipments AS p
        JOIN true_shops AS t USING (shop_id)
        WHERE t.kind = 'case_p' GROUP BY province HAVING count(*) > 20
    """
    assert {row[0] for row in ask(SHIPPED, provinces)} == {"11", "31", "33", "35", "43"}


@pytest.mark.parametrize(("kind", "value"), [("case_p", 21.5), ("case_g", 20.0)])
def test_each_case_sold_for_about_its_published_value(kind: str, value: float) -> None:
    sold = """
        SELECT sum(quantity * unit_price)::DOUBLE / 1e6 FROM orders JOIN true_shops USING (shop_id)
        WHERE kind = ? AND status = 'paid'
    """
    assert ask(SHIPPED, sold, kind)[0][0] == pytest.approx(value, rel=0.1)


def test_case_g_is_two_groups_with_five_dens_in_yuexiu_and_nine_people() -> None:
    dens = """
        SELECT r.ring_id, count(*), min(adcode), max(adcode)
        FROM true_rings AS r JOIN true_sites USING (ring_id)
        WHERE r.kind = 'case_g' AND role = 'den' GROUP BY r.ring_id ORDER BY r.ring_id
    """
    assert ask(SHIPPED, dens) == [("T00002", 3, "440104", "440104"), ("T00003", 2, "440104", "440104")]
    people = """
        SELECT count(DISTINCT person_id) FROM true_members JOIN true_rings AS r USING (ring_id)
        WHERE r.kind = 'case_g' AND role IN ('principal', 'seller', 'helper')
    """
    assert ask(SHIPPED, people) == [(9,)]


def test_case_gs_principals_own_none_of_the_shops() -> None:
    owned = """
        SELECT count(*) FROM true_rings AS r JOIN shops ON shops.owner_account_id = r.principal_account_id
        WHERE r.kind = 'case_g'
    """
    assert ask(SHIPPED, owned) == [(0,)]


def test_case_gs_jerseys_avoid_the_brand_and_hide_the_front_and_the_mark() -> None:
    jerseys = """
        SELECT
            avg((brand IS NULL AND NOT regexp_matches(title, '(?i)nike|adidas|耐克|阿迪'))::INT),
            avg((NOT has_front_photo)::INT), avg(logo_obscured::INT)
        FROM listings JOIN true_shops USING (shop_id) WHERE kind = 'case_g' AND title LIKE '%球衣%'
    """
    [(nameless, no_front, obscured)] = ask(SHIPPED, jerseys)
    assert nameless > 0.7
    assert no_front > 0.6
    assert obscured > 0.5


def test_case_gs_sales_rush_in_june() -> None:
    months = """
        SELECT month(ordered_at) FROM orders JOIN true_shops USING (shop_id)
        WHERE kind = 'case_g' GROUP BY 1 ORDER BY sum(quantity) DESC LIMIT 1
    """
    assert ask(SHIPPED, months) == [(6,)]


def test_every_shop_of_case_g_was_bought_from_and_every_verdict_was_counterfeit() -> None:
    verdicts = """
        WITH latest AS (
            SELECT DISTINCT ON (test_buy_id) * FROM test_buys ORDER BY test_buy_id, observed_at DESC
        )
        SELECT count(DISTINCT shop_id), count(*) FILTER (WHERE verdict <> 'counterfeit')
        FROM latest JOIN true_shops USING (shop_id) WHERE kind = 'case_g'
    """
    assert ask(SHIPPED, verdicts) == [(9, 0)]
