"""What the annual report says as a document: its figures as tables, and how far they are known."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.report.digest import titled
from ridehire_partybuild.exchange.report.told import name_of
from ridehire_partybuild.exchange.report.told_annual import later_told
from ridehire_partybuild.exchange.report.told_hours import cadence_told
from ridehire_partybuild.guideline import Guideline, Outcome, Requirement
from ridehire_partybuild.model import COLLECTIONS, Register
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.reporting import AnnualReport, Breakdown, Figure, VerdictChange
from ridehire_partybuild.values import Id, Text

from .blocks import Block, Document, Grid, Heading, Note, Paragraph, day_told, say

__all__ = ["told_year"]

_WIDTH, _FIRST = 156.0, 40.0
_MOST_COLUMNS, _MOST_UNKNOWN = 5, 6
"""How many figures stand beside each other, and how many of what is not known are named."""

_OF_FINDINGS = ("findings.", "compliance.", "tasks.", "duties.")
"""Figures of which requirements are not known; of others, fields are."""

_CHANGES = {"subject": 40.0, "rule": 50.0, "before": 22.0, "after": 22.0, "cause": 22.0}
_DUTIES = {"owner": 46.0, "activity": 40.0, "cadence": 30.0, "rule": 40.0}


def told_year(
    report: AnnualReport, guideline: Guideline, lang: Lang = "zh", register: Register | None = None
) -> Document:
    """Return what the document on a year says.

    Raises:
        ValueError: the report was judged by another guideline.
    """
    if guideline.id != report.guideline:
        raise ValueError(f"the report was judged by {report.guideline}, not by {guideline.id}")
    telling = _Telling(report, guideline, lang, register, report.on)
    return Document(
        lang=lang,
        title=titled(say("year.title", lang, year=report.year), guideline, lang),
        notice=report.notice.in_(lang),
        blocks=tuple(telling.blocks()),
    )


@attrs.frozen
class _Telling:
    report: AnnualReport
    guideline: Guideline
    lang: Lang
    register: Register | None
    on: date

    def blocks(self) -> Iterator[Block]:
        report, lang = self.report, self.lang
        yield Paragraph(
            say("year.opening", lang, year=report.year, on=self.on, title=report.title.in_(lang))
        )
        known = None if report.known is None else day_told(report.known, lang)
        later = later_told(report, lang, known)
        if later is not None:
            yield Paragraph(later)
        yield Paragraph(say("year.how", lang))
        for name, part in zip(_PARTS, report.parts, strict=True):
            yield Heading(say(f"part.{name}", lang))
            if name == "appeals" and (standard := report.appeals.standard) is not None:
                yield from self._standard(standard.source.document, standard.notice)
            yield from self._figures(part.figures)
        yield from self._changes()
        yield from self._duties()

    def _standard(self, document: str, notice: Text | None) -> Iterator[Block]:
        told = say("year.standard", self.lang, document=document)
        yield Paragraph(told + ("" if notice is None else notice.in_(self.lang)))

    def _figures(self, figures: Sequence[Figure]) -> Iterator[Block]:
        """Yield the figures of a part, breakdown by breakdown."""
        if not figures:
            yield Paragraph(say("year.no_figures", self.lang))
        for by in Breakdown:
            own = [one for one in figures if one.by is by]
            if not own:
                continue
            yield Heading(say("year.all" if by is Breakdown.ALL else "year.by", self.lang,
                              by=by.label(self.lang)), 2)  # fmt: skip
            if by is Breakdown.ALL:
                yield self._list(own)
                yield from self._note(own)
            else:
                yield from self._crossed(own)

    def _list(self, figures: Sequence[Figure]) -> Grid:
        return Grid(
            header=tuple(say(f"column.{one}", self.lang) for one in ("figure", "value")),
            rows=tuple((one.title(self.lang), self._value(one)) for one in figures),
            widths=(96.0, _WIDTH - 96.0),
        )

    def _crossed(self, figures: Sequence[Figure]) -> Iterator[Block]:
        """Yield tables with a row for each of which figures are told, a column for each name."""
        rows = tuple(dict.fromkeys(one.of for one in figures))
        names = dict.fromkeys(one.name for one in figures)
        told = {(one.of, one.name): one for one in figures}
        by = figures[0].by
        for _, kindred in groupby(names, lambda name: name.partition(".")[0]):
            every = tuple(kindred)
            for start in range(0, len(every), _MOST_COLUMNS):
                some = every[start : start + _MOST_COLUMNS]
                own = [told[key] for of in rows for name in some if (key := (of, name)) in told]
                yield Grid(
                    header=(by.label(self.lang), *(self._title(name, own) for name in some)),
                    rows=tuple(
                        (self._label(told, of, names), *(self._cell(told.get((of, name)))
                                                         for name in some))
                        for of in rows
                        if any((of, name) in told for name in some)
                    ),
                    widths=(_FIRST, *[(_WIDTH - _FIRST) / len(some)] * len(some)),
                )  # fmt: skip
                yield from self._note(own)

    def _title(self, name: str, figures: Iterable[Figure]) -> str:
        return next(one.title(self.lang) for one in figures if one.name == name)

    def _label(self, told: dict[tuple[str | None, str], Figure], of: str | None,
               names: Iterable[str]) -> str:  # fmt: skip
        one = next(told[of, name] for name in names if (of, name) in told)
        return one.label(self.lang, self.register, self.on)

    def _cell(self, one: Figure | None) -> str:
        return "—" if one is None else self._value(one)

    def _value(self, one: Figure) -> str:
        """Return how much it is, and whether that is what is asked for."""
        value = one.value(self.lang)
        if one.threshold is None or one.suppressed:
            return value
        asked = attrs.evolve(one, low=one.threshold, high=one.threshold, sample=None)
        meets = {True: "met", False: "unmet", None: "open"}[one.meets]
        return say("year.asked", self.lang, value=value, asked=asked.value(self.lang),
                   meets=say(f"year.{meets}", self.lang))  # fmt: skip

    def _note(self, figures: Sequence[Figure]) -> Iterator[Note]:
        """Yield what the figures of a table rest on, what is not known, what is withheld."""
        lang = self.lang
        sources = {source for one in figures for source in one.sources}
        parts = [say("note.sources", lang, count=len(sources))]
        unknown = tuple(
            dict.fromkeys(self._unknown(name, one) for one in figures for name in one.unknown)
        )
        if unknown:
            named = joined(unknown[:_MOST_UNKNOWN], lang)
            code = "note.unknown" if len(unknown) <= _MOST_UNKNOWN else "note.unknown_more"
            parts.append(say(code, lang, named=named, count=len(unknown)))
        withheld = sum(one.suppressed for one in figures)
        if withheld:
            parts.append(say("note.withheld", lang, count=withheld))
        yield Note("".join(parts) if lang == "zh" else " ".join(parts))

    def _unknown(self, name: str, figure: Figure) -> str:
        record, rule = self._ruled(name) if figure.name.startswith(_OF_FINDINGS) else ("", None)
        if rule is None:
            record, _, what = name.rpartition(".")
            told = self._field(what)
        else:
            told = self._rule(rule)
        return told if not record else say("note.of", self.lang, of=self._name(record), what=told)

    def _ruled(self, name: str) -> tuple[str, Requirement | None]:
        """Return whose finding is not known, and of which requirement: both may have dots."""
        for at, char in enumerate(name):
            if char == "." and name[at + 1 :] in self._rules:
                return name[:at], self._rules[name[at + 1 :]]
        return "", None

    def _field(self, name: str) -> str:
        """Return what people call a field or a collection of the register."""
        for code, catalogue in (
            (f"kind.{name}", "problems"),
            (f"title.coverage.{name}", "figures"),
        ):
            try:
                return render(code, self.lang, catalogue)
            except (KeyError, TypeError):  # no text, or a table of texts
                continue
        return name

    @property
    def _rules(self) -> dict[str, Requirement]:
        return {str(one.id): one for one in self.guideline.requirements}

    def _rule(self, rule: Requirement) -> str:
        return f"{rule.clause} {rule.title.in_(self.lang)}"

    def _name(self, record: str) -> str:
        if record in COLLECTIONS:
            return self._field(record)
        if self.register is None:
            return record
        try:
            return name_of(self.register, record, self.on)
        except KeyError:  # no subject
            return name_told(Id(record), self.register, self.lang)

    def _changes(self) -> Iterator[Block]:
        """Yield the verdicts that came to or from a failure; how many others is told."""
        changes = self.report.standing.changes
        shown = [one for one in changes if Outcome.FAILED in {one.before, one.after}]
        yield Heading(say("part.changes", self.lang))
        told = say("year.changes", self.lang, count=len(changes), shown=len(shown))
        yield Paragraph(told)
        if shown:
            rules = self._rules
            yield Grid(
                header=tuple(say(f"column.{one}", self.lang) for one in _CHANGES),
                rows=tuple(self._change(one, rules) for one in shown),
                widths=tuple(_CHANGES.values()),
            )

    def _change(self, one: VerdictChange, rules: dict[str, Requirement]) -> tuple[str, ...]:
        rule = rules.get(str(one.requirement))
        return (
            self._name(str(one.subject)),
            str(one.requirement) if rule is None else self._rule(rule),
            *(
                say("year.not_judged", self.lang) if outcome is None else outcome.label(self.lang)
                for outcome in (one.before, one.after)
            ),
            say("year.waiver", self.lang) if one.cause is None else one.cause.label(self.lang),
        )

    def _duties(self) -> Iterator[Block]:
        owed, rules = self.report.next_duties, self._rules
        yield Heading(say("part.next", self.lang, year=self.report.year + 1))
        if not owed:
            yield Paragraph(say("year.no_duties", self.lang))
            return
        yield Paragraph(render("annual_page.next_how", self.lang))
        rows = []
        for one in owed:
            rule = rules.get(str(one.requirement))
            told = "—" if rule is None else self._rule(rule)
            kind = kind_label(one.kind, self.register, self.lang)
            often = cadence_told(one.cadence, self.lang)
            rows.append((self._name(str(one.subject)), kind, often, told))
        yield Grid(
            header=tuple(say(f"column.{one}", self.lang) for one in _DUTIES),
            rows=tuple(rows),
            widths=tuple(_DUTIES.values()),
        )


_PARTS = (
    "activities", "books", "funds", "coverage", "satisfaction", "appeals", "actors", "standing",
)  # fmt: skip
"""The parts of a report, in their order."""
