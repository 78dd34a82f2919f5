"""Law 15 on drawn plans to which something happens, and each of its causes on a small city."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from tests.scheduling import small

from ridehire_partybuild.calendars import HolidayYear, WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import dumps
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Branch, Host, Party, Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    ChangeCause,
    NoticeRole,
    Plan,
    PlanChange,
    PlanChangeKind,
    Replan,
    Rule,
    Violation,
    explain_notice,
    explain_plan_change,
    plan,
    rebase,
    replan,
    replanning,
)
from ridehire_partybuild.scheduling.assembling import Judge
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws import replanning as law_rooms
from ridehire_partybuild.testing.strategies import (
    full_plans,
    plan_upsets,
    plans,
    replans,
    scarce_inputs,
)
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    BranchKind,
    Cadence,
    OpeningHours,
    Period,
    Region,
    SessionId,
    SessionStatus,
    Skill,
    Span,
    Tier,
)

HALF = settings(max_examples=settings().max_examples // 2)
"""For what makes several plans of each example."""


@given(plans())
def test_any_sessions_are_judged_as_the_planner_judges_its_own(found: Plan) -> None:
    """One measure: a plan put together anew from its sessions is the same plan."""
    again = Judge(found.inputs).plan(found.sessions)
    for told in ("sessions", "unplaced", "score", "matches", "ledger"):
        assert getattr(again, told) == getattr(found, told)


@given(plans())
def test_the_same_calendar_changes_nothing(found: Plan) -> None:
    """Law 15: 'rebase with the same calendar changes nothing', to the byte."""
    laws.rebasing_is_idle(found)
    assert dumps(rebase(found, found.inputs.calendar)) == dumps(found)


@given(st.data())
def test_only_what_broke_is_touched(data: st.DataObject) -> None:
    """Law 15: 'replan and rebase touch only what broke'; laws 12 and 13 hold of what it makes."""
    old = data.draw(full_plans())
    upset = data.draw(plan_upsets(old))
    again = replan(old, **upset)
    laws.replanning_touches_only_what_broke(old, again.plan, register=upset.get("register"))
    laws.plan_breaks_no_rule(again.plan)
    laws.ledger_adds_up(again.plan)
    laws.tallies_are_true(again.plan, most=1)
    assert replan(again.plan).changes.changes == ()


@given(st.data())
def test_pinned_sessions_never_move(data: st.DataObject) -> None:
    """'Pinned sessions never move': what they break is reported, and stays."""
    old = data.draw(full_plans())
    pinned, upset = [one.id for one in old.sessions], data.draw(plan_upsets(old))
    again = replan(old, **upset, pinned=pinned)
    laws.replanning_touches_only_what_broke(
        old, again.plan, register=upset.get("register"), pinned=pinned
    )
    laws.ledger_adds_up(again.plan)
    assert {one.rule for one in again.broken_pins} == {
        one.rule for one in Judge(again.plan.inputs).broken(again.plan.sessions)
    }


@pytest.mark.slow
@HALF
@given(st.data())
def test_a_budget_is_kept_and_pays(data: st.DataObject) -> None:
    """'With budget n up to n unbroken sessions may move if that places more or costs less.'."""
    inputs = data.draw(scarce_inputs())
    told = {field.name: getattr(inputs, field.name) for field in attrs.fields(type(inputs))}
    old = plan(**told)
    upset, budget = data.draw(plan_upsets(old)), data.draw(st.integers(1, 2))
    strict, freer = replan(old, **upset), replan(old, **upset, change_budget=budget)
    laws.replanning_touches_only_what_broke(
        old, freer.plan, register=upset.get("register"), change_budget=budget
    )
    laws.plan_breaks_no_rule(freer.plan)
    assert freer.plan.score >= strict.plan.score
    moved = [one for one in freer.changes if one.cause is ChangeCause.BUDGET]
    assert not moved or freer.plan.score > strict.plan.score


@settings(max_examples=40)
@given(st.data())
def test_what_moves_could_not_be_nearer(data: st.DataObject) -> None:
    """On each day nearer to its old one, at its hour and with its host, it would break a rule."""
    old = data.draw(full_plans())
    again = replan(old, **data.draw(plan_upsets(old)))
    judge = Judge(again.plan.inputs)
    for change in again.changes:
        if change.before and change.after and change.cause is ChangeCause.BROKEN:
            others = [one for one in again.plan.sessions if one.id != change.id]
            gone = (change.after.day - change.before.day).days
            for far in range(1 - abs(gone), abs(gone)):
                by = timedelta(days=far - gone)
                now = change.after
                near = attrs.evolve(now, start=now.start + by, end=now.end + by)
                if near.day in judge.inputs.span and near.day >= judge.inputs.on:
                    told = judge.violations([*others, near])
                    assert near.id in {name for one in told for name in one.sessions}


MARCH = Span.parse("2026-03-01/2026-03-31")
OFFICE = OpeningHours.parse("Mo-Fr 09:00-17:00; PH off")
LAWYER = Host(
    id="H-1",
    party=Party(name="示例律师事务所"),
    skills=(Skill.LEGAL,),
    hours=OpeningHours.parse("Tu,Th 09:30-11:00"),
)
STATIONS = tuple(
    Station(
        id=f"S-{number}",
        name=f"示例{number}号",
        region=Region("370502"),
        tier=Tier.BASIC,
        site=Site(seats=20),
        hours=OFFICE,
        operator=Party(name="示例银行网点"),
    )
    for number in (1, 2)
)
BRANCH = Branch(id="B-1", name="示例党支部", kind=BranchKind.BRANCH, station="S-2")
CITY = Register(stations=STATIONS, hosts=[LAWYER], branches=[BRANCH])
CLINICS = tuple(
    Duty(
        id=f"D-{number}",
        subject=f"S-{number}",
        station=f"S-{number}",
        kind=ActivityKind.LEGAL_CLINIC,
        cadence=Cadence.parse("1/month"),
        skill=Skill.LEGAL,
    )
    for number in (1, 2)
)
MEETING = Duty(
    id="D-3",
    subject="B-1",
    station="S-2",
    kind=ActivityKind.BRANCH_MEETING,
    cadence=Cadence.parse("1/month"),
)


@pytest.fixture(scope="module")
def march(calendar: WorkCalendar) -> Plan:
    """Two clinics and a branch meeting in March 2026."""
    found = plan((*CLINICS, MEETING), CITY, calendar, MARCH)
    assert found.unplaced == ()
    return found


def of(found: Plan, duty: str) -> Session:
    """The session of a duty."""
    return next(one for one in found.sessions if one.duty == duty)


def only(again: Replan) -> PlanChange:
    """The one change."""
    (change,) = again.changes
    return change


def test_a_hosts_day_off(march: Plan) -> None:
    """One session moves, for that reason; the id stays, so that calendars see a move."""
    clinic = of(march, "D-1")
    register = CITY.with_(attrs.evolve(LAWYER, days_off=[clinic.day]))
    again = replan(march, register=register)
    changes = {one.id: one for one in again.changes}
    assert changes[clinic.id].kind is PlanChangeKind.MOVED
    assert changes[clinic.id].cause is ChangeCause.BROKEN
    assert changes[clinic.id].rules == (Rule.HOST_DAY_OFF,)
    assert of(again.plan, "D-3") == of(march, "D-3")


@pytest.mark.parametrize(("off", "to"), [([10], 11), ([10, 11], 9), ([9, 10, 11], 12)])
def test_what_moves_stays_near_its_old_day(march: Plan, off: list[int], to: int) -> None:
    """The nearest day that is free (of equals the later), not the best of the month; its hour."""
    old = in_one_week(march)[0]
    meeting = of(old, "D-3")
    start = datetime(2026, 3, 10, 14, tzinfo=SHANGHAI)
    there = attrs.evolve(meeting, start=start, end=start + (meeting.end - meeting.start))
    others = [one for one in old.sessions if one.duty != "D-3"]
    old = Judge(march.inputs).plan([*others, there])
    days = [date(2026, 3, day) for day in off]
    new = with_day(march.inputs.calendar, bridge_days_off=days)
    moved = of(rebase(old, new), "D-3")
    assert moved.start == datetime(2026, 3, to, 14, tzinfo=SHANGHAI)


def test_a_station_that_closes(march: Plan) -> None:
    """What the station owed is gone with it; nothing else is touched."""
    register = CITY.with_(attrs.evolve(STATIONS[0], closed_on=date(2026, 3, 1)))
    change = only(replan(march, register=register))
    assert (change.kind, change.id) == (PlanChangeKind.REMOVED, of(march, "D-1").id)
    assert change.rules[0] is Rule.STATION_NOT_OPEN


def test_a_station_that_takes_its_room_away_leaves_it_unplaced(march: Plan) -> None:
    """'What then cannot be placed is unplaced.'."""
    register = CITY.with_(attrs.evolve(STATIONS[0], hours=None))
    again = replan(march, register=register)
    assert only(again).after is None
    assert [one.duty for one in again.plan.unplaced] == ["D-1"]


def in_one_week(march: Plan) -> tuple[Plan, Session, Session]:
    """The two clinics in one week, and the plan of them."""
    first, last = sorted((one for one in march.sessions if one.host), key=lambda one: one.start)
    monday = last.day - timedelta(days=last.day.weekday())
    tuesday = datetime(monday.year, monday.month, monday.day + 1, 9, 30, tzinfo=SHANGHAI)
    thursday = tuesday + timedelta(days=2)
    first, last = (
        attrs.evolve(one, start=start, end=start + timedelta(minutes=90))
        for one, start in ((first, tuesday), (last, thursday))
    )
    return Judge(march.inputs).plan([first, last, of(march, "D-3")]), first, last


def test_of_two_in_each_others_way_one_moves(march: Plan) -> None:
    """The fewest changes: by a limit of one a week the later of two moves, to another week."""
    old, first, last = in_one_week(march)
    assert len(old.sessions) == 3
    again = replan(old, register=CITY.with_(attrs.evolve(LAWYER, per_week=1)))
    change = only(again)
    assert (change.id, change.rules) == (last.id, (Rule.HOST_WEEK_LIMIT,))
    assert again.plan.unplaced == ()
    pinned = replan(old, register=CITY.with_(attrs.evolve(LAWYER, per_week=1)), pinned=[last.id])
    assert only(pinned).id == first.id


def test_a_session_that_others_agreed_to(march: Plan) -> None:
    """What stands in the register comes first; the plan gives way."""
    meeting = of(march, "D-3")
    other = Session(
        id="E-1",
        kind=ActivityKind.SYMPOSIUM,
        station="S-2",
        start=meeting.start,
        end=meeting.end,
        status=SessionStatus.PLANNED,
    )
    change = only(replan(march, register=CITY.with_(other)))
    assert (change.id, change.rules) == (meeting.id, (Rule.ROOM_BUSY,))


@pytest.mark.parametrize(
    ("status", "cause", "count"),
    [
        (SessionStatus.HELD, None, 0),
        (SessionStatus.PLANNED, None, 0),
        (SessionStatus.CANCELLED, ChangeCause.CANCELLED, 2),
    ],
)
def test_the_register_has_the_last_word(
    march: Plan, status: SessionStatus, cause: ChangeCause | None, count: int
) -> None:
    """Held: it is over. Planned: as before. Cancelled: another takes its place, of another id."""
    told = attrs.evolve(of(march, "D-3"), status=status)
    again = replan(march, register=CITY.with_(told))
    assert len(again.changes) == count
    assert again.plan.unplaced == ()
    if cause is not None:
        causes = {one.kind: one.cause for one in again.changes}
        assert causes == {
            PlanChangeKind.REMOVED: cause,
            PlanChangeKind.ADDED: ChangeCause.FILLED,
        }


def test_a_session_moved_by_the_office_stays_where_it_is_put(march: Plan) -> None:
    """The register has the plan's own session on another day: there it stands."""
    meeting = of(march, "D-3")
    day = timedelta(days=1)
    later = attrs.evolve(meeting, start=meeting.start + day, end=meeting.end + day)
    again = replan(march, register=CITY.with_(later))
    assert only(again).cause is ChangeCause.RECORDED
    assert of(again.plan, "D-3") == later
    assert again.plan.inputs.register == CITY


