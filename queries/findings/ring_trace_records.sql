-- The records behind every trace that one of a ring's people left: logins, the registration, parcels, order lines.
-- `least` is how many rows of that table make the trace: passing by once is no place of work, one parcel no custom.
-- Grain: one row per account_id, kind, trace, table_name, row_id
-- Innocent reason: a trace is shared by family, colleagues and customers of one place too.
WITH members AS (
    SELECT member_id AS account_id FROM ring_members WHERE member_type = 'account' GROUP BY member_id
),

traces AS (
    SELECT account_traces.account_id, account_traces.kind, account_traces.trace, account_traces.source
    FROM account_traces
    SEMI JOIN members ON members.account_id = account_traces.account_id
),

seen AS (
    SELECT logins.account_id, logins.source_file, logins.source_row, trim(logins.device_id) AS device,
        trim(logins.ip_address) AS network,
        CAST(round(logins.latitude, 3) AS VARCHAR) || ',' || CAST(round(logins.longitude, 3) AS VARCHAR) AS place
    FROM logins
    SEMI JOIN members ON members.account_id = logins.account_id
),

sent AS (
    SELECT shop_owners.account_id, parcel_orders.source_file, parcel_orders.source_row,
        right(regexp_replace(shipments.sender_phone, '[^0-9]', '', 'g'), 11) AS phone
    FROM shop_owners
    SEMI JOIN members ON members.account_id = shop_owners.account_id
    JOIN parcel_orders ON parcel_orders.shop_id = shop_owners.shop_id
    JOIN shipments
        ON shipments.source_file = parcel_orders.source_file AND shipments.source_row = parcel_orders.source_row
    WHERE
        coalesce(shipments.shipped_at, TIMESTAMP '9999-12-30 00:00:00')
        BETWEEN shop_owners.held_from AND shop_owners.held_to
),

rows_of_files AS (
    SELECT traces.account_id, traces.kind, traces.trace, 'logins' AS table_name, seen.source_file, seen.source_row
    FROM traces
    JOIN seen
        ON
            seen.account_id = traces.account_id
            AND traces.trace = CASE traces.kind
                WHEN 'device' THEN seen.device
                WHEN 'network' THEN seen.network
                ELSE seen.place
            END
    WHERE traces.source = 'logins'
    UNION ALL
    SELECT traces.account_id, traces.kind, traces.trace, 'shipments' AS table_name, sent.source_file, sent.source_row
    FROM traces
    JOIN sent ON sent.account_id = traces.account_id AND sent.phone = traces.trace
    WHERE traces.kind = 'sender_phone'
    UNION ALL
    SELECT traces.account_id, traces.kind, traces.trace, 'shipments' AS table_name, parcel_spots.source_file,
        parcel_spots.source_row
    FROM traces
    JOIN parcel_spots ON parcel_spots.owner_account_id = traces.account_id AND parcel_spots.spot_id = traces.trace
    WHERE traces.kind = 'origin'
)

SELECT DISTINCT found.account_id, found.kind, found.trace, found.table_name,
    extract_files.file || '#' || CAST(found.source_row AS VARCHAR) AS row_id,
    CASE WHEN found.kind IN ('device', 'network') THEN 1 ELSE 2 END AS least
FROM rows_of_files AS found
JOIN extract_files ON extract_files.source_file = found.source_file
UNION ALL
SELECT account_id, kind, trace, table_name, row_id, least FROM ring_written_records
ORDER BY account_id, kind, trace, table_name, row_id
