-- How a delivered value becomes the contract's, and whether it does so without loss.
-- Two macros a cast: NAME(x) gives the value, fits_NAME(x) whether x survives it. NaN means missing everywhere.
CREATE OR REPLACE TEMP MACRO text_as_is(x) AS x;
CREATE OR REPLACE TEMP MACRO fits_text_as_is(x) AS TRUE;
CREATE OR REPLACE TEMP MACRO text_from_whole(x) AS CAST(x AS VARCHAR);
CREATE OR REPLACE TEMP MACRO fits_text_from_whole(x) AS TRUE;
CREATE OR REPLACE TEMP MACRO text_from_number(x) AS
    CASE WHEN isnan(CAST(x AS DOUBLE)) THEN NULL ELSE CAST(TRY_CAST(x AS BIGINT) AS VARCHAR) END;
-- Beyond 2^53 a DOUBLE no longer holds every whole number: such an id may have lost digits already.
CREATE OR REPLACE TEMP MACRO fits_text_from_number(x) AS
    isnan(CAST(x AS DOUBLE)) OR (x = trunc(x) AND abs(CAST(x AS DOUBLE)) <= 9007199254740992);
CREATE OR REPLACE TEMP MACRO text_from_bytes(x) AS decode(x);
CREATE OR REPLACE TEMP MACRO fits_text_from_bytes(x) AS TRY(decode(x)) IS NOT NULL;
CREATE OR REPLACE TEMP MACRO money_from_whole(x) AS CAST(x AS DECIMAL(18, 4));
CREATE OR REPLACE TEMP MACRO fits_money_from_whole(x) AS TRY_CAST(x AS DECIMAL(18, 4)) IS NOT NULL;
CREATE OR REPLACE TEMP MACRO money_from_number(x) AS
    CASE WHEN isnan(CAST(x AS DOUBLE)) THEN NULL ELSE TRY_CAST(x AS DECIMAL(18, 4)) END;
CREATE OR REPLACE TEMP MACRO fits_money_from_number(x) AS
    isnan(CAST(x AS DOUBLE)) OR TRY_CAST(x AS DECIMAL(18, 4)) IS NOT NULL;
CREATE OR REPLACE TEMP MACRO count_from_number(x) AS
    CASE WHEN isnan(CAST(x AS DOUBLE)) THEN NULL ELSE TRY_CAST(x AS BIGINT) END;
CREATE OR REPLACE TEMP MACRO fits_count_from_number(x) AS
    isnan(CAST(x AS DOUBLE)) OR (x = trunc(x) AND TRY_CAST(x AS BIGINT) IS NOT NULL);
CREATE OR REPLACE TEMP MACRO count_from_whole(x) AS CAST(x AS BIGINT);
CREATE OR REPLACE TEMP MACRO fits_count_from_whole(x) AS TRY_CAST(x AS BIGINT) IS NOT NULL;
CREATE OR REPLACE TEMP MACRO real_from_number(x) AS
    CASE WHEN isnan(CAST(x AS DOUBLE)) THEN NULL ELSE CAST(x AS DOUBLE) END;
CREATE OR REPLACE TEMP MACRO fits_real_from_number(x) AS TRUE;
CREATE OR REPLACE TEMP MACRO flag_as_is(x) AS x;
CREATE OR REPLACE TEMP MACRO fits_flag_as_is(x) AS TRUE;
CREATE OR REPLACE TEMP MACRO time_utc(x) AS CAST(x AS TIMESTAMP);
CREATE OR REPLACE TEMP MACRO fits_time_utc(x) AS TRY_CAST(x AS TIMESTAMP) IS NOT NULL;
-- An instant with its zone: the session's zone is UTC, so the wall clock it shows is UTC.
CREATE OR REPLACE TEMP MACRO time_from_instant(x) AS CAST(x AS TIMESTAMPTZ) AT TIME ZONE 'UTC';
CREATE OR REPLACE TEMP MACRO fits_time_from_instant(x) AS TRUE;
-- A wall clock of the zone that manifest.json declares.
CREATE OR REPLACE TEMP MACRO time_in_zone(x, zone) AS (CAST(x AS TIMESTAMP) AT TIME ZONE zone) AT TIME ZONE 'UTC';
-- Values that stand in a Hive folder's name are text.
CREATE OR REPLACE TEMP MACRO money_from_text(x) AS TRY_CAST(x AS DECIMAL(18, 4));
CREATE OR REPLACE TEMP MACRO fits_money_from_text(x) AS TRY_CAST(x AS DECIMAL(18, 4)) IS NOT NULL;
CREATE OR REPLACE TEMP MACRO count_from_text(x) AS TRY_CAST(x AS BIGINT);
CREATE OR REPLACE TEMP MACRO fits_count_from_text(x) AS TRY_CAST(x AS BIGINT) IS NOT NULL;
CREATE OR REPLACE TEMP MACRO real_from_text(x) AS TRY_CAST(x AS DOUBLE);
CREATE OR REPLACE TEMP MACRO fits_real_from_text(x) AS TRY_CAST(x AS DOUBLE) IS NOT NULL;
CREATE OR REPLACE TEMP MACRO flag_from_text(x) AS TRY_CAST(x AS BOOLEAN);
CREATE OR REPLACE TEMP MACRO fits_flag_from_text(x) AS TRY_CAST(x AS BOOLEAN) IS NOT NULL;
CREATE OR REPLACE TEMP MACRO time_from_text(x) AS TRY_CAST(x AS TIMESTAMP);
CREATE OR REPLACE TEMP MACRO fits_time_from_text(x) AS TRY_CAST(x AS TIMESTAMP) IS NOT NULL;
-- Prices hold four decimals; more are rounded, and that is said. What binary fractions add is no decimal.
CREATE OR REPLACE TEMP MACRO rounds_float(x) AS
    abs(CAST(TRY_CAST(x AS DECIMAL(18, 4)) AS DOUBLE) - CAST(x AS DOUBLE)) > 1e-6 * abs(CAST(x AS DOUBLE));
CREATE OR REPLACE TEMP MACRO rounds_number(x) AS
    abs(CAST(TRY_CAST(x AS DECIMAL(18, 4)) AS DOUBLE) - CAST(x AS DOUBLE)) > 1e-12 * abs(CAST(x AS DOUBLE));
