"""Which sheet is which, and which of its rows are records."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.exchange.tables.bindings import mapped
from ridehire_partybuild.exchange.tables.layout import SheetLayout, layouts
from ridehire_partybuild.exchange.tables.raw import Grid, Grids, Row, dense
from ridehire_partybuild.exchange.tables.sheets import Found, find_tables


def grid(sheet: str | None, *rows: Sequence[Any], merged: tuple[str, ...] = ()) -> Grid:
    """Return a sheet of those rows, blank ones left out."""
    told: list[Row] = []
    for number, row in enumerate(rows, 1):
        values = {column: value for column, value in enumerate(row, 1) if value is not None}
        if values:
            told.append(dense(number, values))
    return Grid(sheet, tuple(told), merged)


def found(*grids: Grid, name: str = "文件", mapping: Any = None, exact: bool = False) -> Found:
    """Return what the sheets are."""
    return find_tables(Grids(grids), name, mapped(mapping), exact=exact)


def paths(one: Found) -> dict[str, str]:
    """Return the paths of the columns of the only table, by header."""
    (table,) = one.tables
    return {b.header: b.column.path for b in table.bound if b.column is not None}


HEAD: list[Any] = ["序号", "阵地编号", "阵地名称", "行政区划代码", "类型"]


@given(
    st.sampled_from(sorted(layouts())),
    st.randoms(),
    st.sampled_from(["ours", "Sheet1"]),
    st.sampled_from(["zh", "en"]),
)
def test_a_sheet_of_our_own_headers_is_known_under_any_title(
    name: str, at: Any, title: str, lang: Any
) -> None:
    """By title and headers, in whatever order the columns stand; by headers alone if enough."""
    sheet: SheetLayout = layouts()[name]
    headers = [column.header(lang) for column in sheet.columns.values()]
    at.shuffle(headers)
    one = found(
        grid(sheet.title(lang) if title == "ours" else title, headers, ["x"] * len(headers))
    )
    assert [table.layout.name for table in one.tables] == [name]
    assert set(paths(one).values()) == set(sheet.columns)
    assert (one.unmapped, one.problems) == ((), ())


def test_the_header_is_found_below_title_rows() -> None:
    """Title rows, a row of groups, blank rows: the header is where the known headers are."""
    one = found(
        grid("Sheet1", ["2025年台账"], [], ["基本信息", None, "名称"], HEAD, [1, "S-1", "甲"])
    )
    assert (one.tables[0].header_row, [row.number for row in one.tables[0].rows]) == (4, [5])


def test_a_title_that_contains_ours_is_a_hint() -> None:
    """东营区阵地台账（2025） is a 阵地台账; headers decide where the hint is wrong."""
    head = ["阵地编号", "名称", "类型", "区划代码"]
    assert found(grid("东营区阵地台账（2025）", head, ["S-1"])).tables[0].layout.name == "stations"
    wrong = found(grid("活动记录说明", HEAD, [1, "S-1"]))
    assert wrong.tables[0].layout.name == "stations"


def test_the_name_of_a_csv_file_is_its_title() -> None:
    """A CSV file has only headers; its name tells of two that are alike."""
    head = ["编号", "名称", "类型"]
    assert found(grid(None, head, ["1", "甲"]), name="党组织").tables[0].layout.name == "branches"


HEADERS = {
    "使用面积（㎡）": "site.area_m2",
    "使用面积(平方米)": "site.area_m2",
    "*座位数": "site.seats",
    "座 位": "site.seats",
    "座位数(个)": "site.seats",
    "座位数（必填）": "site.seats",
    "联系电话(办公)": "contacts",
    "依托\n单位": "operator.name",
    "ＳＥＡＴＳ": "site.seats",
}


@pytest.mark.parametrize(("header", "path"), HEADERS.items())
def test_a_header_is_known_with_its_ornaments(header: str, path: str) -> None:
    """Width, space, stars and units in brackets are no part of a header."""
    assert path in paths(found(grid("阵地台账", [*HEAD, header], [1]))).values()


@pytest.mark.parametrize("header", ["使用面积(亩)", "座位数(万个)", "绿化率"])
def test_a_header_that_says_something_else_is_told(header: str) -> None:
    """An area in mu is not read as one in square metres: it is not read, and a note says so."""
    one = found(grid("阵地台账", [*HEAD, header], [1, "S-1", "甲", "370502", "流动", 5]))
    assert [(u.sheet, u.column, u.header) for u in one.unmapped] == [("阵地台账", "F", header)]
    (note,) = one.notes
    assert note.text("zh") == f"阵地台账 F 列: 无法识别表头 '{header}'，该列未读取"
    assert (
        note.text("en")
        == f"阵地台账 column F: '{header}' is a header that nobody knows, the column was not read"
    )


def test_a_column_without_a_header_is_told() -> None:
    """What stands below no header is not dropped silently."""
    one = found(grid("阵地台账", HEAD, [1, "S-1", "甲", "370502", "流动", "附注"]))
    assert [(u.column, u.header) for u in one.unmapped] == [("F", None)]


def test_of_two_columns_of_one_field_the_closer_counts() -> None:
    """使用面积(㎡) is our own header, 面积 another's: the second is told."""
    one = found(grid("阵地台账", [*HEAD, "面积", "使用面积(㎡)"], [1]))
    assert paths(one)["使用面积(㎡)"] == "site.area_m2"
    assert [u.header for u in one.unmapped] == ["面积"]


