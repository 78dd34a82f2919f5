"""Series: every occurrence satisfies the rule's own definition, and none is missing."""

from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import attrs
import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

from ridehire_partybuild.calendars import (
    Moved,
    Series,
    WorkCalendar,
    first_start,
    occurrences,
    rolled_series,
)
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.values import (
    SHANGHAI,
    Frequency,
    Period,
    PeriodUnit,
    Recurrence,
    Roll,
    SessionStatus,
    Span,
    Weekday,
)

FIRST = datetime(2026, 1, 6, 9, 30, tzinfo=SHANGHAI)
WEEKLY = Recurrence.parse("FREQ=WEEKLY")
TWO_YEARS = Span.parse("2025-01-01/2026-12-31")


def _week(day: date, begins: Weekday) -> date:
    return day - timedelta(days=(day.weekday() - begins.number) % 7)


def _comes_round(day: date, rule: Recurrence, first: date) -> bool:
    """Whether the day lies in a day, week, month or year that the interval names."""
    match rule.freq:
        case Frequency.DAILY:
            apart = (day - first).days
        case Frequency.WEEKLY:
            weeks = _week(day, rule.week_start) - _week(first, rule.week_start)
            apart = weeks.days // 7
        case Frequency.MONTHLY:
            apart = day.year * 12 + day.month - first.year * 12 - first.month
        case _:
            apart = day.year - first.year
    return apart % rule.interval == 0


def _nth(day: date, by_year: bool) -> tuple[int, int]:  # noqa: FBT001
    """Return the how many-th of its weekday a day is, from either end of its year or month."""
    begin = date(day.year, 1, 1) if by_year else day.replace(day=1)
    after = date(day.year + 1, 1, 1) if by_year else (begin + timedelta(days=32)).replace(day=1)
    return (day - begin).days // 7 + 1, -(((after - day).days - 1) // 7) - 1


def _is_named(day: date, rule: Recurrence, first: date) -> bool:
    """Whether all parts of a rule but BYSETPOS, or its first day for want of them, name a day."""
    if not _comes_round(day, rule, first):
        return False
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if rule.by_month and day.month not in rule.by_month:
        return False
    if rule.by_month_day and not {day.day, day.day - last.day - 1} & set(rule.by_month_day):
        return False
    if rule.by_day:
        by_year = rule.freq is Frequency.YEARLY and not rule.by_month
        front, back = _nth(day, by_year)
        return any(
            one.weekday.number == day.weekday() and one.nth in {None, front, back}
            for one in rule.by_day
        )
    if rule.by_month_day or rule.freq is Frequency.DAILY:
        return True
    if rule.freq is Frequency.WEEKLY:
        return day.weekday() == first.weekday()
    same_month = rule.freq is Frequency.MONTHLY or rule.by_month or day.month == first.month
    return bool(same_month) and day.day == first.day


def by_definition(rule: Recurrence, first: date, span: Span) -> list[date]:
    """Return the days of a rule in a span, found by asking each day."""
    begin = first.replace(day=1)
    days = [begin + timedelta(days=offset) for offset in range((span.end - begin).days + 31)]
    named = [day for day in days if _is_named(day, rule, first)]
    if rule.by_set_pos:
        months: dict[tuple[int, int], list[date]] = {}
        for day in named:
            months.setdefault((day.year, day.month), []).append(day)
        named = sorted(
            {
                found[position - 1 if position > 0 else position]
                for found in months.values()
                for position in rule.by_set_pos
                if abs(position) <= len(found)
            }
        )
    named = [day for day in named if first <= day][: rule.count]
    return [day for day in named if day in span]


@given(strategies.recurrences(), strategies.moments(within=TWO_YEARS), st.integers(1, 800))
def test_occurrences_are_those_of_the_definition(
    rule: Recurrence, begin: datetime, length: int
) -> None:
    """The rule's parts, read day by day; COUNT and UNTIL honoured; none before the start."""
    start = first_start(rule, begin)
    assume(start is not None and start.year < 2030)
    assert start is not None
    series = Series(start=start, minutes=60, recurrence=rule)
    span = Span(start=start.date() - timedelta(days=9), end=start.date() + timedelta(days=length))
    expected = by_definition(rule, start.date(), span)
    until = rule.until
    if isinstance(until, datetime):
        expected = [
            day for day in expected if datetime.combine(day, start.time(), SHANGHAI) <= until
        ]
    found = occurrences(series, span)
    assert [one.start.date() for one in found] == expected
    assert all(one.start == one.recurrence_id for one in found)
    assert rule.count is None or len(found) <= rule.count


@given(strategies.recurrences(), strategies.moments(within=TWO_YEARS))
def test_the_first_start_is_a_start(rule: Recurrence, begin: datetime) -> None:
    """What `first_start` returns is taken as the start of a series; any day before it is not."""
    start = first_start(rule, begin)
    assume(start is not None and start.date() > begin.date())
    assert start is not None
    with pytest.raises(InvalidValue) as caught:
        Series(start=begin, minutes=60, recurrence=rule)
    assert [one.code for one in caught.value.problems] == ["series.start"]
    assert Series(start=start, minutes=60, recurrence=rule).start == start


