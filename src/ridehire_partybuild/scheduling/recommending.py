"""Where else one session could be, and what each place would cost or gain."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import attrs

from ridehire_partybuild.errors import InvalidValue, Lang, Problem, render
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.model.naming import name_told
from ridehire_partybuild.values import SHANGHAI, Record, limits

from .plans import Plan, PlanScore
from .telling import start_told

if TYPE_CHECKING:
    from .assembling import Judge
    from .candidates import Candidates
    from .ground import Slot
    from .needs import Need

__all__ = ["Recommendation", "ScoreChange", "explain_recommendation", "recommend"]

_POINTS = limits(-(10**9), 10**9)
_MOST_ASKED = 10**9


@attrs.frozen(kw_only=True, order=True, repr=False)
class ScoreChange(Record):
    """What a change does to the score of a plan, level by level; above 0 is better."""

    hard: int = attrs.field(default=0, metadata=_POINTS)
    medium: int = attrs.field(default=0, metadata=_POINTS)
    soft: int = attrs.field(default=0, metadata=_POINTS)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Recommendation(Record):
    """Another place in time for one session, at which nothing else has to move.

    Attributes:
        session: The session as it would be.
        change: What that does to the score of the plan.
        score: The score of the plan as it would be.

    >>> from datetime import datetime
    >>> from ridehire_partybuild import SHANGHAI, ActivityKind, SessionStatus
    >>> session = Session(id="R-1", kind=ActivityKind.LEGAL_CLINIC, venue="示例会场",
    ...                   start=datetime(2026, 2, 16, 9, tzinfo=SHANGHAI),
    ...                   end=datetime(2026, 2, 16, 10, tzinfo=SHANGHAI),
    ...                   status=SessionStatus.PLANNED)
    >>> Recommendation(session=session, change=ScoreChange(soft=3), score=PlanScore()).change.soft
    3
    """

    session: Session
    change: ScoreChange
    score: PlanScore


def recommend(session: Session | str, plan: Plan, k: int = 3) -> tuple[Recommendation, ...]:
    """Return the best other places of one session of a plan, on ``k`` different days.

    Nothing else moves, and each place was seen to break no rule by `violations`. The best comes
    first: by the score of the whole plan, then the nearest to where the session is; a day is
    told once, with its best hour and host.

    Args:
        session: The session, or its id.
        plan: The plan that it is of.
        k: How many at most.

    Raises:
        InvalidValue: the plan has no such session, or a ``k`` below 0 or beyond a thousand million.

    >>> from ridehire_partybuild import Register, Span, WorkCalendar
    >>> from ridehire_partybuild.scheduling import plan
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> recommend("S-1", made)
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: $.session: Failed to parse 'S-1' as SessionId: expected the id of a record of this register (session), got one that nothing bears.
    """  # noqa: E501 - a message is one line
    from .assembling import Judge  # noqa: PLC0415 - read with the first call

    wanted = session.id if isinstance(session, Session) else session
    known = {one.id: one for one in plan.sessions}
    now = next((one for name, one in known.items() if name == wanted), None)
    if now is None:
        told = {"kind": "SessionId", "value": str(wanted), "wanted": "session"}
        raise InvalidValue([Problem(code="id.dangling", path="$.session", params=told)])
    if type(k) is not int or not 0 <= k <= _MOST_ASKED:
        raise InvalidValue.of("number.range", "k", k, low=0, high=_MOST_ASKED)
    judge = Judge(plan.inputs)
    others = tuple(one for one in plan.sessions if one.id != now.id)
    found = list(_found(judge, now, others, plan.score))
    found.sort(key=lambda one: (_negated(one.score), abs(one.session.start - now.start)))
    return tuple(islice(_seen_to_fit(judge, others, found), k))


def _seen_to_fit(
    judge: "Judge", others: tuple[Session, ...], found: Iterable[Recommendation]
) -> Iterator[Recommendation]:
    """Yield the first of each day that breaks no rule, as the checker sees it."""
    days: set[date] = set()
    for one in found:
        moved = one.session
        if moved.day not in days:
            broken = judge.broken((*others, moved))
            if not any(moved.id in rule.sessions for rule in broken):
                days.add(moved.day)
                yield one


def _negated(score: PlanScore) -> tuple[int, ...]:
    return tuple(-getattr(score, field.name) for field in attrs.fields(PlanScore))


def _found(
    judge: "Judge", now: Session, others: tuple[Session, ...], before: PlanScore
) -> Iterator[Recommendation]:
    from .candidates import Candidates  # noqa: PLC0415 - read with the first call
    from .score import summed  # noqa: PLC0415

    candidates = Candidates(judge.ground, judge.booked(others))
    need = next((need for one, need in judge.fit((*others, now)).pairs if one.id == now.id), None)
    if need is None:
        return
    known = judge.violations(others)
    warns = bool(judge.inputs.policy.severities)  # else what is free adds nothing to it
    for slot in _free(candidates, need, now):
        moved = _at(now, slot)
        whole = (*others, moved)
        broken = judge.violations(whole) if warns else known
        after = summed(judge.matches(judge.fit(whole), broken))
        yield Recommendation(session=moved, change=_change(before, after), score=after)


def _free(candidates: "Candidates", need: "Need", now: Session) -> "Iterator[Slot]":
    for day in need.window.days:
        for slot in candidates.free(need, day):
            there = _at(now, slot)
            if (there.start, there.host) != (now.start, now.host):
                yield slot


def _at(session: Session, slot: "Slot") -> Session:
    midnight = datetime.combine(slot.day, time(), SHANGHAI)
    first = slot.ordinal * 1440
    return attrs.evolve(
        session,
        start=midnight + timedelta(minutes=slot.start - first),
        end=midnight + timedelta(minutes=slot.end - first),
        station=slot.station,
        venue=None,
        host=slot.host,
    )


def _change(before: PlanScore, after: PlanScore) -> ScoreChange:
    gains = {
        field.name: getattr(after, field.name) - getattr(before, field.name)
        for field in attrs.fields(ScoreChange)
    }
    return ScoreChange(**gains)


def explain_recommendation(told: Recommendation, register: Register, lang: Lang = "en") -> str:
    """Return a recommendation in words: when, held by whom, and what it does to the score.

    Args:
        told: The recommendation.
        register: Where the names of hosts are found.
        lang: The language.

    >>> from datetime import datetime
    >>> from ridehire_partybuild import SHANGHAI, ActivityKind, SessionStatus
    >>> session = Session(id="R-1", kind=ActivityKind.LEGAL_CLINIC, venue="示例会场",
    ...                   start=datetime(2026, 2, 16, 9, tzinfo=SHANGHAI),
    ...                   end=datetime(2026, 2, 16, 10, tzinfo=SHANGHAI),
    ...                   status=SessionStatus.PLANNED)
    >>> told = Recommendation(session=session, change=ScoreChange(), score=PlanScore())
    >>> explain_recommendation(told, Register(), "zh")
    '2026-02-16（周一）09:00-10:00：计划得分不变'
    """
    session, change = told.session, told.change
    when = start_told(session, lang)
    if session.host is not None:
        host = name_told(session.host, register, lang)
        when = render("recommendation.host", lang, when=when, host=host)
    what = render("recommendation.none", lang)
    for level in ("soft", "medium", "hard"):
        if points := getattr(change, level):
            what = render(f"recommendation.{level}", lang, points=f"{points:+d}")
    return render("recommendation.line", lang, when=when, what=what)
