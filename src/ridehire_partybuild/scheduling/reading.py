"""Reading sessions for donated books that nobody uses: "use the donated books"."""

from collections.abc import Iterable

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty, duty_of
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import ActivityKind, Cadence, Modality, Span, StationId, TitleId

from .ground import is_there_during
from .identity import out_of_range

__all__ = ["reading_duties"]

_QUARTERLY = Cadence.parse("1/quarter")
_LONGEST = 300
"""How long the source of a duty may be."""


def reading_duties(
    titles: Iterable[TitleId], register: Register, span: Span, cadence: Cadence = _QUARTERLY
) -> tuple[Duty, ...]:
    """Return a reading circle for each station to which one of the titles was brought, by id.

    They are recommended (SHOULD), and name the titles as their source. `idle_titles` tells which
    titles nobody uses; `merged_duties` takes these duties together with those of a guideline.
    Stations that are not there on any day of the span are asked nothing.

    Args:
        titles: Which books.
        register: Where they were brought, and what they are called.
        span: The days looked at.
        cadence: How often.

    Raises:
        InvalidValue: a span outside the years 2000-2100.

    >>> from datetime import date
    >>> from ridehire_partybuild import Delivery, DonatedBooks, Donation, Region, Station, Title
    >>> from ridehire_partybuild.allocation import idle_titles
    >>> city = Register(
    ...     titles=[Title(id="T-1", name="示例")],
    ...     donations=[Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=9)])],
    ...     stations=[Station(id="S-1", name="示例", region=Region("370502"))],
    ...     deliveries=[
    ...         Delivery(id="V-1", donation="2026-01", title="T-1", station="S-1", copies=9)
    ...     ],
    ... )
    >>> span = Span.parse("2026-01-01/2026-12-31")
    >>> [(one.subject, one.source) for one in
    ...  reading_duties(idle_titles(city, date(2026, 1, 15)), city, span)]
    [(Id('S-1'), '《示例》')]
    """
    problems = tuple(out_of_range(span))
    if problems:
        raise InvalidValue(problems)
    wanted, brought = frozenset(titles), dict[StationId, set[str]]()
    names = {one.id: one.name for one in register.titles}
    for one in register.deliveries:
        if one.title in wanted:
            brought.setdefault(one.station, set()).add(names[one.title])
    made = (
        _duty(one.id, brought[one.id], cadence)
        for one in register.stations
        if one.id in brought and is_there_during(one, span)
    )
    return tuple(sorted(made, key=lambda duty: duty.id))


def _duty(station: StationId, names: Iterable[str], cadence: Cadence) -> Duty:
    told = "".join(f"《{name}》" for name in sorted(names))
    kind = ActivityKind.READING_CIRCLE
    return Duty(
        id=duty_of(station, kind),
        subject=station,
        station=station,
        kind=kind,
        cadence=cadence,
        modality=Modality.SHOULD,
        source=told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…",
    )
