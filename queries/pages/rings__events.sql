-- What happened to one ring's shops and when, the latest first; all of them or the picked ones, of all time or of some.
-- Grain: one row per event of ring_events
SELECT
    ring_events.event_at, ring_events.event, ring_events.shop_id, shops.shop_name, ring_events.detail,
    ring_events.figure, ring_events.place_zh, ring_events.place_en
FROM ring_events
JOIN shops ON shops.shop_id = ring_events.shop_id
WHERE
    ring_events.ring_id = $ring
    AND (len(CAST($nodes AS VARCHAR[])) = 0 OR list_contains(CAST($nodes AS VARCHAR[]), ring_events.shop_id))
    AND (CAST($since AS TIMESTAMP) IS NULL OR ring_events.event_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR ring_events.event_at < $until)
ORDER BY ring_events.event_at DESC, ring_events.event, ring_events.shop_id, ring_events.record_id
