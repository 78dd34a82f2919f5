"""Chains: whole ones, how far apart their posts are, and what their gaps cost."""

from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.model import Session
from ridehire_partybuild.scheduling import DEFAULT_POLICY
from ridehire_partybuild.scheduling.chains import Post, beyond, neighbours
from ridehire_partybuild.scheduling.chains import _number as number_of
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.values import Period, PeriodUnit, SessionStatus, Span

HALF_YEAR = Span.parse("2026-01-01/2026-06-30")


def chains(*records: Any, span: Span = HALF_YEAR) -> list[list[tuple[str, int, int, str | None]]]:
    """Each chain: period, ordinal, the day at which its share begins, and what is on record."""
    inputs = inputs_of(station(1), station(2), lawyer(), *records, span=span, on=span.start)
    return [
        [
            (str(post.period), post.ordinal, post.share, getattr(post.record, "id", None))
            for post in chain
        ]
        for chain in matter_of(inputs).chains
    ]


def day(text: str) -> int:
    """The number of a day."""
    return Span.parse(f"{text}/{text}").start.toordinal()


def test_a_chain_reaches_from_the_last_on_record_before_to_the_first_after() -> None:
    """'Each duty's posts: those due, between the last on record before and the first after.'."""
    quarterly = clinic(1, "2/quarter")
    records = [
        session("R-1", "2025-05-12T10:00", duty="D-1", status=SessionStatus.HELD),
        session("R-2", "2025-11-12T10:00", duty="D-1", status=SessionStatus.HELD),
        session("R-3", "2025-12-30T10:00", duty="D-1", status=SessionStatus.HELD),
        session("R-4", "2026-03-03T10:00", duty="D-1"),
        session("R-7", "2026-05-20T10:00", duty="D-1"),
        session("R-5", "2026-08-05T10:00", duty="D-1"),
        session("R-6", "2026-11-05T10:00", duty="D-1"),
    ]
    year = Span.parse("2026-01-01/2026-09-30")
    assert chains(quarterly, clinic(2, "1/half_year"), *records, span=year) == [
        [
            ("2025-Q4", 1, day("2025-10-01"), "R-2"),
            ("2025-Q4", 2, day("2025-11-16"), "R-3"),
            ("2026-Q1", 1, day("2026-01-01"), None),
            ("2026-Q1", 2, day("2026-02-15"), "R-4"),
            ("2026-Q2", 1, day("2026-04-01"), None),
            ("2026-Q2", 2, day("2026-05-16"), "R-7"),
            ("2026-Q3", 1, day("2026-07-01"), "R-5"),
            ("2026-Q3", 2, day("2026-08-16"), None),
            ("2026-Q4", 1, day("2026-10-01"), "R-6"),
        ],
        [("2026-H1", 1, day("2026-01-01"), None)],
    ]


def test_an_ideal_gap_lies_between_the_shares() -> None:
    """'The days between the shares of two posts are the ideal gap between their sessions.'."""
    found = chains(clinic(1, "2/quarter", ideal_gap=40))
    first = (2026 * 4 * 2) * 40
    assert found == [
        [
            ("2026-Q1", 1, first, None),
            ("2026-Q1", 2, first + 40, None),
            ("2026-Q2", 1, first + 80, None),
            ("2026-Q2", 2, first + 120, None),
        ]
    ]


@pytest.mark.parametrize(
    ("unit", "a_year"),
    [
        (PeriodUnit.YEAR, 1),
        (PeriodUnit.HALF_YEAR, 2),
        (PeriodUnit.QUARTER, 4),
        (PeriodUnit.MONTH, 12),
    ],
)
def test_periods_are_numbered_without_a_gap(unit: PeriodUnit, a_year: int) -> None:
    """'The number of the period among all of its unit': each of the next years, one by one."""
    period = Period.containing(HALF_YEAR.start, unit)
    for number in range(2026 * a_year, 2046 * a_year):
        assert (number_of(period), type(number_of(period))) == (number, int)
        period = period.next


def test_weeks_are_numbered_from_the_first() -> None:
    """A week begins on a Monday, as 1 January of the year 1 did."""
    period = Period.parse("2026-W01")
    for number in range(day("2025-12-29") // 7, day("2025-12-29") // 7 + 120):
        assert number_of(period) == number
        period = period.next


def post(month: int, share: int, record: Session | None = None) -> Post:
    """A post of a month, whose share begins on a day of the year."""
    period = Period.parse(f"2026-{month:02}")
    return Post(duty=clinic(), period=period, ordinal=1, share=share, record=record)


def test_a_post_is_known_as_its_need_is() -> None:
    """'Duty, period and ordinal.'."""
    assert post(3, 0).key == ("D-1", Period.parse("2026-03"), 1)


@pytest.mark.parametrize(
    ("gap", "ideal", "tolerance", "days"),
    [
        (41, 31, 30, 1),  # nine days of tolerance: parts of days count for nothing
        (21, 31, 30, 1),
        (40, 31, 30, 0),
        (430, 330, 30, 1),
        (429, 330, 30, 0),
        (31, 30, 0, 1),
    ],
)
def test_so_many_hundredths_of_an_ideal_gap_are_free(
    gap: int, ideal: int, tolerance: int, days: int
) -> None:
    """'The days by which a gap misses its ideal, beyond tolerance.'."""
    found = beyond(gap, ideal, tolerance)
    assert (found, type(found)) == (days, int)


def test_each_gap_costs_the_days_by_which_it_misses_its_ideal() -> None:
    """'By the later session, or the one of the two placed'; two on record are no matter."""
    policy = attrs.evolve(DEFAULT_POLICY, spacing_tolerance=10, spacing_points=3)
    on_record = [session(f"R-{n}", f"2026-0{n}-02T10:00") for n in (1, 2, 4)]
    chain = [
        post(1, 0, on_record[0]),
        post(2, 30, on_record[1]),
        post(3, 60),
        post(4, 90, on_record[2]),
        post(5, 120),  # nobody's: the gap is as long as two
        post(6, 150),
        post(7, 180),
    ]
    placed = {
        post(3, 0).key: session("P-3", "2026-03-10T10:00"),  # 36 days after 2 February: 3 over
        post(6, 0).key: session("P-6", "2026-06-01T10:00"),  # 60 days after 2 April
        post(7, 0).key: session("P-7", "2026-06-20T10:00"),  # 19 days after 1 June: 8 over
    }
    found = [(one.id, cost) for one, cost in neighbours(chain, placed, policy)]
    # from 10 March to 2 April are 23 days: 4 over, told by the one that is placed
    assert found == [("P-3", 9), ("P-3", 12), ("P-7", 24)]
    assert list(neighbours(chain[:2], placed, policy)) == []
