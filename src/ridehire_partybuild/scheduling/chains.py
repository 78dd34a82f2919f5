"""Chains: the sessions of a duty in the order of its periods, and the days between neighbours.

"Even spacing" is a matter of neighbours: from each session to the next the days between them
are held against an ideal. A post left empty in between (waived, not placed) widens the ideal.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise

import attrs

from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Session
from ridehire_partybuild.values import DutyId, Period, PeriodUnit

from .ledger import Places
from .needs import Due, ordinals_of
from .policy import Policy

__all__ = ["Key", "Post", "beyond", "chains_of", "neighbours"]

_MONTHS = {PeriodUnit.YEAR: 12, PeriodUnit.HALF_YEAR: 6, PeriodUnit.QUARTER: 3, PeriodUnit.MONTH: 1}

Key = tuple[DutyId, Period, int]
"""Duty, period and ordinal: no two sessions of a plan share one."""


@attrs.frozen(kw_only=True)
class Post:
    """One place in a duty's chain.

    Attributes:
        duty: The duty.
        period: The period.
        ordinal: Which of the period's sessions, from 1.
        share: The day's number at which its share of time begins: the days between the shares of
            two posts are the ideal gap between their sessions.
        record: The session on record that takes it; None: none does.
    """

    duty: Duty
    period: Period
    ordinal: int
    share: int
    record: Session | None

    @property
    def key(self) -> Key:
        """Duty, period and ordinal."""
        return self.duty.id, self.period, self.ordinal


def chains_of(dues: Iterable[Due], serving: Places) -> Iterator[tuple[Post, ...]]:
    """Yield each duty's posts: those due, between the last on record before and the first after."""
    recorded: dict[DutyId, list[Period]] = {}
    for duty_id, period in serving:
        recorded.setdefault(duty_id, []).append(period)
    for _, group in groupby(dues, key=lambda due: due.duty.id):
        chain = tuple(group)
        duty = chain[0].duty
        periods = recorded.get(duty.id, ())
        before = max((one for one in periods if one < chain[0].period), default=None)
        after = min((one for one in periods if chain[-1].period < one), default=None)
        yield (
            *_on_record(duty, before, serving),
            *(post for due in chain for post in _posts(due)),
            *_on_record(duty, after, serving),
        )


def _posts(due: Due) -> Iterator[Post]:
    for ordinal in range(1, due.duty.cadence.times + 1):
        yield _post(due.duty, due.period, ordinal, due.records.get(ordinal))


def _on_record(duty: Duty, period: Period | None, serving: Places) -> Iterator[Post]:
    if period is not None:
        taken = ordinals_of(duty, period, serving[duty.id, period])
        for ordinal in sorted(taken):
            yield _post(duty, period, ordinal, taken[ordinal])


def _post(duty: Duty, period: Period, ordinal: int, record: Session | None) -> Post:
    times = duty.cadence.times
    if duty.ideal_gap is None:
        days = (period.end - period.start).days
        share = period.start.toordinal() + (ordinal - 1) * days // times
    else:
        share = (_number(period) * times + ordinal - 1) * duty.ideal_gap
    return Post(duty=duty, period=period, ordinal=ordinal, share=share, record=record)


def _number(period: Period) -> int:
    """The number of the period among all of its unit."""
    if period.unit is PeriodUnit.WEEK:
        return period.start.toordinal() // 7
    return (period.start.year * 12 + period.start.month - 1) // _MONTHS[period.unit]


def beyond(gap: int, ideal: int, tolerance: int) -> int:
    """Return the days by which a gap misses its ideal, beyond ``tolerance`` hundredths of that.

    >>> [beyond(gap, 30, 30) for gap in (30, 21, 40, 19)]
    [0, 0, 1, 2]
    """
    return max(0, abs(gap - ideal) - ideal * tolerance // 100)


def neighbours(
    chain: Iterable[Post], placed: Mapping[Key, Session], policy: Policy
) -> Iterator[tuple[Session, int]]:
    """Yield what the gaps of a chain cost, by the later session, or the one of the two placed.

    A gap between two sessions on record is no matter of the plan.
    """
    filled = ((post, post.record or placed.get(post.key)) for post in chain)
    taken = [(post, session) for post, session in filled if session is not None]
    for (one, before), (other, after) in pairwise(taken):
        if one.record is None or other.record is None:
            gap = (after.day - before.day).days
            days = beyond(gap, other.share - one.share, policy.spacing_tolerance)
            if days:
                yield after if other.record is None else before, days * policy.spacing_points
