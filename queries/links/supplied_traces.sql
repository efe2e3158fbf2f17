-- Spots and sender's phones that an account shares with one who supplies it: parcels go straight from the supplier
-- (代发), so the trace is the supplier's and ties nobody to anybody.
-- Grain: one row per account_id, kind, trace
WITH suppliers AS (
    SELECT DISTINCT supply_pairs.reseller_account_id, shops.owner_account_id AS supplier_account_id
    FROM supply_pairs
    JOIN shops ON shops.shop_id = supply_pairs.supplier_shop_id
    WHERE shops.owner_account_id <> supply_pairs.reseller_account_id
)

SELECT DISTINCT mine.account_id, mine.kind, mine.trace
FROM parcel_traces AS mine
JOIN suppliers ON suppliers.reseller_account_id = mine.account_id
JOIN parcel_traces AS theirs
    ON
        theirs.account_id = suppliers.supplier_account_id
        AND theirs.kind = mine.kind
        AND theirs.trace = mine.trace
WHERE mine.is_circumstance
ORDER BY mine.account_id, mine.kind, mine.trace
