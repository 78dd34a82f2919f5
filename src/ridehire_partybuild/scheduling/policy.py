"""What an office can set: when its drivers are needed on the road, how long hosts travel."""

import json
from typing import Any

import attrs

from ridehire_partybuild import data
from ridehire_partybuild.model import Station
from ridehire_partybuild.values import Id, OpeningHours, Record, limits
from ridehire_partybuild.values.id_fields import any_id

__all__ = ["DEFAULT_POLICY", "Policy", "TravelTimes"]

_MINUTES = limits(0, 1440)


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
class Policy(Record):
    """What the planner and the checker go by. Data of the office, each with its source.

    Attributes:
        id: Its name.
        peaks: Hours in which drivers are needed on the road, in opening-hours notation: ``PH``
            stands for days off by notice, make-up workdays have the hours of workdays.
        travel: How long hosts travel.
        step_minutes: Sessions start on this grid, from midnight.
        source: Where the peaks come from.

    >>> DEFAULT_POLICY.step_minutes
    30
    """

    id: Id = attrs.field(converter=any_id)
    peaks: OpeningHours
    travel: TravelTimes
    step_minutes: int = attrs.field(default=30, metadata=limits(5, 1440))
    source: str = attrs.field(metadata=limits(longest=500))


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
