"""Recurrence rules: what is read, what is refused and why, and how it is printed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.values import Frequency, NthWeekday, Recurrence, Weekday

PARTS = (
    "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "INTERVAL=2", "BYMONTH=3,1",
    "BYMONTHDAY=-1,15", "BYDAY=MO,FR", "BYDAY=-1FR,2TU", "BYDAY=20MO", "BYSETPOS=-1", "COUNT=3",
    "UNTIL=20261231", "UNTIL=20261231T155959Z", "WKST=SU", "WKST=TU", "BYWEEKNO=20", "RSCALE=X",
    "FREQ=HOURLY", "BYMONTH=13", "BYDAY=XX", "COUNT=0", "",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=5))
def test_a_rule_is_read_or_refused(parts: list[str]) -> None:
    """Whatever is put together makes a rule that prints and reads alike, or an InvalidValue."""
    try:
        rule = Recurrence.parse(";".join(parts))
    except InvalidValue as error:
        assert error.problems  # noqa: PT017 - to raise is one of two good ends
        assert error.text("zh")  # noqa: PT017 - the same
    else:
        laws.text_round_trip(rule)
        assert set(str(rule).split(";")) <= {*parts, "BYMONTH=1,3", "BYDAY=2TU,-1FR",
                                             "BYDAY=-1FR,2TU", "BYMONTHDAY=-1,15",
                                             "UNTIL=20261231T155900Z"}  # fmt: skip


@given(strategies.recurrences())
def test_only_forms_that_all_read_alike(rule: Recurrence) -> None:
    """No BYSETPOS but of a month's weekdays, no BYMONTHDAY of a year without months, one end."""
    assert not (rule.by_set_pos and (rule.freq is not Frequency.MONTHLY or not rule.by_day))
    assert not (rule.by_month_day and rule.freq is Frequency.YEARLY and not rule.by_month)
    assert rule.count is None or rule.until is None
    assert rule.week_start in {Weekday.MO, Weekday.SU}
    assert list(rule.by_month) == sorted(set(rule.by_month))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("FREQ=DAILY;COUNT=3;UNTIL=20261231", ["recurrence.ends"]),
        ("FREQ=MONTHLY;BYSETPOS=1", ["recurrence.set_pos"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=1", ["recurrence.set_pos"]),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", ["recurrence.set_pos"]),
        ("FREQ=YEARLY;BYDAY=MO,TU;BYSETPOS=1", ["recurrence.set_pos"]),
        ("FREQ=DAILY;BYMONTHDAY=-1", ["recurrence.month_days"]),
        ("FREQ=WEEKLY;BYMONTHDAY=1", ["recurrence.month_days"]),
        ("FREQ=YEARLY;BYMONTHDAY=1", ["recurrence.month_days"]),
        ("FREQ=MONTHLY;BYMONTHDAY=0", ["recurrence.zero"]),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", ["recurrence.zero"]),
        ("FREQ=MONTHLY;BYMONTHDAY=32", ["number.range"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-32", ["number.range"]),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=32", ["number.range"]),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-32", ["number.range"]),
        ("FREQ=WEEKLY;BYDAY=1MO", ["recurrence.numbered"]),
        ("FREQ=DAILY;BYDAY=1MO", ["recurrence.numbered"]),
        ("FREQ=MONTHLY;BYDAY=1MO,TU", ["recurrence.numbered"]),
        ("FREQ=MONTHLY;BYDAY=6MO", ["recurrence.numbered"]),
        ("FREQ=YEARLY;BYMONTH=1;BYDAY=-6MO", ["recurrence.numbered"]),
        ("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1", ["recurrence.numbered"]),
        ("FREQ=WEEKLY;WKST=WE", ["recurrence.week_start"]),
        ("FREQ=DAILY;BYMONTHDAY=1;COUNT=1;UNTIL=20261231;WKST=FR",
         ["recurrence.ends", "recurrence.month_days", "recurrence.week_start"]),
        ("FREQ=SECONDLY;BYWEEKNO=1;RSCALE=CHINESE;SKIP=OMIT;BYYEARDAY=1;BYHOUR=9",
         ["recurrence.freq", *["recurrence.parts"] * 5]),
        ("INTERVAL=2", ["recurrence.freq"]),
        ("FREQ=DAILY;INTERVAL=", ["recurrence.syntax"]),
        ("FREQ=DAILY;INTERVAL=0", ["number.range"]),
        ("FREQ=DAILY;FREQ=DAILY", ["recurrence.syntax"]),
        ("FREQ=DAILY;", ["recurrence.syntax"]),
        ("freq=daily", ["recurrence.syntax", "recurrence.freq"]),
        ("FREQ=DAILY;UNTIL=20260231", ["recurrence.syntax"]),
        ("FREQ=DAILY;UNTIL=20261231T235959", ["recurrence.syntax"]),  # floating: whose time?
        ("FREQ=DAILY;UNTIL=20261231T246060Z", ["recurrence.syntax"]),
        ("FREQ=DAILY;UNTIL=18991231", ["time.range"]),
        ("FREQ=MONTHLY;BYDAY=MONDAY", ["recurrence.syntax"]),
        ("FREQ=MONTHLY;BYDAY=60MO", ["recurrence.syntax"]),
        ("", ["recurrence.syntax"]),
        ("FREQ=DAILY" + ";" * 2000, ["recurrence.syntax"]),
        (5, ["recurrence.syntax"]),
    ],
)  # fmt: skip
def test_forms_on_which_programs_differ_are_refused(text: Any, codes: list[str]) -> None:
    """All that is wrong is told at once, each with its own reason."""
    with pytest.raises(InvalidValue) as caught:
        Recurrence.parse(text)
    assert [one.code for one in caught.value.problems] == codes


