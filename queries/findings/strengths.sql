-- What a weight of evidence is called, for one signal and for a shop's whole sum: from `low` up. Negative names speak
-- for the shop. Words instead of figures: a sum of weights is no probability and must not be read as one.
-- Grain: one row per measure, strength
-- Source: verbal scale in the manner of the ENFSI guideline for evaluative reporting (2015), coarser.
WITH signals AS (
    SELECT 'signal' AS measure, strength, CAST(low AS DOUBLE) AS low, reason
    FROM (
        VALUES
        ('very_strong', ln(30), 'Thirty times as usual among sellers of fakes.'),
        ('strong', ln(8), 'Eight times as usual among sellers of fakes.'),
        ('weak', ln(2), 'Twice as usual among sellers of fakes: from here a kind of evidence speaks.'),
        ('slight', ln(1.25), 'Little more usual among sellers of fakes.'),
        ('neutral', -ln(1.25), 'As usual among the one as among the other.'),
        ('slight_for', -ln(2), 'Little more usual among innocent shops.'),
        ('weak_for', -ln(8), 'Twice as usual among innocent shops.'),
        ('strong_for', -1000, 'Eight times as usual among innocent shops.')
    ) AS named (strength, low, reason)
),

-- A shop's sum is called moderate from where suspicion begins; the steps above it are a factor of ten each.
shops AS (
    SELECT 'shop' AS measure, named.strength, CAST(cuts.value + named.more AS DOUBLE) AS low, named.reason
    FROM (
        VALUES
        ('very_strong', ln(100), 'A hundred times what makes a suspect.'),
        ('strong', ln(10), 'Ten times what makes a suspect.'),
        ('moderate', 0, 'Where suspicion begins.'),
        ('weak', -ln(10), 'Too little to suspect anybody.'),
        ('none', -1000, 'More for the shop than against it, or next to nothing.')
    ) AS named (strength, more, reason)
    JOIN cuts ON cuts.name = 'suspect_log_odds'
)

SELECT measure, strength, low, reason FROM signals
UNION ALL
SELECT measure, strength, low, reason FROM shops
ORDER BY measure, low
