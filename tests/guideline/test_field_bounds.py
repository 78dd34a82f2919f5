"""The first and the last value that a field of a rule, a parameter or a duty can have."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    FACTS,
    ActivityKind,
    ActivityTemplate,
    ActorRole,
    AtLeast,
    AtMost,
    Basis,
    Cadence,
    DocumentKind,
    Duty,
    Held,
    InvalidValue,
    Is,
    Modality,
    Parameter,
    PeriodUnit,
    Requirement,
    Source,
    SubjectKind,
    Text,
)
from ridehire_partybuild.guideline.editions import RuleChange

START, NAMED = date(2025, 1, 1), Text(zh="示例", en="example")
PAPER = Source(document="示例细则", kind=DocumentKind.LOCAL_PRACTICE)
RULE = Requirement(
    id="one", clause="1", group="A", subject=SubjectKind.STATION, modality=Modality.SHOULD,
    title=NAMED, text=NAMED, check=Is(fact="on_map", is_=True), source=PAPER,
    basis=Basis.PRACTICE, responsible=ActorRole.AUTHORITY, remedy=NAMED, effective_from=START,
)  # fmt: skip
LEAST = Parameter(id="least", value=12, unit="m2", source=PAPER, effective_from=START)
DUTY = Duty(
    id="D-1", subject="S-1", kind=ActivityKind.LEGAL_CLINIC,
    cadence=Cadence(per=PeriodUnit.MONTH),
)  # fmt: skip
TEMPLATE = ActivityTemplate(kind=ActivityKind.LEGAL_CLINIC, source="示例")
LECTURES = Held(held=ActivityKind.PARTY_LECTURE, per=PeriodUnit.YEAR)
AREA = "site.area_m2"


@pytest.mark.parametrize(
    ("made", "field", "low", "high"),
    [
        (AtLeast(fact=AREA, at_least=12), "at_least", -(10**9), 10**9),
        (AtMost(fact=AREA, at_most=12), "at_most", -(10**9), 10**9),
        (LEAST, "value", -(10**9), 10**9),
        (LECTURES, "times", 1, 366),
        (DUTY, "fixed_day", 1, 31),
        (TEMPLATE, "fixed_day", 1, 31),
        (DUTY, "minutes", 5, 1440),
        (TEMPLATE, "minutes", 5, 1440),
        (DUTY, "seats", 0, 100_000),
        (TEMPLATE, "seats", 0, 100_000),
    ],
)
def test_numbers_go_from_the_first_to_the_last(made: Any, field: str, low: int, high: int) -> None:
    """Both ends can be had, and what lies one beyond them is told with the field's name."""
    for bound in (low, high):
        assert getattr(attrs.evolve(made, **{field: bound}), field) == Decimal(bound)
    for beyond in (low - 1, high + 1):
        with pytest.raises(InvalidValue) as caught:
            attrs.evolve(made, **{field: beyond})
        assert [(one.code, one.path) for one in caught.value.problems] == [
            ("number.range", f"$.{field}")
        ]


@pytest.mark.parametrize(
    ("made", "field", "longest"),
    [
        (RULE, "clause", 30),
        (RULE, "group", 10),
        (LEAST, "id", 100),
        (LEAST, "unit", 20),
    ],
)
def test_texts_are_as_long_as_they_may_be(made: Any, field: str, longest: int) -> None:
    """The longest can be had, and one character more is told with the field's name."""
    change: Callable[[int], Any] = lambda size: attrs.evolve(made, **{field: "x" * size})  # noqa: E731
    assert getattr(change(longest), field) == "x" * longest
    with pytest.raises(InvalidValue) as caught:
        change(longest + 1)
    assert [(one.code, one.path) for one in caught.value.problems] == [
        ("text.length", f"$.{field}")
    ]


def test_a_change_is_shown_without_the_catalogue() -> None:
    """A hundred and fifty facts are no part of what became of one rule."""
    change = RuleChange(before=None, after=RULE, facts=FACTS)
    assert "facts" not in repr(change)
    assert change == attrs.evolve(change, facts=FACTS.with_facts())


@pytest.mark.parametrize(
    ("per", "over"), [(PeriodUnit.YEAR, PeriodUnit.MONTH), (PeriodUnit.WEEK, PeriodUnit.WEEK)]
)
def test_a_period_divides_the_time_looked_back(per: PeriodUnit, over: PeriodUnit) -> None:
    """So many in each year cannot be asked of one month, nor anything of a week alone."""
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(LECTURES, per=per, over=over)
    assert str(caught.value) == (
        f"$.per: Failed to parse '{per.value}' as per: expected a period that divides the time "
        f"looked back, got {per.value} over {over.value}."
    )
    assert attrs.evolve(LECTURES, per=PeriodUnit.MONTH, over=PeriodUnit.QUARTER).times == 1
