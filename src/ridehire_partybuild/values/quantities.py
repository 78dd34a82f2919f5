"""Numbers and moments in one form each, so that equal things are equal bytes."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

LONGEST_INTEGER = 1000

__all__ = ["SHANGHAI", "decimal", "iso_date", "moment"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The one time zone of the library."""


def decimal(value: Any) -> Any:
    """Return an int or Decimal as a Decimal without trailing zeros; leave the rest to be refused.

    >>> decimal(Decimal("16.50")), decimal(120)
    (Decimal('16.5'), Decimal('120'))
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    if isinstance(value, int):
        # an integer of thousands of digits is far out of every range; to convert it takes long
        return Decimal(value) if value.bit_length() < LONGEST_INTEGER else Decimal("Infinity")
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not -LONGEST_INTEGER < value.adjusted() < LONGEST_INTEGER:
        return value
    # by hand: the arithmetic of decimals rounds as the caller's context says
    if not any(digits):
        return Decimal(0)
    kept = len(digits)
    while exponent < 0 and digits[kept - 1] == 0:
        kept, exponent = kept - 1, exponent + 1
    digits = digits[:kept]
    if exponent > 0:
        digits, exponent = digits + (0,) * exponent, 0
    return Decimal((sign, digits, exponent))


def moment(value: Any) -> Any:
    """Return an aware datetime in Asia/Shanghai; leave the rest to be refused.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 1, 13, 1, 30, tzinfo=UTC)).isoformat()
    '2026-01-13T09:30:00+08:00'
    """
    if not isinstance(value, datetime) or value.utcoffset() is None:
        return value
    try:
        return value.astimezone(SHANGHAI)
    except OverflowError:
        return value


def iso_date(text: str) -> date:
    """Return the date written as year, month and day; the other forms of ISO 8601 are refused.

    Raises:
        ValueError: another form, or no day of the calendar.

    >>> iso_date("2026-01-31")
    datetime.date(2026, 1, 31)
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is None:
        raise ValueError(text)
    return date.fromisoformat(text)
