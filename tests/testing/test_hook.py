"""The entry point for Hypothesis: types that a project only imports have strategies, at no cost."""

import json
import subprocess
import sys
from importlib.metadata import entry_points
from inspect import getmodule

import pytest

from ridehire_partybuild.testing.strategies import by_class

INSTALLED = any(
    one.value == "ridehire_partybuild.testing.hook:register"
    for one in entry_points(group="hypothesis")
)
BY_HAND = "from ridehire_partybuild.testing.hook import register; register()"
RUN_HOOK = "" if INSTALLED else BY_HAND
"""Hypothesis runs the hook where the package is installed; elsewhere it is run as that would."""

HYPOTHESIS = f"from hypothesis import given, settings, strategies as st\n{RUN_HOOK}"
OURS = "from ridehire_partybuild import Station"
FLOOR = "from ridehire_partybuild.model import Station"
LOADED = """
import json, sys
print(json.dumps([name for name in sys.modules if name.startswith("ridehire_partybuild")]))
"""
FOREIGN_SUITE = """
def strategies_are_loaded():
    return "ridehire_partybuild.testing.strategies" in sys.modules

import sys
assert not strategies_are_loaded()
seen = []

@given(st.from_type(Station), st.from_type(Station | None))
@settings(max_examples=5, database=None, deadline=None)
def property_of_another_project(station, other):
    seen.append((type(station), type(other)))

property_of_another_project()
assert strategies_are_loaded()
assert {one for one, _ in seen} == {Station}
assert {other for _, other in seen} <= {Station, type(None)}
"""
EVERY_CLASS = """
from enum import Enum
from ridehire_partybuild.testing.strategies import by_class

class Ours(Station):
    pass

made = by_class()
assert Station in made and Ours not in made
drawn = {cls: strategy for cls, strategy in made.items() if not issubclass(cls, Enum)}
assert [cls for cls, strategy in drawn.items() if st.from_type(cls) is not strategy] == []
assert st.from_type(Ours) is not made[Station]
"""
OWN_STRATEGY = """
from ridehire_partybuild import Tier

mine = st.just("mine")
st.register_type_strategy(Station, mine)
from ridehire_partybuild.testing import hook
hook.register()
assert st.from_type(Station) is mine
assert repr(st.from_type(Tier)).startswith("sampled_from(")
"""


def _run(*parts: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-W", "error", "-c", "\n".join(parts)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(
    not INSTALLED,
    reason="the package is on the path, not installed: it has no metadata, so no entry point",
)
def test_hypothesis_finds_the_hook() -> None:
    """Installed, the package stands among the plugins of Hypothesis, once."""
    names = [one.name for one in entry_points(group="hypothesis")]
    assert names.count("ridehire-partybuild") == 1


def test_with_hypothesis_first_a_class_has_its_strategy_once_it_is_imported() -> None:
    """`st.from_type(Station)` works, and so does every class that has a strategy at all."""
    _run(HYPOTHESIS, OURS, FOREIGN_SUITE, EVERY_CLASS)


def test_with_ours_first_a_class_has_its_strategy_once_hypothesis_is_imported() -> None:
    """From a floor, too; and what the project registers itself stays, whatever is loaded later."""
    _run(FLOOR, HYPOTHESIS, FOREIGN_SUITE, EVERY_CLASS, OWN_STRATEGY)


def test_the_hook_loads_nothing() -> None:
    """Where nothing of ours is used, it costs a root that is lazy and one small module."""
    loaded = json.loads(_run("import hypothesis", RUN_HOOK or BY_HAND, LOADED))
    root = "ridehire_partybuild"
    assert loaded == [root, f"{root}.testing", f"{root}.testing.hook"]


def test_every_class_with_a_strategy_is_public_on_a_floor_the_hook_knows() -> None:
    """The hook goes by the public names of floors: a class elsewhere would not be found."""
    from ridehire_partybuild.testing.hook import FLOORS  # noqa: PLC0415 - beside its use

    for cls in by_class():
        module = getmodule(cls)
        assert module is not None
        floor = sys.modules[".".join(module.__name__.split(".")[:2])]
        assert floor.__name__.rpartition(".")[2] in FLOORS
        assert getattr(floor, cls.__name__) is cls
        assert cls.__name__ in floor.__all__