@pytest.mark.parametrize(("by_hand", "other"), [("D-3", "D-2"), ("D-2", "D-3")])
def test_what_is_in_the_way_of_the_office_gives_way(march: Plan, by_hand: str, other: str) -> None:
    """The office puts one session where another was: the other moves, whichever it is."""
    moved, stood = of(march, by_hand), of(march, other)
    register = CITY.with_(attrs.evolve(LAWYER, hours=OpeningHours.parse("24/7")))
    there = attrs.evolve(moved, start=stood.start, end=stood.end)
    again = replan(march, register=register.with_(there))
    assert {one.id: one.cause for one in again.changes} == {
        moved.id: ChangeCause.RECORDED,
        stood.id: ChangeCause.BROKEN,
    }
    assert of(again.plan, by_hand) == there


def test_what_takes_the_place_of_one_leaves_the_others(calendar: WorkCalendar) -> None:
    """Another meeting of the branch stands where one of two was: that one goes, the other stays."""
    twice = attrs.evolve(MEETING, cadence=Cadence.parse("2/month"))
    old = plan([twice], CITY, calendar, MARCH)
    for taken in old.sessions:
        (other,) = (one for one in old.sessions if one is not taken)
        meant = attrs.evolve(taken, id="E-1", duty=None, period=None)
        again = replan(old, register=CITY.with_(meant))
        assert again.plan.sessions == (other,)
        assert (only(again).id, again.plan.unplaced) == (taken.id, ())


