-- Every way a brand is written in the data's own brand columns, and the one name it stands for here.
-- A spelling that says "no brand" (其他, unbranded, …) has brand NULL. "ASUS 華碩" is read as two names of one brand.
-- Grain: one row per spelling
WITH
brand_names AS (SELECT * FROM brand_names),
written AS (
    SELECT brand, 1 AS listings, 0 AS is_reference FROM listings WHERE brand IS NOT NULL
    UNION ALL
    SELECT brand, 0, 1 FROM reference_prices WHERE brand IS NOT NULL
    UNION ALL
    SELECT brand, 0, 0 FROM authorised_sellers WHERE brand IS NOT NULL
),
spellings AS (
    SELECT
        brand AS spelling,
        trim(regexp_replace(lower(brand), '[\s　]+', ' ', 'g')) AS plain,
        sum(listings) AS listings,
        max(is_reference) = 1 AS is_reference
    FROM written
    GROUP BY ALL
),
parts AS (
    SELECT
        spelling,
        plain,
        listings,
        is_reference,
        trim(regexp_replace(plain, '[()（）/|,，\x{3400}-\x{9fff}]+', ' ', 'g'), ' .·•-&') AS latin,
        regexp_replace(plain, '[^\x{3400}-\x{9fff}]+', '', 'g') AS chinese
    FROM spellings
),
-- Names of both scripts in one spelling tell that the Chinese one alone means the same.
bilingual AS (
    SELECT chinese, min(latin) AS latin
    FROM parts
    WHERE length(chinese) >= 2 AND length(latin) >= 2
    GROUP BY chinese
    HAVING count(DISTINCT latin) = 1
),
known AS (
    SELECT alias, min(brand) AS brand, max(kind) AS kind
    FROM brand_names
    WHERE kind IN ('name', 'abbreviation', 'plain_word', 'lawful_other', 'no_brand')
    GROUP BY alias
),
named AS (
    SELECT
        parts.*,
        whole.kind = 'no_brand' OR plain = '' AS is_no_brand,
        -- What the seeds know wins; the whole spelling first, then its Latin part, then its Chinese part.
        coalesce(whole.brand, by_latin.brand, by_chinese.brand) AS seed_brand,
        CASE
            WHEN length(parts.latin) >= 2 THEN parts.latin
            WHEN length(parts.chinese) >= 2 THEN coalesce(bilingual.latin, parts.chinese)
            ELSE plain
        END AS own_key
    FROM parts
    LEFT JOIN bilingual ON bilingual.chinese = parts.chinese
    LEFT JOIN known AS whole ON whole.alias = plain
    LEFT JOIN known AS by_latin ON by_latin.alias = parts.latin AND by_latin.kind <> 'no_brand'
    LEFT JOIN known AS by_chinese ON by_chinese.alias = parts.chinese AND by_chinese.kind <> 'no_brand'
)
SELECT
    spelling,
    CASE
        WHEN is_no_brand THEN NULL
        ELSE coalesce(
            seed_brand,
            -- Else one name for all spellings with the same Latin (or Chinese) part: the reference's own, or the commonest.
            first_value(spelling) OVER (PARTITION BY own_key ORDER BY is_reference DESC, listings DESC, spelling)
        )
    END AS brand,
    CASE WHEN is_no_brand THEN NULL WHEN latin <> '' THEN latin END AS latin,
    CASE WHEN is_no_brand THEN NULL WHEN chinese <> '' THEN chinese END AS chinese,
    seed_brand IS NOT NULL AS is_in_seeds,
    is_reference,
    listings
FROM named
ORDER BY spelling
