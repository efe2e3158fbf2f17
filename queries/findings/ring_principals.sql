-- Who is in charge of each ring, where that is clear: the first candidate's reasons reach the cut and stand a clear margin
-- above the first candidate who is another person. Otherwise nobody is named, and `unclear` says why.
-- Grain: one row per ring_id
-- Innocent reason: a candidate is a candidate; nobody is named on a narrow margin.
WITH first AS (
    SELECT * FROM principal_candidates WHERE rank = 1
),

second AS (
    SELECT principal_candidates.ring_id, max(principal_candidates.score) AS score
    FROM principal_candidates
    JOIN first ON first.ring_id = principal_candidates.ring_id AND first.person <> principal_candidates.person
    GROUP BY principal_candidates.ring_id
)

SELECT
    first.ring_id,
    first.account_id AS candidate_account_id,
    first.score,
    first.score - coalesce(second.score, 0) AS margin,
    CASE
        WHEN first.score < enough.value THEN 'weak'
        WHEN first.score - coalesce(second.score, 0) < clear.value THEN 'close'
    END AS unclear,
    CASE
        WHEN first.score >= enough.value AND first.score - coalesce(second.score, 0) >= clear.value
            THEN first.account_id
    END AS principal_account_id
FROM first
LEFT JOIN second ON second.ring_id = first.ring_id
JOIN cuts AS enough ON enough.name = 'principal_score'
JOIN cuts AS clear ON clear.name = 'principal_margin'
ORDER BY first.ring_id
