"""The reader of each column: by the kind of its cells, and by whose hand wrote them.

What an office typed is read as people mean it. What this library wrote itself is read as it
stands: a text of ours may begin with a space, and a name may be the word 无.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.model import Contact, Evidence, FacilityItem, Party, Spending
from ridehire_partybuild.values import (
    ActivityKind,
    ContactKind,
    Facility,
    Isbn,
    LocalKind,
    TimePromise,
    TimeUnit,
)

from .cells import (
    AREA_UNITS,
    Item,
    Reader,
    Taken,
    items_of,
    number_of,
    take_clock,
    take_credit_code,
    take_date,
    take_flag,
    take_hours,
    take_moment,
    take_money,
    take_names,
    take_period,
    take_priced_flag,
    take_region,
    take_text,
    take_token,
    take_when,
    whole_of,
    word_of,
    words_of,
)
from .layout import Column, SheetLayout, layouts, see, word_aliases
from .notes import noted
from .observed import take_fact, take_own_fact
from .plain import NONE, free, half, none, plain, refusal, retold

__all__ = ["Habits", "contact_kind", "reader_of"]

AnyReader = Callable[[Any], Taken[Any]]


@attrs.frozen(kw_only=True)
class Habits:
    """How the cells of one table are written.

    Attributes:
        exact: This library wrote them; texts are taken as they stand.
        kinds: The office's own kinds of activity, by what they are called.
    """

    exact: bool = False
    kinds: Mapping[str, LocalKind] = attrs.field(factory=dict)


def _verbatim(raw: object) -> Taken[str | None]:
    return Taken(raw) if isinstance(raw, str) else take_token(raw)


def _name(raw: object) -> Taken[str | None]:
    """Read the name of a body or thing: 无 is not what anybody is called."""
    name = free(raw)
    return Taken(None, none(raw)) if name in NONE else Taken(name)


def _reference(raw: object) -> Taken[str | None]:
    """Read an id or a name, which may have full-width brackets: it is looked up both ways."""
    take_token(raw)  # a rounded number or a date is no id
    return _name(raw)


def take_isbn(raw: object) -> Taken[Isbn | None]:
    """Read a book number, hyphens or not.

    >>> str(take_isbn(" 978-7-5440-0001-7").value)
    '9787544000017'
    """
    text = take_token(raw).value
    if text is None:
        return Taken(None)
    if text in NONE:
        return Taken(None, none(raw))
    digits = re.sub(r"^ISBN:? ?", "", text, flags=re.IGNORECASE).replace(" ", "")
    try:
        return Taken(Isbn.parse(digits.upper()))
    except InvalidValue as error:
        raise retold(error, raw) from None


_PROMISE = re.compile(
    r"(\d{1,4}) ?(?:个)?([^\d\s][^\d]{0,20}?)(?:内|以内|之内)?(?:办结|完成)?", re.ASCII
)


def take_promise(raw: object) -> Taken[TimePromise | None]:
    """Read within what time something is done.

    >>> str(take_promise("3个工作日内办结").value), str(take_promise("30分钟").value)
    ('3 working_days', '30 minutes')
    """
    text = plain(raw)
    if text is None:
        return Taken(None)
    if text in NONE:
        return Taken(None, none(raw))
    found = _PROMISE.fullmatch(text)
    try:
        unit = None if found is None else _time_unit()(found[2]).value
        if found is not None and unit is not None:
            return Taken(TimePromise(amount=int(found[1]), unit=unit))
    except InvalidValue:
        pass  # told as what the whole cell is not
    raise refusal("promise.written", raw)


def take_instant(raw: object) -> Taken[datetime | time | None]:
    """Read a moment, or the time of day of a date that has a column of its own.

    >>> take_instant("14:00").value, take_instant("2025-01-10 14:00").value.day
    (datetime.time(14, 0), 10)
    """
    try:
        clock = take_clock(raw)
    except InvalidValue:
        found = take_moment(raw)
        return Taken(found.value, found.notes)
    return Taken(clock.value, clock.notes)


def _midnight_meant(read: AnyReader) -> AnyReader:
    """Return a reader of moments for tables of ours, where 00:00 does not stand for no time."""

    def take(raw: object) -> Taken[Any]:
        found = read(raw)
        told = (one for one in found.notes if one.code != "moment.midnight")
        return Taken(found.value, tuple(told))

    return take


def _parts(raw: object) -> tuple[str, ...] | None:
    """Return what a cell lists: a list of JSON where the parts hold what divides a list."""
    text = raw if isinstance(raw, str) else free(raw)
    if text is None:
        return None
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return tuple(found)
    return take_names(text).value


def _each(raw: object, one: Callable[[str], Any]) -> tuple[Any, ...] | None:
    """Read each part of a list; every part that cannot be read is told."""
    parts, read, wrong = _parts(raw), [], list[Problem]()
    for part in parts or ():
        try:
            read.append(one(part))
        except InvalidValue as error:
            wrong += error.problems
    if wrong:
        raise InvalidValue(wrong)
    return None if parts is None else tuple(read)


def _dates(raw: object) -> Taken[tuple[date, ...] | None]:
    if isinstance(raw, date | int | float):
        found = take_date(raw)
        return Taken(None if found.value is None else (found.value,), found.notes)
    days = _each(raw, take_date)
    if days is None:
        return Taken(None)
    return Taken(
        tuple(one.value for one in days if one.value), tuple(n for one in days for n in one.notes)
    )


_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)", re.ASCII)
_OWN = re.compile("微信|QQ|个人", re.IGNORECASE)


def contact_kind(value: str) -> ContactKind:
    """Return whose a number is: a mobile number is a person's own.

    >>> [contact_kind(one).value for one in ("12328", "0546-0000002", "95000", "138 0000 0000")]
    ['office_line', 'office_line', 'office_line', 'personal']
    """
    bare = re.sub(r"[\s-]", "", half(value))
    personal = _MOBILE.search(bare) or _OWN.search(bare)
    return ContactKind.PERSONAL if personal else ContactKind.OFFICE_LINE


def _contact(value: str) -> Contact:
    return Contact(kind=contact_kind(value), value=value)


def _paper(href: str) -> Evidence:
    return Evidence(href=href)


def _contacts(raw: object) -> Taken[tuple[Contact, ...] | None]:
    return Taken(_each(raw, _contact))


def _papers(raw: object) -> Taken[tuple[Evidence, ...] | None]:
    return Taken(_each(raw, _paper))


def _spending(raw: object, *, bare: str = "元") -> Taken[tuple[Spending, ...] | None]:
    """Read the sum of what was spent; nothing spent is known too."""
    if isinstance(raw, str) and plain(raw) in NONE:
        return Taken(())
    fen = take_money(raw, bare=bare).value
    if fen is None:
        return Taken(None)
    return Taken((Spending(amount_fen=fen),) if fen else ())


@cache
def _facilities() -> Reader[tuple[Item[Facility], ...]]:
    return items_of(Facility, word_aliases(Facility))


@cache
def _time_unit() -> Reader[TimeUnit]:
    return word_of(TimeUnit, word_aliases(TimeUnit))


def _items(raw: object) -> Taken[tuple[FacilityItem, ...] | None]:
    found = _facilities()(raw)
    if found.value is None:
        return Taken(None)
    try:
        made = tuple(
            FacilityItem(kind=one.word, count=one.count, expires_on=one.expires_on)
            for one in found.value
        )
    except InvalidValue as error:
        raise retold(error, raw) from None
    return Taken(made, found.notes)


def _elsewhere(raw: object) -> Taken[tuple[Any, ...] | None]:
    """Read whether there is none of what has a sheet of its own."""
    text = plain(raw)
    if text is None:
        return Taken(None)
    return Taken(()) if text in NONE else Taken(None, (noted("cell.elsewhere", raw),))


def _raw(raw: object) -> Taken[Any]:
    """Take a cell as it is: what it means depends on another one."""
    return Taken(raw)


_KINDS: Mapping[str, AnyReader] = {
    "text": take_text,
    "token": take_token,
    "ref": _reference,
    "refs": lambda raw: Taken(_parts(raw)),
    "named": _name,
    "names": lambda raw: Taken(_parts(raw)),
    "parties": lambda raw: Taken(_parts(raw)),
    "fact": take_fact,
    "value": _raw,
    "region": take_region,
    "credit_code": take_credit_code,
    "isbn": take_isbn,
    "number": number_of(("°", "度")),
    "area": number_of(AREA_UNITS),
    "whole": whole_of(),
    "money": take_money,
    "spending": _spending,
    "flag": take_flag,
    "priced_flag": take_priced_flag,
    "date": take_date,
    "dates": _dates,
    "moment": take_moment,
    "instant": take_instant,
    "hours": take_hours,
    "when": take_when,
    "period": take_period,
    "promise": take_promise,
    "items": _items,
    "contacts": _contacts,
    "papers": _papers,
    "listed": _elsewhere,
}
_EXACT: Mapping[str, AnyReader] = {
    **_KINDS,
    **dict.fromkeys(("text", "token", "ref", "named"), _verbatim),
    "moment": _midnight_meant(take_moment),
    "instant": _midnight_meant(take_instant),
    "fact": take_own_fact,
}


def _activity_of(kinds: Mapping[str, LocalKind]) -> Reader[Any]:
    """Return the reader of kinds of activity, an office's own among them."""
    shipped = word_of(ActivityKind, word_aliases(ActivityKind))

    def take(raw: object) -> Taken[Any]:
        text = plain(raw)
        if text is None:
            return Taken(None)
        own = kinds.get(text.casefold())
        if own is not None:
            return Taken(own)
        if isinstance(raw, str) and raw.startswith("x-"):
            return Taken(LocalKind(raw))
        return Taken(LocalKind(text)) if text.startswith("x-") else shipped(raw)

    return take


