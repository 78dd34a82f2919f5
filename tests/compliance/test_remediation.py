"""What is to be done about each failure: who, until when, in what order, and whether it helps."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    DEFAULT_REMEDIATION,
    Actor,
    ActorRole,
    Assessment,
    Branch,
    BranchKind,
    Guideline,
    Involvement,
    Lang,
    LeadTime,
    Level,
    Modality,
    NamedActor,
    Outcome,
    Party,
    Proof,
    Region,
    Register,
    RemediationFlaw,
    RemediationOrder,
    RemediationPlan,
    RemediationPolicy,
    RemediationState,
    Site,
    Station,
    Task,
    Tier,
    Waiver,
    assess,
    audit_remediation,
    dumps,
    explain_flaw,
    load,
    loads,
    matrix,
    reference_guideline,
    remediation,
    repairs,
    simulate,
    work_calendar,
)
from ridehire_partybuild.compliance.remediation import workday
from ridehire_partybuild.model.accountability import nearest
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.testing.strategies.judging import guidelines

REFERENCE, CALENDAR = reference_guideline(), work_calendar()
ON = date(2026, 1, 15)
EXAMPLE = Path(__file__).parents[2] / "examples" / "data" / "dongying.json"
COUNTY = Region("370502")
TWO = attrs.evolve(
    REFERENCE,
    requirements=tuple(one for one in REFERENCE.requirements if one.id in {"area", "map-listing"}),
)
"""The authority answers for the first, the association for the second; both "should"."""


def station(number: int = 1, **changes: Any) -> Station:
    """Return a station of 9 m² that no map knows."""
    plain = Station(
        id=f"S-{number}", name="示例", region=COUNTY, tier=Tier.BASIC,
        site=Site(area_m2=9), on_map=False,
    )  # fmt: skip
    return attrs.evolve(plain, **changes)


def actor(name: str, role: ActorRole, region: str, **more: Any) -> Actor:
    """Return an actor."""
    return Actor(id=name, name=name, role=role, region=Region(region), **more)


CITY = actor("A-city", ActorRole.AUTHORITY, "370500")
CENTRE = actor("A-centre", ActorRole.AUTHORITY, "370500", parent="A-city")
NEAR = actor("A-county", ActorRole.AUTHORITY, "370502", parent="A-city")
FAR = actor("A-far", ActorRole.AUTHORITY, "370503", parent="A-city")
ASSOCIATION = actor("A-assoc", ActorRole.ASSOCIATION, "370502", level=Level.CITY)


def told(*actors: Actor, stations: int = 1, **more: Any) -> Assessment:
    """Return where some stations stand."""
    of = Register(stations=[station(n) for n in range(1, stations + 1)], actors=actors, **more)
    return assess(of, TWO, ON)


def planned(of: Assessment, policy: RemediationPolicy = DEFAULT_REMEDIATION) -> RemediationPlan:
    """Return the plan, with every repair that is known."""
    failed = [one for one in of.findings if one.verdict.outcome is Outcome.FAILED]
    cures = {one.id: repairs(one, of) for one in failed}
    return remediation(of, CALENDAR, policy=policy, repairs=cures)


def flaws(plan: RemediationPlan) -> list[RemediationFlaw]:
    """Return what is wrong with a plan."""
    return [one.flaw for one in audit_remediation(plan)]


@given(strategies.registers(max_stations=2), guidelines(), st.dates(date(2025, 1, 1), ON))
def test_every_failure_has_one_task(register: Register, guideline: Guideline, on: date) -> None:
    """Exactly one accountable actor each, or it is told; due on a workday; nothing hidden."""
    of = assess(register, guideline, on)
    plan = remediation(of, CALENDAR)
    failed = {one.id for one in of.findings if one.verdict.outcome is Outcome.FAILED}
    tasks = Counter(one.finding for one in plan.tasks)
    assert set(tasks) | set(plan.waived) == failed
    assert not set(tasks) & set(plan.waived)
    assert set(tasks.values()) <= {1}
    told_of = {t for one in audit_remediation(plan) if "actor" in one.flaw for t in one.tasks}
    assert told_of == {one.id for one in plan.tasks if one.accountable is None}
    fresh = [one for one in plan.tasks if one.state is RemediationState.RECOMMENDATION]
    assert all(CALENDAR.is_workday(one.due_on) and one.due_on > on for one in fresh)


@given(strategies.registers(max_stations=2), guidelines())
def test_the_matrix_has_one_accountable_cell_a_row(
    register: Register, guideline: Guideline
) -> None:
    """An accountability matrix over the four actors: one of them answers for each open item."""
    plan = remediation(assess(register, guideline, ON), CALENDAR)
    rows = matrix(plan).rows
    assert [row.task for row in rows] == [task.id for task in plan.tasks]
    for row in rows:
        parts = Counter(share.part for share in row.shares)
        assert parts[Involvement.ACCOUNTABLE] == 1
        assert [share.role for share in row.shares] == list(ActorRole)
        answers = next(one for one in row.shares if one.part is Involvement.ACCOUNTABLE)
        assert answers.actors == (() if row.accountable is None else (row.accountable,))


def test_the_matrix_tells_what_one_actor_answers_for() -> None:
    """The city's authority for the area, the association for the map; nobody else for anything."""
    found = matrix(planned(told(CITY, ASSOCIATION)))
    assert [
        [str(row.requirement) for row in found.of(name)] for name in ("A-city", "A-assoc", "A-far")
    ] == [["area"], ["map-listing"], []]


