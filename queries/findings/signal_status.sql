-- Which signals this scan can read, and what is missing where it cannot. Absent data never counts as clean.
-- Grain: one row per signal
WITH present AS (
    SELECT table_name || '.' || column_name AS name FROM extract_columns WHERE is_present
),

needs AS (
    SELECT signal, need, off_reason, step
    FROM (
        VALUES
        ('price', 'listings.brand|listings.title', 'no_brands', 1),
        ('price', 'listings.category', 'no_categories', 2),
        ('complaints', 'complaints.complaint_id', 'no_complaints', 1),
        ('complaints', 'orders.order_id', 'no_orders', 2),
        ('description', 'listings.title', 'no_titles', 1),
        ('photos', 'listings.has_front_photo|listings.logo_obscured', 'no_photo_flags', 1),
        ('geography', 'shipments.order_id', 'no_shipments', 1),
        ('geography', 'shipments.origin_adcode|shipments.origin_latitude|shipments.origin_address', 'no_origins', 2),
        ('geography', 'shops.registered_adcode|shops.registered_region', 'no_registered_places', 3),
        ('transfers', 'shop_transfers.shop_id', 'no_shop_transfers', 1),
        ('purchases', 'orders.order_id', 'no_orders', 1),
        ('purchases', 'shops.owner_account_id', 'no_owners', 2),
        ('links', 'shops.owner_account_id', 'no_owners', 1),
        ('links', 'logins.account_id|accounts.phone|accounts.payment_account|accounts.id_document|shipments.order_id',
            'no_traces', 2),
        ('test_buys', 'test_buys.test_buy_id', 'no_test_buys', 1),
        ('authorised', 'authorised_sellers.shop_id', 'no_authorised_sellers', 1)
    ) AS need (signal, need, off_reason, step)
),

missing AS (
    SELECT needs.signal, needs.off_reason, needs.step
    FROM needs
    LEFT JOIN present ON list_contains(string_split(needs.need, '|'), present.name)
    GROUP BY needs.signal, needs.off_reason, needs.step
    HAVING count(present.name) = 0
),

-- Delivered, and yet nothing to go by: no listing is of a brand, or no price of any has a measure.
unusable AS (
    SELECT 'price' AS signal, 'no_brands' AS off_reason, 3 AS step
    WHERE (SELECT count(goods_brand) FROM listing_text) = 0
    UNION ALL
    SELECT 'price' AS signal, 'no_measure' AS off_reason, 4 AS step
    WHERE (SELECT count(*) FROM shop_price) = 0
),

first_missing AS (
    SELECT signal, off_reason
    FROM (SELECT * FROM missing UNION ALL SELECT * FROM unusable)
    QUALIFY row_number() OVER (PARTITION BY signal ORDER BY step) = 1
)

SELECT DISTINCT
    needs.signal,
    first_missing.signal IS NULL AS is_on,
    first_missing.off_reason
FROM needs
LEFT JOIN first_missing ON first_missing.signal = needs.signal
ORDER BY needs.signal
