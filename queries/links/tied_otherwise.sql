-- Who of a trace's users is tied to others of its users by an independent record as well, and to how many.
-- Grain: one row per kind, trace, account_id
-- Innocent reason: couples and colleagues are tied twice as well.
WITH ends AS (
    SELECT kind, trace, account_id_a AS account_id FROM tied_pairs
    UNION ALL
    SELECT kind, trace, account_id_b AS account_id FROM tied_pairs
),

counted AS (
    SELECT kind, trace, account_id, count(*) AS partners FROM ends GROUP BY kind, trace, account_id
)

SELECT
    counted.kind,
    counted.trace,
    counted.account_id,
    counted.partners,
    seller_accounts.account_id IS NOT NULL AS is_seller
FROM counted
LEFT JOIN seller_accounts ON seller_accounts.account_id = counted.account_id
ORDER BY counted.kind, counted.trace, counted.account_id
