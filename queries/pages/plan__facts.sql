-- What an operation plan rests on: the scan, when it ended, of when its rings are where they are an earlier scan's,
-- what it assumed, and the last day of the data, by parcels and by orders.
-- Grain: one row
SELECT
    scan.scan_id,
    scan.finished_at,
    scan.rings_as_of,
    scan.assumed,
    (SELECT max(shipped_at) FROM shipments) AS last_shipped_at,
    (SELECT max(ordered_at) FROM orders) AS last_ordered_at
FROM scan
