"""A register written as a workbook and read again is the register it was, to the last space."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Activity,
    ActivityDomain,
    ActivityKind,
    Contact,
    ContactKind,
    Donation,
    Evidence,
    Fund,
    Method,
    Observation,
    Party,
    Period,
    Person,
    Region,
    Register,
    Service,
    ServiceDomain,
    Session,
    SessionStatus,
    Site,
    Spending,
    Station,
    Text,
    Tier,
    Title,
    Waiver,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables import Reading, inspect, read, write
from ridehire_partybuild.exchange.tables.exports import sheets_of
from ridehire_partybuild.exchange.tables.grids import read_grids
from ridehire_partybuild.exchange.tables.layout import EXACT, layouts
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import Id, Record, TitleId

SAMPLE = Path(__file__).parent / "data" / "dongying-sample.xlsx"
ON = date(2026, 1, 5)
OFFICE = (
    os.environ.get("RIDEHIRE_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
)
LANGS: tuple[Lang, ...] = ("zh", "en")
STATION = Station(id="S-1", name="示例一号", region=Region("370502"), tier=Tier.BASIC)
NINE = datetime(2026, 1, 13, 9, tzinfo=SHANGHAI)


def read_back(register: Register, lang: Lang = "zh") -> Reading:
    """Return what is read of the workbook that a register is written to."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        write(register, path, lang=lang)
        return inspect(path, recorded_on=date(2099, 1, 1), records_since=date(2099, 1, 1))


def assert_comes_back(register: Register, lang: Lang = "zh") -> None:
    """Nothing is lost, added, unread or left to be confirmed."""
    found = read_back(register, lang)
    assert (found.problems, found.notes, found.unmapped) == ((), (), ())
    assert found.register == register


def reworded(record: Any, word: Callable[[], str]) -> Any:
    """Return a record whose every free text, however deep, is another."""
    changed: dict[str, Any] = {}
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if type(value) is str and field.name not in {"sha256", "code"}:
            changed[field.alias] = word()
        elif isinstance(value, Record):
            changed[field.alias] = reworded(value, word)
        elif isinstance(value, tuple):
            changed[field.alias] = tuple(
                reworded(one, word) if isinstance(one, Record) else one for one in value
            )
    return attrs.evolve(record, **changed)


@given(strategies.registers(), st.sampled_from(LANGS))
def test_every_register_comes_back(register: Register, lang: Lang) -> None:
    """``read(write(r)) == r`` for all registers, in both languages, with nothing to confirm."""
    assert_comes_back(register, lang)


@given(strategies.registers(), st.data())
def test_every_text_comes_back(register: Register, data: st.DataObject) -> None:
    """Whatever texts say: spaces at their ends, words that mean nothing, separators, formulas."""
    texts = strategies.texts(longest=30).filter(lambda text: not set(text) & set("\ufffe\uffff"))
    words = data.draw(st.lists(texts, min_size=1, max_size=8))
    turn = iter(words * 10_000)
    assert_comes_back(reworded(register, lambda: next(turn)))


@pytest.mark.parametrize(
    "text",
    ["无", "none", "不详", "—", " ", "合计", "备注：示例", "阵地编号", "见《服务清单》",
     "[", '["a"]', '"', '"a"', "'=1", "=1+1", "1E5", "TRUE", "2026-01-13", "45000", "a、b", "，",
     "12\n34", "x-a", "使用面积", "site.area_m2", "#REF!", "_x0041_", "１２３", "0.50"],
)  # fmt: skip
def test_texts_that_mean_something_come_back(text: str) -> None:
    """A text that a table of an office's would mean otherwise stands in every field at once."""
    office = read(SAMPLE, recorded_on=ON)
    register = reworded(office, lambda: text)
    assert_comes_back(register)


