"""Findings kept as numbers: a sequence like any other, made when it is looked at."""

import pickle
import tracemalloc
from collections import Counter
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Assessment,
    Finding,
    Id,
    Region,
    Register,
    Site,
    Station,
    StationId,
    Tier,
    Waiver,
    WaiverId,
    assess,
    dumps,
    reference_guideline,
)
from ridehire_partybuild.compliance.grids import Findings, tally_of
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.testing import strategies

ON = date(2026, 1, 15)
REFERENCE = reference_guideline()


def city(count: int) -> Register:
    """Return so many stations, each with another area, the third one waived and the last closed."""
    stations = [
        Station(id=f"S-{number:04d}", name="示例", region=Region("370502"), tier=Tier.BASIC,
                site=Site(area_m2=number % 20 + 1))
        for number in range(count)
    ]  # fmt: skip
    stations[-1] = attrs.evolve(stations[-1], closed_on=date(2026, 1, 1))
    waiver = Waiver(id="W-1", subject=stations[2].id, covers="site.area_m2", authority="示例局",
                    reason="暂无扩建条件", valid_from=ON, valid_until=ON)  # fmt: skip
    return Register(stations=stations, waivers=[waiver])


TOLD = assess(city(5), REFERENCE, ON)


def findings() -> Findings:
    """Return findings as `assess` keeps them."""
    assert isinstance(TOLD.findings, Findings)
    return TOLD.findings


@given(st.slices(400), st.integers(-400, 400))
def test_it_is_a_sequence(some: slice, index: int) -> None:
    """Indices and slices mean what they mean in a tuple of the same findings."""
    kept, plain = findings(), tuple(findings())
    assert kept[some] == plain[some]
    if -len(plain) <= index < len(plain):
        assert kept[index] == plain[index]
    else:
        with pytest.raises(IndexError):
            kept[index]


def test_it_equals_any_sequence_of_equal_findings() -> None:
    """What was read from a document is a tuple, and equal."""
    kept, plain = findings(), tuple(findings())
    assert kept == plain
    assert plain == kept
    assert hash(kept) == hash(plain)
    assert kept == pickle.loads(pickle.dumps(kept))  # noqa: S301 - our own
    assert kept != plain[1:]
    assert kept != [*plain]
    assert attrs.evolve(TOLD, findings=plain) == TOLD
    assert repr(kept) == f"<Findings: {len(plain)}>"


def test_findings_of_one_subject_are_those_of_all() -> None:
    """`of` finds a subject's row; a subject that is not there has none."""
    kept = findings()
    for subject in {one.subject for one in kept}:
        assert kept.of(subject) == tuple(one for one in kept if one.subject == subject)
    assert kept.of("S-0000a") == kept.of("") == kept.of("Z") == ()


def test_the_waived_finding_says_so_and_the_closed_station_is_not_judged() -> None:
    """A waiver stands beside the verdict; a station that is not open is INAPPLICABLE(not_open)."""
    waived = [(one.subject, one.requirement) for one in findings() if one.waiver is not None]
    assert waived == [("S-0002", "area")]
    closed = {one.verdict.reason for one in findings().of("S-0004")}
    assert {one.value for one in closed if one} == {"not_open"}
    assert len(closed) == 1


def test_a_finding_names_its_station_only_if_it_is_one() -> None:
    """`station` is None unless the subject is one; the id follows from subject and requirement."""
    for one in findings():
        is_station = one.subject.startswith("S-")
        assert one.station == (one.subject if is_station else None)
        again = Finding(subject=one.subject, requirement=one.requirement, verdict=one.verdict)
        assert again.id == one.id
    first = findings()[0]
    assert attrs.evolve(first, subject=StationId("S")).station == "S"


@given(strategies.registers())
def test_the_tally_counts_all_findings(register: Register) -> None:
    """A score rests on how many of each requirement came to what, however they are kept."""
    told = assess(register, REFERENCE, ON)
    plain = Counter((one.requirement, one.verdict.outcome) for one in told.findings)
    assert tally_of(told.findings) == tally_of(tuple(told.findings)) == plain
    assert told.score() == attrs.evolve(told, findings=tuple(told.findings)).score()


def test_findings_about_others_are_refused() -> None:
    """A finding about nobody, or under no rule of the day, is no finding of this assessment."""
    for changed in (
        {"register": Register(stations=city(5).stations[:3])},
        {"on": date(2024, 6, 1), "known": date(2024, 6, 1)},
    ):
        with pytest.raises(InvalidValue, match=r"findings\[\d+\]"):
            attrs.evolve(TOLD, **changed)


def _bytes_of(count: int) -> tuple[int, int]:
    register = city(count)
    assess(register, REFERENCE, ON).score()  # what the register keeps for itself is there
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    told: Assessment = assess(register, REFERENCE, ON)
    kept = tracemalloc.get_traced_memory()[0] - before
    looked_at: list[Finding | None] = [None] * len(told.findings)
    before = tracemalloc.get_traced_memory()[0]
    for place, one in enumerate(told.findings):
        looked_at[place] = one
    more = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return kept, more


@pytest.mark.slow
def test_a_check_takes_a_byte_or_two_and_a_finding_sixty_four() -> None:
    """At most 12 bytes a check kept, at most 64 more for a finding once looked at.

    What does not grow with the number of checks (the guideline, the verdicts) is left out: two
    sizes are compared. The middle of three is taken, in whole bytes: other threads of the test run
    allocate and free, too.
    """
    few, many = (
        [sorted(each)[1] for each in zip(*(_bytes_of(count) for _ in range(3)), strict=True)]
        for count in (200, 1000)
    )
    checks = 800 * len(TOLD.of("S-0000"))
    assert (many[0] - few[0]) // checks <= 12
    assert (many[1] - few[1]) // checks <= 64


def test_findings_that_belong_to_nobody_are_refused_whoever_made_them() -> None:
    """A document may say anything: what its readers could not find is bad input, all at once."""
    first, second, *_ = TOLD.findings
    city_rule = next(one for one in REFERENCE.requirements if one.subject.value == "city")
    strange = attrs.evolve(first.verdict, missing=("no.such.fact",), children=())
    given = [
        first,
        attrs.evolve(first, waiver=WaiverId("W-NONE")),
        attrs.evolve(second, waiver=WaiverId("W-NONE")),
        attrs.evolve(second, requirement=city_rule.id),
        attrs.evolve(TOLD.findings[2], verdict=strange),
        attrs.evolve(TOLD.findings[3], subject="S-NONE"),
    ]
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(TOLD, findings=given)
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("$.findings[1]", "id.duplicate"),
        ("$.findings[2].waiver", "id.dangling"),
        ("$.findings[3].requirement", "id.dangling"),
        ("$.findings[4].verdict", "id.dangling"),
        ("$.findings[5].subject", "id.dangling"),
    ]


def test_findings_stand_in_one_order() -> None:
    """Equal inputs, in any order, give equal bytes; a station's finding knows its station again."""
    bare = [attrs.evolve(one, subject=Id(str(one.subject))) for one in reversed(TOLD.findings)]
    again = attrs.evolve(TOLD, findings=bare)
    assert again == TOLD
    assert [one.station for one in again.findings] == [one.station for one in TOLD.findings]
    assert dumps(again) == dumps(TOLD)
