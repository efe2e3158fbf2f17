-- Pairs on a trace that an independent record ties as well. Two circumstances that agree are one fact: neighbours share
-- their network, their locker and their courier.
-- Grain: one row per kind, trace, account_id_a, account_id_b
-- Innocent reason: couples and colleagues are tied twice as well.
SELECT pair_traces.kind, pair_traces.trace, pair_traces.account_id_a, pair_traces.account_id_b
FROM pair_traces
JOIN pair_sources
    ON
        pair_sources.account_id_a = pair_traces.account_id_a
        AND pair_sources.account_id_b = pair_traces.account_id_b
WHERE
    (pair_traces.source <> 'logins' AND pair_sources.by_logins)
    OR (pair_traces.source <> 'registration' AND pair_sources.by_registration)
    OR (pair_traces.source <> 'parcels' AND pair_sources.by_parcels)
    OR (pair_traces.source <> 'logins' AND NOT pair_traces.is_circumstance AND pair_sources.by_login_place)
    OR (pair_traces.source <> 'parcels' AND NOT pair_traces.is_circumstance AND pair_sources.by_parcel_place)
    OR (pair_traces.source <> 'purchases' AND NOT pair_traces.is_circumstance AND pair_sources.by_purchases)
    OR (pair_traces.source <> 'buyers' AND NOT pair_traces.is_circumstance AND pair_sources.by_buyers)
ORDER BY pair_traces.kind, pair_traces.trace, pair_traces.account_id_a, pair_traces.account_id_b
