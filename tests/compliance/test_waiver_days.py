"""The days of waivers against the days of the rules that they excuse from."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    Guideline,
    Region,
    Register,
    Site,
    Station,
    Tier,
    Waiver,
    WaiverFlaw,
    assess,
    audit_waivers,
    reference_guideline,
)

ON = date(2026, 3, 1)
DAY = timedelta(days=1)
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=9)
)
REFERENCE = reference_guideline()


def waiver(number: int = 1, **changes: Any) -> Waiver:
    """Return a waiver of the usable area, of the one day unless said otherwise."""
    plain = Waiver(
        id=f"W-{number}", subject="S-1", covers="area", authority="示例局", reason="暂无扩建条件",
        valid_from=ON, valid_until=ON,
    )  # fmt: skip
    return attrs.evolve(plain, **changes)


def ruled(first: date, after: date | None) -> Guideline:
    """Return the reference guideline with one rule alone, in force on some days."""
    area = next(one for one in REFERENCE.requirements if one.id == "area")
    only = attrs.evolve(area, effective_from=first, effective_before=after)
    return attrs.evolve(REFERENCE, requirements=(only,), profiles=())


def flaws(*waivers: Waiver, by: Guideline = REFERENCE, on: date = ON) -> list[WaiverFlaw]:
    """Return what is wrong with waivers."""
    register = Register(stations=[STATION], waivers=list(waivers))
    return [one.flaw for one in audit_waivers(register, by, on)]


@pytest.mark.parametrize(
    ("first", "after", "matched"),
    [
        (ON - DAY, None, True),
        (ON, None, True),
        (ON + DAY, None, False),
        (ON - 9 * DAY, ON, False),
        (ON - 9 * DAY, ON + DAY, True),
        (ON, ON + DAY, True),
    ],
)
def test_a_waiver_matches_a_rule_on_a_day_in_common(
    first: date, after: date | None, *, matched: bool
) -> None:
    """A rule holds from its first day until the day before it ends; a waiver through its last."""
    assert (WaiverFlaw.UNMATCHED in flaws(waiver(), by=ruled(first, after))) != matched


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        ((0, 0), True),
        ((1, 5), False),
        ((-5, -1), False),
        ((-5, 0), True),
        ((0, 5), True),
        ((-5, 5), True),
    ],
)
def test_two_waivers_overlap_on_a_day_in_common(other: tuple[int, int], *, overlaps: bool) -> None:
    """Both days of both are inclusive, whichever of the two is named first."""
    span = {"valid_from": ON + other[0] * DAY, "valid_until": ON + other[1] * DAY}
    for numbers in ((1, 2), (2, 1)):
        found = flaws(waiver(numbers[0]), waiver(numbers[1], **span))
        assert (WaiverFlaw.OVERLAPPING in found) == overlaps


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(-1, [WaiverFlaw.NOT_YET]), (0, []), (1, [WaiverFlaw.LAPSED])],
)
def test_a_waiver_of_one_day_holds_on_that_day(offset: int, expected: list[WaiverFlaw]) -> None:
    """The day before it does not hold yet, the day after it has lapsed; findings agree."""
    on = ON + offset * DAY
    assert flaws(waiver(), on=on) == expected
    told = assess(Register(stations=[STATION], waivers=[waiver()]), REFERENCE, on)
    (finding,) = (one for one in told.of("S-1") if one.requirement == "area")
    assert (finding.waiver is not None) == (offset == 0)
