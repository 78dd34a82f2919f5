"""Small cities whose plans are kept, and all that is told of them as text.

"Deterministic: equal inputs give equal bytes", on every machine and in every release that does not
say otherwise in its changelog. Where a plan is meant to be another, write the files anew
(``python -m tests.scheduling.kept_plans``), read what changed, and say so in the changelog.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import attrs

from ridehire_partybuild import (
    DEFAULT_POLICY,
    SHANGHAI,
    ActivityKind,
    Cadence,
    DayPolicy,
    Duty,
    Exemption,
    Host,
    Modality,
    NoDayPolicy,
    OpeningHours,
    Party,
    Period,
    PeriodUnit,
    Plan,
    Policy,
    Region,
    Register,
    Roll,
    Rule,
    RuleSeverity,
    Session,
    SessionStatus,
    Severity,
    ShiftPattern,
    Site,
    Skill,
    Span,
    Station,
    Text,
    analysis,
    explain_recommendation,
    explain_score,
    explain_shortfall,
    least_unplaced,
    plan,
    recommend,
    replan,
    shift_coverage,
    shortfalls,
    violations,
    work_calendar,
)
from ridehire_partybuild.scheduling.telling import session_told, start_told
from ridehire_partybuild.values import DutyId

__all__ = ["CITIES", "KEPT", "PARTS", "told"]

KEPT = Path(__file__).parent / "kept"
CALENDAR = work_calendar()
OFFICE = OpeningHours.parse("Mo-Fr 09:00-17:00; PH off")
EVENING = OpeningHours.parse("Mo-Sa 13:00-21:00")
COUNTIES = ("370502", "370503", "370505", "370522", "370523")


def _station(number: int, **more: Any) -> Station:
    county = COUNTIES[number % len(COUNTIES)]
    usual: dict[str, Any] = {"hours": OFFICE, "site": Site(seats=20)}
    return Station(
        id=f"S-{number}", name=f"示例{number}号", region=Region(county), **{**usual, **more}
    )


def _host(number: int, *skills: Skill, **more: Any) -> Host:
    usual: dict[str, Any] = {"hours": OFFICE}
    return Host(
        id=f"H-{number}", party=Party(name=f"示例{number}所"), skills=skills, **{**usual, **more}
    )


def _duty(station: int, kind: ActivityKind, cadence: str, **more: Any) -> Duty:
    name = f"S-{station}"
    return Duty(
        id=f"D-{station}-{kind.value}", subject=name, station=name, kind=kind,
        cadence=Cadence.parse(cadence), **more,
    )  # fmt: skip


def scarce() -> Plan:
    """Five stations want the one lawyer every month, who comes twice a week."""
    lawyer = _host(
        1, Skill.LEGAL, region=Region("370502"), per_day=1, per_week=2,
        days_off=[date(2026, 2, day) for day in (3, 4, 5)],
    )  # fmt: skip
    clinics = [
        _duty(n, ActivityKind.LEGAL_CLINIC, "2/month", skill=Skill.LEGAL, minutes=120)
        for n in range(1, 6)
    ]
    city = Register(stations=[_station(n) for n in range(1, 6)], hosts=[lawyer])
    return plan(clinics, city, CALENDAR, Span.parse("2026-02-01/2026-03-31"), seed=3)


def crossing() -> Plan:
    """Two trainers go about the counties, each session two weeks from the last one."""
    hosts = [
        _host(1, Skill.FIRST_AID, region=Region("370502"), per_day=2),
        _host(2, Skill.FIRST_AID, Skill.LEGAL, region=Region("370523"), hours=EVENING, per_week=3),
    ]
    stations = [_station(n, hours=EVENING if n % 2 else OFFICE) for n in range(1, 5)]
    owed = [
        *(
            _duty(
                n, ActivityKind.FIRST_AID_TRAINING, "2/month", skill=Skill.FIRST_AID,
                smallest_gap=5, ideal_gap=14, minutes=90 + 30 * n,
            )
            for n in range(1, 5)
        ),
        _duty(1, ActivityKind.LEGAL_CLINIC, "1/month", skill=Skill.LEGAL, minutes=60),
        _duty(
            2, ActivityKind.READING_CIRCLE, "1/month", modality=Modality.SHOULD,
            preferred=OpeningHours.parse("We 14:00-16:00"),
        ),
    ]  # fmt: skip
    city = Register(stations=stations, hosts=hosts)
    return plan(owed, city, CALENDAR, Span.parse("2026-03-01/2026-04-30"), seed=1)


def feasts() -> Plan:
    """Fixed days that fall on the Spring Festival or May Day, rolled each way or excused."""
    ways = [
        (1, Roll.FOLLOWING, NoDayPolicy.WAIVE),
        (2, Roll.PRECEDING, NoDayPolicy.ROLL),
        (3, Roll.NEAREST, NoDayPolicy.ALLOW_HOLIDAY),
    ]
    owed = [
        _duty(
            n, ActivityKind.THEME_PARTY_DAY, "1/month", fixed_day=17 if n < 3 else 1,
            roll=roll, no_day=no_day, days=DayPolicy.ANY, minutes=90,
        )
        for n, roll, no_day in ways
    ]  # fmt: skip
    let_off = Exemption(
        id="X-1", subject="S-1", duty=DutyId("D-1-theme_party_day"), period=Period.parse("2026-04"),
        reason="示例", authority="示例局",
    )  # fmt: skip
    weeks = _duty(4, ActivityKind.MICRO_LESSON, "1/week", no_day=NoDayPolicy.ROLL, minutes=30)
    city = Register(stations=[_station(n) for n in range(1, 5)], exemptions=[let_off])
    span = Span.parse("2026-02-01/2026-05-10")
    return plan([*owed, weeks], city, CALENDAR, span, on=date(2026, 2, 10), seed=2)


def _shift(name: str, hours: str, count: int) -> ShiftPattern:
    label = Text(zh=f"示例{name}", en=name)
    return ShiftPattern(
        id=name, label=label, hours=OpeningHours.parse(hours), count=count, source="示例"
    )


def _rotating() -> Policy:
    return attrs.evolve(
        DEFAULT_POLICY,
        shifts=[
            _shift("day", "Mo-Su 13:00-17:00", 20),
            _shift("night", "Mo-Su 17:00-21:00", 9),
        ],
        rotation=PeriodUnit.MONTH,
        severities=[RuleSeverity(rule=Rule.PEAK, severity=Severity.WARN)],
        spacing_points=3,
        fairness_points=4,
    )


def shifts() -> Plan:
    """Two shifts of drivers, a policy that lets peaks pass with a warning, a room too small."""
    stations = [
        _station(1, hours=EVENING),
        _station(2, hours=EVENING, site=Site(seats=5)),
        _station(3, hours=None),
    ]
    owed = [
        _duty(n, ActivityKind.SAFE_DRIVING_TRAINING, "2/month", seats=12, minutes=60)
        for n in (1, 2, 3)
    ]
    city = Register(stations=stations)
    span = Span.parse("2026-05-01/2026-06-30")
    return plan(owed, city, CALENDAR, span, policy=_rotating(), seed=5)


def moved() -> Plan:
    """What becomes of the crossing trainers once one is away for a fortnight."""
    old = crossing()
    away = [date(2026, 4, 6) + timedelta(days=number) for number in range(14)]
    first, second = old.inputs.register.hosts
    register = old.inputs.register.with_(attrs.evolve(first, days_off=away), second)
    return replan(old, register=register, on=date(2026, 4, 1), change_budget=3).plan


def crowded() -> Plan:
    """More is wanted than three hosts can hold, with gaps, peaks, shifts and far ways between."""
    morning = OpeningHours.parse("Mo-Fr 09:30-12:00; PH off")
    hosts = [
        _host(1, Skill.LEGAL, Skill.FIRST_AID, region=Region("370502"), per_day=2, per_week=3),
        _host(2, Skill.FIRST_AID, region=Region("370522"), hours=morning, per_day=1, per_week=2),
        _host(3, Skill.LEGAL, hours=EVENING, per_week=2, days_off=[date(2026, 9, 8)]),
    ]
    hours = (OFFICE, EVENING, morning)
    stations = [_station(n, hours=hours[n % 3], site=Site(seats=8 + 6 * n)) for n in range(1, 7)]
    owed = [
        duty
        for n in range(1, 7)
        for duty in (
            _duty(
                n, ActivityKind.LEGAL_CLINIC, f"{1 + n % 2}/month", skill=Skill.LEGAL,
                minutes=60 + 30 * (n % 3), smallest_gap=6 + n, ideal_gap=12,
                preferred=OpeningHours.parse("Tu,Th 10:00-15:00"),
            ),
            _duty(
                n, ActivityKind.FIRST_AID_TRAINING, "2/month", skill=Skill.FIRST_AID,
                minutes=120, seats=10, smallest_gap=4,
                modality=Modality.SHALL if n % 2 else Modality.SHOULD,
            ),
        )
    ]  # fmt: skip
    theirs = [
        Session(
            id=f"X-{n}", kind=ActivityKind.LEGAL_CLINIC, station=f"S-{n}", host="H-1",
            start=datetime(2026, 9, 1 + 7 * (n % 3), 10, tzinfo=SHANGHAI),
            end=datetime(2026, 9, 1 + 7 * (n % 3), 11, tzinfo=SHANGHAI),
            duty=f"D-{n}-legal_clinic" if n == 1 else None,
            status=SessionStatus.HELD if n == 1 else SessionStatus.PLANNED,
        )
        for n in (1, 2, 4)
    ]  # fmt: skip
    city = Register(stations=stations, hosts=hosts, sessions=theirs)
    span = Span.parse("2026-09-01/2026-10-31")
    return plan(owed, city, CALENDAR, span, on=date(2026, 9, 3), policy=_rotating(), seed=7)


CITIES: Mapping[str, Callable[[], Plan]] = {
    one.__name__: cache(one) for one in (scarce, crossing, feasts, shifts, moved, crowded)
}


def _planned(made: Plan) -> Iterator[str]:
    """Yield the sessions, what is left, the ledger, and what the plan scores."""
    register = made.inputs.register
    for one in sorted(made.sessions, key=lambda one: (one.start, one.id)):
        what = session_told(one, register, "zh")
        yield f"{start_told(one, 'zh')} {what} {one.host} {one.duty} {one.period}"
    for left in made.unplaced:
        tally = ", ".join(f"{part.rule.value} {part.count}" for part in left.blocked)
        yield f"unplaced {left.duty} {left.period} {left.ordinal}: {tally}"
    for entry in made.ledger:
        yield f"{entry.duty} {entry.period} {entry.state.value} {entry.required} {entry.planned}"
    yield f"{made.score} of {made.bound}, {made.moves_made} moves, at least {least_unplaced(made)}"
    yield explain_score(analysis(made), made, "zh")
    for gap in shift_coverage(made):
        yield str(gap)
    broken = violations(
        made.sessions, register, CALENDAR, policy=made.inputs.policy, duties=made.inputs.duties
    )
    yield from (f"{one.rule.value} {' '.join(one.sessions)}" for one in broken)


def _short(made: Plan) -> Iterator[str]:
    """Yield what cannot be held, and what was tried against it."""
    for short in shortfalls(made, trials=2):
        yield explain_shortfall(short, made.inputs, "zh")


def _elsewhere(made: Plan) -> Iterator[str]:
    """Yield where else the first sessions could be."""
    for one in made.sessions[:2]:
        for place in recommend(one, made):
            yield f"{one.duty}: {explain_recommendation(place, made.inputs.register, 'zh')}"


PARTS: Mapping[str, Callable[[Plan], Iterator[str]]] = {
    "planned": _planned,
    "short": _short,
    "elsewhere": _elsewhere,
}


def told(city: str, part: str) -> str:
    """Return one part of what is told of the plan of a city."""
    return "".join(f"{line}\n" for line in PARTS[part](CITIES[city]()))


if __name__ == "__main__":
    for name, part in product(CITIES, PARTS):
        KEPT.joinpath(f"{name}-{part}.txt").write_text(told(name, part), encoding="utf-8")
