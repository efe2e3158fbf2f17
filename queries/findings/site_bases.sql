-- Where a ring's people log in together, for rings whose parcels show no den of their own (drop-shipping from the
-- plant alone, or everything through a shared warehouse): the place that most of them log in at, again and again.
-- Grain: one row per ring_id
-- Innocent reason: an office, a home or a café where they meet keeps no goods.
-- Off without: coordinates of logins.
WITH without_den AS (
    SELECT DISTINCT ring_members.ring_id, ring_members.member_id AS account_id
    FROM ring_members
    ANTI JOIN (SELECT ring_id FROM site_roles WHERE role = 'den') AS dens ON dens.ring_id = ring_members.ring_id
    WHERE ring_members.member_type = 'account'
),

-- Cells of about 200 m: what networks miss a place by in a town.
placed AS (
    SELECT
        without_den.ring_id, logins.account_id, logins.latitude, logins.longitude, logins.adcode,
        CAST(logins.logged_in_at AS DATE) AS day,
        CAST(floor(logins.latitude * 500) AS INTEGER) AS north,
        CAST(floor(logins.longitude * 500) AS INTEGER) AS east
    FROM logins
    JOIN without_den ON without_den.account_id = logins.account_id
    WHERE logins.latitude IS NOT NULL AND logins.longitude IS NOT NULL
),

cells AS (
    SELECT DISTINCT ring_id, north, east FROM placed
),

around AS (
    SELECT
        cells.ring_id, cells.north, cells.east, placed.account_id, placed.latitude, placed.longitude,
        placed.adcode, placed.day
    FROM cells
    JOIN placed
        ON
            placed.ring_id = cells.ring_id
            AND placed.north BETWEEN cells.north - 1 AND cells.north + 1
            AND placed.east BETWEEN cells.east - 1 AND cells.east + 1
),

counted AS (
    SELECT
        ring_id, north, east, account_id,
        count(*) AS logins,
        count(DISTINCT day) AS days
    FROM around
    GROUP BY ring_id, north, east, account_id
),

-- Passing by once is no place of work; one person's alone is a home.
busiest AS (
    SELECT ring_id, north, east, count(*) AS accounts, CAST(sum(logins) AS BIGINT) AS times
    FROM counted
    WHERE days >= 2
    GROUP BY ring_id, north, east
    HAVING count(*) >= 2
    QUALIFY row_number() OVER (
        PARTITION BY ring_id ORDER BY count(*) DESC, sum(logins) DESC, north, east
    ) = 1
)

SELECT
    busiest.ring_id,
    busiest.accounts,
    busiest.times AS logins,
    round(median(around.latitude), 6) AS latitude,
    round(median(around.longitude), 6) AS longitude,
    min(around.adcode) AS adcode
FROM busiest
JOIN around
    ON around.ring_id = busiest.ring_id AND around.north = busiest.north AND around.east = busiest.east
GROUP BY busiest.ring_id, busiest.accounts, busiest.times
ORDER BY busiest.ring_id
