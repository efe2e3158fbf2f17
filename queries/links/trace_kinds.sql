-- What a trace of each kind is worth: how many jointly controlled accounts, on average, are found to share one
-- (`partners`), and the most that one such trace may weigh. Reasoned; how many innocents share one is measured
-- (trace_chance).
-- Grain: one row per kind
SELECT
    kind,
    source,
    CAST(partners AS DOUBLE) AS partners,
    CAST(weight_most AS DOUBLE) AS weight_most,
    CAST(least_innocents AS DOUBLE) AS least_innocents,
    reason
FROM (
    VALUES
    ('device', 'logins', 0.5, ln(60), 0.005, 'Who runs several shops logs in to them from the same machines.'),
    ('network', 'logins', 0.3, ln(6), 0.05, 'A line is shared with a house or an office, and its address changes.'),
    ('login_place', 'logins', 0.3, ln(6), 0.05, 'A hundred metres hold many people.'),
    ('phone', 'registration', 0.5, ln(100), 0.004, 'A phone is one person''s, now and then a couple''s.'),
    ('document', 'registration', 0.5, ln(200), 0.002, 'A document is one person''s.'),
    ('payment', 'registration', 0.5, ln(150), 0.003, 'Money goes to whom it belongs to, now and then to a spouse.'),
    ('name', 'registration', 0.5, ln(6), 0.05, 'Two people of one name are common enough.'),
    ('sender_phone', 'parcels', 0.3, ln(20), 0.01, 'The phone on a parcel is the packer''s, and a packer may serve several shops.'),
    ('origin', 'parcels', 0.3, ln(20), 0.01, 'Who keeps goods behind one door may be one, or be neighbours.'),
    ('supply', 'purchases', 0.3, ln(4), 0.05, 'To buy from a shop is not to be run by it.'),
    ('buyers', 'buyers', 0.3, ln(20), 0.01, 'Accounts that order again and again at the same shops may be hired to.')
) AS kind (kind, source, partners, weight_most, least_innocents, reason)
ORDER BY kind
