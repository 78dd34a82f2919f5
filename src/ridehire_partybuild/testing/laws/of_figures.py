"""The law of figures, with its examples: reports of what is brought."""

from collections.abc import Iterator

from hypothesis import strategies as st

from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.model import Register
from ridehire_partybuild.reporting import (
    annual_report,
    books,
    coverage,
    funds,
    satisfaction,
    service_levels,
)
from ridehire_partybuild.values import Period

from .figures import Make, figures_are_traceable, figures_rest_on_their_records
from .given import Given, Part, Row, Trial

__all__ = ["ROWS"]

JUDGED = Part.REGISTERS | Part.GUIDELINE | Part.FACTS
YEARS = st.sampled_from((2026, 2025))


def _makers(year: int) -> tuple[Make, ...]:
    """Return what makes figures of a year without judging anybody."""
    within = Period.parse(str(year)).span
    on = within.end
    return (
        lambda register: books(register, year).figures,
        lambda register: funds(register, year).figures,
        lambda register: coverage(register, on).figures,
        lambda register: satisfaction(register, within).figures,
        lambda register: service_levels(register, within, on).figures,
    )


def _reports(given: Given) -> Iterator[Trial]:
    guideline, calendar = given.rules, work_calendar()

    def attempt(one: tuple[Register, int]) -> None:
        told = annual_report(one[0], guideline, calendar, one[1])
        figures_are_traceable(told.figures, one[0])

    yield st.tuples(given.registers, YEARS), attempt


def _statements(given: Given) -> Iterator[Trial]:
    def attempt(one: tuple[Register, int]) -> None:
        for make in _makers(one[1]):
            figures_rest_on_their_records(make, one[0])

    yield st.tuples(given.registers, YEARS), attempt


ROWS = (
    Row(23, figures_are_traceable, JUDGED, _reports, 5),
    Row(23, figures_rest_on_their_records, Part.REGISTERS, _statements, 5),
)
