"""What once broke a door, where it is better told than kept in a file: very many of one thing.

Files of the corpus stand in ``corpus/<door>/``; both are tried by ``make test``.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from ridehire_partybuild import SHANGHAI, Frequency, OpeningHours, Recurrence, Register, Span
from ridehire_partybuild.exchange import reference_guideline

from .doors import notices, tables
from .doors.documents import Given

ON = date(2026, 1, 6)
FIRST = datetime(2026, 1, 6, 9, 30, tzinfo=SHANGHAI)
TAG = '{"format": "ridehire-partybuild/%s/1", '


def _json(kind: str, rest: str) -> Given:
    return TAG % kind + rest + "}", "json", None, False


def _toml(text: str) -> Given:
    return text, "toml", None, False


def _notice(text: str) -> notices.Notice:
    return text, 2026, None, False


def _assessment() -> Any:
    from ridehire_partybuild import assess  # noqa: PLC0415 - only who tries it pays for it

    return assess(Register(), reference_guideline(), ON)


BROKEN: Mapping[str, Mapping[str, Callable[[], Any]]] = {
    "documents": {
        "nested far too deep": lambda: _json("station", '"site": ' + "[" * 100_000),
        "dotted keys of TOML": lambda: _toml("a." * 32_000 + "a=1"),
        "quotes that TOML never closes": lambda: _toml(".," * 65 + '\\"' * 100_000),
        "zeros behind a point": lambda: _json("site", '"area_m2": 1.' + "0" * 100_000),
        "an exponent beyond measure": lambda: _json("site", '"area_m2": 1e99999999999999999999'),
        "an integer beyond measure": lambda: _json("site", '"seats": ' + "9" * 100_000),
        "very many records that are none": lambda: _json(
            "register", '"stations": [' + ", ".join(["{}"] * 11_000) + "]"
        ),
    },
    "notices": {
        "commas": lambda: _notice("1月1日放假" + "," * 24_000 + "a"),
        "commas within parentheses": lambda: _notice("1月1日放假(" + ",(" * 12_000 + ")"),
        "days by themselves": lambda: _notice("1月1日," * 9_000 + "a"),
        "one character that stands for eighteen": lambda: _notice("ﷺ" * 2_000),
        "digits": lambda: _notice("1" * 24_000),
    },
    "holiday_files": {
        "two files of one year": lambda: [
            '{"year": 2026, "papers": ["x"], "days": '
            f'[{{"name": "{name}", "date": "2026-01-01", "isOffDay": true}}]}}'
            for name in ("元旦", "新年")
        ],
    },
    "calendars": {
        "days of a rule without end": lambda: (
            "BEGIN:VCALENDAR\r\n"
            + "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20000103T093000\r\nDURATION:PT1H\r\n"
            "RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=20\r\nEND:VEVENT\r\n" * 3 + "END:VCALENDAR\r\n",
            0,
            2,
        ),
        "an event that ends beyond all days": lambda: (
            (
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTART:99991231T230000\r\n"
                "DURATION:P9999W\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
            0,
            2,
        ),
    },
    "tables": {
        "rows in which all is wrong": lambda: (
            "阵地台账",
            ("阵地编号,名称,区划代码,类型,座位\n" + "S 1,,3705,x,y\n" * 800).encode(),
            False,
            False,
        ),
        "blank lines": lambda: ("a", b"\n" * 100_000, False, False),
    },
    "constructors": {
        "a span that ends on the first of all days": lambda: (
            Span.parse("2026-01-01/2026-01-31"),
            {"end": date.min},
        ),
        "an assessment of no register": lambda: (_assessment(), {"register": "x"}),
        "an assessment by no guideline": lambda: (_assessment(), {"guideline": "x"}),
        "an assessment without a list of findings": lambda: (_assessment(), {"findings": 5}),
        "an assessment whose findings are none": lambda: (_assessment(), {"findings": ["x"]}),
        "an assessment by no profile": lambda: (_assessment(), {"profile": object()}),
        "more months than there are": lambda: (
            Recurrence(freq=Frequency.DAILY),
            {"by_month": range(10**9), "by_month_day": range(10**9)},
        ),
        "more exceptions than are written": lambda: (
            OpeningHours.parse("24/7"),
            {"exceptions": tuple(tables.CELLS) * 1000},
        ),
        "more stations than are told of": lambda: (Register(), {"stations": [None] * 20_000}),
    },
    "series": {
        "exceptions to what never occurs": lambda: {
            "start": FIRST,
            "minutes": 1,
            "exdate": [FIRST + timedelta(minutes=one) for one in range(11_000)],
        },
        "a rule that names no day": lambda: {
            "start": FIRST,
            "minutes": 1,
            "recurrence": Recurrence.parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        },
    },
}
