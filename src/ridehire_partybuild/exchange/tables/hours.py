"""Cells of opening hours, as people write them.

What people write is put into the notation of `OpeningHours`, which alone judges it. A text is cut
into tokens; weekdays and hours come in turns (``周一至周五 8:30-17:30；周六 9:00-12:00``) or the
other way about (``8:30-17:30（周一至周五）``). Rules that name the same days add up; of other
rules a later one replaces what an earlier one says of its days, as in the notation.
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Literal

import attrs

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.values import OpeningHours

from .chinese import CLOCK, WEEKDAYS, minutes
from .plain import NONE, Taken, none, plain, retold

__all__ = ["names_only_days", "take_hours"]

_HOLIDAYS = r"(?:(?:国家)?法定|国定)?(?:节假日|节日|假日|公休日)"
_CLOSED = (
    r"(?:除外|不开放|不营业|不上班|不服务|休息|关闭|闭馆|停业|放假|暂停(?:开放|服务|营业)|休|off)"
)
_HOLIDAYS_OFF = rf"(?<=\(){_HOLIDAYS}(?:均|都)?{_CLOSED}|{_HOLIDAYS}除外|(?:不含|除){_HOLIDAYS}外?"
_UNBROKEN = rf"(?:含|包括){_HOLIDAYS}|{_HOLIDAYS}(?:照常|不休息?|无休|正常)|全年无休|无休"
_FORMS = (
    ("holidays_off", _HOLIDAYS_OFF),
    # without a word on holidays the hours of the weekday hold on them, as these say
    ("unbroken", _UNBROKEN),
    ("noise", r"(?:开放|营业|服务|办公)(?:时间)?|对外|照常|正常|[():]"),
    ("always", r"24/7|24 ?(?:个)?小时|二十四小时|全天候?|24 ?h\b"),
    ("every", r"每天|每日|天天|[每一]周七天"),
    ("workdays", r"(?:每个?)?工作日"),
    ("weekend", r"(?:每个?)?(?:周末|双休日)"),
    ("holidays", _HOLIDAYS),
    ("weekday", r"每?个?(?:周|星期|礼拜)(?P<named>[一二三四五六日天1-7])"),
    ("bare", r"(?<=[-~至到、,和及与一二三四五六])(?P<alone>[一二三四五六日天]|[1-7](?![\d:点时]))"),
    ("next_day", r" ?(?:至|到|-{1,2}|~{1,2})? ?(?:次日|翌日|第二天|隔天) ?"),
    ("clock", CLOCK),
    ("closed", _CLOSED),
    ("range", r" ?(?:-{1,2}|~{1,2}|至|到) ?"),
    ("gap", r"[、,;。\n ]|和|及|与|以及"),
)
_TOKEN = re.compile(
    "|".join(f"(?P<{kind}>{form})" for kind, form in _FORMS), re.ASCII | re.IGNORECASE
)
_DAYS = {"every": "Mo-Su", "workdays": "Mo-Fr", "weekend": "Sa,Su", "holidays": "PH"}
_HOURS = {"always": "00:00-24:00", "closed": "off"}
_NOTATION = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|off|20\d\d [A-Z][a-z]{2})\b|^24/7")
_BETWEEN_CLOCKS = frozenset({("range", "clock"), ("next_day", "clock")})
_NIGHT = ("凌晨", "傍晚", "晚上", "夜间", "夜里", "晚", "pm")


@attrs.frozen
class _Token:
    kind: str
    match: re.Match[str]

    @property
    def weekday(self) -> str:
        """One day of the week, or nothing."""
        found = self.match["named"] or self.match["alone"]
        return WEEKDAYS[found] if found else ""


_Said = tuple[Literal["days", "hours"], str]
"""One statement of a cell, in the notation."""


class _UnreadError(Exception):
    """From here on the text is not understood."""


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise _UnreadError(text[position:])
        kind = next(kind for kind, _ in _FORMS if found[kind] is not None)
        if kind not in {"noise", "gap", "unbroken"}:
            yield _Token(kind, found)
        position = found.end()


def _hours_and_minutes(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _span(start: _Token, end: _Token, *, next_day: bool) -> str:
    """Return a span in the notation; the end may share the part of the day of the start."""
    part = start.match["part"] or start.match["after"] or ""
    opens, closes = minutes(start.match), minutes(end.match)
    if opens is None or closes is None or (end.match["after"] and not part):
        raise _UnreadError(start.match[0])  # 1:00-4:00 pm leaves open which half 1:00 is in
    if part and not next_day and not (end.match["part"] or end.match["after"]):
        shared = minutes(end.match, part)
        if shared is not None and shared > opens:
            closes = shared
        elif closes <= opens and part.lower() not in _NIGHT:
            raise _UnreadError(end.match[0])  # 上午8:00-1:00 is noon or midnight
    closes += 24 * 60 if next_day else 0
    return f"{_hours_and_minutes(opens)}-{_hours_and_minutes(closes)}"


def _said(tokens: list[_Token]) -> Iterator[_Said]:
    """Yield the statements that tokens make."""
    left = [*tokens[::-1]]
    while left:
        first = left.pop()
        follows = tuple(one.kind for one in reversed(left[-2:]))
        if first.weekday:
            last = first
            if follows[:1] == ("range",) and len(follows) == 2 and left[-2].weekday:
                last = left[-2]
                del left[-2:]
            yield ("days", first.weekday + (f"-{last.weekday}" if last is not first else ""))
        elif first.kind in _DAYS:
            yield ("days", _DAYS[first.kind])
        elif first.kind in _HOURS:
            yield ("hours", _HOURS[first.kind])
        elif first.kind == "clock" and follows in _BETWEEN_CLOCKS:
            yield ("hours", _span(first, left[-2], next_day="next_day" in follows))
            del left[-2:]
        else:
            raise _UnreadError(first.match[0])


Rule = tuple[str, list[str]]
"""Days and their hours, in the notation."""


def _rules(said: list[_Said]) -> list[Rule]:
    """Pair days with hours: days come first, or hours do; hours alone are those of every day."""
    runs = [(what, [one for _, one in run]) for what, run in groupby(said, lambda one: one[0])]
    if not runs:
        raise _UnreadError
    first, last = runs[0][0], runs[-1][0]
    if last == "days":
        if first == "days":
            raise _UnreadError(runs[-1][1][-1])
        runs = [run for pair in zip(runs[1::2], runs[::2], strict=True) for run in pair]
    elif first == "hours":
        runs = [("days", ["Mo-Su"]), *runs]
    added: dict[str, list[str]] = {}
    for (_, days), (_, hours) in zip(runs[::2], runs[1::2], strict=True):
        for before, after in pairwise(hours):
            if after < min(before, "07:00"):
                raise _UnreadError(after)  # 8:30-11:30,1:30-5:30 may mean the afternoon
        spans = added.setdefault(",".join(days), [])
        spans += hours
    return list(added.items())


def _notation(text: str) -> str:
    """Return in the notation of `OpeningHours` what people wrote."""
    tokens = list(_tokens(text))
    rules = _rules(list(_said([one for one in tokens if one.kind != "holidays_off"])))
    for _, hours in rules:
        if "off" in hours and len(set(hours)) > 1:
            raise _UnreadError("off")
    # 周一闭馆 alone tells nothing of the other days
    if all(hours == ["off"] and days != "Mo-Su" for days, hours in rules):
        raise _UnreadError(text)
    if any(one.kind == "holidays_off" for one in tokens):
        rules.append(("PH", ["off"]))
    return "; ".join(f"{days} {','.join(dict.fromkeys(hours))}" for days, hours in rules)


def _parsed(notation: str, raw: object) -> OpeningHours:
    try:
        return OpeningHours.parse(notation)
    except InvalidValue as error:
        raise retold(error, raw) from None


def take_hours(raw: object) -> Taken[OpeningHours | None]:
    """Read opening hours: the notation itself, or what people write.

    Raises:
        InvalidValue: another form, an impossible time, overlapping spans.

    >>> [str(take_hours(raw).value) for raw in ("08：30～17：30", "24小时")]
    ['Mo-Su 08:30-17:30', '24/7']
    >>> str(take_hours("周一至周五 上午8:30-11:30，下午1:30-5:30；周六休息").value)
    'Mo-Fr 08:30-11:30,13:30-17:30'
    >>> str(take_hours("每周二、四 9点至12点半，节假日休息").value)
    'Tu,Th 09:00-12:30; PH off'
    """
    text = plain(raw)
    if text is None:
        return Taken(None)
    if text in NONE:
        return Taken(None, none(raw))
    if text.isascii() and _NOTATION.search(text):
        return Taken(_parsed(text, raw))
    try:
        notation = _notation(text)
    except _UnreadError as error:
        part = repr(str(error) or text)[:80]
        raise InvalidValue.of("hours.syntax", "OpeningHours", raw, part=part) from None
    return Taken(_parsed(notation, raw))


def names_only_days(text: str) -> bool:
    """Tell whether a text in half width names days of the week and nothing else.

    >>> names_only_days("周一至周五"), names_only_days("周六 9:00-12:00"), names_only_days("随时")
    (True, False, False)
    """
    try:
        said = list(_said(list(_tokens(text))))
    except _UnreadError:
        return False
    return bool(said) and all(what == "days" for what, _ in said)
