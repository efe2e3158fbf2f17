-- How usual each level of each signal is among sellers of fakes and among innocent shops, by reason and before any
-- data: the scan puts the measured shares in their place as far as its own shops can tell (level_rates).
-- Grain: one row per signal, level
SELECT signal, level, kind, CAST(share_guilty AS DOUBLE) AS share_guilty,
    CAST(share_innocent AS DOUBLE) AS share_innocent, innocent_reading, reason
FROM (
    VALUES
    ('price', 'below_20', 'prices', 0.10, 0.002, 'clearance', 'No lawful source sells below a fifth of the price for long.'),
    ('price', 'below_30', 'prices', 0.16, 0.003, 'clearance', 'Below usual cost of goods.'),
    ('price', 'below_40', 'prices', 0.16, 0.005, 'clearance', 'At or below usual cost of goods.'),
    ('price', 'below_50', 'prices', 0.13, 0.01, 'clearance', 'Deep clearance is rare as the usual price of a shop.'),
    ('price', 'below_60', 'prices', 0.09, 0.02, 'clearance', 'Outlet price.'),
    ('price', 'below_70', 'prices', 0.07, 0.05, 'discount', 'Sale price.'),
    ('price', 'below_85', 'prices', 0.11, 0.18, 'discount', 'Ordinary discount; sellers who raise their price to hide are here.'),
    ('price', 'ordinary', 'prices', 0.08, 0.67, 'ordinary_price', 'What honest shops ask.'),
    ('price', 'below_50_explained', 'prices', 0.06, 0.03, 'says_why', 'Low, and the text says why; the words are free to anyone.'),
    ('price', 'below_85_explained', 'prices', 0.04, 0.031, 'says_why', 'Somewhat low, and the text says why.'),
    ('price', 'below_peers_far', 'prices', 0.35, 0.02, 'other_product', 'Far below other shops, without a price of the brand.'),
    ('price', 'below_peers', 'prices', 0.25, 0.08, 'other_product', 'Below other shops, without a price of the brand.'),
    ('price', 'among_peers', 'prices', 0.40, 0.90, 'ordinary_price', 'As other shops.'),
    ('complaints', 'very_high', 'buyers', 0.16, 0.003, 'rival', 'Eight times what its category draws.'),
    ('complaints', 'high', 'buyers', 0.16, 0.012, 'rival', 'Four times what its category draws.'),
    ('complaints', 'raised', 'buyers', 0.18, 0.035, 'mistaken_buyer', 'Twice what its category draws.'),
    ('complaints', 'usual', 'buyers', 0.24, 0.20, 'mistaken_buyer', 'As its category.'),
    ('complaints', 'none', 'buyers', 0.10, 0.25, 'no_complaint', 'Enough orders to expect one, and none came.'),
    ('complaints', 'none_few', 'buyers', 0.16, 0.50, 'few_orders', 'Too few orders to expect one.'),
    ('description', 'disguised', 'listing', 0.20, 0.003, 'typing_error', 'Brand disguised again and again.'),
    ('description', 'disguised_once', 'listing', 0.08, 0.012, 'typing_error', 'Brand disguised once or twice.'),
    ('description', 'avoided', 'listing', 0.09, 0.006, 'slang', 'Brand never named, only alluded to, again and again.'),
    ('description', 'coded', 'listing', 0.11, 0.008, 'trade_word', 'Code words that few shops use, on goods of a brand.'),
    ('description', 'coded_no_brand', 'listing', 0.05, 0.02, 'trade_word', 'Code words that few shops use, on goods of no brand.'),
    ('description', 'slang', 'listing', 0.10, 0.06, 'slang', 'Slang that honest shops use as well.'),
    ('description', 'clean', 'listing', 0.30, 0.541, 'clean_text', 'Clean text; many sellers of fakes write it.'),
    ('description', 'no_brand', 'listing', 0.07, 0.35, 'no_brand', 'No goods of any brand are named or alluded to.'),
    ('photos', 'many', 'listing', 0.22, 0.01, 'poor_photos', 'Front or mark missing on half of the listings.'),
    ('photos', 'some', 'listing', 0.18, 0.04, 'poor_photos', 'Front or mark missing on a fifth.'),
    ('photos', 'few', 'listing', 0.15, 0.15, 'poor_photos', 'Front or mark missing here and there.'),
    ('photos', 'none', 'listing', 0.45, 0.80, 'clear_photos', 'Photos show the goods.'),
    ('geography', 'far_all', 'parcels', 0.40, 0.04, 'third_party_warehouse', 'Parcels start far from where the shop says it is.'),
    ('geography', 'far_half', 'parcels', 0.15, 0.04, 'several_warehouses', 'Half of the parcels start far away.'),
    ('geography', 'far_some', 'parcels', 0.10, 0.06, 'several_warehouses', 'Some parcels start far away.'),
    ('geography', 'near', 'parcels', 0.35, 0.86, 'local_dispatch', 'Parcels start where the shop is.'),
    ('transfers', 'changed_much', 'accounts', 0.08, 0.002, 'new_owner', 'Changed hands, then two of goods, prices and origin changed.'),
    ('transfers', 'changed', 'accounts', 0.07, 0.006, 'new_owner', 'Changed hands, then one of goods, prices and origin changed.'),
    ('transfers', 'transferred', 'accounts', 0.05, 0.022, 'new_owner', 'Changed hands, and went on as before.'),
    ('transfers', 'none', 'accounts', 0.80, 0.97, 'same_owner', 'Never changed hands.')
) AS level (signal, level, kind, share_guilty, share_innocent, innocent_reading, reason)
ORDER BY signal, level
