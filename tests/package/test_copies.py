"""What is handed about: every object comes out of a pickle or a copy equal."""

import copy
import pickle
from collections.abc import Iterable

import attrs
import pytest
from hypothesis import given, settings

from ridehire_partybuild import (
    FACTS,
    Fact,
    FactKind,
    Facts,
    InvalidDocument,
    InvalidValue,
    Problem,
    SubjectKind,
    Text,
    UnusableRule,
    reference_guideline,
)
from ridehire_partybuild.testing.strategies.by_class import by_class

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
CLASSES = sorted(by_class(), key=lambda one: one.__name__)
WORKED_OUT = tuple(f"ridehire_partybuild.{floor}" for floor in ("compliance", "scheduling"))
COPIED = [
    pytest.param(cls, marks=pytest.mark.slow) if cls.__module__.startswith(WORKED_OUT) else cls
    for cls in CLASSES
]
"""What has to be worked out before it can be copied takes long."""
FEW = settings(max_examples=1, deadline=None)


def _copies(value: object) -> Iterable[object]:
    yield copy.copy(value)
    yield copy.deepcopy(value)
    for protocol in PROTOCOLS:
        yield pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - our own bytes


def _same(one: object, other: object) -> bool:
    """Tell whether one is the other's equal; facts hold functions, which are known by name."""
    if isinstance(one, Facts) and isinstance(other, Facts):
        return list(one) == list(other)
    if isinstance(one, Fact) and isinstance(other, Fact):
        return one.name == other.name
    return one == other


def _hash(value: object) -> int | None:
    """Return its hash; None: it holds a mapping, and cannot be hashed."""
    try:
        return hash(value)
    except TypeError:
        return None


@pytest.mark.parametrize("cls", COPIED, ids=lambda one: one.__name__)
def test_a_copy_is_equal_and_hashes_alike(cls: type) -> None:
    """copy, deepcopy and every pickle protocol give an equal object of the same class and hash."""

    @FEW
    @given(by_class()[cls])
    def proved(value: object) -> None:
        for one in _copies(value):
            assert _same(one, value)
            assert type(one) is type(value)
            assert isinstance(value, Fact) or _hash(one) == _hash(value)

    proved()


@pytest.mark.parametrize("kind", [InvalidValue, InvalidDocument, UnusableRule])
def test_an_error_is_copied_with_its_problems(kind: type[InvalidValue]) -> None:
    """A worker's error arrives with every problem, in both languages."""
    params = {"kind": "k", "value": 3, "low": 0, "high": 1}
    error = kind([Problem(code="number.range", params=params)])
    for one in _copies(error):
        assert isinstance(one, kind)
        assert one.problems == error.problems
        assert one.text("zh") == error.text("zh")


def test_a_reading_without_a_name_says_so() -> None:
    """A guideline with a host's fact that a lambda reads is copied; its pickle names the lambda."""
    fact = Fact(
        name="host.own",
        subject=SubjectKind.STATION,
        kind=FactKind.FLAG,
        label=Text(zh="自有", en="own"),
        read=lambda _file, _on: None,
    )
    rules = attrs.evolve(reference_guideline(), facts=FACTS.with_facts(fact))
    assert copy.deepcopy(rules) == rules
    with pytest.raises((pickle.PicklingError, AttributeError), match="lambda"):
        pickle.dumps(rules)
