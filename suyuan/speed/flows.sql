-- From which province to which, in parcels.
-- Grain: one row per origin, destination
SELECT
    left(origin_adcode, 2) AS origin,
    left(destination_adcode, 2) AS destination,
    count(*) AS parcels
FROM shipments
WHERE origin_adcode IS NOT NULL AND destination_adcode IS NOT NULL
GROUP BY left(origin_adcode, 2), left(destination_adcode, 2)
