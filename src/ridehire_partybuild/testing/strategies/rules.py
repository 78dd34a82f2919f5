"""Strategies for the parts of a guideline: its papers, parameters, templates, facts and changes."""

from collections.abc import Sequence
from datetime import date

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.guideline import (
    FACTS,
    NOT_JUDGED,
    NOT_KNOWN,
    NOT_THERE,
    ActivityTemplate,
    Alteration,
    DayPolicy,
    Duty,
    Fact,
    Facts,
    Guideline,
    Lint,
    NoDayPolicy,
    Parameter,
    ParameterRef,
    Reading,
    Reason,
    RuleChange,
    RuleChanges,
    Selection,
    Source,
    diff,
    lint,
)
from ridehire_partybuild.model import Register, Station
from ridehire_partybuild.values import (
    ActivityKind,
    AnyKind,
    DocumentKind,
    Roll,
    Skill,
    StationId,
    Text,
    Tier,
)

from .checking import VALUE_BYTES, read_value
from .choices import BOUNDARY_DAYS, Choices, built, or_none, words_of
from .judging import guidelines
from .parts import found_in
from .planning import DUTY_BYTES, read_duty
from .profiles import profiles
from .quantities import HOURS
from .thresholds import near
from .words import PHRASES, REGIONS

__all__ = [
    "activity_templates",
    "alterations",
    "fact_catalogues",
    "facts",
    "lints",
    "parameter_refs",
    "parameters",
    "rule_changes",
    "selections",
    "single_duties",
    "single_readings",
    "single_rule_changes",
    "sources",
]

_IDS = ("rule-1", "area", "规则一", "𠮷-3")
_UNITS = ("m2", "count", "percent", "none")
_MINUTES = (90, 60, 5, 1440)
_GAPS = (None, None, 1, 7, 366)
_DAYS = (None, None, 1, 15, 31)
_HOURS = (None, *HOURS)


def _read_source(choices: Choices) -> Source:
    return Source(
        document=choices.pick(PHRASES),
        kind=choices.pick(words_of(DocumentKind)),
        place=choices.pick(or_none(PHRASES)),
    )


def sources() -> st.SearchStrategy[Source]:
    """Return papers that a datum comes from, of every rank, with and without a place in them.

    >>> from hypothesis import find
    >>> find(sources(), lambda one: one.place is not None).place
    '示例'
    """
    return built(3, _read_source)


def parameter_refs(
    *, names: Sequence[str] = ("area.least", "p-m2")
) -> st.SearchStrategy[ParameterRef]:
    """Return references to parameters by the names given.

    >>> from hypothesis import find
    >>> find(parameter_refs(names=("age.least",)), lambda one: True)
    ParameterRef(param='age.least')
    """
    return st.sampled_from([ParameterRef(param=name) for name in names])


def _read_span(choices: Choices) -> tuple[date, date | None]:
    first = choices.pick(BOUNDARY_DAYS)
    return first, choices.after(first, (None, None, 1, 31, 365))


def parameters(*, names: Sequence[str] = ("area.least", "p-m2")) -> st.SearchStrategy[Parameter]:
    """Return editions of parameters of the names given, at the shipped thresholds and next to them.

    >>> from hypothesis import find
    >>> str(find(parameters(), lambda one: one.value > 12).value)
    '12.01'
    """

    def read(choices: Choices) -> Parameter:
        since, before = _read_span(choices)
        return Parameter(
            id=choices.pick(names),
            value=choices.pick(near("site.area_m2", "m2")),
            unit=choices.pick(_UNITS),
            source=_read_source(choices),
            effective_from=since,
            effective_before=before,
        )

    return built(9, read)


