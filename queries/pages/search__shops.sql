-- Shops whose id begins with the text or whose name holds it, however spaced, in simplified or traditional characters
-- (`part`, `pattern`), whatever the width of its letters (`wide`: with full-width ones); an exact id first, then the most suspect.
-- $cleared: suspects that were cleared, told apart.
-- Grain: one row per shop_id
WITH named AS (
    SELECT
        shop_id, shop_name, suspect, strength, rank, registered_zh, registered_en,
        replace(replace(lower(coalesce(shop_name, '')), ' ', ''), '　', '') AS name
    FROM shop_cases
)

SELECT
    shop_id, shop_name, suspect, suspect AND list_contains(CAST($cleared AS VARCHAR[]), shop_id) AS cleared,
    strength, rank, registered_zh, registered_en, count(*) OVER () AS found
FROM named
WHERE
    starts_with(lower(shop_id), $text)
    OR (contains(name, $part) AND ($pattern = '' OR regexp_matches(name, $pattern)))
    OR contains(name, $wide)
ORDER BY lower(shop_id) = $text DESC, rank, shop_id
LIMIT $most
