"""Reading from a file: the face, other people's files, and what has a reader of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Contact, ContactKind, Isbn, Register, TimePromise
from ridehire_partybuild.errors import InvalidDocument, InvalidValue
from ridehire_partybuild.exchange import tables
from ridehire_partybuild.exchange.tables.layout import all_columns, layouts
from ridehire_partybuild.exchange.tables.observed import take_fact, take_observed
from ridehire_partybuild.exchange.tables.plain import Taken
from ridehire_partybuild.exchange.tables.readers import (
    Habits,
    contact_kind,
    reader_of,
    take_instant,
    take_isbn,
    take_promise,
)
from ridehire_partybuild.guideline import FACTS, FactKind
from ridehire_partybuild.testing.strategies import time_promises

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes lines into a CSV file."""

    def written(*lines: str, name: str = "阵地台账.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return written


HEAD = "阵地编号,名称,区划代码,类型,启用日期"


def test_the_face_is_what_it_says() -> None:
    """Every public name is there, found late, and nothing else is."""
    assert {"read", "inspect", "write", "annotate", "template", "to_rows"} <= set(tables.__all__)
    assert set(tables.__all__) <= set(dir(tables))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = tables.nothing


def test_importing_the_face_imports_no_table() -> None:
    """Nothing optional and nothing heavy at import."""
    told = "import sys, ridehire_partybuild.exchange.tables as t; print(*sys.modules)"
    plain = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    done = subprocess.run(  # noqa: S603 - our own interpreter, without what `make covered` adds
        [sys.executable, "-c", told], capture_output=True, check=True, text=True, env=plain
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"openpyxl", "defusedxml", "csv", "tomllib"}
    assert not any(one.startswith("ridehire_partybuild.exchange.tables.") for one in loaded)


def test_read_returns_a_register_or_raises_all_problems(write: Write) -> None:
    """`read` is `inspect` for those who take no partial answers."""
    register = tables.read(write(HEAD, "S-1,甲,370502,流动,"), recorded_on=date(2026, 1, 1))
    assert register.stations[0].recorded_on == date(2026, 1, 1)
    with pytest.raises(InvalidDocument) as caught:
        tables.read(write(HEAD, "S-1,,3705,流动,x"), recorded_on=date(2026, 1, 1))
    assert [(p.column, p.code) for p in caught.value.problems] == [
        ("B", "cell.missing"), ("C", "digits.length"), ("E", "time.date"),
    ]  # fmt: skip


def test_what_every_record_needs_is_told_in_words(write: Write) -> None:
    """Whole messages of a cell and of a column that are not there."""
    one = tables.inspect(write(HEAD, "S-1,,370502,流动,"))
    assert [p.text("zh") for p in one.problems] == [
        "第 2 行 B 列 名称: 无法将 — 解析为名称：应为必填，实际为空白。"
    ]
    assert one.problems[0].text("en") == (
        "row 2 column B 名称: Failed to parse — as name: "
        "expected a value, as one must be filled in, got a blank."
    )
    two = tables.inspect(write("阵地编号,名称,类型", "S-1,甲,流动", "S-2,乙,流动"))
    assert [p.text("zh") for p in two.problems] == [
        "无法将 — 解析为阵地：应为有“行政区划代码”一栏，实际为没有这一栏。"
    ]
    assert [p.text("en") for p in two.problems] == [
        "Failed to parse — as Station: expected a column “Division code”, got no such column."
    ]


def test_a_formula_is_not_computed(write: Write) -> None:
    """Its result belongs to the program that computes it; in a row of totals it is nobody's."""
    one = tables.inspect(write(f"{HEAD},座位", "S-1,甲,370502,流动,,=1+1", "合计,,,,,=SUM(F2:F2)"))
    (problem,) = one.problems
    assert problem.text("zh") == (
        "第 2 行 F 列 座位: 无法将 '=1+1' 解析为座位数：应为直接填写或以数值粘贴的内容，"
        "实际为公式。"
    )


def test_numbers_out_of_range_are_told_beside_a_cell_that_cannot_be_read(write: Write) -> None:
    """All at once; a contradiction of dates only when both could be read."""
    head = f"{HEAD},停用日期,座位,面积"
    one = tables.inspect(write(head, "S-1,甲,370502,错,2025-01-02,2025-01-01,-1,-2"))
    assert [(p.column, p.code) for p in one.problems] == [
        ("D", "vocabulary"), ("G", "number.range"), ("H", "number.range"),
    ]  # fmt: skip
    two = tables.inspect(write(head, "S-1,甲,370502,流动,2025-01-02,2025-01-01,1,2"))
    assert [(p.column, p.code) for p in two.problems] == [("F", "order.dates")]


def test_dates_of_the_document_fill_only_what_has_no_column(write: Write) -> None:
    """A blank cell of a column that is there is not known."""
    path = write(f"{HEAD},登记日期", "S-1,甲,370502,流动,,", "S-2,乙,370502,流动,,2025-02-01")
    dates: dict[str, Any] = {"recorded_on": date(2026, 1, 1), "records_since": date(2025, 1, 1)}
    register = tables.inspect(path, **dates).register
    assert register is not None
    assert [s.recorded_on for s in register.stations] == [None, date(2025, 2, 1)]
    assert {s.records_since for s in register.stations} == {date(2025, 1, 1)}


def test_an_offices_own_headers(write: Write) -> None:
    """``mapping`` says what they mean; without it they are listed."""
    path = write(f"{HEAD},台面", "S-1,甲,370502,流动,,24", name="我的表.csv")
    assert [u.header for u in tables.inspect(path).unmapped] == ["台面"]
    reading = tables.inspect(path, mapping={"台面": "seats", "我的表": "stations"})
    assert reading.register is not None
    assert reading.register.stations[0].site.seats == 24
    assert reading.unmapped == ()


def test_a_file_in_which_nothing_is_known_is_no_empty_register(write: Write) -> None:
    """Its headers are named, no number of anybody's is, and what helps is said."""
    path = write("通讯录", "甲,乙,丙", "1,2,13800000000", name="通讯录.csv")
    reading = tables.inspect(path)
    assert reading.register is None
    (problem,) = reading.problems
    assert problem.text("zh") == (
        "无法将 '通讯录' 解析为文件：应为表头可识别的工作表（自定表头可用 mapping= 说明），"
        "实际为表头 '甲'、'乙'、'丙'，均无法识别。"
    )
    assert problem.text("en") == (
        "Failed to parse '通讯录' as document: expected a sheet whose headers are known, or "
        "explained by mapping=, got headers '甲', '乙', '丙', none of them known."
    )
    persons = tables.inspect(write("138 00000000,13800000000", "1,2", name="x.csv"))
    assert [p.code for p in persons.problems] == ["table.unknown"]
    assert "13800000000" not in persons.problems[0].text("zh")


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n"])
def test_an_empty_file_is_told(write: Write, text: str) -> None:
    """Whoever asks for a register of nothing has named the wrong file."""
    reading = tables.inspect(write(text))
    assert [p.code for p in reading.problems] == ["table.empty"]
    assert reading.problems[0].text("zh").endswith("应为有表头行的工作表，实际为没有可读的内容。")


def test_an_empty_workbook_of_ours_is_an_empty_register(tmp_path: Path) -> None:
    """It bears the headers of the stations, and says that there are none."""
    tables.write(Register(), tmp_path / "x.xlsx")
    reading = tables.inspect(tmp_path / "x.xlsx")
    assert (reading.register, reading.problems) == (Register(), ())


def test_what_a_mapping_names_and_the_file_has_not_is_noted(write: Write) -> None:
    """A misspelt header would leave its column unread without a word."""
    path = write(f"{HEAD},台面", "S-1,甲,370502,流动,,24", name="我的表.csv")
    own: dict[str, Any] = {
        "台 面": "seats",
        "台面数": "seats",
        "别的表": "stations",
        "我的表": {"面": "area_m2"},
    }
    reading = tables.inspect(path, mapping=own)
    assert [note.text("zh") for note in reading.notes] == [
        "mapping 中的工作表 '别的表' 在文件中不存在",
        "mapping 中的表头 '台面数' 在表中不存在",
        "mapping 中的表头 '面' 在表中不存在",
    ]
    assert reading.register is not None
    assert reading.register.stations[0].site.seats == 24


def test_a_file_that_is_no_table_is_a_problem(tmp_path: Path) -> None:
    """It is told, not raised; a file that is not there is the system's to tell."""
    path = tmp_path / "旧.xls"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(100))
    reading = tables.inspect(path)
    assert [p.code for p in reading.problems] == ["table.xls"]
    assert reading.register is None
    with pytest.raises(FileNotFoundError):
        tables.inspect(tmp_path / "none.csv")


