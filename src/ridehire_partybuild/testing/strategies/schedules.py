"""Strategies for what plans consist of, what breaks them, and what would help."""

from datetime import date, timedelta

from hypothesis import strategies as st

from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.scheduling import (
    Blocked,
    ChangeNotice,
    ConstraintCost,
    ConstraintMatch,
    Excuse,
    ExcuseKind,
    LedgerEntry,
    Owed,
    PlanChange,
    PlanScore,
    Remedy,
    RemedyKind,
    Rule,
    ScoreChange,
    Severity,
    SubjectCost,
    TravelTimes,
    Unplaced,
    Violation,
    Wanted,
)
from ridehire_partybuild.values import HostId, Period, PeriodUnit, SessionId, Span, StationId

from .changing import changes
from .choices import YEARS, Choices, built, or_none, words_of
from .parts import found_in
from .planning import plans
from .records import PARTY_BYTES, read_party
from .replanning import recommendations, replans, score_analyses, shortfalls_found
from .rules import single_duties
from .words import PHRASES

__all__ = [
    "blocked_counts",
    "change_notices",
    "constraint_costs",
    "constraint_matches",
    "excuses",
    "ledger_entries",
    "owed_periods",
    "plan_scores",
    "remedies",
    "score_changes",
    "single_plan_changes",
    "subject_costs",
    "travel_times",
    "unplaced_sessions",
    "violations_found",
    "wanted_sessions",
]

_MINUTES = (30, 0, 10, 240, 1440)
_POINTS = (0, 1, 2, 30)
_STATIONS: tuple[StationId | None, ...] = (StationId("S-1"), StationId("S-2"), None)
_HOSTS: tuple[HostId | None, ...] = (None, HostId("H-1"), HostId("H-2"))


def unplaced_sessions() -> st.SearchStrategy[Unplaced]:
    """Return what found no place in small plans, with the tally of what was in the way."""
    return found_in(plans().map(lambda one: one.unplaced), Unplaced)


def blocked_counts() -> st.SearchStrategy[Blocked]:
    """Return how many places a rule blocked."""
    return found_in(plans().map(lambda one: one.unplaced), Blocked)


def ledger_entries() -> st.SearchStrategy[LedgerEntry]:
    """Return where a period of a duty stands, in small plans: in every state."""
    return found_in(plans().map(lambda one: one.ledger), LedgerEntry)


def excuses() -> st.SearchStrategy[Excuse]:
    """Return why a period need not be served: an exemption in words, or no day that would do.

    >>> from hypothesis import find
    >>> find(excuses(), lambda one: one.document is not None).kind
    <ExcuseKind.EXEMPTED: 'exempted'>
    """

    def read(choices: Choices) -> Excuse:
        if choices.pick((False, True)):
            return Excuse(kind=ExcuseKind.NO_DAY)
        return Excuse(
            kind=ExcuseKind.EXEMPTED,
            reason=choices.pick(PHRASES),
            authority=choices.pick(PHRASES),
            document=choices.pick(or_none(PHRASES)),
        )

    return built(4, read)


def plan_scores() -> st.SearchStrategy[PlanScore]:
    """Return scores of plans: none lost, and some on each of the three levels.

    >>> from hypothesis import find
    >>> find(plan_scores(), lambda one: one.medium < 0)
    PlanScore(hard=0, medium=-1, soft=0)
    """

    def read(choices: Choices) -> PlanScore:
        hard, medium, soft = (-choices.pick(_POINTS) for _ in range(3))
        return PlanScore(hard=hard, medium=medium, soft=soft)

    return built(3, read)


def score_changes() -> st.SearchStrategy[ScoreChange]:
    """Return what another place of a session does to the score of a small plan."""
    return found_in(recommendations(), ScoreChange)


def constraint_matches() -> st.SearchStrategy[ConstraintMatch]:
    """Return single points that small plans lost."""
    return found_in(score_analyses(), ConstraintMatch)


