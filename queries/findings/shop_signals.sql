-- The reasons for and against each shop, strongest first, and the weight of every signal that is on for it.
-- Grain: one row per shop_id
-- Innocent reason: every reason carries its own.
SELECT
    shop_id,
    list_transform(
        list_sort(list(
            {'against': -weight, 'signal': signal, 'figure': figure, 'usual': usual, 'weight': weight,
            'innocent_reading': innocent_reading}
        )),
        lambda reason: {'signal': reason.signal, 'figure': reason.figure, 'usual': reason.usual,
            'weight': reason.weight, 'innocent_reading': reason.innocent_reading}
    ) AS reasons,
    list_sort(list(signal)) AS signals_available,
    max(weight) FILTER (WHERE signal = 'price') AS signal_price,
    max(weight) FILTER (WHERE signal = 'complaints') AS signal_complaints,
    max(weight) FILTER (WHERE signal = 'description') AS signal_description,
    max(weight) FILTER (WHERE signal = 'photos') AS signal_photos,
    max(weight) FILTER (WHERE signal = 'geography') AS signal_geography,
    max(weight) FILTER (WHERE signal = 'transfers') AS signal_transfers,
    max(weight) FILTER (WHERE signal = 'purchases') AS signal_purchases,
    max(weight) FILTER (WHERE signal = 'links') AS signal_links,
    max(weight) FILTER (WHERE signal = 'test_buys') AS signal_test_buys,
    max(weight) FILTER (WHERE signal = 'authorised') AS signal_authorised
FROM shop_evidence
GROUP BY shop_id
ORDER BY shop_id
