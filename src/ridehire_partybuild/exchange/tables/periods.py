"""Cells of calendar periods and of years."""

import re
from datetime import date, datetime, time

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.values import Period, PeriodUnit

from .chinese import NUMERAL, counted
from .notes import noted
from .plain import NONE, Taken, none, plain, refusal, retold

__all__ = ["take_period", "take_year"]

_FORMS = tuple(
    (re.compile(form, re.ASCII | re.IGNORECASE), notation)
    for form, notation in (
        (r"(\d{4}) ?(?:年度?)?", "{0}"),
        (rf"(\d{{4}}) ?(?:年 ?|年度)?第?({NUMERAL}) ?季度?", "{0}-Q{1}"),
        (r"(\d{4})(?: ?[-/年] ?)?Q(\d)", "{0}-Q{1}"),
        (r"(\d{4})(?: ?[-/年] ?)?H(\d)", "{0}-H{1}"),
        (r"(\d{4}) ?(?:年度?)? ?上半年", "{0}-H1"),
        (r"(\d{4}) ?(?:年度?)? ?下半年", "{0}-H2"),
        (rf"(\d{{4}}) ?年 ?({NUMERAL}) ?月份?", "{0}-{1:02}"),
        (r"(\d{4}) ?[-/.] ?(\d{1,2})", "{0}-{1:02}"),
        (r"(\d{4}) ?(?:年 ?)?第 ?(\d{1,2}) ?周", "{0}-W{1:02}"),
        (r"(\d{4})(?: ?[-/年] ?)?W(\d{1,2})", "{0}-W{1:02}"),
    )
)
"""How people write periods, and the notation of `Period` for each."""


def take_period(raw: object) -> Taken[Period | None]:
    """Read a period; a month that a spreadsheet made into its first day is noted.

    Raises:
        InvalidValue: another form, or no such period.

    >>> [str(take_period(raw).value) for raw in (2025, "2025年第一季度", "2025上半年", "2025年3月")]
    ['2025', '2025-Q1', '2025-H1', '2025-03']
    """
    if isinstance(raw, date):
        return _month(raw)
    text = plain(raw)
    if text is None:
        return Taken(None)
    if text in NONE:
        return Taken(None, none(raw))
    # 2025.1 as a number may have been 2025.10
    forms = () if isinstance(raw, float) and not raw.is_integer() else _FORMS
    for form, notation in forms:
        found = form.fullmatch(text)
        if found is not None:
            year, *part = found.groups()
            try:
                return Taken(Period.parse(notation.format(year, *map(counted, part))))
            except InvalidValue as error:
                raise retold(error, raw) from None
    raise InvalidValue.of("period.syntax", "Period", raw)


def _month(raw: date) -> Taken[Period | None]:
    clock = raw.time() if isinstance(raw, datetime) else time()
    if raw.day != 1 or clock != time() or raw.year < 2:
        raise InvalidValue.of("period.syntax", "Period", str(raw))
    period = Period.containing(raw.date() if isinstance(raw, datetime) else raw, PeriodUnit.MONTH)
    return Taken(period, (noted("period.date", str(raw), read=period),))


def take_year(raw: object) -> Taken[int | None]:
    """Read a year.

    >>> take_year(2025.0).value, take_year("2025年度").value
    (2025, 2025)
    """
    text = None if isinstance(raw, date) else plain(raw)
    if text is None and not isinstance(raw, date):
        return Taken(None)
    found = re.fullmatch(r"(\d{4}) ?(?:年度?)?", text or "", re.ASCII)
    if found is None:
        raise refusal("year.written", raw)
    return Taken(int(found[1]))
