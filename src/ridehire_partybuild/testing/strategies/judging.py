"""Strategies for checks, what is known of facts, and guidelines made of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.guideline import (
    FACTS,
    NOT_JUDGED,
    NOT_KNOWN,
    NOT_THERE,
    AtLeast,
    AtMost,
    Check,
    Fact,
    Facts,
    Guideline,
    Held,
    Parameter,
    ParameterRef,
    Reading,
    Readings,
    Reason,
    Requirement,
    Source,
    fact_name,
    judged_check,
    judged_periods,
    sessions_fact,
    walked,
)
from ridehire_partybuild.guideline.walk import rebuilt
from ridehire_partybuild.values import (
    ActorRole,
    Basis,
    DocumentKind,
    Modality,
    SubjectKind,
    Text,
)

from .checking import (
    NUMBERS,
    VALUE_BYTES,
    check_bytes,
    checks,
    facts_of,
    read_check,
    read_leaf,
    read_value,
    values_of,
)
from .choices import Choices, built, in_pieces

__all__ = ["checks", "guidelines", "less_known", "readings", "requirements", "values_of"]

_OPEN = (Reason.CONFLICTING, Reason.ERROR, Reason.EXPIRED)
_SOURCE = Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE)

READING_BYTES, COUNT_BYTES = VALUE_BYTES + 1, 2


def _counted(check: Check, on: date) -> Iterator[str]:
    """Yield the names of the counts of sessions that a check looks at on a day."""
    frame = Readings(on=on, facts={})
    for _, _, part in walked(check):
        if isinstance(part, Held):
            yield from (sessions_fact(part.held, one) for one in judged_periods(part, frame))


def _read_count(choices: Choices) -> Reading:
    count = Decimal(choices.pick(range(3)))
    why = choices.pick((None, Reason.MISSING, None, Reason.MISSING, *sorted(NOT_JUDGED)))
    return Reading(value=count, reason=why)


def _read_reading(choices: Choices, fact: Fact) -> Reading:
    known = ("unknown", "known", "known", "known", "known", "open", "not there")
    match choices.pick(known):
        case "known":
            return Reading(value=read_value(choices, fact))
        case "open":
            return Reading(reason=choices.pick(_OPEN))
        case "not there":
            return NOT_THERE
        case _:
            return NOT_KNOWN


def readings(
    check: Check, *, on: date = date(2026, 1, 15), facts: Facts = FACTS
) -> st.SearchStrategy[Readings]:
    """What may be known of every fact that a check reads, on a day; not known comes first."""
    counts = tuple(dict.fromkeys(_counted(check, on)))
    named = (fact_name(part) for _, _, part in walked(check))
    names = tuple(dict.fromkeys(name for name in named if name is not None))

    def read(choices: Choices) -> Readings:
        known = choices.parts(len(names), READING_BYTES)
        found = {n: _read_reading(own, facts[n]) for n, own in zip(names, known, strict=True)}
        held = choices.parts(len(counts), COUNT_BYTES)
        found |= {name: _read_count(own) for name, own in zip(counts, held, strict=True)}
        return Readings(on=on, facts=found)

    return built(READING_BYTES * len(names) + COUNT_BYTES * len(counts), read)


def _read_less(choices: Choices, name: str, reading: Reading) -> Reading:
    if reading.reason in NOT_JUDGED or not choices.pick((True, False)):
        return reading
    if isinstance(reading.value, Decimal) and name.startswith("sessions("):
        least = Decimal(choices.pick(range(int(reading.value) + 1)))
        return Reading(value=least, reason=Reason.MISSING)
    known = reading.value is not None or reading.reason is Reason.NOT_THERE
    return NOT_KNOWN if known else reading


def less_known(known: Readings) -> st.SearchStrategy[Readings]:
    """The same readings before some of them were known: a count may be short by some sessions.

    That a period is not judged is nothing that has yet to be found out: it stays so.
    """
    names = sorted(known.facts)

    def read(choices: Choices) -> Readings:
        parts = choices.parts(len(names), COUNT_BYTES)
        found = {
            name: _read_less(own, name, known.of(name))
            for name, own in zip(names, parts, strict=True)
        }
        return Readings(on=known.on, since=known.since, facts=found)

    return built(COUNT_BYTES * len(names), read)


About = Callable[[SubjectKind], Sequence[Fact]]
"""What checks on a kind of subject are about."""

RULE_DEPTH = 2
RULE_BYTES = 7 + 2 * check_bytes(RULE_DEPTH)
EDITIONS_BYTES = 3 + RULE_BYTES + check_bytes(RULE_DEPTH)
SPANS = (
    (date(2024, 1, 1), None),
    (date(2024, 1, 1), date(2026, 7, 1)),
    (date(2025, 3, 1), None),
    (date(2026, 2, 1), None),
)
"""From when until when an edition holds."""

AMENDED = date(2026, 4, 1)
"""When an edition without an end is followed by another."""

_PARAMETER_SPANS = (date(2020, 1, 1), date(2026, 3, 1)), (date(2026, 3, 1), None)


def _read_rule(
    choices: Choices, number: int, subjects: Sequence[SubjectKind], about: About
) -> Requirement:
    subject = choices.pick(subjects)
    checks_, conditions = choices.parts(2, check_bytes(RULE_DEPTH))
    since, before = choices.pick(SPANS)
    return Requirement(
        id=f"rule-{number}",
        clause=f"X.{number}",
        group=choices.pick("AB"),
        subject=subject,
        modality=choices.pick(tuple(Modality)),
        title=Text(zh="示例", en="example"),
        text=Text(zh="示例要求。", en="An example."),
        check=read_check(checks_, about(subject), RULE_DEPTH),
        applicability=choices.pick((None, None, read_leaf(conditions, about(subject)))),
        source=_SOURCE,
        basis=Basis.PRACTICE,
        responsible=choices.pick(tuple(ActorRole)),
        remedy=Text(zh="示例", en="example"),
        weight=choices.pick((Decimal(1), Decimal(2), Decimal(0))),
        effective_from=since,
        effective_before=before,
    )


def requirements(
    number: int = 1,
    *,
    subjects: Sequence[SubjectKind] = tuple(SubjectKind),
    facts: Facts = FACTS,
    about: Sequence[str] = (),
) -> st.SearchStrategy[Requirement]:
    """A requirement on one of ``subjects``, with clause ``X.number``; ``about`` as in `checks`."""
    of = {kind: facts_of(kind, facts, about) for kind in subjects}
    return built(RULE_BYTES, lambda choices: _read_rule(choices, number, subjects, of.__getitem__))


def _read_editions(
    choices: Choices, number: int, facts: Facts, about: About
) -> Iterator[Requirement]:
    """Read a requirement in one edition, or in two: the second follows at once, or a month late."""
    again, gap = choices.pick((False, False, True)), choices.pick((0, 0, 30))
    is_named = choices.pick((False, False, True))
    (rule,) = choices.parts(1, RULE_BYTES)
    (other,) = choices.parts(1, check_bytes(RULE_DEPTH))
    editions = [_read_rule(rule, number, tuple(SubjectKind), about)]
    if again:
        (first,) = editions
        ends = first.effective_before or AMENDED
        more = read_check(other, about(first.subject), RULE_DEPTH)
        later = ends + timedelta(days=gap)
        editions = [
            attrs.evolve(first, effective_before=ends),
            attrs.evolve(first, check=more, effective_from=later, effective_before=None),
        ]
    for one in editions:
        yield attrs.evolve(one, check=_named_bounds(one.check, facts)) if is_named else one


def _named_bounds(check: Check, facts: Facts) -> Check:
    """Return the check with a parameter for each of its bounds: one a unit."""

    def named(part: Check) -> Check:
        match part:
            case AtLeast(fact=name):
                return AtLeast(fact=name, at_least=ParameterRef(param=f"p-{facts[name].unit}"))
            case AtMost(fact=name):
                return AtMost(fact=name, at_most=ParameterRef(param=f"p-{facts[name].unit}"))
            case _:
                return part

    return rebuilt(check, named)


def _named(rules: Iterable[Requirement]) -> set[str]:
    refs = (
        getattr(part, "at_least", getattr(part, "at_most", None))
        for rule in rules
        for _, _, part in walked(judged_check(rule))
    )
    return {one.param for one in refs if isinstance(one, ParameterRef)}


def _read_parameters(choices: Choices, names: Iterable[str]) -> Iterator[Parameter]:
    """Read the parameters of those names, each in two editions, from two bytes."""
    values = choices.pick(NUMBERS), choices.pick(NUMBERS)
    for name in sorted(names):
        for value, (first, after) in zip(values, _PARAMETER_SPANS, strict=True):
            yield Parameter(
                id=name, value=value, unit=name.removeprefix("p-"), source=_SOURCE,
                effective_from=first, effective_before=after,
            )  # fmt: skip


_ISSUES = (
    (None, None), ("示例市交通运输局", "示交发〔2026〕1号"), ("示例市交通运输局", None),
    (None, "示交发〔2026〕1号"),
)  # fmt: skip
"""Who issued a guideline, and under which number."""


def guidelines(
    *, least: int = 0, most: int = 4, facts: Facts = FACTS, about: Sequence[str] = ()
) -> st.SearchStrategy[Guideline]:
    """A usable guideline of ``least`` to ``most`` requirements, some in two editions.

    Three of four of its checks are about the facts named in ``about``.
    """
    of = {kind: facts_of(kind, facts, about) for kind in SubjectKind}

    def read(drawn: tuple[bytes, list[bytes]]) -> Guideline:
        bounds, given = drawn
        issuer, document_number = _ISSUES[
            bounds[0] >> 6
        ]  # no byte of its own: the rest is drawn as before
        rules = tuple(
            one
            for number, data in enumerate(given)
            for one in _read_editions(Choices(data), number, facts, of.__getitem__)
        )
        return Guideline(
            id="example",
            title=Text(zh="示例", en="example"),
            notice=Text(zh="示例，不是任何指南。", en="An example, no guideline of anybody's."),
            issuer=issuer,
            document_number=document_number,
            requirements=rules,
            parameters=tuple(_read_parameters(Choices(bounds), _named(rules))),
            facts=facts,
        )

    each = st.lists(in_pieces(EDITIONS_BYTES), min_size=least, max_size=most)
    return st.tuples(st.binary(min_size=2, max_size=2), each).map(read)
