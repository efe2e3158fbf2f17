-- Each shop's figure for each signal that is on for it, what is usual there, and the level it falls in.
-- `support` is the share of the level's weight that so much data can carry.
-- Grain: one row per shop_id, signal
WITH levels AS (
    SELECT shop_id, signal, level, figure, usual, support FROM level_price
    UNION ALL
    SELECT shop_id, signal, level, figure, usual, support FROM level_complaints
    UNION ALL
    SELECT shop_id, signal, level, figure, usual, support FROM level_description
    UNION ALL
    SELECT shop_id, signal, level, figure, usual, support FROM level_photos
    UNION ALL
    SELECT shop_id, signal, level, figure, usual, support FROM level_geography
    UNION ALL
    SELECT shop_id, signal, level, figure, usual, support FROM level_transfers
)

SELECT
    levels.shop_id,
    levels.signal,
    levels.level,
    CAST(levels.figure AS DOUBLE) AS figure,
    CAST(levels.usual AS DOUBLE) AS usual,
    CAST(levels.support AS DOUBLE) AS support
FROM levels
JOIN signal_status ON signal_status.signal = levels.signal AND signal_status.is_on
ORDER BY levels.shop_id, levels.signal
