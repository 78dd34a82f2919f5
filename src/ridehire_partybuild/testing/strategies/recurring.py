"""Strategies for recurrence rules and series: every form that is taken, and no other."""

from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from hypothesis import strategies as st

from ridehire_partybuild.calendars import Moved, Series, first_start, occurrences
from ridehire_partybuild.values import Frequency, NthWeekday, Recurrence, Span, Weekday

from .choices import YEARS, Choices, built, words_of
from .quantities import read_moment

__all__ = ["nth_weekdays", "read_recurrence", "recurrences", "series"]

_PARTS = {
    Frequency.DAILY: ("", "M"),
    Frequency.WEEKLY: ("", "D", "D", "MD"),
    Frequency.MONTHLY: ("", "D", "N", "d", "Dp", "Np", "Dd", "M", "MD", "MN", "Md", "MDd", "MDp"),
    Frequency.YEARLY: ("", "D", "N", "M", "MD", "MN", "Md", "MDd"),
}
"""Parts that stand together: M months, D weekdays, N numbered ones, d days, p positions."""

_DAYS = (1, 10, 31, -1, 15, 28, 30, -31, 2, 7, 13, 29, -3, 25)
_IN_MONTH = (1, -1, 2, 3, 4, 5, -2, -5)
_IN_YEAR = (1, -1, 20, 53, -53, 40, -10)
_MONTHS = (1, 3, 6, 12, 2, 4, 9, 11)


def _some(choices: Choices, options: Sequence[int]) -> tuple[int, ...]:
    return (choices.pick(options), *choices.some(options, 3))


def _read_days(choices: Choices, parts: str) -> tuple[NthWeekday, ...]:
    numbers = _IN_MONTH if "M" in parts or "m" in parts else _IN_YEAR
    found = [(choices.pick(words_of(Weekday)), choices.pick(numbers)) for _ in range(4)]
    wanted = choices.pick(range(1, 5))
    numbered = "N" in parts
    return tuple(
        NthWeekday(weekday=day, nth=number if numbered else None) for day, number in found[:wanted]
    )


def read_recurrence(choices: Choices, within: Span) -> Recurrence:
    """Read a rule from fifty bytes."""
    freq = choices.pick((Frequency.WEEKLY, *Frequency))
    parts = choices.pick(_PARTS[freq])
    interval = choices.pick((1, 1, 1, 2, 3, 4, 6, 12, 18))
    months, month_days = _some(choices, _MONTHS), _some(choices, _DAYS)
    days = _read_days(choices, parts + ("m" if freq is Frequency.MONTHLY else ""))
    positions = _some(choices, _IN_MONTH)
    until, ends = read_moment(choices, within), choices.pick(("never", "never", "count", "until"))
    count = choices.pick((1, 2, 3, 10, 50))
    return Recurrence(
        freq=freq,
        interval=interval,
        by_month=months if "M" in parts else (),
        by_month_day=month_days if "d" in parts else (),
        by_day=days if {"D", "N"} & set(parts) else (),
        by_set_pos=positions if "p" in parts else (),
        count=count if ends == "count" else None,
        until=until if ends == "until" else None,
        week_start=choices.pick((Weekday.MO, Weekday.MO, Weekday.SU)),
    )


def nth_weekdays() -> st.SearchStrategy[NthWeekday]:
    """Return weekdays as a rule names them, numbered or not."""
    return built(
        2,
        lambda choices: NthWeekday(
            weekday=choices.pick(words_of(Weekday)), nth=choices.pick((None, *_IN_YEAR))
        ),
    )


def recurrences(*, within: Span = YEARS) -> st.SearchStrategy[Recurrence]:
    """Return rules in every form that is taken.

    Args:
        within: Where an UNTIL lies, if there is one.
    """
    return built(50, lambda choices: read_recurrence(choices, within))


def _read_series(choices: Choices, within: Span) -> Series | None:
    rule, begin = read_recurrence(choices, within), read_moment(choices, within)
    minutes = choices.pick((60, 90, 45, 24 * 60))
    start = first_start(rule, begin)
    if start is None:
        return None
    extra = [start + timedelta(days=days) for days in choices.some((1, 2, 9, 40), 2)]
    plain = Series(start=start, minutes=minutes, recurrence=rule, rdate=extra)
    around = Span(start=start.date(), end=start.date() + timedelta(days=120))
    free = [one.recurrence_id for one in occurrences(plain, around)]
    exceptions: list[list[int]] = [[], [], []]
    for index in range(min(len(free), 8)):
        kind = choices.pick((3, 3, 3, 0, 1, 2))
        if kind < 3:
            exceptions[kind].append(index)
    left_out, called_off, shifted = ([free[index] for index in one] for one in exceptions)
    offset = timedelta(days=choices.pick((1, -1, 7)), hours=choices.pick((0, 1)))
    moved = [Moved(recurrence_id=one, start=one + offset) for one in shifted]
    return Series(
        start=start, minutes=minutes, recurrence=rule,
        rdate=extra, exdate=left_out, cancelled=called_off, moved=moved,
    )  # fmt: skip


def series(*, within: Span = YEARS) -> st.SearchStrategy[Series]:
    """Return series: a rule, times added and left out, occurrences moved and cancelled.

    Args:
        within: Where it starts.
    """
    drawn = built(90, lambda choices: _read_series(choices, within))
    # a rule that comes true on no day is the only thing thrown away
    return cast("st.SearchStrategy[Series]", drawn.filter(lambda one: one is not None))
