"""The illustrative city, planned for half a year by the duties of the shipped guideline."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ridehire_partybuild.exchange import load, reference_guideline, work_calendar
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import LedgerState, Plan, duties, plan
from ridehire_partybuild.testing import laws
from ridehire_partybuild.values import Period

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
