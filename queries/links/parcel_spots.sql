-- Each parcel that starts from a spot of its shop.
-- Grain: one row per source_file, source_row
SELECT
    origin_strands.source_file,
    origin_strands.source_row,
    start_spots.spot_id,
    origin_strands.shop_id,
    origin_strands.owner_account_id,
    origin_strands.seen_at,
    origin_strands.shipped_at,
    origin_strands.adcode,
    origin_strands.address,
    origin_strands.latitude,
    origin_strands.longitude
FROM origin_strands
JOIN cell_starts
    ON
        cell_starts.shop_id = origin_strands.shop_id AND cell_starts.strand = origin_strands.strand
        AND cell_starts.north = origin_strands.north AND cell_starts.east = origin_strands.east
JOIN start_spots
    ON
        start_spots.shop_id = cell_starts.shop_id
        AND start_spots.place_strand = cell_starts.place_strand
        AND start_spots.place_mode = cell_starts.place_mode
ORDER BY start_spots.spot_id, origin_strands.seen_at, origin_strands.source_file, origin_strands.source_row