def activity_templates(
    *, kinds: Sequence[AnyKind] = tuple(ActivityKind)
) -> st.SearchStrategy[ActivityTemplate]:
    """Return how the kinds given are held: on a fixed day or any, in hours that suit or any.

    >>> from hypothesis import find
    >>> find(activity_templates(), lambda one: one.fixed_day == 31).days
    <DayPolicy.ANY: 'any'>
    """

    def read(choices: Choices) -> ActivityTemplate:
        fixed = choices.pick(_DAYS)
        days = words_of(DayPolicy)
        if fixed is not None:  # it rolls to a workday
            days = tuple(one for one in days if one is not DayPolicy.WEEKENDS)
        return ActivityTemplate(
            kind=choices.pick(kinds),
            minutes=choices.pick(_MINUTES),
            seats=choices.pick((None, 0, 24, 100_000)),
            skill=choices.pick(or_none(words_of(Skill))),
            preferred=choices.pick(_HOURS),
            fixed_day=fixed,
            roll=choices.pick(words_of(Roll)),
            no_day=choices.pick(words_of(NoDayPolicy)),
            days=choices.pick(days),
            smallest_gap=choices.pick(_GAPS),
            ideal_gap=choices.pick(_GAPS),
            source=choices.pick(PHRASES),
        )

    return built(12, read)


def single_duties(
    *, stations: Sequence[StationId] = (StationId("S-1"),)
) -> st.SearchStrategy[Duty]:
    """Return duties of the stations given, mostly to be done there; `duties` makes several.

    >>> from hypothesis import find
    >>> find(single_duties(), lambda one: one.fixed_day == 31).subject
    Id('S-1')
    """
    return built(DUTY_BYTES, lambda choices: read_duty(choices, 1, _register(tuple(stations))))


def _register(stations: tuple[StationId, ...]) -> Register:
    return Register(
        stations=[
            Station(id=name, name="示例", region=REGIONS[0], tier=Tier.BASIC) for name in stations
        ]
    )


def selections(*, names: Sequence[str] = _IDS) -> st.SearchStrategy[Selection]:
    """Return selections of some of the requirements named, of groups, or of both.

    >>> from hypothesis import find
    >>> find(selections(), lambda one: one.groups).groups
    ('A',)
    """

    def read(choices: Choices) -> Selection:
        chosen, groups = choices.some(names, 3), choices.some("ABC", 2)
        return Selection(requirements=chosen or (() if groups else names[:1]), groups=groups)

    return built(7, read)


def alterations(*, guideline: Guideline | None = None) -> st.SearchStrategy[Alteration]:
    """Return alterations of requirements, as profiles hold them.

    Args:
        guideline: Whose requirements; None: a small one's, another each time.
    """
    rules = guidelines(least=2) if guideline is None else st.just(guideline)
    return found_in(rules.flatmap(profiles), Alteration)


def facts(*, catalogue: Facts = FACTS) -> st.SearchStrategy[Fact]:
    """Return facts of a catalogue.

    >>> from hypothesis import find
    >>> find(facts(), lambda one: one.unit == "hours").name
    'hours.off_peak'
    """
    return st.sampled_from([catalogue[name] for name in sorted(catalogue)])


def fact_catalogues() -> st.SearchStrategy[Facts]:
    """Return catalogues: the one that ships, and with a fact of a host's own, observed alone."""

    def own(fact: Fact) -> Facts:
        mine = attrs.evolve(
            fact, name="host.own", label=_WORDS, read=None, write=None, reads=(), computed=False
        )
        return FACTS.with_facts(mine)

    return st.just(FACTS) | facts().map(own)


_WORDS = Text(zh="自有", en="own")


def single_readings(*, fact: Fact = FACTS["site.area_m2"]) -> st.SearchStrategy[Reading]:
    """Return what may be known of one fact: nothing, a value, that none can be.

    >>> from hypothesis import find
    >>> find(single_readings(), lambda one: one.value is not None and one.value > 12).value > 12
    True
    """
    why = [Reading(reason=one) for one in Reason if one not in NOT_JUDGED]

    def read(choices: Choices) -> Reading:
        known = choices.pick((NOT_KNOWN, None, None, None, NOT_THERE, *why))
        return Reading(value=read_value(choices, fact)) if known is None else known

    return built(1 + VALUE_BYTES, read)


def rule_changes() -> st.SearchStrategy[RuleChanges]:
    """Return what changed between two small guidelines: parts that came, went and are otherwise."""
    return st.tuples(guidelines(most=2), guidelines(most=2)).map(lambda two: diff(*two))


def single_rule_changes() -> st.SearchStrategy[RuleChange]:
    """Return what became of one part of a guideline; `rule_changes` has all of them."""
    return found_in(rule_changes(), RuleChange)


def lints() -> st.SearchStrategy[Lint]:
    """Return what is odd about small guidelines that can judge all the same."""
    return found_in(guidelines(least=2).map(lint), Lint)
