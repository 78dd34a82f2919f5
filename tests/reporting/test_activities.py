"""What was held, who came, and what of it was owed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Activities,
    ActivityKind,
    Breakdown,
    Exemption,
    Guideline,
    Period,
    Region,
    Register,
    Session,
    SessionStatus,
    Station,
    activities,
    loads,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.testing import strategies

HELD = strategies.registers(stations=(1, 2), sessions=(0, 10))
YEARS = st.integers(2025, 2026)


def quarterly() -> Guideline:
    """One lecture at each station each quarter: the only rule."""
    return loads(
        """
        {"format": "ridehire-partybuild/guideline/1", "id": "own",
         "title": {"zh": "示例", "en": "example"}, "notice": {"zh": "示例", "en": "an example"},
         "requirements": [{"id": "lecture", "clause": "1", "group": "A", "subject": "station",
           "modality": "shall", "title": {"zh": "党课", "en": "lecture"},
           "text": {"zh": "党课", "en": "lecture"}, "word": "应",
           "check": {"held": "party_lecture", "times": 1, "per": "quarter"},
           "remedy": {"zh": "补课", "en": "hold it"}, "responsible": "authority",
           "source": {"document": "示例", "kind": "local_practice"}, "basis": "rule",
           "effective_from": "2020-01-01"}]}
        """,
        Guideline,
    )


@given(HELD, YEARS)
def test_figures_of_sessions_rest_on_their_records(
    traced: Callable[..., None], register: Register, year: int
) -> None:
    """Every figure of sessions is traceable: those it names are all that it needs."""
    rules, calendar = quarterly(), work_calendar()

    def figures(one: Register) -> list[Any]:
        told = activities(one, rules, calendar, year)
        return [figure for figure in told.figures if figure.name.startswith("sessions.")]

    traced(figures, register)


@given(HELD, YEARS)
@settings(max_examples=20)
def test_what_is_owed_is_held_excused_or_missed(register: Register, year: int) -> None:
    """Nothing is lost: required = held + excused + missed, of all and kind by kind."""
    told = activities(register, reference_guideline(), work_calendar(), year)
    groups = {(one.by, one.of) for one in told.figures if one.name == "duties.required"}
    assert (Breakdown.ALL, None) in groups
    for by, of in groups:
        required, held, waived, missed = (
            told.figure(f"duties.{name}", of, by)
            for name in ("required", "held", "waived", "missed")
        )
        lows = [one.low or 0 for one in (held, waived, missed)]
        highs = [one.high or 0 for one in (held, waived, missed)]
        assert min(lows) >= 0
        assert sum(lows) <= (required.low or 0) <= (required.high or 0) <= sum(highs)
        if required.is_known:  # else nobody can tell whether a rule applies
            assert required.low == lows[0] + lows[1] + highs[2] == highs[0] + lows[1] + lows[2]


@given(HELD, YEARS)
def test_few_participants_are_not_shown(register: Register, year: int) -> None:
    """Fewer than three who came are withheld, kind by kind and station by station."""
    told = activities(register, quarterly(), work_calendar(), year)
    held = [one for one in register.sessions
            if one.status is SessionStatus.HELD and one.day.year == year]  # fmt: skip
    for kind in {one.kind.value for one in held}:
        came = [one.attendance for one in held if one.kind.value == kind]
        known = [one for one in came if one is not None]
        if known and sum(known) < 3:
            assert told.figure("sessions.participants", kind).suppressed


def lecture(number: int, month: int, came: int | None, **more: Any) -> Session:
    """A lecture at the station in 2025."""
    start = datetime(2025, month, 14, 14, tzinfo=SHANGHAI)
    return Session(
        id=f"R-{number}", kind=ActivityKind.PARTY_LECTURE, start=start,
        end=start.replace(hour=15), attendance=came,
        **{"station": "S-1", "status": SessionStatus.HELD, **more},
    )  # fmt: skip


def example(records_since: date | None) -> Register:
    """Three lectures at a station in 2025, two of them in one quarter, one quarter excused."""
    station = Station(id="S-1", name="示例", region=Region("370502"), records_since=records_since)
    return Register(
        stations=[station],
        sessions=[
            lecture(1, 2, 20),
            lecture(2, 3, None),
            lecture(3, 5, 11),
            lecture(4, 8, 9, status=SessionStatus.CANCELLED),
        ],
        exemptions=[
            Exemption(id="X-1", subject="S-1", duty="S-1.party_lecture", reason="搬迁",
                      period=Period.parse("2025-Q4"), authority="示例局")
        ],
    )  # fmt: skip


def numbers(told: Activities) -> dict[str, str]:
    """What was owed and what became of it."""
    names = ("required", "held", "waived", "missed")
    return {name: told.figure(f"duties.{name}").value() for name in names}


def test_activities_of_an_example() -> None:
    """Two lectures in one quarter serve it once; a quarter that is excused is not missed."""
    told = activities(example(date(2024, 1, 1)), quarterly(), work_calendar(), 2025)
    assert numbers(told) == {"required": "4", "held": "2", "waived": "1", "missed": "1"}
    assert told.figure("sessions.held", "S-1").value() == "3"
    people = told.figure("sessions.participants", "party_lecture")
    assert (people.value(), people.unknown) == ("at least 31 people", ("R-2.attendance",))
    assert told.figure("duties.held").sources == ("R-1", "R-2", "R-3")
    assert told.figure("duties.required").sources == ("S-1",)


def test_what_is_due_after_the_record_ends_is_not_known() -> None:
    """A quarter is neither held nor missed while a session may serve it yet: a week longer."""
    rules, calendar = quarterly(), work_calendar()
    for on, held, missed, unknown in (
        (date(2025, 10, 7), "2", "1", ()),
        (date(2025, 10, 6), "2–3", "0–1", ("S-1.sessions",)),
        (date(2025, 9, 30), "2–3", "0–1", ("S-1.sessions",)),
    ):
        told = activities(example(date(2024, 1, 1)), rules, calendar, 2025, on=on)
        assert numbers(told) == {"required": "4", "held": held, "waived": "1", "missed": missed}
        assert told.figure("duties.missed").unknown == unknown
        assert told.figure("duties.held").unknown == unknown
    both = activities(example(None), rules, calendar, 2025, on=date(2025, 9, 29))
    assert both.figure("duties.missed").unknown == ("S-1.records_since", "S-1.sessions")


def test_a_lack_of_records_is_no_evidence() -> None:
    """Where nobody says that the records are complete, more may have been held, and less missed."""
    told = activities(example(None), quarterly(), work_calendar(), 2025)
    assert numbers(told) == {"required": "4", "held": "2–3", "waived": "1", "missed": "0–1"}
    assert told.figure("duties.missed").unknown == ("S-1.records_since",)
    assert told.figure("sessions.held", "S-1").value() == "at least 3"
    people = told.figure("sessions.participants")
    assert people.unknown == ("R-2.attendance", "S-1.records_since")
