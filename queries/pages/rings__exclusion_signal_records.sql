-- For the exclusion test of one ring: the records behind its shops' signals.
-- Grain: one row per shop_id, signal, table_name, row_id
SELECT
    signal_records.shop_id,
    signal_records.signal,
    signal_records.table_name,
    signal_records.row_id
FROM signal_records
SEMI JOIN exclusion_shops
    ON
        exclusion_shops.shop_id = signal_records.shop_id AND exclusion_shops.ring_id = $ring
        AND exclusion_shops.is_inside
ORDER BY shop_id, signal, table_name, row_id
