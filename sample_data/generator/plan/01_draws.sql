-- Pseudo-random draws from (seed, key, salt): two multiplications modulo primes with shifts between, in whole numbers, so
-- that the same seed gives the same marketplace on any number of threads, engine version and machine.
CREATE MACRO first_mix(seed, key, salt) AS (key * 48271 + salt * 69621 + seed * 16807) % 2147483647;
CREATE MACRO second_mix(x) AS (xor(x, x >> 15) * 1664525) % 2147483629;
CREATE MACRO third_mix(x) AS (xor(x, x >> 13) * 22695477) % 2147483647;

-- A word as a key.
CREATE MACRO hash_word(word) AS (md5_number_lower(word) % 2147483647)::BIGINT;

-- Even in [0, 1).
CREATE MACRO draw(seed, key, salt) AS third_mix(second_mix(first_mix(seed, key, salt))) / 2147483648.0::DOUBLE;

-- Whole number in [0, n).
CREATE MACRO pick(seed, key, salt, n) AS third_mix(second_mix(first_mix(seed, key, salt))) % n;

-- Near-normal, mean 0, deviation 1, never beyond 3.
CREATE MACRO bell(seed, key, salt) AS
    (draw(seed, key, salt) + draw(seed, key, salt + 1) + draw(seed, key, salt + 2) - 1.5) * 2;

-- Even on a log scale between two positive bounds.
CREATE MACRO between_logs(u, low, high) AS low * pow(high / low, u);

-- Prices end as shops write them: whole above 100, half steps above 20, tenths below.
CREATE MACRO shelf_price(amount) AS CAST(CASE
    WHEN amount >= 100 THEN round(amount)
    WHEN amount >= 20 THEN round(amount * 2) / 2
    ELSE greatest(0.1, round(amount * 10) / 10) END AS DECIMAL(18, 2));

-- Ids tell nothing: a bijection modulo a prime scatters the plan's numbers.
CREATE MACRO shop_id(seed, no) AS 'S' || lpad(((no * 613651 + seed * 7919 + 12345) % 999983)::VARCHAR, 6, '0');
CREATE MACRO listing_id(seed, no) AS 'L' || lpad(((no * 61803413 + seed * 7919 + 12345) % 99999989)::VARCHAR, 8, '0');
CREATE MACRO account_id(seed, no) AS 'A' || lpad(((no * 38196601 + seed * 7919 + 12345) % 99999989)::VARCHAR, 8, '0');
CREATE MACRO order_number(seed, no) AS lpad(((no * 618033989 + seed * 7919 + 12345) % 9999999967)::VARCHAR, 10, '0');
CREATE MACRO secret(seed, key, salt) AS
    lower(hex(third_mix(second_mix(first_mix(seed, key, salt)))) || hex(third_mix(second_mix(first_mix(seed, key, salt + 1)))));

CREATE MACRO phone(seed, key) AS
    '1' || (30 + pick(seed, key, 90, 69))::VARCHAR || lpad(pick(seed, key, 91, 100000000)::VARCHAR, 8, '0');

-- How a brand without ready-made nicknames hides: letters as figures, a star inside, a doubled letter, gaps.
CREATE MACRO disguised(brand, key) AS CASE key % 4
    WHEN 0 THEN replace(replace(replace(brand, 'o', '0'), 'e', '3'), 'l', '1')
    WHEN 1 THEN left(brand, 2) || '*' || substr(brand, 4)
    WHEN 2 THEN left(brand, 3) || substr(brand, 3)
    ELSE left(brand, 1) || ' ' || substr(brand, 2, 2) || ' ' || substr(brand, 4) END;

CREATE MACRO street_address(lang, place, road, house) AS
    CASE lang WHEN 'zh' THEN place || road || house || '号' ELSE house || ' ' || road || ', ' || place END;

-- Addresses from the block that is reserved for documentation.
CREATE MACRO network_address(seed, key) AS
    '2001:db8:' || lower(hex(pick(seed, key, 92, 65536))) || ':' || lower(hex(pick(seed, key, 93, 65536))) || '::1';
