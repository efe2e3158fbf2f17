-- Complaints about a shop, those that mean counterfeit first.
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
WHERE complaints.shop_id = $shop_id
ORDER BY complaint_meaning.is_counterfeit DESC NULLS LAST, complaints.complained_at DESC, complaints.complaint_id
