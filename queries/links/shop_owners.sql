-- Who held each shop in each span of time: the owner now, and before each change of hands the one who gave it away.
-- Grain: one row per shop_id, held_from
WITH changes AS (
    SELECT
        shop_transfers.shop_id,
        shop_transfers.from_account_id,
        shop_transfers.to_account_id,
        shop_transfers.transferred_at,
        lag(shop_transfers.transferred_at) OVER (
            PARTITION BY shop_transfers.shop_id ORDER BY shop_transfers.transferred_at
        ) AS before_at,
        lead(shop_transfers.transferred_at) OVER (
            PARTITION BY shop_transfers.shop_id ORDER BY shop_transfers.transferred_at
        ) AS next_at
    FROM shop_transfers
    SEMI JOIN shops ON shops.shop_id = shop_transfers.shop_id
    WHERE shop_transfers.transferred_at IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY shop_transfers.shop_id, shop_transfers.transferred_at
        ORDER BY shop_transfers.source_file, shop_transfers.source_row
    ) = 1
),

held AS (
    SELECT
        changes.shop_id,
        changes.from_account_id AS account_id,
        TIMESTAMP '1900-01-01 00:00:00' AS held_from,
        changes.transferred_at AS held_to
    FROM changes
    WHERE changes.before_at IS NULL
    UNION ALL
    SELECT
        changes.shop_id,
        changes.to_account_id AS account_id,
        changes.transferred_at AS held_from,
        coalesce(changes.next_at, TIMESTAMP '9999-12-31 00:00:00') AS held_to
    FROM changes
    UNION ALL
    SELECT
        shops.shop_id,
        shops.owner_account_id AS account_id,
        TIMESTAMP '1900-01-01 00:00:00' AS held_from,
        TIMESTAMP '9999-12-31 00:00:00' AS held_to
    FROM shops
    ANTI JOIN changes ON changes.shop_id = shops.shop_id
)

SELECT shop_id, account_id, held_from, held_to
FROM held
WHERE account_id IS NOT NULL
ORDER BY shop_id, held_from
