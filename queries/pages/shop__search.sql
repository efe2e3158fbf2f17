-- Shops whose id or name holds the text, the most suspect first. $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per shop_id
SELECT
    shop_id,
    shop_name,
    suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id) AS suspect,
    strength,
    rank,
    amount_at_risk,
    currency,
    registered_zh,
    registered_en,
    orders
FROM shop_cases
WHERE contains(lower(shop_id), lower($text)) OR contains(lower(coalesce(shop_name, '')), lower($text))
ORDER BY lower(shop_id) = lower($text) DESC, rank
LIMIT $most
