"""Profiles: what they make of a guideline, and what makes them unusable."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ridehire_partybuild import (
    ActorRole,
    AllOf,
    Alteration,
    AtLeast,
    Basis,
    DocumentKind,
    Guideline,
    InvalidDocument,
    Is,
    Modality,
    OneOf,
    Parameter,
    ParameterRef,
    Profile,
    Requirement,
    Selection,
    Source,
    SubjectKind,
    Text,
    UnusableRule,
    dumps,
    loads,
    reference_guideline,
    reference_profile,
    resolve,
)
from ridehire_partybuild.testing import laws, strategies

REFERENCE = reference_guideline()
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


def ids(guideline: Guideline) -> list[str]:
    """Return the ids of the requirements, in order."""
    return [one.id for one in guideline.requirements]


def altered(*changes: Alteration, guideline: Guideline = GUIDELINE) -> tuple[Requirement, ...]:
    """Return the editions of the requirement ``one`` under these alterations."""
    found = resolve(profile(alter=changes), guideline).requirements
    return tuple(one for one in found if one.id == "one")


DRAWN = strategies.guidelines() | st.just(REFERENCE) | st.just(GUIDELINE)


@given(st.data(), DRAWN)
def test_resolving_is_idempotent(data: st.DataObject, guideline: Guideline) -> None:
    """Law 6: `resolve` is idempotent; ``profile=None`` changes nothing."""
    made = data.draw(strategies.profiles(guideline))
    laws.resolving_is_idempotent(made, guideline)
    laws.document_round_trip(made)
    laws.document_round_trip(resolve(made, guideline))


@given(st.data(), DRAWN)
def test_what_a_profile_does_not_name_stays(data: st.DataObject, guideline: Guideline) -> None:
    """Each edition kept stands as it was, but for what an alteration of its id says."""
    made = data.draw(strategies.profiles(guideline))
    told = resolve(made, guideline)
    touched = {one.requirement for one in made.alter}
    assert [one for one in told.requirements if one.id not in touched] == [
        one for one in guideline.requirements if made.keeps(one) and one.id not in touched
    ]
    assert {one.id for one in told.requirements} == {
        one.id for one in guideline.requirements if made.keeps(one)
    }
    for one in made.alter:
        same = {field.name for field in attrs.fields(Requirement)} - set(one.changes)
        same -= {"effective_from", "effective_before", "word"}
        for new in (rule for rule in told.requirements if rule.id == one.requirement):
            old = guideline.requirement(new.id, new.effective_from)
            assert all(getattr(new, name) == getattr(old, name) for name in same)


@given(st.data(), DRAWN, strategies.days())
def test_the_law_of_a_day_has_no_gap(data: st.DataObject, guideline: Guideline, on: date) -> None:
    """Cutting editions for a dated change leaves the days on which a requirement holds."""
    made = data.draw(strategies.profiles(guideline))
    told = resolve(made, guideline)
    for name in {one.id for one in told.requirements}:
        assert told.in_force_since(name, on) == guideline.in_force_since(name, on)
    assert {one.id for one in told.in_force(on).requirements} == {
        one.id for one in guideline.in_force(on).requirements if made.keeps(one)
    }


@pytest.mark.parametrize(
    ("selected", "left"),
    [
        ({}, ["one", "two", "three"]),
        ({"include": Selection(groups=("A",))}, ["one", "two"]),
        ({"include": Selection(requirements=("three", "one"))}, ["one", "three"]),
        ({"include": Selection(requirements=("one",), groups=("B",))}, ["one", "three"]),
        ({"exclude": Selection(groups=("A",))}, ["three"]),
        (
            {
                "include": Selection(groups=("A",)),
                "exclude": Selection(requirements=("one",)),
            },
            ["two"],
        ),
    ],
)
def test_what_is_kept(selected: dict[str, Any], left: list[str]) -> None:
    """Include says what stays, exclude takes away from it, in the order of the guideline."""
    assert ids(resolve(profile(**selected), GUIDELINE)) == left


def test_a_set_parameter_holds_on_its_days() -> None:
    """A city's number replaces the guideline's on its days, and on no other."""
    told = resolve(profile(set_parameters=(least(15, MIDDLE, END),)), GUIDELINE)
    for day, value in (
        (MIDDLE - timedelta(1), 12),
        (MIDDLE, 15),
        (END - timedelta(1), 15),
        (END, 12),
    ):
        check = told.in_force(day).requirements[0].check
        assert check == AtLeast(fact="site.area_m2", at_least=value)


def test_an_alteration_holds_on_its_days() -> None:
    """A dated change cuts the edition; the run of editions stays unbroken."""
    change = Alteration(
        requirement="one", weight=Decimal(3), effective_from=MIDDLE, effective_before=END
    )
    told = altered(change)
    assert [(one.weight, one.effective_from, one.effective_before) for one in told] == [
        (Decimal(1), START, MIDDLE), (Decimal(3), MIDDLE, END), (Decimal(1), END, None),
    ]  # fmt: skip


def test_what_an_alteration_replaces() -> None:
    """Each field given replaces; another modality takes the source's modal word with it."""
    (told,) = altered(
        Alteration(requirement="one", modality=Modality.SHALL, responsible=ActorRole.PLATFORM)
    )
    assert (told.modality, told.word, told.responsible) == (
        Modality.SHALL, None, ActorRole.PLATFORM,
    )  # fmt: skip
    (worded,) = altered(Alteration(requirement="one", modality=Modality.SHALL, word="应"))
    assert worded.word == "应"
    check = Is(fact="on_map", is_=True)
    (checked,) = altered(Alteration(requirement="one", check=check, text=OWN))
    assert (checked.check, checked.text) == (check, OWN)


