-- For the exclusion test of one ring: what the scan says of the shops outside it; that stands.
-- Grain: one row per shop_id
SELECT
    shop_scores.shop_id,
    shop_scores.score,
    shop_scores.rank,
    shop_scores.suspect,
    shop_scores.ring_id,
    shop_scores.signals_available,
    shop_scores.reasons,
    shop_scores.signal_price,
    shop_scores.signal_complaints,
    shop_scores.signal_description,
    shop_scores.signal_photos,
    shop_scores.signal_geography,
    shop_scores.signal_transfers,
    shop_scores.signal_purchases,
    shop_scores.signal_links,
    shop_scores.signal_test_buys,
    shop_scores.signal_authorised,
    shop_scores.log_odds,
    shop_scores.prior_log_odds,
    shop_scores.kinds,
    shop_scores.suspect_without_laboratory
FROM shop_scores
SEMI JOIN exclusion_shops AS near
    ON near.shop_id = shop_scores.shop_id AND near.ring_id = $ring AND NOT near.is_inside
ORDER BY shop_scores.shop_id
