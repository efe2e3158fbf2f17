-- What each shared trace says of two accounts: how many innocents are expected to share it (chance, and the further users
-- so far as it is not in one hand; how many else a supplier serves says nothing of two who deal; of two who deal, no more
-- than of all who do), and the weight: partners expected in one hand against innocents expected.
-- Grain: one row per account_id_a, account_id_b, kind, trace
-- Innocent reason: the number of innocents expected is the innocent reading.
-- Source: likelihood ratios of record linkage, Fellegi and Sunter (1969), with the chance measured per trace.
WITH dealings AS (
    SELECT DISTINCT account_id_a, account_id_b FROM pair_ties WHERE kind = 'supply'
),

users AS (
    SELECT pair_ties.*, trace_ties.sellers, trace_ties.tied, trace_ties.tied_sellers
    FROM pair_ties
    JOIN trace_ties ON trace_ties.kind = pair_ties.kind AND trace_ties.trace = pair_ties.trace
),

counted AS (
    SELECT
        users.*,
        tied - (a_counted - a_tied) - (b_counted - b_tied) AS all_tied,
        sellers - tied_sellers + (a_counted - a_tied) * a_seller + (b_counted - b_tied) * b_seller AS untied_sellers
    FROM users
),

held AS (
    SELECT
        counted.*,
        greatest(0, all_tied - a_tied - b_tied) AS others_tied,
        trace_kinds.partners,
        trace_kinds.weight_most,
        trace_chance.innocents_expected AS by_chance,
        ln(trace_kinds.partners / (trace_chance.innocents_expected + counted.accounts - 1))
        + all_tied * tied_user.value
        + untied_sellers * untied_seller.value
        + (counted.accounts - all_tied - untied_sellers) * untied_other.value AS in_one_hand
    FROM counted
    JOIN trace_kinds ON trace_kinds.kind = counted.kind
    JOIN trace_chance ON trace_chance.kind = counted.kind
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
),

-- Strangers who deal with one another do not share their machines too, however many use these.
between_dealers AS (
    SELECT
        expected.* EXCLUDE (innocents_expected),
        CASE
            WHEN dealings.account_id_a IS NULL OR dealing_chance.kind IS NULL THEN expected.innocents_expected
            ELSE least(expected.innocents_expected, dealing_chance.innocents_expected)
        END AS innocents_expected
    FROM expected
    LEFT JOIN dealings
        ON dealings.account_id_a = expected.account_id_a AND dealings.account_id_b = expected.account_id_b
    LEFT JOIN dealing_chance ON dealing_chance.kind = expected.kind
)

SELECT account_id_a, account_id_b, kind, trace, source, is_circumstance, accounts, others_tied, innocents_expected,
    round(greatest(0, least(weight_most, ln(partners / innocents_expected))), 6) AS weight
FROM between_dealers
ORDER BY account_id_a, account_id_b, kind, trace
