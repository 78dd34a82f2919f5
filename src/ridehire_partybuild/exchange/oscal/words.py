"""The small forms of OSCAL: tokens, lines, strings, properties, days as times."""

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from ridehire_partybuild.values import made_id, moment

__all__ = ["NS", "begins", "ends", "line", "made", "prop", "reference", "timed", "token"]

NS = "urn:uuid:5e0d9c52-8c0f-5a7e-9d7f-0b1f6d1e2a37"
"""The name space of our properties: a name without one is NIST's own."""

_LATER = re.compile(r"[A-Za-z0-9._\-\u4e00-\u9fff]")
_FIRST = re.compile(r"[A-Za-z_\u4e00-\u9fff]")


def made(kind: str, *key: object) -> str:
    """Return the uuid of something in a document: the same for the same thing.

    >>> made("risk", "S-1") == made("risk", "S-1"), made("risk", "S-1") == made("task", "S-1")
    (True, False)
    """
    return made_id("oscal", kind, *key)


def token(text: str) -> str:
    r"""Return an id as a token: letters, digits and ``._-``, a letter or ``_`` first.

    NIST's pattern is ``^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$``. Any other character is written as
    ``_xHHHH_``, and so is a ``_`` before an ``x``: two ids never give one token.

    >>> token("area"), token("1/a"), token("_x"), token("面积")
    ('area', '_x0031__x002F_a', '_x005F_x', '面积')
    """
    return "".join(
        char
        if (_LATER if at else _FIRST).fullmatch(char) and text[at : at + 2] != "_x"
        else f"_x{ord(char):04X}_"
        for at, char in enumerate(text)
    )


def line(text: str) -> str:
    r"""Return a text as a string or a line of markup: on one line, no space at its ends, not empty.

    >>> line(" a\n b "), line("")
    ('a b', '—')
    """
    return " ".join(text.split()) or "—"


def prop(name: str, value: str) -> dict[str, Any]:
    """Return a property of ours."""
    return {"name": name, "ns": NS, "value": line(value)}


def timed(stamp: datetime) -> str:
    """Return a time with its offset; those that Asia/Shanghai cannot tell stay as they are."""
    told: datetime = moment(stamp)
    return told.isoformat()


def begins(day: date) -> str:
    """Return the first second of a day in China.

    >>> begins(date(2026, 6, 30)), ends(date(2026, 6, 30))
    ('2026-06-30T00:00:00+08:00', '2026-06-30T23:59:59+08:00')
    """
    return f"{day.isoformat()}T00:00:00+08:00"


def ends(day: date) -> str:
    """Return the last second of a day in China: "last day inclusive" wherever people write it."""
    return f"{day.isoformat()}T23:59:59+08:00"


_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LOOSE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def reference(href: str) -> str:
    """Return where a paper is kept as a URI reference (RFC 3986): a file's name is escaped.

    >>> reference("照片 1#.jpg"), reference("https://example.org/a?b=c d")
    ('%E7%85%A7%E7%89%87%201%23.jpg', 'https://example.org/a?b=c%20d')
    """
    if _URL.match(href):
        return quote(_LOOSE.sub("%25", href), safe="%/:?#@!$&'()*+,;=~")
    return quote(href, safe="/~")
