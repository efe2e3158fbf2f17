-- Whether a complaint says that the goods are counterfeit: by its reason, or, where that is missing or 'other', by what
-- its text means. Denials (不是假货), hearsay (有些人说的是盗版), questions and promises (假一赔十) say no such thing.
-- Grain: one row per complaint_id
-- Innocent reason: a buyer may be mistaken; irony is not read.
WITH
complaints AS (SELECT * FROM complaints),
complaint_terms AS (SELECT * FROM complaint_terms),
in_clause AS (
    SELECT
        complaint_id,
        meaning,
        starts_at,
        max(CASE WHEN meaning = 'hearsay' THEN 1 ELSE 0 END) OVER before AS is_hearsay,
        max(CASE WHEN meaning = 'question' THEN 1 ELSE 0 END) OVER after AS is_question,
        -- 没, 无 and other single characters deny what follows at once; 不是 and its like a few characters on;
        -- Latin words a few words on.
        max(CASE WHEN meaning = 'denial' THEN ends_at END) OVER before AS denial_ends_at,
        max(
            CASE WHEN meaning = 'denial' THEN
                ends_at + CASE WHEN length(phrase) = 1 THEN 2 WHEN regexp_matches(phrase, '^[a-z]') THEN 20 ELSE 6 END
            END
        ) OVER before AS denied_up_to
    FROM complaint_terms
    WINDOW
        before AS (PARTITION BY complaint_id, clause ORDER BY starts_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        after AS (PARTITION BY complaint_id, clause ORDER BY starts_at ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
),
said AS (
    SELECT DISTINCT complaint_id
    FROM in_clause
    WHERE
        meaning = 'counterfeit'
        AND coalesce(is_hearsay, 0) = 0
        AND coalesce(is_question, 0) = 0
        -- A denial that the phrase itself begins with (并不是 in 不是正品) does not deny it.
        AND coalesce(denied_up_to < starts_at OR denial_ends_at >= starts_at, TRUE)
)
SELECT
    complaints.complaint_id,
    complaints.shop_id,
    coalesce(complaints.reason = 'counterfeit', FALSE) OR said.complaint_id IS NOT NULL AS is_counterfeit,
    CASE
        WHEN coalesce(complaints.reason, 'other') <> 'other' THEN 'reason'
        WHEN complaints.text IS NOT NULL THEN 'text'
        WHEN complaints.reason IS NOT NULL THEN 'reason'
    END AS basis
FROM complaints
LEFT JOIN said ON said.complaint_id = complaints.complaint_id
ORDER BY complaints.complaint_id
