-- How many innocents to expect among the suspects, measured by the scan's own test buys: of the suspects whose goods
-- were appraised, the share in which every item was genuine. Suspects are taken as they would be without the verdicts,
-- so that a verdict does not confirm itself. Under 30 of them nothing is claimed.
-- Grain: one row
-- Innocent reason: test buys go to the most suspicious shops first, so the share may be higher among the others.
-- Source: score interval for a proportion, E. B. Wilson (1927), 95 %.
WITH tested AS (
    SELECT shop_test_buys.counterfeit = 0 AS is_genuine
    FROM shop_test_buys
    JOIN shop_scores ON shop_scores.shop_id = shop_test_buys.shop_id
    WHERE shop_test_buys.decided > 0 AND shop_scores.suspect_without_laboratory
),

counted AS (
    SELECT
        (SELECT count(*) FROM shop_scores WHERE suspect) AS suspects,
        (SELECT count(*) FROM tested) AS verdicts,
        (SELECT count(*) FROM tested WHERE is_genuine) AS genuine
),

shares AS (
    SELECT *, genuine / CAST(verdicts AS DOUBLE) AS share, 1.959964 AS z FROM counted
)

SELECT
    suspects,
    verdicts AS tested,
    verdicts,
    genuine,
    CASE WHEN verdicts >= 30 THEN share END AS share,
    CASE WHEN verdicts >= 30
        THEN greatest(0, (share + z * z / (2 * verdicts)
            - z * sqrt(share * (1 - share) / verdicts + z * z / (4 * verdicts * verdicts))) / (1 + z * z / verdicts))
    END AS share_low,
    CASE WHEN verdicts >= 30
        THEN least(1, (share + z * z / (2 * verdicts)
            + z * sqrt(share * (1 - share) / verdicts + z * z / (4 * verdicts * verdicts))) / (1 + z * z / verdicts))
    END AS share_high,
    verdicts >= 30 AS is_measured
FROM shares
