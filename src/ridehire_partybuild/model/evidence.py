"""What was seen, and what an authority has excused."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import Id, Method, ObservationId, Record, WaiverId, decimal, limits
from ridehire_partybuild.values.id_fields import any_id, observation_id, waiver_id
from ridehire_partybuild.values.record import not_after

from .order import by_href, words
from .parties import Reference

__all__ = ["SUBJECTS", "Evidence", "Observation", "Waiver"]

SUBJECTS = ("stations", "actors", "branches", "cities")
"""The collections whose records requirements judge; a city is there by its stations."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Evidence(Record):
    """A paper or file that backs an observation.

    Attributes:
        href: Its name, or where it is kept.
        sha256: The SHA-256 of its content, 64 hexadecimal digits in lower case; None: not kept.

    Raises:
        InvalidValue: ``sha256`` is no such number.
    """

    href: str = attrs.field(metadata=limits(longest=500))
    sha256: str | None = attrs.field(default=None, metadata=limits(longest=64))

    def contradictions(self) -> Iterator[Problem]:
        """FIPS 180-4: 256 bits, written here as `sha256sum` writes them."""
        if self.sha256 is None or re.fullmatch(r"[0-9a-f]{64}", self.sha256):
            return
        yield Problem(
            code="digest.sha256", path="$.sha256", params={"kind": "sha256", "value": self.sha256}
        )


def _observed(value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        return words(value)
    return value if isinstance(value, bool) else decimal(value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Observation(Record):
    """A fact of one subject as somebody found it on a day.

    Attributes:
        id: The office's own code.
        subject: A station, branch, actor, or the code of a city.
        fact: Name of a fact in the guideline's catalogue, such as ``site.area_m2``.
        value: Yes or no, a number, text, an ISO date, or words.
        method: Examined, asked or tested.
        collected_on: The day it was found.
        expires_on: The last day on which it counts; None: until a newer one.
        evidence: Papers behind it.

    Raises:
        InvalidValue: it expires before it was collected.

    >>> seen = Observation(id="O-1", subject="S-1", fact="facilities", value=["wifi", "fan"],
    ...                    method=Method.EXAMINE, collected_on=date(2026, 1, 12))
    >>> seen.value
    ('fan', 'wifi')
    """

    id: ObservationId = attrs.field(converter=observation_id)
    subject: Id = attrs.field(converter=any_id)
    fact: str = attrs.field(metadata=limits(longest=100))
    value: bool | Decimal | str | tuple[str, ...] = attrs.field(
        converter=_observed, metadata=limits(-(10**9), longest=300)
    )
    method: Method
    collected_on: date
    expires_on: date | None = None
    evidence: tuple[Evidence, ...] = attrs.field(default=(), converter=by_href)

    def contradictions(self) -> Iterator[Problem]:
        """It counts at least on the day it was collected."""
        yield from not_after(self, "collected_on", "expires_on")

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".subject", self.subject, SUBJECTS


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Waiver(Record):
    """An authority excuses one subject from one demand for a while. It never changes a verdict.

    Attributes:
        id: The office's own code.
        subject: Whom it excuses.
        covers: Id of a requirement, or name of a fact (offices waive 使用面积, not a clause).
        authority: Who granted it.
        reason: Why.
        valid_from: Its first day.
        valid_until: Its last day, inclusive.

    Raises:
        InvalidValue: it ends before it begins.

    >>> from datetime import date
    >>> from ridehire_partybuild import Waiver
    >>> waiver = Waiver(id="W-1", subject="S-1", covers="site.area_m2",
    ...                 authority="示例局", reason="暂无扩建条件",
    ...                 valid_from=date(2025, 7, 1), valid_until=date(2026, 6, 30))
    >>> waiver.holds(date(2026, 6, 30)), waiver.holds(date(2026, 7, 1))
    (True, False)
    """

    id: WaiverId = attrs.field(converter=waiver_id)
    subject: Id = attrs.field(converter=any_id)
    covers: str = attrs.field(metadata=limits(longest=100))
    authority: str = attrs.field(metadata=limits(longest=200))
    reason: str = attrs.field(metadata=limits(longest=500))
    valid_from: date
    valid_until: date

    def contradictions(self) -> Iterator[Problem]:
        """It holds for at least one day."""
        yield from not_after(self, "valid_from", "valid_until")

    def holds(self, on: date) -> bool:
        """Tell whether ``on`` is one of its days."""
        return self.valid_from <= on <= self.valid_until

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".subject", self.subject, SUBJECTS
