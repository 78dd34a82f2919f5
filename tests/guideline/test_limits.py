"""The last that is taken and the first that is not: sizes, depths, and days that meet."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    ActorRole,
    AllOf,
    Alteration,
    AtLeast,
    Basis,
    Check,
    DocumentKind,
    Guideline,
    Is,
    Modality,
    Not,
    Parameter,
    ParameterRef,
    Profile,
    Requirement,
    Selection,
    Source,
    SubjectKind,
    Text,
    UnusableRule,
    lint,
)

DAY = timedelta(days=1)
START, MIDDLE, END = date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)
PAPER = Source(document="示例细则", kind=DocumentKind.LOCAL_PRACTICE)
NAMED = Text(zh="示例", en="example")
ON_MAP = Is(fact="on_map", is_=True)
LEAST = AtLeast(fact="site.area_m2", at_least=ParameterRef(param="least"))
RULE = Requirement(
    id="one", clause="1", group="A", subject=SubjectKind.STATION, modality=Modality.SHOULD,
    title=NAMED, text=NAMED, check=ON_MAP, source=PAPER, basis=Basis.PRACTICE,
    responsible=ActorRole.AUTHORITY, remedy=NAMED, effective_from=START,
)  # fmt: skip
GUIDELINE = Guideline(id="example", title=NAMED, notice=NAMED, requirements=(RULE,))


def rule(**changes: Any) -> Requirement:
    """Return the requirement changed."""
    return attrs.evolve(RULE, **changes)


def least(since: date, before: date | None = None, value: int = 12) -> Parameter:
    """Return an edition of a parameter."""
    return Parameter(
        id="least", unit="m2", source=PAPER, value=Decimal(value), effective_from=since,
        effective_before=before,
    )  # fmt: skip


def wrong(*requirements: Requirement, **more: Any) -> list[str]:
    """Return the codes of what makes a guideline unusable."""
    try:
        attrs.evolve(GUIDELINE, requirements=requirements or (RULE,), **more)
    except UnusableRule as refusal:
        return [problem.code for problem in refusal.problems]
    return []


def nested(depth: int) -> Check:
    """Return a check of so many steps below its first part."""
    check: Check = ON_MAP
    for _ in range(depth):
        check = Not(not_=check)
    return check


def test_a_check_of_twelve_levels_and_two_hundred_parts_is_taken() -> None:
    """One more of either is refused; each check is measured by itself, its condition too."""

    def wide(parts: int) -> Check:
        return AllOf(all_of=(ON_MAP,) * (parts - 1))

    assert wrong(rule(check=nested(11), applicability=nested(11))) == []
    assert wrong(rule(check=nested(12))) == ["rule.size"]
    assert wrong(rule(applicability=nested(12))) == ["rule.size"]
    assert wrong(rule(check=wide(200))) == []
    assert wrong(rule(check=wide(201))) == ["rule.size"]


@pytest.mark.parametrize("field", ["requirements", "parameters"])
def test_editions_may_meet_and_not_overlap(field: str) -> None:
    """Spans are half-open: the day on which one ends is the first of the next."""

    def pair(until: date | None, since: date) -> dict[str, Any]:
        if field == "parameters":
            return {"parameters": (least(START, until), least(since))}
        return {
            "requirements": (rule(effective_before=until), rule(effective_from=since)),
        }

    def found(**more: Any) -> list[str]:
        return wrong(*more.pop("requirements", ()), **more)

    assert found(**pair(MIDDLE, MIDDLE)) == []
    assert found(**pair(MIDDLE, MIDDLE + DAY)) == []
    assert found(**pair(MIDDLE, MIDDLE - DAY)) == ["rule.overlap"]
    assert found(**pair(None, END)) == ["rule.overlap"]


def test_two_rules_of_one_clause_may_follow_each_other() -> None:
    """A clause number is given to one requirement at a time."""
    second = rule(id="two", effective_from=MIDDLE)
    assert wrong(RULE, second) == ["rule.clause"]
    assert wrong(rule(effective_before=MIDDLE), second) == []
    assert wrong(rule(effective_before=MIDDLE + DAY), second) == ["rule.clause"]
    assert wrong(RULE, attrs.evolve(second, clause="2")) == []


@pytest.mark.parametrize(
    ("editions", "gap"),
    [
        ([(START, None)], None),
        ([(START, END)], None),
        ([(START, END - DAY)], END - DAY),
        ([(START + DAY, None)], START),
        ([(START, MIDDLE), (MIDDLE, None)], None),
        ([(START, MIDDLE), (MIDDLE + DAY, None)], MIDDLE),
        ([(START - DAY, START), (START, END)], None),
        ([(START - DAY, START)], START),
    ],
)
def test_a_parameter_has_a_value_on_each_day_of_its_rule(
    editions: list[tuple[date, date | None]], gap: date | None
) -> None:
    """The first day without a value is told; the day on which the rule ends needs none."""
    one = rule(check=LEAST, effective_before=END)
    parameters = tuple(least(*span) for span in editions)
    try:
        attrs.evolve(GUIDELINE, requirements=(one,), parameters=parameters)
        told = None
    except UnusableRule as refusal:
        (problem,) = refusal.problems
        told = problem.params["on"]
    assert told == gap


def profile(**more: Any) -> Profile:
    """Return a profile of the guideline."""
    return Profile(id="mine", title=NAMED, notice=NAMED, source=PAPER, **more)


def edits(*spans: tuple[date | None, date | None]) -> tuple[Alteration, ...]:
    """Return alterations of the requirement, one weight each."""
    return tuple(
        Alteration(
            requirement="one", weight=Decimal(n), effective_from=since, effective_before=before
        )
        for n, (since, before) in enumerate(spans, 2)
    )


def tailoring(**more: Any) -> list[str]:
    """Return the codes of what makes a profile unusable."""
    return wrong(profiles=(profile(**more),), parameters=(least(START),))


@pytest.mark.parametrize(
    ("spans", "overlap"),
    [
        ([(None, MIDDLE), (MIDDLE, None)], False),
        ([(None, MIDDLE), (MIDDLE + DAY, None)], False),
        ([(None, MIDDLE), (MIDDLE - DAY, None)], True),
        ([(MIDDLE, None), (None, MIDDLE)], False),
        ([(None, None), (MIDDLE, None)], True),
        ([(None, MIDDLE), (None, END)], True),
        ([(START, MIDDLE), (MIDDLE, END), (END, None)], False),
        ([(START, MIDDLE), (END, None), (MIDDLE, END + DAY)], True),
    ],
)
def test_alterations_may_meet_and_not_overlap(
    spans: list[tuple[date | None, date | None]], *, overlap: bool
) -> None:
    """The same for what a profile changes, where a side without a day is open."""
    assert tailoring(alter=edits(*spans)) == (["rule.overlap"] if overlap else [])


def many(count: int) -> Iterator[Parameter]:
    """Yield editions of one day each."""
    return (least(START + n * DAY, START + (n + 1) * DAY) for n in range(count))


def test_two_hundred_entries_are_taken() -> None:
    """Each list of a profile is capped by itself; one more than the cap is refused."""
    weights = [(START + n * DAY, START + (n + 1) * DAY) for n in range(201)]
    assert tailoring(set_parameters=tuple(many(200))) == []
    assert tailoring(set_parameters=tuple(many(201))) == ["rule.many"]
    assert tailoring(alter=edits(*weights[:200])) == []
    assert tailoring(alter=edits(*weights)) == ["rule.many"]
    for part, name in (("requirements", "one"), ("groups", "A")):
        for field in ("include", "exclude"):
            chosen = {field: Selection(**{part: (name,) * 201})}
            assert tailoring(**chosen) == ["rule.many"]
        assert tailoring(include=Selection(**{part: (name,) * 200})) == []


def test_twenty_profiles_are_taken() -> None:
    """And not twenty-one."""
    several = tuple(attrs.evolve(profile(), id=f"p-{n}") for n in range(21))
    assert wrong(profiles=several[:20]) == []
    assert wrong(profiles=several) == ["rule.many"]


def test_what_is_odd_on_several_days_is_said_once() -> None:
    """A check that can never fail is told once, however many values its parameter has in time."""
    one = rule(check=LEAST)

    def codes(*values: int) -> list[str]:
        days = (START, MIDDLE, END)
        spans = zip(values, days, (*days[1:], None), strict=False)
        editions = tuple(least(since, before, value) for value, since, before in spans)
        made = attrs.evolve(GUIDELINE, requirements=(one,), parameters=editions)
        return [found.code for found in lint(made) if found.path.startswith("$.requirements")]

    assert codes(12, 14, 0) == ["never_fails"]
    assert codes(0, 0, 0) == ["never_fails"]
    assert codes(12, 14, 16) == []
