-- How the door of each repeated start of a shop is written: every spelling that a fifth of its parcels bear, and the
-- most frequent one (`place` 1).
-- Grain: one row per shop_id, place_strand, place_mode, strand
WITH written AS (
    SELECT
        cell_starts.shop_id,
        cell_starts.place_strand,
        cell_starts.place_mode,
        cell_starts.strand,
        CAST(sum(cell_starts.parcels) AS BIGINT) AS parcels,
        any_value(shop_starts.parcels) AS of_parcels
    FROM cell_starts
    JOIN shop_starts
        ON
            shop_starts.shop_id = cell_starts.shop_id
            AND shop_starts.place_strand = cell_starts.place_strand
            AND shop_starts.place_mode = cell_starts.place_mode
    WHERE cell_starts.strand <> ''
    GROUP BY cell_starts.shop_id, cell_starts.place_strand, cell_starts.place_mode, cell_starts.strand
)

SELECT
    shop_id,
    place_strand,
    place_mode,
    strand,
    parcels,
    row_number() OVER (PARTITION BY shop_id, place_strand, place_mode ORDER BY parcels DESC, strand) AS place
FROM written
WHERE parcels >= 2 AND parcels * 5 >= of_parcels
ORDER BY shop_id, place_strand, place_mode, place
