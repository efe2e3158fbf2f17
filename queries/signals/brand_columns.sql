-- Every way a brand is written in the data's own brand columns, read as it stands: full-width and other decorative
-- letters are made plain, "ASUS 華碩" is two names of one brand, 其他 or unbranded is none (brand NULL).
-- Disguises are seen through later (stated_disguises).
-- Grain: one row per spelling
WITH
brand_names AS (SELECT * FROM brand_names),
brand_writings AS (SELECT * FROM brand_writings),
parts AS (
    SELECT
        spelling,
        plain,
        listings,
        is_reference,
        is_authorised,
        trim(regexp_replace(plain, '[()（）/|,，\x{3400}-\x{9fff}]+', ' ', 'g'), ' .·•-&') AS latin,
        regexp_replace(plain, '[^\x{3400}-\x{9fff}]+', '', 'g') AS chinese
    FROM brand_writings
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
    LEFT JOIN known AS by_chinese
        ON
            by_chinese.alias = parts.chinese AND by_chinese.kind <> 'no_brand'
            -- 耐*克 is not the name as it stands.
            AND NOT regexp_matches(plain, '[\x{4e00}-\x{9fff}][*＊•~^|丨×○●★☆_]+[\x{4e00}-\x{9fff}]')
)
SELECT
    spelling,
    CASE
        WHEN is_no_brand THEN NULL
        ELSE coalesce(
            seed_brand,
            -- Else one name for all spellings with one Latin (or Chinese) part: the reference's own, or the commonest.
            first_value(spelling) OVER (PARTITION BY own_key ORDER BY is_reference DESC, listings DESC, spelling)
        )
    END AS brand,
    plain,
    CASE WHEN is_no_brand THEN NULL WHEN latin <> '' THEN latin END AS latin,
    CASE WHEN is_no_brand THEN NULL WHEN chinese <> '' THEN chinese END AS chinese,
    seed_brand IS NOT NULL AS is_in_seeds,
    is_reference,
    is_authorised,
    listings
FROM named
ORDER BY spelling
