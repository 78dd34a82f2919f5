"""What an office sees of a written register: sheets, columns, cells; and what is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import openpyxl
import pytest

from ridehire_partybuild import (
    Person,
    Region,
    Register,
    Site,
    Station,
    Tier,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables import read, write
from ridehire_partybuild.exchange.tables.exports import sheets_of
from ridehire_partybuild.exchange.tables.grids import read_grids
from ridehire_partybuild.exchange.tables.layout import EXACT, layouts

SAMPLE = Path(__file__).parent / "data" / "dongying-sample.xlsx"
ON = date(2026, 1, 5)
LANGS: tuple[Lang, ...] = ("zh", "en")
STATION = Station(id="S-1", name="示例一号", region=Region("370502"), tier=Tier.BASIC)


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
        "阵地台账", "服务清单", "责任主体", "党组织", "活动记录", "承办方", "书目", "捐赠批次",
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
