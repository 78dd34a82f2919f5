"""Official documents: python-docx reads back what was told, in the layout of GB/T 9704."""

import re
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    Actor,
    ActorRole,
    AnnualReport,
    Appeal,
    Breakdown,
    DocumentKind,
    Lang,
    Outcome,
    Period,
    Region,
    Register,
    ServiceStandard,
    Site,
    Source,
    Station,
    Task,
    TaskState,
    Tier,
    annual_report,
    assess,
    load,
    reference_guideline,
    service_levels,
    work_calendar,
)
from ridehire_partybuild.exchange.docx import write_annual_report, write_open_items
from ridehire_partybuild.exchange.docx.blocks import (
    Block,
    Document,
    Grid,
    Heading,
    Note,
    Paragraph,
    numbered,
)
from ridehire_partybuild.exchange.docx.told_items import told_open_items
from ridehire_partybuild.exchange.docx.told_year import told_year
from ridehire_partybuild.exchange.docx.writing import written
from ridehire_partybuild.exchange.report import annual_page
from ridehire_partybuild.testing import laws, strategies

docx = pytest.importorskip("docx", reason="python-docx is not installed")

RULES, CALENDAR, ON = reference_guideline(), work_calendar(), date(2026, 1, 15)
EXAMPLE = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
REGISTERS = strategies.registers(stations=(0, 3), appeals=(0, 4), feedback=(0, 4), tasks=(0, 3))
LANGS = st.sampled_from(("zh", "en"))
READING = "（依据参考解读，非省厅指南原文）"
HOSTILE = "<w:br/>&amp;\u202e=1+1\ufffe\n\"']]>{x}"
SHOWN = "<w:br/>&amp;=1+1\ufffd \"']]>{x}"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.just(HOSTILE)


def read(made: bytes) -> Any:
    """Return a document as python-docx reads it."""
    return docx.Document(BytesIO(made))


def words(document: Any) -> str:
    """Return all text of a document's body, its tables in their places."""
    return "\n".join(one.text or "" for one in document.element.body.iter() if one.tag[-2:] == "}t")


@pytest.fixture(scope="module")
def register() -> Register:
    """The example city."""
    return load(EXAMPLE, Register)


@pytest.fixture(scope="module")
def report(register: Register) -> AnnualReport:
    """Its year."""
    return annual_report(register, RULES, CALENDAR, 2025)


@settings(max_examples=15)
@given(REGISTERS, st.integers(2025, 2026), LANGS)
def test_every_figure_is_told_once(register: Register, year: int, lang: Lang) -> None:
    """Each figure has a cell of its own, told as it tells itself: unknown, interval or withheld."""
    report = annual_report(register, RULES, CALENDAR, year)
    told = told_year(report, RULES, lang, register)
    on = date(year, 12, 31)
    cells: Counter[tuple[str, str, str]] = Counter()
    for block in told.blocks:
        if isinstance(block, Grid):
            titles = block.header[1:]
            for label, *values in block.rows:
                cells.update((label, *one) for one in zip(titles, values, strict=True))
    for one in report.figures:
        value = one.value(lang)
        if one.threshold is not None and not one.suppressed:
            continue  # told with what is asked: below
        if one.by is Breakdown.ALL:
            header = {"zh": "数值", "en": "Value"}[lang]
            key = one.title(lang), header, value
        else:
            key = one.label(lang, register, on), one.title(lang), value
        assert cells[key], key


def test_what_is_not_known_is_said(report: AnnualReport, register: Register) -> None:
    """Not known is told as not known, with the names of what is missing and how many more."""
    told = told_year(report, RULES, "zh", register)
    grids = [one for one in told.blocks if isinstance(one, Grid)]
    assert ("作出的承诺数", "不详") in [row for one in grids for row in one.rows]
    assert ("有公开联系方式的平台企业数", "1–2") in [row for one in grids for row in one.rows]
    notes = [one.text for one in told.blocks if isinstance(one, Note)]
    assert any("示例出行平台乙的“" in one for one in notes)
    assert any("等 " in one and "项情况尚未掌握" in one for one in notes)


