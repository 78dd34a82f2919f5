"""What the sheet for a station's wall says: what everybody may read, and nothing of any person."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.calendars.availability import open_spans
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.model import Register, Service, Station
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.scheduling import explain_span
from ridehire_partybuild.values import (
    Cadence,
    Certainty,
    ContactKind,
    OpeningHours,
    Period,
    PeriodUnit,
    ServiceDomain,
    SessionStatus,
    StationStatus,
)

from .told import Names
from .told_hours import cadence_told, hours_told, price_told, promise_told, spans_told, times_told

__all__ = ["ToldLine", "ToldOffer", "ToldOther", "ToldStation", "ToldTime", "told_station"]

ONE_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class ToldLine:
    """An office line: what it is, how it is reached, and when somebody is there."""

    form: str
    value: str
    hours: tuple[tuple[str, str], ...]


@attrs.frozen(kw_only=True)
class ToldOffer:
    """A service: who offers it, when, whom it is for and what it costs; None: nobody said."""

    item: str
    provider: str | None
    when: str | None
    price: str | None
    whom: str | None
    channel: str | None
    promise: str | None


@attrs.frozen(kw_only=True)
class ToldOther:
    """A day of the month on which the hours are not those of its weekday.

    Attributes:
        doubt: How certain that is, where no notice announced it.
    """

    day: date
    weekday: str
    kind: str
    doubt: str | None
    hours: str


@attrs.frozen(kw_only=True)
class ToldTime:
    """A session of the month, and the body that calls it; never who holds it."""

    day: date
    weekday: str
    start: str
    end: str
    kind: str
    topic: str | None
    organiser: str | None


@attrs.frozen(kw_only=True)
class ToldStation:
    """A station as everybody may know it.

    Attributes:
        notice: What the guideline is and is not.
        guideline: Its title.
        on: The day on which the sheet is made out.
        status: Where the station stands, in words; None: it is open.
        region: Name of its county, or the code.
        hours: Days and times; None: nobody recorded them.
        others: Days of the month with other hours; empty too without a calendar.
        month: What the month is called.
        lines: Office lines only.
        services: By domain; None: nobody recorded them.
        awards: Classes on record: title, authority, day.
    """

    lang: Lang
    notice: str
    guideline: str
    on: date
    id: str
    name: str
    tier: str | None
    status: str | None
    region: str
    address: str | None
    operator: str | None
    hours: tuple[tuple[str, str], ...] | None
    others: tuple[ToldOther, ...]
    month: str
    times: tuple[ToldTime, ...]
    lines: tuple[ToldLine, ...]
    facilities: tuple[str, ...] | None
    services: tuple[tuple[str, tuple[ToldOffer, ...]], ...] | None
    awards: tuple[tuple[str, str, date | None], ...]


def told_station(  # noqa: PLR0913 - what a sheet rests on
    station: Station,
    register: Register,
    guideline: Guideline,
    on: date,
    *,
    calendar: WorkCalendar | None = None,
    lang: Lang = "zh",
    names: Names | None = None,
) -> ToldStation:
    """Return all that the sheet says: the month is that of ``on``.

    No name of a person, no personal line, no count of people, no note: only what the office
    itself offers to everybody. Of a session it tells the kind, the topic and the body that calls
    it, and not the host: where a table names a speaker, that is who holds it.

    >>> from ridehire_partybuild import Region, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"),
    ...                   hours=OpeningHours.parse("Mo-Fr 09:00-17:00"))
    >>> told = told_station(station, Register(), reference_guideline(), date(2026, 2, 3))
    >>> told.month, told.region, told.hours[0]
    ('2026年2月', '东营区', ('周一至周五', '09:00–17:00'))
    """
    status, month = station.status(on), Period.containing(on, PeriodUnit.MONTH)
    return ToldStation(
        lang=lang,
        notice=guideline.notice.in_(lang),
        guideline=guideline.title.in_(lang),
        on=on,
        id=str(station.id),
        name=station.name,
        tier=None if station.tier is None else station.tier.label(lang),
        status=None if status is StationStatus.OPEN else status.label(lang),
        region=station.region.name(on, names) or str(station.region),
        address=station.site.address,
        operator=None if station.operator is None else station.operator.name,
        hours=None if station.hours is None else hours_told(station.hours, lang),
        others=tuple(_others(station.hours, calendar, month, lang)),
        month=explain_span(month.span, lang),
        times=tuple(_times(station, register, month, lang)),
        lines=tuple(_lines(station, on, lang)),
        facilities=_facilities(station, lang),
        services=None if station.services is None else tuple(_services(station.services, lang)),
        awards=tuple((one.title, one.authority, one.granted_on) for one in station.awards),
    )


def _facilities(station: Station, lang: Lang) -> tuple[str, ...] | None:
    if station.facilities is None:
        return None
    return tuple(dict.fromkeys(one.kind.label(lang) for one in station.facilities))


def _lines(station: Station, on: date, lang: Lang) -> Iterator[ToldLine]:
    """Yield the office's own lines. "Only office lines are ever printed"."""
    for one in station.contacts:
        if one.kind is ContactKind.OFFICE_LINE and not one.is_over(on):
            yield ToldLine(
                form=(one.form or one.kind).label(lang),
                value=one.value,
                hours=() if one.hours is None else hours_told(one.hours, lang),
            )


