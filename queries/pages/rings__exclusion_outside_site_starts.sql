-- For the exclusion test of one ring: which other rings' shops send from its spots; that stands.
-- Grain: one row per ring_id, shop_id, spot_id
SELECT
    site_starts.ring_id,
    site_starts.shop_id,
    site_starts.is_supplier,
    site_starts.spot_id,
    site_starts.owner_account_id,
    site_starts.parcels,
    site_starts.share,
    site_starts.first_shipped_at,
    site_starts.last_shipped_at
FROM site_starts
SEMI JOIN site_starts AS near ON near.spot_id = site_starts.spot_id AND near.ring_id = $ring
WHERE site_starts.ring_id <> $ring
ORDER BY site_starts.ring_id, site_starts.shop_id, site_starts.spot_id