SEATED = actor("A-seat", ActorRole.AUTHORITY, "370502", level=Level.CITY)


@pytest.mark.parametrize(
    ("actors", "accountable"),
    [
        ((CITY,), "A-city"),
        ((CITY, NEAR), "A-county"),
        ((CITY, CENTRE), "A-city"),
        ((CITY, CENTRE, FAR), "A-city"),
        ((CITY, actor("A-2", ActorRole.AUTHORITY, "370500")), None),
        ((CITY, SEATED, NEAR), "A-county"),
        ((ASSOCIATION,), None),
    ],
    ids=[
        "the city's", "the county's before the city's", "who stands above", "not another county's",
        "two equally near", "a seat is no level", "none of the role",
    ],
)  # fmt: skip
def test_the_nearest_actor_answers(actors: tuple[Actor, ...], accountable: str | None) -> None:
    """By role, level and region; none known, or several equally near, is told and not guessed."""
    tasks = {str(one.requirement): one for one in planned(told(*actors)).tasks}
    assert tasks["area"].accountable == accountable


def test_the_office_settles_who_answers() -> None:
    """Whom the policy names answers, where it names them, nearer or not."""
    for region, accountable in (("370500", "A-far"), ("370503", "A-city")):
        named = NamedActor(role=ActorRole.AUTHORITY, actor="A-far", region=Region(region))
        policy = attrs.evolve(DEFAULT_REMEDIATION, named=(named,))
        (task,) = (t for t in planned(told(CITY, FAR), policy).tasks if t.requirement == "area")
        assert task.accountable == accountable


def test_who_runs_a_station_is_nearest_of_all() -> None:
    """A platform that runs the station answers before the city's other platforms."""
    platforms = [actor(f"P-{n}", ActorRole.PLATFORM, "370500") for n in (1, 2)]
    run = station(operator=Party(name="示例平台", actor="P-2"))
    rule = attrs.evolve(REFERENCE.requirements[0], responsible=ActorRole.PLATFORM)
    by = attrs.evolve(REFERENCE, requirements=(rule,))
    of = assess(Register(stations=[run], actors=platforms), by, ON)
    assert planned(of).tasks[0].accountable == "P-2"
    alone = assess(Register(stations=[station()], actors=platforms), by, ON)
    assert flaws(planned(alone)) == [RemediationFlaw.SEVERAL_ACTORS]


