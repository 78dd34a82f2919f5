"""The yearly files of holiday-cn: merged by date, and strict."""

import json
from datetime import date
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidDocument
from ridehire_partybuild.values import Certainty, DayKind

PAPER = "http://www.gov.cn/zhengce/content/2019-11/21/content_5454164.htm"
LATER = "http://www.gov.cn/zhengce/content/2020-01/27/content_5472352.htm"


def written(**changes: Any) -> str:
    """A file of 2020, some of it changed."""
    days = [
        ("元旦", "2020-01-01", True),
        ("春节", "2020-01-19", False),
        *(("春节", f"2020-01-{day}", True) for day in range(24, 32)),
        ("春节", "2020-02-01", True),
        ("春节", "2020-02-02", True),
        ("春节", "2020-02-03", False),
        *(("清明节", "2020-04-04", True), ("劳动节", "2020-05-01", True)),
        *(("端午节", "2020-06-25", True), ("国庆节、中秋节", "2020-10-01", True)),
        *(("国庆节、中秋节", f"2020-10-0{day}", True) for day in (2, 3)),
    ]
    listed = [{"name": name, "date": day, "isOffDay": off} for name, day, off in days]
    file = {"$schema": "x", "$id": "x", "year": 2020, "papers": [PAPER, LATER], "days": listed}
    return json.dumps(file | changes, ensure_ascii=False)


def test_a_file_of_two_papers() -> None:
    """The extension of 2020: the last paper's day, a swap for each make-up workday alone."""
    (year,) = WorkCalendar.from_holiday_json(written()).years
    assert (year.notice.published, year.notice.href) == ("2020-01-27", PAPER)
    assert year.bridge_days_off == (date(2020, 1, 31),)
    assert year.makeup_workdays == (date(2020, 1, 19),)
    assert year.ordinary_days == (date(2020, 2, 3),)
    assert WorkCalendar(years=[year]).kind(date(2020, 2, 3)) is DayKind.WORKDAY


def test_a_year_without_a_day_off_by_law_is_refused() -> None:
    """A day that got lost would be a certain workday."""
    file = json.loads(written())
    days = [one for one in file["days"] if one["date"] != "2020-06-25"]
    with pytest.raises(InvalidDocument, match="every day off by law, got one without 2020-06-25"):
        WorkCalendar.from_holiday_json(written(days=days))


@given(st.permutations([2023, 2024, 2025, 2026]))
def test_files_merge_in_any_order(holiday_files: dict[int, str], order: list[int]) -> None:
    """Law 11: 'its year is the notice's year: merge by date'."""
    merged = WorkCalendar.from_holiday_json(*(holiday_files[year] for year in order))
    assert merged == WorkCalendar.from_holiday_json(*holiday_files.values())
    assert merged.kind(date(2022, 12, 31)) is DayKind.HOLIDAY
    assert "2023年" in merged.day(date(2022, 12, 31)).source


def test_a_file_without_days_announces_nothing() -> None:
    """There is a file for the year to come before its notice is out."""
    empty = WorkCalendar.from_holiday_json(written(papers=[], days=[]))
    assert empty.years == ()
    assert empty.day(date(2020, 1, 24)).certainty is Certainty.ASSUMED