def test_what_is_asked_is_told_beside_what_is_reached(register: Register) -> None:
    """A figure with a threshold says what is asked, and whether it is met or cannot be told."""
    own = ServiceStandard(
        id="ours", forwarded_minutes=60, answered=95, closed=85, satisfied=80,
        source=Source(document="示例办法", kind=DocumentKind.LOCAL_PRACTICE),
        effective_from=date(2025, 1, 1),
    )  # fmt: skip
    report = annual_report(register, RULES, CALENDAR, 2025, standards=[own])
    told = told_year(report, RULES)
    rows = [row for one in told.blocks if isinstance(one, Grid) for row in one.rows]
    figure = report.appeals.figure("appeals.answered")
    assert figure.meets is None
    assert ("答复率", f"{figure.value('zh')}（要求不低于 95.0%：无法判定）") in rows
    assert Paragraph("诉求办理时限与比例的参照：示例办法。") in told.blocks


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_python_docx_reads_back_all_of_it(
    tmp_path: Path, report: AnnualReport, register: Register, lang: Lang
) -> None:
    """Title, notice, headings, tables: cell by cell what was told."""
    path = tmp_path / "x.docx"
    write_annual_report(report, path, lang=lang, guideline=RULES, register=register)
    told, found = told_year(report, RULES, lang, register), docx.Document(str(path))
    texts = [one.text for one in found.paragraphs]
    assert told.title == texts[2].replace("\n", "")
    assert RULES.notice.in_(lang) in texts[:5]
    grids = [one for one in told.blocks if isinstance(one, Grid)]
    for grid, table in zip(grids, found.tables, strict=True):
        rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
        assert rows == [grid.header, *grid.rows]
    for block in told.blocks:
        if isinstance(block, Heading):
            assert any(one.endswith(block.text) for one in texts)


BLOCKS: st.SearchStrategy[tuple[Block, ...]] = st.lists(
    st.builds(Heading, TEXTS, st.sampled_from((1, 2)))
    | st.builds(Paragraph, TEXTS)
    | st.builds(Note, TEXTS)
    | TEXTS.map(lambda text: Grid(header=("a", text), rows=((text, "b"),), widths=(20.0, 30.0))),
    max_size=4,
).map(tuple)


@settings(max_examples=5)
@given(TEXTS, TEXTS, BLOCKS, LANGS)
@example(HOSTILE, HOSTILE, (Grid(header=(HOSTILE,), rows=((HOSTILE,),), widths=(30.0,)),), "zh")
def test_equal_contents_have_equal_bytes_and_any_text_is_text(
    title: str, notice: str, blocks: tuple[Block, ...], lang: Lang
) -> None:
    """Law 11, and whatever anybody wrote: no element, no field, no reversed line comes of it."""
    told = Document(lang=lang, title=title, notice=notice, blocks=blocks)
    made = written(told)
    assert made == written(attrs.evolve(told))
    found = read(made)
    plain = Document(lang=lang, title="x", notice="x", blocks=())
    first = {one.tag for one in read(written(plain)).element.iter()}
    tables = {"tbl", "tblPr", "tblStyle", "tblW", "jc", "tblLook", "tblGrid", "gridCol", "tr",
              "trPr", "cantSplit", "tblHeader", "tc", "tcPr", "tcW", "tblLayout", "br"}  # fmt: skip
    assert {one.tag.rpartition("}")[2] for one in found.element.iter()} <= tables | {
        one.rpartition("}")[2] for one in first
    }
    assert "\u202e" not in words(found)
    if title == HOSTILE:
        assert SHOWN in words(found)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_notice_stands_first_and_at_the_foot_of_every_page(
    tmp_path: Path, register: Register, report: AnnualReport, lang: Lang
) -> None:
    """Every export shows the disclaimer: below the title, and on odd and even pages."""
    judged = assess(register, RULES, ON)
    write_annual_report(report, tmp_path / "a.docx", lang=lang, guideline=RULES)
    write_open_items(judged, "ACT-1", tmp_path / "b.docx", lang=lang)
    for name in ("a.docx", "b.docx"):
        found = docx.Document(str(tmp_path / name))
        notice = RULES.notice.in_(lang)
        assert notice in [one.text for one in found.paragraphs[:5]]
        section = found.sections[0]
        assert not section.different_first_page_header_footer
        assert found.settings.odd_and_even_pages_header_footer
        for footer in (section.footer, section.even_page_footer):
            assert footer.paragraphs[-1].text == notice
            assert 'w:instr="PAGE"' in footer._element.xml