@given(st.lists(strategies.ids(Id), min_size=4, max_size=6, unique=True))
def test_every_id_comes_back(ids: list[Id]) -> None:
    """Codes with leading zeros, full-width digits, separators, formulas: text, as it stands."""
    station, *titles = (str(one) for one in ids)
    session = Session(
        id="活动-1",
        kind=ActivityKind.STUDY_SESSION,
        station=station,
        start=NINE,
        end=NINE + timedelta(hours=1),
        status=SessionStatus.HELD,
        titles=[TitleId(one) for one in titles],
    )
    assume(not {"活动-1", "370500"} & set(ids))
    assert_comes_back(
        Register(
            stations=[attrs.evolve(STATION, id=station)],
            titles=[Title(id=one, name="示例") for one in titles],
            sessions=[session],
        )
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_comes_back(lang: Lang) -> None:
    """An office's workbook, read, written in our layout, and read again."""
    assert_comes_back(read(SAMPLE, recorded_on=ON), lang)


def observed(number: int, fact: str, value: Any) -> Observation:
    """Return what was found of the station."""
    return Observation(
        id=f"O-{number}",
        subject="S-1",
        fact=fact,
        value=value,
        method=Method.TEST,
        collected_on=ON,
    )


FOUND = (
    ("site.area_m2", Decimal("16.5")), ("site.area_m2", "16.5"), ("site.area_m2", True),
    ("fire_safety.passed", True), ("fire_safety.passed", "是"), ("fire_safety.passed", Decimal(1)),
    ("facilities", ("air_conditioner", "fan")), ("facilities", ()), ("facilities", "fan"),
    ("facilities", ("fan、x", "无")), ("nobody.knows", "是"), ("nobody.knows", ("是",)),
    ("nobody.knows", Decimal("0.5")), ("nobody.knows", "1"), ("使用面积", "2026-01-13"),
    ("first_aid_box.expires_on", "2026-12-31"), ("first_aid_box.expires_on", "明年"),
    ("drivers.satisfied", Decimal("0.5")), ("tier", "basic"), ("tier", "基础型"),
)  # fmt: skip
COVERED = ("使用面积", "site.area_m2", '"使用面积"', '"', "A.1", "层级", "使用面积（㎡）")
BANK = Party(name="示例银行网点")
OWN = Activity(id="x-党课", label=Text(zh="党课", en="party lecture"), domain=ActivityDomain.PARTY)
DRAWING = Evidence(href="图", sha256="0" * 64)
NIGHT = Session(
    id="E-1",
    kind=ActivityKind.PARTY_LECTURE,
    venue="示例礼堂",
    start=datetime(2026, 1, 13, 22, tzinfo=SHANGHAI),
    end=datetime(2026, 1, 14, 0, tzinfo=SHANGHAI),
    status=SessionStatus.PLANNED,
)
CASES = {
    "nothing": Register(),
    "values of observations, suitable or not": Register(
        stations=[STATION], observations=[observed(i, *one) for i, one in enumerate(FOUND)]
    ),
    "a waiver of what only looks like a fact": Register(
        stations=[STATION],
        waivers=[
            Waiver(
                id=f"W-{number}",
                subject="370500",
                covers=covers,
                authority="示例局",
                reason="示例",
                valid_from=ON,
                valid_until=ON,
            )
            for number, covers in enumerate(
                ("使用面积", "site.area_m2", '"使用面积"', "A.1", "层级")
            )
        ],
    ),
    "not known and known to be none": Register(
        stations=[
            STATION,
            attrs.evolve(STATION, id="S-2", services=(), facilities=(), postings=()),
        ],
        funds=[
            Fund(id="F-1", name="专项", period=Period.parse("2026")),
            Fund(id="F-2", name="专项", period=Period.parse("2026"), spending=()),
            Fund(
                id="F-3",
                name="专项",
                period=Period.parse("2026"),
                spending=[Spending(amount_fen=5)],
            ),
            Fund(
                id="F-4",
                name="专项",
                period=Period.parse("2026"),
                spending=[Spending(amount_fen=0)],
            ),
            Fund(
                id="F-5",
                name="专项",
                period=Period.parse("2026"),
                spending=[Spending(amount_fen=7), Spending(amount_fen=7)],
            ),
        ],
    ),
    "who gives, once, twice and linked": Register(
        branches=[],
        donations=[
            Donation(id="D-1", donors=[BANK, Party(name="示例局")]),
            Donation(id="D-2", donors=[BANK, BANK]),
            Donation(id="D-3", donors=[attrs.evolve(BANK, name="甲、乙")]),
            Donation(id="D-4", donors=[attrs.evolve(BANK, name="无")]),
        ],
    ),
    "lines of which a number does not tell whose they are": Register(
        stations=[
            attrs.evolve(
                STATION,
                head=Person(token="P-1"),
                contacts=[
                    Contact(kind=ContactKind.PERSONAL, value="12328"),
                    Contact(kind=ContactKind.OFFICE_LINE, value="13800000000"),
                ],
            ),
            attrs.evolve(
                STATION,
                id="S-2",
                contacts=[Contact(kind=ContactKind.PERSONAL, value="13800000000")],
            ),
        ],
    ),
    "prices, beside what is free": Register(
        stations=[
            attrs.evolve(
                STATION,
                services=[
                    Service(domain=ServiceDomain.LEGAL, item=f"咨询{i}", free=free, price_fen=fen)
                    for i, (free, fen) in enumerate([(False, 990), (None, 990), (True, 0)])
                ],
            )
        ],
    ),
    "a kind of the office's own that bears the name of a shipped one": Register(
        activities=[OWN], sessions=[NIGHT, attrs.evolve(NIGHT, id="E-2", kind="x-党课")]
    ),
    "papers with and without a checksum": Register(
        stations=[STATION],
        observations=[
            attrs.evolve(observed(1, "tier", "basic"), evidence=[Evidence(href="a、b")]),
            attrs.evolve(observed(2, "tier", "basic"), evidence=[DRAWING, Evidence(href="图")]),
        ],
    ),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("register", CASES.values(), ids=CASES)
def test_what_is_hard_to_tell_apart_comes_back(register: Register, lang: Lang) -> None:
    """Cells that mean one of two things are written so that they mean one."""
    assert_comes_back(register, lang)


def test_what_is_long_shows_whole_and_money_to_the_fen(tmp_path: Path) -> None:
    """A list wraps in its column and its row is as high as it; 20650 yuan show as 20650.00."""
    write(read(SAMPLE, recorded_on=ON), tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    page = book["阵地台账"]
    at = {cell.value: cell.column for cell in page[1]}
    assert page.cell(2, at["设施"]).alignment.wrap_text
    assert page.row_dimensions[2].height == 30
    assert page.row_dimensions[4].height is None
    assert page.cell(2, at["阵地编号"]).number_format == "@"
    money = book["专项经费"]
    at = {cell.value: cell.column for cell in money[1]}
    assert {money.cell(row, at["下达金额(元)"]).number_format for row in (2, 3, 4)} == {"0.00"}


@pytest.mark.interop
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_it_comes_back_from_a_spreadsheet_program(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, the register is the same; the file is known."""
    register = read(SAMPLE, recorded_on=ON)
    write(register, tmp_path / "x.xlsx")
    subprocess.run(  # noqa: S603 - the program that the machine's owner installed
        [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(tmp_path / "x.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    found = inspect(tmp_path / "out" / "x.xlsx")
    assert (found.problems, found.notes, found.register) == ((), (), register)


def test_equal_registers_are_equal_bytes(tmp_path: Path) -> None:
    """Law 11: equal inputs, in any order, give equal bytes; and the file is known as ours."""
    register = read(SAMPLE, recorded_on=ON)
    turned = Register(
        **{one.name: getattr(register, one.name)[::-1] for one in attrs.fields(Register)}
    )
    write(register, tmp_path / "a.xlsx")
    write(turned, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert read_grids(tmp_path / "a.xlsx").marker == EXACT


def test_a_workbook_has_few_sheets() -> None:
    """Those that hold anything, in the order of the layout, and always that of the stations."""
    assert [sheet.title for sheet in sheets_of(Register())] == ["阵地台账"]
    sample = read(SAMPLE, recorded_on=ON)
    assert [sheet.title for sheet in sheets_of(sample)] == [
        "阵地台账", "服务清单", "责任主体", "党组织", "活动记录", "主讲方", "书目", "捐赠批次",
        "捐赠单位", "赠书登记", "专项经费", "诉求登记", "承诺计数", "现场核查", "豁免",
    ]  # fmt: skip
    english = [sheet.title for sheet in sheets_of(sample, "en")]
    assert english[:3] == ["Stations", "Services", "Actors"]


def shown(register: Register, title: str, lang: Lang = "zh") -> list[dict[str, object]]:
    """Return what stands in the rows of a sheet, by header, blank cells left out."""
    sheet = next(one for one in sheets_of(register, lang) if one.title == title)
    headers = [column.header for column in sheet.columns]
    return [
        {header: value for header, value in zip(headers, row, strict=True) if value is not None}
        for row in sheet.rows
    ]


FACILITIES = (
    "空调、充电插座、急救箱(有效期至2026-12-31)、冰箱、微波炉、休息躺椅、桌椅、饮水机、无线网络"
)


def test_a_station_as_people_read_it() -> None:
    """A whole row: words by their labels, money in yuan, dates as dates, the county by name."""
    (first, *_) = shown(read(SAMPLE, recorded_on=ON), "阵地台账")
    token = first.pop("负责人代号")
    assert isinstance(token, str)
    assert "示例甲" not in token
    assert first == {
        "阵地编号": "370502-01",
        "阵地名称": "示例一号司机党群服务阵地",
        "行政区划代码": "370502",
        "所在区县": "东营区",
        "类型": "综合型",
        "依托单位": "示例充电运营公司",
        "依托单位统一社会信用代码": "91370500TEAT000154",
        "详细地址": "东营区示例路1号",
        "使用面积(㎡)": Decimal(126),
        "座位数": 24,
        "停车位": 30,
        "经度": Decimal("118.5"),
        "纬度": Decimal("37.45"),
        "开放时间": "Mo-Su 08:00-20:00",
        "设施": FACILITIES,
        "上墙内容": "投诉电话、管理制度、开放时间、服务清单",
        "地图可查": "是",
        "服务清单": "见《服务清单》",
        "负责人": "示例甲",
        "联系电话": "12328",
        "启用日期": date(2024, 6, 28),
        "登记日期": date(2026, 1, 5),
    }


def test_other_rows_as_people_read_them() -> None:
    """A priced service, a session, what was spent, what was found: in Chinese and in English."""
    sample = read(SAMPLE, recorded_on=ON)
    cut = next(one for one in shown(sample, "服务清单") if one["服务事项"] == "理发")
    assert cut == {
        "阵地编号": "370502-01",
        "阵地名称": "示例一号司机党群服务阵地",
        "服务类别": "生活服务",
        "服务事项": "理发",
        "提供单位": "志愿者",
        "是否免费": "否",
        "价格(元)": Decimal("9.90"),
        "服务方式": "现场",
        "开放期间均可办理": "否",
        "备注": "周六",
    }
    funds = sorted(shown(sample, "Funds", "en"), key=lambda one: str(one["Granted (yuan)"]))
    assert [one.get("Spent (yuan)") for one in funds] == [
        None,
        Decimal("20650.00"),
        Decimal("41200.00"),
    ]
    found = {(one["核查项目"], one["核查结果"], one["方式"]) for one in shown(sample, "现场核查")}
    assert found == {
        ("使用面积", Decimal(126), "查看"),
        ("使用面积", Decimal("16.5"), "查看"),
        ("消防设施检测合格", "是", "查看"),
        ("司机满意度", Decimal(86), "访谈"),
    }


def test_details_that_nobody_fills_in_take_no_column() -> None:
    """Consent, tokens and links have columns where they are kept; the rest has them always."""
    bare = [one.header for one in sheets_of(Register(stations=[STATION]))[0].columns]
    assert "使用面积(㎡)" in bare
    assert "停用日期" in bare
    assert "负责人" in bare
    assert not [header for header in bare if "同意" in header or "代号" in header]
    named = attrs.evolve(STATION, head=Person(token="P-1", name="示例甲"))
    assert "负责人代号" in [one.header for one in sheets_of(Register(stations=[named]))[0].columns]


def test_a_workbook_of_ours_may_be_edited(tmp_path: Path) -> None:
    """What people type into it is read as people write it."""
    path = tmp_path / "台账.xlsx"
    write(Register(stations=[attrs.evolve(STATION, site=Site(seats=20))]), path)
    book = openpyxl.load_workbook(path)
    page = book["阵地台账"]
    at = {cell.value: cell.column for cell in page[1]}
    for header, typed in {
        "座位数": "２４个",
        "启用日期": "2025年3月1日",
        "开放时间": "周一至周五 8:30-17:30",
        "地图可查": "√",
    }.items():
        page.cell(2, at[header]).value = typed
    book.save(path)
    (station,) = read(path, recorded_on=ON).stations
    assert station == attrs.evolve(
        STATION,
        site=Site(seats=24),
        opened_on=date(2025, 3, 1),
        hours=station.hours,
        on_map=True,
    )
    assert str(station.hours) == "Mo-Fr 08:30-17:30"


def test_csv_holds_one_collection(tmp_path: Path) -> None:
    """One collection, or the parts of one, by name; of more than one it must be said which."""
    sample = read(SAMPLE, recorded_on=ON)
    with pytest.raises(ValueError, match=r"one collection: say which, of stations, actors, br"):
        write(sample, tmp_path / "x.csv")
    with pytest.raises(ValueError, match=r"'station' is no sheet: there are stations, services,"):
        write(sample, tmp_path / "x.csv", collection="station")
    assert not (tmp_path / "x.csv").exists()
    write(sample, tmp_path / "书目.csv", collection="titles")
    assert read(tmp_path / "书目.csv", recorded_on=ON) == Register(titles=sample.titles)
    write(Register(titles=sample.titles), tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_bytes() == (tmp_path / "书目.csv").read_bytes()
    write(sample, tmp_path / "服务清单.csv", collection="services")
    text = (tmp_path / "服务清单.csv").read_text("utf-8-sig")
    assert text.splitlines()[0].startswith('"阵地编号","阵地名称","服务类别"')
    assert len(text.splitlines()) == 1 + 34


def test_only_workbooks_and_csv_are_written(tmp_path: Path) -> None:
    """The ending says what a file is; a workbook holds every collection."""
    with pytest.raises(ValueError, match=r"ends in \.xlsx or \.csv"):
        write(Register(), tmp_path / "x.xls")
    with pytest.raises(ValueError, match="leave out collection"):
        write(Register(), tmp_path / "x.xlsx", collection="titles")
    assert not list(tmp_path.iterdir())


def test_a_text_that_no_file_can_hold_is_named(tmp_path: Path) -> None:
    """U+FFFF is no character of XML: the cell is told, and no file is begun."""
    register = Register(stations=[attrs.evolve(STATION, name="a\uffff")])
    with pytest.raises(ValueError, match=r"'阵地台账'!B2: '\\uffff' cannot be written"):
        write(register, tmp_path / "x.xlsx")
    assert not list(tmp_path.iterdir())


def test_sheets_have_titles_of_their_own() -> None:
    """No two sheets of the layout are called alike, in neither language."""
    for lang in LANGS:
        titles = {sheet.title(lang).casefold() for sheet in layouts().values()}
        assert len(titles) == len(layouts())
