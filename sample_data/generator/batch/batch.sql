-- The run of days, listings and accounts that is written next: batch number and number of batches are bound.
CREATE OR REPLACE TABLE batch AS
WITH asked AS (
    SELECT ?::BIGINT AS batch, ?::BIGINT AS batches
),
total AS (
    SELECT
        s.days, (SELECT count(*) FROM listing) AS listings, p.buyers + p.actors AS accounts,
    FROM settings AS s, population AS p
)
SELECT
    batch * days // batches AS day_from, (batch + 1) * days // batches AS day_to,
    batch * listings // batches AS listing_from, (batch + 1) * listings // batches AS listing_to,
    batch * accounts // batches AS account_from, (batch + 1) * accounts // batches AS account_to,
FROM asked, total;
