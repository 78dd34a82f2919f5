"""Strict reading of single values: 12.7 is no int, "false" no bool, 5 no str."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.values import (
    Cadence,
    CreditCode,
    Id,
    Isbn,
    NthWeekday,
    OpeningHours,
    Period,
    Recurrence,
    Region,
    Span,
    TimePromise,
    decimal,
    moment,
)
from ridehire_partybuild.values.quantities import iso_date

from .problems import failure, type_failure
from .syntax import MOST_DIGITS

__all__ = [
    "TEXT_FORMS",
    "has_text_form",
    "parsing",
    "read_bool",
    "read_date",
    "read_decimal",
    "read_fraction",
    "read_int",
    "read_moment",
    "read_null",
    "read_text",
    "read_word",
    "written_decimal",
]


TEXT_FORMS: tuple[type, ...] = (
    Id,
    Region,
    CreditCode,
    Isbn,
    Period,
    Span,
    Cadence,
    TimePromise,
    OpeningHours,
    NthWeekday,
    Recurrence,
)
"""Classes that stand in documents as text: read by ``parse``, written by ``str``."""


def has_text_form(cls: Any) -> bool:
    """Tell whether ``cls`` stands in documents as text."""
    return isinstance(cls, type) and issubclass(cls, TEXT_FORMS)


def read_null(value: Any, _: Any) -> None:
    """Read null and nothing else."""
    if value is not None:
        raise type_failure("null", value)


def read_bool(value: Any, _: Any) -> bool:
    """Read true and false and nothing else."""
    if isinstance(value, bool):
        return value
    raise type_failure("bool", value)


def read_int(value: Any, _: Any) -> int:
    """Read a whole number written as one."""
    if type(value) is int:
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise InvalidValue([failure("number.finite", "", value)])
        if value.as_tuple().exponent == 0 and value.adjusted() + 1 >= MOST_DIGITS:
            raise InvalidValue([failure("number.digits", "", value, digits=15, places=0)])
    raise type_failure("int", value)


def read_decimal(value: Any, _: Any) -> Decimal:
    """Read a finite number, exactly as it is written."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise type_failure("Decimal", value)
    if isinstance(value, Decimal) and not value.is_finite():
        raise InvalidValue([failure("number.finite", "", value)])
    if isinstance(value, Decimal) and abs(value.adjusted()) >= MOST_DIGITS:
        raise InvalidValue([failure("number.digits", "", value, digits=15, places=14)])
    number: Decimal = decimal(value)
    return number


def read_text(value: Any, _: Any) -> str:
    """Read text and nothing else."""
    if type(value) is str:
        return value
    raise type_failure("str", value)


def read_word(value: Any, wanted: type[Enum]) -> Enum:
    """Read a word of a closed list."""
    if type(value) is str and value in wanted._value2member_map_:
        return wanted(value)
    words = ", ".join(str(word.value) for word in wanted)
    raise InvalidValue([failure("vocabulary", wanted.__name__, value, wanted=words)])


_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII
)


def read_date(value: Any, _: Any) -> date:
    """Read an ISO 8601 date; TOML has dates of its own."""
    if type(value) is date:
        return value
    if type(value) is not str:
        raise type_failure("date", value)
    try:
        return iso_date(value)
    except ValueError:
        raise InvalidValue([failure("time.date", "", value)]) from None


def read_moment(value: Any, _: Any) -> datetime:
    """Read an ISO 8601 date and time with its offset; TOML has them of its own."""
    found: datetime | None = value if isinstance(value, datetime) else None
    if found is None:
        if type(value) is not str:
            raise type_failure("datetime", value)
        try:
            found = datetime.fromisoformat(value) if _MOMENT.fullmatch(value) else None
        except ValueError:
            found = None
    if found is None:
        raise InvalidValue([failure("time.moment", "", value)])
    if found.tzinfo is None:
        raise InvalidValue([failure("time.naive", "", str(value))])
    aware: datetime = moment(found)
    return aware


def read_fraction(value: Any, _: Any) -> Fraction:
    """Read an exact fraction, ``"3/7"`` or a whole number as text."""
    if type(value) is str and re.fullmatch(r"-?\d{1,2000}(?:/[1-9]\d{0,1999})?", value, re.ASCII):
        return Fraction(value)
    raise type_failure("fraction", value)


def parsing(wanted: Any) -> Callable[[Any, Any], Any]:
    """Return the hook that reads ``wanted`` (or a class below it) from its text form."""

    def read(value: Any, kind: Any) -> Any:
        if type(value) is not str:
            raise type_failure("str", value, kind=kind.__name__)
        try:
            return kind.parse(value)
        except InvalidValue as error:
            # the parts of a text are no places of the document
            raise InvalidValue(attrs.evolve(one, path="$") for one in error.problems) from None

    read.__name__ = f"read_{wanted.__name__}"
    return read


def written_decimal(value: Decimal) -> int | float:
    """Return the JSON number that is ``value``: fields hold at most 15 digits, so it is exact."""
    whole = int(value)
    return whole if whole == value else float(value)
