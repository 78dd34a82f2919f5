"""Who has to be told of which changes, whole."""

from typing import Any

import attrs
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.model import Actor, Branch, Party
from ridehire_partybuild.scheduling import ChangeNotice, NoticeRole, Plan, PlanChange
from ridehire_partybuild.scheduling.notices import notices_of
from ridehire_partybuild.values import ActorRole, BranchKind, Region, Span

OWNER, OPERATOR, HOST = NoticeRole.OWNER, NoticeRole.OPERATOR, NoticeRole.HOST
BRANCH = Branch(id="B-1", name="示例支部", kind=BranchKind.BRANCH)
OFFICE = Actor(id="A-1", name="示例局", role=ActorRole.AUTHORITY, region=Region("370500"))
RUNS, RUNS_TOO = Party(name="运营甲"), Party(name="运营乙")
PLACES = station(1, operator=RUNS), station(2, operator=RUNS_TOO), station(3)
DUTIES = clinic(1, subject="B-1"), clinic(2, subject="A-1"), clinic(3)
OLD = Plan(inputs=inputs_of(BRANCH, OFFICE, *PLACES, *DUTIES, lawyer(1), lawyer(2)))


def change(before: Any, after: Any) -> PlanChange:
    """What became of one session."""
    return PlanChange(before=before, after=after)


def told(*changes: PlanChange, new: Plan = OLD, days: str | None = None) -> list[ChangeNotice]:
    """The notices of changes."""
    return list(notices_of(changes, new, OLD, None if days is None else Span.parse(days)))


def notice(to: Party, changes: list[PlanChange], *roles: NoticeRole) -> ChangeNotice:
    """One notice."""
    return ChangeNotice(to=to, roles=roles, changes=tuple(changes))


ONE = session("P-1", "2026-03-10T10:00", duty="D-1", host="H-1")
MOVED = attrs.evolve(ONE, station="S-2", host="H-2")
GONE = change(session("P-2", "2026-03-12T10:00", duty="D-2", station="S-3"), None)
ADDED = change(None, session("P-3", "2026-03-17T10:00", duty="D-3", host="H-1", station="S-3"))
MOVE = change(ONE, MOVED)
OF_BRANCH = Party(name="示例支部", branch="B-1")
OF_OFFICE = Party(name="示例局", actor="A-1")
FIRST, SECOND = lawyer(1).party, lawyer(2).party


def test_all_whom_a_change_concerns_are_told_of_it_once() -> None:
    """Who owes it, who runs the place, who holds it: before and after; a station itself is none."""
    assert told(MOVE, GONE, ADDED) == sorted(
        [
            notice(FIRST, [MOVE, ADDED], HOST),
            notice(SECOND, [MOVE], HOST),
            notice(OF_OFFICE, [GONE], OWNER),
            notice(OF_BRANCH, [MOVE], OWNER),
            notice(RUNS, [MOVE], OPERATOR),
            notice(RUNS_TOO, [MOVE], OPERATOR),
        ],
        key=lambda one: one.to.name,
    )


def test_who_calls_it_is_told_instead_of_who_owes_it() -> None:
    """'Its organiser', where one is named: an actor or a branch that owes it is not told."""
    caller = Party(name="组织者")
    for duty in ("D-1", "D-2"):
        own = session("P-9", "2026-03-10T10:00", duty=duty, station="S-3", organiser=caller)
        gone = change(own, None)
        assert told(gone) == [notice(caller, [gone], OWNER)]
    nobody = change(session("P-9", "2026-03-10T10:00", station="S-3"), None)
    assert told(nobody) == []


def test_one_body_of_several_parts_gets_one_notice() -> None:
    """By its actor, branch or code: as it was called first; its parts in order."""
    older, newer = Party(name="旧名", actor="A-1"), Party(name="新名", actor="A-1")
    own = session("P-9", "2026-03-10T10:00", station="S-3", organiser=older)
    both = change(own, attrs.evolve(own, organiser=newer, host="H-1"))
    assert told(both) == [notice(older, [both], OWNER), notice(FIRST, [both], HOST)]
    runs = attrs.evolve(PLACES[2], operator=FIRST)
    inputs = attrs.evolve(OLD.inputs, register=OLD.inputs.register.without("S-3").with_(runs))
    held = change(None, session("P-9", "2026-03-10T10:00", station="S-3", host="H-1"))
    found = told(held, new=Plan(inputs=inputs))
    assert found == [notice(FIRST, [held], OPERATOR, HOST)]


def test_a_body_is_told_as_it_is_and_if_it_is_gone_as_it_was() -> None:
    """'The record as it is, or as it was where it is no longer on record.'."""
    register = OLD.inputs.register.without("H-2")
    renamed = attrs.evolve(lawyer(1), party=Party(name="新律所"))
    register = register.without("H-1").with_(renamed)
    new = Plan(inputs=attrs.evolve(OLD.inputs, register=register))
    hosts = [one.to for one in told(MOVE, new=new) if one.roles == (HOST,)]
    assert hosts == sorted([SECOND, renamed.party], key=lambda one: one.name)


def test_only_changes_of_published_days_are_told() -> None:
    """'Only changes of these days': where the session was, or where it is."""
    later = change(ONE, attrs.evolve(MOVED, start=ADDED.session.start, end=ADDED.session.end))
    assert told(later, days="2026-03-11/2026-03-16") == []
    assert {one.changes for one in told(later, GONE, days="2026-03-10/2026-03-10")} == {(later,)}
    assert {one.changes for one in told(GONE, later, days="2026-03-17/2026-03-17")} == {(later,)}
