"""The yearly files of holiday-cn: ``year``, ``papers`` and ``days`` with a name, a date, a flag.

A file does not tell the statutory days from those that make-up workdays pay for, nor, where there
are several papers, which of them says what: a file is taken for one notice, published with the
last of its papers.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Problem
from ridehire_partybuild.errors.messages import LONGEST_VALUE, shown

from .years import HolidayYear, Notice, kind_of_notice, left_out

__all__ = ["years_of_json"]

_LONGEST_TEXT = 1_000_000
_MOST_DAYS = 200
_LONGEST_NAME = 60
_KEYS: Mapping[str, type] = {"year": int, "papers": list, "days": list}
_MAY_BE = ("$schema", "$id")
_DAY_KEYS: Mapping[str, type] = {"name": str, "date": str, "isOffDay": bool}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WHEN = re.compile(r"/(20\d\d)-?(\d\d)(?:[-/](\d\d))?/", re.ASCII)
"""When a paper was published, as its address on www.gov.cn says."""


def years_of_json(*texts: str) -> tuple[HolidayYear, ...]:
    """Return what the files announce; a file without days announces nothing.

    Raises:
        InvalidDocument: with every problem of every file.
    """
    problems: list[Problem] = []
    years: list[HolidayYear] = []
    for index, text in enumerate(texts):
        try:
            years.extend(_year(text))
        except (InvalidDocument, InvalidValue) as error:
            place = "$" if len(texts) == 1 else f"$[{index}]"
            problems.extend(one.below(place) for one in error.problems)
    if problems:
        raise InvalidDocument(problems)
    return tuple(years)


def _problem(code: str, kind: str, value: object, path: str, **params: object) -> Problem:
    return Problem(code=code, path=path, params={"kind": kind, "value": value, **params})


def _year(text: str) -> Iterator[HolidayYear]:
    document = _parsed(text)
    if problems := tuple(_problems(document)):
        raise InvalidDocument(problems)
    if not document["days"]:
        return
    year, papers = document["year"], document["papers"]
    names: dict[str, tuple[list[date], list[date]]] = {}
    ordinary = []
    for one in document["days"]:
        day = date.fromisoformat(one["date"])
        off, worked = names.setdefault(one["name"], ([], []))
        if one["isOffDay"]:
            off.append(day)
        elif day.weekday() >= 5:
            worked.append(day)
        else:  # the day from which people work again
            ordinary.append(day)
    whole = {day for off, _ in names.values() for day in off}
    kind = kind_of_notice(year, whole)
    if missing := left_out(year, kind, whole):
        told = ", ".join(day.isoformat() for day in missing)
        raise InvalidDocument([_problem("notice.incomplete", "days", year, "$.days", days=told)])
    notice = Notice(
        title=f"国务院办公厅关于{year}年部分节假日安排的通知",
        published=_published(papers),
        href=papers[0],
        kind=kind,
    )
    yield HolidayYear.of_holidays(year, notice, names.values(), ordinary_days=ordinary)


def _published(papers: list[str]) -> str | None:
    found = (_WHEN.search(paper) for paper in papers)
    days = ["-".join(part for part in one.groups() if part) for one in found if one]
    return max(days) if len(days) == len(papers) else None


class _DoubledError(ValueError):
    """A key stands twice in one object."""


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        often = Counter(key for key, _ in pairs)
        raise _DoubledError(next(key for key, count in often.items() if count > 1))
    return found


def _no_number(text: str) -> None:
    raise ValueError(text)


def _parsed(text: str) -> dict[str, Any]:
    if type(text) is not str:
        found = type(text).__name__
        raise InvalidValue.of("type", "text", text, wanted="str", actual=found)
    if len(text) > _LONGEST_TEXT:
        bounds = {"low": 1, "high": _LONGEST_TEXT, "length": len(text)}
        raise InvalidDocument([_problem("text.length", "WorkCalendar", text[:80], "$", **bounds)])
    try:
        found = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=_mapping, parse_constant=_no_number
        )
    except _DoubledError as error:
        key = str(error)
        problem = _problem("key.duplicate", "WorkCalendar", key, "$", key=_short(key))
        raise InvalidDocument([problem]) from None
    except json.JSONDecodeError as error:
        at = text[error.pos : error.pos + 1]
        detail = f"{at!r} ({error.lineno}:{error.colno})"
        told = _problem("document.syntax", "JSON", at, "$", wanted="JSON", detail=detail)
        raise InvalidDocument([told]) from None
    except (ValueError, RecursionError) as error:
        told = _problem("document.syntax", "JSON", "…", "$", wanted="JSON", detail=repr(str(error)))
        raise InvalidDocument([told]) from None
    if type(found) is not dict:
        raise InvalidDocument([_wrong_type("WorkCalendar", found, "$", dict)])
    return found


def _wrong_type(kind: str, value: object, path: str, wanted: type) -> Problem:
    actual = type(value).__name__
    return _problem("type", kind, value, path, wanted=wanted.__name__, actual=actual)


def _short(key: str) -> str:
    """Return a key so that no message is longer, broken or reversed by it."""
    return key if key.isidentifier() and len(key) <= LONGEST_VALUE else shown(key)


def _of_form(
    found: Mapping[str, Any], keys: Mapping[str, type], path: str, may_be: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Yield what is wrong with the keys of an object and the types of their values."""
    for key in found:
        if key not in keys and key not in may_be:
            wanted = ", ".join((*keys, *may_be))
            told = {"key": _short(key), "wanted": wanted}
            yield _problem("key.unknown", "WorkCalendar", key, path, **told)
    for key, wanted_type in keys.items():
        if key not in found:
            yield _problem("key.missing", "WorkCalendar", sorted(found), path, key=key)
        elif type(found[key]) is not wanted_type:
            yield _wrong_type(key, found[key], f"{path}.{key}", wanted_type)


