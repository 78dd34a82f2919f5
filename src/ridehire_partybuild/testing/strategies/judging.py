"""Strategies for checks, what is known of facts, and guidelines made of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from ridehire_partybuild.guideline import (
    FACTS,
    NOT_JUDGED,
    NOT_KNOWN,
    NOT_THERE,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Fact,
    FactKind,
    Facts,
    Guideline,
    Held,
    Includes,
    Is,
    Judged,
    Not,
    OneOf,
    Reading,
    Readings,
    Reason,
    Requirement,
    Some,
    Source,
    Valid,
    Value,
    When,
    fact_name,
    judged_periods,
    sessions_fact,
    walked,
)
from ridehire_partybuild.values import (
    ActivityKind,
    ActorRole,
    AnyKind,
    Basis,
    DocumentKind,
    LocalKind,
    Modality,
    PeriodUnit,
    SubjectKind,
    Text,
)

__all__ = ["checks", "guidelines", "less_known", "readings", "requirements", "values_of"]

NUMBERS = tuple(Decimal(text) for text in ("12", "11.5", "0", "3", "24", "11.99", "100000"))
DAYS = tuple(date(2026, 1, 15) + timedelta(days=offset) for offset in (0, -1, 1, 400, -400))
KINDS: tuple[AnyKind, ...] = (
    ActivityKind.PARTY_LECTURE,
    ActivityKind.LEGAL_CLINIC,
    LocalKind("x-包饺子"),
)
_OPEN = (Reason.CONFLICTING, Reason.ERROR, Reason.EXPIRED)


def values_of(fact: Fact) -> st.SearchStrategy[Value]:
    """Values that a fact can have, those at shipped thresholds first."""
    words = ["示例", "x"] if fact.vocabulary is None else [term.value for term in fact.vocabulary]
    table: dict[FactKind, st.SearchStrategy[Value]] = {
        FactKind.NUMBER: st.sampled_from(NUMBERS),
        FactKind.FLAG: st.booleans(),
        FactKind.WORD: st.sampled_from(words),
        FactKind.WORDS: st.sets(st.sampled_from(words)).map(lambda some: tuple(sorted(some))),
        FactKind.DATE: st.sampled_from(DAYS),
    }
    return table[fact.kind]


def _words_of(fact: Fact) -> st.SearchStrategy[tuple[str, ...]]:
    words = ["示例"] if fact.vocabulary is None else [term.value for term in fact.vocabulary]
    return st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True).map(tuple)


def _about(fact: Fact) -> st.SearchStrategy[Check]:
    name = fact.name
    bound = st.sampled_from(NUMBERS)
    match fact.kind:
        case FactKind.NUMBER:
            least = bound.map(lambda value: AtLeast(fact=name, at_least=value))
            return least | bound.map(lambda value: AtMost(fact=name, at_most=value))
        case FactKind.FLAG:
            wanted = st.booleans().map(lambda value: Is(fact=name, is_=value))
            return wanted | st.just(Judged(judged=name))
        case FactKind.WORD:
            one = _words_of(fact).map(lambda words: OneOf(fact=name, one_of=words))
            return one | _words_of(fact).map(lambda words: Is(fact=name, is_=words[0]))
        case FactKind.WORDS:
            return _words_of(fact).map(lambda words: Includes(fact=name, includes=words))
        case FactKind.DATE:
            return st.just(Valid(valid=name))


def _held() -> st.SearchStrategy[Check]:
    return st.builds(
        Held,
        held=st.sampled_from(KINDS),
        times=st.integers(1, 2),
        per=st.sampled_from([PeriodUnit.QUARTER, PeriodUnit.YEAR, PeriodUnit.MONTH]),
    )


def _compound(parts: st.SearchStrategy[Check]) -> st.SearchStrategy[Check]:
    several = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda of: AllOf(all_of=of)),
        several.map(lambda of: AnyOf(any_of=of)),
        parts.map(lambda part: Not(not_=part)),
        st.builds(lambda condition, then: When(when=condition, then=then), parts, parts),
        st.builds(
            lambda of, n: Some(some=min(n, len(of)), of=of),
            st.lists(parts, min_size=1, max_size=3).map(tuple),
            st.integers(1, 3),
        ),
    )


def checks(
    *, subject: SubjectKind = SubjectKind.STATION, facts: Facts = FACTS, leaves: int = 5
) -> st.SearchStrategy[Check]:
    """Checks on the facts of a kind of subject, of about ``leaves`` parts at most."""
    about = st.sampled_from(sorted(facts.of(subject), key=lambda one: one.name)).flatmap(_about)
    return st.recursive(about | _held(), _compound, max_leaves=leaves)


@st.composite
def readings(
    draw: st.DrawFn, check: Check, *, on: date = date(2026, 1, 15), facts: Facts = FACTS
) -> Readings:
    """What may be known of every fact that a check reads, on a day; not known comes first."""
    found: dict[str, Reading] = {}
    frame = Readings(on=on, facts={})
    for _, _, part in walked(check):
        if isinstance(part, Held):
            for period in judged_periods(part, frame):
                count = st.integers(0, 2).map(Decimal)
                why = st.sampled_from([None, Reason.MISSING, *sorted(NOT_JUDGED)])
                found[sessions_fact(part.held, period)] = Reading(
                    value=draw(count), reason=draw(why)
                )
        name = fact_name(part)
        if name is not None:
            known = values_of(facts[name]).map(lambda value: Reading(value=value))
            open_ = st.sampled_from([Reading(reason=reason) for reason in _OPEN])
            found[name] = draw(st.just(NOT_KNOWN) | known | open_ | st.just(NOT_THERE))
    return Readings(on=on, facts=found)


@st.composite
def less_known(draw: st.DrawFn, known: Readings) -> Readings:
    """The same readings before some of them were known: a count may be short by some sessions.

    That a period is not judged is nothing that has yet to be found out: it stays so.
    """
    found: dict[str, Reading] = {}
    for name, reading in sorted(known.facts.items()):
        if reading.reason in NOT_JUDGED or not draw(st.booleans()):
            found[name] = reading
        elif isinstance(reading.value, Decimal) and name.startswith("sessions("):
            least = Decimal(draw(st.integers(0, int(reading.value))))
            found[name] = Reading(value=least, reason=Reason.MISSING)
        elif reading.value is not None or reading.reason is Reason.NOT_THERE:
            found[name] = NOT_KNOWN
        else:
            found[name] = reading
    return Readings(on=known.on, since=known.since, facts=found)


@st.composite
def requirements(
    draw: st.DrawFn,
    number: int = 1,
    *,
    subjects: Sequence[SubjectKind] = tuple(SubjectKind),
    facts: Facts = FACTS,
) -> Requirement:
    """A requirement on one of ``subjects``, with clause ``X.number``."""
    subject = draw(st.sampled_from(list(subjects)))
    applies = st.none() | checks(subject=subject, facts=facts, leaves=1)
    return Requirement(
        id=f"rule-{number}",
        clause=f"X.{number}",
        group=draw(st.sampled_from("AB")),
        subject=subject,
        modality=draw(st.sampled_from(Modality)),
        title=Text(zh="示例", en="example"),
        text=Text(zh="示例要求。", en="An example."),
        check=draw(checks(subject=subject, facts=facts)),
        applicability=draw(applies),
        source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE),
        basis=Basis.PRACTICE,
        responsible=draw(st.sampled_from(ActorRole)),
        remedy=Text(zh="示例", en="example"),
        weight=draw(st.sampled_from([Decimal(1), Decimal(2), Decimal(0)])),
        effective_from=draw(st.sampled_from([date(2024, 1, 1), date(2025, 3, 1)])),
        effective_before=draw(st.sampled_from([None, date(2026, 7, 1)])),
    )


@st.composite
def guidelines(draw: st.DrawFn, *, most: int = 4, facts: Facts = FACTS) -> Guideline:
    """A usable guideline of up to ``most`` requirements."""
    count = draw(st.integers(0, most))
    return Guideline(
        id="example",
        title=Text(zh="示例", en="example"),
        notice=Text(zh="示例，不是任何指南。", en="An example, no guideline of anybody's."),
        requirements=tuple(draw(requirements(n, facts=facts)) for n in range(count)),
        facts=facts,
    )
