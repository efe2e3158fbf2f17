-- The bands that a price falls in: by its share of the reference, or, where only other shops are known, by how many
-- usual spreads it lies below their middle. Low includes, high excludes.
-- Grain: one row per level, measure, is_explained
SELECT level, measure, is_explained, CAST(low AS DOUBLE) AS low, CAST(high AS DOUBLE) AS high
FROM (
    VALUES
    ('below_20', 'reference', FALSE, 0, 0.2),
    ('below_30', 'reference', FALSE, 0.2, 0.3),
    ('below_40', 'reference', FALSE, 0.3, 0.4),
    ('below_50', 'reference', FALSE, 0.4, 0.5),
    ('below_60', 'reference', FALSE, 0.5, 0.6),
    ('below_70', 'reference', FALSE, 0.6, 0.7),
    ('below_85', 'reference', FALSE, 0.7, 0.85),
    ('ordinary', 'reference', FALSE, 0.85, 1e9),
    ('below_50_explained', 'reference', TRUE, 0, 0.5),
    ('below_85_explained', 'reference', TRUE, 0.5, 0.85),
    ('ordinary', 'reference', TRUE, 0.85, 1e9),
    ('below_peers_far', 'peers', FALSE, 4, 1e9),
    ('below_peers', 'peers', FALSE, 2.5, 4),
    ('among_peers', 'peers', FALSE, -1e9, 2.5),
    ('among_peers', 'peers', TRUE, -1e9, 1e9)
) AS band (level, measure, is_explained, low, high)
ORDER BY measure, is_explained, low
