"""Plain text: what anybody wrote, as a part of one line that shows as it is."""

import unicodedata

__all__ = ["LONGEST_NAME", "in_a_line", "straight"]

LONGEST_NAME = 40
"""How many characters of a name a line shows."""

_REVERSING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of a line (Unicode Annex 9), so that it shows what nobody wrote."""

_ENDING = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Control characters, halves of a pair, and what ends a line."""


_TURNING = str.maketrans(dict.fromkeys(_REVERSING) | dict.fromkeys("\u2028\u2029", " "))


def straight(text: str) -> str:
    r"""Return a text that shows in the order in which it was written; its lines stay.

    >>> straight("示例\u202e驿站\n🚕")
    '示例驿站\n🚕'
    """
    return text if text.isascii() else text.translate(_TURNING)


def in_a_line(text: str, longest: int | None = None) -> str:
    r"""Return a text on one line: nothing in it ends, hides or reverses the line.

    What joins the parts of an emoji stays.

    Args:
        text: What somebody wrote.
        longest: How many characters of it are kept; None: all.

    >>> in_a_line("示例\n驿站\u202e 🚕"), in_a_line("示例驿站", 3)
    ('示例 驿站 🚕', '示例…')
    """
    if not text.isprintable():
        text = "".join(_shown(char) for char in text)
    if longest is None or len(text) <= longest:
        return text
    return text[: longest - 1] + "…"


def _shown(char: str) -> str:
    if char in _REVERSING:
        return ""
    return " " if unicodedata.category(char) in _ENDING else char