def _others(
    hours: OpeningHours | None, calendar: WorkCalendar | None, month: Period, lang: Lang
) -> Iterator[ToldOther]:
    if hours is None or calendar is None:
        return
    for day in month.span:
        spans = open_spans(hours, day, calendar)
        if spans != hours.week[day.weekday()]:
            told = calendar.day(day)
            sure = told.certainty is Certainty.ANNOUNCED
            yield ToldOther(
                day=day,
                weekday=render(f"weekday.{day.isoweekday()}", lang),
                kind=told.kind.label(lang),
                doubt=None if sure else told.certainty.label(lang),
                hours=spans_told(spans, lang),
            )


def _times(station: Station, register: Register, month: Period, lang: Lang) -> Iterator[ToldTime]:
    own = (one for one in register.sessions if one.station == station.id and one.day in month)
    for one in sorted(own, key=lambda one: (one.start, one.id)):
        if one.status is not SessionStatus.CANCELLED:
            yield ToldTime(
                day=one.day,
                weekday=render(f"weekday.{one.start.isoweekday()}", lang),
                start=f"{one.start:%H:%M}",
                end=f"{one.end:%H:%M}",
                kind=kind_label(one.kind, register, lang),
                topic=one.topic,
                organiser=None if one.organiser is None else one.organiser.name,
            )


def _services(
    services: Iterable[Service], lang: Lang
) -> Iterator[tuple[str, tuple[ToldOffer, ...]]]:
    by_domain: dict[ServiceDomain, list[Service]] = {domain: [] for domain in ServiceDomain}
    for one in services:
        by_domain[one.domain].append(one)
    for domain, own in by_domain.items():
        if own:
            yield domain.label(lang), tuple(_offer(one, lang) for one in own)


def _offer(service: Service, lang: Lang) -> ToldOffer:
    promise, channel = service.promise, service.channel
    return ToldOffer(
        item=service.item,
        provider=None if service.provider is None else service.provider.name,
        when=_when(service, lang),
        price=_price(service, lang),
        whom=service.eligibility,
        channel=None if channel is None else channel.label(lang),
        promise=None if promise is None else promise_told(promise, lang),
    )


def _when(service: Service, lang: Lang) -> str | None:
    if isinstance(service.when, Cadence):
        return cadence_told(service.when, lang)
    if service.when is not None:
        return times_told(service.when, lang)
    return render("station_page.always", lang) if service.during_opening_hours else None


def _price(service: Service, lang: Lang) -> str | None:
    if service.free:
        return render("station_page.free", lang)
    return None if service.price_fen is None else price_told(service.price_fen, lang)
