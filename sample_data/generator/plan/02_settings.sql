-- The one row of settings that every other query reads; all values are bound by suyuan/sample.py.
-- The counts that are not given follow the order lines as in a real marketplace: 4,000 shops at 200,000 lines, 250,000 at
-- 100 million; a listing to every ten lines, an account to every five, a login to every second, a test buy to 25 shops.
CREATE TABLE settings AS
WITH given AS (
    SELECT
        $seed::BIGINT AS seed,
        $orders::BIGINT AS orders,
        coalesce($shops::BIGINT, round(4000 * pow($orders::BIGINT / 200000.0,
            CASE WHEN $orders::BIGINT < 200000 THEN 0.4 ELSE 0.665 END))::BIGINT) AS shops,
        $country::VARCHAR AS country,
        $lang::VARCHAR AS lang,
        coalesce($words::VARCHAR, $lang::VARCHAR) AS words,
        $brand_set::VARCHAR AS brand_set,
        $currency::VARCHAR AS currency,
        $second_currency::VARCHAR AS second_currency,
        $second_rate::DOUBLE AS second_rate,
        $money_scale::DOUBLE AS money_scale,
        $utc_offset_hours::INTEGER AS utc_offset_hours,
        $first_day::DATE AS first_day,
        $last_day::DATE AS last_day,
        $prevalence::DOUBLE AS prevalence,
        $ring_share::DOUBLE AS ring_share,
        $fake_price_low::DOUBLE AS fake_price_low,
        $fake_price_high::DOUBLE AS fake_price_high,
        $clean_share::DOUBLE AS clean_share,
        $decoy_share::DOUBLE AS decoy_share,
        $complaint_noise::DOUBLE AS complaint_noise,
        $discount_depth::DOUBLE AS discount_depth,
        $style_code_share::DOUBLE AS style_code_share,
        $test_buys::BIGINT AS test_buys,
        $unreferenced_brands::DOUBLE AS unreferenced_brands,
        -- The planted cases' wholesale alone is thousands of lines.
        $cases::BOOLEAN AND $orders::BIGINT >= 20000 AS cases,
)
SELECT
    * REPLACE (coalesce(test_buys, greatest(40, shops // 10)) AS test_buys),
    greatest(200, orders // 10) AS listings,
    greatest(2000, orders // 5) AS accounts,
    greatest(1000, orders // 2) AS logins,
    date_diff('day', first_day, last_day) + 1 AS days,
FROM given;
