-- The figures over the queue: suspects, innocents to expect among them, what changed since which scan.
-- $cleared: shops that were cleared, which are no new suspects.
-- Grain: one row
SELECT
    innocents_expected.suspects,
    innocents_expected.verdicts,
    innocents_expected.genuine,
    innocents_expected.share,
    innocents_expected.share_low,
    innocents_expected.share_high,
    innocents_expected.is_measured,
    (SELECT count(*) FROM shop_scores) AS shops,
    (SELECT max(finished_at) FROM scan_before) AS before_at,
    (SELECT count(*) FROM shop_changes) AS changes,
    (
        SELECT count(*) FROM shop_changes
        WHERE change = 'new_suspect' AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
    ) AS new_suspects
FROM innocents_expected
