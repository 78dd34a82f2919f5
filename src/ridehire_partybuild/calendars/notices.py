"""The State Council's sentences, read: which days they put off, which they put to work.

A numbered paragraph is a holiday. Each clause of its sentences has to have one of the shapes of
`notice_clauses`, as a whole; anything else is a problem of its sentence.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Problem
from ridehire_partybuild.errors.messages import LONGEST_VALUE
from ridehire_partybuild.values import NoticeKind

from .notice_clauses import Holiday, Place, read_sentence
from .notice_text import Misread, Sentence, sentences
from .years import HolidayYear, Notice, kind_of_notice, left_out

__all__ = ["NoticeDetails", "year_of_notice"]

_LONGEST_TEXT = 50_000
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@attrs.frozen(kw_only=True)
class NoticeDetails:
    """What is known of the paper besides its text."""

    title: str | None = None
    published: str | None = None
    href: str | None = None


def year_of_notice(
    text: str, year: int, details: NoticeDetails, *, known: Mapping[date, Any]
) -> HolidayYear:
    """Return what a pasted notice of ``year`` rules; ``known`` are the days ruled before it.

    Raises:
        InvalidDocument: with one problem for each sentence that cannot be read or is not true.
        InvalidValue: there is no such year, or ``details`` are no details of a notice.
    """
    _refuse_impossible(text, year)
    found = sentences(text)
    reading = _Reading(year=year, known=known)
    for index, sentence in enumerate(found):
        reading.add(index, sentence)
    reading.close()
    if not reading.problems and not reading.ruled:
        shown = found[0].shown if found else ""
        raise InvalidDocument([_problem("notice.empty", shown, 1)])
    if reading.problems:
        raise InvalidDocument(
            _problem(wrong.code, found[index].shown, found[index].line, **wrong.params)
            for index, wrong in sorted(reading.problems.items())
        )
    if missing := left_out(year, reading.kind, reading.off):
        told = ", ".join(day.isoformat() for day in missing)
        raise InvalidDocument([_problem("notice.incomplete", found[0].shown, 1, days=told)])
    return _year(reading, found, details)


def _refuse_impossible(text: str, year: int) -> None:
    for name, value, wanted in (("text", text, str), ("year", year, int)):
        if type(value) is not wanted:
            found = type(value).__name__
            raise InvalidValue.of("type", name, value, wanted=wanted.__name__, actual=found)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InvalidValue.of("number.range", "year", year, low=_FIRST_YEAR, high=_LAST_YEAR)
    if len(text) > _LONGEST_TEXT:
        bounds = {"low": 1, "high": _LONGEST_TEXT, "length": len(text)}
        raise InvalidDocument([_problem("text.length", text[:80], 1, **bounds)])


def _problem(code: str, shown: str, line: int, **params: object) -> Problem:
    told = {"kind": "Notice", "value": shown, **params}
    if len(part := str(told.get("part", ""))) > LONGEST_VALUE:
        told["part"] = part[: LONGEST_VALUE - 1] + "…"
    return Problem(code=code, params=told, path="$.notice", line=line)


def _year(reading: "_Reading", found: tuple[Sentence, ...], details: NoticeDetails) -> HolidayYear:
    title = next(filter(None, (one.title for one in found)), None)
    notice = Notice(
        title=details.title or title or f"{reading.year}年节假日安排（通知标题未注明）",
        published=details.published or next(filter(None, (one.published for one in found)), None),
        href=details.href,
        kind=reading.kind,
    )
    parts = [(one.off, one.worked) for one in reading.holidays]
    return HolidayYear.of_holidays(reading.year, notice, parts, ordinary_days=reading.ordinary)


@attrs.define(kw_only=True, eq=False)
class _Reading:
    """What has been read so far: holidays, and the first problem of each sentence."""

    year: int
    known: Mapping[date, Any]
    holidays: list[Holiday] = attrs.field(factory=list)
    ruled: dict[date, str] = attrs.field(factory=dict)
    problems: dict[int, Misread] = attrs.field(factory=dict)

    @property
    def off(self) -> set[date]:
        return {day for day, kind in self.ruled.items() if kind == "off"}

    @property
    def kind(self) -> NoticeKind:
        """A correction changes one or two holidays; a text that names most of them is a year's."""
        named = {day for one in self.holidays for day in one.near}
        return NoticeKind.ANNUAL if len(named) > 4 else kind_of_notice(self.year, self.off)

    @property
    def ordinary(self) -> set[date]:
        return {day for day, kind in self.ruled.items() if kind == "ordinary"}

    def add(self, index: int, sentence: Sentence) -> None:
        place = Place(
            index=index, year=self.year, known=self.known, ruled=self.ruled, holidays=self.holidays
        )
        try:
            self._hold_year(sentence)
            if sentence.rules:
                read_sentence(sentence.text, place, opens=sentence.opens)
        except Misread as wrong:
            self.problems[index] = wrong
            if self.holidays:
                self.holidays[-1].broken = True

    def _hold_year(self, sentence: Sentence) -> None:
        for told in sentence.speaks_of:
            if told != self.year:
                raise Misread("notice.year", year=self.year, told=told)

    def close(self) -> None:
        """Hold every claim against its holiday; one that was not read through proves nothing."""
        for holiday in self.holidays:
            if not holiday.broken:
                for index, wrong in _untrue(holiday):
                    self.problems.setdefault(index, wrong)


def _untrue(holiday: Holiday) -> Iterator[tuple[int, Misread]]:
    for index, claim in holiday.claims:
        try:
            claim()
        except Misread as wrong:
            yield index, wrong
