-- The case for and against one shop, the heaviest reason first; prior plus weights is the sum behind its score.
-- Grain: one row per signal
SELECT
    signal,
    kind,
    level,
    figure,
    usual,
    weight,
    strength,
    innocent_reading,
    suspects_alike,
    suspects
FROM shop_reasons
WHERE shop_id = $shop_id
ORDER BY weight DESC, signal
