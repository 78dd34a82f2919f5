"""Going through a check: every part with its place, and a change to each."""

import pytest
from hypothesis import given

from ridehire_partybuild import (
    ActivityKind,
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
    PeriodUnit,
    Some,
    Valid,
    When,
)
from ridehire_partybuild.guideline import fact_name, parts, walked
from ridehire_partybuild.guideline.walk import rebuilt
from ridehire_partybuild.testing.strategies.judging import checks

A, B, C = (Is(fact=name, is_=True) for name in ("a", "b", "c"))
WHOLE = AllOf(
    all_of=(
        Not(not_=A),
        When(when=B, then=AnyOf(any_of=(A, C))),
        Some(some=1, of=(B, C)),
    )
)


def test_every_part_is_met_once_in_order_with_its_place_and_depth() -> None:
    """A check before its parts, these as they stand; the place is that in a document."""
    assert [(place, level) for place, level, _ in walked(WHOLE, "$")] == [
        ("$", 1),
        ("$.all_of[0]", 2),
        ("$.all_of[0].not", 3),
        ("$.all_of[1]", 2),
        ("$.all_of[1].when", 3),
        ("$.all_of[1].then", 3),
        ("$.all_of[1].then.any_of[0]", 4),
        ("$.all_of[1].then.any_of[1]", 4),
        ("$.all_of[2]", 2),
        ("$.all_of[2].of[0]", 3),
        ("$.all_of[2].of[1]", 3),
    ]


@given(checks())
def test_a_change_that_changes_nothing_gives_the_same_check(check: Check) -> None:
    """What is rebuilt of its own parts is equal, and every part was offered, leaves first."""
    offered: list[Check] = []

    def same(part: Check) -> Check:
        offered.append(part)
        return part

    assert rebuilt(check, same) == check
    assert sorted(map(str, offered)) == sorted(str(part) for _, _, part in walked(check))
    assert offered[-1] == check
    assert not parts(offered[0])


def test_a_change_reaches_every_part() -> None:
    """Each fact named is named otherwise, however deep it stands."""

    def renamed(part: Check) -> Check:
        return Is(fact=f"new.{part.fact}", is_=part.is_) if isinstance(part, Is) else part

    new_a, new_b, new_c = (Is(fact=f"new.{name}", is_=True) for name in ("a", "b", "c"))
    assert rebuilt(WHOLE, renamed) == AllOf(
        all_of=(
            Not(not_=new_a),
            When(when=new_b, then=AnyOf(any_of=(new_a, new_c))),
            Some(some=1, of=(new_b, new_c)),
        )
    )


@pytest.mark.parametrize(
    ("check", "name"),
    [
        (AtLeast(fact="a", at_least=1), "a"),
        (AtMost(fact="a", at_most=1), "a"),
        (A, "a"),
        (OneOf(fact="a", one_of=("x",)), "a"),
        (Includes(fact="a", includes=("x",)), "a"),
        (Valid(valid="a"), "a"),
        (Judged(judged="a"), "a"),
        (Held(held=ActivityKind.SYMPOSIUM, per=PeriodUnit.YEAR), None),
        (WHOLE, None),
        (Not(not_=A), None),
        (When(when=A, then=B), None),
        (Some(some=1, of=(A,)), None),
        (AnyOf(any_of=(A,)), None),
    ],
)
def test_what_a_check_reads(check: Check, name: str | None) -> None:
    """A check over facts reads one; one over checks, or over sessions held, none itself."""
    assert fact_name(check) == name