def test_the_layout_is_that_of_the_standard(report: AnnualReport) -> None:
    """GB/T 9704-2012: margins, fonts twice, sizes, 22 lines to a page, 28 characters to a line."""
    found = read(written(told_year(report, RULES)))
    (section,) = found.sections
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    wanted = {
        "Normal": ("仿宋", 16), "Title": ("方正小标宋简体", 22), "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体", 16),
    }  # fmt: skip
    for name, (face, size) in wanted.items():
        style = found.styles[name]
        fonts = style.element.rPr.rFonts
        east = fonts.get(docx.oxml.ns.qn("w:eastAsia"))
        assert (style.font.name, east, style.font.size.pt) == (face, face, size)
        assert not any("Theme" in one for one in fonts.attrib)
    body = found.styles["Body Text"].element.pPr.ind
    assert body.get(docx.oxml.ns.qn("w:firstLineChars")) == "200"
    line = found.styles["Normal"].paragraph_format.line_spacing.pt
    assert 28 <= line <= 29
    assert 22 * line <= 225 / 25.4 * 72 < 23 * line
    spacing = found.styles["Normal"].element.rPr.find(docx.oxml.ns.qn("w:spacing"))
    width = 16 + int(spacing.get(docx.oxml.ns.qn("w:val"))) / 20
    assert 28 * width <= 156 / 25.4 * 72 < 29 * width
    (fonts,) = [one.blob.decode() for one in found.part.package.iter_parts()
                if one.partname.endswith("fontTable.xml")]  # fmt: skip
    assert '<w:font w:name="仿宋"><w:altName w:val="FangSong,' in fonts


def test_what_an_office_fills_in_is_blank(register: Register) -> None:
    """Issuer, document number, date and seal are lines; nobody and no moment is named."""
    made = written(told_open_items(assess(register, RULES, ON), ActorRole.ASSOCIATION))
    found = read(made)
    texts = [one.text for one in found.paragraphs]
    assert texts[:2] == ["＿＿＿＿＿＿＿＿＿＿（发文机关）", "＿＿＿＿〔＿＿＿＿〕＿＿号"]
    assert texts[-2:] == ["（发文机关署名、印章）＿＿＿＿＿＿＿＿", "＿＿＿＿年＿＿月＿＿日"]
    core = found.core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert core.created == core.modified
    assert core.created.year == 2000
    with ZipFile(BytesIO(made)) as archive:
        assert {one.date_time[:3] for one in archive.infolist()} == {(1980, 1, 1)}


def test_the_title_says_that_it_is_by_a_reading(report: AnnualReport) -> None:
    """Under the reference reading both titles say so; under another guideline neither does."""
    judged = assess(Register(), RULES, ON)
    assert told_open_items(judged, ActorRole.PLATFORM).title == f"自查问题清单{READING}"
    assert told_year(report, RULES).title == f"2025年度工作报告{READING}"
    own = attrs.evolve(RULES, id="our-own")
    told = told_open_items(assess(Register(), own, ON), ActorRole.PLATFORM)
    assert told.title == "自查问题清单"  # no guideline of ours can carry what a notice needs
    with pytest.raises(ValueError, match="shandong-reference, not by our-own"):
        told_year(report, own)


