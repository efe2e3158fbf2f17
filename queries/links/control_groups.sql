-- Accounts under common control: groups that hold together whatever one kind of record is struck (logins, registration,
-- parcels, buyers, all places). `attached` accounts own no shop and are tied to such a group by one kind alone.
-- An owner who hangs on one account of a larger group alone is left out: a relative of that one.
-- Grain: one row per account_id
-- Innocent reason: one honest merchant may run several shops with several people.
-- Made from: link_ties, seller_accounts (suyuan/linkage.py)
WITH grouped AS (
    SELECT
        found.account_id,
        found.group_account_id,
        found.standing,
        first_value(found.account_id) OVER (
            PARTITION BY found.group_account_id
            ORDER BY found.standing = 'attached', coalesce(accounts.registered_at, TIMESTAMP '9999-12-31 00:00:00'),
                found.account_id
        ) AS oldest_account_id
    FROM made.control_groups AS found
    LEFT JOIN accounts ON accounts.account_id = found.account_id
)

-- A group is named after its oldest account, so that it keeps its name when others join or leave.
SELECT
    account_id,
    'R' || upper(substr(md5(oldest_account_id), 1, 8)) AS group_id,
    oldest_account_id,
    standing
FROM grouped
ORDER BY account_id