def test_whole_messages() -> None:
    """What failed, the value, what was expected, what was there: in both languages."""
    with pytest.raises(InvalidValue) as caught:
        Recurrence(freq=Frequency.WEEKLY, by_day=[NthWeekday.parse("MO")], by_set_pos=[1])
    assert caught.value.text("en") == (
        "$.by_set_pos: Failed to parse 'FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1' as Recurrence: expected"
        " BYSETPOS in a monthly rule only, beside BYDAY and without BYMONTHDAY,"
        " got 'FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1'."
    )
    with pytest.raises(InvalidValue) as caught:
        Recurrence.parse("FREQ=MONTHLY;RSCALE=CHINESE")
    assert caught.value.text("zh") == (
        "无法将 'FREQ=MONTHLY;RSCALE=CHINESE' 解析为重复规则：应为各种日历软件理解一致的部分"
        "（FREQ、INTERVAL、BYMONTH、BYMONTHDAY、BYDAY、BYSETPOS、COUNT、UNTIL、WKST），"
        "实际为 RSCALE。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;INTERVAL=999",
        "FREQ=DAILY;COUNT=9999",
        "FREQ=MONTHLY;BYMONTHDAY=-31,31",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-31,31",
        "FREQ=YEARLY;BYDAY=-53MO,53SU",
    ],
)
def test_the_largest_numbers_are_taken(text: str) -> None:
    """RFC 5545, 3.3.10: the 31st day from either end of a month, the 53rd week of a year."""
    assert str(Recurrence.parse(text)) == text


def test_a_rule_of_a_thousand_characters_is_read() -> None:
    """As long as it may be, and no longer: what is longer is not even looked at."""
    rule = "FREQ=DAILY;BYMONTH=" + "1," * 490 + "2"
    assert (len(rule), Recurrence.parse(rule).by_month) == (1000, (1, 2))
    with pytest.raises(InvalidValue) as caught:
        Recurrence.parse(rule.replace("DAILY", "WEEKLY"))
    assert [one.code for one in caught.value.problems] == ["recurrence.syntax"]


def test_a_part_that_cannot_be_read_is_cut_short() -> None:
    """A message names the part by its first 80 characters, its quotation mark among them."""
    with pytest.raises(InvalidValue) as caught:
        Recurrence.parse("FREQ=DAILY;COUNT=" + "9" * 100 + "x")
    (problem,) = caught.value.problems
    assert problem.params["part"] == "'COUNT=" + "9" * 73
    assert str(caught.value).endswith(", got 'COUNT=" + "9" * 73 + ".")


