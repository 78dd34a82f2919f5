"""The laws that concern a calendar, with their examples."""

from collections.abc import Iterator

from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import Period, PeriodUnit, Roll

from .calendars import unannounced_is_never_certain
from .given import Given, Part, Row, Trial, fixed
from .occurrences import rolled_day_is_workday, rolled_series_loses_nothing

__all__ = ["ROWS"]


def _calendars(given: Given) -> st.SearchStrategy[WorkCalendar]:
    return strategies.calendars() if given.calendar is None else fixed(given.calendar)


@st.composite
def _years(draw: st.DrawFn, calendars: st.SearchStrategy[WorkCalendar]) -> tuple[WorkCalendar, int]:
    """Any year, but mostly one next to those that are announced, where it is tightest."""
    calendar = draw(calendars)
    near = {one.year + step for one in calendar.years for step in (1, 0, -1)}
    tight = st.sampled_from(sorted({2026, *near}, reverse=True))
    return calendar, draw(tight | tight | st.integers(2000, 2100))


def _unannounced(given: Given) -> Iterator[Trial]:
    yield _years(_calendars(given)), lambda one: unannounced_is_never_certain(*one)


def _rolled(given: Given) -> Iterator[Trial]:
    days, units = strategies.days(), st.sampled_from(PeriodUnit)
    examples = st.tuples(days, st.sampled_from(Roll), units, _calendars(given))

    def attempt(one: tuple[object, ...]) -> None:
        day, roll, unit, calendar = one
        rolled_day_is_workday(day, roll, Period.containing(day, unit), calendar)  # type: ignore[arg-type]

    yield examples, attempt


def _series(given: Given) -> Iterator[Trial]:
    examples = st.tuples(
        strategies.series(),
        strategies.spans(longest=120),
        st.sampled_from(PeriodUnit),
        st.sampled_from(Roll),
        _calendars(given),
    )
    yield examples, lambda one: rolled_series_loses_nothing(*one)


ROWS = (
    Row(19, unannounced_is_never_certain, Part.CALENDAR, _unannounced),
    Row(20, rolled_day_is_workday, Part.CALENDAR, _rolled),
    Row(20, rolled_series_loses_nothing, Part.CALENDAR, _series),
)