def test_whose_a_number_is() -> None:
    """A mobile number within other digits is none."""
    assert contact_kind("微信 abc") is ContactKind.PERSONAL
    assert contact_kind("+8613800000000") is ContactKind.PERSONAL
    assert contact_kind("400-800-13800000000") is ContactKind.OFFICE_LINE


SHEETS = [(sheet.name, path) for sheet in layouts().values() for path in sheet.columns]
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.times(),
    st.datetimes(), st.sampled_from(["无", "[", '["a"]', "3个工作日", "978-7-5440-0001-7", "1、2"]),
)  # fmt: skip


@given(st.sampled_from(SHEETS), st.booleans(), ANYTHING)
def test_every_reader_is_total(place: tuple[str, str], exact: Any, raw: Any) -> None:
    """A value with its notes, or all that is wrong: nothing else comes out of a cell."""
    sheet = layouts()[place[0]]
    take = reader_of(sheet, sheet.columns[place[1]], Habits(exact=exact))
    try:
        assert isinstance(take(raw), Taken)
    except InvalidValue as error:
        told = error.problems
    else:
        told = ()
    assert all(problem.text("zh") for problem in told)


@given(st.text(min_size=1))
def test_what_we_wrote_is_read_as_it_stands(text: str) -> None:
    """A name of ours may be 无 or begin with a space; an office's cell may not mean that."""
    for sheet, column in all_columns():
        if column.kind in {"text", "token", "ref", "named", "fact"}:
            assert reader_of(sheet, column, Habits(exact=True))(text).value == text


