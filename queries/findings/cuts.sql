-- Every number that decides something in the score, with its reason.
-- Grain: one row per name
SELECT name, CAST(value AS DOUBLE) AS value, reason
FROM (
    VALUES
    ('prior_log_odds', ln(0.02 / 0.98), 'One shop in fifty is taken to sell counterfeits before anything is known of it.'),
    ('suspect_log_odds', 0, 'All evidence together, the prior included, must speak more against the shop than for it.'),
    ('kind_speaks', ln(2), 'A kind of evidence counts as speaking when it is twice as usual among sellers of fakes.'),
    ('kinds_needed', 2, 'No single kind of evidence convicts.'),
    ('same_kind_share', 0.5, 'A second signal from the same source of record adds half: the two are not independent.'),
    ('prior_shops_innocent', 100, 'Reasoned shares of innocents weigh as much as 100 shops seen.'),
    ('prior_shops_guilty', 10, 'Reasoned shares of guilty shops weigh as much as ten shops seen.'),
    ('weight_most', ln(80.0), 'One observation is held to at most 80 to 1: records can be wrong.'),
    ('weight_least', -2.5, 'Looking ordinary is weaker evidence than looking odd: whoever hides, looks ordinary.'),
    ('reseller_if_supplier_guilty', 0.8, 'Most who stock up again and again at a seller of fakes sell fakes.'),
    ('reseller_if_supplier_innocent', 0.02, 'Who stocks up at an honest wholesaler is a shop like any other.'),
    ('supplier_if_reseller_guilty', 0.6, 'Sellers of fakes also buy ordinary goods, packaging and gifts.'),
    ('supplier_if_reseller_innocent', 0.02, 'Where an honest shop buys is a shop like any other.'),
    ('shop_if_group_guilty', 0.95, 'Whoever sells fakes in one shop nearly always does in all that are run by the same hand.'),
    ('shop_if_group_innocent', 0.002, 'An honest merchant''s shops hardly ever sell fakes; one may be deceived.'),
    ('group_prior_open', ln(0.03 / 0.97), 'Who runs several shops under one or two names is a merchant like others.'),
    ('group_prior_names', ln(0.15 / 0.85), 'Several shops in one hand under three names or more: controlled without being owned.'),
    ('group_names', 3, 'Two may be a couple.'),
    ('ties_most', ln(800.0), 'Ties rest on two kinds of record and on what several shops show: tenfold one observation.'),
    ('principal_score', 1.5, 'At least the money or the phones of others and no shop in the own name, or their supply, and machines.'),
    ('principal_margin', 0.5, 'At least half of a further sign above the next person: no name on a narrow margin.'),
    ('worked_by_others', 0.67, 'Two logins in three on the ring''s machines, since the first there: others work the account.'),
    ('stocking_units', 3, 'Three units an order, again and again, are more than a household needs.'),
    ('stocking_units_without_shop', 10, 'Who has no shop to sell in must buy more to be seen to deal.'),
    ('supply_share_full', 0.1, 'A shop that could have a tenth of its sales from one supplier is its reseller.'),
    ('counterfeit_verdict', ln(0.8 / 0.01), 'An appraiser finds fakes at four in five sellers of fakes, and errs one time in a hundred.'),
    ('genuine_verdict', ln(0.25 / 0.99), 'Sellers of fakes mix genuine goods in: one test buy in four comes out genuine.'),
    ('further_verdict', 0.5, 'A further verdict on one shop adds half: items of one shop are alike.'),
    ('authorised_most', ln(0.02 / 0.4), 'Brands audit whom they authorise; it lowers suspicion, never to nothing.'),
    ('authorised_some', ln(0.5 / 0.9), 'Authorised for a part of its brands only.')
) AS cut (name, value, reason)
ORDER BY name
