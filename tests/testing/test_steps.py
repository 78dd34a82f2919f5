"""Every step of a life can be taken: two programs, written out, in which each happens."""

import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import find, settings
from hypothesis.stateful import INITIALIZE_RULE_MARKER, RULE_MARKER, RuleBasedStateMachine

from ridehire_partybuild import (
    AppealState,
    Region,
    Register,
    SessionStatus,
    Site,
    Station,
    Tier,
    reference_guideline,
)
from ridehire_partybuild.guideline import Reason
from ridehire_partybuild.testing.machines import LifeBroken, PlanLife, RegisterLife

Step = tuple[str, dict[str, Any]]

SEEN = ("site.area_m2", Decimal(9))
A_STATION = Register(
    stations=[
        Station(
            id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(seats=20)
        )
    ]
)

A_YEAR: tuple[Step, ...] = (
    ("open_station", {"county": "370502", "tier": "basic", "seats": None, "kept": 1}),  # S-1
    ("open_station", {"county": "370503", "tier": "mobile", "seats": 24, "kept": None}),  # S-2
    ("hold_session", {"station": "S-1", "kind": "symposium"}),  # E-3
    ("plan_session", {"station": "S-1", "kind": "legal_clinic", "days": 7}),  # E-4
    ("plan_session", {"station": "S-1", "kind": "legal_clinic", "days": 31}),  # E-5
    ("plan_session", {"station": "S-2", "kind": "party_lecture", "days": 200}),  # E-6
    ("donate", {"copies": 40}),  # T-7, DON-8
    ("donate", {"copies": None}),  # T-9, DON-10
    ("deliver", {"donation": "DON-8", "station": "S-1", "copies": 12}),  # DEL-11
    ("deliver", {"donation": "DON-10", "station": "S-2", "copies": 0}),  # DEL-12
    ("appeal", {"station": "S-1", "kept": None}),  # AP-13
    ("appeal", {"station": "S-1", "kept": 1}),  # AP-14
    ("appeal", {"station": "S-2", "kept": 400}),  # AP-15
    ("set_task", {"station": "S-1"}),  # J-16
    ("set_task", {"station": "S-2"}),  # J-17
    ("set_task", {"station": "S-2"}),  # J-18
    ("observe", {"station": "S-1", "seen": SEEN, "days": None}),
    ("observe", {"station": "S-1", "seen": ("site.area_m2", Decimal(40)), "days": 30}),
    ("observe", {"station": "S-2", "seen": ("facilities", ("water",)), "days": None}),
    ("observe", {"station": "S-2", "seen": ("first_aid_box.expires_on", date(2026, 1, 1)),
                 "days": 365}),
    ("waive", {"station": "S-1", "covers": "site.area_m2", "days": 31}),  # W-23
    ("waive", {"station": "S-2", "covers": "area", "days": 200}),  # W-24
    ("exempt", {"station": "S-2", "kind": "party_lecture", "unit": "month"}),
    ("days_pass", {"days": 31}),
    ("settle_session", {"session": "E-4", "came": 12}),
    ("settle_session", {"session": "E-5", "came": None}),
    ("settle_session", {"session": "E-6", "came": 12}),
    ("sign", {"delivery": "DEL-11"}),
    ("answer", {"appeal": "AP-13", "forwarded": True}),
    ("answer", {"appeal": "AP-15", "forwarded": False}),
    ("settle_appeal", {"appeal": "AP-13", "content": False}),
    ("settle_appeal", {"appeal": "AP-15", "content": None}),
    ("end_task", {"task": "J-16", "done": True}),
    ("end_task", {"task": "J-17", "done": False}),
    ("observe", {"station": "S-1", "seen": ("site.area_m2", Decimal(41)), "days": None}),
    ("look_back", {"days": 0}),
    ("look_back", {"days": 20}),
    ("look_back", {"days": 400}),
    ("withdraw", {"waiver": "W-24"}),
    ("merge_part", {"county": "370503", "tier": "mobile"}),  # S-27
    ("merge_contradiction", {"station": "S-1"}),
    ("strike_what_is_named", {"station": "S-27"}),
    ("strike_what_is_named", {"station": "S-1"}),
    ("suspend", {"station": "S-1", "days": 0}),
    ("suspend", {"station": "S-1", "days": 30}),  # it is shut today already
    ("suspend", {"station": "S-2", "days": None}),
    ("save_and_load", {}),
    ("purge_after", {"days": 0}),
    ("purge_after", {"days": 400}),
    ("close", {"station": "S-1"}),
    ("close", {"station": "S-1"}),  # it is closed already
    ("suspend", {"station": "S-1", "days": None}),
)  # fmt: skip

