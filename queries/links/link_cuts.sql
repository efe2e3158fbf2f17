-- Every number that decides something in the links between accounts, with its reason.
-- Grain: one row per name
SELECT name, CAST(value AS DOUBLE) AS value, reason
FROM (
    VALUES
    ('tied_user', ln(0.7 / 0.05), 'Seven in ten of a group''s accounts are tied twice; of strangers one in twenty, by chance.'),
    ('untied_seller', ln(0.3 / 0.95), 'Three in ten of a group''s sellers leave no second tie; of strangers nearly all.'),
    ('untied_other', ln(0.4 / 0.98), 'People without a shop leave no parcels: four in ten of a group''s stay untied.'),
    ('same_source_share', 0.5, 'A second trace in the same records adds half: whoever shares a machine shares its line.'),
    ('link', ln(10), 'Two accounts are linked where ten times more speaks for one hand than for chance.'),
    ('supply_share', 0.05, 'A twentieth of a shop''s sales from one other shop is more than an errand.'),
    ('facility_from', 4, 'Three may be a family.')
) AS cut (name, value, reason)
ORDER BY name
