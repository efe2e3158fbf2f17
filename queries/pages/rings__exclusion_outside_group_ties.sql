-- For the exclusion test of one ring: what groups say of the shops outside it; that stands.
-- Grain: one row per shop_id
SELECT
    group_ties.shop_id,
    group_ties.group_id,
    group_ties.other_shops,
    group_ties.weight
FROM group_ties
SEMI JOIN exclusion_shops AS near
    ON near.shop_id = group_ties.shop_id AND near.ring_id = $ring AND NOT near.is_inside
ORDER BY group_ties.shop_id