@given(st.text(max_size=5), st.sampled_from(["names", "refs", "parties"]))
def test_a_list_of_json_holds_what_would_divide_it(part: str, kind: str) -> None:
    """An id may hold the 、 that parts a list."""
    import json  # noqa: PLC0415 - this test alone

    sheet, column = next((s, c) for s, c in all_columns() if c.kind == kind)
    told = json.dumps([part, "甲、乙"], ensure_ascii=False)
    assert reader_of(sheet, column, Habits())(told).value == (part, "甲、乙")


@given(time_promises())
def test_a_promise_is_read_as_it_is_written(promise: TimePromise) -> None:
    """In the notation, and in Chinese."""
    assert take_promise(str(promise)).value == promise
    assert take_promise(f"{promise.amount}{promise.unit.label('zh')}内").value == promise


@pytest.mark.parametrize("raw", ["ISBN 978-7-5440-0001-7", "7-5440-0001-X", 9787544000017])
def test_book_numbers(raw: Any) -> None:
    """With or without hyphens, of ten places or thirteen, as text or as a number."""
    assert take_isbn(raw).value == Isbn("9787544000017")


def test_times_of_day_and_moments() -> None:
    """A column of times may hold moments."""
    assert take_instant(0.5).value == time(12, 0)
    assert str(take_instant("2025-01-01 9:00").value) == "2025-01-01 09:00:00+08:00"


