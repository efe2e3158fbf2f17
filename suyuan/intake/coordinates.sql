-- Chinese map coordinates to WGS84: GCJ-02 (Amap, Tencent) and BD-09 (Baidu). A point is a struct (lat, lon).
-- Source of both forward formulas: googollee/eviltransform and wandergis/coordtransform, the public
-- reconstructions; Krasovsky 1940 ellipsoid. Their inverses have no closed form: four rounds of fixed-point
-- iteration on the forward formula leave less than a millimetre. Outside China's box GCJ-02 is WGS84.
CREATE OR REPLACE TEMP MACRO is_in_gcj02_box(lat, lon) AS
    lon BETWEEN 72.004 AND 137.8347 AND lat BETWEEN 0.8293 AND 55.8271;

-- Metres north and east by which GCJ-02 moves a point; x and y are degrees from 105° E, 35° N.
CREATE OR REPLACE TEMP MACRO gcj02_wave(x) AS 20.0::DOUBLE * sin(6 * pi() * x) + 20.0::DOUBLE * sin(2 * pi() * x);
CREATE OR REPLACE TEMP MACRO gcj02_north(x, y) AS
    -100 + 2 * x + 3 * y + 0.2::DOUBLE * y * y + 0.1::DOUBLE * x * y + 0.2::DOUBLE * sqrt(abs(x)) + 2 / 3.0::DOUBLE * (
        gcj02_wave(x) + 20 * sin(pi() * y) + 40 * sin(pi() * y / 3)
        + 160 * sin(pi() * y / 12) + 320 * sin(pi() * y / 30));
CREATE OR REPLACE TEMP MACRO gcj02_east(x, y) AS
    300 + x + 2 * y + 0.1::DOUBLE * x * x + 0.1::DOUBLE * x * y + 0.1::DOUBLE * sqrt(abs(x)) + 2 / 3.0::DOUBLE * (
        gcj02_wave(x) + 20 * sin(pi() * x) + 40 * sin(pi() * x / 3)
        + 150 * sin(pi() * x / 12) + 300 * sin(pi() * x / 30));
CREATE OR REPLACE TEMP MACRO krasovsky_w(lat) AS 1 - 0.00669342162296594323::DOUBLE * sin(radians(lat)) ** 2;
CREATE OR REPLACE TEMP MACRO gcj02_from_wgs84(p) AS {
    'lat': p.lat + degrees(gcj02_north(p.lon - 105, p.lat - 35)
        / (6378245.0::DOUBLE * (1 - 0.00669342162296594323::DOUBLE)) * krasovsky_w(p.lat) ** 1.5::DOUBLE),
    'lon': p.lon + degrees(gcj02_east(p.lon - 105, p.lat - 35)
        / (6378245.0::DOUBLE * cos(radians(p.lat))) * sqrt(krasovsky_w(p.lat)))};

CREATE OR REPLACE TEMP MACRO bd09_radius(p) AS
    sqrt(p.lon * p.lon + p.lat * p.lat) + 0.00002::DOUBLE * sin(p.lat * pi() * 3000 / 180);
CREATE OR REPLACE TEMP MACRO bd09_angle(p) AS
    atan2(p.lat, p.lon) + 0.000003::DOUBLE * cos(p.lon * pi() * 3000 / 180);
CREATE OR REPLACE TEMP MACRO bd09_from_gcj02(p) AS {
    'lat': bd09_radius(p) * sin(bd09_angle(p)) + 0.006::DOUBLE,
    'lon': bd09_radius(p) * cos(bd09_angle(p)) + 0.0065::DOUBLE};

-- One round: move the guess by what its image misses the target.
CREATE OR REPLACE TEMP MACRO nearer(guess, image, target) AS {
    'lat': guess.lat + target.lat - image.lat, 'lon': guess.lon + target.lon - image.lon};
CREATE OR REPLACE TEMP MACRO wgs84_from_gcj02_point(p) AS list_reduce(
    [p, p, p, p, p], lambda guess, target: nearer(guess, gcj02_from_wgs84(guess), target));
CREATE OR REPLACE TEMP MACRO gcj02_from_bd09_point(p) AS list_reduce(
    [p, p, p, p, p], lambda guess, target: nearer(guess, bd09_from_gcj02(guess), target));

-- What the raw views call. Where one of the two is missing or out of range nothing is moved: the check says so.
CREATE OR REPLACE TEMP MACRO gcj02_point(latitude, longitude) AS
    CASE WHEN is_in_gcj02_box(latitude, longitude)
        THEN wgs84_from_gcj02_point({'lat': latitude, 'lon': longitude})
        ELSE {'lat': latitude, 'lon': longitude} END;
CREATE OR REPLACE TEMP MACRO bd09_point(latitude, longitude) AS
    CASE WHEN is_in_gcj02_box(latitude, longitude)
        THEN wgs84_from_gcj02_point(gcj02_from_bd09_point({'lat': latitude, 'lon': longitude}))
        ELSE {'lat': latitude, 'lon': longitude} END;
