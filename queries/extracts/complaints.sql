-- Complaints in force: sound rows, of each id the latest observation.
-- Grain: one row per complaint_id
SELECT
    delivered.complaint_id,
    delivered.shop_id,
    delivered.complained_at,
    nullif(lower(trim(delivered.reason)), '') AS reason,
    delivered.order_id,
    delivered.listing_id,
    delivered.complainant_account_id,
    delivered.text,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.complaints AS delivered
ANTI JOIN bad_complaints USING (source_file, source_row)
ANTI JOIN superseded_complaints USING (source_file, source_row)
ORDER BY delivered.shop_id, delivered.complained_at, delivered.complaint_id