def test_a_waived_failure_waits() -> None:
    """What an authority excuses is no task, and is not forgotten."""
    excused = Waiver(
        id="W-1", subject="S-1", covers="area", authority="示例局", reason="暂无扩建条件",
        valid_from=ON, valid_until=date(2026, 6, 30),
    )  # fmt: skip
    of = told(CITY, ASSOCIATION, waivers=[excused])
    plan = planned(of)
    waived = {one.id for one in of.findings if one.requirement == "area"}
    assert set(plan.waived) == waived
    assert "area" not in {one.requirement for one in plan.tasks}


SIXTIETH = [day for day in map(date.fromordinal, range(ON.toordinal() + 1, ON.toordinal() + 200))
            if CALENDAR.is_workday(day)][59]  # fmt: skip
"""The last of the 60 workdays that the shipped policy gives for a "should"."""

TASKED = Task(
    id="T-1", subject="S-1", text="扩建", requirement="area", opened_on=date(2026, 1, 5),
    due_on=date(2026, 2, 27), responsible="A-assoc",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "state", "due"),
    [
        ({}, RemediationState.PLANNED, date(2026, 2, 27)),
        ({"done_on": date(2026, 1, 12)}, RemediationState.COMPLETED, date(2026, 1, 12)),
        ({"dropped_on": date(2026, 1, 12)}, RemediationState.RECOMMENDATION, SIXTIETH),
        ({"opened_on": date(2026, 1, 16)}, RemediationState.RECOMMENDATION, SIXTIETH),
    ],
)
def test_a_task_on_record_is_kept(
    changes: dict[str, Any], state: RemediationState, due: date
) -> None:
    """Recommendation → planned → completed, as the register knows it on the day."""
    plan = planned(told(CITY, ASSOCIATION, tasks=[attrs.evolve(TASKED, **changes)]))
    (task,) = (one for one in plan.tasks if one.requirement == "area")
    assert (task.state, task.due_on) == (state, due)
    wanted = "A-city" if state is RemediationState.RECOMMENDATION else "A-assoc"
    assert task.accountable == wanted
    unproven = RemediationFlaw.UNPROVEN in flaws(plan)
    assert unproven == (state is RemediationState.COMPLETED)


def test_a_task_given_up_hides_none_that_is_live() -> None:
    """The newest task that nobody gave up is kept, whatever was set and given up since."""
    newer = attrs.evolve(TASKED, id="T-2", opened_on=date(2026, 1, 8), dropped_on=date(2026, 1, 12))
    plan = planned(told(CITY, ASSOCIATION, tasks=[TASKED, newer]))
    (task,) = (one for one in plan.tasks if one.requirement == "area")
    assert (task.recorded, task.state) == ("T-1", RemediationState.PLANNED)


def overdue(**changes: Any) -> RemediationPlan:
    """Return a plan with a task on record whose day was before that of the assessment."""
    late = attrs.evolve(TASKED, due_on=date(2026, 1, 9), **changes)
    return planned(told(CITY, ASSOCIATION, tasks=[late]))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "A.1 S-1：期限 2026-01-09 已过，尚未办结"),
        ("en", "A.1 S-1: due on 2026-01-09, which is over, and not done"),
    ],
)
def test_an_overdue_task_is_told(lang: Lang, text: str) -> None:
    """A task on record that was due before the assessment and is not done is overdue."""
    plan = overdue()
    (remark,) = audit_remediation(plan)
    assert (remark.flaw, remark.day) == (RemediationFlaw.OVERDUE, date(2026, 1, 9))
    assert explain_flaw(remark, plan, lang) == text


def test_nobody_is_asked_for_everything_on_one_day() -> None:
    """Tasks of one actor are spread over the workdays of their time; no day is overloaded."""
    policy = attrs.evolve(DEFAULT_REMEDIATION, most_a_day=1)
    plan = planned(told(CITY, ASSOCIATION, stations=6), policy)
    load = Counter((one.accountable, one.due_on) for one in plan.tasks)
    assert max(load.values()) == 1
    assert flaws(plan) == []


def test_a_day_takes_as_many_as_the_policy_allows() -> None:
    """Three tasks at two a day: two on the last day of their time, one on the day before."""
    policy = attrs.evolve(DEFAULT_REMEDIATION, most_a_day=2)
    plan = planned(told(CITY, ASSOCIATION, stations=3), policy)
    load = Counter(one.due_on for one in plan.tasks if one.accountable == "A-city")
    assert sorted(load.values()) == [1, 2]


