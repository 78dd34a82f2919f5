"""The ledger without a plan: what is excused and by whom, what is at risk, and one to one."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import COLLECTIONS, Exemption, Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Excuse,
    ExcuseKind,
    LedgerEntry,
    LedgerState,
    Plan,
    PlanInputs,
    Rule,
    RuleSeverity,
    Severity,
    ledger,
    plan,
)
from ridehire_partybuild.scheduling.ledger import served
from ridehire_partybuild.testing.strategies.planning import plan_inputs, plans
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    Cadence,
    OpeningHours,
    Period,
    PeriodUnit,
    Region,
    SessionStatus,
    Span,
    Tier,
)

CLINIC = ActivityKind.LEGAL_CLINIC
SPRING = Span.parse("2026-02-01/2026-02-28")
DUTY = Duty(
    id="S-1.legal_clinic",
    subject="S-1",
    station="S-1",
    kind=CLINIC,
    cadence=Cadence(per=PeriodUnit.WEEK),
    minutes=60,
)
PLACE = Register(
    stations=[
        Station(
            id="S-1",
            name="示例",
            region=Region("370502"),
            tier=Tier.BASIC,
            site=Site(seats=20),
            hours=OpeningHours.parse("Mo-Fr 08:30-17:00; PH off"),
        )
    ]
)


def session(day: date, hour: int = 10, **fields: Any) -> Session:
    """A clinic planned at the station."""
    start = datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)
    plain = {"id": f"R-{day}", "status": SessionStatus.PLANNED, "duty": DUTY.id}
    return Session(
        kind=CLINIC, station="S-1", start=start, end=start + timedelta(hours=1), **plain | fields
    )


def spared(**fields: Any) -> Exemption:
    """An exemption from the week after Spring Festival."""
    plain: dict[str, Any] = {
        "id": "X-1",
        "subject": "S-1",
        "duty": DUTY.id,
        "period": Period.parse("2026-W09"),
        "reason": "阵地搬迁",
        "authority": "示例局",
        "document": "示例〔2026〕1号",
    }
    return Exemption(**plain | fields)


def entries(
    calendar: WorkCalendar, register: Register, on: date = SPRING.start, **more: Any
) -> dict[str, LedgerEntry]:
    """The ledger of February by week."""
    span = Span(start=SPRING.start, end=date(2026, 3, 9))
    found = ledger([DUTY], register, calendar, span, on, **more)
    return {str(one.period): one for one in found}


def test_what_is_waived_says_why_by_whom_and_by_what_paper(calendar: WorkCalendar) -> None:
    """An exemption carries its reason; a week without a workday has a reason of its own."""
    found = entries(calendar, PLACE.with_(spared()))
    assert found["2026-W08"].excuse == Excuse(kind=ExcuseKind.NO_DAY)
    assert found["2026-W09"].excuse == Excuse(
        kind=ExcuseKind.EXEMPTED, reason="阵地搬迁", authority="示例局", document="示例〔2026〕1号"
    )
    assert {name for name, one in found.items() if one.state is LedgerState.WAIVED} == {
        "2026-W08",
        "2026-W09",
    }
    assert all(one.excuse is None for one in found.values() if not one.waived)


@pytest.mark.parametrize(
    "other",
    [
        {"duty": "S-1.party_lecture"},
        {"period": Period.parse("2026-W10")},
        {"subject": "370500"},
    ],
)
def test_an_exemption_is_of_one_period_of_one_duty(
    calendar: WorkCalendar, other: dict[str, Any]
) -> None:
    """Another duty's, another period's and another subject's excuse nothing here."""
    found = entries(calendar, PLACE.with_(spared(**other)))
    assert found["2026-W09"].state is LedgerState.AT_RISK


