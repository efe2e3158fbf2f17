-- The scan in force, and how much it read.
-- Grain: one row
SELECT
    scan.scan_id,
    scan.started_at,
    scan.finished_at,
    scan.engine,
    scan.version,
    scan.signals_off,
    scan.assumed,
    (SELECT count(*) FROM shops) AS shops,
    (SELECT count(*) FROM listings) AS listings,
    (SELECT count(*) FROM orders) AS order_lines
FROM scan