@given(strategies.series(), strategies.spans(longest=300), strategies.spans(longest=300))
def test_a_longer_span_has_more_and_the_same(series: Series, one: Span, other: Span) -> None:
    """Expansion is monotone: a part of a span has of its occurrences those that start in it."""
    whole = Span(start=min(one.start, other.start), end=max(one.end, other.end))
    everything = occurrences(series, whole)
    for part in (one, other):
        assert occurrences(series, part) == tuple(
            found for found in everything if found.start.date() in part
        )


@given(strategies.series())
def test_exceptions_do_what_they_say(series: Series) -> None:
    """Left out is gone, moved starts elsewhere, cancelled is told so, the rest is as it was."""
    around = Span(start=series.start.date() - timedelta(days=30),
                  end=series.start.date() + timedelta(days=200))  # fmt: skip
    found = {one.recurrence_id: one for one in occurrences(series, around)}
    assert not found.keys() & set(series.exdate)
    for moved in series.moved:
        assert found[moved.recurrence_id].start == moved.start
    for when, one in found.items():
        cancelled = one.status is SessionStatus.CANCELLED
        assert cancelled == (when in series.cancelled)
        assert one.end - one.start == timedelta(minutes=series.minutes)
    shifted = {one.recurrence_id for one in series.moved}
    assert all(one.start == when for when, one in found.items() if when not in shifted)


@given(
    strategies.series(), strategies.spans(longest=120), st.sampled_from(PeriodUnit),
    st.sampled_from(Roll), strategies.calendars(),
)  # fmt: skip
def test_rolled_series_keep_count_and_period(
    series: Series, span: Span, unit: PeriodUnit, roll: Roll, calendar: WorkCalendar
) -> None:
    """Law 20: each stays in its period, on a workday that is its alone, or is told as unplaced."""
    laws.rolled_series_loses_nothing(series, span, unit, roll, calendar)


@pytest.mark.parametrize("wrong", [None, FIRST.date(), FIRST.date() + timedelta(days=1)])
def test_law_20_can_fail(monkeypatch: pytest.MonkeyPatch, wrong: date | None) -> None:
    """Unplaced where a day is free, on another's day, out of order: the laws notice."""
    law = import_module("ridehire_partybuild.testing.laws.occurrences")
    daily = Series(start=FIRST, minutes=60, recurrence=Recurrence.parse("FREQ=DAILY;COUNT=7"))
    span, unit = Span.parse("2026-01-05/2026-01-18"), PeriodUnit.MONTH
    given_to = (daily, span, unit, Roll.NEAREST, WorkCalendar())
    laws.rolled_series_loses_nothing(*given_to)
    saturday = FIRST.date() + timedelta(days=4)

    def tampered(*arguments: Any) -> Any:
        found = rolled_series(*arguments)
        return tuple(
            attrs.evolve(one, day=wrong) if one.occurrence.start.date() == saturday else one
            for one in found
        )

    monkeypatch.setattr(law, "rolled_series", tampered)
    with pytest.raises(laws.LawBroken, match="law 20"):
        laws.rolled_series_loses_nothing(*given_to)
    monkeypatch.setattr(law, "rolled", lambda *_: wrong)
    with pytest.raises(laws.LawBroken, match="law 20"):
        laws.rolled_day_is_workday(
            saturday, Roll.PRECEDING, Period.containing(saturday, unit), WorkCalendar()
        )


REACHED: list[tuple[Any, Any]] = [
    *(
        (strategies.recurrences(), lambda rule, freq=freq, name=name: (
            rule.freq is freq and getattr(rule, name)
        ))
        for freq, names in {
            Frequency.DAILY: ("by_month", "count", "until"),
            Frequency.WEEKLY: ("by_month", "by_day"),
            Frequency.MONTHLY: ("by_month", "by_month_day", "by_day", "by_set_pos"),
            Frequency.YEARLY: ("by_month", "by_month_day", "by_day"),
        }.items()
        for name in names
    ),
    (strategies.recurrences(), lambda rule: any(one.nth == -1 for one in rule.by_day)),
    (strategies.recurrences(), lambda rule: rule.week_start is Weekday.SU and rule.interval > 1),
    *(
        (strategies.series(), lambda one, name=name: getattr(one, name))
        for name in ("rdate", "exdate", "moved", "cancelled")
    ),
]  # fmt: skip


