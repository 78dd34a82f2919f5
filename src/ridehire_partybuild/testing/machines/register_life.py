"""The life of a register, as a machine that looks for a wrong one."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from ridehire_partybuild.compliance import Assessment, ScoreSystem
from ridehire_partybuild.exchange import dumps
from ridehire_partybuild.guideline import Reason
from ridehire_partybuild.model import (
    COLLECTIONS,
    Observation,
    Register,
    Waiver,
    diff,
    overdue,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.leaks import leaks, sayings, secrets_of

from .broken import expect
from .notebook import Notebook, plain_register
from .register_steps import RegisterSteps

__all__ = ["RegisterLife"]


class RegisterLife(RegisterSteps):
    """A register's life: stations open, are looked at, hold sessions, get books, shut and close.

    Drivers appeal and are answered, authorities waive and exempt, counties send their parts, what
    is over its time is purged, and the register is written down and read back. Beside it runs a
    notebook of plain dicts, in which every step is written by hand: after each step the register
    must say the same, on the day and on any day before. And the laws must hold.

    Run it as a test case, or by `live`; make one of your own by what it takes:

    Attributes:
        guideline: By what the register is judged; None: the shipped reading.
        facts: The names of the facts that are observed; None: all of that guideline's that people
            observe at stations.
        begins: The day on which it begins.
        apply: Takes on a change; as `ridehire_partybuild.apply`. So with the next three.
        merge: Makes one register of several.
        purge: Removes what is over its time.
        assess: Judges.

    `stored` writes a register down and reads it back: override it to prove your own store.

    >>> from hypothesis import settings
    >>> class OurLife(RegisterLife):
    ...     facts = ("site.area_m2", "site.seats")
    >>> OurLife.TestCase.settings = settings(max_examples=3, stateful_step_count=4)
    >>> OurLife.TestCase("runTest").runTest()
    """

    def __init__(self) -> None:
        super().__init__()
        self._gone: set[str] = set()
        self._told: tuple[date, Register, Assessment] | None = None

    # --- more steps: those that are looked at closely

    def judged(self) -> Assessment:
        """Return where everybody stands today."""
        if self._told is None or self._told[:2] != (self.today, self.register):
            told = self.assess(self.register, self.judged_by, self.today)
            self._told = self.today, self.register, told
        return self._told[2]

    def _observed(self, observation: Observation) -> None:
        before = self.judged()
        reading = before.readings(observation.subject).of(observation.fact)
        super()._observed(observation)
        after = self.judged()
        of_that_day = [
            one
            for one in self.moments[-1].observations
            if (one.subject, one.fact) == (observation.subject, observation.fact)
            and one.collected_on == observation.collected_on
        ]
        if reading.value is None and reading.reason is not Reason.NOT_THERE:
            laws.only_open_verdicts_move(before, after)
            _narrows(before, after)
        elif of_that_day:
            laws.disagreement_is_conflict(before, observation)
        _only_of_that_subject(before, after, observation)

    def _waived(self, waiver: Waiver) -> None:
        before = self.judged()
        super()._waived(waiver)
        pairs = zip(before.findings, self.judged().findings, strict=True)
        moved = [new for old, new in pairs if old.verdict != new.verdict]
        expect("a waiver changes no verdict", true=not moved, shown=moved)
        same = before.score() == self.judged().score()
        expect("a waiver changes no raw score", true=same, shown=waiver)

    @rule(days=st.sampled_from((0, 31, 400)))
    def purge_after(self, days: int) -> None:
        """Remove what is over its time, some days later."""
        self.today += timedelta(days=days)
        due = len(overdue(self.register, self.today))
        over = self.notebook.purge(self.today)
        expect("what is overdue is told", true=due == len(over), shown=(due, over))
        self._become(self.purge(self.register, self.today))
        self._gone |= {one.text for one in over}
        again = self.purge(self.register, self.today)
        expect("to purge twice is to purge once", true=again == self.register, shown=again)
        left = overdue(self.register, self.today)
        expect("nothing is overdue once it is purged", true=not left, shown=left)
        found = leaks(self._gone, (dumps(self.register),))
        expect("what was purged stands nowhere any more", true=not found, shown=found)

    @rule(days=st.integers(0, 400))
    def look_back(self, days: int) -> None:
        """Go back some days: what was on record, and how it would have been judged."""
        then = self.today - timedelta(days=days)
        was = self.register.as_of(then)
        _says(was, self.notebook.as_of(then))
        twice = was.as_of(then)
        expect("who has gone back is there", true=twice == was, shown=then)
        known = self.assess(self.register, self.judged_by, self.today, known=then)
        cut_back = self.assess(was, self.judged_by, self.today)
        sentence = "assess(r, g, d, known=k) finds the same as assess(r.as_of(k), g, d)"
        expect(sentence, true=known.findings == cut_back.findings, shown=then)

    # --- what is always true

    @invariant()
    def everything_holds(self) -> None:
        """What the register says and what the laws ask for, after each step."""
        # one line of the program that is printed, however much is looked at
        self.says_what_was_done()
        self.changes_lead_there_and_back()
        self.is_written_and_read()
        self.tells_no_secret()
        self.is_judged()

    def says_what_was_done(self) -> None:
        """The register holds what the notebook says, each record once and in canonical order."""
        _says(self.register, self.notebook)
        ids = [one.id for name in COLLECTIONS for one in getattr(self.register, name)]
        expect("ids are unique", true=len(ids) == len(set(ids)), shown=ids)
        problems = tuple(self.register.contradictions())
        expect("a register holds together", true=not problems, shown=problems)

    def changes_lead_there_and_back(self) -> None:
        """What changed since the first moment, the last or one between leads there and back."""
        for number in {0, len(self.moments) // 2, len(self.moments) - 1}:
            old, new = self.moments[number], self.register
            changes = diff(old, new)
            sentence = "`diff` applied to the old gives the new, and its inverse the old"
            there = self.apply(changes, old) == new if changes else old == new
            back = self.apply(changes.inverse(), new) == old if changes else True
            expect(sentence, true=there and back, shown=(number, changes))

    def is_written_and_read(self) -> None:
        """What is stored and read back is the same, and so is its document."""
        again = self.stored(self.register)
        same = again == self.register and dumps(again) == dumps(self.register)
        expect("what is written is read back the same", true=same, shown=again)

    def tells_no_secret(self) -> None:
        """Nothing sensitive shows, and of what is sensitive there is what was told, and no more."""
        kept = {one.text for one in self.notebook.secrets}
        found = secrets_of(self.register)
        expect("what is sensitive is what was told", true=found == kept, shown=len(found ^ kept))
        laws.no_secret_leaks(kept | self._gone, sayings(self.register))

    def is_judged(self) -> None:
        """Everybody is judged by every rule of the day."""
        told = self.judged()
        rules = self.judged_by.in_force(self.today).requirements
        kinds = [kind for kind, _ in self.register.subjects]
        wanted = sum(kinds.count(rule.subject) for rule in rules)
        found = len(told.findings)
        expect("everybody is judged by every rule", true=found == wanted, shown=(found, wanted))
        for system in ScoreSystem:
            score = told.score(system)
            held = score.low is None or (score.high is not None and score.low <= score.high)
            expect("a score is an interval", true=held, shown=score)


def _says(register: Register, notebook: Notebook) -> None:
    """Hold a register against the notebook, and show the records in which they differ."""
    told, wanted = plain_register(register), notebook.in_order()
    if told != wanted:
        differ = {
            name: [one for one in told[name] + wanted[name] if _once(one, told, wanted, name)]
            for name in COLLECTIONS
            if told[name] != wanted[name]
        }
        expect("the register says what was done", true=False, shown=differ)


def _once(one: dict[str, Any], told: Any, wanted: Any, name: str) -> bool:
    return (one in told[name]) != (one in wanted[name])


def _narrows(before: Assessment, after: Assessment) -> None:
    """Law 5: of facts that arrive, and contradict none, no score becomes wider."""
    opened = any(new.verdict.reason is Reason.CONFLICTING for new in after.findings)
    if opened:
        return
    for system in ScoreSystem:
        was, now = before.score(system), after.score(system)
        if None in {was.low, was.high, now.low, now.high}:
            continue
        held = was.low <= now.low <= now.high <= was.high  # type: ignore[operator]
        expect("the score interval holds what comes later", true=held, shown=(system, was, now))


def _only_of_that_subject(before: Assessment, after: Assessment, seen: Observation) -> None:
    """An observation moves verdicts of its subject, and of cities, which their stations make."""
    may_move = {str(one) for one in (seen.subject, *before.register.cities)}
    for old, new in zip(before.findings, after.findings, strict=True):
        same = old.verdict == new.verdict or new.subject in may_move
        expect("what is seen of one says nothing of another", true=same, shown=(old, new))
