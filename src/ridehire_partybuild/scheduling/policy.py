"""What an office can set: when its drivers are needed on the road, how long hosts travel."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs
from attrs import converters

from ridehire_partybuild import data
from ridehire_partybuild.errors import Problem
from ridehire_partybuild.model import Host, Station
from ridehire_partybuild.model.order import by_id, ordered
from ridehire_partybuild.values import (
    Id,
    Level,
    OpeningHours,
    PeriodUnit,
    Record,
    StationId,
    Text,
    limits,
)
from ridehire_partybuild.values.id_fields import any_id, station_id

from .identity import repeated
from .vocabulary import Rule, Severity

__all__ = [
    "ABOUT_NO_STATION",
    "DEFAULT_POLICY",
    "Policy",
    "RuleSeverity",
    "Severity",
    "ShiftPattern",
    "TravelTimes",
]

_MINUTES = limits(0, 1440)
_POINTS = limits(0, 1000)
_DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6}
"""How many digits of a region's code tell it on that level."""

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

    >>> TravelTimes(same_county=30, same_city=60, elsewhere=180).longest
    180
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


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ShiftPattern(Record):
    """When those who drive alike can come. A template with a count: nobody is listed.

    Attributes:
        id: Its name.
        label: What it is called.
        hours: When those who drive so can come to a session.
        count: How many drive so; None: not known.
        source: Where this comes from.

    >>> [one.label.en for one in DEFAULT_POLICY.shifts][:1]
    ['day shift']
    """

    id: Id = attrs.field(converter=any_id)
    label: Text
    hours: OpeningHours
    count: int | None = attrs.field(default=None, metadata=limits(0, 10_000_000))
    source: str = attrs.field(metadata=limits(longest=500))


def _in_order(value: Any) -> Any:
    return ordered(value, lambda one: (one.rule, one.station or "", one.severity))


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
        reach: How far hosts go from the region that they set out from: over their own county,
            city or province; None: anywhere. Who sets out from nowhere in particular goes anywhere.
        spacing_tolerance: So many hundredths of an ideal gap may be missing from it, or too many,
            and cost nothing.
        spacing_points: What each day beyond that costs.
        preferred_points: What a session outside preferred hours costs.
        fairness_points: What a session costs that a station has to do without beyond its fair
            share of those for which there is no host.
        rotation_points: What it costs if a shift can attend no session of a duty.
        unplaced_points: What it costs to leave out a session that is recommended, not required.
        warning_points: What a rule costs that may be broken, but is told.
        moves_a_session: How many moves a search makes for each session it places, unless told.
        shifts: Who drives when: templates, never a roster.
        rotation: In each whole period of this unit every shift should be able to attend a session
            of each duty; None: it is not asked for.
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
    reach: Level | None = None
    spacing_tolerance: int = attrs.field(default=30, metadata=limits(0, 100))
    spacing_points: int = attrs.field(default=1, metadata=_POINTS)
    preferred_points: int = attrs.field(default=2, metadata=_POINTS)
    fairness_points: int = attrs.field(default=1, metadata=_POINTS)
    rotation_points: int = attrs.field(default=1, metadata=_POINTS)
    unplaced_points: int = attrs.field(default=30, metadata=_POINTS)
    warning_points: int = attrs.field(default=10, metadata=_POINTS)
    moves_a_session: int = attrs.field(default=15, metadata=limits(0, 10_000))
    shifts: tuple[ShiftPattern, ...] = attrs.field(default=(), converter=by_id)
    rotation: PeriodUnit | None = None
    source: str = attrs.field(metadata=limits(longest=500))

    def contradictions(self) -> Iterator[Problem]:
        """A rule is of one severity at one place; a shift is told once."""
        yield from repeated("shifts", self.shifts)
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

    def reaches(self, host: Host, station: Station) -> bool:
        """Tell whether the host goes as far as the station.

        One of whose region only the city is known goes all over it.

        >>> from ridehire_partybuild.model import Party
        >>> from ridehire_partybuild.values import Region, Tier
        >>> lawyer = Host(id="H-1", party=Party(name="示例律所"), region=Region("370502"))
        >>> far = Station(id="S-1", name="示例", tier=Tier.BASIC, region=Region("370202"))
        >>> local = attrs.evolve(DEFAULT_POLICY, reach=Level.CITY)
        >>> DEFAULT_POLICY.reaches(lawyer, far), local.reaches(lawyer, far)
        (True, False)
        """
        if self.reach is None or host.region is None:
            return True
        digits = min(_DIGITS[self.reach], _DIGITS[host.region.level])
        return host.region.code[:digits] == station.region.code[:digits]

    def blocks(self, rule: Rule, station: StationId | None = None) -> bool:
        """Tell whether nothing may be placed that breaks ``rule`` at ``station``."""
        return not self.severities or self.severity(rule, station).blocks


def _shipped(name: str) -> Policy:
    table: dict[str, Any] = json.loads(data.text(f"policies/{name}.json"))
    del table["format"], table["note"]
    shifts = tuple(
        ShiftPattern(
            id=one["id"],
            label=Text(**one["label"]),
            hours=OpeningHours.parse(one["hours"]),
            source=one["source"],
        )
        for one in table.pop("shifts")
    )
    return Policy(
        peaks=OpeningHours.parse(table.pop("peaks")),
        travel=TravelTimes(**table.pop("travel")),
        rotation=PeriodUnit(table.pop("rotation")),
        shifts=shifts,
        **table,
    )


DEFAULT_POLICY = _shipped("default")
"""The policy that ships; its file says how sure each of its values is."""
