"""Numbers and moments in one form each, so that equal things are equal bytes."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

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
    number = Decimal(value)
    if not number.is_finite() or len(number.as_tuple().digits) > 40:
        return number
    plain = number.normalize()
    whole = plain.to_integral_value() == plain and plain.adjusted() < 40
    return Decimal(int(plain)) if whole else plain


def moment(value: Any) -> Any:
    """Return an aware datetime in Asia/Shanghai; leave the rest to be refused.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 1, 13, 1, 30, tzinfo=UTC)).isoformat()
    '2026-01-13T09:30:00+08:00'
    """
    if not isinstance(value, datetime) or value.tzinfo is None:
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
