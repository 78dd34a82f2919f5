"""The ledger: what is required, held, planned, open and excused in each period."""

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import (
    Activity,
    Branch,
    Host,
    Party,
    Register,
    Session,
    Site,
    Station,
)
from ridehire_partybuild.scheduling import LedgerEntry, LedgerState, Plan, plan
from ridehire_partybuild.scheduling.ledger import served, state_of
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityDomain,
    ActivityKind,
    BranchKind,
    Cadence,
    LocalKind,
    OpeningHours,
    Period,
    PeriodUnit,
    Region,
    SessionStatus,
    Skill,
    Span,
    Text,
    Tier,
)

HALF_YEAR = Span.parse("2026-01-01/2026-06-30")
OFFICE = OpeningHours.parse("Mo-Fr 08:30-17:00; Sa,Su 09:00-16:00; PH off")
CLINIC, DAY = ActivityKind.LEGAL_CLINIC, ActivityKind.THEME_PARTY_DAY
PLANNED, HELD = SessionStatus.PLANNED, SessionStatus.HELD
LAWYER = Host(
    id="H-1",
    party=Party(name="示例律师事务所"),
    skills=(Skill.LEGAL,),
    hours=OpeningHours.parse("Tu,Th 08:30-17:30"),
)


def station(number: int, **changes: Any) -> Station:
    """A station with all that a plan needs."""
    plain = Station(
        id=f"S-{number}",
        name=f"示例{number}号",
        region=Region("370502"),
        tier=Tier.BASIC,
        site=Site(seats=20),
        hours=OFFICE,
    )
    return attrs.evolve(plain, **changes)


CITY = Register(stations=[station(1), station(2)], hosts=[LAWYER])
DUTY = Duty(
    id="S-1.legal_clinic",
    subject="S-1",
    station="S-1",
    kind=CLINIC,
    cadence=Cadence(per=PeriodUnit.MONTH),
)


def made(calendar: WorkCalendar, duties: Any, register: Register = CITY, **more: Any) -> Plan:
    """The plan of the first half of 2026 unless said otherwise."""
    return plan(duties, register, calendar, **{"span": HALF_YEAR} | more)


def session(day: date, **changes: Any) -> Session:
    """A clinic held at the first station."""
    start = datetime(day.year, day.month, day.day, 9, 30, tzinfo=SHANGHAI)
    plain = Session(
        id=f"R-{day}",
        kind=CLINIC,
        station="S-1",
        start=start,
        end=start + timedelta(minutes=90),
        status=HELD,
    )
    return attrs.evolve(plain, **changes)


def entries(found: Plan) -> dict[str, LedgerEntry]:
    """The ledger by period."""
    return {str(entry.period): entry for entry in found.ledger}


def test_states_of_the_ledger(calendar: WorkCalendar) -> None:
    """'Ledger states: fulfilled, planned, at_risk, overdue, waived.'."""
    away = attrs.evolve(LAWYER, days_off=[day for day in HALF_YEAR if day.month == 5])
    register = CITY.with_(away, session(date(2026, 1, 13)))
    duty = attrs.evolve(DUTY, skill=Skill.LEGAL)
    ledger = entries(made(calendar, [duty], register, on=date(2026, 3, 1)))
    assert {period: entry.state for period, entry in ledger.items()} == {
        "2026-01": LedgerState.FULFILLED,
        "2026-02": LedgerState.OVERDUE,
        "2026-03": LedgerState.PLANNED,
        "2026-04": LedgerState.PLANNED,
        "2026-05": LedgerState.AT_RISK,
        "2026-06": LedgerState.PLANNED,
    }


@pytest.mark.parametrize(
    ("status", "on", "counts"),
    [
        (HELD, 13, (1, 0, 0)),
        (HELD, 12, (0, 1, 0)),  # not held yet: it stands in the plan
        (PLANNED, 13, (0, 1, 0)),
        (PLANNED, 14, (0, 1, 1)),  # past and never held: another takes its place
    ],
)
def test_past_and_future_sessions(
    calendar: WorkCalendar, status: SessionStatus, on: int, counts: tuple[int, int, int]
) -> None:
    """What was planned and never held counts for nothing; what is held later is not held yet."""
    register = CITY.with_(session(date(2026, 1, 13), status=status))
    january = Period.parse("2026-01").span
    found = made(calendar, [DUTY], register, span=january, on=date(2026, 1, on))
    (entry,) = found.ledger
    assert (entry.held, entry.planned, len(found.sessions)) == counts


def test_a_period_that_is_over_without_a_session_is_overdue(calendar: WorkCalendar) -> None:
    """'Planned' is no state of a period whose one session was planned and never held."""
    register = CITY.with_(session(date(2026, 1, 13), status=PLANNED))
    ledger = entries(made(calendar, [DUTY], register, on=date(2026, 3, 1)))
    assert (ledger["2026-01"].state, ledger["2026-01"].planned) == (LedgerState.OVERDUE, 0)


def test_one_session_serves_one_period_of_one_duty(calendar: WorkCalendar) -> None:
    """A clinic that names no duty counts once, for the first duty that is short."""
    other = attrs.evolve(DUTY, id="Z")
    register = CITY.with_(session(date(2026, 1, 13)))
    found = made(
        calendar, [other, DUTY], register, span=Period.parse("2026-01").span, on=date(2026, 1, 15)
    )
    assert [(entry.duty, entry.held, entry.planned) for entry in found.ledger] == [
        (DUTY.id, 1, 0),
        ("Z", 0, 1),
    ]