CITY = Register(
    stations=[
        Station(id="S-1", name="<w:br/>&amp;\u202e=1+1", region=Region("370502"), tier=Tier.BASIC,
                site=Site(area_m2=9)),
    ],
    actors=[
        Actor(id="A-1", name="示例局", role=ActorRole.AUTHORITY, region=Region("370500")),
        Actor(id="A-2", name="示例平台", role=ActorRole.PLATFORM, region=Region("370500")),
    ],
    tasks=[
        Task(id="T-1", subject="S-1", text="更换急救箱", opened_on=date(2025, 12, 1),
             responsible="A-1", due_on=date(2026, 1, 14)),
        Task(id="T-2", subject="S-1", text="另作安排", opened_on=date(2025, 12, 1),
             responsible="A-2"),
        Task(id="T-3", subject="S-1", text="已经做完", opened_on=date(2025, 12, 1),
             responsible="A-1", done_on=date(2026, 1, 2)),
    ],
)  # fmt: skip


def _rows(told: Document) -> list[tuple[str, ...]]:
    return [row for one in told.blocks if isinstance(one, Grid) for row in one.rows]


def test_tasks_are_for_whom_they_name() -> None:
    """Open tasks of the actor or of its role, overdue ones told so; what is done is not listed."""
    judged = assess(CITY, RULES, ON)
    for who in ("A-1", ActorRole.AUTHORITY):
        rows = _rows(told_open_items(judged, who))
        assert [row[2:] for row in rows if "急救箱" in row[2]] == [
            ("更换急救箱", "2025年12月1日", "2026年1月14日（已逾期）")
        ]
        assert not any("另作安排" in row or "已经做完" in row for row in rows)
    other = _rows(told_open_items(judged, "A-2"))
    assert [row[2:] for row in other if "另作安排" in row] == [
        ("另作安排", "2025年12月1日", "未定")
    ]


@settings(max_examples=10)
@given(strategies.registers(stations=(1, 3), actors=(1, 3)))
def test_every_failure_is_in_the_list_of_one_role(register: Register) -> None:
    """The lists of all roles hold each failure that nobody excused once, and each open finding."""
    judged = assess(register, RULES, ON)
    listed = [row for role in ActorRole for row in _rows(told_open_items(judged, role))]
    wanted = [
        one
        for one in judged.findings
        if one.verdict.outcome in {Outcome.FAILED, Outcome.CANT_TELL}
        and one.waiver is None
        and judged.rules[one.requirement].modality.value != "may"
    ]
    clauses = Counter(judged.rules[one.requirement].clause for one in wanted)
    told = Counter(row[2].partition(" ")[0] for row in listed if "［" in row[2])
    assert told == clauses


def _numbers(text: str) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", text)]


def _listed(told: Document) -> int:
    """Return how many rows a document has."""
    return sum(_numbers(one.text)[0] for one in told.blocks if isinstance(one, Heading))


def _unsettled(told: Document) -> int:
    """Return how many a list says are of nobody in particular."""
    texts = [one.text for one in told.blocks if isinstance(one, Paragraph)]
    return sum(sum(_numbers(one)) for one in texts if one.startswith("另有"))


@settings(max_examples=10)
@given(strategies.registers(stations=(1, 3), actors=(0, 4), tasks=(0, 3), appeals=(0, 3)))
@example(CITY)
@example(attrs.evolve(CITY, actors=[*CITY.actors, attrs.evolve(CITY.actors[0], id="A-3")]))
def test_what_falls_to_none_of_a_role_is_told_to_all_of_it(register: Register) -> None:
    """What no list of a role's actors has, one at least says to be of nobody for sure."""
    judged = assess(register, RULES, ON)
    for role in ActorRole:
        lists = [told_open_items(judged, one.id) for one in register.actors if one.role is role]
        whole = told_open_items(judged, role)
        assert _unsettled(whole) == 0
        left = _listed(whole) - sum(map(_listed, lists))
        told = [_unsettled(one) for one in lists]
        assert all(one <= left for one in told)
        assert not lists or sum(told) >= left


