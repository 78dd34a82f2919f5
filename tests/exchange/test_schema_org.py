"""Stations as places of schema.org: the hours that they keep, the lines of the office, no more."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given

from ridehire_partybuild import (
    Contact,
    ContactForm,
    ContactKind,
    OpeningHours,
    Person,
    Region,
    Site,
    Station,
)
from ridehire_partybuild.exchange.schema_org import to_schema_org
from ridehire_partybuild.testing import strategies

ON = date(2026, 1, 15)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def minutes(clock: str) -> int:
    """Return a time of day in minutes."""
    hours, rest = map(int, clock.split(":"))
    return hours * 60 + rest


def is_minute_open(spec: dict[str, Any], minute: int) -> bool:
    """Read as schema.org says: less than opens spans over the next day; without opens: closed."""
    if "opens" not in spec:
        return False
    start = DAYS.index(spec["dayOfWeek"]) * 1440 + minutes(spec["opens"])
    end = start - minutes(spec["opens"]) + minutes(spec["closes"])
    end += 1440 if end < start else 0
    return any(start <= one < end for one in (minute, minute + 7 * 1440))


@given(strategies.opening_hours())
def test_the_week_is_the_week(hours: OpeningHours) -> None:
    """Whoever reads the hours by schema.org's rule finds it open when the notation says so.

    Of a whole day the last minute is lost, for a day that closes when it opens would be none.
    """
    own = Station(id="S-1", name="示例", region=Region("370502"), hours=hours)
    specs = [
        one for one in to_schema_org(own, on=ON)["openingHoursSpecification"]
        if one["dayOfWeek"] in DAYS
    ]  # fmt: skip
    edges, whole = set[int](), set[int]()
    for day, spans in enumerate(hours.week):
        for span in spans:
            edges |= {(day * 1440 + at) % 10080 for at in (span.start, span.end, span.end - 1)}
            if span.minutes == 1440:
                whole.add((day * 1440 + span.end - 1) % 10080)
    for minute in sorted(edges - whole):
        wanted = any(
            day * 1440 + span.start <= one < day * 1440 + span.end
            for day, spans in enumerate(hours.week)
            for span in spans
            for one in (minute, minute + 7 * 1440)
        )
        assert any(is_minute_open(spec, minute) for spec in specs) == wanted
    assert {one["dayOfWeek"] for one in specs} <= set(DAYS)


@given(strategies.stations())
def test_every_station_is_a_place(own: Station) -> None:
    """Plain JSON, with no null in it; unknown hours have none; no personal line."""
    told = to_schema_org(own, on=ON)
    assert json.loads(json.dumps(told)) == told
    assert (told["@type"], told["identifier"], told["name"]) == ("Place", str(own.id), own.name)
    assert ("openingHoursSpecification" in told) == (own.hours is not None)
    assert None not in told.values()
    personal = {one.value for one in own.contacts if one.kind is ContactKind.PERSONAL}
    office = {one.value for one in own.contacts if one.kind is ContactKind.OFFICE_LINE}
    assert set(told.get("telephone", ())) <= office
    assert not set(told.get("telephone", ())) & (personal - office)


def test_a_place_as_map_services_read_it() -> None:
    """The whole of one: of a person and a desk nothing, of the office its line."""
    own = Station(
        id="370502-01", name="示例驿站", region=Region("370502"),
        site=Site(
            address="示例路 1 号", longitude=Decimal("118.5"), latitude=Decimal("37.4"), seats=24
        ),
        hours=OpeningHours.parse(
            "Mo 22:00-26:00; We 00:00-24:00; PH off; 2026 Feb 16-2026 Feb 18 off"
        ),
        head=Person(token="HEAD-1"),
        contacts=[
            Contact(kind=ContactKind.PERSONAL, value="13800000000"),
            Contact(kind=ContactKind.OFFICE_LINE, value="0546-12328", form=ContactForm.HOTLINE),
            Contact(kind=ContactKind.OFFICE_LINE, value="一楼窗口", form=ContactForm.DESK),
        ],
    )  # fmt: skip
    told = to_schema_org(own, on=ON)
    hours = told.pop("openingHoursSpecification")
    of = "OpeningHoursSpecification"
    assert told == {
        "@context": "https://schema.org", "@type": "Place", "identifier": "370502-01",
        "name": "示例驿站", "telephone": ["0546-12328"], "maximumAttendeeCapacity": 24,
        "address": {
            "@type": "PostalAddress", "addressCountry": "CN", "addressRegion": "山东省",
            "addressLocality": "东营市东营区", "streetAddress": "示例路 1 号",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 37.4, "longitude": 118.5},
        "specialOpeningHoursSpecification": [
            {"@type": of, "validFrom": "2026-02-16", "validThrough": "2026-02-18"},
        ],
    }  # fmt: skip
    assert hours[:3] == [
        {"@type": of, "dayOfWeek": "Monday", "opens": "22:00", "closes": "02:00"},
        {"@type": of, "dayOfWeek": "Tuesday"},
        {"@type": of, "dayOfWeek": "Wednesday", "opens": "00:00", "closes": "23:59"},
    ]
    assert hours[-1] == {"@type": of, "dayOfWeek": "PublicHolidays"}
