"""Strategies for reports: the figures of drawn registers, and what holds them."""

from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from hypothesis import strategies as st

from ridehire_partybuild.reporting import (
    Activities,
    ActorsLedger,
    AnnualReport,
    BooksStatement,
    Coverage,
    Figure,
    FundsStatement,
    OpenAppeal,
    Satisfaction,
    ServiceLevels,
    ServiceStandard,
    Standing,
    VerdictChange,
    activities,
    actors_ledger,
    annual_report,
    books,
    coverage,
    funds,
    satisfaction,
    service_levels,
    service_standards,
)

from .judging import guidelines
from .policies import calendars
from .quantities import days, opening_hours, spans
from .registers import registers
from .rules import sources
from .words import bilingual_texts

__all__ = [
    "activities_told",
    "actors_ledgers",
    "annual_reports",
    "book_statements",
    "coverages",
    "figures",
    "funds_statements",
    "open_appeals",
    "satisfactions",
    "service_levels_met",
    "service_standards_set",
    "standings",
    "verdict_changes",
]

_YEARS = st.integers(2024, 2026)


def _parts(wholes: st.SearchStrategy[Any], name: str) -> st.SearchStrategy[Any]:
    return wholes.map(attrgetter(name)).filter(len).flatmap(st.sampled_from)


def funds_statements() -> st.SearchStrategy[FundsStatement]:
    """Return statements of the funds of a year.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5)
    ... @given(funds_statements())
    ... def test_figures_say_whose_they_are(statement):
    ...     assert all(one.name.startswith("funds.") for one in statement.figures)
    >>> test_figures_say_whose_they_are()
    """
    return st.builds(funds, registers(funds=(0, 4), deliveries=(0, 4), sessions=0), _YEARS)


def coverages() -> st.SearchStrategy[Coverage]:
    """Return how far organisations and stations reach on a day."""
    return st.builds(coverage, registers(sessions=0), days())


def satisfactions() -> st.SearchStrategy[Satisfaction]:
    """Return how content drivers are."""
    return st.builds(satisfaction, registers(feedback=(0, 6), sessions=0), spans())


def service_standards_set() -> st.SearchStrategy[ServiceStandard]:
    """Return what is asked for where appeals are handled: what ships, and an office's own."""
    share = st.sampled_from([80, 0, 90, 100])
    own = st.builds(
        ServiceStandard,
        id=st.just("own"),
        forwarded_minutes=st.sampled_from([60, 1, 30, 24 * 60]),
        forwarded=share,
        answered=share,
        closed=share,
        satisfied=share,
        source=sources(),
        notice=st.none() | bilingual_texts(),
        effective_from=days(),
    )
    return st.sampled_from(service_standards()) | own


def service_levels_met() -> st.SearchStrategy[ServiceLevels]:
    """Return how appeals were handled.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5)
    ... @given(service_levels_met())
    ... def test_who_must_act_is_named_once(levels):
    ...     waiting = [one.appeal for one in levels.open_appeals]
    ...     assert len(waiting) == len(set(waiting))
    >>> test_who_must_act_is_named_once()
    """
    return st.builds(
        lambda register, span, on, standards, hours: service_levels(
            register, span, on, standards=standards, office_hours=hours
        ),
        registers(appeals=(0, 8), sessions=0),
        spans(),
        days(),
        st.lists(service_standards_set(), max_size=2),
        st.none() | opening_hours(),
    )


def open_appeals() -> st.SearchStrategy[OpenAppeal]:
    """Return appeals that wait for somebody."""
    return _parts(service_levels_met(), "open_appeals")


def activities_told() -> st.SearchStrategy[Activities]:
    """Return what was held in a year, and what was owed."""
    return st.builds(activities, registers(), guidelines(), calendars(), _YEARS)


def actors_ledgers() -> st.SearchStrategy[ActorsLedger]:
    """Return what actors owed in a year, did, and still owed."""
    promised = registers(actors=(0, 3), pledges=(0, 3), assistance=(0, 3), tasks=(0, 3))
    return st.builds(actors_ledger, promised, guidelines(), calendars(), _YEARS)


def book_statements() -> st.SearchStrategy[BooksStatement]:
    """Return what became of books in a year."""
    return st.builds(books, registers(titles=(0, 3), deliveries=(0, 4), loans=(0, 4)), _YEARS)


def annual_reports() -> st.SearchStrategy[AnnualReport]:
    """Return the work of a year.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=3)
    ... @given(annual_reports())
    ... def test_a_report_tells_what_it_is_by(report):
    ...     assert report.notice.en
    >>> test_a_report_tells_what_it_is_by()
    """
    reach = st.one_of(st.none(), st.integers(0, 400))
    return st.builds(_report, registers(), guidelines(), calendars(), _YEARS, reach)


def _report(*given: Any) -> AnnualReport:
    register, rules, calendar, year, later = given
    on = None if later is None else date(year, 1, 1) + timedelta(days=later)
    return annual_report(register, rules, calendar, year, on=on)


def standings() -> st.SearchStrategy[Standing]:
    """Return where things stood when a year began and when it ended."""
    return annual_reports().map(attrgetter("standing"))


def verdict_changes() -> st.SearchStrategy[VerdictChange]:
    """Return what became of findings from the beginning of a year to its end."""
    return _parts(standings(), "changes")


def figures() -> st.SearchStrategy[Figure]:
    """Return figures of drawn registers.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5)
    ... @given(figures())
    ... def test_a_figure_with_one_value_is_known(figure):
    ...     assert figure.low != figure.high or figure.is_known or figure.low is None
    >>> test_a_figure_with_one_value_is_known()
    """
    wholes = (
        funds_statements(),
        coverages(),
        satisfactions(),
        service_levels_met(),
        activities_told(),
        actors_ledgers(),
        book_statements(),
        standings(),
    )
    return _parts(st.one_of(*wholes), "figures")