def test_who_is_not_on_record_is_not_one_of_several() -> None:
    """A task without an actor says whether there is none, or several equally near."""
    other = attrs.evolve(CITY, id="A-other")
    assert flaws(planned(told(ASSOCIATION))) == [RemediationFlaw.NO_ACTOR]
    assert flaws(planned(told(CITY, other, ASSOCIATION))) == [RemediationFlaw.SEVERAL_ACTORS]


def test_an_actor_answers_for_itself() -> None:
    """The subject itself comes before who is as near by its place."""
    twin = attrs.evolve(CITY, id="A-other")
    register = Register(actors=[CITY, twin])
    for one in (CITY, twin):
        assert nearest(register, ActorRole.AUTHORITY, register.of(one.id)) == (one.id,)


def test_more_than_there_are_days_for_is_told() -> None:
    """Overload is found, with the actor and the day."""
    short = [LeadTime(modality=one, workdays=2) for one in Modality]
    policy = attrs.evolve(DEFAULT_REMEDIATION, lead_times=short, most_a_day=1)
    plan = planned(told(CITY, ASSOCIATION, stations=3), policy)
    remarks = [one for one in audit_remediation(plan) if one.actors == ("A-city",)]
    assert [one.flaw for one in remarks] == [RemediationFlaw.OVERLOAD]
    due = sorted(one.due_on for one in plan.tasks if one.accountable == "A-city")
    assert due == [date(2026, 1, 16), date(2026, 1, 19), date(2026, 1, 19)]
    assert re.fullmatch(
        r"A-city has 2 due on 2026-01-19 \(A\.1 S-\d, A\.1 S-\d\)",
        explain_flaw(remarks[0], plan),
    )


def ordered(*pairs: tuple[str, str], **changes: Any) -> RemediationPolicy:
    """Return a policy that puts requirements in order."""
    order = tuple(RemediationOrder(first=first, then=then) for first, then in pairs)
    return attrs.evolve(DEFAULT_REMEDIATION, order=order, **changes)


def test_what_comes_first_is_due_first() -> None:
    """Dependencies: the first leaves a workday at least for what comes after it."""
    plan = planned(told(CITY, ASSOCIATION), ordered(("area", "map-listing")))
    by = {str(one.requirement): one for one in plan.tasks}
    assert by["map-listing"].after == (by["area"].id,)
    assert by["area"].due_on < by["map-listing"].due_on == SIXTIETH
    assert flaws(plan) == []


def test_a_ring_is_told_and_dated_all_the_same() -> None:
    """Cycles are found: each task that waits for itself by way of others."""
    plan = planned(
        told(CITY, ASSOCIATION), ordered(("area", "map-listing"), ("map-listing", "area"))
    )
    (ring,) = (one for one in audit_remediation(plan) if one.flaw is RemediationFlaw.CYCLE)
    assert {t.requirement for t in plan.tasks if t.id in ring.tasks} == {"area", "map-listing"}


def test_no_time_for_what_comes_after_is_an_impossible_date() -> None:
    """Impossible dates are found: one workday is too short for one after the other."""
    hurried = [LeadTime(modality=one, workdays=1) for one in Modality]
    plan = planned(
        told(CITY, ASSOCIATION), ordered(("area", "map-listing"), lead_times=tuple(hurried))
    )
    assert flaws(plan) == [RemediationFlaw.TOO_LATE]
    (remark,) = audit_remediation(plan)
    assert explain_flaw(remark, plan) == (
        "A.2 S-1: closes on 2026-01-19 at best, after its time is over on 2026-01-16"
    )


