"""What is asked of whoever handles appeals: dated numbers with their source, not rules."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import attrs

from ridehire_partybuild import data
from ridehire_partybuild.errors import Problem
from ridehire_partybuild.guideline import Source
from ridehire_partybuild.values import DocumentKind, Id, Record, Text, limits
from ridehire_partybuild.values.id_fields import any_id
from ridehire_partybuild.values.record import ANY_YEAR, before

__all__ = ["ServiceStandard", "service_standards", "standard_on"]

_PERCENT = limits(0, 100)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ServiceStandard(Record):
    """One edition of what is asked for where appeals are handled.

    Attributes:
        id: Its name.
        forwarded_minutes: Within how many minutes an appeal is to be passed on.
        forwarded: Of how many in a hundred that is asked.
        answered: How many in a hundred are to be answered.
        closed: How many in a hundred are to be settled.
        satisfied: With how many in a hundred whoever asked is to be content, of those asked.
        source: The paper that says so.
        notice: For whom it was written, as people must be told; None: for these appeals.
        effective_from: Its first day.
        effective_before: The first day it no longer holds; None: open.

    Raises:
        InvalidValue: an impossible value, or it ends before it begins.
    """

    id: Id = attrs.field(converter=any_id)
    forwarded_minutes: int = attrs.field(metadata=limits(1, 1_000_000))
    forwarded: int = attrs.field(default=100, metadata=_PERCENT)
    answered: int = attrs.field(metadata=_PERCENT)
    closed: int = attrs.field(metadata=_PERCENT)
    satisfied: int = attrs.field(metadata=_PERCENT)
    source: Source
    notice: Text | None = None
    effective_from: date
    effective_before: date | None = attrs.field(default=None, metadata=ANY_YEAR)

    def contradictions(self) -> Iterator[Problem]:
        """It holds for at least one day."""
        yield from before(self, "effective_from", "effective_before")

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        ends = self.effective_before
        return self.effective_from <= on and (ends is None or on < ends)

    def share(self, name: str) -> Fraction:
        """Return how large a share of the appeals is asked to be forwarded, answered and so on."""
        return Fraction(getattr(self, name), 100)


@cache
def service_standards() -> tuple[ServiceStandard, ...]:
    """Return what ships: an edition that was written for the appeals of truck drivers.

    >>> (shipped,) = service_standards()
    >>> shipped.forwarded_minutes, shipped.answered, shipped.closed, shipped.satisfied
    (60, 90, 80, 80)
    >>> shipped.notice.en
    'Set in Tianjin for the appeals of truck drivers and borrowed here as a yardstick: no rule for the appeals of ride-hailing drivers.'
    """  # noqa: E501 - a notice is one line
    import tomllib  # noqa: PLC0415 - import alone need not pay

    return tuple(map(_read, tomllib.loads(data.text("service-levels.toml"))["standards"]))


def _read(row: dict[str, Any]) -> ServiceStandard:
    source = row["source"] | {"kind": DocumentKind(row["source"]["kind"])}
    return ServiceStandard(**row | {"source": Source(**source), "notice": Text(**row["notice"])})


def standard_on(standards: Sequence[ServiceStandard], on: date) -> ServiceStandard | None:
    """Return the edition in force on a day, of several the newest; None: nothing is asked then."""
    there = [one for one in standards if one.holds(on)]
    return max(there, key=lambda one: (one.effective_from, one.id), default=None)
