"""The guideline: dated requirements, parameters and activities, usable or refused as a whole."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Self

import attrs

from ridehire_partybuild.errors import UnusableRule
from ridehire_partybuild.values import Id, Record, RequirementId, Span, Text, limits
from ridehire_partybuild.values.id_fields import any_id

from .catalogue import FACTS
from .checks import AtLeast, AtMost, Check, ParameterRef, When
from .duty import ActivityTemplate
from .facts import Facts
from .profiles import Profile
from .requirements import Parameter, Requirement, in_force
from .walk import rebuilt, walked

if TYPE_CHECKING:
    from .tailoring import Rules

__all__ = ["Guideline", "filled", "judged_check"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Guideline(Record):
    """A reading of the rules, as data.

    Attributes:
        id: Its name.
        title: Its title.
        notice: What it is and what it is not; printed wherever its findings are.
        issuer: The authority that issued it (发文机关), as its paper names it; None: not known, or
            nobody did.
        document_number: The number of that paper (发文字号), such as 示交发〔2026〕1号; None: not
            known, or it has none. A formal notice (整改通知) cites both.
        requirements: Its requirements in all editions.
        parameters: Numbers that checks name, in all editions.
        activities: How each kind of activity is usually held.
        profiles: What it can be tailored by, and what other profiles can import.
        tailored_by: The profile whose tailoring made it what it is; None: none did.
        facts: The catalogue its checks are written against; no part of equality or documents.

    Raises:
        InvalidValue: an impossible value.
        UnusableRule: a check that cannot judge: an unknown fact, an operator or unit that does
            not suit it, an unknown parameter or one without a value on some day, overlapping
            editions, two requirements of one clause number, a profile that could not tailor it;
            all of them at once.
    """

    id: Id = attrs.field(converter=any_id)
    title: Text
    notice: Text
    issuer: str | None = attrs.field(default=None, metadata=limits(longest=200))
    document_number: str | None = attrs.field(default=None, metadata=limits(longest=100))
    requirements: tuple[Requirement, ...]
    parameters: tuple[Parameter, ...] = ()
    activities: tuple[ActivityTemplate, ...] = ()
    profiles: tuple[Profile, ...] = ()
    tailored_by: Profile | None = None
    facts: Facts = attrs.field(default=FACTS, eq=False, repr=False, metadata={"document": False})

    def __attrs_post_init__(self) -> None:
        """Refuse the impossible first, then what cannot be used."""
        from .tailoring import unusable_profiles  # noqa: PLC0415 - read with the first guideline
        from .usable import unusable  # noqa: PLC0415

        super().__attrs_post_init__()
        found = tuple(unusable(self.requirements, self.parameters, self.activities, self.facts))
        # rules that cannot judge are told first: a profile's would be the same once more
        found = found or tuple(unusable_profiles(self.profiles, self.rules))
        if found:
            raise UnusableRule(found)

    @property
    def rules(self) -> "Rules":
        """What a profile tailors."""
        from .tailoring import Rules  # noqa: PLC0415 - as above

        return Rules(self.requirements, self.parameters, self.facts)

    def profile(self, profile_id: str) -> Profile:
        """Return the profile of that id.

        Raises:
            KeyError: it has none.
        """
        return {one.id: one for one in self.profiles}[Id(profile_id)]

    def in_force(self, on: date) -> Self:
        """Return the rule set of a day: the editions in force, parameters filled in.

        >>> from ridehire_partybuild import reference_guideline
        >>> rules = reference_guideline().in_force(date(2026, 1, 15))
        >>> rules == rules.in_force(date(2026, 1, 15))
        True
        """
        span = bisect_right(self._turns, on)
        found = self._rule_sets.get(span)
        if found is None:
            found = self._rule_sets[span] = self._in_force(on)
        return found

    def _in_force(self, on: date) -> Self:
        values = {one.id: one for one in self.parameters if in_force(one, on)}
        current = (one for one in self.requirements if in_force(one, on))
        return attrs.evolve(
            self,
            requirements=tuple(filled(one, values) for one in current),
            parameters=(),
            profiles=(),
        )

    def turns_in(self, span: Span) -> tuple[date, ...]:
        """Return the days of a span, after its first, from which another rule set is in force.

        >>> from ridehire_partybuild import reference_guideline
        >>> of_2026 = Span.parse("2026-01-01/2026-12-31")
        >>> [str(day) for day in reference_guideline().turns_in(of_2026)]
        ['2026-02-11']
        """
        return tuple(day for day in self._turns if span.start < day <= span.last)

    @cached_property
    def _turns(self) -> tuple[date, ...]:
        """The days from which other editions hold: between two of them the rule set is one."""
        editions: tuple[Requirement | Parameter, ...] = (*self.requirements, *self.parameters)
        days = {day for one in editions for day in (one.effective_from, one.effective_before)}
        return tuple(sorted(day for day in days if day is not None))

    @cached_property
    def _rule_sets(self) -> dict[int, Self]:
        """The rule sets that were asked for, by the number of turns before them."""
        return {}

    @cached_property
    def _editions(self) -> dict[str, tuple[Requirement, ...]]:
        found: dict[str, list[Requirement]] = {}
        for one in sorted(self.requirements, key=lambda one: one.effective_from):
            found.setdefault(one.id, []).append(one)
        return {name: tuple(editions) for name, editions in found.items()}

    def requirement(self, requirement_id: str, on: date) -> Requirement:
        """Return the edition of a requirement that holds on a day.

        Raises:
            KeyError: none does.
        """
        for edition in self._editions.get(requirement_id, ()):
            if in_force(edition, on):
                return edition
        raise KeyError(requirement_id)

    def in_force_since(self, requirement_id: RequirementId, on: date) -> date | None:
        """Return the first day of the unbroken run of editions that holds on ``on``.

        None: none holds on that day.
        """
        since: date | None = None
        before: date | None = None
        for edition in self._editions.get(requirement_id, ()):
            if edition.effective_from > on:
                break
            since = since if before == edition.effective_from else edition.effective_from
            before = edition.effective_before
        return since if before is None or on < before else None


def judged_check(requirement: Requirement) -> Check:
    """Return the whole check of a requirement: where it applies, it must pass."""
    if requirement.applicability is None:
        return requirement.check
    return When(when=requirement.applicability, then=requirement.check)


def filled(requirement: Requirement, values: Mapping[str, Parameter]) -> Requirement:
    """Return a requirement with the values of the parameters that it names."""
    if not any(map(_names_parameter, walked(judged_check(requirement)))):
        return requirement

    def fill(check: Check) -> Check:
        match check:
            case AtLeast(at_least=ParameterRef(param=name)):
                return attrs.evolve(check, at_least=values[name].value)
            case AtMost(at_most=ParameterRef(param=name)):
                return attrs.evolve(check, at_most=values[name].value)
            case _:
                return check

    applicability = requirement.applicability
    return attrs.evolve(
        requirement,
        check=rebuilt(requirement.check, fill),
        applicability=None if applicability is None else rebuilt(applicability, fill),
    )


def _names_parameter(part: tuple[str, int, Check]) -> bool:
    bounds = (getattr(part[2], name, None) for name in ("at_least", "at_most"))
    return any(isinstance(bound, ParameterRef) for bound in bounds)
