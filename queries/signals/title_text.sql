-- Titles as they are read: lower case, single blanks, decorative letters (Ｎ, 𝑵, Ⓝ) and accents made plain.
-- Grain: one row per listing_id
WITH
listings AS (SELECT * FROM listings),
look_alikes AS (SELECT * FROM look_alikes),
letters AS (
    SELECT string_agg(character, '' ORDER BY character) AS fancy, string_agg(imitates, '' ORDER BY character) AS plain
    FROM look_alikes
    WHERE class = 'typographic'
),
small AS (
    SELECT listing_id, shop_id, left(regexp_replace(lower(trim(title)), '[\s　]+', ' ', 'g'), 300) AS title
    FROM listings
    WHERE title IS NOT NULL
),
decorated AS (
    SELECT listing_id, shop_id, translate(title, fancy, plain) AS title
    FROM small
    CROSS JOIN letters
    WHERE regexp_matches(
        title,
        '[\x{ff10}-\x{ff19}\x{ff41}-\x{ff5a}\x{ff21}-\x{ff3a}\x{1d400}-\x{1d7ff}\x{2460}-\x{24ff}\x{1f110}-\x{1f189}]'
    )
),
undecorated AS (
    SELECT * FROM small
    WHERE NOT regexp_matches(
        title,
        '[\x{ff10}-\x{ff19}\x{ff41}-\x{ff5a}\x{ff21}-\x{ff3a}\x{1d400}-\x{1d7ff}\x{2460}-\x{24ff}\x{1f110}-\x{1f189}]'
    )
),
plain AS (SELECT * FROM decorated UNION ALL SELECT * FROM undecorated)
SELECT
    listing_id,
    shop_id,
    CASE
        WHEN regexp_matches(title, '[à-ÿ]')
            THEN translate(title, 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')
        ELSE title
    END AS title
FROM plain
ORDER BY listing_id
