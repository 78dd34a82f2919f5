"""The year's end: from when on duties are owed, until when they may be served, what comes late."""

from datetime import date, datetime, timedelta

import attrs
import pytest

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    ActorRole,
    Basis,
    DocumentKind,
    Fund,
    Guideline,
    Held,
    Is,
    Modality,
    Period,
    PeriodUnit,
    Region,
    Register,
    Requirement,
    Session,
    SessionStatus,
    Source,
    Span,
    Spending,
    Station,
    SubjectKind,
    Task,
    Text,
    Tier,
    annual_report,
    duties,
    work_calendar,
)

CALENDAR = work_calendar()
SHOWN = Text(zh="示例", en="an example")
TALKS = Requirement(
    id="talks",
    clause="1",
    group="A",
    subject=SubjectKind.STATION,
    modality=Modality.SHALL,
    title=SHOWN,
    text=SHOWN,
    check=Held(held=ActivityKind.PARTY_LECTURE, times=1, per=PeriodUnit.QUARTER),
    source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE),
    basis=Basis.PRACTICE,
    responsible=ActorRole.AUTHORITY,
    remedy=SHOWN,
    effective_from=date(2025, 7, 1),
)
YEARLY = Guideline(id="own", title=SHOWN, notice=SHOWN, requirements=(TALKS,))
"""Its one rule holds from July on."""


def lecture(day: date, period: str | None = None) -> Session:
    """A lecture held on a day, for the period it names."""
    start = datetime(day.year, day.month, day.day, 14, tzinfo=SHANGHAI)
    return Session(
        id=f"L-{day}", kind=ActivityKind.PARTY_LECTURE, station="S-1", start=start,
        end=start + timedelta(hours=1), status=SessionStatus.HELD,
        period=None if period is None else Period.parse(period),
    )  # fmt: skip


HERE = Register(
    stations=[Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
                      records_since=date(2020, 1, 1))]
)  # fmt: skip


def duties_told(register: Register, on: date | None = None) -> list[str]:
    """What the report of 2025 tells of duties: required, held, missed."""
    told = annual_report(register, YEARLY, CALENDAR, 2025, on=on).activities
    return [told.figure(f"duties.{name}").value() for name in ("required", "held", "missed")]


def test_rules_of_a_later_day_ask_for_what_begins_from_then_on() -> None:
    """Rules in force from July owe the quarters that begin from then on, and no others."""
    assert duties_told(HERE) == ["2", "0", "2"]
    assert duties_told(HERE.with_(lecture(date(2025, 8, 1)), lecture(date(2025, 3, 1)))) == [
        "2", "1", "1",
    ]  # fmt: skip
    assert annual_report(HERE, YEARLY, CALENDAR, 2024).next_duties == duties(
        YEARLY, HERE, Span.parse("2025-07-01/2025-12-31")
    )


def test_a_session_serves_one_period_under_whichever_rules() -> None:
    """Once a year until April, once a month from then on: a session of May is of one of the two."""
    yearly = attrs.evolve(
        TALKS,
        check=Held(held=ActivityKind.PARTY_LECTURE, times=1, per=PeriodUnit.YEAR),
        effective_from=date(2024, 1, 1),
        effective_before=date(2025, 4, 1),
    )
    monthly = attrs.evolve(
        TALKS,
        check=Held(held=ActivityKind.PARTY_LECTURE, times=1, per=PeriodUnit.MONTH),
        effective_from=date(2025, 4, 1),
    )
    rules = attrs.evolve(YEARLY, requirements=(yearly, monthly))
    lessons = HERE.with_(lecture(date(2025, 5, 6)))
    told = annual_report(lessons, rules, CALENDAR, 2025).activities
    assert [told.figure(f"duties.{name}").value() for name in ("required", "held", "missed")] == [
        "10", "1", "9",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tier", "required", "missed", "unknown"),
    [
        (Tier.BASIC, "2", "2", ()),
        (Tier.MOBILE, "0", "0", ()),
        (None, "0–2", "0–2", ("S-1.talks",)),
    ],
)
def test_what_nobody_can_tell_to_be_owed_may_be(
    tier: Tier | None, required: str, missed: str, unknown: tuple[str, ...]
) -> None:
    """A rule whose condition is not known to be met owes nothing at least, and all at most."""
    asked = attrs.evolve(TALKS, applicability=Is(fact="tier", is_="basic"))
    rules = attrs.evolve(YEARLY, requirements=(asked,))
    (station,) = HERE.stations
    here = Register(stations=[attrs.evolve(station, tier=tier)])
    told = annual_report(here, rules, CALENDAR, 2025).activities
    assert told.figure("duties.required").value() == required
    assert told.figure("duties.required").unknown == unknown
    assert told.figure("duties.missed").value() == missed
    assert told.figure("duties.missed").unknown == unknown


def test_what_is_made_up_in_the_week_after_the_year_counts_for_it() -> None:
    """A session serves its period until a week after its end; until then nobody knows."""
    third = lecture(date(2025, 8, 1))
    late = lecture(date(2026, 1, 7), "2025-Q4")
    assert duties_told(HERE.with_(third)) == ["2", "1", "1"]
    assert duties_told(HERE.with_(third), date(2025, 12, 31)) == ["2", "1–2", "0–1"]
    assert duties_told(HERE.with_(third), date(2026, 1, 6)) == ["2", "1–2", "0–1"]
    assert duties_told(HERE.with_(third), date(2026, 1, 7)) == ["2", "1", "1"]
    assert duties_told(HERE.with_(third, late)) == ["2", "2", "0"]
    assert duties_told(HERE.with_(third, late), date(2026, 1, 6)) == ["2", "1–2", "0–1"]
    assert duties_told(HERE.with_(third, lecture(date(2026, 1, 8), "2025-Q4"))) == ["2", "1", "1"]
    assert duties_told(HERE.with_(third, late), date(2040, 1, 1)) == ["2", "2", "0"]
    told = annual_report(HERE.with_(third, late), YEARLY, CALENDAR, 2025).activities
    assert told.figure("sessions.held").low == 1, "it was held in the year after"


def test_what_was_spent_and_done_after_the_year() -> None:
    """Late spending is told as such as far as the record reaches; a task done later was open."""
    line = Fund(id="F-1", name="示例", period=Period.parse("2025"), granted_fen=100_00,
                spending=[Spending(amount_fen=40_00, spent_on=date(2026, 1, 9))])  # fmt: skip
    task = Task(id="T-1", subject="S-1", text="示例", opened_on=date(2025, 6, 1),
                done_on=date(2026, 1, 10))  # fmt: skip
    register = HERE.with_(line, task)
    whole = annual_report(register, YEARLY, CALENDAR, 2025)
    early = annual_report(register, YEARLY, CALENDAR, 2025, on=date(2025, 12, 31))
    assert whole.funds.figure("funds.late").value() == "40.00 yuan"
    assert early.funds.figure("funds.late").value() == "0.00 yuan"
    for told in (whole, early):
        open_, done = (told.standing.figure(f"tasks.{name}").low for name in ("open", "done"))
        assert open_ == 1
        assert done == 0
