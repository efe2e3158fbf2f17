-- What each sign of being in charge weighs, reasoned: how much more usual it is with the one in charge than with another of
-- the ring's people. `is_share`: grows with the share of the ring's accounts that it reaches.
-- Grain: one row per signal
SELECT signal, CAST(weight AS DOUBLE) AS weight, is_share, innocent_reading, reason
FROM (
    VALUES
    ('money', 3.0, TRUE, 'cashier', 'The money of others'' shops ends in the own payment account.'),
    ('phone', 2.0, TRUE, 'shared_phone', 'Others'' accounts and parcels carry the own phone.'),
    ('machines', 0.5, TRUE, 'customer_service', 'Shared machines show who works there, hardly who is in charge.'),
    ('supplies', 1.0, FALSE, 'wholesaler', 'The others stock up here; whoever takes their money without a shop stands above the supplier.'),
    ('buys_upstream', 1.0, FALSE, 'buyer_for_shop', 'Buys the goods without owning a shop to sell them in.'),
    ('owns_nothing', 1.5, FALSE, 'relative', 'Controls without owning: money or phones, and no shop in the own name.'),
    ('machines_only', -1.5, FALSE, 'customer_service', 'Nothing but machines is shared: as customer service does.'),
    ('nominal_owner', -2.0, FALSE, 'nominal_owner', 'Lives elsewhere than the shop works: an owner in name.'),
    ('own_shop_only', -2.0, FALSE, 'seller', 'Runs a shop in the own name: whoever is in charge puts others in front.')
) AS weight (signal, weight, is_share, innocent_reading, reason)
ORDER BY signal
