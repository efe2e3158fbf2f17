-- What the sum of a shop's evidence is called, from which sum up.
-- Grain: one row per strength
SELECT strength, low
FROM strengths
WHERE measure = 'shop'
ORDER BY low