def test_what_is_excused_is_not_planned(calendar: WorkCalendar) -> None:
    """A plan places nothing in an exempted period, and takes nothing of what is planned there."""
    made = plan([DUTY], PLACE.with_(spared()), calendar, SPRING)
    assert Period.parse("2026-W09") not in {one.period for one in made.sessions}
    held = session(date(2026, 2, 25), status=SessionStatus.HELD)
    found = entries(calendar, PLACE.with_(spared(), held), on=date(2026, 3, 2))
    assert (found["2026-W09"].state, found["2026-W09"].excuse) == (LedgerState.FULFILLED, None)


def test_a_planned_session_that_a_rule_forbids_is_at_risk(calendar: WorkCalendar) -> None:
    """At eight it stands in the peak: that blocks, unless the policy says it only warns."""
    early = PLACE.with_(session(date(2026, 2, 4), hour=8))
    found = entries(calendar, early)["2026-W06"]
    assert (found.state, found.planned, found.broken) == (LedgerState.AT_RISK, 1, 1)
    hours = [attrs.evolve(PLACE.stations[0], hours=OpeningHours.parse("24/7"))]
    open_ = attrs.evolve(early, stations=hours)
    assert entries(calendar, open_)["2026-W06"].state is LedgerState.AT_RISK
    warns = attrs.evolve(
        DEFAULT_POLICY, severities=[RuleSeverity(rule=Rule.PEAK, severity=Severity.WARN)]
    )
    found = entries(calendar, open_, policy=warns)["2026-W06"]
    assert (found.state, found.broken) == (LedgerState.PLANNED, 0)
    sound = open_.with_(session(date(2026, 2, 5)))
    assert entries(calendar, sound)["2026-W06"].state is LedgerState.PLANNED


def test_duties_of_one_id_are_refused(calendar: WorkCalendar) -> None:
    """Neither vanishes."""
    with pytest.raises(InvalidValue, match=r"duties\[1\].id"):
        ledger([DUTY, DUTY], PLACE, calendar, SPRING, SPRING.start)


def test_more_broken_than_planned_is_impossible() -> None:
    """A part is no more than its whole."""
    with pytest.raises(InvalidValue, match="broken"):
        LedgerEntry(
            duty="D-1", period=SPRING_WEEK, required=1, planned=1, broken=2,
            state=LedgerState.AT_RISK,
        )  # fmt: skip


SPRING_WEEK = Period.parse("2026-W08")


@given(plans())
def test_the_ledger_of_a_plan_is_that_of_its_sessions(found: Plan) -> None:
    """'Usable without planning': once the sessions are on record it tells the same."""
    inputs = found.inputs
    told = ledger(
        inputs.duties,
        inputs.register.with_(*found.sessions),
        inputs.calendar,
        inputs.span,
        inputs.on,
        policy=inputs.policy,
    )
    assert told == found.ledger


@given(plan_inputs(max_sessions=8))
def test_one_session_serves_one_period_of_one_duty(inputs: PlanInputs) -> None:
    """The matching is one to one, and counts no session beyond what a period asks for."""
    places = served(inputs.duties, inputs.register, inputs.on)
    uses = Counter(one.id for sessions in places.values() for one in sessions)
    assert set(uses.values()) <= {1}
    by_id = {duty.id: duty for duty in inputs.duties}
    found = ledger(inputs.duties, inputs.register, inputs.calendar, inputs.span, inputs.on)
    assert len({(one.duty, one.period) for one in found}) == len(found)
    for one in found:
        assert one.held + one.planned <= min(
            by_id[one.duty].cadence.times, len(places.get((one.duty, one.period), ()))
        )


@given(plan_inputs(max_sessions=8), st.randoms(use_true_random=False))
def test_a_permuted_register_gives_the_same_ledger(inputs: PlanInputs, shuffle: Any) -> None:
    """Law 11: 'equal inputs, in any order'."""
    lists = {name: list(getattr(inputs.register, name)) for name in COLLECTIONS}
    owed = list(inputs.duties)
    for one in (*lists.values(), owed):
        shuffle.shuffle(one)
    rest = inputs.calendar, inputs.span, inputs.on
    assert ledger(inputs.duties, inputs.register, *rest) == ledger(owed, Register(**lists), *rest)
