"""The loop by hand, the measure of all others: these 40 clauses and no more, and only counts.

No catalogue, no checks as data, no verdicts: what a good programmer would write who had to know
only how many clauses pass, fail, cannot be told or do not apply. Not known and conflicting are one
``None``; what has no bearer is `ABSENT`. It sees only observations of facts that are looked at
on the spot, as the workload makes them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from ridehire_partybuild.model import Contact, FacilityItem, Observation, Person, Register, Service
from ridehire_partybuild.values import Channel, ContactKind, Facility, ServiceDomain

__all__ = ["Counts", "counted"]

ABSENT = "absent"
_LEGAL, _PARTY = ServiceDomain.LEGAL, ServiceDomain.PARTY
_GOVERNMENT, _DAILY_LIFE = ServiceDomain.GOVERNMENT, ServiceDomain.DAILY_LIFE
_BASIC, _ON_SITE = ServiceDomain.BASIC, Channel.ON_SITE
_BOX, _OFFICE_LINE = Facility.FIRST_AID_BOX, ContactKind.OFFICE_LINE
_FIXED = frozenset(("comprehensive", "basic"))
_SETTINGS = frozenset(("charging_site", "bank", "post_office", "hub", "own_building"))
_NEAR = frozenset(("charging_site", "hub"))
_SIX = frozenset(("microwave", "charging_sockets", "table_and_chairs", "first_aid_box"))
_MOBILE = frozenset(("charging_sockets", "first_aid_box"))
_COMFORT = frozenset(("toilet", "wifi"))
_POSTED = frozenset(("service_list", "opening_hours", "complaint_line"))
_Seen = dict[str, dict[str, list[Observation]]]


class Counts(NamedTuple):
    """How many clauses came to what."""

    passed: int
    failed: int
    cant_tell: int
    inapplicable: int


def _seen(register: Register, on: date) -> _Seen:
    """Return the observations made by the day, by station and fact."""
    found: _Seen = {}
    for one in register.observations:
        if one.collected_on <= on:
            found.setdefault(one.subject, {}).setdefault(one.fact, []).append(one)
    return found


def _settled(fact: str, seen: list[Observation], declared: Any, written: date | None) -> Any:
    """Return what the newest observations say; None: they lapsed, or something contradicts."""
    newest: date | None = None
    value: Any = None
    clash = False
    for one in seen:
        if newest is None or one.collected_on > newest:
            newest, value, clash = one.collected_on, one.value, False
        elif one.collected_on == newest and one.value != value:
            clash = True
    if newest is None or clash:
        return None
    if fact == "first_aid_box.expires_on":
        value = date.fromisoformat(value)
    elif fact in {"facilities", "postings"}:
        value = frozenset(value)
    overtaken = written is not None and written > newest
    return None if overtaken and declared is not None and declared != value else value


def _facilities(items: tuple[FacilityItem, ...] | None) -> tuple[Any, Any]:
    """Return what there is, and the last day of the first-aid box."""
    if items is None:
        return None, None
    kinds, last, undated = set(), None, False
    for item in items:
        kinds.add(item.kind)
        if item.kind is _BOX:
            if item.expires_on is None:
                undated = True
            elif last is None or item.expires_on > last:
                last = item.expires_on
    if _BOX not in kinds:
        return kinds, ABSENT
    return kinds, None if undated else last


def _services(services: tuple[Service, ...]) -> tuple[Any, ...]:  # noqa: C901 - one pass counts all
    """Return counts by domain, whether the basic ones are free, and two more counts."""
    basic = party = government = legal = daily_life = promised = online = 0
    paid = unpriced = unreached = False
    for one in services:
        domain = one.domain
        if domain is _BASIC:
            basic += 1
            if one.free is None:
                unpriced = True
            elif not one.free:
                paid = True
        elif domain is _PARTY:
            party += 1
        elif domain is _GOVERNMENT:
            government += 1
        elif domain is _LEGAL:
            legal += 1
        elif domain is _DAILY_LIFE:
            daily_life += 1
        if one.promise is not None:
            promised += 1
        channel = one.channel
        if channel is None:
            unreached = True
        elif channel is not _ON_SITE:
            online += 1
    free = False if paid else None if unpriced else True
    told = promised or None, None if unreached else online
    return basic, party, government, legal, daily_life, free if basic else ABSENT, *told


def _lines(contacts: tuple[Contact, ...]) -> int | None:
    if not contacts:
        return None
    return sum(1 for one in contacts if one.kind is _OFFICE_LINE)


def _consented(head: Person | None, contacts: Iterable[Contact], on: date) -> Any:
    given = [] if head is None or head.name is None else [head.consent]
    given += [one.consent for one in contacts if one.kind is not _OFFICE_LINE]
    if not given:
        return ABSENT
    if any(one is not None and not one.holds(on) for one in given):
        return False
    return None if None in given else True


_NO_SERVICES = (None,) * 8


def counted(register: Register, on: date) -> Counts:  # noqa: C901, PLR0912, PLR0915 - a call per clause would cost more than the clause
    """Return how many of the 40 clauses pass, fail, cannot be told, or do not apply."""
    passed = unknown = inapplicable = 0
    by_station = _seen(register, on)
    for station in register.stations:
        if not station.is_open(on):
            inapplicable += 40
            continue
        site, hours, contacts = station.site, station.hours, station.contacts
        tier, setting, postings = station.tier, station.setting, station.postings
        area, seats, bays, on_map = site.area_m2, site.seats, site.parking_bays, station.on_map
        outdoor = unified = answered = fire = None
        facilities, box = _facilities(station.facilities)
        services = station.services
        basic, party, government, legal, daily_life, free, promised, online = (
            _NO_SERVICES if services is None else _services(services)
        )
        lines = _lines(contacts)
        consented = _consented(station.head, contacts, on)
        observed = by_station.get(station.id)
        if observed is not None:
            written = station.recorded_on
            for fact, found in observed.items():
                seen = [o for o in found if o.expires_on is None or o.expires_on >= on]
                if fact == "signage.outdoor":
                    outdoor = _settled(fact, seen, None, written)
                elif fact == "signage.unified":
                    unified = _settled(fact, seen, None, written)
                elif fact == "line.answered":
                    answered = _settled(fact, seen, None, written)
                elif fact == "fire_safety.passed":
                    fire = _settled(fact, seen, None, written)
                elif fact == "site.area_m2":
                    area = _settled(fact, seen, area, written)
                elif fact == "site.seats":
                    seats = _settled(fact, seen, seats, written)
                elif fact == "site.parking_bays":
                    bays = _settled(fact, seen, bays, written)
                elif fact == "on_map":
                    on_map = _settled(fact, seen, on_map, written)
                elif fact == "facilities":
                    facilities = _settled(fact, seen, facilities, written)
                elif fact == "postings":
                    declared = None if postings is None else set(postings)
                    postings = _settled(fact, seen, declared, written)
                elif fact == "first_aid_box.expires_on":
                    box = _settled(fact, seen, box, written)
                elif fact == "services.basic_free":
                    free = _settled(fact, seen, free, written)
                elif fact == "contacts.office_lines":
                    lines = _settled(fact, seen, lines, written)
        # the tier decides of nine clauses whether they apply, and is one of its own
        if tier is None:
            unknown += 10
        elif tier in _FIXED:
            passed += 1
            inapplicable += 1
            if area is None:
                unknown += 1
            else:
                passed += area >= 12
            if on_map is None:
                unknown += 1
            else:
                passed += on_map
            if facilities is None:
                unknown += 1
            else:
                passed += (
                    ("air_conditioner" in facilities or "fan" in facilities)
                    and ("water_dispenser" in facilities or "kettle" in facilities)
                    and facilities >= _SIX
                )
            if fire is None:
                unknown += 1
            else:
                passed += fire
            if setting is None:
                unknown += 1
            else:
                passed += setting != "vehicle"
            if tier == "comprehensive":
                inapplicable += 1
                if services is None:
                    unknown += 2
                else:
                    passed += (party >= 1) + (government >= 1)
            else:
                inapplicable += 2
                if services is None:
                    unknown += 1
                else:
                    passed += party + government + legal + daily_life >= 1
        else:
            inapplicable += 8
            if facilities is None:
                unknown += 1
            else:
                passed += (
                    "water_dispenser" in facilities or "kettle" in facilities
                ) and facilities >= _MOBILE
        if outdoor and unified:
            passed += 1
        elif outdoor is not False and unified is not False:
            unknown += 1
        if box is None:
            unknown += 1
        elif box is ABSENT:
            inapplicable += 1
        else:
            passed += box >= on
        if services is None:
            unknown += 5
        else:
            passed += (basic >= 1) + (basic >= 2) + (legal >= 1) + (daily_life >= 1)
            passed += (party > 0) + (government > 0) + (legal > 0) + (daily_life > 0) >= 3
        if promised is None:
            unknown += 1
        else:
            passed += promised >= 1
        if online is None:
            unknown += 1
        else:
            passed += online >= 1
        if free is None:
            unknown += 1
        elif free is ABSENT:
            inapplicable += 1
        else:
            passed += free
        if station.operator is None:
            unknown += 1
        else:
            passed += 1
        if station.head is None:
            unknown += 1
        else:
            passed += 1
        if site.address is None:
            unknown += 1
        else:
            passed += 1
        if lines is None:
            unknown += 1
            unknown += answered is not False
        else:
            passed += lines >= 2
            if lines >= 1 and answered is not False:
                if answered is None:
                    unknown += 1
                else:
                    passed += 1
        if consented is None:
            unknown += 1
        elif consented is ABSENT:
            inapplicable += 1
        else:
            passed += consented
        if seats is None:
            unknown += 2
        else:
            passed += (seats >= 8) + (seats <= 60)
        if area is None:
            unknown += 1
        else:
            passed += area <= 60
        if hours is None:
            unknown += 3
        else:
            minutes = hours.weekly_minutes
            passed += (minutes >= 2400) + (minutes <= 4320) + (hours.holidays is not None)
        if setting is None:
            unknown += 1
        else:
            passed += setting in _SETTINGS
        if bays is None:
            unknown += 1
            near = None
        else:
            passed += bays >= 2
            near = bays >= 4
        if near or setting in _NEAR:
            passed += 1
        elif near is None or setting is None:
            unknown += 1
        if postings is None:
            unknown += 2
        else:
            passed += (set(postings) >= _POSTED) + ("management_rules" in postings)
        if facilities is None:
            unknown += 2
        else:
            passed += facilities >= _COMFORT
            comforts = ("wifi" in facilities) + ("recliner" in facilities)
            passed += comforts + ("shower" in facilities) >= 2
        if facilities is None:
            unknown += 1
        elif "bookshelf" not in facilities:
            inapplicable += 1
        elif postings is None:
            unknown += 1
        else:
            passed += "loan_rules" in postings
    failed = 40 * len(register.stations) - passed - unknown - inapplicable
    return Counts(passed, failed, unknown, inapplicable)
