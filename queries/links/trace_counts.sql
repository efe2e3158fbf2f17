-- Traces of logins, registrations and parcels that two accounts or more left, and how many did.
-- Grain: one row per kind, trace
-- Innocent reason: families share phones and cards, houses a network, shops a warehouse.
WITH together AS (
    SELECT kind, trace FROM login_traces
    UNION ALL
    SELECT kind, trace FROM registration_traces
    UNION ALL
    SELECT kind, trace FROM parcel_traces
)

SELECT kind, trace, count(*) AS accounts
FROM together
GROUP BY kind, trace
HAVING count(*) > 1
