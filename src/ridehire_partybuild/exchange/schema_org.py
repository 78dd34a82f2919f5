"""schema.org: a station as a `Place` with its opening hours, for web pages and map services.

"The place is open if the opens property is specified, and closed otherwise. If the value for the
closes property is less than the value for the opens property then the hour range is assumed to span
over the next day." (schema.org, OpeningHoursSpecification)
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ridehire_partybuild.model import Station
from ridehire_partybuild.values import ContactForm, ContactKind, OpeningHours, TimeSpan
from ridehire_partybuild.values.hours import MINUTES_A_DAY

__all__ = ["to_schema_org"]

Node = dict[str, Any]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PUBLIC_HOLIDAYS = "PublicHolidays"
_DAY = timedelta(days=1)
_TELEPHONE = re.compile(r"[0-9+][0-9() -]*")


def to_schema_org(station: Station, *, on: date) -> Node:
    """Return a station as a schema.org ``Place``: a plain dict to write as JSON-LD.

    Of contacts it tells the telephone lines of the office that may be kept on the day, of persons
    nothing. What is not known is left out. Whole days end at 23:59, for a day that opens and closes
    at the same time is none.

    Args:
        station: The station.
        on: The day on which it is told.

    >>> from ridehire_partybuild import Region
    >>> desk = Station(id="S-1", name="示例驿站", region=Region("370502"),
    ...                hours=OpeningHours.parse("Mo 22:00-26:00; PH off"))
    >>> told = to_schema_org(desk, on=date(2026, 1, 15))
    >>> monday = told["openingHoursSpecification"][0]
    >>> told["@type"], monday["dayOfWeek"], monday["opens"], monday["closes"]
    ('Place', 'Monday', '22:00', '02:00')
    """
    found: Node = {
        "@context": "https://schema.org",
        "@type": "Place",
        "identifier": str(station.id),
        "name": station.name,
        "address": _address(station, on),
        "geo": _geo(station),
        "telephone": list(_telephones(station, on)) or None,
        "maximumAttendeeCapacity": station.site.seats,
    }
    if station.hours is not None:
        found["openingHoursSpecification"] = list(_weekly(station.hours))
        found["specialOpeningHoursSpecification"] = list(_special(station.hours)) or None
    return {name: value for name, value in found.items() if value is not None}


def _address(station: Station, on: date) -> Node:
    region = station.region
    places = dict.fromkeys((region.prefecture.name(on), region.name(on)))
    told = {
        "@type": "PostalAddress",
        "addressCountry": "CN",
        "addressRegion": region.province.name(on),
        "addressLocality": "".join(filter(None, places)) or None,
        "streetAddress": station.site.address,
    }
    return {name: value for name, value in told.items() if value is not None}


def _geo(station: Station) -> Node | None:
    longitude, latitude = station.site.longitude, station.site.latitude
    if longitude is None or latitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(latitude),
        "longitude": float(longitude),
    }


def _telephones(station: Station, on: date) -> Iterator[str]:
    """Yield the office's own lines: a desk or an address on the net is no telephone."""
    for one in station.contacts:
        if one.kind is not ContactKind.OFFICE_LINE or one.is_over(on):
            continue
        is_unsaid = one.form is None and _TELEPHONE.fullmatch(one.value) is not None
        if is_unsaid or one.form is ContactForm.HOTLINE:
            yield one.value


def _weekly(hours: OpeningHours) -> Iterator[Node]:
    for day, spans in enumerate(hours.week):
        for span in spans:
            later, span_of_day = _within(span)
            yield _open(span_of_day, {"dayOfWeek": _DAYS[(day + later) % len(_DAYS)]})
        if not spans:
            yield {"@type": "OpeningHoursSpecification", "dayOfWeek": _DAYS[day]}
    if hours.holidays is None:
        return
    for span in hours.holidays:
        yield _open(span, {"dayOfWeek": _PUBLIC_HOLIDAYS})
    if not hours.holidays:
        yield {"@type": "OpeningHoursSpecification", "dayOfWeek": _PUBLIC_HOLIDAYS}


def _special(hours: OpeningHours) -> Iterator[Node]:
    for one in hours.exceptions:
        for span in one.spans:
            later, span_of_day = _within(span)
            yield _open(span_of_day, _dates(one.first + later * _DAY, one.last + later * _DAY))
        if not one.spans:
            yield {"@type": "OpeningHoursSpecification", **_dates(one.first, one.last)}


def _dates(first: date, last: date) -> Node:
    return {"validFrom": first.isoformat(), "validThrough": last.isoformat()}


def _within(span: TimeSpan) -> tuple[int, TimeSpan]:
    """Return by how many days a span begins later than its day, and what it is of that day."""
    later = span.start // MINUTES_A_DAY
    if not later:
        return 0, span
    back = later * MINUTES_A_DAY
    return later, TimeSpan(start=span.start - back, end=span.end - back)


def _open(span: TimeSpan, when: Node) -> Node:
    end = span.end - 1 if span.minutes == MINUTES_A_DAY else span.end
    return {
        "@type": "OpeningHoursSpecification",
        **when,
        "opens": _clock(span.start),
        "closes": _clock(end),
    }


def _clock(minute: int) -> str:
    minute %= MINUTES_A_DAY
    return f"{minute // 60:02}:{minute % 60:02}"
