-- Buyers fill the accounts that actors leave, city by city, so that a city's buyers are one run of numbers; actors follow.
CREATE TABLE buyer_city AS
WITH shares AS (
    SELECT
        place_no, people,
        sum(people) OVER (ORDER BY place_no) AS upto,
        sum(people) OVER () AS everyone,
        greatest(s.accounts - (SELECT count(*) FROM actor), 1000) AS buyers,
    FROM place, settings AS s WHERE people > 0
)
SELECT
    place_no,
    ((upto - people) * buyers // everyone)::BIGINT AS buyer_from,
    (upto * buyers // everyone - (upto - people) * buyers // everyone)::BIGINT AS buyers,
FROM shares;

CREATE TABLE population AS
SELECT sum(buyers)::BIGINT AS buyers, (SELECT count(*) FROM actor) AS actors, FROM buyer_city;

-- Markets: 0 sells to the whole country as people live, 1 to the provinces that case P's goods went to.
CREATE TABLE market_slot AS
SELECT 0 AS market, h.slot, h.place_no, b.buyer_from, b.buyers
FROM home_slot AS h JOIN buyer_city AS b ON b.place_no = h.place_no
UNION ALL
SELECT 1, h.slot, b.place_no, b.buyer_from, b.buyers
FROM home_slot AS h
JOIN case_market AS m ON h.slot >= m.slot_from AND h.slot < m.slot_to
JOIN place AS p ON p.adcode = m.adcode::VARCHAR
JOIN buyer_city AS b ON b.place_no = p.place_no;
