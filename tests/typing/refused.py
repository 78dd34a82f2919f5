"""What type checkers must refuse: each marked line, and no other."""

from datetime import date

from ridehire_partybuild import (
    ActorId,
    Guideline,
    Plan,
    Region,
    Register,
    Span,
    Station,
    StationId,
    WorkCalendar,
    assess,
    explain,
    load,
    merge,
    plan,
)


def wrong(  # noqa: PLR0913, PLR0917 - one of each
    register: Register, guideline: Guideline, station: Station, made: Plan, on: date, span: Span
) -> None:
    """One mistake a line."""
    station.name = "another"  # wrong
    station.area  # wrong  # noqa: B018
    register.stations.append(station)  # wrong
    register.with_("S-1")  # wrong
    Span.parse(2026)  # wrong
    Region(370502)  # wrong
    Register([station])  # wrong
    Register(station=[station])  # wrong
    Span(start=on)  # wrong
    assess(register, on, guideline)  # wrong
    assess(register, guideline, "2026-01-15")  # wrong
    assess(register, guideline, on, on)  # wrong
    assess(register, guideline, on, profile="basic")  # wrong
    plan((), register, WorkCalendar(), span, seed="one")  # wrong
    plan((), register, WorkCalendar(), span, on)  # wrong
    merge(register, guideline)  # wrong
    explain(assess(register, guideline, on), made)  # wrong
    told = assess(register, guideline, on)
    explain(told.findings[0], told, "fr")  # wrong
    there: Guideline = load("register.json", Register)  # wrong
    where: StationId = ActorId("A-1")  # wrong
    seats: int = station.site.seats  # wrong
    del there, where, seats
