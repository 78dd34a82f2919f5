"""What stands in each cell of a written sheet: the content of a field, printed so that it is read.

Where one cell cannot hold a field so that it is read back as it was, it points to the sheet of
its parts, or spells the field out.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

import attrs

from ridehire_partybuild.errors import InvalidValue, Lang
from ridehire_partybuild.guideline import FACTS, Fact, FactKind
from ridehire_partybuild.model import COLLECTIONS, Activity, Observation, Party, Register
from ridehire_partybuild.values import ActivityKind, AnyKind, TimePromise
from ridehire_partybuild.values.quantities import iso_date

from .cells import Taken
from .layout import NAME, PARENT, Column, SheetLayout, layouts, see
from .linking import name_path
from .observed import take_observed, take_own_fact
from .plain import half
from .printing import (
    print_flag,
    print_items,
    print_money,
    print_names,
    print_word,
    print_words,
)
from .raw import Written
from .readers import AnyReader, Habits, reader_of

__all__ = ["Page", "Source", "cell", "in_one_cell"]


@attrs.frozen
class Source:
    """What stands in one row.

    Attributes:
        record: The record, or the part of one.
        owner: The record of which it is a part.
        item: The item of a list, where a record has a row for each.
    """

    record: Any
    owner: Any = None
    item: Any = None


@attrs.frozen
class Page:
    """What all cells of a sheet have in common."""

    sheet: SheetLayout
    register: Register
    lang: Lang


def _follow(record: Any, path: str) -> Any:
    for step in path.split("."):
        record = None if record is None else getattr(record, step)
    return record


@cache
def _collections() -> Mapping[type, str]:
    return {cls: name for name, cls in COLLECTIONS.items()}


def _called(record: Any) -> str | None:
    """Return what people call a record."""
    name: str | None = _follow(record, name_path(_collections()[type(record)]))
    return name


def _donors(source: Source, page: Page) -> tuple[str, ...] | None:
    donors = page.register.get(source.record.donation).donors  # type: ignore[union-attr]
    return tuple(dict.fromkeys(one.name for one in donors)) or None


def _division(source: Source, _: Page) -> str | None:
    """Return the name of a division on the day from which its bearer is told of."""
    one = source.record
    day = getattr(one, "opened_on", None) or one.recorded_on
    return None if day is None else one.region.name(day)


_TOLD: Mapping[str, Callable[[Source, Page], Any]] = {
    PARENT: lambda source, _: source.owner.id,
    PARENT + NAME: lambda source, _: _called(source.owner),
    "region.name": _division,
    "day": lambda source, _: source.record.start.date(),
    "donation.donors": _donors,
    "value_kind": lambda source, page: _observed(source.record, page.lang)[1],
}
"""What no field holds: it is told beside the fields for people to read, or to read them by."""


def _content(source: Source, column: Column, page: Page) -> Any:
    """Return what a column holds in a row; None: not known."""
    if column.kind == "named" and not (page.sheet.of and column.path == PARENT + NAME):
        named = _content(source, page.sheet.columns[column.path.removesuffix(NAME)], page)
        return _called(page.register.get(named)) if named in page.register else None
    if column.holder is None:
        return _TOLD[column.path](source, page)
    rows = f"{page.sheet.rows}."
    if column.path.startswith(rows):
        return _follow(source.item, column.path.removeprefix(rows))
    return _follow(source.record, column.path)


@cache
def _reader(sheet: str, path: str) -> AnyReader:
    layout = layouts()[sheet]
    return reader_of(layout, layout.columns[path], Habits(exact=True))


def _comes_back(read: AnyReader, printed: Written, value: Any) -> bool:
    """Tell whether a reader takes a cell for the value, and asks nobody to confirm it."""
    stored: Any = printed
    if isinstance(printed, Decimal):
        stored = int(printed) if printed == int(printed) else float(printed)
    try:
        found = read(stored)
    except InvalidValue:
        return False
    # 1 is equal to True
    return found == Taken(value) and type(found.value) is type(value)


def _parts_sheet(sheet: SheetLayout, field: str) -> SheetLayout | None:
    return next((one for one in layouts().values() if (sheet.name, field) in one.of), None)


def _amount(value: Any, lang: Lang) -> Written:
    return print_money(value[0].amount_fen) if len(value) == 1 else print_names((), lang)


_IN_ONE: Mapping[str, Callable[[Any, Lang], Written]] = {
    "contacts": lambda value, lang: print_names((one.value for one in value), lang),
    "papers": lambda value, lang: print_names((one.href for one in value), lang),
    "parties": lambda value, lang: print_names((one.name for one in value), lang),
    "spending": _amount,
    "listed": lambda _, lang: print_names((), lang),
}
"""How parts stand in one cell, where it holds all that is known of them."""


def in_one_cell(sheet: SheetLayout, field: str, value: Any) -> bool:
    """Tell whether one cell holds the parts of a record, so that they need no rows of their own."""
    column = sheet.columns.get(field)
    if column is None or not value:
        return column is not None
    wanted = value
    if column.kind == "parties":
        wanted = tuple(dict.fromkeys(one.name for one in value))
        if tuple(Party(name=name) for name in wanted) != value:
            return False
    printed = _IN_ONE[column.kind](value, "zh")
    return _comes_back(_reader(sheet.name, field), printed, wanted)


def _parts(value: Any, column: Column, page: Page) -> Written:
    if in_one_cell(page.sheet, column.path, value):
        return _IN_ONE[column.kind](value, page.lang)
    own = _parts_sheet(page.sheet, column.path)
    return None if own is None else see(own, page.lang)


def _activity(value: AnyKind, page: Page) -> str:
    """Print a kind by its label, unless the office calls a kind of its own so."""
    if not isinstance(value, ActivityKind):
        return str(value)
    label = print_word(value, page.lang)
    own = {half(name).casefold() for one in page.register.activities for name in _labels(one)}
    return value.value if label.casefold() in own else label


def _labels(activity: Activity) -> tuple[str, str]:
    return activity.label.zh, activity.label.en


_DURING: Mapping[Lang, str | None] = {"zh": "同开放时间", "en": None}


def _promise(value: TimePromise, lang: Lang) -> str:
    between = "" if lang == "zh" else " "
    return f"{value.amount}{between}{print_word(value.unit, lang)}"


def _fact(name: str, lang: Lang) -> str:
    """Print a fact by its label; what is none as it stands, or as JSON where it looks like one."""
    fact = FACTS.get(name)
    forms = (name if fact is None else fact.label.in_(lang), name)
    spelt = json.dumps(name, ensure_ascii=False)
    return next((one for one in forms if _comes_back(take_own_fact, one, name)), spelt)


_KINDS: Mapping[type, FactKind] = {
    bool: FactKind.FLAG,
    Decimal: FactKind.NUMBER,
    str: FactKind.WORD,
    tuple: FactKind.WORDS,
}


def _word(code: str, fact: Fact | None, lang: Lang) -> str:
    words = None if fact is None else fact.vocabulary
    return print_word(words(code), lang) if words and code in set(words) else code


def _found(value: Any, fact: Fact | None, lang: Lang) -> Written:
    """Print what was found as people write it of that fact."""
    match value:
        case bool():
            return print_flag(value, lang)
        case tuple():
            return print_names((_word(one, fact, lang) for one in value), lang)
        case str() if fact is not None and fact.kind is FactKind.DATE:
            with suppress(ValueError):
                return iso_date(value)
        case str():
            return _word(value, fact, lang)
    number: Decimal = value
    return number


def _observed(one: Observation, lang: Lang) -> tuple[Written, FactKind | None]:
    """Return what was found, and of what kind it is where that is not the fact's own."""
    printed = _found(one.value, FACTS.get(one.fact), lang)
    if _comes_back(lambda raw: take_observed(raw, one.fact, None), printed, one.value):
        return printed, None
    if isinstance(one.value, tuple):
        printed = json.dumps(one.value, ensure_ascii=False)
    elif isinstance(one.value, str):
        printed = one.value
    return printed, _KINDS[type(one.value)]


