-- What speaks for and against shops, signal by signal: what a clearing remembers and is measured against.
-- Grain: one row per shop_id, place
-- Innocent reason: every reason carries its own.
WITH listed AS (
    SELECT shop_id, unnest(range(1, len(reasons) + 1)) AS place, reasons
    FROM shop_scores
    WHERE shop_id IN (SELECT unnest(CAST($shops AS VARCHAR[])))
)

SELECT shop_id, place, reasons[place].signal AS signal, reasons[place].weight AS weight
FROM listed
ORDER BY shop_id, place
