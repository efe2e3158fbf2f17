"""The rows of `queries/seeds/divisions.csv` and `division_changes.csv`; used by build.py alone."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

from english import ENGLISH, NAME_READINGS, READINGS
from opencc import OpenCC
from pypinyin import lazy_pinyin, load_phrases_dict, load_single_dict

COLUMNS = [
    "adcode",
    "name_zh",
    "name_zh_short",
    "name_zh_traditional",
    "name_en",
    "level",
    "parent_adcode",
    "province_adcode",
    "city_adcode",
    "latitude",
    "longitude",
]
# A campus that has a polygon of its own and is no division.
LEFT_OUT = {"440499"}
# The amap set still files the new district under the code of one it replaced.
RECODED = {"500105": "500157"}
# One division only, so that it is province and city at once.
CITY_PROVINCES = ("110000", "120000", "310000", "500000", "810000", "820000")
CENTRAL = {"500000": "500103", "440100": "440104"}  # elsewhere the lowest code is the central district
TAIWAN_COUNTIES = (  # the islands' own county codes, special municipalities first
    *("63000", "65000", "68000", "66000", "67000", "64000", "10017", "10018", "10020", "10002", "10004"),
    *("10005", "10007", "10008", "10009", "10010", "10013", "10014", "10015", "10016", "09020", "09007"),
)
PEOPLES = (
    "各|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
BARE_PEOPLES = "维吾尔|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克"  # some names leave the 族 out
AUTONOMOUS = re.compile(rf"(?:(?:{PEOPLES})族)*(?:{BARE_PEOPLES})?自治[州县旗区]$")
MINORITY_DISTRICT = re.compile(rf"(?:{PEOPLES})族(?:自治旗|自治县|区)$")
AREA = re.compile(r"(特别行政区|行政委员会|地区|(?<=神农架)林区|特区|新区)$")
SUFFIX = re.compile(r"(自治[州县旗区]|[省市州盟县旗]|(?<!矿)区|(?<=..)[镇乡])$")
# Readings that characters have in place names, and the names that are exceptions to them.
load_single_dict({ord(character): reading for character, reading in READINGS.items()})
load_phrases_dict({name: [[part] for part in reading.split()] for name, reading in NAME_READINGS.items()})


def taiwan_code(county: str, town: str | None = None) -> str:
    """71CCDD: GB/T 2260 gives Taiwan no lower codes, so these are this project's, in the islands' own order."""
    return f"71{TAIWAN_COUNTIES.index(county) + 1:02d}{int(town[5:]) // 10 if town else 0:02d}"


def short(name: str) -> str:
    """莆田市 → 莆田, 恩施土家族苗族自治州 → 恩施; two characters stay at least, so 城区 stays 城区."""
    for pattern in (AUTONOMOUS, MINORITY_DISTRICT, AREA, SUFFIX):
        cut = pattern.sub("", name)
        if len(cut) >= 2 and cut != name:
            return cut
    return name


def english(adcode: str, name: str) -> str:
    """Pinyin without tones as one word, with the apostrophe of Xi'an; names of other origin from a table."""
    if adcode in ENGLISH:
        return ENGLISH[adcode]
    base = short(name)
    syllables = lazy_pinyin(base, v_to_u=True)
    word = "".join(s if i == 0 or s[0] not in "aeo" else "'" + s for i, s in enumerate(syllables))
    return word.capitalize()


def level_and_parent(adcode: str, codes: set[str]) -> tuple[str, str]:
    if adcode.endswith("0000"):
        return "province", ""
    city = adcode[:4] + "00"
    if adcode == city or (adcode[2] in "49" and city not in codes and adcode[2:4] in ("90", "19", "20")):
        return "city", adcode[:2] + "0000"
    if city in codes:
        return "district", city
    return "district", adcode[:2] + "0000"


def official(data: Path) -> dict[str, str]:
    """Code → name of the Ministry's list: provinces, cities and counties in force."""
    names = {}
    provinces = json.loads((data / "divisions_v1.json").read_text(encoding="utf-8"))["provinces"]
    for name, province in provinces.items():
        names[province["code"][:6]] = name
        for city_name, city in province["cities"].items():
            if city["code"]:
                names[city["code"][:6]] = city_name
            names |= {code[:6]: county for county, code in city["counties"].items()}
    return names


