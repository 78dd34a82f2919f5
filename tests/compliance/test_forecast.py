"""What will turn by itself."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    Assessment,
    InvalidValue,
    Method,
    Observation,
    Region,
    Register,
    Span,
    Station,
    Tier,
    Waiver,
    assess,
    explain_change,
    forecast,
    load,
    reference_guideline,
)
from ridehire_partybuild.compliance.forecast import turning_days
from ridehire_partybuild.testing import laws, strategies

REFERENCE = reference_guideline()
EXAMPLE = Path(__file__).parents[2] / "examples" / "data" / "dongying.json"
STARTS = (date(2025, 12, 20), date(2026, 1, 10), date(2026, 6, 20))


def span(start: date, days: int) -> Span:
    """Return a span of some days."""
    return Span(start=start, end=start + timedelta(days=days))


@given(strategies.assessments(days=STARTS), st.sampled_from([None, 5]))
def test_law_9_forecast_is_assess(told: Assessment, late: int | None) -> None:
    """Law 9: forecast(d) equals assess on d, on every day of a short span."""
    laws.forecast_is_assess(
        told.register,
        told.guideline,
        span(told.on, 16),
        known=None if late is None else told.on + timedelta(days=late),
        profile=told.profile,
    )


@settings(max_examples=5)
@given(strategies.registers(max_stations=1), st.sampled_from(STARTS))
def test_law_9_under_the_shipped_guideline(register: Register, start: date) -> None:
    """The same of the shipped guideline, whose facts look at dates and periods of every sort."""
    laws.forecast_is_assess(register, REFERENCE, span(start, 14))


def test_the_example_city() -> None:
    """Evidence expires, a waiver ends, a date passes, a period ends: each on its day."""
    city = load(EXAMPLE, Register)
    turns = forecast(city, REFERENCE, Span.parse("2026-06-01/2026-07-31"))
    told = {(str(turn.on), explain_change(turn.change)) for turn in turns}
    wanted = {
        ("2026-07-01", "A.1 Usable area (370505-01): failed as before. Waiver: ended."),
        (
            "2026-07-01",
            (
                "B.2 First-aid box in date (370523-01): passed → failed. Cause: time: 2026-06-30"
                " has passed (expiry of the first-aid box: 2026-06-30)."
            ),
        ),
        (
            "2026-06-30",
            (
                "E.4 First-aid training (370523-01): not applicable (no whole period yet) → failed."
                " Cause: time: a period ended with 2026-06-30 (first-aid training in 2026-H1: 0"
                " held)."
            ),
        ),
    }
    assert wanted <= told


@pytest.mark.parametrize("days", [(9, 10), (10, 11)])
def test_the_day_after_an_inclusive_one(days: tuple[int, int]) -> None:
    """Evidence counts on its last day, a waiver holds on its: both turn on the day after."""
    last, turn = (date(2026, 3, day) for day in days)
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    seen = Observation(
        id="O-1", subject="S-1", fact="site.area_m2", value=Decimal(9), method=Method.EXAMINE,
        collected_on=date(2026, 1, 10), expires_on=last,
    )  # fmt: skip
    waiver = Waiver(
        id="W-1", subject="S-1", covers="map-listing", authority="示例局", reason="正在提交",
        valid_from=date(2026, 1, 1), valid_until=last,
    )  # fmt: skip
    register = Register(stations=[station], observations=[seen], waivers=[waiver])
    turns = forecast(register, REFERENCE, Span.parse("2026-03-05/2026-03-20"))
    assert {(one.on, str(one.change.requirement)) for one in turns} == {
        (turn, "area"),
        (turn, "map-listing"),
    }
    laws.forecast_is_assess(register, REFERENCE, span(date(2026, 3, 5), 10))


def test_a_date_that_was_seen_passes_too() -> None:
    """An observed date is written as text; the day after it is a day on which things turn."""
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    seen = Observation(
        id="O-1", subject="S-1", fact="first_aid_box.expires_on", value="2026-03-09",
        method=Method.EXAMINE, collected_on=date(2026, 1, 10),
    )  # fmt: skip
    register = Register(stations=[station], observations=[seen])
    (turn,) = forecast(register, REFERENCE, Span.parse("2026-03-05/2026-03-20"))
    assert (turn.on, str(turn.change.requirement)) == (date(2026, 3, 10), "first-aid-date")
    assert explain_change(turn.change).endswith(
        "Cause: time: 2026-03-09 has passed (expiry of the first-aid box: 2026-03-09)."
    )
    laws.forecast_is_assess(register, REFERENCE, span(date(2026, 3, 5), 10))


def test_nothing_turns_on_the_first_day() -> None:
    """Where things stand on the first day is an assessment: a span of one day has no turns."""
    city = load(EXAMPLE, Register)
    assert forecast(city, REFERENCE, Span.parse("2026-07-01/2026-07-01")) == ()
    assert assess(city, REFERENCE, date(2026, 7, 1)).findings


def test_a_span_beyond_the_calendar_is_refused() -> None:
    """Years 2000-2100: what lies beyond is bad input, not a blank forecast."""
    with pytest.raises(InvalidValue, match="2100"):
        forecast(Register(), REFERENCE, Span.parse("2100-12-30/2101-01-03"))


def test_turning_days_lie_after_the_first_and_up_to_the_last() -> None:
    """The first and last days of the months, and of a span no day twice and none outside."""
    quarter = Span.parse("2026-03-01/2026-05-31")
    found = turning_days(Register(), attrs.evolve(REFERENCE, requirements=()), quarter)
    assert [str(day) for day in found] == [
        "2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01", "2026-05-31",
    ]  # fmt: skip


def test_what_never_expires_is_no_day_to_wait_for() -> None:
    """A paper that was seen to last until the last day of all: there is no day after it."""
    seen = Observation(
        id="O-1", subject="S-1", fact="first_aid_box.expires_on", value="9999-12-31",
        method=Method.EXAMINE, collected_on=date(2026, 1, 10),
    )  # fmt: skip
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    register = Register(stations=[station], observations=[seen])
    march = Span.parse("2026-03-02/2026-03-30")
    rules = attrs.evolve(REFERENCE, requirements=())
    assert turning_days(register, rules, march) == turning_days(Register(), rules, march) == ()
