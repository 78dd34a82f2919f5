"""Judging in bulk: whatever a host's fact returns, each subject gets its plain verdict."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    AllOf,
    AtLeast,
    Facility,
    FacilityItem,
    Fact,
    FactKind,
    Guideline,
    Includes,
    Is,
    Method,
    Not,
    Observation,
    Outcome,
    Reading,
    Reason,
    Region,
    Register,
    Some,
    Station,
    SubjectKind,
    Text,
    Tier,
    Valid,
    assess,
    reference_guideline,
)
from ridehire_partybuild.guideline.facts import ABSENT, OfRecord
from ridehire_partybuild.testing import laws

ON = date(2026, 1, 15)
REFERENCE = reference_guideline()
AREA = attrs.evolve(
    next(one for one in REFERENCE.requirements if one.id == "area"), applicability=None
)


class Word(str):
    """A word that is equal to a plain one, and is none."""

    __slots__ = ()


def raised(_: object) -> Any:
    """Fail as a host's fact may."""
    raise ZeroDivisionError


ODD: dict[FactKind, tuple[Any, ...]] = {
    FactKind.NUMBER: (Decimal(12), Decimal(1), Decimal("NaN"), Decimal("sNaN"), 12, True, "12"),
    FactKind.FLAG: (True, False, Decimal(1), 1, "true"),
    FactKind.WORD: ("basic", "hub", Word("basic"), Tier.BASIC, "no word", b"basic"),
    FactKind.WORDS: (
        (), ("fan", "wifi"), ("fan",), (Word("fan"), "wifi"), ("no word",), (["fan"],), ["fan"],
        (1, True),
    ),
    FactKind.DATE: (ON, date(2026, 1, 14), "2026-01-15", 0),
}  # fmt: skip
COMMON = (
    None, ABSENT, ..., frozenset({"fan"}), Reading(reason=Reason.EXPIRED),
    Reading(value=Decimal(12)), Reading(value="abc"),
)  # fmt: skip
CHECKS: dict[FactKind, Callable[[str], Any]] = {
    FactKind.NUMBER: lambda name: AtLeast(fact=name, at_least=12),
    FactKind.FLAG: lambda name: Is(fact=name, is_=True),
    FactKind.WORD: lambda name: Is(fact=name, is_="basic"),
    FactKind.WORDS: lambda name: Includes(fact=name, includes=("fan",)),
    FactKind.DATE: lambda name: Valid(valid=name),
}
NAMES = [f"S-{number}" for number in range(8)]


def station(name: str) -> Station:
    """Return a station of which nothing is known."""
    return Station(id=name, name="示例", region=Region("370502"))


@pytest.mark.parametrize("kind", FactKind)
@pytest.mark.parametrize("where", ["record", "file"])
@given(data=st.data())
def test_odd_values_are_errors_and_touch_no_neighbour(
    kind: FactKind,
    where: str,
    data: st.DataObject,
) -> None:
    """A crash in the reading of a fact that a host brought is CANT_TELL(error); others go on."""
    choices = st.sampled_from(range(len(ODD[kind]) + len(COMMON)))
    drawn = data.draw(st.lists(choices, min_size=1, max_size=len(NAMES)))
    values = {name: (*ODD[kind], *COMMON)[at] for name, at in zip(NAMES, drawn, strict=False)}

    def read(record: Any) -> Any:
        value = values[record.id]
        return raised(value) if value is ... else value

    reads = OfRecord(read) if where == "record" else (lambda file, _: read(file.record))
    fact = Fact(name="host.fact", subject=SubjectKind.STATION, kind=kind,
                label=Text(zh="示例", en="example"), read=reads)  # fmt: skip
    check = CHECKS[kind]("host.fact")
    rules = [
        attrs.evolve(AREA, id=f"rule-{number}", clause=f"X.{number}", check=one)
        for number, one in enumerate((check, Not(not_=check), AllOf(all_of=(check, AREA.check))))
    ]
    guideline = attrs.evolve(
        REFERENCE,
        requirements=tuple(rules),
        activities=(),
        profiles=(),
        facts=FACTS.with_facts(fact),
    )
    day = date(2025, 1, 1)
    lapsed = Observation(id="O-1", subject="S-0", fact="host.fact", value="no",
                         method=Method.EXAMINE, collected_on=day, expires_on=day)  # fmt: skip
    seen = [lapsed] if data.draw(st.booleans()) else []
    register = Register(stations=[station(name) for name in values], observations=seen)
    laws.findings_are_plain(assess(register, guideline, ON))


