-- For the exclusion test of one ring: the logins of its people.
-- Grain: one row per source_file, source_row
SELECT
    logins.account_id,
    logins.logged_in_at,
    logins.device_id,
    logins.ip_address,
    logins.adcode,
    logins.latitude,
    logins.longitude,
    logins.observed_at,
    logins.source_file,
    logins.source_row
FROM logins
SEMI JOIN ring_members AS near
    ON near.member_id = logins.account_id AND near.member_type = 'account' AND near.ring_id = $ring
ORDER BY logins.source_file, logins.source_row