def test_what_means_the_same_is_the_same() -> None:
    """Order and repetition within a part, an interval of 1, plus signs and seconds tell nothing."""
    same = [
        "FREQ=MONTHLY;BYMONTH=3,1;BYMONTHDAY=+2,2;UNTIL=20261231T155959Z",
        "INTERVAL=1;UNTIL=20261231T155900Z;BYMONTHDAY=2;BYMONTH=1,3,3;FREQ=MONTHLY;WKST=MO",
    ]
    assert len({Recurrence.parse(one) for one in same}) == 1
    assert str(Recurrence.parse(same[0])) == (
        "FREQ=MONTHLY;BYMONTH=1,3;BYMONTHDAY=2;UNTIL=20261231T155900Z"
    )


def test_an_end_is_a_day_or_a_moment() -> None:
    """UNTIL is of the type it is written in."""
    assert Recurrence.parse("FREQ=DAILY;UNTIL=20261231").until == date(2026, 12, 31)
    assert Recurrence.parse("FREQ=DAILY;UNTIL=20261231T010000Z").until == datetime(
        2026, 12, 31, 1, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "portable"),
    [
        ("FREQ=DAILY;BYMONTH=1", True),
        ("FREQ=WEEKLY;BYDAY=MO;BYMONTH=1,2", True),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", True),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", True),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5", False),
        ("FREQ=MONTHLY;BYDAY=1MO,2TU;BYSETPOS=1", False),
        ("FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1", False),
        ("FREQ=MONTHLY;BYMONTH=2", False),
        ("FREQ=YEARLY", True),
        ("FREQ=YEARLY;BYDAY=MO", True),
        ("FREQ=YEARLY;BYDAY=20MO", False),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", True),
        ("FREQ=YEARLY;BYMONTH=3", False),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5", False),
    ],
)
def test_which_forms_thunderbird_reads_too(text: str, portable: bool) -> None:  # noqa: FBT001
    """What ical.js expands otherwise is told; the interop test holds it to ical.js itself."""
    assert Recurrence.parse(text).is_portable is portable


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"weekday": Weekday.MO, "nth": 0}, "number.range"),
        ({"weekday": Weekday.MO, "nth": 54}, "number.range"),
        ({"weekday": "MO"}, "type"),
    ],
)
def test_weekdays_that_there_are_not(fields: Any, code: str) -> None:
    """No zeroth Monday, no 54th."""
    with pytest.raises(InvalidValue) as caught:
        NthWeekday(**fields)
    assert [one.code for one in caught.value.problems] == [code]


@pytest.mark.parametrize(
    "fields",
    [
        {"by_month": 1}, {"by_day": ("MO",)}, {"by_day": (1, 2)}, {"by_month_day": ("1", 2)},
        {"interval": True}, {"until": "20261231"}, {"freq": "DAILY"},
    ],
)  # fmt: skip
def test_other_types_are_refused(fields: Any) -> None:
    """The annotations are the rule: a text is no number, a word no member."""
    with pytest.raises(InvalidValue) as caught:
        Recurrence(**{"freq": Frequency.MONTHLY} | fields)
    assert {one.code for one in caught.value.problems} == {"type"}


def test_a_rule_shows_itself_as_it_is_read() -> None:
    """What `repr` prints is how to make it again."""
    rule = Recurrence.parse("FREQ=MONTHLY;BYDAY=-1FR")
    assert repr(rule) == "Recurrence.parse('FREQ=MONTHLY;BYDAY=-1FR')"
    assert repr(rule.by_day) == "(NthWeekday.parse('-1FR'),)"


def test_more_numbers_than_there_are_fill_no_memory() -> None:
    """A rule given a billion months is refused by the first of them."""
    many: Any = range(10**9)
    with pytest.raises(InvalidValue) as caught:
        Recurrence(freq=Frequency.DAILY, by_month=many)
    assert {one.code for one in caught.value.problems} == {"number.range"}
    assert caught.value.problems[0].path == "$.by_month[0]"
