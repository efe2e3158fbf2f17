-- Brand columns that give another brand's name in disguise: N1KE, 耐*克, Nikе with a Cyrillic letter.
-- What an honest small brand might be called too (nlke, nikee) counts only among goods that the brand meant sells,
-- where few shops state it beside those that write it plainly, and where no shop bears the name itself.
-- Grain: one row per spelling
-- Innocent reason: a brand of a like name; a slip of the pen.
WITH
stated_readings AS (SELECT * FROM stated_readings),
stated_names AS (SELECT * FROM stated_names),
brand_columns AS (SELECT * FROM brand_columns),
listings AS (SELECT * FROM listings WHERE brand IS NOT NULL),
shops AS (SELECT * FROM shops),
found AS (
    SELECT
        readings.spelling,
        columns.plain,
        names.brand,
        readings.disguise,
        readings.is_weak,
        CASE readings.disguise
            WHEN 'look_alike' THEN 1
            WHEN 'invisible' THEN 2
            WHEN 'separators' THEN 3
            WHEN 'mask' THEN 4
            WHEN 'leet' THEN 5
            ELSE 6
        END AS preference
    FROM stated_readings AS readings
    JOIN stated_names AS names ON names.name = readings.reading AND names.disguise = readings.disguise
    JOIN brand_columns AS columns ON columns.spelling = readings.spelling
    QUALIFY row_number() OVER (PARTITION BY readings.spelling ORDER BY is_weak, preference, names.brand) = 1
),
-- Who states the disguised spellings and the brands meant, and of what goods.
uses AS (
    SELECT listings.brand AS spelling, lower(trim(listings.category)) AS category, listings.shop_id
    FROM listings
    GROUP BY ALL
),
plainly AS (
    SELECT columns.brand, uses.category, uses.shop_id
    FROM uses
    JOIN brand_columns AS columns ON columns.spelling = uses.spelling
    WHERE columns.brand IN (SELECT brand FROM found) AND uses.spelling NOT IN (SELECT spelling FROM found)
),
trade AS (
    SELECT brand, category FROM plainly GROUP BY brand, category HAVING count(DISTINCT shop_id) >= 2
    UNION
    SELECT columns.brand, lower(trim(reference_prices.category))
    FROM reference_prices
    JOIN brand_columns AS columns ON columns.spelling = reference_prices.brand
),
sellers AS (SELECT brand, count(DISTINCT shop_id) AS shops FROM plainly GROUP BY brand),
stated AS (
    SELECT
        found.spelling,
        count(DISTINCT uses.shop_id) AS shops,
        count(DISTINCT uses.category) = count(DISTINCT trade.category) AS is_in_its_trade,
        -- A name of its own on a shop's sign.
        coalesce(bool_or(contains(lower(shops.shop_name), found.plain)), FALSE) AS is_on_a_sign
    FROM found
    JOIN uses ON uses.spelling = found.spelling
    LEFT JOIN trade ON trade.brand = found.brand AND trade.category = uses.category
    LEFT JOIN shops ON shops.shop_id = uses.shop_id
    GROUP BY found.spelling
)
SELECT found.spelling, found.brand, found.disguise
FROM found
JOIN stated ON stated.spelling = found.spelling
LEFT JOIN sellers ON sellers.brand = found.brand
WHERE
    NOT found.is_weak
    -- Two shops may share a slip of the pen; more must be few beside a market that writes it right.
    OR is_in_its_trade AND NOT is_on_a_sign AND stated.shops <= greatest(2, 0.2 * coalesce(sellers.shops, 0))
ORDER BY found.spelling
