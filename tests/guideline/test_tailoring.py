"""Profiles that cannot tailor a guideline: each problem with its place."""

from datetime import date
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
    Valid,
    resolve,
)

PAPER = Source(document="示例细则", kind=DocumentKind.LOCAL_PRACTICE)
OWN = Text(zh="自定正文。", en="A text of its own.")
START, MIDDLE, END = date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)


def rule(name: str, group: str = "A", **changes: Any) -> Requirement:
    """Return a requirement on the usable area of a station."""
    plain = Requirement(
        id=name,
        clause=name,
        group=group,
        subject=SubjectKind.STATION,
        modality=Modality.SHOULD,
        word="宜",
        title=Text(zh=name, en=name),
        text=Text(zh=name, en=name),
        check=AtLeast(fact="site.area_m2", at_least=ParameterRef(param="least")),
        source=PAPER,
        basis=Basis.PRACTICE,
        responsible=ActorRole.AUTHORITY,
        remedy=Text(zh="示例", en="example"),
        effective_from=START,
    )
    return attrs.evolve(plain, **changes)


def least(value: int, since: date = START, before: date | None = None, **more: Any) -> Parameter:
    """Return an edition of the parameter ``least``."""
    told: dict[str, Any] = {"id": "least", "unit": "m2", "source": PAPER} | more
    return Parameter(value=Decimal(value), effective_from=since, effective_before=before, **told)


GUIDELINE = Guideline(
    id="example",
    title=Text(zh="示例解读", en="Example reading"),
    notice=Text(zh="示例，不是指南原文。", en="An example, not the guideline's text."),
    requirements=(rule("one"), rule("two"), rule("three", "B")),
    parameters=(least(12),),
)


def profile(name: str = "city", **more: Any) -> Profile:
    """Return a profile."""
    told: dict[str, Any] = {
        "id": name,
        "title": Text(zh="某市", en="A city"),
        "source": PAPER,
    } | more
    return Profile(**told)


def refused(made: Profile, guideline: Guideline = GUIDELINE) -> list[str]:
    """Return the problems of a profile that cannot be used."""
    with pytest.raises(UnusableRule) as caught:
        resolve(made, guideline)
    return [problem.text() for problem in caught.value.problems]


def edited(**more: Any) -> Alteration:
    """Return an alteration of ``one``."""
    return Alteration(requirement="one", **more)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"include": Selection(requirements=("four",))},
            (
                "$.include.requirements[0]: Failed to parse 'four' as requirements: "
                "expected a requirement of this guideline, got four."
            ),
        ),
        (
            {"exclude": Selection(groups=("C",))},
            (
                "$.exclude.groups[0]: Failed to parse 'C' as groups: "
                "expected a group of requirements of this guideline, got C."
            ),
        ),
        (
            {
                "include": Selection(groups=("A", "B")),
                "exclude": Selection(groups=("B",)),
            },
            (
                "$.include.groups[1]: Failed to parse 'B' as groups: "
                "expected what the profile keeps, got what it leaves out."
            ),
        ),
        (
            {"exclude": Selection(requirements=("one",)), "alter": (edited(weight=Decimal(2)),)},
            (
                "$.alter[0].requirement: Failed to parse 'one' as requirement: "
                "expected what the profile keeps, got what it leaves out."
            ),
        ),
        (
            {"include": Selection()},
            (
                "$.include: Failed to parse '' as include: "
                "expected at least one requirement or group, got none."
            ),
        ),
        (
            {"alter": (Alteration(requirement="four", weight=Decimal(2)),)},
            (
                "$.alter[0].requirement: Failed to parse 'four' as requirement: "
                "expected a requirement of this guideline, got four."
            ),
        ),
        (
            {"alter": (edited(effective_from=MIDDLE),)},
            (
                "$.alter[0]: Failed to parse 'one' as alter: "
                "expected something that changes in the requirement, got nothing."
            ),
        ),
        (
            {"alter": (edited(check=Is(fact="on_map", is_=True)),)},
            (
                "$.alter[0].text: Failed to parse 'one' as text: "
                "expected a text of its own for the changed check, got none."
            ),
        ),
        (
            {"alter": (edited(check=Valid(valid="site.area_m2"), text=OWN),)},
            (
                "$.alter[0].check: Failed to parse 'Valid' as check: expected an operator "
                "that suits site.area_m2, whose values are numbers, got Valid."
            ),
        ),
        (
            {"alter": (edited(applicability=Not(not_=Is(fact="nothing", is_=True))),)},
            (
                "$.alter[0].applicability.not: Failed to parse 'nothing' as fact: "
                "expected a fact of the catalogue about a station, got nothing."
            ),
        ),
        (
            {"alter": (edited(weight=Decimal(2)), edited(weight=Decimal(3), effective_from=END))},
            (
                "$.alter[1]: Failed to parse 'one' as alter: expected editions of one "
                "that do not overlap, got $.alter[0] and $.alter[1]."
            ),
        ),
        (
            {"alter": (edited(weight=Decimal(2), effective_from=END, effective_before=START),)},
            (
                "$.alter[0].effective_before: Failed to parse '2025-01-01' as effective_before: "
                "expected effective_from before effective_before, got 2026-01-01 and 2025-01-01."
            ),
        ),
        (
            {"set_parameters": (least(3, id="most"),)},
            (
                "$.set_parameters[0].id: Failed to parse 'most' as id: "
                "expected a parameter of this guideline, got most."
            ),
        ),
        (
            {"set_parameters": (least(3, unit="count"),)},
            (
                "$.set_parameters[0].unit: Failed to parse 'count' as unit: "
                "expected a parameter in m2, got count."
            ),
        ),
        (
            {"set_parameters": (least(3, START, END), least(4, MIDDLE))},
            (
                "$.set_parameters[1]: Failed to parse 'least' as set_parameters: expected editions "
                "of least that do not overlap, got $.set_parameters[0] and $.set_parameters[1]."
            ),
        ),
        (
            {"imports": ("nobody",)},
            (
                "$.imports[0]: Failed to parse 'nobody' as imports: "
                "expected a profile of this guideline, got nobody."
            ),
        ),
        (
            {"alter": (edited(weight=Decimal(2)),) * 201},
            "$.alter: Failed to parse 201 as alter: expected at most 200 of them, got 201.",
        ),
    ],
)
def test_a_profile_that_cannot_tailor_is_unusable(more: dict[str, Any], message: str) -> None:
    """The third kind of wrong: the whole message, with its place in the profile."""
    assert refused(profile(**more)) == [message]


