"""The visit list: what to find out next, so that the fewest facts settle the most verdicts."""

from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import combinations, product

import attrs

from ridehire_partybuild.guideline import (
    NOT_THERE,
    Check,
    Facts,
    Outcome,
    Reading,
    Readings,
    Reason,
    Verdict,
    evaluate,
    judged_check,
)
from ridehire_partybuild.guideline.choices import choices, counts, tries_every_way
from ridehire_partybuild.guideline.solving import leaves_by_fact
from ridehire_partybuild.values import FindingId, Id, Method
from ridehire_partybuild.values.compared import Compared

from .assessment import Assessment
from .findings import Finding

__all__ = ["Visit", "VisitList", "visit_list"]

MOST_COMPLETIONS = 4096
"""So many ways in which facts can turn out are gone through for one verdict at most."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Visit(Compared):
    """One fact of one subject to find out.

    Attributes:
        subject: Whose fact.
        fact: Its name.
        method: How it is found out.
        reason: Why it is not known: missing, for a person to judge, expired, conflicting, error.
        settles: The verdicts that are settled once this and all before it are found out.
        serves: The verdicts that need it, whatever else they need.
    """

    subject: Id
    fact: str
    method: Method
    reason: Reason
    settles: tuple[FindingId, ...]
    serves: tuple[FindingId, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class VisitList(Compared):
    """What to find out, in this order: each prefix settles as many as its visits say, or more.

    Attributes:
        visits: One a fact.
    """

    visits: tuple[Visit, ...]

    def __iter__(self) -> Iterator[Visit]:
        return iter(self.visits)

    def __len__(self) -> int:
        return len(self.visits)

    @property
    def settled(self) -> int:
        """How many verdicts are settled once all of it is found out."""
        return sum(len(one.settles) for one in self.visits)

    def by_subject(self) -> dict[Id, tuple[Visit, ...]]:
        """Return the visits of each subject: what to look at while there."""
        return {key: self._of("subject", key) for key in dict.fromkeys(v.subject for v in self)}

    def by_method(self) -> dict[Method, tuple[Visit, ...]]:
        """Return what to examine, whom to ask and what to test, of all subjects."""
        found = {method: self._of("method", method) for method in Method}
        return {method: visits for method, visits in found.items() if visits}

    def by_reason(self) -> dict[Reason, tuple[Visit, ...]]:
        """Return what is missing, to be judged, expired, conflicting or in error."""
        found = {reason: self._of("reason", reason) for reason in Reason}
        return {reason: visits for reason, visits in found.items() if visits}

    def _of(self, field: str, value: object) -> tuple[Visit, ...]:
        return tuple(one for one in self.visits if getattr(one, field) == value)


@attrs.frozen
class _Open:
    """An open verdict: the fewest facts that settle it, and why each of them is not known."""

    finding: Finding
    facts: frozenset[str]
    reasons: Mapping[str, Reason]


def visit_list(
    assessment: Assessment,
    *,
    subjects: Collection[str] | None = None,
    methods: Collection[Method] | None = None,
    most: int | None = None,
) -> VisitList:
    """Return which facts to find out next, over all subjects, so that most verdicts are settled.

    For one verdict the facts are the fewest that settle it however they turn out; that is worked
    out, not guessed (up to 4,096 ways of turning out, of a list of words 128, then all its facts
    are taken; that there is nothing to bear the fact is a way, too). Over all verdicts the order is
    greedy: next come the facts of the verdict that settles most per fact. No verdict that is
    settled is ever opened by a further fact (law 2), so that each visit adds and none takes away;
    another order may do better for some length of the list.

    Args:
        assessment: Where everybody stands.
        subjects: Only theirs; None: everybody's.
        methods: Only verdicts that need no other methods; None: all.
        most: At most so many facts; None: all that are needed.

    Raises:
        KeyError: the register has no such subject.

    >>> from datetime import date
    >>> from ridehire_partybuild import Register, Region, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> first = visit_list(told).visits[0]
    >>> first.method.value, len(first.settles) > 0
    ('examine', True)
    """
    facts = assessment.guideline.facts
    wanted = [
        one
        for one in _open_ones(assessment, subjects)
        if methods is None or all(_method(name, facts) in methods for name in one.facts)
    ]
    by_subject: dict[str, list[_Open]] = {}
    for one in wanted:
        by_subject.setdefault(one.finding.subject, []).append(one)
    bundles = [(bundle, opens) for opens in by_subject.values() for bundle in _bundles(opens)]
    bundles.sort(key=lambda pair: -pair[0][0])  # stable: each subject's keep their order
    visits = [
        visit
        for (_, names, settled), opens in bundles
        for visit in _visits(names, settled, opens, facts)
    ]
    return VisitList(visits=tuple(visits if most is None else visits[:most]))


def _open_ones(assessment: Assessment, subjects: Collection[str] | None) -> Iterator[_Open]:
    known: dict[str, Readings] = {}
    for name in subjects or ():
        assessment.register.of(name)
    for finding in assessment.findings:
        chosen = subjects is None or finding.subject in subjects
        if not chosen or finding.verdict.outcome is not Outcome.CANT_TELL:
            continue
        if finding.subject not in known:
            known[finding.subject] = assessment.readings(finding.subject)
        since = assessment.tailored.in_force_since(finding.requirement, assessment.on)
        readings = known[finding.subject].from_(since)
        check = judged_check(assessment.rules[finding.requirement])
        names = _fewest(check, readings, assessment.guideline.facts)
        yield _Open(finding, names, _reasons(finding.verdict))


def _reasons(verdict: Verdict) -> dict[str, Reason]:
    """Return why each fact is not known, the strongest reason first."""
    found: dict[str, Reason] = {}
    left = [verdict]
    while left:
        one = left.pop()
        left.extend(one.children)
        if not one.children and one.reason is not None:
            for name in one.missing:
                found[name] = min(found.get(name, one.reason), one.reason, key=_RANK.__getitem__)
    return found


_RANK = {reason: place for place, reason in enumerate(Reason)}


def _fewest(check: Check, readings: Readings, facts: Facts) -> frozenset[str]:
    """Return the smallest set of open facts whose every turning out settles the check."""
    open_ = evaluate(check, readings).missing  # also what matters only if others turn out so
    ways = {name: _turnings(name, check, readings, facts) for name in open_}
    leaves = leaves_by_fact(check)
    if not all(tries_every_way(leaves.get(name, ())) for name in open_):
        return frozenset(open_)
    everything = 1
    for values in ways.values():
        everything *= len(values) + 1
    if everything > MOST_COMPLETIONS:
        return frozenset(open_)
    for size in range(1, len(open_)):
        for names in combinations(open_, size):
            if _settle(names, ways, check, readings):
                return frozenset(names)
    return frozenset(open_)


def _turnings(name: str, check: Check, readings: Readings, facts: Facts) -> tuple[Reading, ...]:
    if name in facts:
        leaves = leaves_by_fact(check)[name]
        values = choices(facts[name], leaves, readings.on)
        return (*(Reading(value=value) for value in values), NOT_THERE)
    now = readings.of(name).value or Decimal()
    return tuple(Reading(value=value) for value in (now, *counts(name, check, now)))


def _settle(
    names: Iterable[str],
    ways: Mapping[str, tuple[Reading, ...]],
    check: Check,
    readings: Readings,
) -> bool:
    names = tuple(names)
    for turned in product(*(ways[name] for name in names)):
        facts = ChainMap(dict(zip(names, turned, strict=True)), readings.facts)  # type: ignore[arg-type]
        if evaluate(check, attrs.evolve(readings, facts=facts)).outcome is Outcome.CANT_TELL:
            return False
    return True


_Bundle = tuple[Fraction, tuple[str, ...], tuple[_Open, ...]]


def _bundles(opens: Iterable[_Open]) -> Iterator[_Bundle]:
    """Yield facts of one subject that together settle verdicts, the best by the fact first.

    Each comes with its worth: verdicts settled by the fact, never more than that of one before, so
    that to sort by it keeps the order.
    """
    left, done, worth = list(opens), frozenset[str](), None
    while left:
        best = min((one.facts - done for one in left), key=partial(_rank, left, done))
        settled = tuple(one for one in left if one.facts <= done | best)
        own = Fraction(len(settled), len(best))
        worth = own if worth is None else min(worth, own)
        yield worth, tuple(sorted(best, key=partial(_demand, left))), settled
        done |= best
        left = [one for one in left if one not in settled]


def _rank(
    left: Iterable[_Open], done: frozenset[str], names: frozenset[str]
) -> tuple[Fraction, int, list[str]]:
    settled = sum(one.facts <= done | names for one in left)
    return -Fraction(settled, len(names)), len(names), sorted(names)


def _demand(left: Iterable[_Open], name: str) -> tuple[int, str]:
    return -sum(name in one.facts for one in left), name


def _visits(
    names: tuple[str, ...], settled: tuple[_Open, ...], opens: Iterable[_Open], facts: Facts
) -> Iterator[Visit]:
    left = list(settled)
    for place, name in enumerate(names):
        later = set(names[place + 1 :])
        now = [one for one in left if not one.facts & later]
        left = [one for one in left if one not in now]
        serving = [one for one in opens if name in one.facts]
        yield Visit(
            subject=serving[0].finding.subject,
            fact=name,
            method=_method(name, facts),
            reason=min((one.reasons[name] for one in serving), key=_RANK.__getitem__),
            settles=tuple(one.finding.id for one in now),
            serves=tuple(one.finding.id for one in serving),
        )


def _method(name: str, facts: Facts) -> Method:
    """Return how a fact is found out; sessions held stand in papers."""
    return facts[name].method if name in facts else Method.EXAMINE