@settings(max_examples=10)
@given(strategies.registers(stations=(1, 2), actors=(0, 4), tasks=(1, 3), appeals=(1, 3)))
def test_every_open_item_is_in_the_list_of_one_role(register: Register) -> None:
    """Tasks and appeals of which nobody knows whose they are are in one list as well."""
    judged = assess(register, RULES, ON)
    lists = [told_open_items(judged, role) for role in ActorRole]
    counts = [_numbers(one.text)[0] for told in lists for one in told.blocks
              if isinstance(one, Heading)]  # fmt: skip
    waiting = service_levels(judged.evidence, Period.parse("2026").span, ON).open_appeals
    is_open = [one for one in judged.evidence.tasks if one.state is TaskState.OPEN]
    assert sum(counts[2::4]) == len(is_open)
    assert sum(counts[3::4]) == len(waiting)
    names = [row[1] for told in lists for row in _rows(told)]
    assert all(names.count(one.appeal) == 1 for one in waiting)


def test_what_is_of_nobody_for_sure_is_told_where_it_may_be_ours() -> None:
    """Another city's office is told nothing of it; a task of nobody is the only office's there."""
    ours = CITY.actors[0]
    twin, far = attrs.evolve(ours, id="A-3"), attrs.evolve(ours, id="A-9", region=Region("370200"))
    there = Station(id="S-9", name="示例", region=Region("370203"))
    tasks = [Task(id=f"T-{at}", subject=at, text="无人", opened_on=ON) for at in ("S-1", "S-9")]
    judged = assess(CITY.with_(twin, far, there, *tasks), RULES, ON)
    lists = {one: told_open_items(judged, one) for one in ("A-1", "A-3", "A-9")}
    named = {
        one: [row[1] for row in _rows(told) if row[2] == "无人"] for one, told in lists.items()
    }
    assert named == {"A-1": [], "A-3": [], "A-9": ["示例"]}
    assert [_unsettled(told) > 0 for told in lists.values()] == [True, True, False]
    (text,) = (one.text for one in lists["A-3"].blocks
               if isinstance(one, Paragraph) and one.text.startswith("另有"))  # fmt: skip
    assert "未完成的任务 1 项" in text


def test_who_could_be_meant_is_told_as_a_role() -> None:
    """The paragraph, whole, in both languages; it stands in a list once."""
    twins = attrs.evolve(CITY, actors=[*CITY.actors, attrs.evolve(CITY.actors[0], id="A-3")])
    judged = assess(twins, RULES, ON)
    whole, *own = (
        [_numbers(one.text)[0] for one in told_open_items(judged, who).blocks
         if isinstance(one, Heading)]
        for who in (ActorRole.AUTHORITY, "A-1", "A-3")
    )  # fmt: skip
    due, unknown, *_ = (of - sum(each) for of, *each in zip(whole, *own, strict=True))
    wanted: dict[Lang, str] = {
        "zh": f"另有须由行业主管部门办理的事项（需整改 {due} 项、需查明 {unknown} 项），"
        "按在册资料尚不能确定由哪一家负责，未列入以上各表，请一并核实。",
        "en": f"Not listed above (to be mended: {due}, to be found out: {unknown}): what is for"
        " the role (industry authority), where the record does not settle who of it answers."
        " Please find out whose they are.",
    }
    for lang, text in wanted.items():
        assert due
        assert unknown
        assert told_open_items(judged, "A-3", lang).blocks.count(Paragraph(text)) == 1


@pytest.mark.parametrize(
    ("lang", "row"),
    [
        ("zh", ("1", "Q-1", "未分类", "转办", "4 天 15 小时")),
        ("en", ("1", "Q-1", "not sorted", "forwarded", "4 d 15 h")),
    ],
)
def test_open_appeals_are_for_who_must_answer(lang: Lang, row: tuple[str, ...]) -> None:
    """By the end of the day; what it says is nobody's business here."""
    passed_on = datetime(2026, 1, 11, 1, tzinfo=UTC)
    appeal = Appeal(
        id="Q-1", station="S-1", summary="机密诉求", received_at=passed_on - timedelta(days=1),
        forwarded_to="A-2", forwarded_at=passed_on,
    )  # fmt: skip
    judged = assess(CITY.with_(appeal), RULES, ON)
    assert _rows(told_open_items(judged, "A-2", lang))[-1] == row
    assert not any("Q-1" in one for one in _rows(told_open_items(judged, "A-1", lang)))
    assert "机密" not in str(told_open_items(judged, "A-2", lang))