def one_day(**changes: Any) -> list[dict[str, Any]]:
    """A list of one day, some of it changed; None leaves a key out."""
    day = {"name": "元旦", "date": "2020-01-01", "isOffDay": True} | changes
    return [{key: value for key, value in day.items() if value is not None}]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"year": "2020"}, ["$.year type"]),
        ({"year": True}, ["$.year type"]),
        ({"year": 1999}, ["$.year number.range"]),
        ({"papers": "x"}, ["$.papers type"]),
        ({"papers": [1, ""]}, ["$.papers[0] type", "$.papers[1] text.length"]),
        ({"papers": []}, ["$.papers holiday_json.papers"]),
        ({"days": {}}, ["$.days type"]),
        ({"note": 1}, ["$ key.unknown"]),
        ({"days": [1]}, ["$.days[0] type"]),
        ({"days": one_day(name=None)}, ["$.days[0] key.missing"]),
        ({"days": one_day(isOffDay="true")}, ["$.days[0].isOffDay type"]),
        ({"days": one_day(isOffDay=1)}, ["$.days[0].isOffDay type"]),
        ({"days": one_day(name="")}, ["$.days[0].name text.length"]),
        ({"days": one_day(date="2020-02-30")}, ["$.days[0].date time.date"]),
        ({"days": one_day(date="20200101")}, ["$.days[0].date time.date"]),
        ({"days": one_day(date="2020-1-1")}, ["$.days[0].date time.date"]),
        ({"days": one_day(more=1)}, ["$.days[0] key.unknown"]),
        ({"days": one_day() * 2}, ["$.days[1].date holiday_json.twice"]),
        ({"days": one_day() * 201}, ["$.days number.range"]),
        ({"days": one_day(date="2019-01-01")}, ["$.holidays calendar.range"]),
        ({"year": None, "days": one_day(date="x", name=None)},
         ["$.year type", "$.days[0] key.missing", "$.days[0].date time.date"]),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_all_its_problems(
    changes: dict[str, Any], told: list[str]
) -> None:
    """'Strict, all problems located', in both languages."""
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_holiday_json(written(**changes))
    assert [f"{one.path} {one.code}" for one in refused.value.problems] == told
    assert refused.value.text("zh") != refused.value.text("en")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "$ document.syntax"),
        ("[]", "$ type"),
        ("NaN", "$ document.syntax"),
        ("[" * 100_000, "$ document.syntax"),
        ('{"year": 1, "year": 2}', "$ key.duplicate"),
        (" " * 1_000_001, "$ text.length"),
        ("9" * 5_000, "$ document.syntax"),
    ],
)
def test_what_is_no_file_is_refused(text: str, told: str) -> None:
    """No JSON, no object, too deep, too long, a key twice."""
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_holiday_json(text)
    assert [f"{one.path} {one.code}" for one in refused.value.problems] == [told]


@pytest.mark.parametrize("key", ["\ud800", "\u202e\n", "x" * 900_000])
def test_a_key_breaks_no_message(key: str) -> None:
    """Unknown or there twice: what is told can be printed and is short."""
    for text in (json.dumps({key: 1}), f"{{{json.dumps(key)}: 1, {json.dumps(key)}: 2}}"):
        with pytest.raises(InvalidDocument) as refused:
            WorkCalendar.from_holiday_json(text[:1_000_000])
        told = refused.value.text("zh") + refused.value.text("en")
        assert told.encode()
        assert len(told) < 2_000
        assert "\u202e" not in told


def test_a_doubled_key_is_found_at_once() -> None:
    """Among ninety thousand others, in less than the square of their number."""
    keys = [*map(str, range(90_000)), "89999"]
    text = "{" + ",".join(f'"{key}":1' for key in keys) + "}"
    began = process_time()
    with pytest.raises(InvalidDocument, match="got '89999' twice"):
        WorkCalendar.from_holiday_json(text)
    assert process_time() - began < 5


def test_a_problem_names_its_file(holiday_files: dict[int, str]) -> None:
    """Of several files each problem says which one it is in; whole messages."""
    files = (holiday_files[2026], written(year="2020"), written(papers=[]))
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_holiday_json(*files)
    assert refused.value.text("en").splitlines() == [
        "$[1].year: Failed to parse '2020' as year: expected int, got str.",
        (
            "$[2].papers: Failed to parse [] as papers: "
            "expected the address of the notice that announces the days, got none."
        ),
    ]
    assert refused.value.text("zh").splitlines() == [
        "$[1].year: 无法将 '2020' 解析为年份：应为整数，实际为文本。",
        "$[2].papers: 无法将 [] 解析为 papers：应为公布这些日期的通知网址，实际为无。",
    ]


