-- Each parcel and the pile of its shop that it belongs to.
-- Grain: one row per source_file, source_row
SELECT
    origin_strands.source_file,
    origin_strands.source_row,
    origin_strands.shop_id,
    origin_strands.owner_account_id,
    origin_strands.seen_at,
    origin_strands.shipped_at,
    origin_strands.adcode,
    origin_strands.address,
    origin_strands.strand,
    origin_strands.latitude,
    origin_strands.longitude,
    shop_modes.place_strand,
    shop_modes.place_mode
FROM origin_strands
JOIN origin_climbs
    ON
        origin_climbs.shop_id = origin_strands.shop_id AND origin_climbs.strand = origin_strands.strand
        AND origin_climbs.north = origin_strands.north AND origin_climbs.east = origin_strands.east
JOIN shop_modes
    ON
        shop_modes.shop_id = origin_climbs.shop_id AND shop_modes.strand = origin_climbs.strand
        AND shop_modes.mode = origin_climbs.mode
