-- Every id that a link may name: shops, accounts, listings, rings, sites; or, of some texts, those that are one.
-- Grain: one row per id
WITH shops AS (
    SELECT shop_id, owner_account_id FROM shops
),

listings AS (
    SELECT listing_id FROM listings
),

accounts AS (
    SELECT account_id FROM accounts
),

ring_members AS (
    SELECT ring_id, member_id FROM ring_members
),

supply_edges AS (
    SELECT reseller_account_id FROM supply_edges
),

sites AS (
    SELECT site_id FROM sites
),

named AS (
    SELECT ring_id AS id, 1 AS nearness FROM ring_members
    UNION ALL
    SELECT site_id, 1 FROM sites
    UNION ALL
    SELECT shop_id, 2 FROM shops
    UNION ALL
    SELECT member_id, 3 FROM ring_members
    UNION ALL
    SELECT owner_account_id, 3 FROM shops
    UNION ALL
    SELECT reseller_account_id, 4 FROM supply_edges
    UNION ALL
    SELECT listing_id, 5 FROM listings
    UNION ALL
    SELECT account_id, 6 FROM accounts
)

-- Those that links name most come first: the search ends where it finds.
SELECT id
FROM named
WHERE id IS NOT NULL AND ($asked IS NULL OR list_contains(CAST($asked AS VARCHAR[]), id))
GROUP BY id
ORDER BY min(nearness), id
