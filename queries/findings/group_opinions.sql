-- What each shop of a group says, by its own records, of the hand that runs the group: whoever sells fakes in one shop
-- mostly does in all; an honest merchant's shops hardly ever do. Ordinary shops speak for the whole group. What one hand
-- does alike in all its shops (prices, texts, the warehouse) is one fact: told again by a further shop it adds half.
-- Grain: one row per shop_id
-- Innocent reason: an honest relative or partner may share a household with a seller of fakes.
-- Source: belief propagation, J. Pearl (1988): the message from a member to the group.
WITH by_kind AS (
    SELECT
        group_shops.group_id,
        group_shops.shop_id,
        own_evidence.kind,
        sum(CAST(own_evidence.weight AS DECIMAL(18, 9))) AS weight
    FROM group_shops
    JOIN own_evidence ON own_evidence.shop_id = group_shops.shop_id
    GROUP BY group_shops.group_id, group_shops.shop_id, own_evidence.kind
),

told AS (
    SELECT
        by_kind.*,
        row_number() OVER (
            PARTITION BY by_kind.group_id, by_kind.kind, by_kind.weight > 0 ORDER BY abs(by_kind.weight) DESC, by_kind.shop_id
        ) AS place
    FROM by_kind
),

weighed AS (
    SELECT
        told.shop_id,
        CAST(sum(told.weight * CAST(CASE
            WHEN told.place = 1 OR told.kind IN ('buyers', 'laboratory') THEN 1
            ELSE again.value
        END AS DECIMAL(9, 6))) AS DOUBLE) AS weight
    FROM told
    JOIN cuts AS again ON again.name = 'same_kind_share'
    GROUP BY told.shop_id
)

SELECT
    group_shops.shop_id,
    group_shops.group_id,
    CAST(ln(
        (guilty.value * exp(coalesce(weighed.weight, 0)) + 1 - guilty.value)
        / (innocent.value * exp(coalesce(weighed.weight, 0)) + 1 - innocent.value)
    ) AS DECIMAL(18, 9)) AS weight
FROM group_shops
LEFT JOIN weighed ON weighed.shop_id = group_shops.shop_id
JOIN cuts AS guilty ON guilty.name = 'shop_if_group_guilty'
JOIN cuts AS innocent ON innocent.name = 'shop_if_group_innocent'
ORDER BY group_shops.shop_id
