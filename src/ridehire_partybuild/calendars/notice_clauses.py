"""The shapes of the clauses of a notice, and what each of them means.

A clause is reduced to its shape: ``L`` stands for the days it lists. What a clause says besides
(the number of days, that a day is off by law or a weekend day moved) is kept as a claim and held
against the whole holiday once that has been read.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from ridehire_partybuild.values import DayKind

from .notice_dates import Days, shape
from .notice_text import HAN, NAMES, Misread, Weekday, dates_in, number
from .statutory import is_statutory, named_days

__all__ = ["Holiday", "Place", "read_sentence"]

_LONGEST_EXTENSION = 14
_SEASON = timedelta(days=21)
_ONE_DAY = timedelta(days=1)
_DAYS_OFF = frozenset({DayKind.HOLIDAY, DayKind.BRIDGE_DAY_OFF})


@attrs.define(kw_only=True, eq=False)
class Holiday:
    """What one paragraph rules, and what is still to be held against it."""

    named: bool
    new_year: bool
    near: tuple[date, ...] = ()
    off: set[date] = attrs.field(factory=set)
    worked: set[date] = attrs.field(factory=set)
    last: date | None = None
    claims: list[tuple[int, Callable[[], None]]] = attrs.field(factory=list)
    broken: bool = False

    @property
    def given(self) -> set[date]:
        """The weekdays off that are not off by law."""
        return {day for day in self.off if day.weekday() < 5 and not is_statutory(day)}


@attrs.define(kw_only=True, eq=False)
class Place:
    """Where one sentence stands: its number, its year, what was ruled before it and in it."""

    index: int
    year: int
    known: Mapping[date, Any]
    ruled: dict[date, str]
    holidays: list[Holiday]
    off_here: set[date] = attrs.field(factory=set)
    joined: bool = False

    @property
    def holiday(self) -> Holiday:
        """The holiday of which the sentence speaks."""
        return self.holidays[-1]

    def rule(self, kind: str, listed: Collection[date]) -> None:
        """Put the days down as off, worked or ordinary; none of them twice in different ways."""
        for day in listed:
            near = self.holiday.near
            if near and all(abs(day - one) > _SEASON for one in near):
                raise Misread("notice.season", day=day.isoformat(), limit=_SEASON.days)
            if self.ruled.setdefault(day, kind) != kind:
                raise Misread("notice.twice", day=day.isoformat())
        if kind == "off":
            self.holiday.off.update(listed)
            self.off_here.update(listed)
        elif kind == "worked":
            for day in listed:
                if any(day in one.worked for one in self.holidays[:-1]):
                    raise Misread("notice.repeated", day=day.isoformat())
            self.holiday.worked.update(listed)

    def claim(self, check: Callable[[], None]) -> None:
        """Remember what is to be true of the holiday once it has been read."""
        self.holiday.claims.append((self.index, check))


def read_sentence(text: str, place: Place, *, opens: bool) -> None:
    """Read one sentence that rules days.

    Raises:
        Misread: a clause has no known shape, or is not true.
    """
    named, body = _without_head(text) if opens else ("", text)
    if opens or not place.holidays:
        is_new_year = re.match("元旦|新年", named) is not None
        near = named_days(named, place.year)
        place.holidays.append(Holiday(named=opens, new_year=is_new_year, near=near))
    january = any(one.month == 1 for one in dates_in(body))
    ahead = ""
    for clause in filter(None, (one.removeprefix("其中") for one in _clauses(body))):
        listed = Days(
            place.year,
            place.holiday.last,
            off=place.holiday.off,
            near_new_year=january or place.holiday.new_year,
        )
        part = ahead + clause
        reduced = shape(part, listed)
        if reduced == "L":  # days set apart by commas: what becomes of them is said further on
            ahead = part + "、"
            continue
        ahead = ""
        _apply(part, reduced, listed, place)
        place.holiday.last = listed.last
    if ahead:
        raise Misread("notice.clause", part=ahead.rstrip("、"))


def _clauses(body: str) -> Iterator[str]:
    """Yield what stands between commas; those of an aside part nothing.

    >>> list(_clauses("1月1日(周四,元旦)放假,共1天"))
    ['1月1日(周四,元旦)放假', '共1天']
    """
    cuts, aside = [len(body)], False
    for at in range(len(body) - 1, -1, -1):
        if body[at] in "()":
            aside = body[at] == ")"
        elif body[at] == "," and not aside:
            cuts.append(at)
    start = 0
    for cut in reversed(cuts):
        yield body[start:cut]
        start = cut + 1


_HEAD = re.compile(
    rf"(?:\(?[一二三四五六七八九十]{{1,2}}[、.)]+|\d{{1,2}}[、.)])?(?P<names>{NAMES})?(?:放假安排)?:?"
)


def _without_head(text: str) -> tuple[str, str]:
    """Return the holiday's name and the rest; a name that a sentence goes on with is no heading."""
    head = next(_HEAD.finditer(text))  # each part of a heading may lack: it always matches
    names, rest = head["names"] or "", text[head.end() :]
    goes_on = names and not head[0].endswith(":") and rest and not rest[0].isdecimal()
    return names, (names if goes_on else "") + rest


