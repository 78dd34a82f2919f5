"""Regions by GB/T 2260 code, with the years in which a code holds."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import InvalidValue, Level, Region
from ridehire_partybuild.testing import strategies


@pytest.mark.parametrize(
    ("code", "name", "first", "last"),
    [
        ("370505", "垦利区", 2016, None),
        ("370521", "垦利县", 1982, 2016),
        ("371200", "莱芜市", 1992, 2018),
        ("370502", "东营区", 1983, None),
        ("370116", "莱芜区", 2018, None),
    ],
)
def test_a_code_holds_in_its_years(code: str, name: str, first: int, last: int | None) -> None:
    """370505 垦利区 from 2016, 370521 until 2016, 371200 from 1992 to 2018."""
    region = Region.parse(code)
    for year in range(1975, 2101):
        inside = first <= year <= (last or 2100)
        assert region.holds(date(year, 6, 30)) is inside
        assert region.name(date(year, 6, 30)) == (name if inside else None)
    assert region.validity == f"{first}-{last or ''}"


@pytest.mark.parametrize("day", [date(2016, 1, 1), date(2016, 12, 31)])
def test_in_the_year_of_a_change_both_codes_hold(day: date) -> None:
    """In the year of a change both the old and the new code hold."""
    assert [Region.parse(code).holds(day) for code in ("370505", "370521")] == [True, True]


def test_another_province_is_not_known_rather_than_wrong() -> None:
    """A code of another province is taken as it is: not known is not wrong; of Shandong it is."""
    assert Region.parse("110101").holds(date(2026, 1, 1)) is None
    assert Region.parse("110101").name(date(2026, 1, 1)) is None
    assert Region.parse("370599").holds(date(2026, 1, 1)) is False


def test_the_counties_of_dongying() -> None:
    """The counties of a prefecture in the table, whatever their years."""
    codes = ["370502", "370503", "370505", "370521", "370522", "370523"]
    assert [str(county) for county in Region.parse("370500").counties] == codes
    assert [str(county) for county in Region.parse("370502").counties] == codes


@given(number=st.integers(110_000, 829_999))
def test_a_region_lies_in_its_prefecture_and_province(number: int) -> None:
    """The zeros of the code tell the level; going up twice is going up once."""
    region = Region.parse(str(number))
    assert region.province.level is Level.PROVINCE
    assert region.prefecture.province == region.province
    assert region.prefecture.prefecture == region.prefecture
    assert region.level in {Level.COUNTY, region.prefecture.level}
    assert (region.prefecture == region) == (region.level is not Level.COUNTY)


@given(region=strategies.regions())
def test_a_region_has_a_name_exactly_when_it_is_known_to_hold(region: Region) -> None:
    """`name` and `holds` read the same row of the table."""
    for before, after in pairwise(date(year, 1, 1) for year in range(1980, 2030)):
        assert (region.name(before) is not None) == (region.holds(before) is True)
        assert (region.name(after) is not None) == (region.holds(after) is True)


REFUSED = {
    "37X502": (
        "Failed to parse '37X502' as Region: expected 6 digits, got 'X' at position 3.",
        "无法将 '37X502' 解析为行政区划代码：应为 6 位数字，实际为第 3 位的 'X'。",
    ),
    "３70502": (
        "Failed to parse '３70502' as Region: expected 6 digits, got '３' at position 1.",
        "无法将 '３70502' 解析为行政区划代码：应为 6 位数字，实际为第 1 位的 '３'。",
    ),
    "37050": (
        "Failed to parse '37050' as Region: expected 6 digits, got 5 characters.",
        "无法将 '37050' 解析为行政区划代码：应为 6 位数字，实际为 5 个字符。",
    ),
    "910000": (
        (
            "Failed to parse '910000' as Region: expected a province code from 11 to 82 in the"
            " first two places, got 91."
        ),
        "无法将 '910000' 解析为行政区划代码：应为前两位为 11 至 82 的省级代码，实际为 91。",
    ),
    370502: (
        "Failed to parse 370502 as Region: expected str, got int.",
        "无法将 370502 解析为行政区划代码：应为文本，实际为整数。",
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_refused_region_says_what_is_wrong(code: str) -> None:
    """One template: what failed, the value, what was expected, what was there; in en and zh."""
    with pytest.raises(InvalidValue) as caught:
        Region.parse(code)
    assert (caught.value.text("en"), caught.value.text("zh")) == REFUSED[code]