@attrs.frozen
class _Spot:
    """Where a value is printed."""

    source: Source
    column: Column
    page: Page


Fill = Callable[[Any, _Spot], Written]


def _by_value(how: Callable[[Any], Written]) -> Fill:
    return lambda value, _: how(value)


def _by_lang(how: Callable[[Any, Lang], Written]) -> Fill:
    return lambda value, at: how(value, at.page.lang)


def _clock(value: datetime, at: _Spot) -> Written:
    """Print a time of day, with its date where that is not the one in the column beside."""
    shares = value.date() == at.source.record.start.date()
    return value.replace(tzinfo=None).time() if shares else value


_FILLS: Mapping[str, Fill] = {
    **dict.fromkeys(("whole", "number", "area", "date", "moment"), _by_value(lambda value: value)),
    **dict.fromkeys(("flag", "priced_flag"), _by_lang(print_flag)),
    **dict.fromkeys(("refs", "names"), _by_lang(print_names)),
    **dict.fromkeys(_IN_ONE, lambda value, at: _parts(value, at.column, at.page)),
    "instant": _clock,
    "money": _by_value(print_money),
    "word": _by_lang(print_word),
    "words": _by_lang(print_words),
    "items": _by_lang(print_items),
    "dates": _by_lang(lambda value, lang: print_names((one.isoformat() for one in value), lang)),
    "promise": _by_lang(_promise),
    "activity": lambda value, at: _activity(value, at.page),
    "fact": _by_lang(_fact),
    "value": lambda _, at: _observed(at.source.record, at.page.lang)[0],
}
"""How each kind of cell is printed; what is not here is text, a code or a notation."""


def _says_nothing(value: Any, column: Column) -> bool:
    """Tell whether an empty list is what a field holds unless told otherwise: it stays blank."""
    if value != () or column.holder is None:
        return False
    fields = attrs.fields_dict(cast("type[attrs.AttrsInstance]", column.holder))
    return fields[column.field].default == ()


def cell(source: Source, column: Column, page: Page) -> Written:
    """Return what stands in a cell; None: not known."""
    value = _content(source, column, page)
    if _says_nothing(value, column):
        return None
    if value is None:
        whenever = column.kind == "when" and source.record.during_opening_hours
        return _DURING[page.lang] if whenever else None
    fill = _FILLS.get(column.kind)
    return str(value) if fill is None else fill(value, _Spot(source, column, page))
