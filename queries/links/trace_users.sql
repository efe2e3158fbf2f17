-- Each shared trace: how many use it, how many of them other records tie to one another, and whether it is in one hand
-- (log-odds): the odds that its number of users gives, moved by every user that is tied or untied. What four or more use
-- and is in no one hand is a shared facility.
-- Grain: one row per kind, trace
-- Innocent reason: warehouses, lockers, campuses, cafés, agencies and courier hubs are shared by many who are strangers.
WITH counted AS (
    SELECT
        trace_ties.kind,
        trace_ties.trace,
        trace_ties.accounts,
        trace_ties.sellers,
        trace_ties.shops,
        trace_ties.tied AS tied_otherwise,
        trace_ties.sellers - trace_ties.tied_sellers AS untied_sellers,
        trace_ties.accounts - trace_ties.sellers - trace_ties.tied + trace_ties.tied_sellers AS untied_others
    FROM trace_ties
),

weighed AS (
    SELECT
        counted.*,
        ln(trace_kinds.partners / (trace_chance.innocents_expected + counted.accounts - 1))
        + counted.tied_otherwise * tied_user.value
        + counted.untied_sellers * untied_seller.value
        + counted.untied_others * untied_other.value AS in_one_hand
    FROM counted
    JOIN trace_kinds ON trace_kinds.kind = counted.kind
    JOIN trace_chance ON trace_chance.kind = counted.kind
    JOIN link_cuts AS tied_user ON tied_user.name = 'tied_user'
    JOIN link_cuts AS untied_seller ON untied_seller.name = 'untied_seller'
    JOIN link_cuts AS untied_other ON untied_other.name = 'untied_other'
)

SELECT
    weighed.kind,
    weighed.trace,
    weighed.accounts,
    weighed.sellers,
    weighed.shops,
    weighed.tied_otherwise,
    weighed.untied_sellers,
    weighed.untied_others,
    weighed.in_one_hand,
    weighed.accounts >= facility_from.value AND weighed.in_one_hand < 0 AS is_facility
FROM weighed
JOIN link_cuts AS facility_from ON facility_from.name = 'facility_from'
WHERE weighed.kind NOT IN ('name', 'supply', 'buyers')
ORDER BY weighed.kind, weighed.trace
