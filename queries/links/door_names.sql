-- One name for the doors that one shop writes in several ways at one place: of these the one most used in the market.
-- Grain: one row per strand
WITH used AS (
    SELECT strand, sum(parcels) AS parcels FROM start_doors GROUP BY strand
)

SELECT spellings.strand, others.strand AS name
FROM start_doors AS spellings
JOIN start_doors AS others
    ON
        others.shop_id = spellings.shop_id AND others.place_strand = spellings.place_strand
        AND others.place_mode = spellings.place_mode
JOIN used ON used.strand = others.strand
QUALIFY row_number() OVER (PARTITION BY spellings.strand ORDER BY used.parcels DESC, others.strand) = 1
ORDER BY spellings.strand
