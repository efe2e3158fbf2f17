-- Which shop of one ring sends how many parcels from which of its sites.
-- Grain: one row per site_id, shop_id
SELECT
    site_groups.site_id,
    site_starts.shop_id,
    shops.owner_account_id AS account_id,
    CAST(sum(site_starts.parcels) AS BIGINT) AS parcels
FROM site_groups
JOIN sites ON sites.ring_id = site_groups.ring_id AND sites.site_id = site_groups.site_id
JOIN site_starts ON site_starts.ring_id = site_groups.ring_id AND site_starts.spot_id = site_groups.spot_id
JOIN shops ON shops.shop_id = site_starts.shop_id
WHERE site_groups.ring_id = $ring
GROUP BY site_groups.site_id, site_starts.shop_id, shops.owner_account_id
ORDER BY site_groups.site_id, site_starts.shop_id
