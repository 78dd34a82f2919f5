"""Policies and plans hold together, made here or read from a document."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    DEFAULT_REMEDIATION,
    ActorId,
    ActorRole,
    FindingId,
    InvalidValue,
    LeadTime,
    Milestone,
    Modality,
    NamedActor,
    Region,
    RemediationPolicy,
    data,
    loads,
    remediation,
)

from .test_remediation import ASSOCIATION, CALENDAR, CITY, planned, told


def test_the_shipped_policy_reads_through_the_same_door_as_an_offices_own() -> None:
    """Data names its source and is read like a user's own."""
    text = data.text("policies/remediation.json")
    assert loads(text, RemediationPolicy) == DEFAULT_REMEDIATION
    assert "assumptions" in DEFAULT_REMEDIATION.source


def test_a_policy_has_a_time_for_something() -> None:
    """Bad input raises, with its place."""
    twice = LeadTime(modality=Modality.SHALL, workdays=1)
    with pytest.raises(InvalidValue, match="one lead time for each") as caught:
        attrs.evolve(DEFAULT_REMEDIATION, lead_times=(twice, twice))
    assert caught.value.problems[0].path == "$.lead_times"


def test_a_name_holds_everywhere_or_in_all_of_a_division() -> None:
    """In this division only, and in all that lies in it; None: everywhere."""
    county, other = Region("370502"), Region("370602")
    named = NamedActor(role=ActorRole.AUTHORITY, actor="A-city")
    assert [named.fits(ActorRole.AUTHORITY, one) for one in (county, None)] == [True, True]
    assert not named.fits(ActorRole.ASSOCIATION, county)
    within = attrs.evolve(named, region=Region("370500"))
    assert [within.fits(ActorRole.AUTHORITY, one) for one in (county, other, None)] == [
        True, False, False,
    ]  # fmt: skip


def test_tasks_of_a_plan_refer_to_tasks_of_it() -> None:
    """A plan from a document holds together: no task twice, none after one that is not there."""
    plan = planned(told(CITY, ASSOCIATION))
    first, *rest = plan.tasks
    with pytest.raises(InvalidValue, match="TaskId"):
        attrs.evolve(plan, tasks=(attrs.evolve(first, after=("nobody",)), *rest))
    with pytest.raises(InvalidValue, match="TaskId"):
        attrs.evolve(plan, tasks=(first, first, *rest))
    assert isinstance(first.accountable, ActorId)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"subject": "nobody"}, "subject"),
        ({"requirement": "nothing"}, "requirement"),
        ({"finding": FindingId("nothing")}, "finding"),
        ({"accountable": "nobody"}, "accountable"),
        ({"cooperating": ("A-city", "nobody")}, "cooperating[1]"),
        ({"after": ("nothing",)}, "after[0]"),
        ({"recorded": "nothing"}, "recorded"),
    ],
)
def test_what_a_task_names_is_there(changes: dict[str, Any], path: str) -> None:
    """A plan of a document names no subject, requirement, finding, actor or task out of nowhere."""
    plan = remediation(told(CITY, ASSOCIATION), CALENDAR)
    first, *rest = plan.tasks
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(plan, tasks=(attrs.evolve(first, **changes), *rest))
    assert [(one.code, one.path) for one in caught.value.problems] == [
        ("id.dangling", f"$.tasks[0].{path}")
    ]


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"subject": "nobody"}, "id.dangling", "requirement"),
        ({"changes": {"nothing": True}}, "rule.fact", "changes"),
        ({"holds": {"sessions(nothing)": Decimal(1)}}, "rule.fact", "holds"),
    ],
)
def test_what_a_repair_names_is_there(changes: dict[str, Any], code: str, path: str) -> None:
    """A repair of a plan mends one of its tasks, by facts that there are, and stands once."""
    plan = planned(told(CITY, ASSOCIATION))
    first, *rest = plan.repairs
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(plan, repairs=(*rest, attrs.evolve(first, **changes)))
    (problem,) = caught.value.problems
    assert (problem.code, problem.path.rpartition(".")[2]) == (code, path)
    with pytest.raises(InvalidValue, match="FindingId"):
        attrs.evolve(plan, repairs=(first, first, *rest))
    with pytest.raises(InvalidValue, match="FindingId"):
        attrs.evolve(plan, waived=(FindingId("nothing"),))


@pytest.mark.parametrize("named", [5, "T-1", None])
def test_tasks_are_named_in_a_list(named: Any) -> None:
    """Anything else is refused as bad input, a single name too: it is no list of letters."""
    with pytest.raises(InvalidValue) as caught:
        Milestone(subject="S-1", due_on=date(2026, 1, 15), tasks=named)
    assert [(one.code, one.path) for one in caught.value.problems] == [("type", "$.tasks")]


def test_repairs_are_a_list() -> None:
    """What cannot be put in order is told as any other wrong value."""
    plan = planned(told(CITY, ASSOCIATION))
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(plan, repairs=5)
    assert str(caught.value) == "$.repairs: Failed to parse 5 as repairs: expected tuple, got int."
