"""Findings told to people."""

from datetime import date

import pytest

from ridehire_partybuild import (
    Facility,
    FacilityItem,
    Lang,
    Region,
    Register,
    Site,
    Station,
    Tier,
    Waiver,
    assess,
    explain,
    reference_guideline,
    reference_profile,
)

ON = date(2026, 1, 15)
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=9),
    facilities=[FacilityItem(kind=Facility.FAN)],
)  # fmt: skip
WAIVER = Waiver(
    id="W-1", subject="S-1", covers="site.area_m2", authority="示例局", reason="暂无扩建条件",
    valid_from=date(2025, 7, 1), valid_until=date(2026, 6, 30),
)  # fmt: skip


@pytest.mark.parametrize(
    ("requirement", "lang", "text"),
    [
        (
            "area", "zh",
            ("A.1［宜］使用面积：不符合。要求：使用面积宜不少于 12 平方米。"
            "实际：使用面积：9 平方米。（已获豁免：示例局，至 2026-06-30，暂无扩建条件）"),
        ),
        (
            "area", "en",
            ("A.1 [should] Usable area: failed. Expected: usable area should be at least 12 m². "
            "Actual: usable area: 9 m². (Waived by 示例局 until 2026-06-30: 暂无扩建条件)"),
        ),
        (
            "six-facilities", "zh",
            ("B.1［宜］六项基本设施：不符合。要求：设施宜有空调或风扇，且设施宜有饮水机或电热水壶，"
            "且设施宜有微波炉、充电插座、桌椅和急救箱。实际：设施：风扇。"),
        ),
        (
            "six-facilities", "en",
            ("B.1 [should] Six basic facilities: failed. Expected: facilities should include air "
            "conditioner or fan, and facilities should include water dispenser or kettle, and "
            "facilities should include microwave, charging sockets, table and chairs and first-aid "
            "box. Actual: facilities: fan."),
        ),
    ],
)  # fmt: skip
def test_whole_explanations(requirement: str, lang: Lang, text: str) -> None:
    """Clause, expected, actual, what decided it, why not applicable: the whole message."""
    register = Register(stations=[STATION], waivers=[WAIVER])
    told = assess(register, reference_guideline(), ON)
    (finding,) = (one for one in told.of("S-1") if one.requirement == requirement)
    assert explain(finding, told, lang).text() == text


def test_what_is_missing_and_what_to_do() -> None:
    """An open finding names what is missing, a failed one its remedy."""
    told = assess(Register(stations=[STATION]), reference_guideline(), ON)
    by_rule = {str(one.requirement): explain(one, told) for one in told.of("S-1")}
    assert by_rule["map-listing"].missing == ("findable on a map",)
    assert by_rule["map-listing"].remedy is None
    assert by_rule["area"].remedy == "Extend the room, move, or share one nearby."
    assert by_rule["area"].missing == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_guideline_is_not_is_told_beside_it(lang: Lang) -> None:
    """Once beside the findings that are told, tailored or not; it is no part of each of them."""
    for profile in (None, reference_profile("basic")):
        told = assess(Register(stations=[STATION]), reference_guideline(), ON, profile=profile)
        one = explain(told.findings[0], told, lang)
        assert one.notice == told.tailored.notice.in_(lang)
        assert reference_guideline().notice.in_(lang) in one.notice
        assert one.notice not in one.text()
