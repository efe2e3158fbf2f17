-- From which towns the people of these rings, single accounts and the owners of single shops logged in, day by day: the
-- city of a login's code, else that of the region nearest to its coordinates; and how many of a day's logins came over a
-- machine, a network or a place that strangers share. Days begin `minutes` before UTC's. `records`: their rows.
-- Grain: one row per account_id, city_adcode, day
-- Innocent reason: people travel, and a mobile network's place is its gateway's; cafés, courier hubs and agencies are
-- many people's network.
WITH people AS (
    SELECT unnest(CAST($accounts AS VARCHAR[])) AS account_id
    UNION
    SELECT owner_account_id FROM shops WHERE list_contains(CAST($shops AS VARCHAR[]), shop_id)
    UNION
    SELECT member_id
    FROM ring_members
    WHERE member_type = 'account' AND list_contains(CAST($rings AS VARCHAR[]), ring_id)
),

own AS (
    SELECT
        logins.account_id, CAST(logins.logged_in_at + to_minutes($minutes) AS DATE) AS day,
        nullif(trim(logins.adcode), '') AS adcode, trim(logins.device_id) AS device, trim(logins.ip_address) AS network,
        -- To about a kilometre: of a town that is enough.
        CASE WHEN logins.longitude IS NOT NULL THEN round(logins.latitude, 2) END AS latitude,
        CASE WHEN logins.latitude IS NOT NULL THEN round(logins.longitude, 2) END AS longitude,
        CAST(round(logins.latitude, 3) AS VARCHAR) || ',' || CAST(round(logins.longitude, 3) AS VARCHAR) AS place,
        extract_files.file || '#' || CAST(logins.source_row AS VARCHAR) AS record
    FROM logins
    SEMI JOIN people ON people.account_id = logins.account_id
    LEFT JOIN extract_files ON extract_files.source_file = logins.source_file
),

points AS (
    SELECT DISTINCT latitude, longitude FROM own WHERE adcode IS NULL AND latitude IS NOT NULL
),

away AS (
    SELECT
        points.latitude, points.longitude, places.adcode,
        pow(places.latitude - points.latitude, 2)
        + pow((places.longitude - points.longitude) * cos(radians(points.latitude)), 2) AS degrees2
    FROM points
    JOIN places ON places.latitude BETWEEN points.latitude - 1 AND points.latitude + 1
    -- Of a province with its cities and districts these alone.
    ANTI JOIN places AS below ON below.parent_adcode = places.adcode
),

nearest AS (
    SELECT latitude, longitude, adcode
    FROM away
    -- Within a degree, some hundred kilometres: farther off no region is said to be the login's.
    WHERE degrees2 <= 1
    QUALIFY row_number() OVER (PARTITION BY latitude, longitude ORDER BY degrees2, adcode) = 1
),

coded AS (
    SELECT own.*, coalesce(exact.adcode, division_changes.successor_adcode, cities.adcode, nearest.adcode) AS known
    FROM own
    LEFT JOIN places AS exact ON exact.adcode = own.adcode
    -- A retired code means its successor, an unknown district the city that its first digits name.
    LEFT JOIN division_changes ON division_changes.adcode = left(own.adcode, 6)
    LEFT JOIN places AS cities
        ON cities.adcode = left(own.adcode, 4) || '00' AND cities.source = 'divisions'
    LEFT JOIN nearest ON nearest.latitude = own.latitude AND nearest.longitude = own.longitude AND own.adcode IS NULL
)

SELECT
    coded.account_id, town.adcode AS city_adcode, coded.day, town.name_zh AS place_zh, town.name_en AS place_en,
    province.name_zh_short AS province_zh, province.name_en AS province_en, town.latitude, town.longitude,
    count(*) AS logins,
    count(coalesce(devices.trace, networks.trace, spots.trace)) AS shared_logins,
    list_sort(list(coded.record)) AS records
FROM coded
JOIN places AS exact ON exact.adcode = coded.known
JOIN places AS town ON town.adcode = coalesce(exact.city_adcode, exact.province_adcode, exact.adcode)
LEFT JOIN places AS province ON province.adcode = town.province_adcode AND province.adcode <> town.adcode
LEFT JOIN shared_facilities AS devices ON devices.trace_kind = 'device' AND devices.trace = coded.device
LEFT JOIN shared_facilities AS networks ON networks.trace_kind = 'network' AND networks.trace = coded.network
LEFT JOIN shared_facilities AS spots ON spots.trace_kind = 'login_place' AND spots.trace = coded.place
GROUP BY ALL
ORDER BY coded.account_id, coded.day, town.adcode
