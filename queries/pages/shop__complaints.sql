-- Complaints about a shop, those that mean counterfeit first: all, or of one listing, one order, one
-- buyer, some weeks, one place of dispatch.
-- Grain: one row per complaint_id
SELECT
    complaints.complaint_id,
    complaints.complained_at,
    complaint_meaning.is_counterfeit,
    complaint_meaning.basis,
    complaints.reason,
    complaints.text,
    complaints.complainant_account_id,
    complaints.order_id,
    complaints.listing_id
FROM complaints
LEFT JOIN complaint_meaning ON complaint_meaning.complaint_id = complaints.complaint_id
WHERE
    complaints.shop_id = $shop_id
    AND ($listing = '' OR complaints.listing_id = $listing)
    AND ($order = '' OR complaints.order_id = $order)
    AND ($buyer = '' OR complaints.complainant_account_id = $buyer)
    AND (
        $start = ''
        OR complaints.order_id IN (
            SELECT order_id FROM parcel_places
            WHERE shop_id = $shop_id AND $start IN (origin_adcode, origin_city_key, origin_province_key)
        )
    )
    AND (CAST($since AS TIMESTAMP) IS NULL OR complaints.complained_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR complaints.complained_at < $until)
ORDER BY complaint_meaning.is_counterfeit DESC NULLS LAST, complaints.complained_at DESC, complaints.complaint_id