def test_what_a_typed_report_may_hold_is_told_too() -> None:
    """A part without figures, a field of a collection, a name that nobody knows."""
    made = annual_report(Register(), RULES, CALENDAR, 2025)
    unknown = ("sessions.attendance", "S-1.nobody_knows")
    figure = attrs.evolve(made.books.figures[0], low=None, high=None, unknown=unknown)
    made = attrs.evolve(
        made,
        books=attrs.evolve(made.books, figures=(figure,)),
        funds=attrs.evolve(made.funds, figures=()),
    )
    told = told_year(made, RULES, "zh", Register()).blocks
    texts = [one.text for one in told if isinstance(one, Heading | Paragraph | Note)]
    assert texts[texts.index("专项资金") + 1] == "本部分没有数据。"
    assert (
        "注：依据在册记录 0 条。区间和“不详”缘于以下情况尚未掌握："
        "S-1的“nobody_knows”、活动的“到场人数”。"
    ) in texts


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (None, "凡已登记的均计入"),
        (date(2026, 1, 3), "台账登记至 2026年1月3日。"),
        (date(2025, 12, 31), None),
        (date(2025, 8, 31), None),
    ],
)
def test_a_report_says_to_which_day_the_record_reaches(
    known: date | None, told: str | None
) -> None:
    """What of later days is in it is said only where it may be: in the document and on the page."""
    made = annual_report(CITY, RULES, CALENDAR, 2025, on=known)
    assert (made.known, made.on) == (known, min(known or date(2025, 12, 31), date(2025, 12, 31)))
    texts = [one.text for one in told_year(made, RULES, "zh").blocks if isinstance(one, Paragraph)]
    page = annual_page(made, guideline=RULES)
    later = [one for one in texts if "年度结束后" in one]
    if told is None:
        assert later == []
        assert "年度结束后" not in page
    else:
        assert told in later[0]
        assert told.replace("2026年1月3日", "2026-01-03") in page


def test_a_requirement_may_have_a_dot_in_its_id() -> None:
    """Of what is not known, the subject and the requirement are told apart all the same."""
    rule = attrs.evolve(RULES.requirement("area", ON), id="site.area")
    own = attrs.evolve(RULES, id="own", requirements=(rule,), parameters=RULES.parameters)
    place = Station(id="S.1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    register = Register(stations=[place])
    made = annual_report(register, own, CALENDAR, 2026)
    laws.figures_are_traceable(made.figures, register)
    notes = [one.text for one in told_year(made, own, "zh", register).blocks
             if isinstance(one, Note) and rule.title.zh in one.text]  # fmt: skip
    assert notes
    assert all(f"示例的“{rule.clause} {rule.title.zh}”" in one for one in notes)


def test_nobody_else_is_an_actor() -> None:
    """A station, or nobody at all, answers for nothing."""
    judged = assess(CITY, RULES, ON)
    for wrong in ("S-1", "nobody"):
        with pytest.raises(KeyError):
            told_open_items(judged, wrong)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """A document is a .docx."""
    judged = assess(CITY, RULES, ON)
    with pytest.raises(ValueError, match=r"ends in \.docx"):
        write_open_items(judged, "A-1", tmp_path / "x.doc")
    assert not list(tmp_path.iterdir())


def test_a_missing_package_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without python-docx one error says what to install."""
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ModuleNotFoundError) as caught:
        write_open_items(assess(CITY, RULES, ON), "A-1", tmp_path / "x.docx")
    told = "docx is not installed: pip install 'ridehire-partybuild[docx]'"
    assert str(caught.value) == told


@given(st.integers(1, 99))
def test_chinese_numbers_of_headings_differ(number: int) -> None:
    """Each number has its own, and reads back."""
    told = numbered(number, 1, "zh").removesuffix("、")
    tens, mark, ones = told.partition("十")
    digits = "〇一二三四五六七八九"
    back = digits.index(told) if not mark else (
        10 * (digits.index(tens) if tens else 1) + (digits.index(ones) if ones else 0)
    )  # fmt: skip
    assert back == number