def _by_kind(column: Column, habits: Habits, bare: str | None) -> AnyReader:
    match column.kind:
        case "word" if column.vocabulary:
            return word_of(column.vocabulary, word_aliases(column.vocabulary))
        case "words" if column.vocabulary:
            return words_of(column.vocabulary, word_aliases(column.vocabulary))
        case "activity":
            return _activity_of(habits.kinds)
        case "money" if bare:
            return lambda raw: take_money(raw, bare=bare)
        case "spending" if bare:
            return lambda raw: _spending(raw, bare=bare)
        case "text" if column.holder is Party and not habits.exact:
            return _name
    return (_EXACT if habits.exact else _KINDS)[column.kind]


def reader_of(
    sheet: SheetLayout, column: Column, habits: Habits, bare: str | None = None
) -> AnyReader:
    """Return the reader of a column.

    Args:
        sheet: The sheet that has the column.
        column: The column.
        habits: How the cells of the table are written.
        bare: The unit of money that the header names; None: yuan.
    """
    read = _by_kind(column, habits, bare)
    own = [one for one in layouts().values() if (sheet.name, column.field) in one.of]
    if not own or column.holder is not sheet.cls:
        return read
    hints = {see(own[0], "zh"), see(own[0], "en")}
    return lambda raw: Taken(None) if raw in hints else read(raw)
