-- The rings, the one to open first on top: the strongest with the most sales at risk. $cleared: suspects that were
-- cleared; they are counted beside the suspects that are left, and a ring of which none is left comes last.
-- Grain: one row per ring_id
WITH cleared AS (
    SELECT
        ring_members.ring_id,
        count(*) AS shops,
        CAST(sum(CAST(greatest(shop_cases.priority, 0) AS DECIMAL(18, 6))) AS DOUBLE) AS priority
    FROM ring_members
    JOIN shop_cases ON shop_cases.shop_id = ring_members.member_id AND shop_cases.suspect
    WHERE
        ring_members.member_type = 'shop'
        AND list_contains(CAST($cleared AS VARCHAR[]), ring_members.member_id)
    GROUP BY ring_members.ring_id
)

SELECT
    ring_cases.* REPLACE (
        ring_cases.suspects - coalesce(cleared.shops, 0) AS suspects,
        ring_cases.priority - coalesce(cleared.priority, 0) AS priority
    ),
    coalesce(cleared.shops, 0) AS cleared
FROM ring_cases
LEFT JOIN cleared ON cleared.ring_id = ring_cases.ring_id
ORDER BY ring_cases.suspects > coalesce(cleared.shops, 0) DESC,
    ring_cases.priority - coalesce(cleared.priority, 0) DESC, ring_cases.ring_id
LIMIT $most
