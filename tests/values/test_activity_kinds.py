"""Kinds of activity: those that ship, each with its domain and form, and those of an office."""

import pytest
from hypothesis import given

from ridehire_partybuild import (
    ActivityDomain,
    ActivityForm,
    ActivityKind,
    InvalidValue,
    LocalKind,
    ProgrammeItem,
)
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import activity_kind
from ridehire_partybuild.values.activity_kinds import any_kind


@pytest.mark.parametrize("kind", ActivityKind)
def test_every_kind_has_a_domain_a_form_and_a_label(kind: ActivityKind) -> None:
    """One table tells what each kind is for and how it goes, another what it is called."""
    assert kind.domain in ActivityDomain
    assert kind.form in ActivityForm
    assert kind.label("zh") != kind.label("en")
    assert activity_kind(kind.value) is kind


def test_every_domain_and_form_has_a_kind() -> None:
    """No word of the two lists stands there for nothing."""
    assert {kind.domain for kind in ActivityKind} == set(ActivityDomain)
    assert {kind.form for kind in ActivityKind} == set(ActivityForm)


@given(kind=strategies.local_kinds())
def test_a_kind_of_an_office_is_told_by_its_beginning(kind: LocalKind) -> None:
    """``x-`` and a name: the code in documents is the token, the label its bare name."""
    assert (kind.value, f"x-{kind.label('en')}") == (kind, kind)
    assert activity_kind(str(kind)) == any_kind(str(kind)) == kind
    assert type(any_kind(str(kind))) is LocalKind
    assert ProgrammeItem(kind=str(kind)).kind == kind


@pytest.mark.parametrize("value", ["party_lecture", "x-", "x-a b", 5, None])
def test_what_is_no_local_kind_stays_for_the_record_to_refuse(value: object) -> None:
    """A converter that raised would hide what is wrong elsewhere in the record."""
    assert any_kind(value) is value
    with pytest.raises(InvalidValue) as caught:
        ProgrammeItem(kind=value, topic="")
    assert [one.path for one in caught.value.problems] == ["$.kind", "$.topic"]


@pytest.mark.parametrize("text", ["包饺子", "x", "y-包饺子", "x-", "X-1"])
def test_a_refused_local_kind_says_what_is_wrong(text: str) -> None:
    """A kind of an office's own begins with ``x-`` and goes on."""
    with pytest.raises(InvalidValue) as caught:
        LocalKind.parse(text)
    assert caught.value.text("en") == (
        f"Failed to parse {text!r} as LocalKind: expected a name after x-, got {text!r}."
    )
    assert caught.value.text("zh") == (
        f"无法将 {text!r} 解析为自定活动类别：应为 x- 加名称，实际为 {text!r}。"
    )


def test_an_unknown_kind_is_refused() -> None:
    """A code without ``x-`` is one of the closed list or none."""
    with pytest.raises(ValueError, match="dumplings"):
        activity_kind("dumplings")
    with pytest.raises(InvalidValue):
        activity_kind("x-")
