"""Calendar periods, spans, cadences and promises of time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Cadence,
    InvalidValue,
    Period,
    PeriodUnit,
    Span,
    TimePromise,
    TimeUnit,
)
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values.periods import PER_YEAR

ONE_DAY = timedelta(days=1)
UNITS = pytest.mark.parametrize("unit", list(PeriodUnit))


@given(period=strategies.periods())
def test_next_and_previous_are_inverse(period: Period) -> None:
    """The period after the period before is the period, and the other way round."""
    assert period.next.previous == period == period.previous.next
    assert period.previous.end == period.start
    assert period.previous < period < period.next


@UNITS
def test_the_periods_of_a_unit_tile_the_calendar(unit: PeriodUnit) -> None:
    """Each day of thirty years lies in exactly one period of a unit, and in its first or later."""
    period = Period.containing(date(2000, 1, 1), unit)
    day = period.start
    while day < date(2030, 1, 1):
        if day not in period:
            assert day == period.end
            period = period.next
        assert day in period
        assert Period.containing(day, unit) == period
        day += ONE_DAY


@given(day=strategies.days(), unit=st.sampled_from(PeriodUnit))
def test_a_period_is_the_span_of_its_days(day: date, unit: PeriodUnit) -> None:
    """Days are half-open internally; the text form of the span writes the last day included."""
    period = Period.containing(day, unit)
    inside = list(period.span)
    assert inside[0] == period.start
    assert inside[-1] == period.span.last == period.end - ONE_DAY
    assert all(one in period for one in inside)
    assert period.end not in period
    assert str(period.span) == f"{period.start}/{period.span.last}"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026", "2026-01-01/2026-12-31"),
        ("2026-H1", "2026-01-01/2026-06-30"),
        ("2026-H2", "2026-07-01/2026-12-31"),
        ("2026-Q1", "2026-01-01/2026-03-31"),
        ("2026-Q4", "2026-10-01/2026-12-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2026-02", "2026-02-01/2026-02-28"),
        ("2026-W01", "2025-12-29/2026-01-04"),
        ("2026-W53", "2026-12-28/2027-01-03"),
        ("2020-W53", "2020-12-28/2021-01-03"),
    ],
)
def test_a_period_has_the_days_of_the_calendar(text: str, span: str) -> None:
    """Years, halves, quarters, months and ISO weeks, week 53 where the year has one."""
    assert str(Period.parse(text).span) == span


@given(period=strategies.periods())
def test_only_the_first_day_opens_a_period(period: Period) -> None:
    """A period starts on the first day of its unit and on no other."""
    for day in list(period.span)[1:8]:
        with pytest.raises(InvalidValue) as caught:
            Period(unit=period.unit, start=day)
        assert [problem.code for problem in caught.value.problems] == ["period.start"]


@given(day=strategies.days(), unit=st.sampled_from(PeriodUnit))
def test_so_many_periods_lie_in_a_year_looked_back(day: date, unit: PeriodUnit) -> None:
    """One after another they fit into a year from the first day of the first; one more does not."""
    first = Period.containing(day, unit)
    a_year_later = first.start + relativedelta(years=1)
    ends = [first.end]
    for _ in range(PER_YEAR[unit]):
        ends.append(Period.containing(ends[-1], unit).end)
    assert ends[-2] <= a_year_later < ends[-1]


def test_a_span_may_last_to_the_end_of_the_calendar() -> None:
    """Looking ahead may leave the years that are recorded, up to the last day there is."""
    assert Span.parse("0001-01-01/9999-12-30").end == date.max
    with pytest.raises(InvalidValue):
        Span.parse("0001-01-01/9999-12-31")


PERIOD = (
    "Period: expected a period such as 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-W05",
    "周期：应为形如 2026、2026-H1、2026-Q1、2026-01 或 2026-W05 的周期",
)
SPAN = (
    "Span: expected two dates such as 2026-01-01/2026-06-30, the last day included",
    "起止日期：应为形如 2026-01-01/2026-06-30 的起止日期（含最后一日）",
)
CADENCE = (
    "Cadence: expected times and period such as 1/month",
    "频次：应为形如 1/month 的次数和周期",
)
PROMISE = (
    "TimePromise: expected an amount and a unit such as 3 working_days",
    "办结时限：应为形如 3 working_days 的数量和单位",
)


@pytest.mark.parametrize(
    ("kind", "texts", "value"),
    [
        *(
            (Period, PERIOD, text)
            for text in (
                "", "26", "2026-13", "2026-00", "2026-H3", "2026-Q0", "2026-W00", "2026-W54",
                "2025-W53", "0000", "２026", " 2026", "2026-1", None, 2026,
            )
        ),
        *(
            (Span, SPAN, text)
            for text in (
                "", "2026-01-01", "a/b", "2026-01-01/2026-02-30", None, "20260101/20260102",
                "2026-01-01/2026-W05-1", "2026-01-01/２026-01-02", "2026-01-01/2026-01-02/",
            )
        ),
        *(
            (Cadence, CADENCE, text)
            for text in ("", "month", "0/month", "01/month", "1000/year", "1/fortnight", "1/", None)
        ),
        *(
            (TimePromise, PROMISE, text)
            for text in (
                "", "3", "0 days", "3 weeks", "10000 days", "3  days", "03 days", "３ days", "3d",
                None, 3,
            )
        ),
    ],
)  # fmt: skip
def test_a_refused_form_says_what_was_expected(
    kind: type[Period | Span | Cadence | TimePromise], texts: tuple[str, str], value: str
) -> None:
    """One template: what failed, the value, what was expected, what was there; in en and zh."""
    with pytest.raises(InvalidValue) as caught:
        kind.parse(value)
    english, chinese = texts
    assert caught.value.text("en") == f"Failed to parse {value!r} as {english}, got {value!r}."
    assert caught.value.text("zh") == f"无法将 {value!r} 解析为{chinese}，实际为 {value!r}。"


def test_a_day_that_opens_no_period_is_told_in_both_languages() -> None:
    """The unit is told by its label."""
    for unit, english, chinese in (
        (PeriodUnit.MONTH, "month", "月"),
        (PeriodUnit.HALF_YEAR, "half-year", "半年"),
    ):
        with pytest.raises(InvalidValue) as caught:
            Period(unit=unit, start=date(2026, 1, 2))
        assert [caught.value.text("en"), caught.value.text("zh")] == [
            (
                "Failed to parse '2026-01-02' as Period: "
                f"expected the first day of a {english}, got '2026-01-02'."
            ),
            f"无法将 '2026-01-02' 解析为周期：应为{chinese}的第一天，实际为 '2026-01-02'。",
        ]


@pytest.mark.parametrize("text", ["9999", "9999-12", "0001-W01"])
def test_a_period_without_a_neighbour_is_refused(text: str) -> None:
    """Every period has an end and a period before it, so the rims of the calendar are left out."""
    with pytest.raises(InvalidValue) as caught:
        Period.parse(text)
    assert [problem.code for problem in caught.value.problems] == ["time.range"]


@given(span=strategies.spans())
def test_a_span_backwards_or_empty_is_refused(span: Span) -> None:
    """An empty or backward span is impossible."""
    for start in (span.end, span.end + ONE_DAY):
        with pytest.raises(InvalidValue) as caught:
            Span(start=start, end=span.end)
        assert [problem.code for problem in caught.value.problems] == ["order.before"]


def test_a_span_written_backwards_is_told_by_its_two_days() -> None:
    """The last day is told as it was written, in both languages."""
    with pytest.raises(InvalidValue) as caught:
        Span.parse("2026-03-02/2026-03-01")
    (problem,) = caught.value.problems
    assert problem.code == "order.dates"
    for lang in ("zh", "en"):
        assert "2026-03-01" in problem.text(lang)
        assert "2026-03-02" in problem.text(lang)


@given(span=strategies.spans(longest=60))
def test_a_span_holds_its_days(span: Span) -> None:
    """Days from the start up to, not including, the end."""
    inside = list(span)
    assert len(inside) == (span.end - span.start).days <= 60
    assert all(after - before == ONE_DAY for before, after in pairwise(inside))
    assert [span.start - ONE_DAY in span, span.start in span] == [False, True]
    assert [span.last in span, span.end in span] == [True, False]


@given(value=strategies.periods() | strategies.spans() | strategies.cadences())
def test_a_value_is_shown_as_it_is_read(value: Period | Span | Cadence) -> None:
    """What the interpreter shows can be typed in again."""
    shown = f"{type(value).__name__}.parse('{value}')"
    assert repr(value) == shown


@given(promise=strategies.time_promises())
def test_a_promise_says_within_what_time(promise: TimePromise) -> None:
    """An amount of at least one, and a unit with its own word in each language."""
    assert repr(promise) == f"TimePromise.parse('{promise.amount} {promise.unit.value}')"
    assert TimePromise(amount=promise.amount, unit=promise.unit) == promise
    for amount in (0, 10_000):
        with pytest.raises(InvalidValue) as caught:
            TimePromise(amount=amount, unit=TimeUnit.DAYS)
        assert [problem.code for problem in caught.value.problems] == ["number.range"]


def test_a_span_that_ends_on_the_first_of_all_days_is_refused() -> None:
    """There is no day before it that could be told as the last."""
    with pytest.raises(InvalidValue) as caught:
        Span(start=date(2026, 1, 1), end=date.min)
    assert str(caught.value) == (
        "Failed to parse '2026-01-01/—' as Span: "
        "expected start before end, got 2026-01-01 and 0001-01-01."
    )