def _problems(document: dict[str, Any]) -> Iterator[Problem]:
    form = tuple(_of_form(document, _KEYS, "$", _MAY_BE))
    yield from form
    at = {one.path for one in form}
    year, papers, days = (document.get(key) for key in _KEYS)
    if type(year) is int and not 2000 <= year <= 2100:
        yield _problem("number.range", "year", year, "$.year", low=2000, high=2100)
    if type(papers) is list:
        for index, paper in enumerate(papers):
            if type(paper) is not str:
                yield _wrong_type("papers", paper, f"$.papers[{index}]", str)
            elif not 1 <= len(paper) <= 500:
                bounds = {"low": 1, "high": 500, "length": len(paper)}
                yield _problem("text.length", "papers", paper, f"$.papers[{index}]", **bounds)
        if not papers and days:
            yield _problem("holiday_json.papers", "papers", papers, "$.papers")
    if "$.days" not in at and type(days) is list:
        yield from _day_problems(days)


def _day_problems(days: list[Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    if len(days) > _MOST_DAYS:
        bounds = {"low": 0, "high": _MOST_DAYS}
        yield _problem("number.range", "days", len(days), "$.days", **bounds)
        return
    for index, one in enumerate(days):
        path = f"$.days[{index}]"
        if type(one) is not dict:
            yield _wrong_type("days", one, path, dict)
            continue
        form = tuple(_of_form(cast("dict[str, Any]", one), _DAY_KEYS, path))
        yield from form
        name, day = one.get("name"), one.get("date")
        if type(name) is str and not 1 <= len(name) <= _LONGEST_NAME:
            bounds = {"low": 1, "high": _LONGEST_NAME, "length": len(name)}
            yield _problem("text.length", "name", name, f"{path}.name", **bounds)
        if type(day) is str:
            yield from _date_problems(day, f"{path}.date", seen)


def _date_problems(day: str, path: str, seen: set[str]) -> Iterator[Problem]:
    try:
        date.fromisoformat(day if _DAY.fullmatch(day) else "")
    except ValueError:
        yield _problem("time.date", "date", day, path)
        return
    if day in seen:
        yield _problem("holiday_json.twice", "date", day, path)
    seen.add(day)
