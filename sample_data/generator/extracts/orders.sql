-- Order lines of the batch in the contract's shape, in the order of the batch: by time.
SELECT
    'O' || order_number(s.seed, o.order_no) AS order_id,
    'O' || order_number(s.seed, o.order_no) || '-' || (1 + o.line_no - o.order_no)::VARCHAR AS order_line_id,
    listing_id(s.seed, o.listing_no) AS listing_id,
    shop_id(s.seed, o.shop_no) AS shop_id,
    account_id(s.seed, o.account_no) AS buyer_account_id,
    o.quantity::INTEGER AS quantity,
    o.unit_price,
    o.currency,
    o.status,
    o.ordered_at,
FROM order_line AS o, settings AS s

