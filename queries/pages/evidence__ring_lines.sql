-- Every order line of the rings that an evidence package is about, and whether it stands for the lower bound:
-- what the sums of value and units are made of.
-- Grain: one row per ring_id, order_line_id
SELECT
    ring_lines.ring_id, ring_lines.order_line_id, ring_lines.shop_id, ring_lines.buyer_account_id,
    ring_lines.is_inside, ring_lines.quantity, ring_lines.unit_price,
    CAST(ring_lines.quantity * ring_lines.unit_price AS DECIMAL(38, 4)) AS amount,
    ring_lines.currency, ring_lines.ordered_at, ring_lines.is_corroborated
FROM ring_lines
WHERE ring_lines.ring_id IN (SELECT unnest(CAST($rings AS VARCHAR[])))
ORDER BY ring_lines.ring_id, ring_lines.ordered_at, ring_lines.order_line_id, ring_lines.shop_id