def _apply(part: str, reduced: str, listed: Days, place: Place) -> None:
    """Do what the clause says, by the first shape that it has."""
    for pattern, apply in _SHAPES:
        found = pattern.fullmatch(reduced)
        if found is not None:
            apply(place, listed.groups, found)
            return
    raise Misread("notice.clause", part=part)


_Groups = list[list[date]]


def _off(place: Place, groups: _Groups, found: re.Match[str]) -> None:
    """Put days off: without headings each sentence that adds some is a holiday of its own."""
    here = place.holiday
    if not here.named and here.off and not place.off_here and not set(groups[0]) <= here.off:
        place.holidays.append(Holiday(named=False, new_year=False))
    place.rule("off", groups[0])
    if found["n"] is not None and number(found["n"]) != len(set(groups[0])):
        raise Misread("notice.count", told=number(found["n"]), count=len(set(groups[0])))


def _made_good(place: Place, groups: _Groups, _: re.Match[str]) -> None:
    """Put weekdays off that make good for a holiday on a weekend (补休)."""
    place.joined = True
    _all(groups[0], _is_weekday, "notice.not_weekday")
    place.rule("off", groups[0])


def _counted(place: Place, _: _Groups, found: re.Match[str]) -> None:
    here, told = place.holiday, number(found["n"])

    def holds() -> None:
        off = place.off_here or here.off
        counts = {len(off)} | ({_joined_length(off)} if place.joined else set())
        if told not in counts:
            raise Misread("notice.count", told=told, count=max(counts))

    place.claim(holds)


def _with_weekend(place: Place, _: _Groups, __: re.Match[str]) -> None:
    place.joined = True
    here = place.holiday

    def holds() -> None:
        off = place.off_here or here.off
        if _joined_length(off) == len(off):
            days = ", ".join(day.isoformat() for day in sorted(off)) or "—"
            raise Misread("notice.apart", days=days)

    place.claim(holds)


def _joined_length(off: Collection[date]) -> int:
    """Return the length of the days off with the weekend days between and beside them."""
    days = set(off)
    if not days:
        return 0
    for edge, step in ((min(days), -_ONE_DAY), (max(days), _ONE_DAY)):
        day = edge + step
        while day.weekday() >= 5:
            days.add(day)
            day += step
    return (max(days) - min(days)).days + 1


def _without_swap(place: Place, _: _Groups, __: re.Match[str]) -> None:
    here = place.holiday

    def holds() -> None:
        if here.worked:
            raise Misread("notice.swap", day=min(here.worked).isoformat())

    place.claim(holds)


def _work(place: Place, groups: _Groups, found: re.Match[str]) -> None:
    """Put weekend days to work; that a weekday is worked as usual can be said too."""
    weekdays = [day for day in groups[0] if _is_weekday(day)]
    if weekdays and not found["usual"]:
        _all(groups[0], _is_weekend, "notice.makeup")
    place.rule("ordinary", weekdays)
    place.rule("worked", [day for day in groups[0] if not _is_weekday(day)])
    here = place.holiday

    def holds() -> None:
        if here.off and len(here.worked) > len(here.given):
            raise Misread("notice.swaps", worked=len(here.worked), given=len(here.given))

    place.claim(holds)


def _work_again(place: Place, groups: _Groups, _: re.Match[str]) -> None:
    _all(groups[0], _is_weekday, "notice.not_weekday")
    place.rule("ordinary", groups[0])


