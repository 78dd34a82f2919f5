"""Findings as a workbook: every finding a row, text that stays text, and never a register."""

import importlib
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    Assessment,
    AtLeast,
    InvalidDocument,
    Outcome,
    Region,
    Register,
    Site,
    Station,
    Text,
    Tier,
    Waiver,
    assess,
    load,
    reference_guideline,
    visit_list,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables import inspect, read, write_findings
from ridehire_partybuild.exchange.tables.grids import read_grids
from ridehire_partybuild.testing import strategies

ON = date(2026, 1, 15)
LANGS: tuple[Lang, ...] = ("zh", "en")
EXAMPLE = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
HOSTILE = "<script>alert(1)</script>&\"'=1+1"


def written(told: Assessment, lang: Lang = "zh") -> bytes:
    """Return the bytes of the workbook."""
    with TemporaryDirectory() as folder:
        write_findings(told, f"{folder}/x.xlsx", lang=lang)
        return Path(folder, "x.xlsx").read_bytes()


def opened(told: Assessment, lang: Lang = "zh") -> Any:
    """Return the workbook as another program reads it."""
    return openpyxl.load_workbook(BytesIO(written(told, lang)))


def rows_of(page: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet, by header."""
    header, *rows = page.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


REGISTERS = strategies.registers(max_stations=2, max_sessions=2, max_observations=3)


@settings(max_examples=8)
@given(REGISTERS, st.sampled_from(LANGS))
def test_every_finding_is_a_row(register: Register, lang: Lang) -> None:
    """Whatever the register: its findings in their order, and what nobody knows yet."""
    told = assess(register, reference_guideline(), ON)
    book = opened(told, lang)
    _, _, findings, visits = book.sheetnames
    clause, outcome = ("要求编号", "结果") if lang == "zh" else ("Clause", "Outcome")
    assert [(row[clause], row[outcome]) for row in rows_of(book[findings])] == [
        (told.rules[one.requirement].clause, one.verdict.outcome.label(lang))
        for one in told.findings
    ]
    assert len(rows_of(book[visits])) == len(visit_list(told))


@settings(max_examples=4)
@given(REGISTERS)
def test_equal_assessments_are_equal_bytes(register: Register) -> None:
    """Law 11: equal inputs, in any order, give equal bytes."""
    turned = Register(
        **{one.name: getattr(register, one.name)[::-1] for one in attrs.fields(Register)}
    )
    told, again = (assess(one, reference_guideline(), ON) for one in (register, turned))
    assert written(told) == written(again)


def example(name: str = "示例一号", why: str = "租约未满") -> Assessment:
    """Return where a small station stands whose lack of room is waived."""
    waiver = Waiver(
        id="W-1", subject="0370502", covers="site.area_m2", authority=name, reason=why,
        valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30),
    )  # fmt: skip
    station = Station(
        id="0370502", name=name, region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=9)
    )
    register = Register(stations=[station], waivers=[waiver])
    return assess(register, reference_guideline(), ON)


def test_a_score_is_the_same_in_words_and_in_numbers() -> None:
    """A failure that weighs one part in ten thousand is rounded away in neither."""
    rules, told = reference_guideline(), example()
    light, heavy = (AtLeast(fact="site.area_m2", at_least=least) for least in (99, 1))
    first = attrs.evolve(rules.requirements[0], check=heavy, weight=Decimal("999.9"))
    last = attrs.evolve(first, id="last", clause="X.1", check=light, weight=Decimal("0.1"))
    by = attrs.evolve(rules, requirements=(first, last), profiles=())
    book = opened(assess(told.register, by, ON))
    page, scores = (book[name] for name in book.sheetnames[:2])
    assert "99.9%" in [row[1] for row in page.iter_rows(values_only=True)]
    assert [row[3:5] for row in scores.iter_rows(min_row=2, max_row=2, values_only=True)] == [
        (99.9, 99.9)
    ]


def test_a_finding_as_people_read_it() -> None:
    """A whole row: clause, modal word, verdict, expected, actual, remedy, waiver, actors."""
    first = rows_of(opened(example())["核查明细"])[0]
    assert {header: value for header, value in first.items() if value is not None} == {
        "编号": "0370502",
        "名称": "示例一号",
        "类别": "阵地",
        "要求编号": "A.1",
        "分组": "A",
        "应／宜／可": "宜",
        "要求": "使用面积",
        "结果": "不符合",
        "具体要求": "使用面积宜不少于 12 平方米",
        "实际": "使用面积：9 平方米",
        "整改措施": "扩建、调换场地，或就近共建。",
        "责任方": "行业主管部门",
        "配合方": "行业协会",
        "豁免单位": "示例一号",
        "豁免至": datetime(2026, 6, 30),  # noqa: DTZ001 - a workbook's dates bear no zone
        "豁免理由": "租约未满",
    }


def test_scores_are_numbers() -> None:
    """Those of all, of each subject and of each group: both ends, raw and after waivers."""
    told = example()
    first, station, *_ = rows_of(opened(told)["得分"])
    raw, after = told.score(), told.score_after_waivers()
    headers = ("得分下限（%）", "得分上限（%）", "豁免后下限（%）", "豁免后上限（%）")
    ends = [end for one in (raw, after) for end in (one.low, one.high) if end is not None]
    assert [first[header] for header in headers] == [round(float(100 * end), 1) for end in ends]
    assert station["编号"] == "0370502"
    counts = {outcome: first[outcome.label("zh")] for outcome in Outcome}
    assert sum(counts.values()) == len(told.findings)


@pytest.mark.parametrize("lang", LANGS)
def test_the_notice_is_on_the_cover_and_at_the_foot_of_each_sheet(lang: Lang) -> None:
    """It says of itself, in every export, that it is a reading, not the guideline's text."""
    notice = reference_guideline().notice.in_(lang)
    book = opened(example(), lang)
    cover = book.worksheets[0]
    assert (cover["A2"].value, cover["B2"].value) == ({"zh": "说明", "en": "Notice"}[lang], notice)
    assert cover["A2"].font.bold
    assert {page.oddFooter.left.text for page in book} == {notice}
    assert (cover.freeze_panes, cover.auto_filter.ref) == (None, None)
    assert cover.page_setup.orientation == "portrait"


def test_a_long_notice_is_cut_at_the_foot_and_whole_on_the_cover() -> None:
    """A footer has 255 characters, in which "&" begins a code."""
    long = "R&D 说明 🚗" * 60
    guideline = attrs.evolve(reference_guideline(), notice=Text(zh=long, en=long))
    book = opened(assess(Register(), guideline, ON))
    foot = book.worksheets[0].oddFooter.left.text
    assert foot.startswith("R＆D 说明 🚗R＆D")
    assert foot.endswith("…")
    assert len(foot.encode("utf-16-le")) <= 400
    assert book.worksheets[0]["B2"].value == long


@pytest.mark.parametrize("text", [HOSTILE, "=1+1", "+86", "-3", "@SUM(A1)", "#N/A"])
def test_text_stays_text(text: str) -> None:
    """No name is a formula, whatever it begins with."""
    page = opened(example(text, text))["核查明细"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value == text]
    assert {cell.column_letter for cell in cells} == {"B", "P", "R"}
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_it_is_no_register(tmp_path: Path) -> None:
    """The reader says what the file is; nothing of it is read."""
    write_findings(example(), tmp_path / "核查结果.xlsx")
    assert read_grids(tmp_path / "核查结果.xlsx").marker == "findings/1"
    reading = inspect(tmp_path / "核查结果.xlsx")
    assert reading.register is None
    with pytest.raises(InvalidDocument) as caught:
        read(tmp_path / "核查结果.xlsx", recorded_on=ON)
    assert caught.value.text("zh") == (
        "无法将 '核查结果' 解析为文件：应为台账（本单位的台账或本程序的空白模板），"
        "实际为核查结果工作簿，结果由台账得出，不能作为台账读入。"
    )


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without openpyxl one error says what to install, and no file is begun."""

    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name, name=name)

    optional = importlib.import_module("ridehire_partybuild.exchange.optional")
    monkeypatch.setattr(optional, "import_module", missing)
    with pytest.raises(ModuleNotFoundError, match=r"openpyxl .* 'ridehire-partybuild\[excel\]'"):
        write_findings(example(), tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_only_workbooks_are_written(tmp_path: Path) -> None:
    """Sheets do not fit into a .csv file."""
    with pytest.raises(ValueError, match=r"ends in \.xlsx$"):
        write_findings(example(), tmp_path / "x.csv")


def test_the_example_city_prints_on_two_sheets_of_a3_across() -> None:
    """Many columns: the header and whose row it is stand on each page."""
    told = assess(load(EXAMPLE, Register), reference_guideline(), ON)
    page = opened(told)["核查明细"]
    assert page.auto_filter.ref == f"A1:R{len(told.findings) + 1}"
    assert (page.freeze_panes, page.print_title_rows) == ("A2", "$1:$1")
    assert (str(page.page_setup.paperSize), page.page_setup.fitToWidth) == ("8", 2)
