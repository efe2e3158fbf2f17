-- What every shop really is.
SELECT
    shop_id(s.seed, sh.shop_no) AS shop_id,
    sh.counterfeit,
    CASE WHEN sh.ring_no IS NOT NULL THEN 'T' || lpad(sh.ring_no::VARCHAR, 5, '0') END AS ring_id,
    CASE
        WHEN sh.owner_role = 'supplier' AND NOT sh.planted THEN 'ring_supplier'
        WHEN sh.kind = 'drop_shipper' AND sh.place_in_kind % 8 = 0 THEN 'wholesaler'
        ELSE sh.kind END AS kind,
FROM shop AS sh, settings AS s
ORDER BY shop_id
