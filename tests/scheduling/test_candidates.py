"""What forbids each slot, against the rules and the books, asked of every slot alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    PlanInputs,
    Policy,
    Rule,
    RuleSeverity,
    Severity,
)
from ridehire_partybuild.scheduling.assembling import Judge
from ridehire_partybuild.scheduling.candidates import Candidates
from ridehire_partybuild.scheduling.ground import Slot
from ridehire_partybuild.scheduling.needs import Need
from ridehire_partybuild.scheduling.rules import DAY_RULES, HOST_RULES, TIME_RULES, first
from ridehire_partybuild.testing.strategies import plan_inputs
from ridehire_partybuild.values import ActivityKind, OpeningHours, Skill, Span

TABLES = DAY_RULES, TIME_RULES, HOST_RULES


def every(need: Need, day: date, step: int) -> Iterator[Slot]:
    """The slots of a day in order: start by start, host by host."""
    midnight = day.toordinal() * 1440
    for start in range(midnight, midnight + 1440, step):
        for host in need.hosts:
            yield Slot(
                start=start,
                end=start + need.duty.minutes,
                station=need.station,
                host=host,
                duty=need.duty,
                period=need.period,
            )


def why_not(judge: Judge, slot: Slot) -> Rule | None:
    """The first rule that forbids a slot, on books that are made for it alone."""
    told = (first(table, judge.ground, slot) for table in TABLES)
    return next(filter(None, told), None) or judge.booked().in_the_way(slot)


def held_to_the_rules(judge: Judge, needs: int) -> None:
    """What candidates tell of some needs is what each slot says for itself."""
    candidates = Candidates(judge.ground, judge.booked())
    for need in judge.matter.needs[:needs]:
        found: Counter[Rule | None] = Counter()
        for day in need.window.days:
            told = [
                (slot, why_not(judge, slot))
                for slot in every(need, day, judge.ground.policy.step_minutes)
            ]
            assert list(candidates.free(need, day)) == [one for one, rule in told if rule is None]
            found.update(rule for _, rule in told)
        del found[None]
        if need.station is not None and need.hosts:
            assert candidates.tally(need) == found


def severe(severity: Severity, *rules: Rule, where: str | None = None) -> Policy:
    """The shipped policy, on a coarser grid, with rules of another severity."""
    told = [RuleSeverity(rule=rule, severity=severity, station=where) for rule in rules]
    return attrs.evolve(DEFAULT_POLICY, severities=told, step_minutes=60)


SPAN = Span.parse("2026-03-09/2026-03-15")
NIGHT = OpeningHours.parse("off")
RECORDS = (
    station(1),
    station(2, hours="Mo-Su 20:00-28:00", closed_on=date(2026, 3, 14)),
    lawyer(1, per_day=1),
    lawyer(2, hours="Mo-Su 09:00-26:00", days_off=[date(2026, 3, 11)], per_week=2),
    lawyer(3, hours="24/7", skills=(Skill.LEGAL, Skill.HEALTH), per_week=1),
    lawyer(4, hours=None, skills=(Skill.LEGAL, Skill.HEALTH)),
    session("R-1", "2026-03-10T10:00", host="H-1", kind=ActivityKind.SYMPOSIUM),
    session("R-2", "2026-03-12T14:00", host="H-2", duty="D-1"),
    session("R-3", "2026-03-13T14:00", host="H-3", station="S-2", kind=ActivityKind.SYMPOSIUM),
)
WEEKLY = (
    clinic(1, "2/week", smallest_gap=2),
    clinic(2, "1/week", minutes=120),
    clinic(3, "1/week", station="S-1", subject="S-1", skill=Skill.HEALTH),
    clinic(4, "1/week", station="S-2", subject="S-1", skill=None),
    clinic(6, "1/week", station="S-2", subject="S-2"),
    clinic(5, "1/week", station="S-1", subject="S-1", minutes=30),
)


@pytest.mark.parametrize(
    "policy",
    [
        attrs.evolve(DEFAULT_POLICY, step_minutes=60),
        attrs.evolve(DEFAULT_POLICY, step_minutes=60, peaks=NIGHT),
        severe(Severity.WARN, Rule.HOST_UNAVAILABLE, Rule.UNKNOWN_HOST_HOURS, where="S-1"),
        severe(Severity.IGNORE, Rule.CLOSED, Rule.HOST_SKILL, Rule.HOST_WEEK_LIMIT),
    ],
)
def test_each_slot_is_judged_as_if_it_were_alone(policy: Policy) -> None:
    """'The slots of a day that nothing forbids', and how many each rule blocks."""
    inputs = inputs_of(*RECORDS, *WEEKLY, span=SPAN, on=date(2026, 3, 10), policy=policy)
    judge = Judge(inputs)
    assert len(judge.matter.needs) >= 4
    held_to_the_rules(judge, 9)


@given(plan_inputs(max_duties=2))
def test_the_same_of_any_city(inputs: PlanInputs) -> None:
    """'What no booking can change is looked at once': it is the same for each slot."""
    policy = attrs.evolve(inputs.policy, step_minutes=240)
    held_to_the_rules(Judge(attrs.evolve(inputs, policy=policy)), 2)


def test_without_a_room_or_a_host_one_rule_tells_it_all() -> None:
    """'Each is put down to the first that forbids it': once, not slot by slot."""
    nowhere, nobody = clinic(1, station="S-9"), clinic(2, station="S-1", skill=Skill.FIRST_AID)
    judge = Judge(inputs_of(station(1), station(2), lawyer(), nowhere, nobody))
    candidates = Candidates(judge.ground, judge.booked())
    told = [candidates.tally(need) for need in judge.matter.needs]
    assert told == [{Rule.NO_STATION: 1}, {Rule.NO_HOST: 1}]
    assert [[*candidates.free(need, SPAN.start)] for need in judge.matter.needs] == [[], []]


def warned(judge: Judge, slot: Slot) -> int:
    """How many rules a slot breaks that only warn, asked one by one."""
    broken = judge.booked().clashes(slot)
    broken |= {
        rule for table in TABLES for rule, forbids in table.items() if forbids(judge.ground, slot)
    }
    severity = judge.ground.policy.severity
    return [severity(rule, slot.station) for rule in broken].count(Severity.WARN)


def test_what_only_warns_is_counted() -> None:
    """'How many rules the slot breaks that only warn': rules of every kind, at its station."""
    rules = (
        Rule.DAY_POLICY, Rule.STATION_NOT_OPEN, Rule.CLOSED, Rule.PEAK,
        Rule.HOST_UNAVAILABLE, Rule.HOST_DAY_OFF, Rule.ROOM_BUSY,
    )  # fmt: skip
    policy = severe(Severity.WARN, *rules, where="S-1")
    inputs = inputs_of(*RECORDS, *WEEKLY, span=SPAN, on=SPAN.start, policy=policy)
    judge = Judge(inputs)
    candidates, seen = Candidates(judge.ground, judge.booked()), set()
    for need in judge.matter.needs[::2]:
        for day in SPAN:
            for slot in every(need, day, 120):
                told = candidates.warnings(slot)
                assert told == warned(judge, slot), slot
                seen.add(told)
    assert seen >= {0, 1, 2, 3}


def test_a_slot_told_in_numbers() -> None:
    """Two hosts on a Tuesday: the one is engaged at ten, the other comes at three."""
    one, other = lawyer(1), lawyer(2, hours="Tu 15:00-16:30")
    taken = session("R-1", "2026-03-10T10:00", host="H-1", kind=ActivityKind.SYMPOSIUM)
    policy = attrs.evolve(DEFAULT_POLICY, peaks=NIGHT, step_minutes=60)
    inputs = inputs_of(station(1), one, other, taken, clinic(), policy=policy)
    judge = Judge(inputs)
    (need,) = judge.matter.needs
    found: Any = Candidates(judge.ground, judge.booked()).free(need, date(2026, 3, 10))
    told = [(slot.start % 1440 // 60, str(slot.host)) for slot in found]
    hours = [9, 11, 12, 13, 14, 15, 16]
    assert told == sorted([*((hour, "H-1") for hour in hours), (15, "H-2")])
