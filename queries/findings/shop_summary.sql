-- What there is to say of each shop at a glance; everything that pages show of a shop comes from here.
-- Sales at risk are the paid order lines of its listings of a brand, less those that are no goods of that brand.
-- Grain: one row per shop_id
WITH sales AS (
    SELECT
        shop_id,
        currency,
        CAST(sum(orders) AS BIGINT) AS orders,
        CAST(sum(units) AS BIGINT) AS units,
        CAST(sum(amount_paid) AS DECIMAL(38, 4)) AS amount
    FROM listing_sales
    GROUP BY shop_id, currency
),

-- Amounts in different currencies are never added: a shop is summed up in the one it sells most in.
main_sales AS (
    SELECT * FROM sales QUALIFY row_number() OVER (PARTITION BY shop_id ORDER BY orders DESC, currency) = 1
),

listed AS (
    SELECT
        shop_id,
        min(currency) AS currency,
        count(*) AS listings,
        count(*) FILTER (WHERE price_use = 'used') AS priced_listings
    FROM listing_scores
    GROUP BY shop_id
),

at_risk AS (
    SELECT listing_scores.shop_id, main_sales.currency,
        CAST(sum(listing_scores.amount) AS DECIMAL(38, 4)) AS amount
    FROM listing_scores
    JOIN main_sales
        ON main_sales.shop_id = listing_scores.shop_id AND main_sales.currency = listing_scores.currency
    WHERE listing_scores.brand IS NOT NULL AND listing_scores.price_use IN ('used', 'no_reference', 'implausible')
    GROUP BY listing_scores.shop_id, main_sales.currency
),

brands AS (
    SELECT shop_id, brand, count(*) AS listings FROM listing_scores WHERE brand IS NOT NULL GROUP BY shop_id, brand
),

main_brands AS (
    SELECT shop_id, arg_max(brand, (listings, brand)) AS brand FROM brands GROUP BY shop_id
),

categories AS (
    SELECT shop_id, category, count(*) AS listings FROM listing_scores WHERE category IS NOT NULL
    GROUP BY shop_id, category
),

main_categories AS (
    SELECT shop_id, arg_max(category, (listings, category)) AS category FROM categories GROUP BY shop_id
),

ordered AS (
    SELECT shop_id, min(ordered_at) AS first_order_at, max(ordered_at) AS last_order_at FROM orders GROUP BY shop_id
)

SELECT
    shops.shop_id,
    shops.shop_name,
    shops.owner_account_id,
    shops.opened_at,
    shops.registered_adcode,
    shops.registered_region,
    coalesce(main_sales.currency, listed.currency) AS currency,
    coalesce(listed.listings, 0) AS listings,
    coalesce(listed.priced_listings, 0) AS priced_listings,
    coalesce(main_sales.orders, 0) AS orders,
    coalesce(main_sales.units, 0) AS units,
    coalesce(main_sales.amount, 0) AS amount,
    coalesce(at_risk.amount, 0) AS amount_at_risk,
    ordered.first_order_at,
    ordered.last_order_at,
    main_brands.brand AS main_brand,
    main_categories.category AS main_category,
    shop_price.price_ratio,
    shop_price.price_basis,
    shop_complaints.voices AS complainants,
    shop_complaints.expected AS complainants_expected,
    coalesce(shop_test_buys.decided, 0) AS test_buys_decided,
    coalesce(shop_test_buys.counterfeit, 0) AS test_buys_counterfeit
FROM shops
LEFT JOIN main_sales ON main_sales.shop_id = shops.shop_id
LEFT JOIN listed ON listed.shop_id = shops.shop_id
LEFT JOIN at_risk ON at_risk.shop_id = shops.shop_id
LEFT JOIN ordered ON ordered.shop_id = shops.shop_id
LEFT JOIN main_brands ON main_brands.shop_id = shops.shop_id
LEFT JOIN main_categories ON main_categories.shop_id = shops.shop_id
LEFT JOIN shop_price ON shop_price.shop_id = shops.shop_id
LEFT JOIN shop_complaints ON shop_complaints.shop_id = shops.shop_id
LEFT JOIN shop_test_buys ON shop_test_buys.shop_id = shops.shop_id
ORDER BY shops.shop_id