def test_what_turns_only_later_is_due_then() -> None:
    """Before its first day no repair helps: the task has until the first workday from it on."""
    of = told(CITY, ASSOCIATION)
    cures = {one.id: [attrs.evolve(cure, not_before=date(2026, 10, 1))
                      for cure in repairs(one, of)] for one in of.findings}  # fmt: skip
    plan = remediation(of, CALENDAR, repairs=cures)
    assert {one.due_on for one in plan.tasks} == {date(2026, 10, 8)}
    assert flaws(plan) == []
    moved = attrs.evolve(plan.tasks[0], due_on=date(2026, 10, 9))
    assert flaws(attrs.evolve(plan, tasks=(moved, *plan.tasks[1:]))) == [RemediationFlaw.TOO_LATE]


def test_sessions_are_due_on_a_workday_of_their_period() -> None:
    """The period of the twelfth month ends on a Saturday: its last session is due on the Friday."""
    branch = Branch(id="B-1", name="示例", kind=BranchKind.JOINT_BRANCH,
                    full_members=5, records_since=date(2020, 1, 1))  # fmt: skip
    rule = next(one for one in REFERENCE.requirements if one.id == "theme-party-day")
    by = attrs.evolve(REFERENCE, requirements=(rule,))
    plan = planned(assess(Register(branches=[branch], actors=[CITY]), by, date(2025, 2, 15)))
    (task,), (closing,) = plan.tasks, simulate(plan)
    assert (task.due_on, closing.closes_on) == (date(2026, 1, 30), date(2026, 1, 31))
    assert closing.proof is Proof.PROVED
    assert RemediationFlaw.TOO_LATE not in flaws(plan)


@pytest.mark.parametrize(
    ("due", "flaw"),
    [
        (date(2026, 2, 8), RemediationFlaw.NO_WORKDAY),
        (date(2026, 1, 14), RemediationFlaw.TOO_EARLY),
        (date(2026, 4, 17), RemediationFlaw.TOO_LATE),
    ],
)
def test_the_maker_is_not_the_judge(due: date, flaw: RemediationFlaw) -> None:
    """A plan that somebody altered is judged by the same rules."""
    plan = planned(told(CITY, ASSOCIATION))
    moved = [attrs.evolve(one, due_on=due) if one.requirement == "area" else one
             for one in plan.tasks]  # fmt: skip
    assert flaws(attrs.evolve(plan, tasks=tuple(moved))) == [flaw]


def test_milestones_are_the_last_days() -> None:
    """For each subject the day on which the last of its failures is to be put right."""
    plan = planned(told(CITY, ASSOCIATION, stations=2))
    for stone in plan.milestones:
        due = [one.due_on for one in plan.tasks if one.subject == stone.subject]
        assert (stone.due_on, len(stone.tasks)) == (max(due), len(due))


def test_the_example_city_is_planned_and_closes() -> None:
    """The whole way on the example city: plan, audit, simulation, matrix, document."""
    plan = planned(assess(load(EXAMPLE, Register), REFERENCE, ON))
    assert len(plan.tasks) == len(matrix(plan).rows) == len(simulate(plan))
    assert RemediationFlaw.CYCLE not in flaws(plan)
    assert all(one.due_on > ON - timedelta(days=400) for one in plan.tasks)
    again = loads(dumps(plan), RemediationPlan)
    assert (again, simulate(again)) == (plan, simulate(plan))


@pytest.mark.parametrize(
    ("passes", "due"),
    [
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 8)),
    ],
)
def test_what_only_has_to_wait_is_due_when_the_time_comes(passes: date, due: date) -> None:
    """Nothing to alter and nothing to prove: the first workday from the day on which it passes."""
    of = told(CITY, ASSOCIATION)
    cures = {one.id: [attrs.evolve(cure, not_before=passes, changes={}, settles={},
                                   holds={})
                      for cure in repairs(one, of)] for one in of.findings}  # fmt: skip
    plan = remediation(of, CALENDAR, repairs=cures)
    assert {one.due_on for one in plan.tasks} == {due}


def test_no_workday_lies_beyond_the_last_year() -> None:
    """The last day of 2100 stands for all that would be due later."""
    assert workday(CALENDAR, date(2100, 12, 30), 5) == date(2100, 12, 31)
    assert workday(CALENDAR, date(2100, 12, 31), 1) == date(2100, 12, 31)
