"""The life of a plan, as a machine that looks for a wrong one."""

from datetime import datetime, time
from importlib.util import find_spec
from typing import Any

from hypothesis.stateful import invariant

from ridehire_partybuild.exchange import dumps, loads
from ridehire_partybuild.scheduling import Plan, Replan, diff, violations
from ridehire_partybuild.testing import laws
from ridehire_partybuild.values import SHANGHAI

from .broken import expect
from .calendars import Told, events, follows
from .plan_steps import PlanSteps

__all__ = ["PlanLife"]


class PlanLife(PlanSteps):
    """A plan's life: it is made, given out, upset by what happens, and made anew.

    Hosts fall ill, days become holidays, stations close, duties come in, sessions are held or
    called off, and the plan is replanned or put on a newer calendar. Beside it runs what was
    promised, held and told, in plain dicts: after each plan nothing that blocks is broken, the
    ledger adds up, what was pinned has not moved, only what broke has, and phones are told of
    each change and of nothing else.

    Run it as a test case, or by `live`; make one of your own by what it takes:

    Attributes:
        register: Stations and hosts; None: two of each.
        guideline: Whose duties are planned; None: one to three others, drawn.
        calendar: What days are; None: the shipped calendar.
        solver: Who makes the first plan; None: the planner.
        policy: Peaks, travel times, severities.
        span: The days planned for.
        moves: How many moves the planner makes at most.
        plan: Makes a plan; as `ridehire_partybuild.plan`. So with the next two.
        replan: Makes it anew.
        rebase: Puts it on another calendar.

    `calendar_of` writes what phones are told: override it to prove your own way out.

    >>> from hypothesis import settings
    >>> class OurLife(PlanLife):
    ...     span = PlanLife.span.parse("2026-02-01/2026-02-28")
    >>> OurLife.TestCase.settings = settings(max_examples=2, stateful_step_count=4)
    >>> OurLife.TestCase("runTest").runTest()
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[str, Told] = {}
        self._calendar: str | None = None

    def calendar_of(self, made: Plan, previous: str | None) -> str | None:
        """Return what phones are told of a plan; None: they are told nothing."""
        if find_spec("icalendar") is None:
            return None
        from ridehire_partybuild.exchange.ical import to_ical  # noqa: PLC0415 - an optional door

        stamp = datetime.combine(self.today, time(8), SHANGHAI)
        return to_ical(made, stamp=stamp, previous=previous)

    def _planned(self, made: Plan) -> None:
        super()._planned(made)
        self._tell()
        self._is_sound(())

    def _replanned(self, made: Plan, *, again: Replan | None, budget: int) -> None:
        old, pins = self.made, self._pins()
        super()._replanned(made, again=again, budget=budget)
        register = None if again is None else self.known
        laws.replanning_touches_only_what_broke(
            old, made, register=register, pinned=pins, change_budget=budget
        )
        self._kept_its_promises(pins)
        if again is not None:
            self._is_told_truly(old, again, pins)
        self._is_sound(pins)
        self._tell()

    # --- what is looked at after each plan

    def _kept_its_promises(self, pins: tuple[str, ...]) -> None:
        """What was pinned has not moved, as long as its day is to come and it is asked for."""
        now = {str(one.id): one for one in self.made.sessions}
        for name in pins:
            promised = self.pinned[name]
            if promised.day >= self.made.inputs.on and not self.upset:
                same = now.get(name) == promised
                expect("a pinned session never moves", true=same, shown=(promised, now.get(name)))
        self.pinned = {name: now[name] for name in self.pinned if name in now}

    def _is_told_truly(self, old: Plan, again: Replan, pins: tuple[str, ...]) -> None:
        told = {change.id for change in again.changes}
        found = {change.id for change in diff(old, self.made)}
        expect("every change is told, and no other", true=told == found, shown=told ^ found)
        causes = [change.cause for change in again.changes]
        expect("every change has a cause", true=None not in causes, shown=again.changes)
        stuck = [set(one.sessions) & set(pins) for one in again.broken_pins]
        expect("a broken pin is of a pinned session", true=all(stuck), shown=again.broken_pins)
        unmoved = self.replan(self.made, pinned=self._pins(), published=self.published)
        idle = unmoved.plan == self.made
        expect("who plans again at once changes nothing", true=idle, shown=unmoved.changes)

    def _is_sound(self, pins: tuple[str, ...]) -> None:
        made = self.made
        inputs: Any = made.inputs
        found = violations(
            made.sessions, inputs.register, inputs.calendar, policy=inputs.policy,
            duties=inputs.duties,
        )  # fmt: skip
        grave = [one for one in found if one.severity.blocks and not set(pins) & set(one.sessions)]
        sentence = "`violations` of a plan under its policy holds nothing of a BLOCK severity"
        expect(sentence, true=not grave, shown=grave)
        past = [one for one in made.sessions if one.day < inputs.on]
        expect("nothing is planned for a day that is over", true=not past, shown=past)
        laws.ledger_adds_up(made)
        laws.unannounced_days_are_marked(made)
        laws.placed_periods_pass(made)
        self._counts_what_was_held()
        expect("a plan is written and read back", true=loads(dumps(made), Plan) == made, shown=made)

    def _counts_what_was_held(self) -> None:
        """The ledger counts what was held by our own count, up to what is required."""
        known = {one.id for one in self.made.inputs.register.sessions}
        if not all(one.id in known for one in self.known.sessions):
            return  # put on another calendar alone, it has yet to hear of what was held
        for entry in self.made.ledger:
            required = self.owed[str(entry.duty)].cadence.times
            held = min(required, self.held[str(entry.duty), str(entry.period)])
            right = (entry.required, entry.held) == (required, held)
            expect("the ledger counts what was held", true=right, shown=(entry, held))

    def _tell(self) -> None:
        text = self.calendar_of(self.made, self._calendar)
        if text is None:
            return
        told = events(text)
        follows(self._told, told)
        planned = {name for name, one in told.items() if one.status == "TENTATIVE"}
        expected = len(self.made.sessions)
        right = len(planned) == expected
        expect("each session is told as planned", true=right, shown=(len(planned), expected))
        self._calendar, self._told = text, told

    # --- what is always true

    @invariant()
    def everything_holds(self) -> None:
        """What happens to the world leaves a plan what it is until it is made anew."""
        told = {str(one.id) for one in self.made.sessions}
        lost = set(self.pinned) - told
        expect("what is pinned stands in the plan", true=not lost, shown=lost)