def test_of_what_is_too_much_the_pinned_stays(calendar: WorkCalendar) -> None:
    """A duty is to be met once a month instead of twice: the one that is not pinned goes."""
    twice = attrs.evolve(MEETING, cadence=Cadence.parse("2/month"))
    old = plan([twice], CITY, calendar, MARCH)
    for pin in old.sessions:
        again = replan(old, duties=[MEETING], pinned=[pin.id])
        assert again.plan.sessions == (pin,)
        assert only(again).cause is ChangeCause.SURPLUS


def test_what_is_over_and_was_not_held_is_planned_anew(march: Plan) -> None:
    """A day that has passed pins nothing."""
    first = min(march.sessions, key=lambda one: one.start)
    on = first.day + timedelta(days=1)
    again = replan(march, on=on, pinned=[first.id])
    assert {one.id: one.rules for one in again.changes}[first.id] == (Rule.PAST,)
    assert all(one.day >= on for one in again.plan.sessions)


def test_what_could_not_be_placed_is_tried_again(calendar: WorkCalendar) -> None:
    """A host is found: what was unplaced is added, and nothing moves."""
    before = plan(CLINICS, Register(stations=STATIONS), calendar, MARCH)
    assert len(before.unplaced) == 2
    again = replan(before, register=CITY)
    assert [(one.kind, one.cause) for one in again.changes] == [
        (PlanChangeKind.ADDED, ChangeCause.FILLED)
    ] * 2


