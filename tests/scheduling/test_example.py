"""The illustrative city, planned for half a year and for a year by the shipped guideline."""

from collections import Counter
from datetime import date
from pathlib import Path

import attrs
import pytest

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.exchange import load, reference_guideline, work_calendar
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import (
    LedgerState,
    Plan,
    diff,
    duties,
    least_unplaced,
    plan,
    provisional,
    rebase,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.values import Period, Span

CITY = Path(__file__).parents[2] / "examples" / "data" / "dongying.json"


@pytest.fixture(scope="module")
def half_year() -> Plan:
    """The plan that the example prints."""
    register, span = load(CITY, Register), Period.parse("2026-H1").span
    owed = duties(reference_guideline(), register, span)
    return plan(owed, register, work_calendar(), span, on=date(2026, 1, 15))


def test_the_example_keeps_the_laws(half_year: Plan) -> None:
    """Laws 12 and 13, the tally of every session that could not be placed among them."""
    laws.plan_breaks_no_rule(half_year)
    laws.ledger_adds_up(half_year)
    laws.tallies_are_true(half_year, most=len(half_year.unplaced))


def test_what_the_example_comes_to(half_year: Plan) -> None:
    """A change of the guideline, the city or the planner shows here."""
    assert (len(half_year.inputs.duties), len(half_year.sessions)) == (21, 36)
    assert [(one.duty, str(one.period)) for one in half_year.unplaced] == [
        ("BR-1.theme_party_day", "2026-01"),
        ("BR-2.theme_party_day", "2026-01"),
        ("370505-01.first_aid_training", "2026-H1"),
    ]
    assert Counter(entry.state for entry in half_year.ledger) == {
        LedgerState.PLANNED: 36,
        LedgerState.AT_RISK: 3,
        LedgerState.FULFILLED: 1,
    }


@pytest.fixture(scope="module")
def year() -> Plan:
    """The plan of 2026 that `examples/plan_the_year.py` prints."""
    register, span = load(CITY, Register), Period.parse("2026").span
    owed = duties(reference_guideline(), register, span)
    return plan(owed, register, work_calendar(), span, on=date(2026, 1, 15))


@pytest.mark.parametrize(
    ("off", "worked"), [(date(2026, 3, 10), ()), (date(2026, 11, 16), ()), (None, ("2026-10-10",))]
)
def test_a_year_survives_another_notice(
    year: Plan, off: date | None, worked: tuple[str, ...]
) -> None:
    """Law 15: a day more that is off, or a make-up day less, touches what lies on it alone."""
    years = {one.year: one for one in year.inputs.calendar.years}
    old = years[2026]
    days = old.bridge_days_off if off is None else (*old.bridge_days_off, off)
    made_up = tuple(day for day in old.makeup_workdays if str(day) not in worked)
    new = attrs.evolve(old, bridge_days_off=days, makeup_workdays=made_up)
    rebased = rebase(year, WorkCalendar(years=tuple((years | {2026: new}).values())))
    touched = {off} if off else {date.fromisoformat(one) for one in worked}
    changes = diff(year, rebased)
    assert {change.before.day for change in changes if change.before} == touched
    laws.replanning_touches_only_what_broke(year, rebased)
    laws.plan_breaks_no_rule(rebased)
    laws.ledger_adds_up(rebased)
    assert len(rebased.sessions) == len(year.sessions)


def test_thirteen_months_rest_on_days_that_are_assumed() -> None:
    """Law 19: what is planned into a year without a notice is told apart."""
    register, span = load(CITY, Register), Span.parse("2026-01-01/2027-01-31")
    owed = duties(reference_guideline(), register, span)
    made = plan(owed, register, work_calendar(2025, 2026), span, on=date(2026, 1, 15))
    assumed = provisional(made)
    assert assumed != ()
    left_open = date(2026, 12, 25)
    assert [one.day >= left_open for one in assumed] == [True] * len(assumed)
    late = {one.id for one in made.sessions if one.day >= left_open}
    assert {one.id for one in assumed} == late


def test_what_the_year_is_short_of_is_proved(year: Plan) -> None:
    """Law 13: as many are unplaced as counting says must be: the plan is as full as can be."""
    laws.shortfalls_bound_plans(year)
    assert least_unplaced(year) == len(year.unplaced) == 4
