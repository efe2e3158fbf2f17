"""The dossiers as an investigator reads them: figures, names, page one; nothing that a seller wrote takes effect."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from suyuan import scan
from suyuan.evidence import EvidenceError, Request, RuledOut, fonts, making
from suyuan.evidence.drawing import Drawing
from suyuan.evidence.keys import own_key
from suyuan.evidence.plain import plain
from suyuan.exclusion import Struck
from tests.evidence.conftest import DETAILS, Package, ids


def text_of(package: Path, language: str, tmp_path: Path, *options: str) -> str:
    """The dossier's text, pages parted by form feeds; breaks that are not seen taken out."""
    pdf = tmp_path / f"{language}.pdf"
    with zipfile.ZipFile(package) as opened:
        pdf.write_bytes(opened.read(f"dossier.{language}.pdf"))
    told = subprocess.run(
        ["pdftotext", "-layout", *options, str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return told.stdout.replace("\u200b", "")


def table(path: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as opened:
        return list(csv.DictReader(io.StringIO(opened.read(name).decode(), newline="")))


@pytest.fixture(scope="module")
def hostile_shop(package: Package, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The package of a shop whose name tries to load a picture, and the name."""
    shop = ids(
        package.findings,
        "SELECT shop_cases.shop_id FROM shop_cases JOIN shops USING (shop_id) "
        "WHERE shop_cases.shop_name LIKE '%evil.example/b.png%' AND shop_cases.orders > 5 "
        "ORDER BY shop_cases.rank LIMIT 1",
    )
    name = ids(package.findings, "SELECT shop_name FROM shops WHERE shop_id = '" + shop + "'")
    made = making.make(
        tmp_path_factory.mktemp("hostile") / "shop.zip",
        package.findings,
        package.extracts,
        Request(shops=(shop,)),
        DETAILS,
        key=own_key(package.key),
        ruled_out=[RuledOut("site", "S1", "看过:#panic() 只是邻居", "李警官", "2026-11-20")],
    )
    return made.path, name


@pytest.mark.parametrize(
    ("language", "page_one", "least"),
    [
        ("en", ("This is derived analysis, not the original data", "Page 1 of"), "Sold, at the least"),
        ("zh", ("本卷宗为衍生分析结果", "第 1 页 共"), "可印证下限"),
    ],
)
def test_page_one_says_what_it_is_and_the_figures_are_those_of_the_tables(
    package: Package, tmp_path: Path, language: str, page_one: tuple[str, str], least: str
) -> None:
    text = text_of(package.path, language, tmp_path)
    first = re.sub(r"\s+", " ", text.split("\f", maxsplit=1)[0])
    assert all(words in first for words in page_one)
    assert least in first
    [ring] = table(package.path, "findings/rings.csv")
    for column in ("amount_gross", "amount_corroborated"):
        assert f"{round(float(ring[column])):,}" in first
        assert f"{round(float(ring[column])):,}" in text.split("\f")[1]
    assert f"{int(ring['units_gross']):,}" in text
    assert "findings/rings.csv:1" in first
    assert "SY-20261123-040000-" in first


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_and_shops_stand_by_their_names_with_the_row_they_come_from(
    package: Package, tmp_path: Path, language: str
) -> None:
    text = text_of(package.path, language, tmp_path)
    members = table(package.path, "views/ring-1-members.csv")
    for member in members:
        assert member["member_id"] in text
    holders = [member["holder_name"] for member in members if member["member_type"] == "account"]
    assert all(holder in text for holder in holders if holder)
    assert all(f"/{name}.csv" in text for name in ("ring-1-members", "ring-1-ties", "shop_reasons"))


def test_every_page_has_its_number_and_the_package_s(package: Package, tmp_path: Path) -> None:
    pages = text_of(package.path, "en", tmp_path).rstrip("\f").split("\f")
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "SY-20261123-040000-" in page


def test_what_is_stated_stands_there_as_it_was_written_and_what_is_not_says_so(
    package: Package, tmp_path: Path
) -> None:
    first = text_of(package.path, "en", tmp_path).split("\f")[0]
    assert "王 <b>警官</b> #set text(red)" in first
    assert '"$\\alpha$" *bold*' in first
    assert re.search(r"Second investigator\s+not stated", first)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_hostile_name_is_printed_and_does_nothing(
    hostile_shop: tuple[Path, str], tmp_path: Path, language: str
) -> None:
    path, name = hostile_shop
    text = re.sub(r"\s+", "", text_of(path, language, tmp_path))
    assert re.sub(r"\s+", "", name) in text
    assert "看过:#panic()只是邻居" in text


def test_a_shop_s_lower_bound_is_the_sum_of_its_lines(hostile_shop: tuple[Path, str], tmp_path: Path) -> None:
    path, _name = hostile_shop
    lines = table(path, "views/shop-1-lines.csv")
    gross = sum(float(line["amount"]) for line in lines)
    least = sum(float(line["amount"]) for line in lines if line["is_corroborated"] == "true")
    assert gross > 0
    assert 0 <= least <= gross
    first = text_of(path, "en", tmp_path).split("\f")[0]
    assert f"{round(gross):,}" in first
    assert f"¥{round(least):,}" in first


def test_what_the_investigator_struck_stands_first(package: Package, tmp_path: Path) -> None:
    made = making.make(
        tmp_path / "struck.zip",
        package.findings,
        package.extracts,
        Request(rings=(package.ring,), struck=Struck(tables=frozenset(["logins"])), worlds=0),
        key=own_key(package.key),
    )
    rows = table(made.path, "exclusion/ring-1-strikes.csv")
    assert {row["strike"] for row in rows} == {"struck_by_investigator", "table", "kind"}
    assert {row["stands"] for row in rows} == {"true", "false"}
    text = text_of(made.path, "en", tmp_path)
    assert "The investigator struck evidence: logins" in re.sub(r"\s+", " ", text)
    assert "Struck by the investigator" in text


def test_an_account_s_package_tells_its_shops_and_what_speaks_for_them(
    package: Package, tmp_path: Path
) -> None:
    member = next(
        row for row in table(package.path, "views/ring-1-members.csv")
        if row["member_type"] == "shop" and row["role"] != "supplier"
    )  # fmt: skip
    made = making.make(
        tmp_path / "account.zip",
        package.findings,
        package.extracts,
        Request(accounts=(member["owner_account_id"],)),
        key=own_key(package.key),
    )
    text = text_of(made.path, "en", tmp_path)
    assert member["member_id"] in text
    assert "Speaks against the shop" in text
    assert "Speaks for the shop" in text


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("#set page(fill: red)", "#set page(fill: red)"),
        ("a\x00b\x1bc\u202ed", "a〔U+0000〕b〔U+001B〕c〔U+202E〕d"),
        ("one\n\n= two\r\n\tthree", "one = two three"),
        ("👟", "〔U+1F45F〕"),
        ("שלום", "〔U+05E9〕〔U+05DC〕〔U+05D5〕〔U+05DD〕"),
        (None, ""),
        (float("nan"), ""),
        ("莆田" * 100, "莆田" * 59 + "莆…"),
        ("x" * 30, "x" * 12 + "\u200b" + "x" * 12 + "\u200b" + "x" * 6),
    ],
)
def test_text_from_the_data_is_made_plain(value: Any, told: str) -> None:
    assert plain(value, fonts.find().covered) == told


def test_text_in_a_drawing_is_no_markup() -> None:
    drawing = Drawing(10, 10, "x")
    drawing.text((1, 1), '</text><image href="http://evil.example"/>\x00&', halo=False)
    assert "<image" not in drawing.svg()
    assert "\x00" not in drawing.svg()
    assert "&amp;" in drawing.svg()


def test_without_a_chinese_font_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoFonts:
        def __init__(self, **_: object) -> None: ...

        def fonts(self) -> list[object]:
            return []

    monkeypatch.setattr("suyuan.evidence.fonts.typst.Fonts", NoFonts)
    with pytest.raises(EvidenceError, match="apt-get install fonts-noto-cjk"):
        fonts.find.__wrapped__()


def test_the_workbook_holds_text_alone(hostile_shop: tuple[Path, str], tmp_path: Path) -> None:
    """A title like =HYPERLINK("http://…") is a text in its cell: neither formula nor link."""
    path, _name = hostile_shop
    with zipfile.ZipFile(path) as opened:
        (tmp_path / "book.xlsx").write_bytes(opened.read("workbook.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    cells = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert {"index", "rows-orders", "shop_scores"} <= set(book.sheetnames)
    lines = table(path, "rows/orders.csv")
    assert book["rows-orders"].max_row == len(lines) + 1


def test_without_orders_nothing_is_said_to_be_sold_and_no_zero_stands_for_it(
    package: Package, tmp_path: Path
) -> None:
    extracts, findings = tmp_path / "extracts", tmp_path / "findings"
    extracts.mkdir()
    for table_name in ("shops", "listings", "reference_prices"):
        shutil.copy(package.extracts / f"{table_name}.parquet", extracts)
    scan.run(extracts, findings)
    shop = ids(findings, "SELECT shop_id FROM shop_scores ORDER BY rank LIMIT 1")
    made = making.make(
        tmp_path / "shop.zip", findings, extracts, Request(shops=(shop,)), DETAILS, key=own_key(package.key)
    )
    text = text_of(made.path, "en", tmp_path)
    assert "no order lines were delivered" in text
    assert not re.search(r"(?<![\d,.])[¥$]0\b|\b0 order lines", text)
    assert "The lower bound counts order lines" not in text
