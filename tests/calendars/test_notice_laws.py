"""Notices written from what they rule, and read back; and what a slip of the pen does to them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar
from ridehire_partybuild.calendars.statutory import festivals, statutory_days
from ridehire_partybuild.errors import InvalidDocument
from ridehire_partybuild.values import NoticeKind

WEEKDAYS = "一二三四五六日"
PAPER = Notice(title="示例通知", published="2026-11-05", href="https://example.org/notice")


def days(first: date, last: date) -> tuple[date, ...]:
    """Every day from ``first`` to ``last``."""
    return tuple(first + timedelta(days=offset) for offset in range((last - first).days + 1))


@attrs.frozen
class Holiday:
    """One holiday: its name, its first and last day off, its make-up workdays."""

    name: str
    first: date
    last: date
    worked: tuple[date, ...]

    @property
    def off(self) -> tuple[date, ...]:
        """The days off."""
        return days(self.first, self.last)


def _dates(year: int) -> dict[str, tuple[date, date]]:
    when = festivals(year)
    return {
        "元旦": (date(year, 1, 1), date(year, 1, 1)),
        "春节": (
            when["spring_festival"] - timedelta(days=1),
            when["spring_festival"] + timedelta(days=2),
        ),
        "清明节": (when["qingming"], when["qingming"]),
        "劳动节": (date(year, 5, 1), date(year, 5, 2)),
        "端午节": (when["dragon_boat"], when["dragon_boat"]),
        "中秋节": (when["mid_autumn"], when["mid_autumn"]),
        "国庆节": (date(year, 10, 1), max(date(year, 10, 3), when["mid_autumn"])),
    }


@st.composite
def holidays(draw: Any) -> tuple[int, tuple[Holiday, ...]]:
    """Return the holidays of a year, as a notice could rule them."""
    year = draw(st.integers(2025, 2060))
    found: list[Holiday] = []
    when = {
        name: core
        for name, core in _dates(year).items()
        if name != "中秋节" or core[1].month == 9  # else joined with National Day
    }
    taken = {day for core in when.values() for day in days(*core)}
    for name, (first, last) in when.items():
        start, end = first, last
        for _ in range(draw(st.integers(0, 3))):
            start -= timedelta(days=start - timedelta(days=1) not in taken)
        for _ in range(draw(st.integers(0, 4))):
            end += timedelta(days=end + timedelta(days=1) not in taken)
        off = days(start, end)
        taken.update(off)
        given_away = [d for d in off if d.weekday() < 5 and d not in statutory_days(d.year)]
        near = days(start - timedelta(days=8), end + timedelta(days=8))
        free = [d for d in near if d.weekday() >= 5 and d not in taken]
        most = min(len(given_away), len(free), 3)
        worked = draw(st.lists(st.sampled_from(free), max_size=most, unique=True)) if most else []
        taken.update(worked)
        found.append(Holiday(name, start, end, tuple(sorted(worked))))
    return year, tuple(found)


@attrs.frozen
class Manner:
    """How a clerk writes: weekdays, ranges, counts, numbers, digits, breaks."""

    weekday: str | None
    to: str
    counted: bool
    numbered: bool
    with_month: bool
    with_year: bool
    full_width: bool
    broken: bool
    verb: str

    def day(self, day: date, *, month: bool = True) -> str:
        """Write one date."""
        year = f"{day.year}年" if self.with_year or day.month == 12 else ""
        weekday = f"（{self.weekday}{WEEKDAYS[day.weekday()]}）" if self.weekday else ""
        return (
            f"{year}{day.month}月{day.day}日{weekday}" if month or year else f"{day.day}日{weekday}"
        )

    def sentence(self, number: int, one: Holiday) -> str:
        """Write one holiday."""
        off = self.day(one.first)
        if one.first != one.last:
            month = self.with_month or one.first.month != one.last.month
            off += self.to + self.day(one.last, month=month)
        count = f"，共{len(one.off)}天" if self.counted else ""
        head = f"{'一二三四五六七八'[number]}、" if self.numbered else ""
        work = "、".join(self.day(day) for day in one.worked)
        return f"{head}{one.name}：{off}{self.verb}{count}。" + (f"{work}上班。" if work else "")

    def write(self, found: tuple[Holiday, ...]) -> str:
        """Write all of them."""
        text = "\n".join(self.sentence(number, one) for number, one in enumerate(found))
        if self.broken:
            text = text.replace("至", "\n至 ").replace("（", " （\n")
        if self.full_width:
            text = text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
        return text


MANNERS = st.builds(
    Manner,
    weekday=st.sampled_from([None, "周", "星期"]),
    to=st.sampled_from(["至", "—", "-", "到", "～"]),
    counted=st.booleans(),
    numbered=st.booleans(),
    with_month=st.booleans(),
    with_year=st.booleans(),
    full_width=st.booleans(),
    broken=st.booleans(),
    verb=st.sampled_from(["放假", "放假调休", "放假公休"]),
)
PLAIN = Manner(weekday=None, to="至", counted=False, numbered=True, with_month=True,
               with_year=False, full_width=False, broken=False, verb="放假")  # fmt: skip


def ruled(year: int, found: tuple[Holiday, ...], kind: NoticeKind) -> HolidayYear:
    """What these holidays rule."""
    parts = [(one.off, one.worked) for one in found]
    return HolidayYear.of_holidays(year, attrs.evolve(PAPER, kind=kind), parts)


def read(text: str, year: int) -> HolidayYear:
    """What a text rules."""
    details = {"title": PAPER.title, "published": PAPER.published, "href": PAPER.href}
    (found,) = WorkCalendar.from_notice(text, year, **details).years
    return found


@given(holidays(), MANNERS)
def test_a_written_notice_reads_back(
    drawn: tuple[int, tuple[Holiday, ...]], manner: Manner
) -> None:
    """'A generated notice reads back to the same HolidayYear', however it is written."""
    year, found = drawn
    assert read(manner.write(found), year) == ruled(year, found, NoticeKind.ANNUAL)


def _told(text: str, year: int) -> Iterator[tuple[tuple[date, ...], tuple[date, ...]]]:
    """Read a plain notice another way: by lines, each date with its month and its year."""

    def the(match: re.Match[str]) -> date:
        return date(int(match[1] or year), int(match[2]), int(match[3]))

    for line in text.splitlines():
        off, _, work = line.partition("放假")
        ends = [the(one) for one in re.finditer(r"(?:(\d+)年)?(\d+)月(\d+)日", off)]
        worked = [the(one) for one in re.finditer(r"(?:(\d+)年)?(\d+)月(\d+)日", work)]
        yield days(ends[0], ends[-1]), tuple(worked)


_DIGIT = re.compile(r"\d(?=\d*[年月日])")


def _mutated(text: str, place: int, digit: int) -> str:
    at = [one.start() for one in _DIGIT.finditer(text)]
    where = at[place % len(at)]
    return text[:where] + str(digit) + text[where + 1 :]


@given(holidays(), st.booleans(), st.sampled_from([None, "周", "星期"]), st.integers(0, 99),
       st.integers(0, 9))  # fmt: skip
def test_a_slip_of_the_pen_is_refused_or_read_as_it_stands(
    drawn: tuple[int, tuple[Holiday, ...]],
    counted: bool,  # noqa: FBT001 - drawn
    weekday: str | None,
    place: int,
    digit: int,
) -> None:
    """'Any mutation of a digit of a date is refused or says what the text now says'."""
    year, found = drawn
    manner = attrs.evolve(PLAIN, counted=counted, weekday=weekday)
    text = _mutated(manner.write(found), place, digit)
    try:
        accepted = read(text, year)
    except InvalidDocument:
        return
    parts = tuple(_told(text, year))
    assert accepted == HolidayYear.of_holidays(year, accepted.notice, parts)
    for month, number, told in re.findall(r"(\d+)月(\d+)日（(?:周|星期)(.)）", text):
        same = [one for off, work in parts for one in (*off, *work)
                if (one.month, one.day) == (int(month), int(number))]  # fmt: skip
        assert any(WEEKDAYS[one.weekday()] == told for one in same)
    for (off, _), line in zip(parts, text.splitlines(), strict=True):
        count = re.search(r"共(\d+)天", line)
        assert count is None or int(count[1]) == len(off)


@given(holidays(), st.integers(0, 99), st.integers(0, 6))
def test_a_wrong_weekday_is_never_accepted(
    drawn: tuple[int, tuple[Holiday, ...]], place: int, weekday: int
) -> None:
    """'Weekdays in parentheses that disagree with the date are refused'."""
    year, found = drawn
    text = attrs.evolve(PLAIN, weekday="周").write(found)
    at = [one.start(1) for one in re.finditer("（周(.)）", text)]
    where = at[place % len(at)]
    assume(text[where] != WEEKDAYS[weekday])
    wrong = text[:where] + WEEKDAYS[weekday] + text[where + 1 :]
    with pytest.raises(InvalidDocument) as refused:
        read(wrong, year)
    assert [problem.code for problem in refused.value.problems] == ["notice.weekday"]


@given(holidays(), st.data())
def test_the_later_notice_decides_by_date(
    drawn: tuple[int, tuple[Holiday, ...]], data: st.DataObject
) -> None:
    """'Merge by date, the later published decides', in whatever order they are added."""
    year, found = drawn
    first = ruled(year, found, NoticeKind.ANNUAL)
    one = data.draw(st.sampled_from(found))
    later = attrs.evolve(
        PAPER, title="调整通知", published="2026-12-01", kind=NoticeKind.CORRECTION
    )
    changed = HolidayYear.of_holidays(
        year, later, [(days(one.first, one.last + timedelta(days=1)), ())]
    )
    calendar = WorkCalendar().with_years(first).with_years(changed, first)
    assert calendar == WorkCalendar(years=[changed, first])
    for day in days(date(year, 1, 1), date(year, 12, 24)):
        decides = changed if day in changed.kinds else first
        assert calendar.day(day).source == decides.notice.title
        if day in decides.kinds:
            assert calendar.kind(day) is decides.kinds[day]
