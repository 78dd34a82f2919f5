"""The text forms: the one table of this folder that is written by hand, a pattern for each class.

A pattern takes every text that the class parses, and as few others as it can: what only the class
tells (check characters, overlapping hours, week 53) stands in `LOADER_ONLY`.
"""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from ridehire_partybuild.values import (
    Cadence,
    CreditCode,
    Frequency,
    Id,
    Isbn,
    LocalKind,
    NthWeekday,
    OpeningHours,
    Period,
    PeriodUnit,
    Recurrence,
    Region,
    Span,
    TimePromise,
    TimeUnit,
    Weekday,
)
from ridehire_partybuild.values.hours import _RULE, LONGEST_NOTATION
from ridehire_partybuild.values.identifiers import LONGEST_ID
from ridehire_partybuild.values.record import EARLIEST, LATEST
from ridehire_partybuild.values.recurrence import LONGEST_RULE

from .patterns import DAY, between, numbers, whole

__all__ = ["FORMS", "NO_CONTROLS", "form_of"]

NO_CONTROLS = {"pattern": r"[\x00-\x09\x0b-\x1f\x7f-\x9f]"}
"""Control characters, the newline aside; half characters (surrogates) no pattern tells."""

# categories Z and Cc, and of the other C those that people paste without seeing them
_NOT_IN_IDS = (
    r"[\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    r"\ue000-\uf8ff\ufeff]"
)
_BLANK = r"[\x09-\x0d\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*"
"""What str.strip drops, as hours do around each rule; ``\\s`` is not the same everywhere."""

_CODE = "[0-9ABCDEFGHJKLMNPQRTUWXY]"
_PROVINCES = between(11, 82, 2)
_RULE_OF_HOURS = re.sub(r"\(\?P<\w+>", "(?:", _RULE.pattern).replace(r"\d", "[0-9]")
_HOURS = f"{_BLANK}{_RULE_OF_HOURS}{_BLANK}"
_PARTS = f"{between(1, 12, 2)}|H[12]|Q[1-4]|W{between(1, 53, 2)}"
# of 13 places or of 10, hyphens anywhere between them
_ISBN = "-*(?:9-*7-*[89](?:-*[0-9]){10}|(?:[0-9]-*){9}[0-9X])-*"
_TOKEN = {"type": "string", "maxLength": LONGEST_ID, "not": {"pattern": _NOT_IN_IDS}}


_NTH = f"(?:[+-]?{numbers(1, 53)})?"
_YEARS = f"(?:{EARLIEST - 1}|{between(EARLIEST, LATEST, 4)})"
_UNTIL = f"{_YEARS}[01][0-9][0-3][0-9](?:T[0-2][0-9][0-5][0-9][0-5][0-9]Z)?"


def _words(vocabulary: type[Enum]) -> str:
    return f"(?:{'|'.join(str(word.value) for word in vocabulary)})"


def _list(one: str) -> str:
    return f"{one}(?:,{one})*"


_WEEKDAY = f"{_NTH}{_words(Weekday)}"
_IN_RULES = "|".join(
    [
        f"FREQ={_words(Frequency)}",
        f"INTERVAL={numbers(1, 999)}",
        f"BYMONTH={_list(f'[+]?{numbers(1, 12)}')}",
        f"BY(?:MONTHDAY|SETPOS)={_list(f'[+-]?{numbers(1, 31)}')}",
        f"BYDAY={_list(_WEEKDAY)}",
        f"COUNT={numbers(1, 9999)}",
        f"UNTIL={_UNTIL}",
        "WKST=(?:MO|SU)",
    ]
)


FORMS: Mapping[type, Mapping[str, Any]] = {
    Id: _TOKEN | {"minLength": 1},
    LocalKind: _TOKEN | {"pattern": "^x-."},
    Region: whole(f"{_PROVINCES}[0-9][0-9][0-9][0-9]"),
    CreditCode: whole(f"{_CODE}{{2}}[0-9]{{6}}{_CODE}{{10}}"),
    Isbn: whole(_ISBN) | {"maxLength": 17},
    Period: whole(f"{between(2, 9998, 4)}(?:-(?:{_PARTS}))?"),
    NthWeekday: whole(_WEEKDAY),
    Recurrence: whole(f"(?:{_IN_RULES})(?:;(?:{_IN_RULES}))*") | {"maxLength": LONGEST_RULE},
    Span: whole(f"{DAY}/{DAY}"),
    Cadence: whole(f"{numbers(1, 366)}/{_words(PeriodUnit)}"),
    TimePromise: whole(f"{numbers(1, 9999)} {_words(TimeUnit)}"),
    OpeningHours: {
        "type": "string",
        "maxLength": LONGEST_NOTATION,
        "pattern": f"^{_HOURS}(?:;{_HOURS})*$",
    },
}
"""What the text of each class looks like; a class below another has the pattern of that one."""


def form_of(cls: type) -> Mapping[str, Any]:
    """Return the schema of the text form of ``cls``.

    Without a pattern any text will do: the schema then says less than the class, never more.

    >>> from ridehire_partybuild import StationId
    >>> form_of(StationId)["maxLength"]
    64
    """
    found = (FORMS[base] for base in cls.__mro__ if base in FORMS)
    return next(found, {"type": "string"})
