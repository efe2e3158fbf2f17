-- What each shared trace says of two accounts: how many innocents are expected to share it (chance, and the further users
-- so far as it is not in one hand; how many else a supplier serves says nothing of two who deal), and the weight: partners expected in one hand against innocents expected.
-- Grain: one row per account_id_a, account_id_b, kind, trace
-- Innocent reason: the number of innocents expected is the innocent reading.
-- Source: likelihood ratios of record linkage, Fellegi and Sunter (1969), with the chance measured per trace.
WITH tied AS (
    SELECT kind, trace, count(*) AS accounts, count(*) FILTER (WHERE is_seller) AS sellers
    FROM tied_otherwise
    GROUP BY kind, trace
),

-- The further users of the trace: the pair's own ties to one another must not vouch for what they share.
others AS (
    SELECT
        pair_traces.*,
        trace_sizes.sellers - coalesce(tied.sellers, 0)
        - (CASE WHEN owner_a.account_id IS NOT NULL AND a.account_id IS NULL THEN 1 ELSE 0 END)
        - (CASE WHEN owner_b.account_id IS NOT NULL AND b.account_id IS NULL THEN 1 ELSE 0 END) AS untied_sellers,
        coalesce(tied.accounts, 0)
        - (CASE WHEN a.account_id IS NULL THEN 0 ELSE 1 END) - (CASE WHEN b.account_id IS NULL THEN 0 ELSE 1 END)
            AS others_tied
    FROM pair_traces
    JOIN trace_sizes ON trace_sizes.kind = pair_traces.kind AND trace_sizes.trace = pair_traces.trace
    LEFT JOIN tied ON tied.kind = pair_traces.kind AND tied.trace = pair_traces.trace
    LEFT JOIN tied_otherwise AS a
        ON a.kind = pair_traces.kind AND a.trace = pair_traces.trace AND a.account_id = pair_traces.account_id_a
    LEFT JOIN tied_otherwise AS b
        ON b.kind = pair_traces.kind AND b.trace = pair_traces.trace AND b.account_id = pair_traces.account_id_b
    LEFT JOIN seller_accounts AS owner_a ON owner_a.account_id = pair_traces.account_id_a
    LEFT JOIN seller_accounts AS owner_b ON owner_b.account_id = pair_traces.account_id_b
),

held AS (
    SELECT
        others.*,
        trace_kinds.partners,
        trace_kinds.weight_most,
        trace_chance.innocents_expected AS by_chance,
        ln(trace_kinds.partners / (trace_chance.innocents_expected + others.accounts - 2))
        + others_tied * tied_user.value
        + untied_sellers * untied_seller.value
        + (others.accounts - 2 - others_tied - untied_sellers) * untied_other.value AS in_one_hand
    FROM others
    JOIN trace_kinds ON trace_kinds.kind = others.kind
    JOIN trace_chance ON trace_chance.kind = others.kind
    JOIN link_cuts AS tied_user ON tied_user.name = 'tied_user'
    JOIN link_cuts AS untied_seller ON untied_seller.name = 'untied_seller'
    JOIN link_cuts AS untied_other ON untied_other.name = 'untied_other'
),

expected AS (
    SELECT
        *,
        -- In doubt, who is tied otherwise is a stranger only where the trace is strangers' and the tie is chance too.
        by_chance + CASE WHEN kind = 'supply' THEN 0 ELSE
            (accounts - 2 - others_tied) * strangers + others_tied * strangers * strangers
        END AS innocents_expected
    FROM (SELECT *, 1 / (1 + exp(greatest(least(in_one_hand, 30), -30))) AS strangers FROM held)
)

SELECT account_id_a, account_id_b, kind, trace, source, is_circumstance, accounts, others_tied, innocents_expected,
    round(greatest(0, least(weight_most, ln(partners / innocents_expected))), 6) AS weight
FROM expected
ORDER BY account_id_a, account_id_b, kind, trace
