"""Primitive types are strict: nothing is taken for what it is not."""

import json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.errors.problems import ENOUGH, MOST_TOLD
from ridehire_partybuild.exchange.converter import converter
from ridehire_partybuild.model import Evidence
from ridehire_partybuild.values import (
    SHANGHAI,
    Cadence,
    OpeningHours,
    Period,
    Region,
    Span,
    StationId,
    Text,
    Tier,
)

TAKEN: list[tuple[Any, Any, Any]] = [
    (int, 12, 12),
    (str, "12", "12"),
    (bool, True, True),
    (type(None), None, None),
    (Decimal, 12, Decimal(12)),
    (Decimal, Decimal("12.50"), Decimal("12.5")),
    (Fraction, "3/7", Fraction(3, 7)),
    (date, "2026-01-13", date(2026, 1, 13)),
    (date, date(2026, 1, 13), date(2026, 1, 13)),
    (datetime, "2026-01-13T01:30:00Z", datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)),
    (datetime, "2026-01-13T09:30+08:00", datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)),
    (Tier, "basic", Tier.BASIC),
    (StationId, "S-1", StationId("S-1")),
    (Region, "370502", Region("370502")),
    (Period, "2026-Q1", Period.parse("2026-Q1")),
    (OpeningHours | Cadence | None, None, None),
    (OpeningHours | Cadence | None, "24/7", OpeningHours.parse("24/7")),
    (OpeningHours | Cadence | None, "2/month", Cadence.parse("2/month")),
    (tuple[str, ...], ["b", "a"], ("b", "a")),
    (tuple[int, str], [1, "a"], (1, "a")),
    (frozenset[str], ["a"], frozenset({"a"})),
    (dict[Tier, int], {"basic": 1}, {Tier.BASIC: 1}),
    (Text | Period | Span | None, {"zh": "a", "en": "b"}, Text(zh="a", en="b")),
    (Text | Evidence, {"href": "a"}, Evidence(href="a")),
    (Text | Evidence, {"en": "a", "zh": "b"}, Text(zh="b", en="a")),
    (bool | Decimal | str | tuple[str, ...], False, False),
    (bool | Decimal | str | tuple[str, ...], 1, Decimal(1)),
    (bool | Decimal | str | tuple[str, ...], "1", "1"),
    (bool | Decimal | str | tuple[str, ...], ["a"], ("a",)),
]

REFUSED: list[tuple[Any, Any, str]] = [
    (int, Decimal("12.7"), "type"),
    (int, Decimal(12), "type"),
    (int, True, "type"),
    (int, "12", "type"),
    (int, None, "type"),
    (int, Decimal("NaN"), "number.finite"),
    (int, Decimal("9" * 500), "number.digits"),
    (str, 5, "type"),
    (str, True, "type"),
    (str, None, "type"),
    (bool, "false", "type"),
    (bool, 0, "type"),
    (bool, None, "type"),
    (type(None), 0, "type"),
    (Decimal, True, "type"),
    (Decimal, "12", "type"),
    (Decimal, 12.5, "type"),
    (Decimal, Decimal("Infinity"), "number.finite"),
    (Fraction, "3/0", "type"),
    (Fraction, 1, "type"),
    (date, "20260113", "time.date"),
    (date, "2026-02-30", "time.date"),
    (date, "2026-W03-2", "time.date"),
    (date, datetime(2026, 1, 13, tzinfo=SHANGHAI), "type"),
    (date, 20260113, "type"),
    (datetime, "2026-01-13T09:30:00", "time.naive"),
    (datetime, "2026-01-13", "time.moment"),
    (datetime, "2026-01-13T25:00:00+08:00", "time.moment"),
    (datetime, 1, "type"),
    (Tier, "BASIC", "vocabulary"),
    (Tier, 1, "vocabulary"),
    (Tier, ["basic"], "vocabulary"),
    (StationId, "a b", "text.characters"),
    (StationId, 370502, "type"),
    (Region, 370502, "type"),
    (Period, "2026-Q5", "period.syntax"),
    (OpeningHours | Cadence | None, 5, "type"),
    (OpeningHours | Cadence | None, "2/moon", "cadence.syntax"),
    (OpeningHours | Cadence | None, "nine to five", "hours.syntax"),
    (tuple[str, ...], "ab", "type"),
    (tuple[str, ...], {"a": 1}, "type"),
    (tuple[int, str], [1], "type"),
    (dict[Tier, int], {"huge": 1}, "vocabulary"),
    (dict[Tier, int], [], "type"),
    (bool | Decimal | str | tuple[str, ...], None, "type"),
    (bool | Decimal | str | tuple[str, ...], ["a", 1], "type"),
]


@pytest.mark.parametrize(("wanted", "value", "made"), TAKEN)
def test_taken(wanted: Any, value: Any, made: Any) -> None:
    """What is of the type is read as exactly that type."""
    found = converter().structure(value, wanted)
    assert found == made
    assert type(found) is type(made)


@pytest.mark.parametrize(("wanted", "value", "code"), REFUSED)
def test_refused(wanted: Any, value: Any, code: str) -> None:
    """What is of another type is refused, whatever Python could make of it."""
    with pytest.raises(InvalidValue) as caught:
        converter().structure(value, wanted)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("text", ["0.1", "1E-14", "126", "-0.5", "123456789.012345", "1E+9"])
def test_decimals_are_plain_json_numbers(text: str) -> None:
    """A number of at most 15 digits passes through a JSON number unchanged."""
    number = Decimal(text)
    written = json.dumps(converter().unstructure(number))
    assert not written.endswith(".0")
    assert converter().structure(json.loads(written, parse_float=Decimal), Decimal) == number


def test_mappings_and_sets_are_written_sorted() -> None:
    """Equal mappings and sets are equal bytes, in whatever order they were filled."""
    made = converter()
    wanted = dict[Tier, Decimal]
    one = made.unstructure({Tier.MOBILE: Decimal("0.5"), Tier.BASIC: Decimal(2)}, wanted)
    assert json.dumps(one) == '{"basic": 2, "mobile": 0.5}'
    assert made.unstructure(frozenset({"b", "a"}), frozenset[str]) == ["a", "b"]


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        (tuple[int, ...], ["x"] * (ENOUGH + 9)),
        (dict[Tier, int], {f"x{number}": 1 for number in range(ENOUGH + 9)}),
    ],
)
def test_of_very_many_wrong_items_the_first_are_told(wanted: Any, value: Any) -> None:
    """What comes after them is left unread."""
    with pytest.raises(InvalidValue) as caught:
        converter().structure(value, wanted)
    *told, last = caught.value.problems
    assert (len(told), last.code) == (MOST_TOLD, "problems.more")
    assert (told[0].path, told[-1].path) in {("$[0]", "$[9999]"), ("$.x0", "$.x9999")}
