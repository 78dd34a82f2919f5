r"""Patterns of numbers and dates, in the subset of ECMA-262 that every validator reads alike.

No lookaround, no named groups, no ``\d`` (which is more than 0-9 to some), no lazy repetition.
"""

__all__ = ["DAY", "between", "numbers", "whole"]


def between(low: int, high: int, width: int) -> str:
    """Return the pattern of the numbers from ``low`` to ``high``, all written ``width`` wide.

    >>> between(2000, 2100, 4)
    '2(?:0[0-9][0-9]|100)'
    """
    return _ranged(f"{low:0{width}}", f"{high:0{width}}")


def numbers(low: int, high: int) -> str:
    """Return the pattern of the numbers from ``low`` to ``high`` without leading zeros.

    >>> numbers(1, 366)
    '(?:[1-9]|[1-9][0-9]|(?:[1-2][0-9][0-9]|3(?:[0-5][0-9]|6[0-6])))'
    """
    widths = range(len(str(low)), len(str(high)) + 1)
    firsts = (max(low, 10 ** (width - 1) if width > 1 else 0) for width in widths)
    return _either(
        [
            between(first, min(high, 10**width - 1), width)
            for first, width in zip(firsts, widths, strict=True)
        ]
    )


def _ranged(low: str, high: str) -> str:
    """Digit by digit: what stays below the first digit of both, what lies between, what is left."""
    if not low:
        return ""
    if low[0] == high[0]:
        return low[0] + _ranged(low[1:], high[1:])
    rest, first, last = len(low) - 1, int(low[0]), int(high[0])
    parts, tail = [], []
    if low[1:] != "0" * rest:
        parts.append(low[0] + _ranged(low[1:], "9" * rest))
        first += 1
    if high[1:] != "9" * rest:
        tail.append(high[0] + _ranged("0" * rest, high[1:]))
        last -= 1
    if first <= last:
        digit = str(first) if first == last else f"[{first}-{last}]"
        parts.append(digit + "[0-9]" * rest)
    return _either(parts + tail)


def _either(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


_LEAP = "(?:[0-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_IN_ANY_YEAR = _either(
    [
        "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
        "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
        "02-(?:0[1-9]|1[0-9]|2[0-8])",
    ]
)
DAY = _either([f"{between(1, 9999, 4)}-{_IN_ANY_YEAR}", f"{_LEAP}-02-29"])
"""A day of the calendar, 29 February in leap years only."""


def whole(pattern: str) -> dict[str, object]:
    r"""Return the schema of texts that are all of ``pattern``.

    To some validators ``$`` also stands before a newline that ends the text.

    >>> whole("[0-9]")
    {'type': 'string', 'pattern': '^(?:[0-9])$', 'not': {'pattern': '\\n'}}
    """
    return {"type": "string", "pattern": f"^(?:{pattern})$", "not": {"pattern": "\\n"}}
