-- The brands' own lists of sellers, for the lines that those shops carry.
SELECT DISTINCT
    shop_id(s.seed, sh.shop_no) AS shop_id, l.brand,
    TIMESTAMP '2025-01-01 00:00:00' AS valid_from, NULL::TIMESTAMP AS valid_to,
FROM shop AS sh JOIN shop_line AS sl ON sl.shop_no = sh.shop_no JOIN line AS l ON l.line_no = sl.line_no, settings AS s
WHERE sh.kind = 'authorised' AND draw(s.seed, sh.shop_no * 4 + sl.line_in_shop, 880) < 0.85
ORDER BY shop_id, brand
