-- Which signals the scan could read, and what is missing where it could not.
-- Grain: one row per signal
WITH signal_status AS (
    SELECT * FROM signal_status
)

SELECT signal, is_on, off_reason
FROM signal_status
ORDER BY is_on, signal
LIMIT $most
