"""The workload: seeded stations with varied values, some of them not known, and observations."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from ridehire_partybuild.model import (
    Consent,
    Contact,
    FacilityItem,
    Observation,
    Party,
    Person,
    Register,
    Service,
    Site,
    Station,
)
from ridehire_partybuild.values import (
    Channel,
    ContactKind,
    Facility,
    Method,
    OpeningHours,
    Posting,
    Region,
    ServiceDomain,
    Setting,
    Tier,
    TimePromise,
)

__all__ = ["ON", "made_register"]

ON = date(2026, 6, 30)
UNKNOWN = 0.03
"""Of each declared value that so many are not known; what only observation tells, comes on top."""

OBSERVED = 0.3
_REGIONS = tuple(map(Region, ("370502", "370503", "370505", "370102", "370202", "370602")))
_OPENS = ("08:00", "08:30", "09:00", "09:30", "07:00")
_CLOSES = ("16:30", "17:00", "18:00", "20:00", "21:30", "22:00")
_DAYS = ("Mo-Fr", "Mo-Sa", "Mo-Su")
_PROMISE = TimePromise.parse("3 working_days")
_PURPOSE = "值守联系"

Any_ = TypeVar("Any_")


def _perhaps(rng: Random, value: Any_) -> Any_ | None:
    return None if rng.random() < UNKNOWN else value


def _day(rng: Random, earliest: int, latest: int) -> date:
    """Return a day so many days after `ON`."""
    return ON + timedelta(days=rng.randint(earliest, latest))


def _some(rng: Random, words: type[Any_], share: float) -> list[Any_]:
    return [word for word in words if rng.random() < share]  # type: ignore[attr-defined]


def _facilities(rng: Random) -> list[FacilityItem]:
    return [
        FacilityItem(
            kind=kind,
            count=_perhaps(rng, rng.randint(1, 6)),
            expires_on=_perhaps(rng, _day(rng, -60, 700))
            if kind is Facility.FIRST_AID_BOX
            else None,
        )
        for kind in _some(rng, Facility, 0.7)
    ]


def _services(rng: Random) -> list[Service]:
    domains = [domain for domain in ServiceDomain for _ in range(rng.randint(0, 3))]
    return [
        Service(
            domain=domain,
            item=f"示例事项{number}",
            free=_perhaps(rng, rng.random() < 0.97),
            channel=rng.choice(tuple(Channel)) if rng.random() < 0.99 else None,
            promise=_PROMISE if rng.random() < 0.3 else None,
        )
        for number, domain in enumerate(domains)
    ]


def _hours(rng: Random) -> OpeningHours:
    text = f"{rng.choice(_DAYS)} {rng.choice(_OPENS)}-{rng.choice(_CLOSES)}"
    return OpeningHours.parse(text + ("; PH off" if rng.random() < 0.7 else ""))


def _consent(rng: Random) -> Consent | None:
    ends = _day(rng, -40, 600) if rng.random() < 0.5 else None
    return _perhaps(rng, Consent(purpose=_PURPOSE, given_on=date(2025, 1, 6), expires_on=ends))


def _head(rng: Random, number: int) -> Person:
    named = rng.random() < 0.5
    return Person(
        token=f"P-{number}",
        name="示例甲" if named else None,
        consent=_consent(rng) if named else None,
    )


def _contacts(rng: Random) -> list[Contact]:
    lines = [
        Contact(kind=ContactKind.OFFICE_LINE, value=f"0546-{rng.randint(1000000, 9999999)}")
        for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3)))
    ]
    if rng.random() < 0.2:
        own = Contact(kind=ContactKind.PERSONAL, value="13800000000", consent=_consent(rng))
        lines.append(own)
    return lines


def _site(rng: Random) -> Site:
    return Site(
        address=_perhaps(rng, "示例路1号"),
        area_m2=_perhaps(rng, Decimal(rng.randint(60, 800)) / 10),
        seats=_perhaps(rng, rng.randint(2, 80)),
        parking_bays=_perhaps(rng, rng.randint(0, 12)),
    )


def _station(rng: Random, number: int) -> Station:
    return Station(
        id=f"S-{number:05}",
        name=f"示例阵地{number}",
        region=rng.choice(_REGIONS),
        tier=_perhaps(rng, rng.choice(tuple(Tier))),
        operator=_perhaps(rng, Party(name="示例运行单位")),
        setting=_perhaps(rng, rng.choice(tuple(Setting))),
        site=_site(rng),
        facilities=_perhaps(rng, _facilities(rng)),
        services=_perhaps(rng, _services(rng)),
        postings=_perhaps(rng, _some(rng, Posting, 0.8)),
        hours=_perhaps(rng, _hours(rng)),
        on_map=_perhaps(rng, rng.random() < 0.8),
        head=_perhaps(rng, _head(rng, number)),
        contacts=_perhaps(rng, _contacts(rng)) or (),
        opened_on=date(2025, 3, 1),
        closed_on=_day(rng, -90, 90) if rng.random() < 0.02 else None,
        recorded_on=_day(rng, -120, 0) if rng.random() < 0.6 else None,
    )


_SEEN = (
    "signage.outdoor", "signage.unified", "line.answered", "fire_safety.passed",
    "site.area_m2", "site.seats", "site.parking_bays", "on_map", "facilities", "postings",
    "first_aid_box.expires_on", "services.basic_free", "contacts.office_lines",
)  # fmt: skip
"""What somebody on the spot looks at; the first four can be known in no other way."""


def _value(rng: Random, fact: str) -> bool | Decimal | str | tuple[str, ...]:
    match fact:
        case "site.area_m2":
            return Decimal(rng.randint(60, 800)) / 10
        case "site.seats" | "site.parking_bays" | "contacts.office_lines":
            return Decimal(rng.randint(0, 40))
        case "facilities":
            return tuple(word.value for word in _some(rng, Facility, 0.7))
        case "postings":
            return tuple(word.value for word in _some(rng, Posting, 0.8))
        case "first_aid_box.expires_on":
            return _day(rng, -60, 700).isoformat()
        case _:
            return rng.random() < 0.8


def _days(rng: Random) -> tuple[date, date | None]:
    """Return when it was seen and how long it counts: some lapsed, some dated after `ON`."""
    chance = rng.random()
    if chance < 0.15:
        return _day(rng, -300, -200), _day(rng, -150, -1)
    if chance < 0.2:
        return _day(rng, 1, 30), None
    return _day(rng, -150, 0), _day(rng, 0, 300) if rng.random() < 0.5 else None


def _observations(rng: Random, station: str) -> list[Observation]:
    facts = [fact for fact in _SEEN[:4] if rng.random() < 0.9]
    facts += rng.sample(_SEEN[4:], rng.randint(0, 3))
    found: list[Observation] = []
    for fact in facts:
        collected, expires = _days(rng)
        # a second one of the same day disagrees as often as not
        for _ in range(2 if rng.random() < 0.1 else 1):
            found.append(
                Observation(
                    id=f"O-{station}-{len(found)}",
                    subject=station,
                    fact=fact,
                    value=_value(rng, fact),
                    method=Method.EXAMINE,
                    collected_on=collected,
                    expires_on=expires,
                )
            )
    return found


def made_register(count: int, seed: int = 4) -> Register:
    """Return a register of so many stations, the same for the same seed."""
    rng = Random(seed)
    stations = [_station(rng, number) for number in range(count)]
    seen = [one.id for one in stations if rng.random() < OBSERVED]
    observations = [one for station in seen for one in _observations(rng, station)]
    return Register(stations=stations, observations=observations)
