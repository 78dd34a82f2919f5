"""Strategies for what a plan goes by: calendars, policies, severities and shifts."""

from datetime import date, timedelta
from functools import cache

import attrs
from hypothesis import strategies as st

from ridehire_partybuild import data
from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar
from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Policy,
    Rule,
    RuleSeverity,
    Severity,
    ShiftGap,
    ShiftPattern,
    TravelTimes,
)
from ridehire_partybuild.values import (
    Level,
    NoticeKind,
    OpeningHours,
    Period,
    PeriodUnit,
    Span,
    Text,
)

from .choices import Choices, built

__all__ = ["calendars", "policies", "rule_severities", "shift_gaps", "shift_patterns"]

_PEAKS = (
    DEFAULT_POLICY.peaks,
    OpeningHours.parse("off"),
    OpeningHours.parse("Mo-Fr 07:00-09:00; PH 24/7"),
)
_TRAVEL = (
    DEFAULT_POLICY.travel,
    TravelTimes(same_county=0, same_city=0, elsewhere=0),
    TravelTimes(same_station=10, same_county=240, same_city=720, elsewhere=1440),
)
_SHIFTS = tuple(
    ShiftPattern(
        id=name,
        label=Text(zh=zh, en=en),
        hours=OpeningHours.parse(hours),
        source="invented",
    )
    for name, zh, en, hours in (
        ("late", "晚班", "late", "Mo-Su 09:00-12:00"),
        ("early", "早班", "early", "Mo-Su 13:00-17:00"),
        ("weekend", "周末", "weekends", "Sa,Su 00:00-24:00"),
    )
)
_WIDE_RULES = (
    Rule.GAP,
    Rule.HOST_BUSY,
    Rule.HOST_TRAVEL,
    Rule.HOST_DAY_LIMIT,
    Rule.HOST_WEEK_LIMIT,
)
_LOCAL_RULES = tuple(one for one in Rule if one not in {*_WIDE_RULES, Rule.PAST, Rule.OUTSIDE_SPAN})
_NOTICE = Notice(title="示例通知", published="2025-11", href="https://example.org/notice")


def _read_calendar(choices: Choices, of: int) -> WorkCalendar:
    shipped = choices.pick((work_calendar(), _shipped(of), WorkCalendar()))
    first, length = choices.day(_days_of(of)), choices.pick(range(1, 10))
    if choices.pick((True, True, False)):
        return shipped
    off = [first + timedelta(days=offset) for offset in range(length)]
    saturday = first - timedelta(days=first.weekday() + 2)
    year = HolidayYear(
        year=of,
        notice=_NOTICE,
        holidays=[day for day in off if day == first or day.weekday() >= 5],
        bridge_days_off=[day for day in off[1:] if day.weekday() < 5],
        makeup_workdays=choices.pick(((), (saturday,))),
    )
    corrected = choices.pick(((), (_read_correction(choices, first, of),)))
    return WorkCalendar(years=(year, *corrected))


def _days_of(year: int) -> Span:
    """Return the days on which an invented holiday of a year may begin."""
    return Span(start=date(year, 1, 1), end=date(year, 12, 21))


@cache
def _shipped(year: int) -> WorkCalendar:
    return work_calendar(year) if str(year) in data.names("holidays") else WorkCalendar()


def _read_correction(choices: Choices, first: date, of: int) -> HolidayYear:
    """Read a notice in mid-year that takes a day back and adds one."""
    added = first + timedelta(days=choices.pick(range(1, 12)))
    return HolidayYear(
        year=of,
        notice=Notice(title="示例调整", published=f"{of}-01-02", kind=NoticeKind.CORRECTION),
        holidays=choices.pick(((), (added,))),
        ordinary_days=(first,),
    )


def calendars(*, year: int = 2026) -> st.SearchStrategy[WorkCalendar]:
    """Return calendars: the shipped one, one that knows less, or an invented holiday of a year.

    Some of the invented holidays are corrected in mid-year.

    >>> from hypothesis import find
    >>> invented = find(calendars(year=2031), lambda one: any(y.year == 2031 for y in one.years))
    >>> invented.years[0].holidays
    (datetime.date(2031, 1, 1),)
    """
    return built(11, lambda choices: _read_calendar(choices, year))


def _read_severity(choices: Choices) -> RuleSeverity:
    severity = choices.pick(tuple(reversed(Severity)))
    rule = choices.pick(_LOCAL_RULES + _WIDE_RULES)
    station = choices.pick((None, "S-1", "S-2"))
    return RuleSeverity(
        rule=rule, severity=severity, station=None if rule in _WIDE_RULES else station
    )


def rule_severities() -> st.SearchStrategy[RuleSeverity]:
    """Return severities of rules that can be broken on record, everywhere or at one station."""
    return built(3, _read_severity)


def _read_policy(choices: Choices) -> Policy:
    return Policy(
        id="示例",
        peaks=choices.pick(_PEAKS),
        travel=choices.pick(_TRAVEL),
        step_minutes=choices.pick((60, 60, 120, 45, 480)),
        severities=_once(choices.many(2, 3, _read_severity)),
        reach=choices.pick((None, None, *Level)),
        spacing_tolerance=choices.pick((30, 0, 60)),
        spacing_points=choices.pick((1, 1, 3, 0)),
        preferred_points=choices.pick((2, 2, 5, 0)),
        rotation=choices.pick((None, None, PeriodUnit.MONTH, PeriodUnit.QUARTER)),
        shifts=_SHIFTS[: choices.pick(range(len(_SHIFTS) + 1))],
        source="invented",
    )


def policies() -> st.SearchStrategy[Policy]:
    """Return policies: the shipped peaks and travel times or others, on a coarse grid."""
    return built(16, _read_policy)


def _read_shift(choices: Choices) -> ShiftPattern:
    return attrs.evolve(choices.pick(_SHIFTS), count=choices.pick((None, 0, 120)))


def shift_patterns() -> st.SearchStrategy[ShiftPattern]:
    """Return shifts in which drivers drive: templates, with and without a count."""
    return built(2, _read_shift)


def shift_gaps() -> st.SearchStrategy[ShiftGap]:
    """Return shifts that can attend no session of a duty in a quarter."""
    quarter = st.sampled_from([Period.parse("2026-Q1"), Period.parse("2026-Q2")])
    names = st.sampled_from([one.id for one in _SHIFTS])
    return st.builds(ShiftGap, duty=st.just("D-1"), period=quarter, shift=names)


def _once(severities: tuple[RuleSeverity, ...]) -> tuple[RuleSeverity, ...]:
    return tuple({(one.rule, one.station): one for one in severities}.values())