@pytest.mark.parametrize(("strategy", "wanted"), REACHED)
def test_every_form_is_drawn(strategy: Any, wanted: Any) -> None:
    """Each part with each frequency that takes it, and each kind of exception."""
    hard = settings(
        max_examples=3000, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
    )
    assert wanted(find(strategy, wanted, settings=hard))


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"exdate": [FIRST + timedelta(days=1)]}, [("$.exdate[0]", "series.instance")]),
        ({"cancelled": [FIRST + timedelta(minutes=1)]}, [("$.cancelled[0]", "series.instance")]),
        ({"moved": [Moved(recurrence_id=FIRST - timedelta(days=7), start=FIRST)]},
         [("$.moved[0].recurrence_id", "series.instance")]),
        ({"exdate": [FIRST], "cancelled": [FIRST]}, [("$.cancelled[0]", "series.twice")]),
        ({"moved": [Moved(recurrence_id=FIRST, start=FIRST)] * 2},
         [("$.moved[1].recurrence_id", "series.twice")]),
        ({"recurrence": Recurrence.parse("FREQ=WEEKLY;UNTIL=20261231")},
         [("$.recurrence", "series.until")]),
        ({"recurrence": Recurrence.parse("FREQ=WEEKLY;UNTIL=20260101T000000Z")},
         [("$.start", "series.start")]),
        ({"recurrence": Recurrence.parse("FREQ=WEEKLY;BYDAY=WE")}, [("$.start", "series.start")]),
        ({"minutes": 0}, [("$.minutes", "number.range")]),
        ({"rdate": 5}, [("$.rdate", "type")]),
        ({"moved": 5}, [("$.moved", "type")]),
        ({"start": datetime(2026, 1, 6)}, [("$.start", "time.naive")]),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_series_that_cannot_be(changes: Any, problems: list[tuple[str, str]]) -> None:
    """Exceptions to what does not occur, an UNTIL of another type, a start off the rule."""
    fields: dict[str, Any] = {"start": FIRST, "minutes": 90, "recurrence": WEEKLY}
    with pytest.raises(InvalidValue) as caught:
        Series(**fields | changes)
    assert [(one.path, one.code) for one in caught.value.problems] == problems


def test_what_is_added_can_be_moved_and_cancelled_too() -> None:
    """RDATE makes occurrences like any other; without a rule there are these alone."""
    more = [FIRST + timedelta(days=offset) for offset in (3, 5)]
    series = Series(
        start=FIRST, minutes=30, rdate=more, cancelled=more[:1],
        moved=[Moved(recurrence_id=more[1], start=more[1] + timedelta(days=300))],
    )  # fmt: skip
    found = occurrences(series, TWO_YEARS)
    assert [one.start for one in found] == [FIRST, more[0], more[1] + timedelta(days=300)]
    assert [one.status.value for one in found] == ["planned", "cancelled", "planned"]
    assert occurrences(series, Span.parse("2026-01-07/2026-01-08")) == ()


def test_the_end_of_the_years() -> None:
    """Occurrences go to the end of 2100, and a rule that never comes true has no start."""
    last = datetime(2100, 12, 30, 23, 0, tzinfo=SHANGHAI)
    daily = Series(start=last, minutes=120, recurrence=Recurrence.parse("FREQ=DAILY"))
    assert len(occurrences(daily, Span.parse("2100-01-01/2101-12-31"))) == 1
    never = Recurrence.parse("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")
    assert first_start(never, FIRST) is None
    with pytest.raises(InvalidValue):
        Series(start=FIRST, minutes=60, recurrence=never)


def test_spring_festival_takes_a_whole_week(calendar: WorkCalendar) -> None:
    """Weekly on Tuesdays: 17 February 2026 has no workday in its week, and is told as unplaced."""
    series = Series(start=FIRST, minutes=60, recurrence=WEEKLY)
    february = Span.parse("2026-02-01/2026-02-28")
    found = rolled_series(series, february, PeriodUnit.WEEK, Roll.NEAREST, calendar)
    assert [str(one.day) for one in found] == ["2026-02-03", "2026-02-10", "None", "2026-02-24"]
    by_month = rolled_series(series, february, PeriodUnit.MONTH, Roll.FOLLOWING, calendar)
    # exactly a week later there is already another
    assert [str(one.day) for one in by_month][2] == "None"


def test_the_last_day_of_the_years_comes_round() -> None:
    """A series may start on it, and a rule can name it."""
    last = datetime(2100, 12, 31, 9, tzinfo=SHANGHAI)
    assert first_start(WEEKLY, last) == last
    series = Series(start=last, minutes=60, recurrence=WEEKLY)
    span = Span.parse("2100-12-01/2100-12-31")
    assert [one.start for one in occurrences(series, span)] == [last]


def test_the_first_week_of_the_years_begins_before_them() -> None:
    """1 January 2000 was a Saturday: of its week no later day is worked, and nothing is lost."""
    first = datetime(2000, 1, 1, 9, tzinfo=SHANGHAI)
    series = Series(start=first, minutes=60, recurrence=WEEKLY)
    (found,) = rolled_series(
        series,
        Span.parse("2000-01-01/2000-01-02"),
        PeriodUnit.WEEK,
        Roll.FOLLOWING,
        WorkCalendar(),
    )
    assert (found.occurrence.start, found.day) == (first, None)


def test_nothing_lasts_longer_than_a_week() -> None:
    """Seven days, in minutes, and not one minute more."""
    assert Series(start=FIRST, minutes=10_080).minutes == 10_080
    with pytest.raises(InvalidValue, match="10081"):
        Series(start=FIRST, minutes=10_081)