def test_the_numbers_of_persons_are_told_apart_cell_by_cell() -> None:
    """Several in one cell, each its own kind; 无 is known to be none."""
    actors = layouts()["actors"]
    take = reader_of(actors, actors.columns["channels"], Habits())
    found = take("12345、13900000000").value
    assert [one.kind for one in found] == [ContactKind.OFFICE_LINE, ContactKind.PERSONAL]
    assert all(isinstance(one, Contact) for one in found)
    assert (take("无").value, take(None).value) == ((), None)
    assert take(12328.0).value[0].value == "12328"


OBSERVED = {
    ("使用面积", "16.5㎡"): "16.5",
    ("急救箱有效期", "2026/6/30"): "2026-06-30",
    ("类型", "流动车"): "mobile",
    ("设施", "空调、风扇"): "('air_conditioner', 'fan')",
    ("地图可查", "√"): "True",
    ("消防设施检测", "不合格"): "False",
    ("每周开放时长", "40小时"): "40",
    ("绿化率", "35%"): "35%",
    ("绿化率", 35): "35",
}


@pytest.mark.parametrize(("cell", "wanted"), OBSERVED.items())
def test_a_value_is_read_as_its_fact_says(cell: tuple[str, Any], wanted: str) -> None:
    """By the kind and the unit of the fact; of a fact that nobody knows it is kept as written."""
    fact = take_fact(cell[0]).value
    value = take_observed(cell[1], fact, None).value
    assert str(value) == wanted
    known = FACTS.get(str(fact))
    assert known is None or known.accept(value) is not None


def test_a_value_that_its_fact_cannot_have_is_told() -> None:
    """合格 is no area."""
    with pytest.raises(InvalidValue) as caught:
        take_observed("合格", "site.area_m2", None)
    assert [p.code for p in caught.value.problems] == ["number.written"]
    assert take_observed('["a、b", ""]', None, FactKind.WORDS).value == ("a、b", "")
    assert take_observed("合格", "site.area_m2", FactKind.WORD).value == "合格"


def test_what_nobody_knows_the_fact_of_is_kept_as_it_stands() -> None:
    """A flag, a number, a date and words, each as what it is; blank is not known."""
    cells = (True, 3.0, date(2025, 1, 2), " 良好 ", None)
    assert [take_observed(one, None, None).value for one in cells] == [
        True, 3, "2025-01-02", "良好", None,
    ]  # fmt: skip


def test_words_of_a_fact_that_nobody_knows() -> None:
    """A list of JSON where it is one; else what somebody typed, divided as lists are."""
    cells = ("甲、乙", "[甲、乙", '["甲"', "[1]", '["甲、乙"]', None)
    assert [take_observed(one, None, FactKind.WORDS).value for one in cells] == [
        ("甲", "乙"), ("[甲", "乙"), ('["甲"',), ("[1]",), ("甲、乙",), None,
    ]  # fmt: skip


def test_a_value_is_not_read_where_its_fact_could_not_be(write: Write) -> None:
    """What 合格 means depends on it: of the value nothing is told."""
    head = "阵地编号,核查日期,核查项目,核查结果,方式"
    path = write(head, "S-1,2026-01-05,=A1,合格,查看", name="现场核查.csv")
    subject, fact = tables.inspect(path).problems
    assert (subject.code, subject.column) == ("id.dangling", "A")
    assert fact.text("zh") == (
        "第 2 行 C 列 核查项目: 无法将 '=A1' 解析为事实："
        "应为直接填写或以数值粘贴的内容，实际为公式。"
    )


def test_a_kind_of_activity_without_a_name_is_no_kind(write: Write) -> None:
    """Nothing can be called by it; its own row is what is told."""
    path = write("名称,领域,说明", ",生活,x", "包饺子,生活,", name="活动种类.csv")
    told = {(one.row, one.code) for one in tables.inspect(path).problems}
    assert told == {(2, "cell.missing")}
