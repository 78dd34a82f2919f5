"""What the page on a plan says: months with their sessions, the ledger, and what has no place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Duty, Guideline
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.model.naming import name_told
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.scheduling import (
    LedgerEntry,
    LedgerState,
    Plan,
    PlanScore,
    Shortfall,
    Unplaced,
    explain_shortfall,
    explain_span,
)
from ridehire_partybuild.scheduling.telling import excuse_told
from ridehire_partybuild.values import (
    Certainty,
    DayKind,
    DutyId,
    Period,
    PeriodUnit,
    SessionStatus,
)

from .told import Names, name_of

__all__ = ["ToldDay", "ToldDue", "ToldLeft", "ToldMonth", "ToldPlan", "ToldPlanned", "told_plan"]

ONE_DAY = timedelta(days=1)
_ORDINARY = frozenset({DayKind.WORKDAY, DayKind.WEEKEND})


@attrs.frozen(kw_only=True)
class ToldPlanned:
    """A session of the calendar.

    Attributes:
        kind: What is done, and whose it is where a body called it.
        place: Where.
        host: The body that holds it; None: none is named.
        status: Planned or held.
        placed: Whether this plan placed it; else it was on record before.
    """

    start: str
    end: str
    kind: str
    place: str
    host: str | None
    status: SessionStatus
    placed: bool


@attrs.frozen(kw_only=True)
class ToldDay:
    """A day of the calendar.

    Attributes:
        weekday: Of the week, Monday first.
        mark: What kind of day it is, where the notice makes it another than its weekday's.
        kind: Its kind.
        doubt: How certain that is, where no notice announced it.
        planned: Whether it is one of the days planned for.
    """

    day: date
    weekday: str
    mark: str | None
    kind: DayKind
    doubt: str | None
    planned: bool
    sessions: tuple[ToldPlanned, ...]


@attrs.frozen(kw_only=True)
class ToldMonth:
    """A month in weeks of seven days, Monday first; None: the day is of another month."""

    title: str
    weeks: tuple[tuple[ToldDay | None, ...], ...]
    count: int


@attrs.frozen(kw_only=True)
class ToldDue:
    """A period of a duty, and where it stands."""

    what: str
    whose: str
    period: str
    entry: LedgerEntry
    excuse: str | None


@attrs.frozen(kw_only=True)
class ToldLeft:
    """A session that could not be placed, and what blocked the slots it might have had."""

    what: str
    whose: str
    period: str
    ordinal: int
    blocked: tuple[tuple[str, int], ...]


@attrs.frozen(kw_only=True)
class ToldPlan:
    """A plan, told.

    Attributes:
        notice: What the guideline is and is not.
        guideline: Its title.
        span: The days planned for.
        on: The day on which the plan was made.
        placed: How many sessions it placed.
        uncertain: How many of these rest on days that no notice has announced.
        optimal: Whether it is proved that no plan of these inputs scores higher.
        states: How many periods stand where.
        months: The calendar.
        due: The ledger, what is most pressing first.
        left: What has no place.
        shortfalls: What cannot be held by any plan, and what would help, one line each.
    """

    lang: Lang
    notice: str
    guideline: str
    span: str
    on: date
    placed: int
    uncertain: int
    optimal: bool
    score: PlanScore
    states: Mapping[LedgerState, int]
    months: tuple[ToldMonth, ...]
    due: tuple[ToldDue, ...]
    left: tuple[ToldLeft, ...]
    shortfalls: tuple[str, ...]


PRESSING = (
    LedgerState.OVERDUE,
    LedgerState.AT_RISK,
    LedgerState.PLANNED,
    LedgerState.WAIVED,
    LedgerState.FULFILLED,
)
"""States of a period, what is most pressing first."""


def told_plan(
    plan: Plan,
    guideline: Guideline,
    *,
    shortfalls: Iterable[Shortfall] = (),
    lang: Lang = "zh",
    names: Names | None = None,
) -> ToldPlan:
    """Return all that the page on a plan says; of sessions never how many people came.

    >>> from ridehire_partybuild import Span, WorkCalendar, plan, reference_guideline
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-02-28"))
    >>> told = told_plan(made, reference_guideline())
    >>> [(month.title, len(month.weeks), month.count) for month in told.months]
    [('2026年1月', 5, 0), ('2026年2月', 5, 0)]
    """
    inputs = plan.inputs
    duties = {one.id: one for one in inputs.duties}
    teller = _Teller(plan=plan, duties=duties, lang=lang, names=names)
    states = Counter(one.state for one in plan.ledger)
    return ToldPlan(
        lang=lang,
        notice=guideline.notice.in_(lang),
        guideline=guideline.title.in_(lang),
        span=explain_span(inputs.span, lang),
        on=inputs.on,
        placed=len(plan.sessions),
        uncertain=len(plan.uncertain),
        optimal=plan.is_optimal,
        score=plan.score,
        states={one: states[one] for one in PRESSING if states[one]},
        months=tuple(teller.months()),
        due=tuple(
            teller.due(one)
            for one in sorted(plan.ledger, key=lambda one: PRESSING.index(one.state))
        ),
        left=tuple(teller.left(one) for one in plan.unplaced),
        shortfalls=tuple(explain_shortfall(one, inputs, lang) for one in shortfalls),
    )


@attrs.frozen(kw_only=True)
class _Teller:
    plan: Plan
    duties: Mapping[DutyId, Duty]
    lang: Lang
    names: Names | None

    @property
    def register(self) -> Register:
        return self.plan.inputs.register

    def months(self) -> Iterator[ToldMonth]:
        span, by_day = self.plan.inputs.span, self._by_day()
        month = Period.containing(span.start, PeriodUnit.MONTH)
        while month.start < span.end:
            days = [self._day(one, by_day.get(one, [])) for one in month.span]
            blanks: list[ToldDay | None] = [None] * month.start.weekday()
            cells = [*blanks, *days]
            cells += [None] * (-len(cells) % 7)
            yield ToldMonth(
                title=explain_span(month.span, self.lang),
                weeks=tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7)),
                count=sum(len(one.sessions) for one in days),
            )
            month = month.next

    def _by_day(self) -> dict[date, list[tuple[Session, bool]]]:
        """Return what stands in the days planned for: placed by this plan, or on record before."""
        placed = {one.id for one in self.plan.sessions}
        before = (
            one
            for one in self.register.sessions
            if one.status is not SessionStatus.CANCELLED and one.id not in placed
        )
        found: dict[date, list[tuple[Session, bool]]] = {}
        both = [*((one, True) for one in self.plan.sessions), *((one, False) for one in before)]
        for one, is_placed in sorted(both, key=lambda pair: (pair[0].start, pair[0].id)):
            if one.day in self.plan.inputs.span:
                found.setdefault(one.day, []).append((one, is_placed))
        return found

    def _day(self, day: date, sessions: list[tuple[Session, bool]]) -> ToldDay:
        told = self.plan.inputs.calendar.day(day)
        sure = told.certainty is Certainty.ANNOUNCED
        return ToldDay(
            day=day,
            weekday=render(f"weekday.{day.isoweekday()}", self.lang),
            mark=None if told.kind in _ORDINARY else told.kind.label(self.lang),
            kind=told.kind,
            doubt=None if sure else told.certainty.label(self.lang),
            planned=day in self.plan.inputs.span,
            sessions=tuple(self._session(one, placed=placed) for one, placed in sessions),
        )

    def _session(self, session: Session, *, placed: bool) -> ToldPlanned:
        kind = kind_label(session.kind, self.register, self.lang)
        owner = session.organiser
        if owner is not None:
            kind = render("plan_page.of", self.lang, kind=kind, owner=owner.name)
        host = session.host
        return ToldPlanned(
            start=f"{session.start:%H:%M}",
            end=f"{session.end:%H:%M}",
            kind=kind,
            place=session.venue or name_told(session.station, self.register, self.lang),
            host=None if host is None else name_told(host, self.register, self.lang),
            status=session.status,
            placed=placed,
        )

    def _of(self, duty: DutyId) -> tuple[str, str]:
        """Return what a duty asks for, and of whom; of a duty that is not there its id."""
        one = self.duties.get(duty)
        if one is None:
            return str(duty), ""
        kind = kind_label(one.kind, self.register, self.lang)
        if one.subject not in self.register.filing.subjects:  # set by hand for somebody else
            return kind, str(one.subject)
        on = self.plan.inputs.on
        return kind, name_of(self.register, one.subject, on, self.names)

    def due(self, entry: LedgerEntry) -> ToldDue:
        what, whose = self._of(entry.duty)
        return ToldDue(
            what=what,
            whose=whose,
            period=explain_span(entry.period.span, self.lang),
            entry=entry,
            excuse=None if entry.excuse is None else excuse_told(entry.excuse, self.lang),
        )

    def left(self, unplaced: Unplaced) -> ToldLeft:
        what, whose = self._of(unplaced.duty)
        return ToldLeft(
            what=what,
            whose=whose,
            period=explain_span(unplaced.period.span, self.lang),
            ordinal=unplaced.ordinal,
            blocked=tuple((one.rule.label(self.lang), one.count) for one in unplaced.blocked),
        )
