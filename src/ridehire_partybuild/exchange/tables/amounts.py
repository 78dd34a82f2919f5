"""Cells of numbers: counts, measures, percentages, money."""

import re
from decimal import Decimal

from ridehire_partybuild.exchange.problems import type_failure
from ridehire_partybuild.values import decimal

from .notes import noted
from .plain import MOST_DIGITS, Reader, Taken, plain, refusal, written_float

__all__ = [
    "AREA_UNITS",
    "COUNT_UNITS",
    "HOUR_UNITS",
    "number_of",
    "take_money",
    "take_percent",
    "whole_of",
]

AREA_UNITS = ("㎡", "m²", "m2", "平方米", "平米", "平")
COUNT_UNITS = (
    "个", "座", "位", "人", "名", "册", "本", "套", "台", "张", "把", "组", "间", "处", "件",
    "部", "次", "项", "家", "辆", "人次", "车位",
)  # fmt: skip
HOUR_UNITS = ("小时", "h")

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)


def _bare(text: str, units: tuple[str, ...]) -> str:
    """Return the text without a unit behind it."""
    for unit in sorted(units, key=len, reverse=True):
        if text[-len(unit) :].casefold() == unit.casefold():
            return text[: -len(unit)].rstrip()
    return text


def _exact(text: str, raw: object, code: str) -> Decimal:
    """Return the number that a text writes in digits; ``code`` says what was expected."""
    if _NUMBER.fullmatch(text) is None:
        raise refusal(code, raw)
    number: Decimal = decimal(Decimal(text.replace(",", "")))
    if len(number.as_tuple().digits) > MOST_DIGITS:
        raise refusal("number.digits", raw, digits=MOST_DIGITS, places=MOST_DIGITS - 1)
    return number


def _number(raw: object, units: tuple[str, ...], code: str) -> Decimal | None:
    match raw:
        case bool():
            raise type_failure("number", raw)
        case int() if abs(raw) >= 10**MOST_DIGITS:
            raise refusal("number.digits", raw, digits=MOST_DIGITS, places=MOST_DIGITS - 1)
        case int():
            return Decimal(raw)
        case float():
            return _exact(written_float(raw), raw, code)
        case str() | None:
            text = plain(raw)
            return None if text is None else _exact(_bare(text, units), raw, code)
    raise refusal("type", raw, wanted="number", actual=type(raw).__name__)


def number_of(units: tuple[str, ...] = ()) -> Reader[Decimal]:
    """Return the reader of numbers, with or without one of the units behind them.

    >>> take = number_of(AREA_UNITS)
    >>> take("1,200.50㎡").value, take(" １２６ 平方米").value, take(11.5).value, take("—").value
    (Decimal('1200.5'), Decimal('126'), Decimal('11.5'), None)
    """
    return lambda raw: Taken(_number(raw, units, "number.written"))


def whole_of(units: tuple[str, ...] = COUNT_UNITS) -> Reader[int]:
    """Return the reader of whole numbers, with or without one of the units behind them.

    >>> take = whole_of()
    >>> take("24个").value, take(24.0).value, take("-3").value
    (24, 24, -3)
    >>> take("四")
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: Failed to parse '四' as : expected a whole number such as 24, got '四'.
    """  # noqa: E501 - a message is one line

    def take(raw: object) -> Taken[int | None]:
        number = _number(raw, units, "number.whole")
        if number is not None and number != number.to_integral_value():
            raise refusal("number.whole", raw)
        return Taken(None if number is None else int(number))

    return take


def take_percent(raw: object) -> Taken[Decimal | None]:
    """Read a percentage: ``86%`` and 86 are 86; what is below one is noted, not raised.

    >>> take_percent("86%").value, take_percent(0.86).value
    (Decimal('86'), Decimal('0.86'))
    >>> print(*take_percent(0.86).notes)
    0.86 has no percent sign, read as 0.86 percent
    """
    number = _number(raw, ("%",), "number.written")
    marked = isinstance(raw, str) and (plain(raw) or "").endswith("%")
    if number is None or marked or not 0 < abs(number) <= 1:
        return Taken(number)
    return Taken(number, (noted("percent.fraction", raw, read=number),))


_FEN = {
    "亿元": 10**10, "万元": 10**6, "万": 10**6, "千元": 10**5, "元整": 100, "元": 100, "圆": 100,
    "角": 10, "分": 1,
}  # fmt: skip
_CURRENCY = re.compile(r"(?:¥|人民币|RMB|CNY) ?", re.IGNORECASE)


def take_money(raw: object, *, bare: str = "元") -> Taken[int | None]:
    """Read an amount of money in fen; a number without a unit is in ``bare``.

    Raises:
        InvalidValue: no amount, or one with a part of a fen.

    >>> take_money(50000).value, take_money("5万元").value, take_money("￥1,200.50").value
    (5000000, 5000000, 120050)
    """
    factor = _FEN[bare]
    text = plain(raw) if isinstance(raw, str) else None
    if text is not None:
        text = _CURRENCY.sub("", text, count=1) if _CURRENCY.match(text) else text
        unit = next((one for one in _FEN if text.endswith(one)), "")
        factor = _FEN.get(unit, factor)
        number: Decimal | None = _exact(text.removesuffix(unit).rstrip(), raw, "money.written")
    else:
        number = _number(raw, (), "money.written")
    if number is None:
        return Taken(None)
    # by hand: the arithmetic of decimals rounds as the caller's context says
    over, under = number.as_integer_ratio()
    if over * factor % under:
        raise refusal("money.fen", raw)
    return Taken(over * factor // under)