def _no_work(place: Place, groups: _Groups, _: re.Match[str]) -> None:
    """Take a make-up workday back: it is a weekend day again."""
    _all(groups[0], _is_weekend, "notice.makeup")
    place.rule("ordinary", groups[0])


def _by_law(place: Place, groups: _Groups, _: re.Match[str]) -> None:
    _are_off(place, groups[0])


def _rest(place: Place, groups: _Groups, _: re.Match[str]) -> None:
    _all(groups[0], _is_weekend, "notice.makeup")
    _are_off(place, groups[0])


def _swapped(place: Place, groups: _Groups, _: re.Match[str]) -> None:
    _all(groups[0], _is_weekday, "notice.not_weekday")
    _are_off(place, groups[0])


def _moved(place: Place, groups: _Groups, found: re.Match[str]) -> None:
    """Move weekend days to weekdays: one that is not off anyway is worked in exchange."""
    given, taken = groups
    _all(given, _is_weekend, "notice.makeup")
    _all(taken, _is_weekday, "notice.not_weekday")
    if len(given) + (found["too"] is not None) != len(taken):
        raise Misread("notice.moved", given=len(given), taken=len(taken))
    place.rule("worked", [day for day in given if day not in place.holiday.off])
    _are_off(place, taken)


def _extended(place: Place, groups: _Groups, _: re.Match[str]) -> None:
    """Add the days from the end of the holiday, as it was announced, to the day named."""
    last = groups[0][0]
    before = (last - timedelta(days=offset) for offset in range(1, _LONGEST_EXTENSION + 1))
    end = next(
        (day for day in before if day in place.known and place.known[day][0] in _DAYS_OFF), None
    )
    if len(groups[0]) != 1 or end is None:
        raise Misread("notice.extends", day=last.isoformat())
    days = [end + timedelta(days=offset) for offset in range(1, (last - end).days + 1)]
    place.rule("off", days)


def _said(_: Place, __: _Groups, ___: re.Match[str]) -> None:
    """Pass over a clause that gives reasons."""


def _are_off(place: Place, days: Collection[date]) -> None:
    here = place.holiday

    def holds() -> None:
        for day in days:
            if day not in here.off:
                raise Misread("notice.not_off", day=day.isoformat())

    place.claim(holds)


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5


def _all(days: Collection[date], wanted: Callable[[date], bool], code: str) -> None:
    for day in days:
        if not wanted(day):
            raise Misread(code, day=day.isoformat(), weekday=Weekday(day.weekday()))


_N = rf"(?P<n>\d{{1,2}}|{HAN})天"
_OFF = "放假调休|放假公休|放假休息|调休放假|放假|休假"
_SOME = "(?:[两二三四五]个)?"
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[Place, _Groups, re.Match[str]], None]], ...] = (
    tuple(
        (re.compile(pattern), apply)
        for pattern, apply in (
            (rf"(?:将|自|从)?(?:{NAMES}:?)?L(?:全国|全体公民)?(?:{_OFF})(?:共?计?{_N})?", _off),
            (rf"(?:{NAMES})?(?:放假|假期)(?:时间|日期)?(?:为|是|:)L(?:共?计?{_N})?", _off),
            (rf"(?:假期)?(?:共计|共|合计|总计)?{_N}(?:假期)?", _counted),
            ("并?[与和同](?:周末|双休日|公休日)(?:连休|相连|合并放假)", _with_weekend),
            ("不(?:再|做|作|进行)?调休", _without_swap),
            ("L(?:放假)?补休", _made_good),
            ("L调休", _swapped),
            ("L(?P<usual>正常|照常|恢复正常)?(?:调休)?(?:上班|补班)", _work),
            ("L起(?:正常|照常|恢复正常|恢复)?上班", _work_again),
            ("L不再?(?:调休)?上班", _no_work),
            (rf"L(?:为|是)(?:{NAMES})?法定节?假日", _by_law),
            ("L(?:(?:为|是)公休日|照常(?:公休|休息))", _rest),
            (rf"将?L{_SOME}公休日(?P<too>及{NAMES})?(?:分别)?调整?[至到]L", _moved),
            (
                rf"(?:将|决定)?(?:延长(?:\d{{4}}年)?{NAMES}假期|{NAMES}假期延长)[至到]L",
                _extended,
            ),
            (r"(?:为|根据|按照|经|因|鉴于|据)[^L\d]+", _said),
        )
    )
)
"""Tried in this order; ``L`` is a list of days."""