A_QUARTER: tuple[Step, ...] = (
    ("make", {"owed": [(0, "legal_clinic", "2/month"), (1, "theme_party_day", "1/week"),
                       (1, "health_check", "1/month")]}),
    ("owe_more", {"station": 0, "kind": "theme_party_day"}),
    ("publish", {"weeks": 2}),
    ("pin", {"session": 3}),
    ("fall_ill", {"session": 2}),
    ("fall_ill", {"session": 0}),
    ("replan_now", {"budget": 3}),
    ("days_pass", {"days": 7}),
    ("hold_session", {"session": 5}),
    ("hold_session", {"session": 0}),  # its day is over
    ("call_off", {"session": 6}),
    ("replan_now", {"budget": 0}),
    ("hold_session", {"session": 7}),
    ("pin", {"session": 8}),
    ("hold_session", {"session": 8}),
    ("call_off", {"session": 8}),  # it was held
    ("replan_now", {"budget": 1}),
    ("become_a_holiday", {"session": 12}),
    ("become_a_holiday", {"session": 12}),  # it is one already
    ("rebase_now", {}),
    ("shut", {"session": 14}),
    ("replan_now", {"budget": 0}),
)  # fmt: skip


def rules_of(machine: type[RuleBasedStateMachine]) -> dict[str, Any]:
    """Return what Hypothesis keeps of each step of a machine, by its name."""
    found = {}
    for name in dir(machine):
        step = getattr(machine, name)
        rule = getattr(step, RULE_MARKER, None) or getattr(step, INITIALIZE_RULE_MARKER, None)
        if rule is not None:
            found[name] = rule
    return found


def lived(life: Any, steps: Sequence[Step]) -> None:
    """Take the steps, each only where the machine could, and look at everything after each."""
    rules = rules_of(type(life))
    for name, told in steps:
        assert all(may(life) for may in rules[name].preconditions), name
        getattr(life, name)(**told)
        life.everything_holds()


@pytest.mark.parametrize(
    ("machine", "steps"), [(RegisterLife, A_YEAR), (PlanLife, A_QUARTER)], ids=["register", "plan"]
)
def test_no_step_is_left_out(machine: type[RuleBasedStateMachine], steps: Sequence[Step]) -> None:
    """A new step has to be written into the program of its machine."""
    assert {name for name, _ in steps} == set(rules_of(machine))


def test_a_year_in_which_everything_happens() -> None:
    """At its end the register says what was done, in our own words."""
    life = RegisterLife()
    lived(life, A_YEAR)
    register = life.register
    assert [(one.id, one.closed_on is None, len(one.suspensions)) for one in register.stations] == [
        ("S-1", False, 1),
        ("S-2", True, 1),
        ("S-27", True, 0),
    ]
    sessions = [(one.id, one.status, one.attendance) for one in register.sessions]
    assert sessions == [
        ("E-3", SessionStatus.HELD, None),
        ("E-4", SessionStatus.HELD, 12),
        ("E-5", SessionStatus.HELD, None),
        ("E-6", SessionStatus.CANCELLED, None),
    ]
    states = [(one.id, one.state, one.summary is None) for one in register.appeals]
    assert states == [
        ("AP-13", AppealState.CLOSED, False),
        ("AP-14", AppealState.RECEIVED, True),  # purged: it was kept for a day
        ("AP-15", AppealState.CLOSED, True),  # and this for 400
    ]
    assert [(one.id, one.received) for one in register.deliveries] == [
        ("DEL-11", True),
        ("DEL-12", None),
    ]
    ended = [(one.id, one.done_on is None, one.dropped_on is None) for one in register.tasks]
    assert ended == [("J-16", False, True), ("J-17", True, False), ("J-18", True, True)]
    assert [one.id for one in register.waivers] == ["W-23"]


def test_a_quarter_in_which_everything_happens() -> None:
    """At its end what was held counts, and nothing is planned where it cannot be."""
    life = PlanLife()
    lived(life, A_QUARTER)
    assert sum(life.held.values()) == 3
    assert len(life.known.sessions) == 4
    assert len(life.owed) == 4
    (shut,) = [one for one in life.known.stations if one.closed_on is not None]
    assert not [
        one
        for one in life.made.sessions
        if one.station == shut.id and one.day >= (shut.closed_on or one.day)
    ]