def test_what_nothing_asks_for_any_more_goes(march: Plan) -> None:
    """A duty that is no more pins nothing."""
    meeting = of(march, "D-3")
    again = replan(march, duties=CLINICS, pinned=[meeting.id])
    assert only(again).cause is ChangeCause.SURPLUS


def test_a_pin_that_breaks_is_reported(march: Plan) -> None:
    """'If a pinned one is broken it is reported, not moved', whoever is off the record."""
    clinic = of(march, "D-1")
    again = replan(march, register=CITY.without("H-1"), pinned=[clinic.id])
    assert of(again.plan, "D-1") == clinic
    assert [one.rule for one in again.broken_pins] == [Rule.NO_HOST, Rule.HOST_SKILL]
    assert again.plan.score.hard == -2


def test_pins_and_budgets_are_checked(march: Plan) -> None:
    """All that is wrong at once."""
    with pytest.raises(InvalidValue) as caught:
        replan(march, pinned=["S-9"], change_budget=-1)
    assert [(one.code, one.path) for one in caught.value.problems] == [
        ("id.dangling", "$.pinned[0]"),
        ("number.range", "$.change_budget"),
    ]


def test_one_pin_is_not_read_letter_by_letter(march: Plan) -> None:
    """An id alone, or anything that is no list of ids, is refused as such."""
    wrong: list[Any] = [march.sessions[0].id, "", 1, None]
    for pins in wrong:
        with pytest.raises(InvalidValue) as caught:
            replan(march, pinned=pins)
        assert [(one.code, one.path) for one in caught.value.problems] == [("type", "$.pinned")]
    with pytest.raises(InvalidValue) as caught:
        replan(march, pinned="E-1")
    assert caught.value.text("zh") == (
        "$.pinned: 无法将 'E-1' 解析为不改动的活动：应为列表，实际为文本。"
    )
    assert caught.value.text("en") == (
        "$.pinned: Failed to parse 'E-1' as pinned: expected list, got str."
    )


