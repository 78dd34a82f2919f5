"""Two clocks: the law in force on one day, the evidence known by another."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Assessment,
    Finding,
    Guideline,
    InvalidValue,
    Method,
    Observation,
    Outcome,
    Profile,
    Region,
    Register,
    Selection,
    Site,
    Station,
    Tier,
    UnusableRule,
    assess,
    dumps,
    loads,
    reference_guideline,
    reference_profile,
    resolve,
)
from ridehire_partybuild.testing import laws, strategies

REFERENCE = reference_guideline()
ON, LATER = date(2026, 1, 15), date(2026, 3, 1)
DAYS = strategies.days()
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    site=Site(area_m2=Decimal("11.5")), recorded_on=date(2025, 6, 1),
)  # fmt: skip


def seen(value: int, day: date, **more: Any) -> Observation:
    """Return an observation of the station's area."""
    return Observation(
        id=f"O-{day}", subject="S-1", fact="site.area_m2", value=Decimal(value),
        method=Method.EXAMINE, collected_on=day, **more,
    )  # fmt: skip


def area(told: Assessment) -> Outcome:
    """Return the outcome of the requirement on the usable area."""
    return _finding(told, "area").verdict.outcome


def _finding(told: Assessment, requirement: str) -> Finding:
    return next(one for one in told.of("S-1") if one.requirement == requirement)


GUIDELINES = strategies.guidelines() | st.just(REFERENCE)


@given(strategies.registers(), GUIDELINES, DAYS, DAYS)
def test_what_came_to_be_known_later_does_not_count(
    register: Register, guideline: Guideline, on: date, known: date
) -> None:
    """``assess(r, g, d, known=k)`` finds the same as ``assess(r.as_of(k), g, d)``."""
    laws.clocks_agree(register, guideline, on, known)


@given(strategies.registers(), GUIDELINES, DAYS, st.integers(0, 4000))
def test_nothing_dated_later_counts(
    register: Register, guideline: Guideline, on: date, wait: int
) -> None:
    """Knowing more of later days changes nothing on the day: only what is dated by then counts."""
    later = min(on + timedelta(wait), date(2100, 12, 31))
    told = assess(register, guideline, on, known=later)
    assert told.findings == assess(register, guideline, on, known=on).findings
    assert told.evidence == register.as_of(on)


@given(strategies.registers(), DAYS)
def test_known_is_by_default_the_latest_record(register: Register, on: date) -> None:
    """``known`` defaults to the later of ``on`` and the subjects' ``recorded_on``."""
    files = [register.of(subject).recorded_on for _, subject in register.subjects]
    told = assess(register, REFERENCE, on)
    assert told.known == max([on, *(day for day in files if day)])
    assert told == assess(register, REFERENCE, on, known=told.known)


def test_an_observation_counts_once_it_is_known() -> None:
    """Seen on the 10th: unknown on the 9th, known on the 10th, whatever the day of the law."""
    register = Register(stations=[STATION], observations=[seen(20, date(2026, 1, 10))])
    for day, outcome in ((9, Outcome.FAILED), (10, Outcome.PASSED)):
        told = assess(register, REFERENCE, ON, known=date(2026, 1, day))
        assert area(told) is outcome
        assert told.readings("S-1").of("site.area_m2").observation == (
            None if day == 9 else "O-2026-01-10"
        )


def test_what_is_known_still_expires() -> None:
    """The day of the law decides what has lapsed, the day of knowledge only what is there."""
    lapsing = seen(20, date(2025, 9, 1), expires_on=date(2025, 12, 31))
    register = Register(stations=[STATION], observations=[lapsing])
    told = assess(register, REFERENCE, ON, known=date(2025, 12, 1))
    assert area(told) is Outcome.CANT_TELL
    assert area(assess(register, REFERENCE, date(2025, 12, 31))) is Outcome.PASSED


@pytest.mark.parametrize("field", ["on", "known"])
def test_both_days_are_days_that_the_library_knows(field: str) -> None:
    """Years 2000-2100: another day is bad input, and the message says which of the two."""
    days = {"on": ON, "known": ON} | {field: date(1999, 12, 31)}
    with pytest.raises(InvalidValue) as caught:
        assess(Register(stations=[STATION]), REFERENCE, days["on"], known=days["known"])
    assert [one.path for one in caught.value.problems] == [f"$.{field}"]
    assert str(caught.value) == (
        f"$.{field}: Failed to parse '1999-12-31' as {field}: "
        "expected a year from 2000 to 2100, got '1999-12-31'."
    )


@given(st.data(), strategies.registers(), GUIDELINES, DAYS)
def test_a_profile_is_the_guideline_it_resolves_to(
    data: st.DataObject, register: Register, guideline: Guideline, on: date
) -> None:
    """Assessing with a profile is assessing by what it makes of the guideline, inputs kept."""
    profile = data.draw(strategies.profiles(guideline))
    laws.profile_is_its_guideline(register, guideline, on, profile)
    told = assess(register, guideline, on, profile=profile)
    assert (told.guideline, told.profile) == (guideline, profile)
    assert told.tailored == resolve(profile, guideline)


@given(strategies.registers(), DAYS, DAYS, st.sampled_from(["basic", "mobile", None]))
def test_an_assessment_carries_its_inputs(
    register: Register, on: date, known: date, name: str | None
) -> None:
    """Its document carries register, guideline, both days and profile, and reads back the same."""
    profile = None if name is None else reference_profile(name)
    told = assess(register, REFERENCE, on, known=known, profile=profile)
    again = loads(dumps(told), Assessment)
    assert again == told
    assert (again.known, again.profile) == (known, profile)
    assert f'"known": "{known}"' in dumps(told)


def test_findings_of_profiles_compare() -> None:
    """The id of a finding is the same under any profile: subject and requirement make it."""
    register = Register(stations=[STATION])
    plain = {one.requirement: one.id for one in assess(register, REFERENCE, ON).of("S-1")}
    basic = assess(register, REFERENCE, ON, profile=reference_profile("basic"))
    assert {one.requirement: one.id for one in basic.of("S-1")}.items() <= plain.items()
    # 11.5 m² fail the reference's 12 and pass the profile's 3
    assert area(assess(register, REFERENCE, ON)) is Outcome.FAILED
    assert area(basic) is Outcome.PASSED


def test_an_unusable_profile_is_no_finding() -> None:
    """The three kinds of wrong are not mixed: a profile that names nothing known is refused."""
    basic = reference_profile("basic")
    wrong: Profile = attrs.evolve(basic, include=Selection(requirements=("no-such",)))
    with pytest.raises(UnusableRule):
        assess(Register(stations=[STATION]), REFERENCE, ON, profile=wrong)
