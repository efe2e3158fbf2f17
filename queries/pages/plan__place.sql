-- One division with the city and province above it: where an address that the data does not know was said to be.
-- Grain: one row per adcode
SELECT
    places.adcode, places.province_adcode, province.name_zh AS province_zh, province.name_en AS province_en,
    city.adcode AS city_adcode, city.name_zh AS city_zh, city.name_en AS city_en,
    CASE WHEN places.level = 'district' THEN places.adcode END AS district_adcode,
    CASE WHEN places.level = 'district' THEN places.name_zh END AS district_zh,
    CASE WHEN places.level = 'district' THEN places.name_en END AS district_en,
    coalesce(places.source = 'divisions', FALSE) AS is_china
FROM places
LEFT JOIN places AS province ON province.adcode = places.province_adcode
LEFT JOIN places AS city
    ON
        city.adcode = coalesce(places.city_adcode, CASE WHEN places.level = 'city' THEN places.adcode END)
        AND city.adcode <> coalesce(places.province_adcode, '')
WHERE places.adcode = $adcode
