-- From somebody's values, as text, to the contract's. NULL where a text does not say such a value.
CREATE OR REPLACE TEMP MACRO tidy(x) AS trim(x, chr(9) || chr(10) || chr(13) || ' ' || chr(12288) || chr(160));
-- A whole number held as a fraction (a column with gaps, in many exports) is written without its '.0'.
CREATE OR REPLACE TEMP MACRO text_of_float(x) AS CASE
    WHEN isnan(x) THEN NULL
    WHEN x = trunc(x) AND abs(x) <= 9007199254740992 THEN CAST(CAST(x AS BIGINT) AS VARCHAR)
    ELSE CAST(x AS VARCHAR) END;
CREATE OR REPLACE TEMP MACRO json_text(x, path) AS
    CASE WHEN json_valid(CAST(x AS VARCHAR)) THEN json_extract_string(CAST(x AS VARCHAR), path) END;
-- A list of texts that are JSON each is a JSON list; a text that is none is a string in it.
CREATE OR REPLACE TEMP MACRO json_of_texts(x) AS '[' || array_to_string(
    list_transform(x, lambda e: CASE WHEN json_valid(e) THEN e ELSE CAST(to_json(e) AS VARCHAR) END), ',') || ']';
CREATE OR REPLACE TEMP MACRO scaled(x, scale) AS TRY(TRY_CAST(x AS DECIMAL(24, 8)) * CAST(scale AS DECIMAL(14, 8)));
CREATE OR REPLACE TEMP MACRO money_of(x, scale) AS TRY_CAST(scaled(x, scale) AS DECIMAL(18, 4));
CREATE OR REPLACE TEMP MACRO count_of(x, scale) AS
    CASE WHEN scaled(x, scale) = trunc(scaled(x, scale)) THEN TRY_CAST(scaled(x, scale) AS BIGINT) END;
CREATE OR REPLACE TEMP MACRO real_of(x, scale) AS TRY_CAST(x AS DOUBLE) * CAST(scale AS DOUBLE);
CREATE OR REPLACE TEMP MACRO flag_of(x, scale) AS TRY_CAST(lower(x) AS BOOLEAN);
CREATE OR REPLACE TEMP MACRO text_of(x, scale) AS x;
CREATE OR REPLACE TEMP MACRO utc_of(t, zone) AS (CAST(t AS TIMESTAMP) AT TIME ZONE zone) AT TIME ZONE 'UTC';
CREATE OR REPLACE TEMP MACRO utc_of_instant(t, zone) AS CAST(t AS TIMESTAMPTZ) AT TIME ZONE 'UTC';
CREATE OR REPLACE TEMP MACRO utc_of_format(x, formats, zone) AS utc_of(try_strptime(x, formats), zone);
-- A time that carries its own offset (…Z, …+08:00) needs no zone.
CREATE OR REPLACE TEMP MACRO utc_of_text(x, zone) AS CASE
    WHEN regexp_matches(x, ':[0-9.]+ ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)$')
        THEN TRY_CAST(x AS TIMESTAMPTZ) AT TIME ZONE 'UTC'
    ELSE utc_of(TRY_CAST(x AS TIMESTAMP), zone) END;
CREATE OR REPLACE TEMP MACRO utc_of_epoch(x, micros) AS
    TRY(make_timestamp(CAST(TRY_CAST(x AS DECIMAL(24, 6)) * CAST(micros AS INTEGER) AS BIGINT)));