def test_applicability_is_narrowed() -> None:
    """A further condition joins the guideline's own: a profile never asks more subjects."""
    own, further = OneOf(fact="tier", one_of=("basic",)), Is(fact="on_map", is_=True)
    change = Alteration(requirement="one", applicability=further)
    assert altered(change)[0].applicability == further
    wide = attrs.evolve(GUIDELINE, requirements=(rule("one", applicability=own),))
    assert altered(change, guideline=wide)[0].applicability == AllOf(all_of=(own, further))


def test_a_resolved_guideline_says_what_it_is() -> None:
    """Id and title say which profile; the notice says still that it is a reading."""
    told = resolve(profile(notice=Text(zh="试行。", en="On trial.")), GUIDELINE)
    assert told.id == "example+city"
    assert told.title == Text(zh="示例解读（某市）", en="Example reading (A city)")
    assert told.notice == Text(
        zh="示例，不是指南原文。本文已按适用方案“某市”调整。试行。",
        en="An example, not the guideline's text. It is tailored here by the profile 'A city'. "
        "On trial.",
    )
    long = profile("c" * 64)
    assert len(resolve(long, GUIDELINE).id) == len(resolve(profile("d" * 64), GUIDELINE).id) == 36
    assert resolve(long, GUIDELINE).id != resolve(profile("d" * 64), GUIDELINE).id


CHAIN = attrs.evolve(
    GUIDELINE,
    profiles=(
        profile("base", exclude=Selection(requirements=("two",))),
        profile("small", imports=("base",), set_parameters=(least(3),)),
        profile("large", imports=("base",), set_parameters=(least(20),)),
    ),
)


def test_a_tailored_guideline_takes_no_second_profile() -> None:
    """One plain problem, whatever the second profile says: profiles import each other instead."""
    once = resolve(profile(), GUIDELINE)
    with pytest.raises(UnusableRule) as caught:
        resolve(profile("county"), once)
    (problem,) = caught.value.problems
    assert str(problem) == (
        "Failed to parse 'county' as profile: expected a guideline that no other profile has "
        "tailored, got one tailored by city."
    )


def test_profiles_import_profiles() -> None:
    """What is imported is applied first, in order and once; what comes later has the last word."""
    told = resolve(profile(imports=("small", "large")), CHAIN)
    assert ids(told) == ["one", "three"]
    assert [one.value for one in told.parameters] == [20]
    assert resolve(profile(imports=("large", "small")), CHAIN).parameters[0].value == 3
    narrow = Alteration(requirement="one", applicability=Is(fact="on_map", is_=True))
    base = attrs.evolve(CHAIN.profile("base"), alter=(narrow,))
    once = attrs.evolve(CHAIN, profiles=(base, *CHAIN.profiles[1:]))
    twice = resolve(profile(imports=("small", "large")), once).requirements[0]
    assert twice.applicability == narrow.applicability
    assert CHAIN.in_force(MIDDLE).profiles == ()


SHIPPED = ("basic", "comprehensive", "mobile", "trade-union-12m2", "dongying-example")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_profiles_tailor_the_reference(name: str) -> None:
    """Each keeps some of the reference, alters no id, and says of itself that it is a reading."""
    made = reference_profile(name)
    told = resolve(made, REFERENCE)
    assert told != REFERENCE
    assert set(ids(told)) <= set(ids(REFERENCE))
    for lang in ("zh", "en"):
        assert told.notice.in_(lang).startswith(REFERENCE.notice.in_(lang))
    assert loads(dumps(told), Guideline) == told


def test_a_profile_document_tells_all_that_is_wrong() -> None:
    """Bad input is another kind of wrong: an unknown key and a bad date, each with its line."""
    text = dumps(
        profile(alter=(Alteration(requirement="one", weight=Decimal(2), effective_from=MIDDLE),))
    )
    wrong = text.replace('"alter"', '"alters": 1,\n  "alter"').replace("2025-07-01", "2025-07-32")
    with pytest.raises(InvalidDocument) as caught:
        loads(wrong, Profile)
    assert {(one.path, one.line is None) for one in caught.value.problems} == {
        ("$.alters", False), ("$.alter[0].effective_from", False),
    }  # fmt: skip


@given(st.data())
def test_drawn_profiles_reach_every_change(data: st.DataObject) -> None:
    """The strategy yields profiles that can tailor, those that change the reference among them."""
    made = data.draw(strategies.profiles(REFERENCE))
    assume(made.alter or made.set_parameters)
    assert resolve(made, REFERENCE).tailored_by == made
