"""An empty workbook to begin with: every sheet, drop-downs, comments that explain each column."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ridehire_partybuild import Register, Tier, data
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables import inspect, template
from ridehire_partybuild.exchange.tables.grids import read_grids
from ridehire_partybuild.exchange.tables.layout import DERIVED, TEMPLATE, all_columns, layouts
from ridehire_partybuild.values import Region, Term

LANGS: tuple[Lang, ...] = ("zh", "en")
HINTS = tomllib.loads(data.text("tables/hints.toml"))
each_lang = pytest.mark.parametrize("lang", LANGS)


def opened(path: Path, lang: Lang) -> Any:
    """Return a template, as a spreadsheet program sees it."""
    template(path, lang)
    return openpyxl.load_workbook(path)


@each_lang
def test_an_untouched_template_is_an_empty_register(tmp_path: Path, lang: Lang) -> None:
    """No example row is taken for data, and nothing of ours is told as unknown."""
    template(tmp_path / "x.xlsx", lang)
    found = inspect(tmp_path / "x.xlsx", recorded_on=date(2026, 1, 5))
    assert found.register == Register()
    assert (found.problems, found.notes, found.unmapped) == ((), (), ())
    assert read_grids(tmp_path / "x.xlsx").marker == TEMPLATE


@each_lang
def test_a_template_has_every_sheet_and_column(tmp_path: Path, lang: Lang) -> None:
    """In the order of the layout, each header frozen and with a comment."""
    book = opened(tmp_path / "x.xlsx", lang)
    visible = [page for page in book if page.sheet_state == "visible"]
    assert [page.title for page in visible] == [one.title(lang) for one in layouts().values()]
    for page, sheet in zip(visible, layouts().values(), strict=True):
        assert page.freeze_panes == "A2"
        assert page.max_row == 1
        headers = [column.header(lang) for column in sheet.columns.values()]
        assert [cell.value for cell in page[1]] == headers
        for cell, column in zip(page[1], sheet.columns.values(), strict=True):
            said = HINTS["said"]["required"][lang == "en"]
            derived = (sheet.name, column.path) in DERIVED or column.path == "id"
            assert cell.comment.text.startswith(said) is (column.required and not derived)
            assert "{" not in cell.comment.text


@each_lang
def test_words_of_closed_lists_are_offered(tmp_path: Path, lang: Lang) -> None:
    """A column of one word, or of yes and no, has a drop-down; no other column refuses anything."""
    book = opened(tmp_path / "x.xlsx", lang)
    for sheet in layouts().values():
        offered = {
            str(rule.sqref).split(":")[0].rstrip("0123456789")
            for rule in book[sheet.title(lang)].data_validations.dataValidation
        }
        wanted = {
            openpyxl.utils.get_column_letter(number)
            for number, column in enumerate(sheet.columns.values(), 1)
            if column.kind in {"word", "flag", "priced_flag"}
        }
        assert offered == wanted


def test_comments_as_an_office_reads_them(tmp_path: Path) -> None:
    """Whether it must be filled in, the unit, an example, the words that are known."""
    page = opened(tmp_path / "x.xlsx", "zh")["阵地台账"]
    told = {cell.value: cell.comment.text for cell in page[1]}
    assert told["阵地编号"] == "本单位自编编号，不能重复；可留空，由系统生成。"
    assert told["阵地名称"] == "必填。文字。"
    assert told["使用面积(㎡)"] == "平方米，例如 126 或 11.5。"
    assert told["行政区划代码"] == "必填。六位行政区划代码，例如 370502。"
    assert told["类型"] == "可填：综合型、基础型、流动。"
    assert told["负责人"] == "文字。个人信息，不对外公布。"
    assert told["上墙内容"] == (
        "可填多项，用顿号分隔：服务清单、开放时间、投诉电话、管理制度、借阅制度。"
    )
    assert told["设施"].startswith("可注明数量和有效期")
    assert "可填：空调、" in told["设施"]
    assert (told["纬度"], told["停车位"]) == ("纬度，例如 37.4。", "整数，例如 6。")
    assert told["停用日期"] == "停止开放的第一天，例如 2026-03-01。"
    english = opened(tmp_path / "y.xlsx", "en")["Stations"]
    told = {cell.value: cell.comment.text for cell in english[1]}
    assert told["Name"] == "Must be filled in. Words."
    assert told["Tier"] == "One of: comprehensive, basic, mobile."
    assert "无" not in "".join(filter(None, told.values()))
    assert "“none” where there are none. Any of: air conditioner, " in told["Facilities"]


def test_every_kind_of_cell_is_explained_and_nothing_else() -> None:
    """Each kind of cell has a hint, or knows words; each hint is in both languages and in use."""
    kinds = {column.kind for _, column in all_columns() if column.path != "id"}
    worded = {"word", "words", "activity"}
    assert set(HINTS["kinds"]) == kinds - worded
    paths = {f"{sheet.name}.{column.path}" for sheet, column in all_columns()}
    assert set(HINTS["columns"]) <= paths
    for section in HINTS.values():
        assert all(len(texts) == 2 and all(texts) for texts in section.values())


def test_every_vocabulary_has_words_in_its_comment() -> None:
    """What offers a list says which words are on it."""
    for _, column in all_columns():
        if column.kind in {"word", "words", "items"}:
            assert column.vocabulary is not None or column.kind == "items", column.path
            assert column.vocabulary is None or issubclass(column.vocabulary, Term)


def test_a_template_is_filled_in_as_people_write(tmp_path: Path) -> None:
    """It is no file of ours once people have typed into it: their habits are read."""
    path = tmp_path / "x.xlsx"
    book = opened(path, "zh")
    page = book["阵地台账"]
    at = {cell.value: cell.column for cell in page[1]}
    typed = {
        "阵地名称": " 示例一号　",
        "行政区划代码": "370502 ",
        "类型": "基础",
        "使用面积(㎡)": "１１．５㎡",
        "启用日期": "2025年3月1日",
        "负责人": "示例甲",
        "联系电话": "12328",
    }
    for header, value in typed.items():
        page.cell(2, at[header]).value = value
    services = book["服务清单"]
    for number, value in enumerate(("示例一号", "基本", "饮水"), 2):
        services.cell(2, number).value = value
    book.save(path)
    found = inspect(path, recorded_on=date(2026, 1, 5))
    assert found.problems == ()
    assert found.register is not None
    (station,) = found.register.stations
    assert (station.name, station.region, station.tier) == (
        "示例一号",
        Region("370502"),
        Tier.BASIC,
    )
    assert station.site.area_m2 == Decimal("11.5")
    assert [one.item for one in station.services or ()] == ["饮水"]
    assert [one.value for one in station.contacts] == ["12328"]
    assert station.recorded_on is None or station.recorded_on == date(2026, 1, 5)
