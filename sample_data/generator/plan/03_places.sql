-- Places in the marketplace's country; district rows are trade districts where goods are made or traded.
CREATE TABLE place AS
SELECT
    row_number() OVER (ORDER BY p.adcode) - 1 AS place_no,
    p.adcode, p.province, p.city, p.district, p.latitude, p.longitude, p.trade,
    CAST(p.people * 10 AS BIGINT) AS people,
    coalesce(p.province, '') || CASE WHEN p.city = p.province THEN '' ELSE p.city END || coalesce(p.district, '') AS full_name,
FROM places AS p, settings AS s
WHERE p.country = s.country;

-- 1,024 slots share out the people: a draw over the slots picks a home as people live.
CREATE TABLE home_slot AS
WITH spread AS (
    SELECT
        place_no,
        (sum(people) OVER (ORDER BY place_no) - people) * 1024 // sum(people) OVER () AS slot_from,
        sum(people) OVER (ORDER BY place_no) * 1024 // sum(people) OVER () AS slot_to,
    FROM place
)
SELECT unnest(range(slot_from::BIGINT, slot_to::BIGINT)) AS slot, place_no FROM spread;

-- Trade districts (where the goods of a trade come from), numbered for drawing.
CREATE TABLE trade_place AS
SELECT row_number() OVER (ORDER BY place_no) - 1 AS trade_no, place_no FROM place WHERE trade > 0;

CREATE TABLE trade_district AS
SELECT row_number() OVER (ORDER BY place_no) - 1 AS trade_no, place_no FROM place WHERE trade = 2;
