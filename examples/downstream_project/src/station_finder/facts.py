"""Two facts of our own, read from what every register holds, beside those of the library."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ridehire_partybuild import (
    FACTS,
    Facility,
    Fact,
    FactKind,
    Station,
    SubjectFile,
    SubjectKind,
    Text,
    TimeSpan,
)

A_DAY = 24 * 60
NIGHT = 22 * 60, 26 * 60  # our night shift takes its rest between ten and two


def charging_places(file: SubjectFile, _on: date) -> Decimal | None:
    """Return how many cars can be charged at once; None: nobody has told, or nobody has counted."""
    station = file.record
    if not isinstance(station, Station) or station.facilities is None:
        return None
    counts = [one.count for one in station.facilities if one.kind is Facility.EV_CHARGER]
    known = [count for count in counts if count is not None]
    return Decimal(sum(known)) if len(known) == len(counts) else None


def nights(file: SubjectFile, _on: date) -> Decimal | None:
    """Return on how many nights of a week it is open from ten to two; None: nobody has told."""
    station = file.record
    if not isinstance(station, Station) or station.hours is None:
        return None
    week = station.hours.week
    return Decimal(sum(_is_open_all_night(week, night) for night in range(7)))


def _is_open_all_night(week: Sequence[Sequence[TimeSpan]], night: int) -> bool:
    """Tell whether the spans of the day before, the day and the day after cover the night."""
    first, last = NIGHT
    minutes = sum(
        max(0, min(span.end + shift * A_DAY, last) - max(span.start + shift * A_DAY, first))
        for shift in (-1, 0, 1)
        for span in week[(night + shift) % 7]
    )
    return minutes == last - first


CHARGING_PLACES = Fact(
    name="our.charging_places",
    subject=SubjectKind.STATION,
    kind=FactKind.NUMBER,
    unit="count",
    label=Text(zh="充电车位数", en="charging places"),
    reads=("facilities",),
    read=charging_places,
)
NIGHTS = Fact(
    name="our.nights",
    subject=SubjectKind.STATION,
    kind=FactKind.NUMBER,
    unit="count",
    label=Text(
        zh="每周通宵时段（22时至次日2时）开放的晚数", en="nights a week open from 22:00 to 02:00"
    ),
    reads=("hours",),
    read=nights,
)
OUR_FACTS = FACTS.with_facts(CHARGING_PLACES, NIGHTS)