def crowded(calendar: WorkCalendar) -> Plan:
    """A clinic that has the only slot in which another station's could be."""
    host = attrs.evolve(LAWYER, hours=OpeningHours.parse("Tu 09:30-11:00"))
    early = attrs.evolve(STATIONS[1], closed_on=date(2026, 3, 4))
    register = Register(stations=[STATIONS[0], early], hosts=[host])
    old = plan(CLINICS[:1], register, calendar, MARCH)
    third = datetime(2026, 3, 3, 9, 30, tzinfo=SHANGHAI)
    clinic = attrs.evolve(old.sessions[0], start=third, end=third + timedelta(minutes=90))
    return Judge(attrs.evolve(old.inputs, duties=CLINICS)).plan([clinic])


def test_a_budget_makes_room(calendar: WorkCalendar) -> None:
    """One session that broke nothing moves, so that another finds a place."""
    old = crowded(calendar)
    assert [one.duty for one in old.unplaced] == ["D-2"]
    assert replan(old).changes.changes == ()
    again = replan(old, change_budget=1)
    assert again.plan.unplaced == ()
    assert {(one.kind, one.cause) for one in again.changes} == {
        (PlanChangeKind.MOVED, ChangeCause.BUDGET),
        (PlanChangeKind.ADDED, ChangeCause.FILLED),
    }
    pinned = [one.id for one in old.sessions]
    assert replan(old, change_budget=1, pinned=pinned).changes.changes == ()


def test_drafts_move_before_what_was_given_out(march: Plan) -> None:
    """Of two in each other's way the one outside the published days gives way, though earlier."""
    old, first, last = in_one_week(march)
    register = CITY.with_(attrs.evolve(LAWYER, per_week=1))
    given_out = Span(start=last.day, end=last.day + timedelta(days=1))
    assert only(replan(old, register=register)).id == last.id
    again = replan(old, register=register, published=given_out)
    assert only(again).id == first.id
    assert again.notices == ()  # nobody had been told of that day, and nobody need be


def test_what_is_in_nobodys_way_any_more_is_kept(march: Plan) -> None:
    """Three of a duty, 7 days apart, that has to keep 10: the one between the others moves alone.

    The first is a draft and would give way to the second; once that is gone, it need not.
    """
    often = attrs.evolve(MEETING, cadence=Cadence.parse("3/month"))
    meeting = of(march, "D-3")
    days = [datetime(2026, 3, day, 14, tzinfo=SHANGHAI) for day in (3, 10, 17)]
    three = [
        attrs.evolve(meeting, id=f"E-{day.day}", start=day, end=day + timedelta(minutes=90))
        for day in days
    ]
    old = Judge(attrs.evolve(march.inputs, duties=(often,))).plan(three)
    assert len(old.sessions) == 3
    given_out = Span.parse("2026-03-05/2026-03-31")
    again = replan(old, duties=[attrs.evolve(often, smallest_gap=10)], published=given_out)
    change = only(again)
    assert (change.id, change.rules) == ("E-10", (Rule.GAP,))


def test_who_has_to_be_told(march: Plan) -> None:
    """Each body once, with all that concerns it: who runs the place, who holds it, who owes it."""
    hours = OpeningHours.parse("Tu,Th 14:00-16:00")
    again = replan(march, register=CITY.with_(*(attrs.evolve(s, hours=hours) for s in STATIONS)))
    told = {one.to.name: one for one in again.notices}
    assert set(told) == {"示例银行网点", "示例律师事务所", "示例党支部"}
    assert told["示例党支部"].roles == (NoticeRole.OWNER,)
    assert len(told["示例银行网点"].changes) == 3
    text = explain_notice(told["示例党支部"], CITY, "zh").splitlines()
    assert text[0] == "致示例党支部（责任方）：1 项安排有变"
    assert text[1].startswith("  改期：示例党支部的支部党员大会（示例2号），2026-03-")
    assert text[1].endswith("。原因：不在开放时间内。")


