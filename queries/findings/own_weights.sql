-- The sum of what a shop's own records say, whole and without its parcels: who drop-ships, ships from the supplier, so
-- where its parcels start is no second opinion on that supplier.
-- Grain: one row per shop_id
SELECT
    shops.shop_id,
    CAST(coalesce(sum(CAST(own_evidence.weight AS DECIMAL(18, 9))), 0) AS DOUBLE) AS weight,
    CAST(coalesce(sum(CAST(own_evidence.weight AS DECIMAL(18, 9)))
        FILTER (WHERE own_evidence.kind <> 'parcels'), 0) AS DOUBLE) AS weight_without_parcels
FROM shops
LEFT JOIN own_evidence ON own_evidence.shop_id = shops.shop_id
GROUP BY shops.shop_id
ORDER BY shops.shop_id
