-- The scan in force, how much it read, and the scan whose rings stand where its own are still to be worked out.
-- Grain: one row
SELECT
    scan.scan_id,
    scan.started_at,
    scan.finished_at,
    scan.engine,
    scan.version,
    scan.signals_off,
    scan.assumed,
    scan.rings_of,
    scan.rings_as_of,
    (SELECT count(*) FROM shops) AS shops,
    (SELECT count(*) FROM listings) AS listings,
    (SELECT count(*) FROM orders) AS order_lines
FROM scan
