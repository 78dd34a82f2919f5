"""Duties from a guideline, from the regulations of Party life and by hand, without doubling."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import reference_guideline
from ridehire_partybuild.guideline import DayPolicy, Duty, duty_of
from ridehire_partybuild.model import Branch, Register, Site, Station
from ridehire_partybuild.scheduling import duties, merged_duties, party_life_duties
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import (
    ActivityKind,
    BranchId,
    BranchKind,
    Cadence,
    Modality,
    Region,
    Skill,
    Span,
    Tier,
)
from ridehire_partybuild.values.periods import PER_YEAR

YEAR = Span.parse("2026-01-01/2026-12-31")
BIG = Branch(id="B-1", name="示例一", kind=BranchKind.JOINT_BRANCH, full_members=9, station="S-1")
SMALL = Branch(id="B-2", name="示例二", kind=BranchKind.BRANCH, full_members=6)
UNKNOWN = Branch(id="B-3", name="示例三", kind=BranchKind.BRANCH)
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(seats=20)
)
REGISTER = Register(branches=[BIG, SMALL, UNKNOWN], stations=[STATION])
SHALL, SHOULD = Modality.SHALL, Modality.SHOULD

PARTY_LIFE: dict[ActivityKind, tuple[str, Modality]] = {
    ActivityKind.BRANCH_MEETING: ("1/quarter", SHOULD),  # 第十一条，一般
    ActivityKind.COMMITTEE_MEETING: ("1/month", SHOULD),  # 第十二条，一般
    ActivityKind.GROUP_MEETING: ("1/month", SHOULD),  # 第十三条，一般
    ActivityKind.THEME_PARTY_DAY: ("1/month", SHALL),  # 第十六条
    ActivityKind.PARTY_LECTURE: ("1/quarter", SHOULD),  # 惯例
    ActivityKind.ORGANISATION_LIFE_MEETING: ("1/year", SHALL),  # 第十七条
    ActivityKind.DEMOCRATIC_APPRAISAL: ("1/year", SHOULD),  # 一般
}


def test_a_branch_owes_what_the_regulations_say() -> None:
    """Each kind with its frequency; SHOULD where the text says 一般 or it is custom."""
    found = party_life_duties(REGISTER, YEAR, with_groups=frozenset({BranchId("B-1")}))
    told = {one.kind: (str(one.cadence), one.modality) for one in found if one.subject == "B-1"}
    assert told == PARTY_LIFE
    assert all(one.source for one in found)
    assert {one.station for one in found if one.subject == "B-1"} == {"S-1"}


@pytest.mark.parametrize("branch", [SMALL, UNKNOWN])
def test_no_committee_and_no_groups_no_meetings_of_theirs(branch: Branch) -> None:
    """Under seven full members there is none; what is not known asks nothing."""
    found = {one.kind for one in party_life_duties(REGISTER, YEAR) if one.subject == branch.id}
    assert found == set(PARTY_LIFE) - {ActivityKind.COMMITTEE_MEETING, ActivityKind.GROUP_MEETING}


def test_who_is_gone_owes_nothing() -> None:
    """A branch dissolved before the span has no duties in it."""
    gone = attrs.evolve(BIG, dissolved_on=YEAR.start)
    assert party_life_duties(Register(branches=[gone], stations=[STATION]), YEAR) == ()


def test_three_sources_make_one_duty_a_kind() -> None:
    """'Merging of the three without doubling': a guideline's, the regulations', an office's own."""
    of_guideline = duties(reference_guideline(), REGISTER, YEAR)
    of_life = party_life_duties(REGISTER, YEAR)
    own = Duty(
        id="own",
        subject="B-1",
        station="S-1",
        kind=ActivityKind.PARTY_LECTURE,
        cadence=Cadence.parse("1/month"),
        minutes=45,
    )
    found = merged_duties(of_guideline, of_life, [own])
    keys = [(one.subject, one.kind) for one in found]
    assert len(keys) == len(set(keys)) < len(of_guideline) + len(of_life) + 1
    lecture = next(one for one in found if keys_of(one) == keys_of(own))
    (day,) = (one for one in of_guideline if keys_of(one) == keys_of(own))
    assert lecture == attrs.evolve(
        own, id=duty_of(own.subject, own.kind), minutes=60, seats=day.seats, skill=day.skill,
        preferred=day.preferred, requirement="party-lecture", source=lecture.source,
    )  # fmt: skip
    assert lecture.source is not None


def keys_of(duty: Duty) -> tuple[Any, ...]:
    """What makes two duties one."""
    return duty.subject, duty.kind


KINDS = st.sampled_from([ActivityKind.LEGAL_CLINIC, ActivityKind.PARTY_LECTURE])


@st.composite
def owed(draw: st.DrawFn) -> tuple[tuple[Duty, ...], ...]:
    """Return three lists of duties that have subjects and kinds in common."""
    lists = []
    for name in "ABC":
        drawn = draw(strategies.duties(REGISTER))
        lists.append(
            tuple(
                attrs.evolve(
                    one, id=f"{name}-{index}", subject=draw(st.sampled_from(["B-1", "S-1"])),
                    kind=draw(KINDS),
                )
                for index, one in enumerate(drawn)
            )
        )  # fmt: skip
    return tuple(lists)


def a_year(duty: Duty) -> int:
    """Sessions a year."""
    return duty.cadence.times * PER_YEAR[duty.cadence.per]


