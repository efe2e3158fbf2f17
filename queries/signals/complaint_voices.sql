-- Who says that a shop's goods are counterfeit: one voice an account, however often it says so; where the account is
-- unknown, one an order; where that is unknown too, one a day. `say` is how much the voice has to say of the goods.
-- Grain: one row per shop_id, voice
-- Innocent reason: a rival may complain through accounts of his own; a buyer may mistake a real product.
WITH complaints AS (
    SELECT complaints.*
    FROM complaints
    JOIN complaint_meaning ON complaint_meaning.complaint_id = complaints.complaint_id
    WHERE complaint_meaning.is_counterfeit
),

spoken AS (
    SELECT
        shop_id,
        coalesce(complainant_account_id, order_id, CAST(CAST(complained_at AS DATE) AS VARCHAR)) AS voice,
        complainant_account_id,
        complained_at
    FROM complaints
),

-- Of all buyers, few complain.
buyers AS (
    SELECT DISTINCT orders.shop_id, orders.buyer_account_id
    FROM orders
    SEMI JOIN spoken ON spoken.shop_id = orders.shop_id AND spoken.complainant_account_id = orders.buyer_account_id
)

SELECT
    spoken.shop_id,
    spoken.voice,
    min(spoken.complained_at) AS complained_at,
    -- An account that never bought there has less to say of the goods.
    CAST(
        max(CASE WHEN spoken.complainant_account_id IS NOT NULL AND buyers.shop_id IS NULL THEN 0.2 ELSE 1 END)
        AS DECIMAL(9, 1)
    ) AS say
FROM spoken
LEFT JOIN buyers ON buyers.shop_id = spoken.shop_id AND buyers.buyer_account_id = spoken.complainant_account_id
GROUP BY spoken.shop_id, spoken.voice
ORDER BY spoken.shop_id, spoken.voice