def test_money_in_ten_thousands_says_so_in_its_header() -> None:
    """下达金额(万元): the unit is the header's."""
    one = found(grid("专项经费", ["年度", "名称", "下达金额(万元)"], [2025, "甲", 5]))
    assert [b.unit for b in one.tables[0].bound] == [None, None, "万元"]


def test_rows_that_are_no_records_are_told() -> None:
    """Totals, footnotes, repeated headers; a row with nothing but its number is silent."""
    rows: list[Any] = [
        [1, "S-1", "甲"], HEAD, [2], ["合 计", None, None, None, 24], [None, "小计"],
        ["注：数据截至年底"], [3, "S-2", "乙"],
    ]  # fmt: skip
    one = found(grid("阵地台账", HEAD, *rows))
    assert [row.number for row in one.tables[0].rows] == [2, 8]
    assert [(note.code, note.row) for note in one.notes] == [
        ("row.header", 3), ("row.total", 5), ("row.total", 6), ("row.footnote", 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "filler", ["以下空白", "（以下空白）", "以下 无内容", "此处空白", "/", "——", "略"]
)
def test_a_line_that_ends_a_table_is_no_record(filler: str) -> None:
    """What is written into a table to show that it ends there is told as a note, not read."""
    one = found(grid("捐赠批次", ["批次编号", "捐赠日期"], ["P-1", "2026-01-06"], [filler]))
    assert [row.number for row in one.tables[0].rows] == [2]
    assert [(note.code, note.row) for note in one.notes] == [("row.footnote", 3)]


def test_what_is_merged_down_a_column_holds_for_each_row() -> None:
    """Offices merge 阵地编号 over the services of one station."""
    head = ["阵地编号", "服务类别", "服务事项"]
    one = found(
        grid("服务清单", head, ["S-1", "基本服务", "休息"], [None, None, "饮水"], merged=("A2:A3",))
    )
    assert [row.cells[0].value for row in one.tables[0].rows] == ["S-1", "S-1"]
    assert [row.cells[1].value for row in one.tables[0].rows] == ["基本服务", None]


def test_an_unknown_sheet_is_told() -> None:
    """Neither its title nor its headers: noted and listed, never dropped silently."""
    one = found(grid("通讯录", ["甲", "乙"], ["1", "2"]))
    assert [(u.sheet, u.column) for u in one.unmapped] == [("通讯录", None)]
    assert [n.text("zh") for n in one.notes] == ["通讯录: 无法识别工作表 '通讯录'，未读取"]


def test_a_known_title_without_headers_is_a_problem() -> None:
    """Whoever calls a sheet 责任主体 means it to be read."""
    one = found(grid("责任主体", ["甲", "乙"], ["1", "2"]))
    assert [p.text("zh") for p in one.problems] == [
        (
            "责任主体: 无法将 '责任主体' 解析为文件："
            "应为含 主体编号、名称、角色、区划代码 等栏的表头行，"
            "实际为写有 '甲'、'乙' 的工作表。"
        )
    ]
    assert "expected a row of headers such as" in one.problems[0].text("en")


def test_hidden_sheets_are_told_and_empty_ones_are_nothing() -> None:
    """A hidden sheet is not read."""
    one = find_tables(
        Grids((Grid("阵地台账", ()),), hidden=("旧表",)), "x", mapped(None), exact=False
    )
    assert [n.text("en") for n in one.notes] == ["旧表: sheet '旧表' is hidden and was not read"]
    assert (one.tables, one.problems) == ((), ())


def test_an_office_may_say_what_its_own_names_mean() -> None:
    """By header, by header of one sheet, by title; what does not exist is a mistake."""
    own = {"台面数": "seats", "我的表": "stations", "另一表": {"面": "site.area_m2"}}
    head = ["阵地编号", "名称", "台面数", "面"]
    assert paths(found(grid("我的表", head, ["1"]), mapping=own))["台面数"] == "site.seats"
    assert "面" not in paths(found(grid("我的表", head, ["1"]), mapping=own))
    assert paths(found(grid("另一表", head, ["1"]), mapping=own))["面"] == "site.area_m2"
    with pytest.raises(ValueError, match=r"'no\.such'"):
        mapped({"x": "no.such"})


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ({"台面": "seat"}, r"'seat' is no sheet and no field, but 'site\.seats' may be meant"),
        ({"我的表": "station_s"}, "but 'stations'.* may be meant: the sheets are stations, "),
        (
            {"阵地台账": {"面": "area"}},
            r"'area' is no field of stations.*site\.area_m2.*: the fields",
        ),
        ({"经费": {"面": "seats"}, "甲": "stations"}, None),
        (
            {"阵地台账": {"书": "isbn"}},
            "'isbn' is no field of stations: the fields of stations are",
        ),
    ],
)
def test_a_field_that_is_misspelt_is_told_with_those_there_are(mapping: Any, told: Any) -> None:
    """What may be meant, and every field of the sheet; a sheet nobody knows may have any."""
    if told is None:
        assert mapped(mapping).sheets == {"甲": "stations"}
        return
    with pytest.raises(ValueError, match=told):
        mapped(mapping)


def test_tables_come_in_the_order_of_the_layout() -> None:
    """Equal sheets in any order give equal registers."""
    actors, stations = grid("责任主体", ["名称", "角色"], ["甲"]), grid("阵地台账", HEAD, [1, "S"])
    assert [t.layout.name for t in found(actors, stations).tables] == ["stations", "actors"]
