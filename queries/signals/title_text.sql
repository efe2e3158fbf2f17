-- Titles as they are read: lower case, single blanks, decorative letters (Ｎ, 𝑵, Ⓝ) and accents made plain. A title that
-- many listings carry is made plain once.
-- Grain: one row per listing_id
WITH
look_alikes AS (SELECT * FROM look_alikes),
letters AS (
    SELECT string_agg(character, '' ORDER BY character) AS fancy, string_agg(imitates, '' ORDER BY character) AS plain
    FROM look_alikes
    WHERE class = 'typographic'
),
written AS (
    SELECT DISTINCT title FROM listings WHERE title IS NOT NULL
),
small AS (
    SELECT title AS written, left(regexp_replace(lower(trim(title)), '[\s　]+', ' ', 'g'), 300) AS title FROM written
),
undecorated AS (
    SELECT
        small.written,
        CASE
            WHEN regexp_matches(
                small.title,
                '[\x{ff10}-\x{ff19}\x{ff41}-\x{ff5a}\x{ff21}-\x{ff3a}\x{1d400}-\x{1d7ff}\x{2460}-\x{24ff}\x{1f110}-\x{1f189}]'
            )
                THEN translate(small.title, letters.fancy, letters.plain)
            ELSE small.title
        END AS title
    FROM small
    CROSS JOIN letters
),
plain AS (
    SELECT
        written,
        CASE
            WHEN regexp_matches(title, '[à-ÿ]')
                THEN translate(title, 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')
            ELSE title
        END AS title
    FROM undecorated
)
SELECT listings.listing_id, listings.shop_id, plain.title
FROM plain
JOIN listings ON listings.title = plain.written
ORDER BY listings.listing_id
