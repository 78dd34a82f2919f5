"""Checks made ready for many subjects: right for the last as for the first, and quick."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest

from ridehire_partybuild import (
    FACTS,
    ActivityKind,
    AtLeast,
    Check,
    Facility,
    Held,
    Includes,
    PeriodUnit,
    Reading,
    Readings,
    Reason,
    evaluate,
)
from ridehire_partybuild.compliance import compiler
from ridehire_partybuild.guideline import judged_periods, sessions_fact
from ridehire_partybuild.guideline.evaluation import test_of as plainly
from ridehire_partybuild.guideline.readings import taken

ON = date(2026, 1, 15)
TWICE = Held(held=ActivityKind.PARTY_LECTURE, times=2, per=PeriodUnit.HALF_YEAR)
COUNTS = [
    *(Reading(value=Decimal(count)) for count in range(4)),
    *(Reading(value=Decimal(count), reason=Reason.MISSING) for count in range(4)),
    *(Reading(reason=reason) for reason in (Reason.MISSING, Reason.ERROR, Reason.NOT_THERE)),
]
"""What can be known of the sessions of one period: counts, counts that may be short, nothing."""


def test_subjects_with_other_counts_are_told_apart() -> None:
    """One judge for all subjects gives each the plain meaning of its own sessions."""
    judge = compiler.compiled(TWICE)
    names = [
        sessions_fact(TWICE.held, period)
        for period in judged_periods(TWICE, Readings(on=ON, facts={}))
    ]
    assert len(names) == 2
    for counts in product(COUNTS, repeat=2):
        readings = Readings(on=ON, facts=dict(zip(names, counts, strict=True)))
        assert judge(readings) == evaluate(TWICE, readings)


WORDS = [one.value for one in list(Facility)[:6]]
LISTS = [words for size in range(7) for words in combinations(WORDS, size)]
NUMBERS = [Decimal(9), Decimal(16), None, Decimal(30)]


@pytest.mark.parametrize(
    ("leaf", "name", "values", "kinds"),
    [
        (Includes(fact="facilities", includes=(WORDS[0],)), "facilities", LISTS, 2),
        (Includes(fact="facilities", includes=(WORDS[0], WORDS[1])), "facilities", LISTS, 4),
        (AtLeast(fact="site.seats", at_least=16), "site.seats", NUMBERS * 50, 3),
    ],
)
def test_many_subjects_are_asked_about_once_for_each_kind(
    monkeypatch: pytest.MonkeyPatch, leaf: Check, name: str, values: list[Any], kinds: int
) -> None:
    """A province costs as much as what is different in it; each class is that of its reading."""
    asked: list[object] = []

    def counting(check: Check, on: date) -> Callable[[Any], bool]:
        passes = plainly(check, on)
        return lambda value: asked.append(value) or passes(value)  # type: ignore[func-returns-value]

    monkeypatch.setattr(compiler, "test_of", counting)
    found = compiler.Classes([leaf], ON).column(FACTS[name], values)
    assert len(asked) == kinds
    one_by_one = compiler.Classes([leaf], ON)
    alike = [one_by_one.of(taken(FACTS[name], value)) for value in values]
    assert len(set(zip(found, alike, strict=True))) == len(set(found)) == len(set(alike))


def test_a_list_with_a_word_that_the_fact_cannot_have_is_an_error() -> None:
    """Its neighbours are told apart as ever."""
    fact = FACTS["facilities"]
    classes = compiler.Classes([Includes(fact="facilities", includes=("fan",))], ON)
    right = classes.column(fact, [("fan",), (), None])
    assert len(set(right)) == 3
    assert classes.column(fact, [("fan",), ("no word",), None]) == [
        right[0], classes.of(Reading(reason=Reason.ERROR)), right[2],
    ]  # fmt: skip
