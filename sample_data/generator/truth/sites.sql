-- Where rings make, keep and send their goods.
SELECT
    'T' || lpad(ring_no::VARCHAR, 5, '0') AS ring_id,
    origin_kind AS role, latitude, longitude, adcode,
FROM origin
WHERE origin_kind IN ('den', 'source')
ORDER BY ring_id, role, part
