"""Cells of when a service is offered: hours, how often, or words that can only be kept."""

import re

import attrs

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.values import Cadence, OpeningHours, PeriodUnit

from .chinese import NUMERAL, counted
from .hours import names_only_days, take_hours
from .notes import noted
from .plain import Taken, free, plain, refusal, retold

__all__ = ["ServiceTime", "take_when"]


@attrs.frozen(kw_only=True)
class ServiceTime:
    """When a service is offered: the fields of a `Service` that one cell fills.

    Attributes:
        when: Hours of its own, or how often; None: no hours to plan by.
        during_opening_hours: It is offered whenever the station is open.
        note: The words of the cell, where the fields above do not hold all of them.
    """

    when: OpeningHours | Cadence | None = None
    during_opening_hours: bool = False
    note: str | None = None


_UNITS = {
    "周": PeriodUnit.WEEK, "星期": PeriodUnit.WEEK, "月": PeriodUnit.MONTH,
    "季度": PeriodUnit.QUARTER, "季": PeriodUnit.QUARTER, "半年": PeriodUnit.HALF_YEAR,
    "年度": PeriodUnit.YEAR, "年": PeriodUnit.YEAR,
}  # fmt: skip
_UNIT = rf"(?P<unit>{'|'.join(_UNITS)})"
_TIMES = rf"(?:不少于|至少|不低于)? ?(?P<times>{NUMERAL}) ?(?:次|场|期|回)"
_FREQUENCIES = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"(?:每|一|每一|1)?个?(?=半年)(?P<unit>半年) ?{_TIMES}",
        rf"(?:每|一|每一|1) ?个?{_UNIT} ?{_TIMES}",
        rf"{_TIMES} ?/ ?(?:每|一)?个?{_UNIT}",
    )
)
_DURING = re.compile(
    r"(?:同|与|和|随)?(?:阵地|站点|驿站)?(?:开放|营业)(?:时间|期间|时段)(?:内|一致|相同|均可|内均可)?"
)
_KEPT = tuple(
    re.compile(form, re.ASCII)
    for form in (
        # 每两周一次, 每天一次: no cadence has such a period
        rf"[每隔]隔?(?:{NUMERAL} ?个?)?(?:天|日|周|星期|月|季度|年) ?{NUMERAL} ?(?:次|场|期|回)",
        r"(?:需|请|须|可)?(?:提前|电话|网上|线上)?预约(?:服务|办理)?|按需|不定期|视需要",
    )
)
_DAY_OF_PERIOD = re.compile(
    r"每个?(?:月|季度?|半年|年)[^\n]{0,60}?(?:日|号|周[一二三四五六日天末]|星期[一二三四五六日天]|[初中底末])"
    r"[^\n]{0,60}"
)


def _frequency(text: str) -> Cadence | None:
    """Return the cadence that words tell; None: they tell none."""
    for form in _FREQUENCIES:
        found = form.fullmatch(text)
        if found is not None:
            return Cadence(times=counted(found["times"]), per=_UNITS[found["unit"]])
    return None


def _hours(text: str, raw: object) -> OpeningHours | None:
    """Return the hours of a text; None: it is not about hours."""
    try:
        return take_hours(text).value
    except InvalidValue as error:
        if all(one.code == "hours.syntax" for one in error.problems):
            return None
        raise retold(error, raw) from None


def take_when(raw: object) -> Taken[ServiceTime | None]:
    """Read when a service is offered.

    Raises:
        InvalidValue: neither hours nor a frequency nor days.

    >>> take_when("同开放时间").value.during_opening_hours
    True
    >>> said = take_when("每月一次")
    >>> str(said.value.when), said.value.note
    ('1/month', '每月一次')
    >>> print(*said.notes)
    '每月一次' is a frequency in words, read as 1/month, the words are kept too
    """
    text, words = plain(raw), free(raw)
    if text is None:
        return Taken(None)
    if _DURING.fullmatch(text):
        return Taken(ServiceTime(during_opening_hours=True))
    try:
        if re.fullmatch(r"\d{1,4}/[a-z_]{4,9}", text, re.ASCII):
            return Taken(ServiceTime(when=Cadence.parse(text)))
        cadence = _frequency(text)
    except InvalidValue as error:
        raise retold(error, raw) from None
    if cadence is not None:
        note = noted("when.frequency", raw, read=cadence)
        return Taken(ServiceTime(when=cadence, note=words), (note,))
    hours = _hours(text, raw)
    if hours is not None:
        return Taken(ServiceTime(when=hours))
    if names_only_days(text) or _DAY_OF_PERIOD.fullmatch(text):
        return Taken(ServiceTime(note=words), (noted("when.day", raw),))
    if any(form.fullmatch(text) for form in _KEPT):
        return Taken(ServiceTime(note=words), (noted("when.words", raw),))
    raise refusal("when.written", raw)
