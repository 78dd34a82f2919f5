"""What can happen to a plan: it is made, given out, upset, and made anew."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any, ClassVar

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar
from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.guideline import Duty, Guideline
from ridehire_partybuild.model import Host, Party, Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Plan,
    PlanInputs,
    Policy,
    Replan,
    Solver,
    duties,
    plan,
    rebase,
    replan,
    solved,
)
from ridehire_partybuild.values import (
    ActivityKind,
    Cadence,
    OpeningHours,
    Region,
    SessionStatus,
    Skill,
    Span,
    Tier,
)

__all__ = ["PlanSteps"]

SKILLS = {"theme_party_day": None, "legal_clinic": Skill.LEGAL, "health_check": Skill.HEALTH}
CADENCES = ("1/month", "2/month", "1/quarter", "1/week")
NOTICE = Notice(title="示例新通知", published="2025-12", href="https://example.org/new")

_hours = OpeningHours.parse("Mo-Su 09:00-17:00; PH off")
_any_of_them = st.integers(0, 40)
"""Picks a session of the plan: its number in time, over and over."""
_owed = st.tuples(st.sampled_from((0, 1)), st.sampled_from((*SKILLS,)), st.sampled_from(CADENCES))


@cache
def _shipped_days() -> WorkCalendar:
    return work_calendar()


@cache
def _office() -> Register:
    """Return two stations and two hosts."""
    place = {"tier": Tier.BASIC, "site": Site(seats=20), "hours": _hours}
    return Register(
        stations=[
            Station(id="S-1", name="示例一号", region=Region("370502"), **place),  # type: ignore[arg-type]
            Station(id="S-2", name="示例二号", region=Region("370503"), **place),  # type: ignore[arg-type]
        ],
        hosts=[
            Host(id="H-1", party=Party(name="示例律所"), skills=[Skill.LEGAL], hours=_hours,
                 per_day=1, per_week=2),
            Host(id="H-2", party=Party(name="示例医院"), skills=[Skill.HEALTH], hours=_hours,
                 per_day=2),
        ],
    )  # fmt: skip


class PlanSteps(RuleBasedStateMachine):
    """The steps of `PlanLife`; what must be true after them stands there."""

    register: Register | None = None
    guideline: ClassVar[Guideline | None] = None
    calendar: WorkCalendar | None = None
    solver: ClassVar[Solver | None] = None
    policy: ClassVar[Policy] = DEFAULT_POLICY
    span: ClassVar[Span] = Span.parse("2026-01-01/2026-03-31")
    moves: ClassVar[int | None] = 25
    plan: ClassVar[Callable[..., Plan]] = staticmethod(plan)
    replan: ClassVar[Callable[..., Replan]] = staticmethod(replan)
    rebase: ClassVar[Callable[..., Plan]] = staticmethod(rebase)

    def __init__(self) -> None:
        super().__init__()
        self.today = self.span.start
        self.known: Register = self.register or _office()
        self.days: WorkCalendar = self.calendar or _shipped_days()
        self.owed: dict[str, Duty] = {}
        self.pinned: dict[str, Session] = {}
        self.held: Counter[tuple[str, str]] = Counter()
        """How many sessions were held, by duty and period."""
        self.published: Span | None = None
        self.upset = False
        """Whether days or stations are not what they were: then periods may ask for nothing."""
        self.made: Plan

    # --- helpers

    def _one(self, number: int) -> Session | None:
        inorder = sorted(self.made.sessions, key=lambda one: (one.start, one.id))
        return inorder[number % len(inorder)] if inorder else None

    def _owe(self, station: int, kind: str, cadence: str) -> None:
        places = self.known.stations
        place = places[station % len(places)].id
        name = f"D-{len(self.owed) + 1}"
        self.owed[name] = Duty(
            id=name, subject=place, station=place, kind=ActivityKind(kind), minutes=60,
            cadence=Cadence.parse(cadence), skill=SKILLS[kind],
        )  # fmt: skip

    def _planned(self, made: Plan) -> None:
        self.made = made

    def _replanned(self, made: Plan, *, again: Replan | None, budget: int) -> None:
        del again, budget
        self.made = made

    # --- the plan

    @initialize(owed=st.lists(_owed, min_size=1, max_size=3))
    def make(self, owed: list[tuple[int, str, str]]) -> None:
        """Make the plan: of the guideline's duties, or of one to three others."""
        if self.guideline is None:
            for one in owed:
                self._owe(*one)
        else:
            found = duties(self.guideline, self.known, self.span)
            self.owed = {str(one.id): one for one in found}
        inputs = PlanInputs(
            duties=tuple(self.owed.values()), register=self.known, calendar=self.days,
            span=self.span, on=self.today, policy=self.policy, moves=self.moves,
        )  # fmt: skip
        if self.solver is not None:
            self._planned(solved(inputs, self.solver))
        else:
            told = {one.name: getattr(inputs, one.name) for one in attrs.fields(PlanInputs)}
            self._planned(self.plan(**told))

    @rule(weeks=st.sampled_from((2, 6, 20)))
    def publish(self, weeks: int) -> None:
        """Give the next weeks out."""
        self.published = Span(start=self.today, end=self.today + timedelta(weeks=weeks))

    @rule(session=_any_of_them)
    def pin(self, session: int) -> None:
        """Promise that a session stays where it is."""
        one = self._one(session)
        if one is not None:
            self.pinned[str(one.id)] = one

    # --- what upsets it

    @rule(days=st.sampled_from((1, 7, 30)))
    def days_pass(self, days: int) -> None:
        """Nothing happens, but it is later."""
        self.today = min(self.today + timedelta(days=days), self.span.last)

    @rule(session=_any_of_them)
    def fall_ill(self, session: int) -> None:
        """Whoever holds a session cannot come on that day."""
        one = self._one(session)
        if one is not None and one.host is not None:
            host: Any = self.known.get(one.host)
            self.known = self.known.with_(
                attrs.evolve(host, days_off=(*host.days_off, one.day)),
            )

    @rule(session=_any_of_them)
    def become_a_holiday(self, session: int) -> None:
        """A new notice makes the day of a session a day off."""
        one = self._one(session)
        if one is None:
            return
        years = {year.year: year for year in self.days.years}
        year = years.get(one.day.year, HolidayYear(year=one.day.year, notice=NOTICE))
        if one.day in {day for listed in year.lists.values() for day in listed}:
            return
        years[year.year] = attrs.evolve(year, holidays=(*year.holidays, one.day))
        self.days, self.upset = WorkCalendar(years=tuple(years.values())), True

    @rule(session=_any_of_them)
    def shut(self, session: int) -> None:
        """The station of a session closes for good on that day."""
        one = self._one(session)
        if one is not None and one.station is not None:
            station: Any = self.known.get(one.station)
            self.known = self.known.with_(attrs.evolve(station, closed_on=one.day))
            self.upset = True

    @rule(station=st.sampled_from((0, 1)), kind=st.sampled_from((*SKILLS,)))
    def owe_more(self, station: int, kind: str) -> None:
        """A duty comes in that nobody knew of."""
        if len(self.owed) < 6:
            self._owe(station, kind, "1/month")

    # --- what comes of it

    def _settle(self, one: Session, status: SessionStatus) -> None:
        self.known = self.known.with_(attrs.evolve(one, status=status))
        self.pinned.pop(str(one.id), None)

    @rule(session=_any_of_them)
    def hold_session(self, session: int) -> None:
        """Hold a session on its day, unless that is over, and note it."""
        one = self._one(session)
        if one is not None and one.id not in self.known and one.day >= self.today:
            self.today = one.day
            self.held[str(one.duty), str(one.period)] += 1
            self._settle(one, SessionStatus.HELD)

    @rule(session=_any_of_them)
    def call_off(self, session: int) -> None:
        """Cancel a session, and note it."""
        one = self._one(session)
        if one is not None and one.id not in self.known:
            self._settle(one, SessionStatus.CANCELLED)

    def is_behind(self) -> bool:
        """Tell whether something has happened that the plan does not know of."""
        inputs = self.made.inputs
        there = inputs.register, inputs.calendar, inputs.on, len(inputs.duties)
        return there != (self.known, self.days, self.today, len(self.owed))

    @precondition(lambda self: self.is_behind())
    @rule(budget=st.sampled_from((0, 1, 3)))
    def replan_now(self, budget: int) -> None:
        """Make the plan fit what has happened since."""
        again = self.replan(
            self.made,
            register=self.known,
            calendar=self.days,
            on=self.today,
            duties=tuple(self.owed.values()),
            pinned=self._pins(),
            published=self.published,
            change_budget=budget,
        )
        self._replanned(again.plan, again=again, budget=budget)

    def _pins(self) -> tuple[str, ...]:
        return tuple(
            one for one in sorted(self.pinned) if one in {s.id for s in self.made.sessions}
        )

    @precondition(lambda self: not self.pinned and self.days != self.made.inputs.calendar)
    @rule()
    def rebase_now(self) -> None:
        """Put the plan on the calendar of today, and nothing else."""
        self._replanned(self.rebase(self.made, self.days), again=None, budget=0)