def test_where_nothing_is_planned_nothing_can_happen_to_it() -> None:
    """Without a host for the only duty there is no session: each step leaves the plan as it is."""

    class Alone(PlanLife):
        register = Register(stations=A_STATION.stations)

    life = Alone()
    steps = [(name, {"session": 0}) for name in ("pin", "fall_ill", "become_a_holiday", "shut")]
    steps += [("hold_session", {"session": 0}), ("call_off", {"session": 0})]
    lived(life, [("make", {"owed": [(0, "legal_clinic", "1/month")]}), *steps])
    assert (life.made.sessions, life.is_behind()) == ((), False)
    lived(life, [("owe_more", {"station": 0, "kind": "health_check"})] * 9)
    assert len(life.owed) == 6  # more would only slow it down


def test_another_calendar_knows_nothing_of_what_was_held() -> None:
    """Put on another calendar alone, a plan counts what it knew; replanned, what is so."""
    life = PlanLife()
    lived(life, [
        ("make", {"owed": [(0, "theme_party_day", "1/month")]}),
        ("hold_session", {"session": 0}),
        ("become_a_holiday", {"session": 2}),
        ("rebase_now", {}),
    ])  # fmt: skip
    assert sum(one.held for one in life.made.ledger) == 0
    lived(life, [("replan_now", {"budget": 0})])
    assert sum(one.held for one in life.made.ledger) == 1


def test_a_plan_lives_without_icalendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package for calendars is not installed, phones are told nothing."""
    module = sys.modules[PlanLife.__module__]
    monkeypatch.setattr(module, "find_spec", {}.get)
    life = PlanLife()
    lived(life, [("make", {"owed": [(0, "theme_party_day", "1/month")]})])
    assert life.calendar_of(life.made, None) is None


def test_a_life_by_a_guideline_that_asks_nothing() -> None:
    """There is no score then, and none can become wider."""

    class Unasked(RegisterLife):
        guideline = attrs.evolve(reference_guideline(), requirements=())

    life = Unasked()
    lived(life, [A_YEAR[0], ("observe", {"station": "S-1", "seen": SEEN, "days": None})])
    assert life.judged().score().low is None


def test_a_register_that_lets_go_of_what_is_named_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The sentence, whole, where a record that others name is taken out all the same."""
    life = RegisterLife()
    lived(life, [A_YEAR[0], ("observe", {"station": "S-1", "seen": SEEN, "days": None})])
    monkeypatch.setattr(Register, "without", lambda self, *_: self)
    with pytest.raises(LifeBroken, match=r"^what is named cannot be taken out"):
        life.strike_what_is_named(station="S-1")


def test_what_can_be_seen_and_waived_is_the_guidelines() -> None:
    """Facts that people observe at stations, and rules on stations: those named by the host."""

    class Narrow(RegisterLife):
        facts = ("site.area_m2", "site.seats")

    life = Narrow()
    quick = settings(max_examples=50, database=None, derandomize=True)
    seen = find(life.observable(), lambda one: one[0] == "site.seats", settings=quick)
    assert seen[0] == "site.seats"
    of_stations = [one.id for one in reference_guideline().in_force(life.today).requirements
                   if one.subject.value == "station"]  # fmt: skip
    assert life.waivable() == (*of_stations, "site.area_m2", "site.seats")


def test_what_is_known_to_be_absent_may_be_seen_all_the_same() -> None:
    """Law 2 is of what was not known: that there is none was known, and is told otherwise now."""
    life = RegisterLife()
    lived(life, [
        ("open_station", {"county": "370502", "tier": "comprehensive", "seats": None,
                          "kept": None}),
        ("suspend", {"station": "S-1", "days": 30}),
        ("purge_after", {"days": 400}),
        ("purge_after", {"days": 31}),
    ])  # fmt: skip
    reading = life.judged().readings("S-1").of("activities.kinds")
    assert (reading.value, reading.reason) == (None, Reason.NOT_THERE)
    seen = ("activities.kinds", Decimal(3))
    lived(life, [("observe", {"station": "S-1", "seen": seen, "days": None})])
    assert life.judged().readings("S-1").of("activities.kinds").value == 3
