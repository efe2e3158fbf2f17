-- Suspect shops outside a ring that stock up at one of its shops and have parcels sent from where that shop sends: two
-- records of one kind of tie each, purchases and parcels. Recruited downstream, they keep and send the ring's goods.
-- Grain: one row per ring_id, shop_id
-- Innocent reason: who stocks up and drop-ships at a ring's shop may not know what he sells.
WITH members AS (
    SELECT ring_id, member_id AS shop_id FROM ring_members WHERE member_type = 'shop'
),

customers AS (
    SELECT DISTINCT members.ring_id, supply_edges.supplier_shop_id, shops.shop_id
    FROM supply_edges
    JOIN members ON members.shop_id = supply_edges.supplier_shop_id
    JOIN shops ON shops.owner_account_id = supply_edges.reseller_account_id
    JOIN shop_scores ON shop_scores.shop_id = shops.shop_id AND shop_scores.suspect
    -- Another ring's shops show where that ring works.
    ANTI JOIN members AS others ON others.shop_id = shops.shop_id
),

supplied_from AS (
    SELECT customers.ring_id, customers.shop_id, spots.spot_id, spots.latitude, spots.longitude
    FROM customers
    JOIN shop_spots ON shop_spots.shop_id = customers.supplier_shop_id
    JOIN spots ON spots.spot_id = shop_spots.spot_id
),

by_start AS (
    SELECT supplied_from.ring_id, supplied_from.shop_id
    FROM supplied_from
    JOIN shop_spots ON shop_spots.shop_id = supplied_from.shop_id AND shop_spots.spot_id = supplied_from.spot_id
),

-- Two parcels within a site's search area: too few for a start of its own, too many for a stray scan.
by_place AS (
    SELECT supplied_from.ring_id, supplied_from.shop_id
    FROM supplied_from
    JOIN parcel_origins
        ON
            parcel_origins.shop_id = supplied_from.shop_id
            AND 111320.0 * sqrt(
                pow(parcel_origins.latitude - supplied_from.latitude, 2)
                + pow((parcel_origins.longitude - supplied_from.longitude) * cos(radians(supplied_from.latitude)), 2)
            ) <= 500
    GROUP BY supplied_from.ring_id, supplied_from.shop_id
    HAVING count(*) >= 2
)

SELECT ring_id, shop_id FROM by_start
UNION
SELECT ring_id, shop_id FROM by_place
ORDER BY ring_id, shop_id