JANUARY = Period.parse("2026-01")


@pytest.mark.parametrize(
    ("day", "changes", "counts"),
    [
        ("2026-01-13", {}, "2026-01"),
        ("2026-02-07", {"period": JANUARY}, "2026-01"),  # it serves the period it names
        ("2026-02-08", {"period": JANUARY}, "2026-02"),  # by the roll deadline, and no later
        ("2026-01-13", {"period": JANUARY.next}, "2026-01"),  # nor before the period begins
        ("2026-01-13", {"period": Period.parse("2026-Q1")}, "2026-01"),  # of another unit
        ("2026-01-13", {"duty": "S-1.legal_clinic"}, "2026-01"),
        ("2026-01-13", {"duty": "S-1.legal_clinic", "kind": DAY}, "2026-01"),
        ("2026-01-13", {"duty": "another"}, "2026-01"),  # unknown here: kind and subject decide
        ("2026-01-13", {"duty": "another", "kind": DAY}, None),
        ("2026-01-13", {"kind": DAY}, None),
        ("2026-01-13", {"station": "S-2"}, None),
        ("2026-01-13", {"status": SessionStatus.CANCELLED}, None),
    ],
)
def test_what_a_session_counts_for(
    calendar: WorkCalendar, day: str, changes: dict[str, Any], counts: str | None
) -> None:
    """'It counts if it names the duty, or none and is of its kind and subject.'."""
    register = CITY.with_(session(date.fromisoformat(day), **changes))
    ledger = entries(made(calendar, [DUTY], register, on=date(2026, 3, 1)))
    assert [period for period, entry in ledger.items() if entry.held] == [counts] * bool(counts)


def test_a_session_of_an_offices_own_kind_counts(calendar: WorkCalendar) -> None:
    """Two that spell one kind mean one kind, though each was read from a document of its own."""
    making = Activity(
        id="x-包饺子", label=Text(zh="包饺子", en="dumplings"), domain=ActivityDomain.DAILY_LIFE
    )
    register = CITY.with_(making, session(date(2026, 1, 13), kind=LocalKind("x-包饺子")))
    duty = attrs.evolve(DUTY, kind=LocalKind("x-包饺子"))
    ledger = entries(made(calendar, [duty], register, on=date(2026, 3, 1)))
    assert [period for period, entry in ledger.items() if entry.held] == ["2026-01"]


def test_the_branch_that_owes_a_session_calls_it(calendar: WorkCalendar) -> None:
    """Law 14: 'once a plan's sessions are held' they stand in the file of the subject."""
    branch = Branch(id="B-1", name="示例联合党支部", kind=BranchKind.JOINT_BRANCH, station="S-1")
    register = CITY.with_(branch)
    duty = attrs.evolve(
        DUTY,
        id="B-1.branch_meeting",
        subject="B-1",
        kind=ActivityKind.BRANCH_MEETING,
        cadence=Cadence(per=PeriodUnit.QUARTER),
    )
    found = made(calendar, [duty], register)
    done = [attrs.evolve(one, status=HELD, duty=None) for one in found.sessions]
    after = register.with_(*done)
    assert len(after.of("B-1").sessions) == 2
    ledger = entries(made(calendar, [duty], after, on=date(2026, 7, 1)))
    assert {entry.state for entry in ledger.values()} == {LedgerState.FULFILLED}


def test_an_entry_that_does_not_add_up_is_refused() -> None:
    """Law 13 is in the constructor too."""
    with pytest.raises(InvalidValue, match="sum of 1"):
        LedgerEntry(
            duty="D",
            period=Period.parse("2026-01"),
            required=2,
            held=1,
            state=LedgerState.FULFILLED,
        )


def test_what_is_past_or_cancelled_hides_nothing_after_it() -> None:
    """What serves nothing is passed over: the sessions after it are counted all the same."""
    lost = session(date(2026, 1, 6), status=PLANNED)
    dropped = session(date(2026, 1, 7), status=SessionStatus.CANCELLED)
    kept = session(date(2026, 3, 10), status=PLANNED)
    found = served([DUTY], CITY.with_(lost, dropped, kept), date(2026, 3, 1))
    assert found == {(DUTY.id, Period.parse("2026-03")): (kept,)}


def test_a_second_session_goes_to_the_duty_still_short() -> None:
    """'Of several duties the first (by id) that is still short takes it.'."""
    other = attrs.evolve(DUTY, id="S-1.legal_clinic.more")
    days = date(2026, 1, 13), date(2026, 1, 14), date(2026, 1, 15)
    found = served([other, DUTY], CITY.with_(*map(session, days)), date(2026, 3, 1))
    january = Period.parse("2026-01")
    assert {at: [one.day for one in sessions] for at, sessions in found.items()} == {
        (DUTY.id, january): [days[0], days[2]],  # none is short: it counts for the first
        (other.id, january): [days[1]],
    }


def test_a_planned_session_is_not_broken_unless_it_is_said_to_be() -> None:
    """A period whose session stands in the plan, and of which no more is told, is planned."""
    month = Period.parse("2026-01")
    parts = {"planned": 1, "unplaced": 0, "waived": 0}
    assert state_of(month, date(2026, 1, 1), **parts) is LedgerState.PLANNED
    assert state_of(month, date(2026, 1, 1), **parts, broken=1) is LedgerState.AT_RISK
