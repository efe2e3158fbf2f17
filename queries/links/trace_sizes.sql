-- How many accounts, and how many of the sellers' side, left each trace.
-- Grain: one row per kind, trace
SELECT
    account_traces.kind,
    account_traces.trace,
    count(*) AS accounts,
    count(seller_accounts.account_id) AS sellers,
    CAST(sum(coalesce(seller_accounts.shops, 0)) AS BIGINT) AS shops
FROM account_traces
LEFT JOIN seller_accounts ON seller_accounts.account_id = account_traces.account_id
GROUP BY account_traces.kind, account_traces.trace
ORDER BY account_traces.kind, account_traces.trace