def test_a_rule_with_more_verdicts_than_fit_a_byte() -> None:
    """Columns widen where they must: 300 patterns of nine facilities, each with its verdict."""
    kinds = sorted(Facility)[:9]
    stations = [
        attrs.evolve(
            station(f"S-{number:03d}"),
            facilities=[FacilityItem(kind=kind) for bit, kind in enumerate(kinds)
                        if number >> bit & 1],
        )
        for number in range(300)
    ]  # fmt: skip
    each = tuple(Includes(fact="facilities", includes=(kind.value,)) for kind in kinds)
    rule = attrs.evolve(AREA, check=Some(some=5, of=each))
    guideline = attrs.evolve(
        REFERENCE, requirements=(rule,), activities=(), profiles=(), parameters=()
    )
    told = assess(Register(stations=stations), guideline, ON)
    laws.findings_are_plain(told)
    assert len({id(one.verdict) for one in told.findings}) > 256
    again = assess(
        Register(stations=[*stations[:-1], attrs.evolve(stations[-1], closed_on=ON)]), guideline, ON
    )
    assert again.findings[-1].verdict.reason is Reason.NOT_OPEN
    assert again.findings[:-1] == told.findings[:-1]


def observation(number: int, value: str, **more: Any) -> Observation:
    """Return what somebody found of the outdoor sign."""
    seen: dict[str, Any] = {"subject": "S-0", "fact": "signage.outdoor", "method": Method.EXAMINE,
            "collected_on": date(2026, 1, 10)}  # fmt: skip
    return Observation(id=f"O-{number}", value=value == "yes", **(seen | more))


@pytest.mark.parametrize(
    ("seen", "outcome", "reason"),
    [
        ([observation(1, "yes")], Outcome.PASSED, None),
        ([observation(1, "no")], Outcome.FAILED, None),
        ([observation(1, "yes", collected_on=ON)], Outcome.PASSED, None),
        (
            [observation(1, "yes", collected_on=date(2026, 1, 16))],
            Outcome.CANT_TELL,
            Reason.MISSING,
        ),
        ([observation(1, "yes", expires_on=ON)], Outcome.PASSED, None),
        ([observation(1, "yes", expires_on=date(2026, 1, 14))], Outcome.CANT_TELL, Reason.EXPIRED),
        ([observation(1, "yes"), observation(2, "yes")], Outcome.PASSED, None),
        (
            [observation(1, "yes"), observation(2, "no")],
            Outcome.CANT_TELL,
            Reason.CONFLICTING,
        ),
        ([observation(1, "no"), observation(2, "yes", collected_on=ON)], Outcome.PASSED, None),
        ([], Outcome.CANT_TELL, Reason.MISSING),
    ],
)
def test_the_newest_unexpired_observation_decides(
    seen: list[Observation], outcome: Outcome, reason: Reason | None
) -> None:
    """The newest unexpired one decides; two of the same newest day that disagree conflict."""
    rule = attrs.evolve(AREA, check=Is(fact="signage.outdoor", is_=True))
    guideline: Guideline = attrs.evolve(
        REFERENCE, requirements=(rule,), activities=(), profiles=(), parameters=()
    )
    register = Register(stations=[station("S-0"), station("S-1")], observations=seen)
    told = assess(register, guideline, ON, known=date(2026, 3, 1))
    (verdict,) = {one.verdict for one in told.of("S-0")}
    assert (verdict.outcome, verdict.reason) == (outcome, reason)
    assert told.of("S-1")[0].verdict.outcome is Outcome.CANT_TELL
    laws.findings_are_plain(told)


def standing(
    fact: str, *stations: Station, seen: list[Observation]
) -> list[tuple[Outcome, Reason | None]]:
    """Return how stations stand of which something should be so."""
    rule = attrs.evolve(AREA, check=Is(fact=fact, is_=True))
    guideline: Guideline = attrs.evolve(
        REFERENCE, requirements=(rule,), activities=(), profiles=(), parameters=()
    )
    told = assess(Register(stations=stations, observations=seen), guideline, ON)
    laws.findings_are_plain(told)
    return [(one.verdict.outcome, one.verdict.reason) for one in told.findings]


def test_stations_of_which_two_things_were_seen_on_a_day_are_told_apart() -> None:
    """What one pair of observations comes to is not what another of the same first word does."""
    seen = [
        observation(1, "yes"), observation(2, "no"),
        observation(3, "yes", subject="S-1"), observation(4, "yes", subject="S-1"),
    ]  # fmt: skip
    assert standing("signage.outdoor", station("S-0"), station("S-1"), seen=seen) == [
        (Outcome.CANT_TELL, Reason.CONFLICTING),
        (Outcome.PASSED, None),
    ]


def test_what_was_written_down_later_is_held_against_what_was_seen() -> None:
    """An unexpired one against a declared value recorded later gives conflicting."""
    late, early = (
        attrs.evolve(station(name), on_map=False, recorded_on=day)
        for name, day in (("S-0", date(2026, 1, 11)), ("S-1", date(2026, 1, 9)))
    )
    seen = [
        observation(number, "yes", fact="on_map", subject=subject)
        for number, subject in enumerate(("S-0", "S-1"))
    ]
    assert standing("on_map", late, early, seen=seen) == [
        (Outcome.CANT_TELL, Reason.CONFLICTING),
        (Outcome.PASSED, None),
    ]
