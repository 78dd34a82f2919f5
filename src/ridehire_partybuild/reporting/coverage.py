"""How far the Party's organisations and the stations reach: in a city, county by county.

"Industry authority: co-ordinate, pool resources, widen the Party's organisational and work
coverage." Organisational coverage counts branches and platforms, work coverage what stations offer.
"""

from collections.abc import Mapping
from datetime import date

import attrs

from ridehire_partybuild.allocation.serving import drivers_served
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.order import in_order
from ridehire_partybuild.values import (
    StationId,
)

from .figures import Figure, Figured

__all__ = ["Coverage", "coverage"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Coverage(Figured):
    """How far organisations and stations reach on a day.

    Attributes:
        on: The day.
        figures: Of all together, of each city, county, domain of service and station.
    """

    on: date
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=in_order)


def coverage(
    register: Register, on: date, *, served: Mapping[StationId, int] | None = None
) -> Coverage:
    """Return how far organisations and stations reach on a day.

    Counted are the stations and branches open on the day. What is not known of one of them makes
    an interval: a station whose services are not on record may offer any. Hours are those of a
    week that lie off the peaks of demand (``data/off-peak.toml``, inferred, not measured).
    Distances are as the crow flies, to the next open station of the same city, in metres.

    Args:
        register: Who and what is there.
        on: The day.
        served: How many drivers each station serves, as far as it is known; numbers of drivers
            that would show single ones are withheld.

    Raises:
        InvalidValue: numbers of drivers of stations that the register does not have, or none from
            0 to 10^9.

    >>> from ridehire_partybuild import Region, Service, ServiceDomain, Station
    >>> offers = [Service(domain=ServiceDomain.LEGAL, item="法律咨询")]
    >>> stations = [Station(id="S-1", name="示例一号", region=Region("370502"), services=offers),
    ...             Station(id="S-2", name="示例二号", region=Region("370503"))]
    >>> told = coverage(Register(stations=stations), date(2026, 1, 15))
    >>> for name, of in (("counties_without_station", "370500"), ("stations_offering", "legal")):
    ...     print(told.figure(f"coverage.{name}", of).told("zh", on=told.on))
    东营市 · 没有阵地的县区数：3
    法务服务 · 提供该领域服务的阵地数：1–2
    """
    from .reaching import coverage_figures  # noqa: PLC0415 - read with the first call

    return Coverage(on=on, figures=coverage_figures(register, on, drivers_served(served, register)))
