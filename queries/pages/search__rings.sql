-- Rings whose id begins with the text or whose goods or town are named by it, in simplified or traditional
-- characters (`part`, `pattern`), the one to open first on top.
-- Grain: one row per ring_id
WITH named AS (
    SELECT
        *,
        regexp_replace(
            lower(concat_ws(' ', main_brand, main_category, city_zh, town_zh, city_en, town_en)),
            '[[:space:][:punct:]]', '', 'g'
        ) AS plain
    FROM ring_cases
)

SELECT
    ring_id, main_brand, main_category, town_zh, town_en, city_zh, city_en, shops, accounts, strength,
    count(*) OVER () AS found
FROM named
WHERE
    starts_with(lower(ring_id), $text)
    OR ($is_named AND contains(plain, $part) AND ($pattern = '' OR regexp_matches(plain, $pattern)))
ORDER BY lower(ring_id) = $text DESC, priority DESC, ring_id
LIMIT $most
