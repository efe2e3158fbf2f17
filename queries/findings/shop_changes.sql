-- What changed since the scan before: new suspects, shops no longer suspect, and suspects that moved far in the order.
-- Grain: one row per shop_id
WITH before AS (
    SELECT * FROM raw.before
),

compared AS (
    SELECT
        shop_scores.shop_id,
        before.rank AS rank_before,
        shop_scores.rank AS rank_now,
        before.score AS score_before,
        shop_scores.score AS score_now,
        coalesce(before.suspect, FALSE) AS was_suspect,
        shop_scores.suspect AS is_suspect
    FROM shop_scores
    LEFT JOIN before ON before.shop_id = shop_scores.shop_id
    WHERE (SELECT count(*) FROM before) > 0
)

SELECT
    shop_id,
    CASE
        WHEN is_suspect AND NOT was_suspect THEN 'new_suspect'
        WHEN was_suspect AND NOT is_suspect THEN 'no_longer_suspect'
        WHEN score_now > score_before THEN 'rose'
        ELSE 'fell'
    END AS change,
    rank_before,
    rank_now,
    score_before,
    score_now
FROM compared
WHERE is_suspect <> was_suspect OR (is_suspect AND abs(score_now - score_before) >= 0.01)
ORDER BY shop_id
