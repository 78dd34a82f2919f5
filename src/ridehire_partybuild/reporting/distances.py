"""How far it is from one station to the next, as far as it is known where they stand."""

from collections.abc import Iterator, Sequence
from math import asin, cos, radians, sin, sqrt

from ridehire_partybuild.model import Station

from .figures import Figure
from .summing import Part, summed
from .vocabulary import Breakdown, FigureUnit

__all__ = ["metres_between", "nearest_stations"]

_EARTH_M = 6_371_008.8
"""The mean radius of the Earth (WGS 84)."""


def metres_between(one: Station, other: Station) -> int | None:
    """Return how many metres lie between two stations, as the crow flies; None: not known.

    >>> from decimal import Decimal
    >>> from ridehire_partybuild import Region, Site
    >>> here, there = (
    ...     Station(id=f"S-{n}", name="示例", region=Region("370502"),
    ...             site=Site(longitude=Decimal("118.67"), latitude=Decimal(f"37.4{n}")))
    ...     for n in (1, 2)
    ... )
    >>> metres_between(here, there)
    1112
    """
    sites = one.site, other.site
    places = [float(at) for site in sites for at in (site.longitude, site.latitude)
              if at is not None]  # fmt: skip
    if len(places) < 4:
        return None
    east, north, far_east, far_north = map(radians, places)
    across = sin((far_north - north) / 2) ** 2
    along = sin((far_east - east) / 2) ** 2
    return round(2 * _EARTH_M * asin(min(1, sqrt(across + cos(north) * cos(far_north) * along))))


def nearest_stations(there: Sequence[Station]) -> Iterator[Figure]:
    """Yield for each station how far the next of its city is, if there is another.

    A station whose place is not known may be nearer than any that is.
    """
    for one in there:
        city = one.region.prefecture
        others = [two for two in there if two is not one and two.region.prefecture == city]
        if others:
            group = (Breakdown.STATION, one.id)
            part = _to_the_next(one, others)
            yield summed("coverage.nearest_station", [part], FigureUnit.METRES, group)


def _to_the_next(one: Station, others: Sequence[Station]) -> Part:
    if metres_between(one, one) is None:
        return Part((one.id, others[0].id), None, None, (f"{one.id}.site",))
    known = [(far, two.id) for two in others if (far := metres_between(one, two)) is not None]
    vague = tuple(two.id for two in others if metres_between(two, two) is None)
    far, name = min(known, default=(None, None))
    sources = (one.id, *vague, *(() if name is None else (name,)))
    return Part(sources, 0 if vague else far, far, tuple(f"{two}.site" for two in vague))