def test_another_host_is_told_by_name() -> None:
    """Who compares two plans knows no cause; who changed is told from whom to whom."""
    start = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)
    one = Session(
        id="E-1",
        kind=ActivityKind.LEGAL_CLINIC,
        station="S-1",
        start=start,
        end=start + timedelta(minutes=90),
        status=SessionStatus.PLANNED,
        host="H-1",
    )
    other = attrs.evolve(LAWYER, id="H-2", party=Party(name="另一家律所"))
    change = PlanChange(before=one, after=attrs.evolve(one, host="H-2"))
    assert change.kind is PlanChangeKind.REHOSTED
    assert explain_plan_change(change, CITY.with_(other), "zh") == (
        "更换承办方：法律咨询（示例1号），2026-03-10（周二）09:30-11:00，"
        "承办方 示例律师事务所 → 另一家律所。"
    )
    assert explain_plan_change(change, CITY.with_(other)) == (
        "Another host: legal clinic at 示例1号, 2026-03-10 (Tue) 09:30-11:00, "
        "host 示例律师事务所 → 另一家律所."
    )


def with_day(calendar: WorkCalendar, **lists: Any) -> WorkCalendar:
    """The calendar with other days in its year 2026."""
    years = {one.year: one for one in calendar.years}
    years[2026] = attrs.evolve(years[2026], **lists)
    return WorkCalendar(years=tuple(years.values()))


def test_a_notice_moves_what_lies_on_its_days(march: Plan, calendar: WorkCalendar) -> None:
    """A day that becomes a holiday, and a make-up day that is taken away."""
    clinic = of(march, "D-1")
    year: HolidayYear = next(one for one in calendar.years if one.year == 2026)
    new = with_day(calendar, bridge_days_off=(*year.bridge_days_off, clinic.day))
    moved = rebase(march, new)
    laws.replanning_touches_only_what_broke(march, moved)
    assert of(moved, "D-1").day != clinic.day
    assert of(moved, "D-3") == of(march, "D-3") or of(march, "D-3").day == clinic.day