def constraint_costs() -> st.SearchStrategy[ConstraintCost]:
    """Return what each constraint cost small plans."""
    return found_in(score_analyses(), ConstraintCost)


def subject_costs() -> st.SearchStrategy[SubjectCost]:
    """Return what each subject cost small plans."""
    return found_in(score_analyses(), SubjectCost)


def single_plan_changes() -> st.SearchStrategy[PlanChange]:
    """Return what became of one session of a small plan; `plan_changes` has all of them."""
    return found_in(replans().map(lambda again: again.changes), PlanChange)


def change_notices() -> st.SearchStrategy[ChangeNotice]:
    """Return what one body has to be told after a small plan was made anew."""
    return found_in(replans().map(lambda again: again.notices), ChangeNotice)


def owed_periods() -> st.SearchStrategy[Owed]:
    """Return what one period of a duty still needs, where there is a shortfall."""
    return found_in(shortfalls_found(), Owed)


def remedies() -> st.SearchStrategy[Remedy]:
    """Return what would help against a shortfall: changes of the register, other duties, days."""
    days = st.lists(st.sampled_from([date(2026, 2, 14), date(2026, 3, 31)]), max_size=2)
    owed = st.lists(single_duties(), max_size=1)
    return st.builds(
        Remedy,
        kind=st.sampled_from(RemedyKind),
        changes=changes(),
        duties=owed.map(tuple),
        days=days.map(lambda found: tuple(sorted(set(found)))),
        rescues=st.sampled_from([1, 0, 12]),
    )


def violations_found() -> st.SearchStrategy[Violation]:
    """Return rules that sessions break: of every rule and severity, one session or two.

    >>> from hypothesis import find
    >>> find(violations_found(), lambda one: len(one.sessions) > 1).sessions
    (SessionId('E-1'), SessionId('E-2'))
    """
    names = (SessionId("E-1"), SessionId("E-2"))

    def read(choices: Choices) -> Violation:
        return Violation(
            rule=choices.pick(words_of(Rule)),
            sessions=names[: choices.pick((1, 2))],
            day=choices.day(YEARS),
            station=choices.pick(_STATIONS),
            host=choices.pick(_HOSTS),
            severity=choices.pick(words_of(Severity)),
        )

    return built(9, read)


def travel_times() -> st.SearchStrategy[TravelTimes]:
    """Return how long hosts travel: the farther, the longer, or not at all.

    >>> from hypothesis import find
    >>> find(travel_times(), lambda one: one.elsewhere > 60).elsewhere
    240
    """

    def read(choices: Choices) -> TravelTimes:
        near, county, city, far = sorted(choices.pick(_MINUTES) for _ in range(4))
        return TravelTimes(same_station=near, same_county=county, same_city=city, elsewhere=far)

    return built(4, read)


def wanted_sessions(*, within: Span = YEARS) -> st.SearchStrategy[Wanted]:
    """Return what a solver is told of one session that is wanted within a span.

    >>> from hypothesis import find
    >>> find(wanted_sessions(), lambda one: one.ordinal > 1).duty.subject
    Id('S-1')
    """

    def read(choices: Choices, duty: Duty) -> Wanted:
        day = choices.day(within)
        period = Period.containing(day, choices.pick((PeriodUnit.MONTH, PeriodUnit.WEEK)))
        return Wanted(
            id=SessionId("R-1"),
            duty=duty,
            period=period,
            ordinal=choices.pick((1, 2, 4)),
            span=Span(start=period.start, end=period.end),
            ideal=period.start + timedelta(days=choices.pick(range(7))),
            station=choices.pick(_STATIONS),
            hosts=choices.some(_HOSTS, 2) or (None,),
            organiser=choices.maybe(PARTY_BYTES, read_party),
        )

    return single_duties().flatmap(lambda duty: built(16, lambda choices: read(choices, duty)))
