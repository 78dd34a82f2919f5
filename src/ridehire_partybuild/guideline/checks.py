"""Checks are data: a closed union of frozen classes over facts and over checks.

No code, no expressions, no patterns: what a check can say is what these eleven classes can hold.
"""

from collections.abc import Iterator
from decimal import Decimal

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import AnyKind, PeriodUnit, Record, decimal, limits
from ridehire_partybuild.values.activity_kinds import any_kind
from ridehire_partybuild.values.periods import PER_YEAR

__all__ = [
    "AllOf",
    "AnyOf",
    "AtLeast",
    "AtMost",
    "Check",
    "Held",
    "Includes",
    "Is",
    "Judged",
    "Not",
    "OneOf",
    "ParameterRef",
    "Some",
    "Valid",
    "When",
    "parts",
]

_NAME = limits(longest=100)
_NUMBER = limits(-(10**9))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ParameterRef(Record):
    """Stands for a number that the guideline keeps, dated and sourced, under a name."""

    param: str = attrs.field(metadata=_NAME)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AtLeast(Record):
    """A number is at least so much; the bound itself passes (以上 includes the number)."""

    fact: str = attrs.field(metadata=_NAME)
    at_least: Decimal | ParameterRef = attrs.field(converter=decimal, metadata=_NUMBER)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AtMost(Record):
    """A number is at most so much; the bound itself passes (以下 includes the number)."""

    fact: str = attrs.field(metadata=_NAME)
    at_most: Decimal | ParameterRef = attrs.field(converter=decimal, metadata=_NUMBER)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Is(Record):
    """A yes-or-no fact, or a word, is the one wanted."""

    fact: str = attrs.field(metadata=_NAME)
    is_: bool | str = attrs.field(metadata=_NAME)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OneOf(Record):
    """A word is one of those wanted."""

    fact: str = attrs.field(metadata=_NAME)
    one_of: tuple[str, ...] = attrs.field(metadata=_NAME)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Includes(Record):
    """All the words wanted are among those of the fact."""

    fact: str = attrs.field(metadata=_NAME)
    includes: tuple[str, ...] = attrs.field(metadata=_NAME)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Valid(Record):
    """A last day has not passed; the day itself still counts."""

    valid: str = attrs.field(metadata=_NAME)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Judged(Record):
    """Somebody looked and found it good: a yes-or-no fact that only a person can answer."""

    judged: str = attrs.field(metadata=_NAME)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Held(Record):
    """Sessions of a kind were held so often in each whole calendar period of the time looked back.

    Attributes:
        held: The kind of activity.
        times: How many in each period.
        per: The period.
        over: How far back: the last ``over / per`` whole periods.
    """

    held: AnyKind = attrs.field(converter=any_kind)
    times: int = attrs.field(default=1, metadata=limits(1, 366))
    per: PeriodUnit
    over: PeriodUnit = PeriodUnit.YEAR

    def contradictions(self) -> Iterator[Problem]:
        """The period divides the time looked back."""
        if self.over is PeriodUnit.WEEK or PER_YEAR[self.per] % PER_YEAR[self.over]:
            yield Problem(
                code="rule.periods",
                path="$.per",
                params={"kind": "per", "value": self.per.value, "per": self.per, "over": self.over},
            )

    @property
    def periods(self) -> int:
        """How many periods are looked at: 1, 2, 4, 12 or 52 for a year."""
        return PER_YEAR[self.per] // PER_YEAR[self.over]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AllOf(Record):
    """Every part passes."""

    all_of: tuple["Check", ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AnyOf(Record):
    """At least one part passes."""

    any_of: tuple["Check", ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Not(Record):
    """The part fails."""

    not_: "Check"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class When(Record):
    """Where the condition passes, the part must; elsewhere nothing is asked."""

    when: "Check"
    then: "Check"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Some(Record):
    """At least so many of the parts pass."""

    some: int = attrs.field(metadata=limits(1, 1000))
    of: tuple["Check", ...]

    def contradictions(self) -> Iterator[Problem]:
        """1 <= n <= number of parts."""
        if self.some > len(self.of):
            yield Problem(
                code="rule.threshold",
                path="$.some",
                params={"kind": "some", "value": self.some, "parts": len(self.of)},
            )


Check = (
    AtLeast
    | AtMost
    | Is
    | OneOf
    | Includes
    | Valid
    | Judged
    | Held
    | AllOf
    | AnyOf
    | Not
    | When
    | Some
)
"""Any check."""


def parts(check: Check) -> tuple[Check, ...]:
    """Return the checks of which ``check`` is made; a check over a fact has none.

    >>> check = AllOf(all_of=(Is(fact="on_map", is_=True), Judged(judged="fire_safety.passed")))
    >>> len(parts(check))
    2
    """
    match check:
        case AllOf(all_of=of) | AnyOf(any_of=of) | Some(of=of):
            return of
        case Not(not_=part):
            return (part,)
        case When(when=condition, then=then):
            return condition, then
        case _:
            return ()
