"""Checks are read from tables: one operator each, nothing unknown, every problem located."""

from decimal import Decimal
from typing import Any

import pytest

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.converter import converter
from ridehire_partybuild.guideline import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Held,
    Includes,
    Is,
    Judged,
    Not,
    OneOf,
    ParameterRef,
    Some,
    Valid,
    When,
)
from ridehire_partybuild.values import ActivityKind, PeriodUnit

IS = {"fact": "on_map", "is": True}
ON_MAP = Is(fact="on_map", is_=True)


@pytest.mark.parametrize(
    ("table", "check"),
    [
        ({"fact": "a", "at_least": 12}, AtLeast(fact="a", at_least=Decimal(12))),
        (
            {"fact": "a", "at_most": {"param": "p"}},
            AtMost(fact="a", at_most=ParameterRef(param="p")),
        ),
        (IS, ON_MAP),
        ({"fact": "tier", "is": "basic"}, Is(fact="tier", is_="basic")),
        ({"fact": "tier", "one_of": ["a", "b"]}, OneOf(fact="tier", one_of=("a", "b"))),
        ({"fact": "f", "includes": ["microwave"]}, Includes(fact="f", includes=("microwave",))),
        ({"valid": "box"}, Valid(valid="box")),
        ({"judged": "fire"}, Judged(judged="fire")),
        (
            {"held": "party_lecture", "times": 2, "per": "quarter"},
            Held(held=ActivityKind.PARTY_LECTURE, times=2, per=PeriodUnit.QUARTER),
        ),
        ({"all_of": [IS]}, AllOf(all_of=(ON_MAP,))),
        ({"any_of": [IS, {"not": IS}]}, AnyOf(any_of=(ON_MAP, Not(not_=ON_MAP)))),
        ({"when": IS, "then": IS}, When(when=ON_MAP, then=ON_MAP)),
        ({"some": 1, "of": [IS, IS]}, Some(some=1, of=(ON_MAP, ON_MAP))),
    ],
)
def test_forms(table: dict[str, Any], check: Check) -> None:
    """Each table of the contract makes its check."""
    assert converter().structure(table, Check) == check  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ({"fact": "a", "at_leest": 3}, [("$", "check.operator")]),
        ({"fact": "a"}, [("$", "check.operator")]),
        ({}, [("$", "check.operator")]),
        ("on_map", [("$", "type")]),
        ({"at_least": 3}, [("$", "key.missing")]),
        ({"fact": "a", "at_least": "3"}, [("$.at_least", "type")]),
        ({"fact": "a", "at_least": {"parm": "p"}},
         [("$.at_least.parm", "key.unknown"), ("$.at_least", "key.missing")]),
        ({"fact": "a", "at_least": 1, "at_most": 2}, [("$.at_most", "key.unknown")]),
        ({"fact": "a", "is": 3}, [("$.is", "type")]),
        ({"when": IS}, [("$", "key.missing")]),
        ({"not": {"all_of": [IS, {"fact": 5, "is": True}, {"valid": "x", "so": 1}]}},
         [("$.not.all_of[1].fact", "type"), ("$.not.all_of[2].so", "key.unknown")]),
        ({"held": "dance", "times": 0},
         [("$.held", "vocabulary"), ("$", "key.missing"), ("$.times", "number.range")]),
        ({"some": 3, "of": [IS]}, [("$.some", "rule.threshold")]),
    ],
)  # fmt: skip
def test_every_problem_is_located(table: Any, found: list[tuple[str, str]]) -> None:
    """Unknown operators and keys, missing and wrong operands: all told, each at its place."""
    with pytest.raises(InvalidValue) as caught:
        converter().structure(table, Check)  # type: ignore[arg-type]
    assert [(problem.path, problem.code) for problem in caught.value.problems] == found


def test_whole_message_of_an_unknown_operator() -> None:
    """The message lists the operators there are."""
    with pytest.raises(InvalidValue) as caught:
        converter().structure({"fact": "a", "at_leest": 3}, Check)  # type: ignore[arg-type]
    assert str(caught.value) == (
        "Failed to parse {…} as check: expected a check with one of at_least, at_most, is, one_of, "
        "includes, valid, judged, held, all_of, any_of, not, when, some, got at_leest."
    )
