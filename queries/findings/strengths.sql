-- What a weight of evidence is called, for one signal and for a shop's whole sum: from `low` up. Negative names speak
-- for the shop. Words instead of figures: a sum of weights is no probability and must not be read as one.
-- Grain: one row per measure, strength
-- Source: verbal scale in the manner of the ENFSI guideline for evaluative reporting (2015), coarser.
SELECT measure, strength, CAST(low AS DOUBLE) AS low, reason
FROM (
    VALUES
    ('signal', 'very_strong', ln(30), 'Thirty times as usual among sellers of fakes.'),
    ('signal', 'strong', ln(8), 'Eight times as usual among sellers of fakes.'),
    ('signal', 'weak', ln(2), 'Twice as usual among sellers of fakes: from here a kind of evidence speaks.'),
    ('signal', 'slight', ln(1.25), 'Little more usual among sellers of fakes.'),
    ('signal', 'neutral', -ln(1.25), 'As usual among the one as among the other.'),
    ('signal', 'slight_for', -ln(2), 'Little more usual among innocent shops.'),
    ('signal', 'weak_for', -ln(8), 'Twice as usual among innocent shops.'),
    ('signal', 'strong_for', -1000, 'Eight times as usual among innocent shops.'),
    ('shop', 'very_strong', ln(999), 'A thousand to one against the prior.'),
    ('shop', 'strong', ln(99), 'A hundred to one.'),
    ('shop', 'moderate', ln(9), 'Nine to one: where suspicion begins.'),
    ('shop', 'weak', 0, 'More against it than for it.'),
    ('shop', 'none', -1000, 'More for it than against it.')
) AS strength (measure, strength, low, reason)
ORDER BY measure, low
