-- Which signals are on, and what is missing where one is off.
-- Grain: one row per signal
SELECT signal, is_on, off_reason FROM signal_status ORDER BY signal