def test_a_notice_is_never_cut() -> None:
    """What the guideline says of itself stays whole: a longer addition than fits is refused."""
    (told,) = refused(profile(notice=Text(zh="长" * 2000, en="long")))
    assert told.startswith("$.notice.zh: Failed to parse '示例，不是指南原文。本文已按")
    assert told.endswith("expected 1 to 2000 characters, got 2025.")


def test_every_problem_at_once() -> None:
    """All that is wrong with a profile is found at once, in zh and in en."""
    made = profile(
        include=Selection(requirements=("four",), groups=("A",)),
        set_parameters=(least(3, unit="count"),),
        alter=(Alteration(requirement="three", weight=Decimal(2)),),
    )
    with pytest.raises(UnusableRule) as caught:
        resolve(made, GUIDELINE)
    assert [problem.path for problem in caught.value.problems] == [
        "$.include.requirements[0]", "$.set_parameters[0].unit", "$.alter[0].requirement",
    ]  # fmt: skip
    assert caught.value.problems[0].text("zh") == (
        "$.include.requirements[0]: 无法将 'four' 解析为要求清单："
        "应为本指南中已有的要求，实际为 four。"
    )


def deep(parts: int) -> Check:
    """Return a check of so many parts."""
    return AllOf(all_of=(Is(fact="on_map", is_=True),) * (parts - 1))


def test_a_narrowed_condition_is_bounded() -> None:
    """Two conditions that are small enough alone can be too large together."""
    wide = attrs.evolve(GUIDELINE, requirements=(rule("one", applicability=deep(150)),))
    (told,) = refused(profile(alter=(edited(applicability=deep(100)),)), wide)
    assert told.startswith("$.alter[0].applicability: ")
    assert told.endswith(
        "expected a check of at most 200 parts, nested at most 12 deep, got a larger one."
    )


@pytest.mark.parametrize(
    ("profiles", "found"),
    [
        ((profile("a", imports=("a",)),), ["$.profiles[0].imports[0]: a → a"]),
        (
            (profile("a", imports=("b",)), profile("b", imports=("a",))),
            [
                "$.profiles[0].imports[0].imports[0]: a → b → a",
                "$.profiles[1].imports[0].imports[0]: b → a → b",
            ],
        ),
        (
            (
                profile("a", exclude=Selection(requirements=("nine",))),
                profile("b", imports=("a",)),
            ),
            ["$.profiles[0].exclude.requirements[0]: nine"],
        ),
        (
            (
                profile("a", exclude=Selection(requirements=("one",))),
                profile("b", alter=(edited(weight=Decimal(2)),)),
                profile("c", imports=("a", "b")),
            ),
            ["$.profiles[2].imports[1].alter[0].requirement: what it leaves out"],
        ),
        ((profile("a"), profile("a")), ["$.profiles[1].id: it again, first at $.profiles[0]"]),
        (tuple(profile(f"p{n}") for n in range(21)), ["$.profiles: 21"]),
    ],
)
def test_the_profiles_of_a_guideline_can_tailor_it(
    profiles: tuple[Profile, ...], found: list[str]
) -> None:
    """A chain that runs in a circle or contradicts itself is found when the guideline is made."""
    with pytest.raises(UnusableRule) as caught:
        attrs.evolve(GUIDELINE, profiles=profiles)
    told = [problem.text() for problem in caught.value.problems]
    assert [f"{one.split(':')[0]}: {one.rpartition('got ')[2][:-1]}" for one in told] == found
