"""Which facts must be otherwise for a check to come out so: all smallest sets, smallest first.

"`because` alone reproduces the verdict" (law 3): whatever turns a verdict touches a fact in its
``because`` or ``missing``. So each set that does not yet do is extended by one of those facts, in
every way that the check can tell apart, level by level; each smallest set is met on its level.
Where facts turn together that do not name each other (sessions of a month are sessions of its
quarter), what is found is shrunk until nothing can be spared.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from .checks import Check, Held
from .choices import tries_every_way
from .evaluation import evaluate
from .facts import Facts, Value
from .readings import Readings
from .verdicts import Verdict
from .vocabulary import Outcome
from .walk import fact_name, walked

__all__ = ["Assignment", "Question", "Solutions", "leaves_by_fact", "solved"]

Assignment = Mapping[str, Value]
"""Facts by name, and what each of them is to be."""

MOST_FOUND, MOST_STEPS = 24, 1500
"""So many sets are returned at most, and so many are tried for them."""

MOST_WORK = 100_000
"""So many parts of a check are gone through at most: of a large check fewer sets are tried."""

_Set = frozenset[tuple[str, Value]]


@attrs.frozen(kw_only=True)
class Question:
    """What is asked of a check.

    Attributes:
        check: The check, parameters filled in.
        wanted: How it is to come out.
        read: What is known once facts are as assigned; None: they cannot be so.
        choices: The values that a fact may be given; none, if nobody can give it any.
        facts: The catalogue: facts that rest on one field of the register turn together.
    """

    check: Check
    wanted: Outcome
    read: Callable[[Assignment], Readings | None]
    choices: Callable[[str], Sequence[Value]]
    facts: Facts


@attrs.frozen(kw_only=True)
class Solutions:
    """The smallest sets, and whether they are all there are.

    Attributes:
        found: The sets: no proper part of one does; smaller ones first.
        complete: Every set worth trying was tried.
        work: How many parts of the check were gone through for it.
    """

    found: tuple[Assignment, ...]
    complete: bool
    work: int


def leaves_by_fact(*checks: Check) -> dict[str, list[Check]]:
    """Return the parts of checks that read facts, by the name of the fact."""
    found: dict[str, list[Check]] = {}
    for check in checks:
        for _, _, part in walked(check):
            name = fact_name(part)
            if name is not None:
                found.setdefault(name, []).append(part)
    return found


def solved(
    question: Question,
    *,
    most: int = MOST_FOUND,
    steps: int = MOST_STEPS,
    work: int = MOST_WORK,
) -> Solutions:
    """Return the smallest sets of facts that make the check come out as wanted.

    What is returned is right, each set by itself; the caps bound how many are looked for. A check
    of so many alternatives that none is met within the caps is answered by one set: the first that
    does, and of it the smallest part that does.

    Args:
        question: What is asked.
        most: So many sets are enough.
        steps: So many sets are tried at most.
        work: So many parts of the check are gone through at most, for each of the two ways.
    """
    size = _size(question.check)
    steps = min(steps, work // size)
    search = _Search(question, steps)
    found, tried = search.levels(most), search.tried
    if not found and not search.complete:
        dive = search.dive()
        tried = search.tried
        if dive is not None:
            within = _Search(question, steps, dive)
            found = within.levels(1) or [within.shrunk(dive)]
            tried += within.tried
    least = [one for one in dict.fromkeys(found) if not any(other < one for other in found)]
    told = tuple(dict(sorted(one, key=lambda pair: pair[0])) for one in least)
    return Solutions(found=told, complete=search.complete, work=tried * size)


def _size(check: Check) -> int:
    """Return how many parts are gone through when a check is evaluated once."""
    return sum(one.periods if isinstance(one, Held) else 1 for _, _, one in walked(check))


class _Search:
    """One search: level by level, over all assignments or over the parts of one."""

    def __init__(self, question: Question, steps: int, within: _Set | None = None) -> None:
        self._question, self._steps, self._within = question, steps, within
        self._coupled = _coupled(question)
        self._leaves = leaves_by_fact(question.check)
        self._choices: dict[str, Sequence[Value]] = {}
        self.complete, self.tried = True, 0

    def levels(self, most: int) -> list[_Set]:
        found: list[_Set] = []
        looked_at = 0
        level: dict[_Set, None] = {frozenset(): None}
        while level:
            below: dict[_Set, None] = {}
            for state in level:
                if any(one < state for one in found):
                    continue
                if len(found) >= most or looked_at >= self._steps:
                    self.complete = False
                    return found
                looked_at += 1
                verdict = self._verdict(state)
                if verdict is not None and verdict.outcome is self._question.wanted:
                    found.append(self.shrunk(state))
                elif verdict is not None:
                    below |= dict.fromkeys(self._extended(state, verdict))
            level = below
        return found

    def shrunk(self, state: _Set) -> _Set:
        """Return what is left once nothing can be spared: a month's sessions serve its quarter."""
        for one in sorted(state, key=lambda pair: pair[0]):
            if self.tried >= 3 * self._steps:  # of what is that large nobody asks for the least
                return state
            verdict = self._verdict(state - {one})
            if verdict is not None and verdict.outcome is self._question.wanted:
                return self.shrunk(state - {one})
        return state

    def dive(self) -> _Set | None:
        """Return the first set that does, taking the first way at every step; None: a dead end."""
        state: _Set = frozenset()
        for _ in range(self._steps):
            verdict = self._verdict(state)
            if verdict is None:
                return None
            if verdict.outcome is self._question.wanted:
                return state
            step = next(self._extended(state, verdict), None)
            if step is None:
                return None
            state = step
        return None

    def _verdict(self, state: _Set) -> Verdict | None:
        self.tried += 1
        readings = self._question.read(dict(sorted(state, key=lambda one: one[0])))
        return None if readings is None else evaluate(self._question.check, readings)

    def _extended(self, state: _Set, verdict: Verdict) -> Iterator[_Set]:
        taken = {name for name, _ in state}
        touched: dict[str, None] = {}
        for name in (*verdict.because, *verdict.missing):
            touched |= dict.fromkeys(self._coupled.get(name, (name,)))
        for name in touched:
            if name not in taken:
                yield from (state | {(name, value)} for value in self._values(name))

    def _values(self, name: str) -> Sequence[Value]:
        if self._within is not None:
            return [value for key, value in self._within if key == name]
        if name not in self._choices:
            self._choices[name] = self._question.choices(name)
            every = tries_every_way(self._leaves.get(name, ()))
            self.complete = self.complete and every
        return self._choices[name]


def _coupled(question: Question) -> dict[str, tuple[str, ...]]:
    """Return, for each fact of the check, itself and those that rest on a field with it."""
    names = [name for name in leaves_by_fact(question.check) if name in question.facts]
    fields = {name: set(question.facts[name].reads) for name in names}
    return {
        name: (name, *(one for one in names if one != name and fields[one] & fields[name]))
        for name in names
    }