def rows(
    data: Path, drawn: dict[str, list[Any]], points: dict[str, tuple[float, float]]
) -> list[dict[str, str]]:
    """Every current division with its names, its place in the tree and a point inside it."""
    names, given, traditional = official(data), {}, {}
    simplify, unfold = OpenCC("t2s"), OpenCC("s2t")
    for features in drawn.values():
        for old in (feature["properties"] for feature in features):
            code = RECODED.get(old["adcode"], old["adcode"])
            if "name_en" in old:  # Taiwan's own names, delivered in traditional characters
                traditional[code] = old["name"].replace("台", "臺")
                given[code] = re.sub(r" (City|County|District|Township)$", "", old["name_en"])
                names[code] = simplify.convert(old["name"])
            names.setdefault(code, old["name"])
            if code != old["adcode"]:
                points[code] = points[old["adcode"]]
    codes = set(names)
    found = []
    for code in sorted(codes):
        level, parent = level_and_parent(code, codes)
        city = code if level == "city" or code in CITY_PROVINCES else ""
        if level == "district":
            city = parent if parent[2:] != "0000" or parent in CITY_PROVINCES else ""
        row = dict.fromkeys(COLUMNS, "") | {
            "adcode": code,
            "name_zh": names[code],
            "name_zh_short": short(names[code]),
            "name_zh_traditional": traditional.get(code) or unfold.convert(names[code]),
            "name_en": ENGLISH.get(code) or given.get(code) or english(code, names[code]),
            "level": level,
            "parent_adcode": parent,
            "province_adcode": code[:2] + "0000",
            "city_adcode": city,
        }
        at = centre(code, codes, points)
        if at:
            row["latitude"], row["longitude"] = (f"{value:.3f}" for value in at)
        found.append(row)
    return found


def centre(code: str, codes: set[str], points: dict[str, tuple[float, float]]) -> tuple[float, float] | None:
    """A city's point lies in its central district, a province's in its capital: where its people are."""
    if code in CENTRAL:
        return points[CENTRAL[code]]
    below = []
    if code.endswith("0000"):
        below = sorted(c for c in codes if c[:2] == code[:2] and c != code)
        below = [c for c in below if c.endswith("00")] or below
    elif code.endswith("00"):
        below = sorted(c for c in codes if c[:4] == code[:4] and c != code)
    below = [c for c in below if c in points]
    if below:
        return centre(below[0], codes, points)
    return points.get(code)


def changes(data: Path, current: set[str]) -> list[dict[str, str]]:
    """Codes no longer in force and the division that holds their ground today, as far as the history says."""
    events = json.loads((data / "historical_changes_v1.json").read_text(encoding="utf-8"))["events"]
    latest: dict[str, tuple[int, str, str]] = {}
    for event in events:
        old, new = event["old"] or {}, event["new"] or {}
        if old.get("code") and event["type"] != "码位改派":
            code, to = old["code"][:6], (new.get("code") or "")[:6]
            if to != code and (
                code not in latest or (event["year"], to) > (latest[code][0], latest[code][2])
            ):
                latest[code] = (event["year"], old["name"], to)
    found = []
    for code in sorted(set(latest) - current):
        year, name, to = latest[code]
        seen = {code}
        while to in latest and to not in current and to not in seen:
            seen.add(to)
            to = latest[to][2]
        if to not in current:
            parents = [code[:4] + "00", code[:2] + "0000"]
            to = next((parent for parent in parents if parent in current), "")
        if to:
            found.append({"adcode": code, "name_zh": name, "changed_in": str(year), "successor_adcode": to})
    return found


def placeholders(current: set[str]) -> list[dict[str, str]]:
    """Codes that stand for no place of their own: 市辖区, 县 and 省直辖 of the statistics bureau's lists."""
    codes = {f"{p[:2]}{rest}": p for p in CITY_PROVINCES[:4] for rest in ("0100", "0200", "0101")}
    codes |= {f"{p[:2]}9000": p for p in current if p.endswith("0000")}
    codes |= {f"{c[:4]}01": c for c in current if c.endswith("00") and not c.endswith("0000")}
    return [
        {"adcode": code, "name_zh": "", "changed_in": "", "successor_adcode": to}
        for code, to in sorted(codes.items())
        if code not in current
    ]


def write_seeds(folder: Path, found: list[dict[str, str]], data: Path) -> None:
    current = {row["adcode"] for row in found}
    retired = changes(data, current)
    known = {row["adcode"] for row in retired}
    retired += [row for row in placeholders(current) if row["adcode"] not in known]
    retired += [
        {"adcode": old, "name_zh": "", "changed_in": "", "successor_adcode": new}
        for old, new in RECODED.items()
        if old not in current | known
    ]
    tables = {"divisions": (COLUMNS, found), "division_changes": (list(retired[0]), retired)}
    for name, (columns, lines) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(lines, key=lambda row: row["adcode"]))
