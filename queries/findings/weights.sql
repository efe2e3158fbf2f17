-- How usual each level of each signal is among sellers of fakes and among innocent shops, by reason and before any
-- data: the scan puts the measured shares in their place as far as its own shops can tell (level_rates).
-- An ordinary level is what innocent shops look like, or an innocent reason given in writing: the data may show how
-- much it speaks for a shop, and never turns it against one.
-- Grain: one row per signal, level
SELECT signal, level, kind, CAST(share_guilty AS DOUBLE) AS share_guilty,
    CAST(share_innocent AS DOUBLE) AS share_innocent, is_ordinary, innocent_reading, reason
FROM (
    VALUES
    ('price', 'below_20', 'prices', 0.10, 0.002, FALSE, 'clearance', 'No lawful source sells below a fifth of the price for long.'),
    ('price', 'below_30', 'prices', 0.16, 0.003, FALSE, 'clearance', 'Below usual cost of goods.'),
    ('price', 'below_40', 'prices', 0.16, 0.005, FALSE, 'clearance', 'At or below usual cost of goods.'),
    ('price', 'below_50', 'prices', 0.13, 0.01, FALSE, 'clearance', 'Deep clearance is rare as the usual price of a shop.'),
    ('price', 'below_60', 'prices', 0.09, 0.02, FALSE, 'clearance', 'Outlet price.'),
    ('price', 'below_70', 'prices', 0.07, 0.05, FALSE, 'discount', 'Sale price.'),
    ('price', 'below_85', 'prices', 0.11, 0.18, FALSE, 'discount', 'Ordinary discount; sellers who raise their price to hide are here.'),
    ('price', 'ordinary', 'prices', 0.09, 0.65, TRUE, 'ordinary_price', 'What honest shops ask.'),
    ('price', 'below_50_explained', 'prices', 0.05, 0.04, TRUE, 'says_why', 'Low, and the text says why; the words are free to anyone.'),
    ('price', 'below_85_explained', 'prices', 0.04, 0.04, TRUE, 'says_why', 'Somewhat low, and the text says why.'),
    ('price', 'below_peers_far', 'prices', 0.35, 0.02, FALSE, 'other_product', 'Far below other shops, without a price of the brand.'),
    ('price', 'below_peers', 'prices', 0.25, 0.08, FALSE, 'other_product', 'Below other shops, without a price of the brand.'),
    ('price', 'among_peers', 'prices', 0.40, 0.90, TRUE, 'ordinary_price', 'As other shops.'),
    ('complaints', 'very_high', 'buyers', 0.16, 0.003, FALSE, 'rival', 'Six times what its category draws.'),
    ('complaints', 'high', 'buyers', 0.16, 0.012, FALSE, 'rival', 'Three times what its category draws.'),
    ('complaints', 'raised', 'buyers', 0.18, 0.035, FALSE, 'mistaken_buyer', 'Nearly twice what its category draws.'),
    ('complaints', 'usual', 'buyers', 0.18, 0.14, FALSE, 'mistaken_buyer', 'As its category.'),
    ('complaints', 'below_usual', 'buyers', 0.06, 0.06, TRUE, 'mistaken_buyer', 'Fewer than its category.'),
    ('complaints', 'none', 'buyers', 0.10, 0.25, TRUE, 'no_complaint', 'Enough orders to expect one, and none came.'),
    ('complaints', 'none_few', 'buyers', 0.16, 0.50, TRUE, 'few_orders', 'Too few orders to expect one.'),
    ('description', 'disguised', 'listing', 0.20, 0.003, FALSE, 'typing_error', 'Brand disguised again and again.'),
    ('description', 'disguised_once', 'listing', 0.08, 0.012, FALSE, 'typing_error', 'Brand disguised once or twice.'),
    ('description', 'avoided', 'listing', 0.09, 0.006, FALSE, 'slang', 'Brand never named, only alluded to, again and again.'),
    ('description', 'coded', 'listing', 0.11, 0.008, FALSE, 'trade_word', 'Code words that few shops use, on goods of a brand.'),
    ('description', 'coded_no_brand', 'listing', 0.05, 0.02, FALSE, 'trade_word', 'Code words that few shops use, on goods of no brand.'),
    ('description', 'slang', 'listing', 0.10, 0.06, FALSE, 'slang', 'Slang that honest shops use as well.'),
    ('description', 'clean', 'listing', 0.30, 0.541, TRUE, 'clean_text', 'Clean text; many sellers of fakes write it.'),
    ('description', 'no_brand', 'listing', 0.07, 0.35, TRUE, 'no_brand', 'No goods of any brand are named or alluded to.'),
    ('photos', 'many', 'listing', 0.22, 0.01, FALSE, 'poor_photos', 'Front or mark missing on half of the listings.'),
    ('photos', 'some', 'listing', 0.18, 0.04, FALSE, 'poor_photos', 'Front or mark missing on a fifth.'),
    ('photos', 'few', 'listing', 0.15, 0.15, FALSE, 'poor_photos', 'Front or mark missing here and there.'),
    ('photos', 'none', 'listing', 0.45, 0.80, TRUE, 'clear_photos', 'Photos show the goods.'),
    ('geography', 'far_all', 'parcels', 0.40, 0.04, FALSE, 'third_party_warehouse', 'Parcels start far from where the shop says it is.'),
    ('geography', 'far_half', 'parcels', 0.15, 0.04, FALSE, 'several_warehouses', 'Half of the parcels start far away.'),
    ('geography', 'far_some', 'parcels', 0.10, 0.06, FALSE, 'several_warehouses', 'Some parcels start far away.'),
    ('geography', 'near', 'parcels', 0.35, 0.86, TRUE, 'local_dispatch', 'Parcels start where the shop is.'),
    ('transfers', 'changed_much', 'accounts', 0.08, 0.002, FALSE, 'new_owner', 'Changed hands, then two of goods, prices and origin changed.'),
    ('transfers', 'changed', 'accounts', 0.07, 0.006, FALSE, 'new_owner', 'Changed hands, then one of goods, prices and origin changed.'),
    ('transfers', 'transferred', 'accounts', 0.05, 0.022, FALSE, 'new_owner', 'Changed hands, and went on as before.'),
    ('transfers', 'none', 'accounts', 0.80, 0.97, TRUE, 'same_owner', 'Never changed hands.')
) AS level (
    signal, level, kind, share_guilty, share_innocent, is_ordinary, innocent_reading, reason
)
ORDER BY signal, level
