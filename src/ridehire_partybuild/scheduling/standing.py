"""Which sessions of a plan can stay as they are, and what breaks the others."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import attrs

from ridehire_partybuild.model import Session
from ridehire_partybuild.values import SessionId, SessionStatus, Span

from .assembling import Judge
from .checker import Violation
from .plan_changes import ChangeCause
from .plans import Plan, PlanInputs
from .vocabulary import Rule

__all__ = ["OnRecord", "Standing", "on_record"]


@attrs.frozen(kw_only=True)
class OnRecord:
    """A plan's sessions as the register of today has them.

    Attributes:
        inputs: The inputs, from whose register the plan's own planned sessions are taken out.
        sessions: The sessions that are still the plan's.
        causes: What the register made of the others, and of those that it moved.
    """

    inputs: PlanInputs
    sessions: tuple[Session, ...]
    causes: dict[SessionId, ChangeCause]


def on_record(plan: Plan, inputs: PlanInputs) -> OnRecord:
    """Return the plan's sessions as the register of ``inputs`` has them."""
    known = {one.id: one for one in inputs.register.sessions}
    causes: dict[SessionId, ChangeCause] = {}
    sessions: list[Session] = []
    taken: set[SessionId] = set()
    for own in plan.sessions:
        told = known.get(own.id)
        if told is None:
            sessions.append(own)
        elif told.status is SessionStatus.PLANNED and (told.duty, told.period) == (
            own.duty,
            own.period,
        ):
            taken.add(own.id)
            sessions.append(told)
            if told != own:
                causes[own.id] = ChangeCause.RECORDED
        else:
            cancelled = told.status is SessionStatus.CANCELLED
            causes[own.id] = ChangeCause.CANCELLED if cancelled else ChangeCause.RECORDED
    if taken:
        left = tuple(one for one in inputs.register.sessions if one.id not in taken)
        inputs = attrs.evolve(inputs, register=attrs.evolve(inputs.register, sessions=left))
    return OnRecord(inputs=inputs, sessions=tuple(sessions), causes=causes)


@attrs.define(kw_only=True)
class Standing:
    """The sessions that still stand, while it is being found out which can."""

    judge: Judge
    pins: frozenset[SessionId]
    published: Span | None
    causes: dict[SessionId, ChangeCause]
    kept: dict[SessionId, Session] = attrs.field(factory=dict)
    rules: dict[SessionId, set[Rule]] = attrs.field(factory=lambda: defaultdict(set))
    stuck: tuple[Violation, ...] = ()

    def _release(self, session: SessionId, cause: ChangeCause, *rules: Rule) -> None:
        del self.kept[session]
        self.causes[session] = cause
        self.rules[session].update(rules)

    def release_past(self) -> None:
        """Let go of what lies before the day of the plan and was not held."""
        for one in tuple(self.kept.values()):
            if one.day < self.judge.inputs.on:
                self._release(one.id, ChangeCause.BROKEN, Rule.PAST)

    def release_broken(self) -> None:
        """Let go of what breaks a rule, and nothing else of the plan could give way."""
        standing = set(self.kept)
        for one in self.judge.broken(self.kept.values()):
            own = [session for session in one.sessions if session in standing]
            if len(own) > 1 or own[0] in self.pins:
                continue
            if own[0] in self.kept:
                self._release(own[0], ChangeCause.BROKEN)
            self.rules[own[0]].add(one.rule)

    def release_surplus(self) -> None:
        """Let go of what nothing asks for: pinned last, and what is in the way of others first."""
        crowded = {name for one in self.judge.broken(self.kept.values()) for name in one.sessions}
        serving: dict[object, list[Session]] = defaultdict(list)
        for one in sorted(self.kept.values(), key=lambda one: (one.start, one.id)):
            serving[one.duty, one.period].append(one)
        wanted: dict[object, int] = {at: len(of) for at, of in self.judge.needs.items()}
        for at, sessions in serving.items():
            in_turn = sorted(sessions, key=lambda one: (one.id not in self.pins, one.id in crowded))
            for one in in_turn[wanted.get(at, 0) :]:
                self._release(one.id, ChangeCause.SURPLUS)

    def release_crowded(self) -> None:
        """Let go of one after the other of those in each other's way, until none is."""
        let_go: list[Session] = []
        while True:
            found = self.judge.broken(self.kept.values())
            crowds = Counter(session for one in found for session in one.sessions)
            released: set[SessionId] = set()
            for one in found:
                free = [s for s in one.sessions if s in self.kept and s not in self.pins]
                if free and not released & set(one.sessions):
                    released.add(max(free, key=lambda s: self._dispensable(s, crowds)))
            if not released:
                break
            let_go += [self.kept[session] for session in sorted(released)]
            for session in released:
                told = (one.rule for one in found if session in one.sessions)
                self._release(session, ChangeCause.BROKEN, *told)
        self._take_back(let_go)
        self.stuck = self.judge.broken(self.kept.values())

    def _dispensable(self, session: SessionId, crowds: Counter[SessionId]) -> tuple[object, ...]:
        """What nobody put there by hand, then drafts, what is in most ways, and the latest."""
        one = self.kept[session]
        by_hand = self.causes.get(session) is ChangeCause.RECORDED
        draft = self.published is not None and one.day not in self.published
        return not by_hand, draft, crowds[session], one.start, session

    def _take_back(self, let_go: Iterable[Session]) -> None:
        """Keep what turned out to be in nobody's way once others were let go."""
        for one in sorted(let_go, key=lambda one: (one.start, one.id)):
            tried = (*self.kept.values(), one)
            if not any(one.id in broken.sessions for broken in self.judge.broken(tried)):
                self.kept[one.id] = one
                del self.causes[one.id]
                self.rules.pop(one.id, None)
