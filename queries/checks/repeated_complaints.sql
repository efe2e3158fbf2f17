-- Complaints whose id was delivered more than once: identical repeats, older observations or contradictions.
-- Grain: one row per source_file, source_row
-- Key: complaint_id
WITH repeated_ids AS (
    SELECT complaint_id
    FROM raw.complaints
    WHERE complaint_id IS NOT NULL
    GROUP BY complaint_id
    HAVING count(*) > 1
)

SELECT
    delivered.complaint_id, delivered.shop_id, delivered.complained_at, delivered.reason,
    delivered.order_id, delivered.listing_id, delivered.complainant_account_id, delivered.text,
    delivered.observed_at, delivered.source_file, delivered.source_row
FROM raw.complaints AS delivered
SEMI JOIN repeated_ids USING (complaint_id)
