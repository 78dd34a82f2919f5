"""How workbooks store texts, numbers and dates."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.exchange.tables.raw import column_number, letters
from ridehire_partybuild.exchange.tables.stored import (
    DATE_FORMATS,
    Shows,
    escaped,
    moment_of,
    number_of,
    shows,
    unescaped,
)


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("_x0041F\r\n ")))
def test_an_escaped_text_is_read_as_it_was(text: str) -> None:
    """22.9.2.19: a text that looks like an escape is escaped itself."""
    assert unescaped(escaped(text)) == text
    assert "\r" not in escaped(text)


@given(st.integers(1, 20_000))
def test_letters_and_numbers_of_columns_agree(number: int) -> None:
    """Columns are counted A to Z, AA to ZZ, AAA and on."""
    assert column_number(letters(number)) == number


def test_escapes_of_other_programs() -> None:
    """Line ends, and characters beyond the basic plane as two halves."""
    assert unescaped("a_x000D_\nb") == "a\r\nb"
    assert unescaped("_xD83D__xDE97_") == "🚗"
    assert unescaped("_xD83D_") == "�"
    assert unescaped("_x00_") == "_x00_"


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)))  # noqa: DTZ001 - offices write no zone
def test_a_serial_is_the_moment_it_was_made_of(moment: datetime) -> None:
    """Days since 1899-12-30, to the second."""
    exact = moment.replace(microsecond=0)
    serial = (exact - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 - the same
    read = moment_of(serial, Shows.MOMENT)
    assert read == exact
    day = moment_of(int(serial), Shows.DATE)
    assert day == exact.date()
    assert type(day) is date


@pytest.mark.parametrize(
    ("serial", "how", "found"),
    [
        (0.375, Shows.TIME, time(9)),
        (0, Shows.TIME, time(0)),
        (1.5, Shows.ELAPSED, None),
        (0.5, Shows.ELAPSED, time(12)),
        (0, Shows.DATE, None),
        (1, Shows.DATE, date(1900, 1, 1)),
        (59, Shows.DATE, date(1900, 2, 28)),
        (60, Shows.DATE, None),
        (61, Shows.DATE, date(1900, 3, 1)),
        (2_958_465, Shows.DATE, date(9999, 12, 31)),
        (2_958_466, Shows.DATE, None),
        (-1, Shows.DATE, None),
        (1e300, Shows.MOMENT, None),
        (46035.25, Shows.DATE, datetime(2026, 1, 13, 6)),  # noqa: DTZ001 - offices write no zone
    ],
)
def test_the_edges_of_the_count_of_days(serial: float, how: Shows, found: object) -> None:
    """29 February 1900 and what lies outside the calendar are no dates; an hour is not cut off."""
    assert moment_of(serial, how) == found


def test_a_workbook_of_an_early_macintosh_counts_from_1904() -> None:
    """18.2.28, date1904: 'the date system uses the 1904 date system'."""
    assert moment_of(0, Shows.DATE, from_1904=True) == date(1904, 1, 1)
    assert moment_of(60, Shows.DATE, from_1904=True) == date(1904, 3, 1)


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("General", Shows.NUMBER),
        ("@", Shows.NUMBER),
        ("0.00_ ", Shows.NUMBER),
        ("0.00E+00", Shows.NUMBER),
        ('#,##0"day"', Shows.NUMBER),
        ("[Red]0;[Blue]-0", Shows.NUMBER),
        ('[$-804]yyyy"年"m"月"d"日";@', Shows.DATE),
        ("m/d", Shows.DATE),
        ("mmm", Shows.DATE),
        ("aaaa", Shows.DATE),
        ("h:mm AM/PM", Shows.TIME),
        ("mm:ss", Shows.TIME),
        ("yyyy-mm-dd hh:mm", Shows.MOMENT),
        ("[hh]:mm", Shows.ELAPSED),
    ],
)
def test_what_a_format_shows(code: str, how: Shows) -> None:
    """18.8.31: y, m, d, h and s outside quotes, brackets and escapes make dates and times."""
    assert shows(code) is how


def test_the_dates_of_chinese_editions_are_dates() -> None:
    """18.8.30: 27-36 and 50-58 are never spelled out in a file."""
    assert {DATE_FORMATS[number] for number in (14, 31, 57, 58)} == {Shows.DATE}
    assert {DATE_FORMATS[number] for number in (20, 32, 33, 55)} == {Shows.TIME}
    assert not set(DATE_FORMATS) & {0, 1, 2, 9, 37, 49}


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_stays_whole(number: int) -> None:
    """12 and 12.0 are 12."""
    assert number_of(str(number)) == number
    assert type(number_of(f"{number}.0")) is int


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_as_it_is(number: float) -> None:
    """As a float, where it is none."""
    assert number_of(repr(number)) == number


@pytest.mark.parametrize(
    "text", ["", "abc", "NaN", "inf", "1_000", "0x1F", "１２", "1,5", "--1", "9" * 500]
)
def test_what_is_no_number(text: str) -> None:
    """Nothing is guessed."""
    assert number_of(text) is None
