-- What being run by one hand with other shops says of a shop: the belief in the group that the other shops make, its own
-- opinion left out, against what is believed of any shop.
-- Grain: one row per shop_id
-- Innocent reason: an honest relative or partner may share a household with a seller of fakes.
-- Source: belief propagation, J. Pearl (1988): the message from the group to a member.
WITH groups AS (
    SELECT group_id, sum(weight) AS weight, count(*) AS shops FROM group_opinions GROUP BY group_id
),

others AS (
    SELECT
        group_opinions.shop_id,
        group_opinions.group_id,
        groups.shops - 1 AS other_shops,
        1 / (1 + exp(-least(30,
            CASE WHEN group_names.people >= many.value THEN under_names.value ELSE openly.value END
            + CAST(groups.weight - group_opinions.weight AS DOUBLE)
        ))) AS belief
    FROM group_opinions
    JOIN groups ON groups.group_id = group_opinions.group_id
    JOIN group_names ON group_names.group_id = group_opinions.group_id
    JOIN cuts AS openly ON openly.name = 'group_prior_open'
    JOIN cuts AS under_names ON under_names.name = 'group_prior_names'
    JOIN cuts AS many ON many.name = 'group_names'
    WHERE groups.shops > 1
),

expected AS (
    SELECT others.*, belief * guilty.value + (1 - belief) * innocent.value AS share
    FROM others
    JOIN cuts AS guilty ON guilty.name = 'shop_if_group_guilty'
    JOIN cuts AS innocent ON innocent.name = 'shop_if_group_innocent'
)

SELECT
    expected.shop_id,
    expected.group_id,
    expected.other_shops,
    greatest(least(ln(share / (1 - share)) - prior.value, most.value), least_cut.value) AS weight
FROM expected
JOIN cuts AS prior ON prior.name = 'prior_log_odds'
JOIN cuts AS most ON most.name = 'ties_most'
JOIN cuts AS least_cut ON least_cut.name = 'weight_least'
ORDER BY expected.shop_id
