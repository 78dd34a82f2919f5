"""The illustrative city, planned for half a year and for a year by the shipped guideline."""

from collections import Counter
from datetime import date
from pathlib import Path

import attrs
import pytest

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.compliance import Assessment, assess, remediation
from ridehire_partybuild.exchange import load, reference_guideline, work_calendar
from ridehire_partybuild.guideline import Held, Outcome, walked
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import (
    LedgerState,
    Plan,
    diff,
    duties,
    held,
    least_unplaced,
    ledger,
    missed_tasks,
    plan,
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


@pytest.mark.slow
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


def failures(assessment: Assessment) -> set[tuple[str, str | None]]:
    """The subjects and requirements that fail for want of sessions."""
    frequencies = {
        name
        for name, rule in assessment.rules.items()
        if any(isinstance(part, Held) for _, _, part in walked(rule.check))
    }
    return {
        (one.subject, one.requirement)
        for one in assessment.findings
        if one.requirement in frequencies and one.verdict.outcome is Outcome.FAILED
    }


def test_will_we_pass_on_31_december(year: Plan) -> None:
    """'Sessions held become facts for `assess`': all passes but what the plan could not place.

    Three subjects fail: two branches whose fixed day in January was past when the plan was made,
    and a station with too few seats for a first-aid training.
    """
    last, register = date(2026, 12, 31), year.inputs.register
    guideline, by_id = reference_guideline(), {one.id: one for one in year.inputs.duties}
    idle = failures(assess(register, guideline, last))
    kept = failures(assess(held(year), guideline, last))
    open_ = [by_id[one.duty] for one in year.unplaced]
    assert kept == {(one.subject, one.requirement) for one in open_}
    assert kept == {
        ("BR-1", "theme-party-day"),
        ("BR-2", "theme-party-day"),
        ("370505-01", "first-aid-training"),
    }
    assert kept < idle
    assert len(idle) == len(by_id)


def test_what_was_missed_becomes_tasks_of_whoever_would_mend_it(year: Plan) -> None:
    """Each period that stayed open has a task, and the actor is the one `remediation` names."""
    inputs, first = year.inputs, date(2027, 1, 4)
    calendar, guideline, register = inputs.calendar, reference_guideline(), held(year)
    entries = ledger(inputs.duties, register, calendar, inputs.span, first)
    tasks = missed_tasks(entries, inputs.duties, register, calendar, first, guideline=guideline)
    open_ = {(one.duty, one.period) for one in year.unplaced}
    assert {(one.duty, one.period) for one in tasks} == open_
    mending = remediation(assess(register, guideline, inputs.span.last), calendar).tasks
    accountable = {(one.subject, one.requirement): one.accountable for one in mending}
    for one in tasks:
        assert one.requirement is not None
        assert one.responsible == accountable[one.subject, one.requirement]
    assert {one.text for one in tasks if one.subject == "370505-01"} == {
        "补开急救培训：2026年上半年应开1场，尚缺1场",
        "补开急救培训：2026年下半年应开1场，尚缺1场",
    }


def test_a_plan_into_a_year_without_a_notice_marks_every_session_of_it() -> None:
    """Law 19: thirteen months from December 2026; 2027 and the week before it are marked."""
    register, span = load(CITY, Register), Span.parse("2026-12-01/2027-12-31")
    owed = duties(reference_guideline(), register, span)
    made = plan(owed, register, work_calendar(), span)
    laws.unannounced_days_are_marked(made)
    marked = {one.id for one in made.sessions if one.day >= date(2026, 12, 25)}
    assert set(made.uncertain) == marked
    assert 0 < len(marked) < len(made.sessions)


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


@pytest.mark.slow
def test_what_the_year_is_short_of_is_proved(year: Plan) -> None:
    """Law 13: as many are unplaced as counting says must be: the plan is as full as can be."""
    laws.shortfalls_bound_plans(year)
    assert least_unplaced(year) == len(year.unplaced) == 4
