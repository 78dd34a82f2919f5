"""What a document on a year says, in one language, before it has a form.

Every figure is told with its state: known, an interval, not known, of nobody, or withheld.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

import attrs

from ridehire_partybuild.compliance import CauseKind
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Duty, Guideline, Outcome
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.reporting import AnnualReport, Breakdown, Figure, VerdictChange
from ridehire_partybuild.values import Region

from .told_hours import cadence_told

__all__ = [
    "ToldDuty",
    "ToldFigure",
    "ToldGroup",
    "ToldPart",
    "ToldVerdict",
    "ToldYear",
    "figure_state",
    "later_told",
    "told_annual",
]

_PARTS = (
    "activities", "books", "funds", "coverage", "satisfaction", "appeals", "actors", "standing",
)  # fmt: skip
"""The parts of a report, in its own order."""


@attrs.frozen(kw_only=True)
class ToldFigure:
    """A figure in words.

    Attributes:
        figure: The figure itself.
        of: Of which it is; empty: of all.
        title: What it is.
        value: How much, with its unit; or that it is not known, or withheld.
        state: ``known``, ``interval``, ``unknown``, ``of_none`` or ``withheld``.
        asked: What is asked for at least; None: nothing is.
    """

    figure: Figure
    of: str
    title: str
    value: str
    state: str
    asked: str | None


@attrs.frozen(kw_only=True)
class ToldGroup:
    """The figures of one breakdown, in their order."""

    by: Breakdown
    figures: tuple[ToldFigure, ...]


@attrs.frozen(kw_only=True)
class ToldPart:
    """A part of the report.

    Attributes:
        code: Its name in the report.
        groups: Its figures: of all first, then breakdown by breakdown.
    """

    code: str
    groups: tuple[ToldGroup, ...]


@attrs.frozen(kw_only=True)
class ToldVerdict:
    """A finding whose verdict or waiver changed in the year; an outcome of None: not judged."""

    subject: str
    rule: str
    before: Outcome | None
    after: Outcome | None
    cause: CauseKind | None


@attrs.frozen(kw_only=True)
class ToldDuty:
    """What must be held in the year to come."""

    subject: str
    kind: str
    cadence: str
    rule: str


@attrs.frozen(kw_only=True)
class ToldYear:
    """A year's report, told.

    Attributes:
        heading: What stands above it.
        guideline: Title of the guideline.
        notice: What that is and is not.
        profile: Id of the profile that tailored it; None: none did.
        later: What of later days is in it, and to which day; None: nothing of any.
        states: How many figures are in each state.
    """

    lang: Lang
    year: int
    heading: str
    guideline: str
    notice: str
    profile: str | None
    start: date
    end: date
    later: str | None
    parts: tuple[ToldPart, ...]
    states: Mapping[str, int]
    changes: tuple[ToldVerdict, ...]
    duties: tuple[ToldDuty, ...]


STATES = ("known", "interval", "unknown", "of_none", "withheld")
"""The states of figures, what is known best first."""


def figure_state(figure: Figure) -> str:
    """Return how well a figure is known; it goes with what `Figure.value` says.

    >>> from ridehire_partybuild.reporting import FigureUnit
    >>> told = [Figure(name="x", unit=FigureUnit.COUNT, low=low, high=high)
    ...         for low, high in ((2, 2), (2, None), (0, None))]
    >>> [figure_state(one) for one in told]
    ['known', 'interval', 'unknown']
    """
    if figure.suppressed:
        return "withheld"
    if figure.sample == 0:
        return "of_none"
    if not figure.low and figure.high is None:  # no less than nothing says nothing
        return "unknown"
    return "known" if figure.is_known else "interval"


def later_told(report: AnnualReport, lang: Lang, known: str | None = None) -> str | None:
    """Return what of the days after its year a report tells, in words; None: nothing.

    Args:
        report: The report.
        lang: The language.
        known: Its day of that name as it is written; None: as in ISO 8601.
    """
    if report.known is None:
        return render("annual_page.how_later", lang)
    if report.known <= report.on:
        return None
    return render("annual_page.how_later_by", lang, known=known or str(report.known))


def told_annual(
    report: AnnualReport,
    lang: Lang = "zh",
    *,
    guideline: Guideline | None = None,
    register: Register | None = None,
) -> ToldYear:
    """Return all that a document on a year says.

    Open appeals one by one are left out: they are a list to work by, and nothing to hand on.

    Args:
        report: The report.
        lang: The language.
        guideline: Has the clauses and titles of requirements; None: ids stand for them.
        register: Has the names of stations, actors and funds; None: ids stand for them.

    >>> from ridehire_partybuild import Register, annual_report, reference_guideline, work_calendar
    >>> year = annual_report(Register(), reference_guideline(), work_calendar(), 2025)
    >>> told = told_annual(year)
    >>> told.parts[0].code, told.parts[0].groups[0].figures[0].state
    ('activities', 'known')
    """
    parts = tuple(
        _part(code, part.figures, report.coverage.on, lang, register)
        for code, part in zip(_PARTS, report.parts, strict=True)
    )
    found = [one.state for part in parts for group in part.groups for one in group.figures]
    words = _Words(report.coverage.on, lang, guideline, register)
    return ToldYear(
        lang=lang,
        year=report.year,
        heading=report.heading(lang),
        guideline=report.title.in_(lang),
        notice=report.notice.in_(lang),
        profile=None if report.profile is None else str(report.profile),
        start=report.standing.start,
        end=report.standing.end,
        later=later_told(report, lang),
        parts=parts,
        states={state: found.count(state) for state in STATES},
        changes=tuple(map(words.change, report.standing.changes)),
        duties=tuple(map(words.duty, report.next_duties)),
    )


def _part(
    code: str, own: Iterable[Figure], on: date, lang: Lang, register: Register | None
) -> ToldPart:
    places = {by: place for place, by in enumerate(Breakdown)}
    ordered = sorted(own, key=lambda one: places[one.by])
    groups = (
        ToldGroup(by=by, figures=tuple(_figures(figures, on, lang, register)))
        for by, figures in groupby(ordered, key=lambda one: one.by)
    )
    return ToldPart(code=code, groups=tuple(groups))


def _figures(
    figures: Iterable[Figure], on: date, lang: Lang, register: Register | None
) -> Iterator[ToldFigure]:
    for one in figures:
        asked = one.threshold
        yield ToldFigure(
            figure=one,
            of=one.label(lang, register, on),
            title=one.title(lang),
            value=one.value(lang),
            state=figure_state(one),
            asked=None
            if asked is None
            else Figure(name=one.name, unit=one.unit, low=asked, high=asked).value(lang),
        )


class _Words:
    """What rows are called."""

    def __init__(
        self, on: date, lang: Lang, guideline: Guideline | None, register: Register | None
    ) -> None:
        self.on, self.lang, self.register = on, lang, register
        rules = () if guideline is None else guideline.requirements
        self.rules = {str(one.id): f"{one.clause} {one.title.in_(lang)}" for one in rules}

    def change(self, change: VerdictChange) -> ToldVerdict:
        return ToldVerdict(
            subject=self.name(change.subject),
            rule=self.rule(change.requirement),
            before=change.before,
            after=change.after,
            cause=change.cause,
        )

    def duty(self, duty: Duty) -> ToldDuty:
        return ToldDuty(
            subject=self.name(duty.subject),
            kind=kind_label(duty.kind, self.register, self.lang),
            cadence=cadence_told(duty.cadence, self.lang),
            rule=self.rule(duty.requirement) if duty.requirement else str(duty.source or ""),
        )

    def rule(self, requirement: str) -> str:
        return self.rules.get(requirement, str(requirement))

    def name(self, subject: str) -> str:
        """Return a name from the register, or that of a city's division, or the id."""
        if self.register is not None and subject in self.register:
            return str(getattr(self.register.get(subject), "name", subject))
        try:
            return Region(subject).name(self.on) or subject
        except ValueError:  # no code of a division
            return str(subject)
