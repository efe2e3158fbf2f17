-- The date at which asked prices are held against reference prices: the end of the data. Data without a single date is
-- taken to be as new as its newest reference price.
-- Grain: one row
SELECT coalesce(
    greatest(
        (SELECT max(last_sold_at) FROM listing_sales),
        (SELECT max(greatest(listed_at, observed_at)) FROM listings)
    ),
    (SELECT max(valid_from) FROM reference_points),
    TIMESTAMP '1970-01-01 00:00:00'
) AS ended_at
