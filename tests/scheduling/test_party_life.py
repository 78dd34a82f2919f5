"""What the regulations of Party life ask of a branch, whole."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.scheduling.small import station

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Branch, Register
from ridehire_partybuild.scheduling import party_life_duties
from ridehire_partybuild.values import ActivityKind, BranchKind, Cadence, Modality, Span

YEAR = Span.parse("2026-01-01/2026-12-31")

ROWS = {
    "branch_meeting": ("1/quarter", 60, None, "should", "第十一条"),
    "committee_meeting": ("1/month", 60, None, "should", "第十二条"),
    "group_meeting": ("1/month", 60, None, "should", "第十三条"),
    "theme_party_day": ("1/month", 90, 10, "shall", "第十六条"),
    "party_lecture": ("1/quarter", 60, None, "should", "三会一课"),
    "organisation_life_meeting": ("1/year", 90, None, "shall", "第十七条"),
    "democratic_appraisal": ("1/year", 90, None, "should", "民主评议党员"),
}


def branch(number: int = 1, **changes: Any) -> Branch:
    """A branch that has always been there."""
    plain = Branch(id=f"B-{number}", name="示例", kind=BranchKind.BRANCH)
    return attrs.evolve(plain, **changes)


def owed(*branches: Branch, span: Span = YEAR, **more: Any) -> tuple[Duty, ...]:
    """The duties of some branches."""
    return party_life_duties(Register(branches=branches, stations=[station()]), span, **more)


def kinds(*branches: Branch, **more: Any) -> list[str]:
    """Their kinds."""
    return [str(duty.kind.value) for duty in owed(*branches, **more)]


def test_a_branch_with_a_committee_and_groups_owes_all() -> None:
    """'Three meetings and one lecture, the theme Party day' and so on, 'each with its source'."""
    found = owed(branch(full_members=7, station="S-1"), with_groups=frozenset({branch().id}))
    assert {str(duty.kind.value): duty for duty in found}.keys() == ROWS.keys()
    for duty in found:
        kind = str(duty.kind.value)
        cadence, minutes, fixed, modality, source = ROWS[kind]
        assert source in str(duty.source)
        assert duty == Duty(
            id=f"B-1.{kind}",
            subject="B-1",
            station="S-1",
            kind=ActivityKind(kind),
            cadence=Cadence.parse(cadence),
            minutes=minutes,
            fixed_day=fixed,
            modality=Modality(modality),
            source=duty.source,
        )


@pytest.mark.parametrize(
    ("members", "groups", "without"),
    [
        (None, False, {"committee_meeting", "group_meeting"}),
        (0, False, {"committee_meeting", "group_meeting"}),
        (6, False, {"committee_meeting", "group_meeting"}),
        (7, False, {"group_meeting"}),
        (8, True, set()),
        (6, True, {"committee_meeting"}),
        (None, True, {"committee_meeting"}),
    ],
)
def test_who_has_no_committee_and_no_groups_owes_no_such_meetings(
    members: int | None, *, groups: bool, without: set[str]
) -> None:
    """'Of branches known to have seven full members, group meetings of those named.'."""
    named = {"B-1"} if groups else {"B-9"}
    found = kinds(branch(full_members=members), with_groups=frozenset(named))
    assert found == sorted(ROWS.keys() - without)
    if not groups:
        assert kinds(branch(full_members=members)) == found


def test_duties_stand_by_id_and_those_who_are_gone_owe_nothing() -> None:
    """'Branches that are not there on any day of the span owe nothing.'."""
    gone = branch(2, dissolved_on=YEAR.start)
    late = branch(4, founded_on=date(2027, 1, 1))
    last_day = branch(3, founded_on=date(2026, 12, 31))
    found = owed(last_day, gone, branch(), late)
    assert {str(duty.subject) for duty in found} == {"B-1", "B-3"}
    assert [duty.id for duty in found] == sorted(duty.id for duty in found)
    assert {duty.station for duty in found} == {None}


@pytest.mark.parametrize("span", ["1999-12-01/2000-02-01", "2100-01-01/2101-01-31"])
def test_a_span_out_of_range_is_refused(span: str) -> None:
    """'A span outside the years 2000-2100.'."""
    with pytest.raises(InvalidValue):
        owed(branch(), span=Span.parse(span))
