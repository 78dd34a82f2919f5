"""Values that are one piece of text: hours, rules, periods, codes, names."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from ridehire_partybuild import (
    Cadence,
    CreditCode,
    Id,
    InvalidValue,
    Isbn,
    LocalKind,
    NthWeekday,
    OpeningHours,
    Period,
    Recurrence,
    Region,
    Span,
    StationId,
    TimePromise,
    dumps,
    loads,
)
from ridehire_partybuild.exchange.texts import TEXT_FORMS
from ridehire_partybuild.testing import strategies

from ..drawing import drawn, sample
from ..harness import Door
from ..mutations import MORE_TEXTS, NUMBERS, TEXTS, babbled, worded

HOURS = (
    "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "Mo-Fr ", "Sa,Su ", "Su-Mo ", "off", "24/7",
    "; ", ";", ",", "-", " ", "08:30-11:00", "13:30-17:00", "22:00-02:00", "22:00-26:00",
    "00:00-24:00", "24:00-48:00", "23:59-00:00", "25:00-26:00", "00:00-00:00", "2026 Feb 16 ",
    "2026 Feb 16-2026 Feb 22 ", "2026 Feb 30 ", "1999 Jan 01 ", "2100 Dec 31 ", "0000 Jan 01 ",
    "9999 Dec 31 ", "2026 Xxx 01 ", "08:60", "PH off", "PH,Su ", "MO", "Mo-PH ", "８:００",
    "week 1", "sunrise", "+", "\n", "08:30-11:00,10:00-12:00",
)  # fmt: skip
RULES = (
    "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=HOURLY", ";", ";INTERVAL=2",
    ";INTERVAL=0", ";INTERVAL=999", ";BYMONTH=1,6,12", ";BYMONTHDAY=-1", ";BYMONTHDAY=31",
    ";BYDAY=MO,FR", ";BYDAY=-1FR", ";BYDAY=2TU,4TH", ";BYDAY=54MO", ";BYSETPOS=-1",
    ";BYSETPOS=1,2", ";COUNT=10", ";COUNT=9999", ";COUNT=10000", ";UNTIL=20261231",
    ";UNTIL=20261231T160000Z", ";UNTIL=99991231T235959Z", ";UNTIL=00010101T000000Z",
    ";UNTIL=20260230", ";WKST=SU", ";WKST=MO", ";WKST=TU", ";BYWEEKNO=20", "=", ",", "-", "+", "0",
    "00", "+1", "MO", "mo", "１", ";BYHOUR=9", ";X-A=1", ";BYDAY=", "RRULE:", " ", "\n",
    ";BYMONTHDAY=0", ";BYMONTH=13", ";BYMONTHDAY=" + ",".join(map(str, range(1, 32))),
)  # fmt: skip
PERIODS = (
    "2026", "-", "Q1", "Q4", "Q5", "H1", "H2", "H3", "W01", "W53", "W54", "W00", "01", "12", "13",
    "00", "0000", "0001", "0002", "9998", "9999", "2000", "2100", "/", "2026-01-01", "2026-06-30",
    "9999-12-31", "0001-01-01", "2026-02-29", "1", "366", "367", "999", "month", "quarter",
    "half_year", "year", "week", "day", " ", "working_days", "days", "hours", "minutes", "9999 ",
    "10000 ", "３", "\n", "T00:00", "-W01",
)  # fmt: skip
CODES = (
    "91370500TEAT000154", "9137", "0500", "TEAT", "000154", "I", "O", "l", "X", "x", "-", "978",
    "979", "9787544000017", "7-5440-0001-X", "754400001X", "370502", "370500", "370000", "371199",
    "3705", "000000", "999999", "３７０５０２", "٣", " ", "\n", "\x00", "a", "é", "e\u0301",
    "\u202e", "示例", "S-1", "x-", "x-包饺子", "\ud800", "\U0010ffff", "ﷺ", "\u00ad", "\ufeff",
    "𠮷", "-" * 17, "1" * 64, "+1", "-1", "FR", "MO", "53", "54", "0", "TU", "-53SU", "1.5", "1e3",
    "²",
)  # fmt: skip

Grammar = tuple[Callable[[], st.SearchStrategy[Any]], Sequence[str]]
HOURS_AND_RULES: Mapping[type, Grammar] = {
    OpeningHours: (strategies.opening_hours, HOURS),
    Recurrence: (strategies.recurrences, RULES),
}
OTHERS: Mapping[type, Grammar] = {
    Period: (strategies.periods, PERIODS),
    Span: (strategies.spans, PERIODS),
    Cadence: (strategies.cadences, PERIODS),
    TimePromise: (strategies.time_promises, PERIODS),
    CreditCode: (strategies.credit_codes, CODES),
    Isbn: (strategies.isbns, CODES),
    Region: (strategies.regions, CODES),
    NthWeekday: (strategies.nth_weekdays, CODES),
    LocalKind: (strategies.local_kinds, CODES),
    StationId: (strategies.station_ids, CODES),
    Id: (strategies.station_ids, CODES),
}
IDS = tuple(sorted(Id.__subclasses__(), key=lambda one: one.__name__))
NO_TEXTS: tuple[Any, ...] = (
    None, True, 0, 1.5, float("nan"), b"2026", [], {}, (), object, 10**400, 2026, ["a"], Ellipsis,
)  # fmt: skip

Given = tuple[type, Any, bool]
"""A class, what it is asked to read, and whether as a document, too."""


def _made(grammars: Mapping[type, Grammar], rng: Random) -> Given:
    cls = rng.choice(list(grammars))
    strategy, words = grammars[cls]
    chance = rng.random()
    if chance < 0.03:
        text: Any = rng.choice(NO_TEXTS)
    elif chance < 0.1:
        text = rng.choice((*TEXTS, *MORE_TEXTS, *NUMBERS))
    elif chance < 0.12:
        text = drawn(st.text() | st.binary().map(lambda data: data.decode("latin-1")), rng)
    elif chance < 0.5:
        text = babbled(rng, words)
    else:
        text = worded(rng, str(sample(strategy, rng)), words)
    if cls is Id:
        cls = rng.choice(IDS)
    return cls, text, rng.random() < 0.1


def used(given: Given) -> str:
    """Parse it: what is read prints as what is read again, and equals it."""
    cls, text, as_document = given
    found = cls.parse(text)  # type: ignore[attr-defined]
    again = cls.parse(str(found))  # type: ignore[attr-defined]
    assert type(found) is cls
    assert again == found
    assert hash(again) == hash(found)
    assert str(again) == str(found)
    assert repr(found)
    if as_document and issubclass(cls, TEXT_FORMS):
        assert loads(dumps(found), cls) == found
    return "value"


def kept(name: str, data: bytes) -> Given:
    """Return a text of the corpus: its name begins with the class."""
    classes = {one.__name__: one for one in (*HOURS_AND_RULES, *OTHERS, *IDS)}
    return classes[name.partition(".")[0]], data.decode("utf-8", "surrogatepass"), False


HOURS_DOOR = Door(
    name="hours_and_rules",
    calls="`OpeningHours.parse`, `Recurrence.parse`",
    ends=(InvalidValue,),
    share=240,
    made=lambda rng: _made(HOURS_AND_RULES, rng),
    used=used,
    kept=kept,
)
CODES_DOOR = Door(
    name="identifiers",
    calls="`parse` of every id, `LocalKind`, `Region`, `CreditCode`, `Isbn`, `Period`, `Span`, "
    "`Cadence`, `TimePromise`, `NthWeekday`",
    ends=(InvalidValue,),
    share=205,
    made=lambda rng: _made(OTHERS, rng),
    used=used,
    kept=kept,
)
