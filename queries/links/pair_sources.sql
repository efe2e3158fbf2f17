-- Which independent records tie two accounts, by traces that at most thirty share: logins, registration, parcels; and
-- whether by a circumstance alone, which is no more than being neighbours or dealing with one another.
-- Grain: one row per account_id_a, account_id_b
SELECT
    account_id_a,
    account_id_b,
    bool_or(source = 'logins' AND NOT is_circumstance) AS by_logins,
    bool_or(source = 'logins' AND is_circumstance) AS by_login_place,
    bool_or(source = 'registration') AS by_registration,
    bool_or(source = 'parcels' AND NOT is_circumstance) AS by_parcels,
    bool_or(source = 'parcels' AND is_circumstance) AS by_parcel_place,
    bool_or(source = 'purchases') AS by_purchases,
    bool_or(source = 'buyers') AS by_buyers
FROM pair_traces
WHERE accounts <= 30 AND kind <> 'name'
GROUP BY account_id_a, account_id_b
ORDER BY account_id_a, account_id_b
