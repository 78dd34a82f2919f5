"""What an office can set: when its drivers are needed on the road, how long hosts travel."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs
from attrs import converters

from ridehire_partybuild import data
from ridehire_partybuild.errors import Problem
from ridehire_partybuild.model import Station
from ridehire_partybuild.values import Id, OpeningHours, Record, StationId, limits
from ridehire_partybuild.values.id_fields import any_id, station_id

from .vocabulary import Rule, Severity

__all__ = [
    "ABOUT_NO_STATION",
    "DEFAULT_POLICY",
    "Policy",
    "RuleSeverity",
    "Severity",
    "TravelTimes",
]

_MINUTES = limits(0, 1440)

_ALWAYS_GRAVE = {Rule.OUTSIDE_SPAN, Rule.PAST}
"""A plan is made for a span, from a day on: no severity changes that."""

ABOUT_NO_STATION = {
    Rule.GAP,
    Rule.HOST_BUSY,
    Rule.HOST_TRAVEL,
    Rule.HOST_DAY_LIMIT,
    Rule.HOST_WEEK_LIMIT,
}
"""Rules that sessions at several stations can break together."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TravelTimes(Record):
    """Minutes between the end of one session and the start of the same host's next.

    Attributes:
        same_station: In the same room.
        same_county: At another station of the county.
        same_city: In another county of the city.
        elsewhere: In another city.
    """

    same_station: int = attrs.field(default=0, metadata=_MINUTES)
    same_county: int = attrs.field(metadata=_MINUTES)
    same_city: int = attrs.field(metadata=_MINUTES)
    elsewhere: int = attrs.field(metadata=_MINUTES)

    @property
    def longest(self) -> int:
        """The longest of them."""
        return max(self.same_station, self.same_county, self.same_city, self.elsewhere)

    def between(self, one: Station | None, other: Station | None) -> int:
        """Return the minutes from ``one`` to ``other``; None (a venue) is of unknown place: 0.

        >>> from ridehire_partybuild.model import Station
        >>> from ridehire_partybuild.values import Region, Tier
        >>> one, other = (Station(id=code, name=code, tier=Tier.BASIC, region=Region(code))
        ...               for code in ("370502", "370503"))
        >>> DEFAULT_POLICY.travel.between(one, other)
        60
        """
        if one is None or other is None:
            return 0
        if one.id == other.id:
            return self.same_station
        if one.region == other.region:
            return self.same_county
        same_city = one.region.prefecture == other.region.prefecture
        return self.same_city if same_city else self.elsewhere


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RuleSeverity(Record):
    """How grave it is to break one rule, everywhere or at one station.

    Attributes:
        rule: The rule. Of the span and the day of a plan none can be set.
        severity: How grave.
        station: Where; None: everywhere. None too for rules on a host's engagements and limits
            and on a duty's gaps, which are about no station.

    Raises:
        InvalidValue: a rule whose severity cannot be set, or not for a station.

    >>> RuleSeverity(rule=Rule.PEAK, severity=Severity.WARN).severity.blocks
    False
    """

    rule: Rule
    severity: Severity
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))

    def contradictions(self) -> Iterator[Problem]:
        """Only what can be looked up can be set."""
        told = {"kind": "RuleSeverity", "value": self.rule}
        if self.rule in _ALWAYS_GRAVE:
            yield Problem(code="severity.fixed", path="$.rule", params=told)
        elif self.station is not None and self.rule in ABOUT_NO_STATION:
            yield Problem(code="severity.nowhere", path="$.station", params=told)


def _in_order(value: Any) -> Any:
    try:
        return tuple(sorted(value, key=lambda one: (one.rule, one.station or "", one.severity)))
    except (AttributeError, TypeError):
        return value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Policy(Record):
    """What the planner and the checker go by. Data of the office, each with its source.

    Attributes:
        id: Its name.
        peaks: Hours in which drivers are needed on the road, in opening-hours notation: ``PH``
            stands for days off by notice, make-up workdays have the hours of workdays.
        travel: How long hosts travel.
        step_minutes: Sessions start on this grid, from midnight.
        severities: How grave it is to break a rule, at a station or everywhere; one that names
            the station comes first. Of what is not told: BLOCK_SCHEDULING.
        source: Where the peaks come from.

    Raises:
        InvalidValue: two severities of one rule and station.

    >>> DEFAULT_POLICY.step_minutes
    30
    """

    id: Id = attrs.field(converter=any_id)
    peaks: OpeningHours
    travel: TravelTimes
    step_minutes: int = attrs.field(default=30, metadata=limits(5, 1440))
    severities: tuple[RuleSeverity, ...] = attrs.field(default=(), converter=_in_order)
    source: str = attrs.field(metadata=limits(longest=500))

    def contradictions(self) -> Iterator[Problem]:
        """A rule is of one severity at one place."""
        seen: set[tuple[Rule, StationId | None]] = set()
        for index, one in enumerate(self.severities):
            if (one.rule, one.station) in seen:
                yield Problem(
                    code="severity.twice",
                    path=f"$.severities[{index}]",
                    params={"kind": "RuleSeverity", "value": one.rule},
                )
            seen.add((one.rule, one.station))

    @cached_property
    def _severities(self) -> Mapping[tuple[Rule, StationId | None], Severity]:
        return {(one.rule, one.station): one.severity for one in self.severities}

    def severity(self, rule: Rule, station: StationId | None = None) -> Severity:
        """Return how grave it is to break ``rule`` at ``station``; None: at none in particular.

        >>> DEFAULT_POLICY.severity(Rule.PEAK).value
        'block_scheduling'
        """
        if not self.severities:
            return Severity.BLOCK_SCHEDULING
        general = self._severities.get((rule, None), Severity.BLOCK_SCHEDULING)
        return self._severities.get((rule, station), general)

    def blocks(self, rule: Rule, station: StationId | None = None) -> bool:
        """Tell whether nothing may be placed that breaks ``rule`` at ``station``."""
        return not self.severities or self.severity(rule, station).blocks


def _shipped(name: str) -> Policy:
    table: dict[str, Any] = json.loads(data.text(f"policies/{name}.json"))
    return Policy(
        id=table["id"],
        peaks=OpeningHours.parse(table["peaks"]),
        travel=TravelTimes(**table["travel"]),
        step_minutes=table["step_minutes"],
        source=table["source"],
    )


DEFAULT_POLICY = _shipped("default")
"""The policy that ships; its file says how sure each of its values is."""