def test_bytes_are_no_text() -> None:
    """A file is opened by whoever has it."""
    with pytest.raises(InvalidDocument, match="expected str, got bytes"):
        WorkCalendar.from_holiday_json(b"{}")  # type: ignore[arg-type]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["year", "papers", "days", "name", "date", "isOffDay"]), inner, max_size=4
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.text(max_size=30) | _JSON.map(json.dumps))
def test_no_text_crashes_the_reader(text: str) -> None:
    """A file is read or refused as a document, whatever stands in it."""
    try:
        WorkCalendar.from_holiday_json(text)
    except InvalidDocument as error:
        refused = error
    else:
        return
    assert refused.text("zh")


def test_two_files_of_one_year_are_refused_as_files() -> None:
    """Of two papers without a day of publication nobody can say which came later."""
    files = [written(papers=["x"]), written(papers=["y"], days=one_day(name="新年"))]
    with pytest.raises(InvalidDocument) as caught:
        WorkCalendar.from_holiday_json(*files)
    assert [(one.code, one.path) for one in caught.value.problems] == [("calendar.year_twice", "$")]
    assert caught.value.text("zh")


@pytest.mark.parametrize("year", [2000, 2100])
def test_the_years_go_from_2000_to_2100(year: int) -> None:
    """The first and the last of them can be read; a file without days has to be of one of them."""
    assert WorkCalendar.from_holiday_json(written(year=year, papers=[], days=[])).years == ()


@pytest.mark.parametrize("year", [1999, 2101])
def test_no_file_is_of_another_year(year: int) -> None:
    """Not even one that announces nothing."""
    with pytest.raises(InvalidDocument, match=f"a number from 2000 to 2100, got {year}"):
        WorkCalendar.from_holiday_json(written(year=year, papers=[], days=[]))


def renamed(name: str) -> list[dict[str, Any]]:
    """The days of 2020, New Year under another name."""
    days: list[dict[str, Any]] = json.loads(written())["days"]
    return [one | {"name": name} if one["name"] == "元旦" else one for one in days]


def test_the_longest_texts_are_read_and_longer_ones_are_not() -> None:
    """500 characters of an address, 60 of a name; whole messages."""
    written_long = written(papers=[PAPER, "x" * 500], days=renamed("元" * 60))
    assert len(WorkCalendar.from_holiday_json(written_long).years) == 1
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_holiday_json(written(papers=["x" * 501], days=renamed("元" * 61)))
    assert [{**one.params, "value": ""} for one in refused.value.problems] == [
        {"kind": "papers", "value": "", "low": 1, "high": 500, "length": 501},
        {"kind": "name", "value": "", "low": 1, "high": 60, "length": 61},
    ]


def test_a_list_of_two_hundred_days_is_read_to_its_end() -> None:
    """Each day that stands there twice is told; of one more nothing is read."""
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_holiday_json(written(days=one_day() * 200))
    assert {one.code for one in refused.value.problems} == {"holiday_json.twice"}
    assert len(refused.value.problems) == 199


@pytest.mark.parametrize(
    ("key", "told"),
    [("note", "note"), ("x" * 80, "x" * 80), ("x" * 81, "'" + "x" * 78 + "…"), ("a b", "'a b'")],
)
def test_an_unknown_key_is_told_as_it_stands_if_it_is_plain(key: str, told: str) -> None:
    """Words stand as they are, up to 80 characters; what is longer or no word is quoted."""
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_holiday_json(written(**{key: 1}))
    assert [one.params["key"] for one in refused.value.problems] == [told]


def test_a_text_too_long_is_told_by_its_beginning() -> None:
    """Eighty characters tell which file it was; the rest stays where it is."""
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_holiday_json("0123456789" * 100_001)
    assert refused.value.problems[0].params["value"] == "0123456789" * 8
