-- The divisions of an invented country; China's are the program's own.
WITH level AS (
    SELECT p.adcode, coalesce(p.district, p.city) AS name,
        CASE WHEN p.district IS NULL THEN 'city' ELSE 'district' END AS level,
        left(p.adcode, 4) || CASE WHEN p.district IS NULL THEN '000' ELSE substr(p.adcode, 5, 1) || '00' END AS parent_adcode,
        p.latitude, p.longitude, p.province,
    FROM place AS p
),
province AS (
    SELECT DISTINCT ON (parent_adcode) parent_adcode AS adcode, province AS name, latitude, longitude
    FROM level WHERE level = 'city' ORDER BY parent_adcode, adcode
)
SELECT adcode, name, level, parent_adcode, latitude, longitude FROM level JOIN settings AS s ON s.country <> 'cn'
UNION ALL
SELECT adcode, name, 'province', 'XA', latitude, longitude FROM province JOIN settings AS s ON s.country <> 'cn'
UNION ALL
SELECT 'XA', 'Aravia', 'country', NULL, -20.0, -45.0 FROM settings AS s WHERE s.country <> 'cn'
ORDER BY adcode
