"""A station, a duty, a host and what a plan is made from, each as plain as it can be."""

from datetime import date, datetime, timedelta
from typing import Any

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Host, Party, Register, Session, Site, Station
from ridehire_partybuild.scheduling import DEFAULT_POLICY, PlanInputs
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    Cadence,
    OpeningHours,
    Region,
    SessionStatus,
    Skill,
    Span,
    Tier,
)

__all__ = ["at", "clinic", "inputs_of", "lawyer", "session", "station"]

MARCH = Span.parse("2026-03-01/2026-03-31")


def at(text: str) -> datetime:
    """An aware moment."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def _given(plain: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    if isinstance(changes.get("hours"), str):
        changes["hours"] = OpeningHours.parse(changes["hours"])
    return plain | changes


def station(number: int = 1, **changes: Any) -> Station:
    """A station of Dongying with office hours."""
    plain: dict[str, Any] = {
        "id": f"S-{number}",
        "name": f"示例{number}号",
        "region": Region("370502"),
        "tier": Tier.BASIC,
        "site": Site(seats=20),
        "hours": OpeningHours.parse("Mo-Fr 08:30-17:00; PH off"),
    }
    return Station(**_given(plain, changes))


def lawyer(number: int = 1, **changes: Any) -> Host:
    """A lawyer who comes on Tuesdays and Thursdays."""
    plain: dict[str, Any] = {
        "id": f"H-{number}",
        "party": Party(name=f"示例{number}律所"),
        "skills": (Skill.LEGAL,),
        "hours": OpeningHours.parse("Tu,Th 09:00-17:00; PH off"),
    }
    return Host(**_given(plain, changes))


def clinic(number: int = 1, cadence: str = "1/month", **changes: Any) -> Duty:
    """A clinic that a station owes."""
    plain: dict[str, Any] = {
        "id": f"D-{number}",
        "subject": f"S-{number}",
        "station": f"S-{number}",
        "kind": ActivityKind.LEGAL_CLINIC,
        "cadence": Cadence.parse(cadence),
        "skill": Skill.LEGAL,
        "minutes": 60,
    }
    return Duty(**plain | changes)


def session(name: str, start: str, minutes: int = 60, **changes: Any) -> Session:
    """A clinic planned at the first station."""
    plain: dict[str, Any] = {
        "kind": ActivityKind.LEGAL_CLINIC,
        "station": "S-1",
        "status": SessionStatus.PLANNED,
    }
    begin = at(start)
    return Session(id=name, start=begin, end=begin + timedelta(minutes=minutes), **plain | changes)


def inputs_of(*records: Any, **changes: Any) -> PlanInputs:
    """What a plan of March 2026 is made from: duties and records of a register, in any order."""
    duties = [one for one in records if isinstance(one, Duty)]
    register = Register().with_(*(one for one in records if not isinstance(one, Duty)))
    plain: dict[str, Any] = {
        "duties": duties,
        "register": register,
        "calendar": WorkCalendar(),
        "span": MARCH,
        "on": date(2026, 3, 1),
        "policy": DEFAULT_POLICY,
    }
    return PlanInputs(**plain | changes)
