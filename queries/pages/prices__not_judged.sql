-- Listings without a price that can be judged, by why: deposits, difference links, single pieces, no reference.
-- Grain: one row per price_use
WITH price_uses AS (
    SELECT * FROM price_uses
)

SELECT price_use, listings
FROM price_uses
WHERE price_use <> 'used'
ORDER BY listings DESC, price_use