@given(owed())
def test_the_strictest_of_one_kind_and_subject(lists: tuple[tuple[Duty, ...], ...]) -> None:
    """One for each, none lost, and each at least as strict as all that it stands for."""
    found = merged_duties(*lists)
    every = [one for some in lists for one in some]
    by_key = {keys_of(one): one for one in found}
    assert len(by_key) == len(found)
    assert set(by_key) == {keys_of(one) for one in every}
    for one in every:
        merged = by_key[keys_of(one)]
        assert a_year(merged) >= a_year(one)
        assert merged.minutes >= one.minutes
        assert (merged.seats or 0) >= (one.seats or 0)
        assert merged.modality is SHALL or one.modality is SHOULD
        assert merged.skill is not None or one.skill is None
    for merged in found:
        own = [one for one in every if keys_of(one) == keys_of(merged)]
        assert a_year(merged) == max(map(a_year, own))
        assert merged.days in {one.days for one in own}
        assert (merged.modality is SHALL) == any(one.modality is SHALL for one in own)


@given(owed(), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_does_not_matter(
    lists: tuple[tuple[Duty, ...], ...], shuffle: Any
) -> None:
    """Law 11, and merged once is merged for good."""
    found = merged_duties(*lists)
    mixed = [list(one) for one in lists]
    for one in mixed:
        shuffle.shuffle(one)
    shuffle.shuffle(mixed)
    assert merged_duties(*mixed) == found
    assert merged_duties(found) == found
    assert merged_duties(found, found) == found


def test_a_skill_is_taken_from_another_only_where_there_is_none() -> None:
    """The strictest keeps what it says."""
    one = Duty(
        id="A", subject="S-1", kind=ActivityKind.LEGAL_CLINIC, cadence=Cadence.parse("1/month"),
        skill=Skill.LEGAL,
    )  # fmt: skip
    other = attrs.evolve(one, id="B", cadence=Cadence.parse("1/quarter"), skill=Skill.HEALTH)
    (found,) = merged_duties([other], [one])
    assert (found.id, found.skill) == ("A", Skill.LEGAL)
    (found,) = merged_duties([other], [attrs.evolve(one, skill=None)])
    assert found.skill is Skill.HEALTH


def duty(name: str, cadence: str, **more: Any) -> Duty:
    """A clinic of the station."""
    plain: dict[str, Any] = {"subject": "S-1", "kind": ActivityKind.LEGAL_CLINIC, "minutes": 60}
    return Duty(id=name, cadence=Cadence.parse(cadence), **plain | more)


@pytest.mark.parametrize(
    ("strictest", "other"),
    [
        (duty("D-2", "2/month"), duty("D-1", "5/quarter")),
        (duty("D-2", "1/month"), duty("D-1", "12/year")),  # of equals, the shorter period
        (duty("D-2", "1/month"), duty("D-1", "1/month", modality=SHOULD)),
        (duty("D-1", "1/month"), duty("D-2", "1/month")),
        (duty("D-1", "1/month"), duty("D-1", "1/month", days=DayPolicy.WORKDAYS)),
    ],
)
def test_of_two_the_strictest_makes_the_duty(strictest: Duty, other: Duty) -> None:
    """'Most sessions a year (of equals, the shorter period, then SHALL before SHOULD)'."""
    for lists in ([strictest, other], [other, strictest]):
        assert merged_duties(lists) == merged_duties(*([one] for one in lists)) == (strictest,)


def test_it_takes_from_the_others_what_they_ask_more() -> None:
    """'SHALL if one says so, the longest time, the most seats; station … where it has none.'."""
    own = duty("S-1.legal_clinic", "1/month", modality=SHOULD, seats=10)
    first = duty("D-1", "2/month", modality=SHOULD, ideal_gap=9, minutes=45)
    lax = {"seats": 20, "minutes": 90, "station": "S-1", "skill": Skill.LEGAL, "source": "示例"}
    third = duty("D-3", "1/quarter", requirement="R-1", **lax)
    fourth = duty("D-4", "1/year", requirement="R-2", source="另例", seats=5)
    assert merged_duties([own, first], [third], [fourth]) == (
        attrs.evolve(
            first,
            id="S-1.legal_clinic",
            modality=SHALL,
            requirement="R-1",
            **lax,  # type: ignore[arg-type]
        ),
    )
    lecture = duty("D-0", "1/year", kind=ActivityKind.PARTY_LECTURE)
    assert merged_duties([first, lecture]) == (lecture, first)


def test_branches_that_are_not_there_owe_nothing_and_the_next_ones_do() -> None:
    """'Branches that are not there on any day of the span owe nothing.'."""
    gone = attrs.evolve(BIG, id="B-0", dissolved_on=YEAR.start)
    found = party_life_duties(Register(branches=[gone, SMALL], stations=[STATION]), YEAR)
    assert {one.subject for one in found} == {"B-2"}
    seven = attrs.evolve(SMALL, full_members=7)
    kinds = {one.kind for one in party_life_duties(Register(branches=[seven]), YEAR)}
    assert ActivityKind.COMMITTEE_MEETING in kinds
    assert ActivityKind.GROUP_MEETING not in kinds


def test_a_span_that_cannot_be_recorded_is_refused() -> None:
    """'A span outside the years 2000-2100', at either end, and what is no span at all."""
    for wrong in (Span.parse("1999-12-31/2000-01-31"), Span.parse("2100-12-01/2101-01-01")):
        with pytest.raises(InvalidValue, match="2000 to 2100"):
            party_life_duties(REGISTER, wrong)
    for whole in (Span.parse("2000-01-01/2000-12-31"), Span.parse("2100-01-01/2100-12-31")):
        assert party_life_duties(REGISTER, whole)
    nothing: Any = "2026"
    with pytest.raises(InvalidValue, match="Span"):
        party_life_duties(REGISTER, nothing)
