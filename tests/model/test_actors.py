"""Actors work under each other; branches are there from their founding to their end."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Actor,
    ActorId,
    ActorRole,
    Branch,
    InvalidValue,
    Region,
    Register,
)
from ridehire_partybuild.testing import strategies


def _actor(name: str, parent: str | None = None) -> Actor:
    return Actor(
        id=name, name="示例", role=ActorRole.AUTHORITY, region=Region("370500"), parent=parent
    )


@given(actor=strategies.actors(parents=[ActorId("A-7"), ActorId("A-8")]))
def test_an_actor_names_the_one_above_it(actor: Actor) -> None:
    """A county bureau works under the city's: that one must be on record too."""
    named = [(path, record_id, wanted) for path, record_id, wanted in actor.references()]
    assert named == ([(".parent", actor.parent, ("actors",))] if actor.parent else [])


def test_an_actor_above_must_be_on_record() -> None:
    """A parent is another actor of the register, whatever its order."""
    register = Register(actors=[_actor("A-1", parent="A-2"), _actor("A-2")])
    assert register.actors[0].parent == "A-2"
    with pytest.raises(InvalidValue) as caught:
        Register(actors=[_actor("A-1", parent="A-2")])
    assert [(one.code, one.path) for one in caught.value.problems] == [
        ("id.dangling", "$.actors['A-1'].parent")
    ]


@given(branch=strategies.branches(), offset=st.integers(-2, 2))
def test_a_branch_is_there_until_it_is_dissolved(branch: Branch, offset: int) -> None:
    """`dissolved_on` is the first day it no longer exists."""
    founded, dissolved = branch.founded_on, branch.dissolved_on
    for end in filter(None, (founded, dissolved)):
        day = end + timedelta(days=offset)
        begun = founded is None or day >= founded
        assert branch.is_open(day) == (begun and (dissolved is None or day < dissolved))
