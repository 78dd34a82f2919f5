"""Cells of words and of codes: text, ids, credit codes, divisions."""

import re

from ridehire_partybuild.values import CreditCode, Region

from .plain import NONE, Taken, free, none, plain, refusal

__all__ = ["take_credit_code", "take_region", "take_text", "take_token"]

_IN_POWERS = re.compile(r"\d(?:\.\d{1,20})?E\+\d{1,3}", re.ASCII | re.IGNORECASE)
"""How a spreadsheet writes a number of many digits into a CSV file."""


def take_text(raw: object) -> Taken[str | None]:
    """Read free text: trimmed, in normal form C, otherwise as it stands.

    >>> take_text(" 东营区示例路1号　").value
    '东营区示例路1号'
    """
    return Taken(free(raw))


def take_token(raw: object) -> Taken[str | None]:
    """Read a code that an office chose; a number cell is taken as its digits.

    Raises:
        InvalidValue: a number of more digits than a spreadsheet keeps, a date, a flag.

    >>> take_token(370502.0).value, take_token("３７０５０２－０１").value
    ('370502', '370502-01')
    """
    if raw is not None and not isinstance(raw, str | int | float):
        raise refusal("type", raw, wanted="str", actual=type(raw).__name__)
    text = plain(raw)
    if text is not None and _IN_POWERS.fullmatch(text):
        raise refusal("code.rounded", raw)
    return Taken(text)


def take_credit_code(raw: object) -> Taken[CreditCode | None]:
    """Read a unified social credit code, in whatever case and spacing.

    >>> str(take_credit_code(" 91370500 teat 000154").value)
    '91370500TEAT000154'
    """
    text = take_token(raw).value
    if text is None:
        return Taken(None)
    if text in NONE:
        return Taken(None, none(raw))
    return Taken(CreditCode.parse(text.upper().replace(" ", "")))


def take_region(raw: object) -> Taken[Region | None]:
    """Read a division by its six digits.

    >>> take_region(370502.0).value
    Region('370502')
    """
    text = take_token(raw).value
    return Taken(None if text is None else Region.parse(text))
