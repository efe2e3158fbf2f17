-- Every code the extracts carry and the region in force that it means: itself, the successor of a retired code, or the
-- city or province that its first digits name.
-- Grain: one row per written_adcode
WITH written AS (
    SELECT registered_adcode AS written_adcode FROM shops
    UNION
    SELECT origin_adcode AS written_adcode FROM shipments
    UNION
    SELECT destination_adcode AS written_adcode FROM shipments
)

SELECT
    written.written_adcode,
    coalesce(
        exact.adcode, successors.successor_adcode, six_digits.adcode, cities.adcode, provinces.adcode
    ) AS adcode
FROM written
LEFT JOIN places AS exact ON exact.adcode = written.written_adcode
LEFT JOIN division_changes AS successors ON successors.adcode = left(written.written_adcode, 6)
LEFT JOIN places AS six_digits
    ON six_digits.adcode = left(written.written_adcode, 6) AND length(written.written_adcode) IN (9, 12)
LEFT JOIN places AS cities
    ON
        cities.adcode = left(written.written_adcode, 4) || '00'
        AND cities.source = 'divisions'
        AND regexp_matches(written.written_adcode, '^[0-9]{6}')
LEFT JOIN places AS provinces
    ON
        provinces.adcode = left(written.written_adcode, 2) || '0000'
        AND provinces.source = 'divisions'
        AND regexp_matches(written.written_adcode, '^[0-9]{6}')
WHERE
    written.written_adcode IS NOT NULL
    AND coalesce(
        exact.adcode, successors.successor_adcode, six_digits.adcode, cities.adcode, provinces.adcode
    ) IS NOT NULL
ORDER BY written.written_adcode
