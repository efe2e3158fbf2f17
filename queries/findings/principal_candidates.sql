-- The candidates for being in charge of each ring, ranked, with the reasons for and against each. The accounts of one
-- person (one document) stand together: the strongest speaks for the person.
-- Grain: one row per ring_id, account_id
-- Innocent reason: each reason carries its own.
WITH summed AS (
    SELECT
        ring_accounts.ring_id,
        ring_accounts.account_id,
        coalesce(nullif(trim(accounts.id_document), ''), ring_accounts.account_id) AS person,
        coalesce(sum(CAST(principal_evidence.weight AS DECIMAL(18, 9))), 0) AS weight,
        list(
            {'signal': principal_evidence.signal, 'figure': principal_evidence.figure, 'usual': CAST(NULL AS DOUBLE),
            'weight': principal_evidence.weight, 'innocent_reading': principal_evidence.innocent_reading}
            ORDER BY principal_evidence.weight DESC, principal_evidence.signal
        ) FILTER (WHERE principal_evidence.weight > 0) AS reasons_for,
        list(
            {'signal': principal_evidence.signal, 'figure': principal_evidence.figure, 'usual': CAST(NULL AS DOUBLE),
            'weight': principal_evidence.weight, 'innocent_reading': principal_evidence.innocent_reading}
            ORDER BY principal_evidence.weight, principal_evidence.signal
        ) FILTER (WHERE principal_evidence.weight < 0) AS reasons_against
    FROM ring_accounts
    LEFT JOIN accounts ON accounts.account_id = ring_accounts.account_id
    LEFT JOIN principal_evidence
        ON
            principal_evidence.ring_id = ring_accounts.ring_id
            AND principal_evidence.account_id = ring_accounts.account_id
    GROUP BY ring_accounts.ring_id, ring_accounts.account_id, accounts.id_document
),

ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY ring_id ORDER BY weight DESC, account_id) AS rank
    FROM summed
)

SELECT
    ranked.ring_id,
    ranked.account_id,
    ranked.rank,
    CAST(ranked.weight AS DOUBLE) AS score,
    coalesce(ranked.reasons_for, []) AS reasons_for,
    coalesce(ranked.reasons_against, []) AS reasons_against,
    ranked.person
FROM ranked
ORDER BY ranked.ring_id, ranked.rank