def test_law_15_can_fail(march: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who moves what broke nothing, what is pinned, or a plan by itself, breaks the law."""
    first, *others = march.sessions
    day = timedelta(days=1)
    moved = attrs.evolve(first, start=first.start + day, end=first.end + day)
    meddled = attrs.evolve(march, sessions=(moved, *others))
    with pytest.raises(laws.LawBroken, match="law 15: replan and rebase"):
        laws.replanning_touches_only_what_broke(march, meddled)
    laws.replanning_touches_only_what_broke(march, meddled, change_budget=1)
    with pytest.raises(laws.LawBroken, match="pinned"):
        laws.replanning_touches_only_what_broke(march, meddled, pinned=[first.id], change_budget=1)
    monkeypatch.setattr(law_rooms, "rebase", lambda _plan, _calendar: meddled)
    with pytest.raises(laws.LawBroken, match="the same calendar"):
        laws.rebasing_is_idle(march)


@pytest.mark.slow
def test_what_is_drawn_comes_to_every_cause() -> None:
    """The law is tried on enough: every cause but that of the budget, which has its own test."""
    wanted, seen = {*ChangeCause} - {ChangeCause.BUDGET}, set[ChangeCause]()

    def complete(one: Replan) -> bool:
        seen.update(change.cause for change in one.changes if change.cause)
        return seen >= wanted

    enough = settings(max_examples=600, database=None, derandomize=True, phases=[Phase.generate])
    find(replans(), complete, settings=enough)


def stood(*broken: str, **more: Any) -> Any:
    """What stands, where these sessions broke."""
    causes = dict.fromkeys(broken, ChangeCause.BROKEN)
    return SimpleNamespace(causes={**causes, **more.get("causes", {})}, rules=more.get("rules", {}))


def named(fresh: list[Session], old: list[Session], standing: Any) -> list[str]:
    """By which ids what was placed anew goes."""
    inputs = small.inputs_of()
    found = replanning._named_as_before(fresh, Plan(inputs=inputs, sessions=old), standing)
    return [one.id for one in found]


def of_april(name: str, start: str, period: str = "2026-04", **more: Any) -> Session:
    """A clinic of a period."""
    return small.session(name, start, duty="D-1", period=Period.parse(period), **more)


def test_what_is_placed_anew_bears_the_id_of_what_it_stands_for() -> None:
    """'So that calendars see a move': the earliest of its period that broke, each id once."""
    one, two = of_april("P-1", "2026-04-08T10:00"), of_april("P-2", "2026-04-07T10:00")
    other = of_april("P-3", "2026-05-06T10:00", "2026-05")
    new = [of_april(f"N-{n}", f"2026-04-{20 + n}T10:00") for n in (1, 2, 3)]
    old = [one, two, other]
    assert named(new, old, stood("P-1", "P-2", "P-3")) == ["P-2", "P-1", "N-3"]
    assert named(new[:1], old, stood("P-1")) == ["P-1"]
    assert named(new[:1], old, stood("P-3")) == ["N-1"]
    assert named(new[:1], old, stood(causes={"P-1": ChangeCause.SURPLUS})) == ["N-1"]
    # what bears an id of the plan keeps it, and nobody else gets it
    again = of_april("P-1", "2026-04-22T10:00")
    assert named([again, new[0]], old, stood("P-1", "P-2")) == ["P-1", "P-2"]
    assert named([new[0], again], old, stood("P-1")) == ["N-1", "P-1"]
    assert named([of_april("P-1", "2026-04-22T10:00")], [one, two], stood("P-2")) == ["P-1"]


def test_each_change_has_its_cause_and_the_rules_that_made_it() -> None:
    """'Each with its cause': what is known of it, else filled if it is new, else the budget's."""
    one, two, three = (of_april(f"P-{n}", f"2026-04-0{n + 6}T10:00") for n in (1, 2, 3))
    moved = attrs.evolve(two, host="H-2")
    changes = [
        PlanChange(before=one, after=None),
        PlanChange(before=two, after=moved),
        PlanChange(before=None, after=three),
    ]
    rules = {"P-1": {Rule.HOLIDAY, Rule.PAST}}
    told = list(replanning._with_causes(changes, stood("P-1", rules=rules)))
    assert told == [
        attrs.evolve(changes[0], cause=ChangeCause.BROKEN, rules=(Rule.PAST, Rule.HOLIDAY)),
        attrs.evolve(changes[1], cause=ChangeCause.BUDGET),
        attrs.evolve(changes[2], cause=ChangeCause.FILLED),
    ]


def test_only_rules_that_pinned_sessions_break_are_reported() -> None:
    """'The rules that pinned sessions break: these stay all the same.'."""
    broken = [
        Violation(rule=Rule.SEATS, sessions=[SessionId(name)], day=date(2026, 4, 7))
        for name in ("P-1", "P-2")
    ]
    assert replanning._of_pins(broken, frozenset({SessionId("P-2")})) == (broken[1],)
    assert replanning._of_pins(broken, frozenset()) == ()


@pytest.mark.parametrize(
    ("pinned", "budget", "told"),
    [
        (["P-1"], 0, []),
        (["P-1"], 100_000, []),
        ([], 100_001, [("number.range", "$.change_budget")]),
        ([], -1, [("number.range", "$.change_budget")]),
        ([], True, [("number.range", "$.change_budget")]),
        (
            ["P-1", "P-9", 7],
            -1,
            [
                ("id.dangling", "$.pinned[1]"),
                ("id.dangling", "$.pinned[2]"),
                ("number.range", "$.change_budget"),
            ],
        ),
        ("P-1", 0, [("type", "$.pinned")]),
        (7, 0, [("type", "$.pinned")]),
    ],
)
def test_pins_and_budgets_are_refused_all_at_once(
    pinned: Any, budget: int, told: list[tuple[str, str]]
) -> None:
    """'A pinned id that is not of the plan, pins that are no list, a negative budget.'."""
    own = Plan(inputs=small.inputs_of(), sessions=[of_april("P-1", "2026-04-08T10:00")])
    problems: tuple[Any, ...] = ()
    try:
        assert replanning._pins(own, pinned, budget) == set(pinned)
    except InvalidValue as error:
        problems = error.problems
    assert [(one.code, one.path) for one in problems] == told
    ranges = [one.params for one in problems if one.code == "number.range"]
    assert {(one["low"], one["high"]) for one in ranges} <= {(0, 100_000)}
