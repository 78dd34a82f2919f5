"""A year's report as a workbook: each figure with its bounds, its state and what it rests on."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from os import PathLike

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.report.told_annual import ToldFigure, ToldYear, told_annual
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.naming import joined
from ridehire_partybuild.reporting import AnnualReport, Figure, FigureUnit

from .printed import cover, list_of, write_printed
from .printing import print_money
from .raw import Sheet, Written

__all__ = ["sheets_of_annual_report", "write_annual_report"]

_FIGURES = {
    "part": 20, "by_what": 14, "of": 28, "figure": 28, "low": 12, "high": 12, "unit": 8,
    "sample": 8, "state": 12, "threshold": 12, "told": 24, "sources": 40, "unknowns": 40,
}  # fmt: skip
_CHANGES = {"subject": 28, "requirement": 36, "before": 14, "after": 14, "cause": 24}
_NEXT = {"subject": 28, "activity": 24, "cadence": 16, "requirement": 36}
"""The columns of each sheet, and how wide they are."""

_TEXT = frozenset(("of", "told", "sources", "unknowns"))
"""Columns that stay text: 0370502 is no number."""


def write_annual_report(
    report: AnnualReport,
    path: str | PathLike[str],
    *,
    lang: Lang = "zh",
    guideline: Guideline | None = None,
    register: Register | None = None,
) -> None:
    """Write a year's report as a workbook (.xlsx) to sort, filter and print.

    Its sheets: what the report is, each figure, what changed, and what must be held in the year to
    come. Money is in yuan, shares are in percent; what is not known or withheld has an empty cell,
    and says so beside it. It is no register: `read` refuses it. Equal reports give equal bytes.

    Args:
        report: What `annual_report` returns; its notice stands on the cover and on each page.
        path: Where to; it ends in .xlsx.
        lang: The language.
        guideline: Has the clauses and titles of requirements; None: ids stand for them.
        register: Has the names of stations, actors and funds; None: ids stand for them.

    Raises:
        ValueError: another ending.
        ModuleNotFoundError: openpyxl is not installed; the message names the extra.

    >>> from tempfile import TemporaryDirectory
    >>> from ridehire_partybuild import annual_report, reference_guideline, work_calendar
    >>> from ridehire_partybuild.exchange.tables import inspect
    >>> year = annual_report(Register(), reference_guideline(), work_calendar(), 2025)
    >>> with TemporaryDirectory() as folder:
    ...     write_annual_report(year, f"{folder}/2025.xlsx")
    ...     inspect(f"{folder}/2025.xlsx").problems[0].code
    'table.printed'
    """
    sheets = sheets_of_annual_report(report, lang, guideline=guideline, register=register)
    write_printed(sheets, path, report.notice.in_(lang))


def sheets_of_annual_report(
    report: AnnualReport,
    lang: Lang = "zh",
    *,
    guideline: Guideline | None = None,
    register: Register | None = None,
) -> tuple[Sheet, ...]:
    """Return a year's report as sheets.

    >>> from ridehire_partybuild import annual_report, reference_guideline, work_calendar
    >>> year = annual_report(Register(), reference_guideline(), work_calendar(), 2025)
    >>> [sheet.title for sheet in sheets_of_annual_report(year)]
    ['2025 年度工作报告', '指标', '变化', '下年度活动']
    """
    told = told_annual(report, lang, guideline=guideline, register=register)
    return (
        _cover(told),
        list_of("annual_page", "sheet_figures", _FIGURES, _figures(told), lang, text=_TEXT),
        list_of("annual_page", "sheet_changes", _CHANGES, _changes(told), lang),
        list_of("annual_page", "sheet_next", _NEXT, _next(told), lang),
    )


def _cover(told: ToldYear) -> Sheet:
    lang = told.lang
    rows = {
        "notice": told.notice,
        "guideline": told.guideline,
        "profile": told.profile or render("report.no_profile", lang),
        "on": told.end.isoformat(),
    }
    named = {render(f"annual_page.{code}", lang): value for code, value in rows.items()}
    for state, count in told.states.items():
        named[f"{render('annual_page.count', lang)} · {_state(state, lang)}"] = str(count)
    return cover(render("annual_page.title", lang, year=told.year), told.heading, named.items())


def _state(state: str, lang: Lang) -> str:
    return render(f"annual_page.state_{state}", lang)


def _figures(told: ToldYear) -> Iterator[tuple[Written, ...]]:
    for part in told.parts:
        name = render(f"annual_page.part_{part.code}", told.lang)
        for group in part.groups:
            for one in group.figures:
                yield name, group.by.label(told.lang), *_figure(one, told.lang)


def _figure(one: ToldFigure, lang: Lang) -> tuple[Written, ...]:
    figure = one.figure
    low, high = (figure.low, figure.high) if one.state in {"known", "interval"} else (None, None)
    return (
        one.of or render("report.all", lang), one.title,
        _number(low, figure), _number(high, figure),
        render(f"annual_page.unit_{figure.unit.value}", lang), figure.sample,
        _state(one.state, lang), _number(figure.threshold, figure), one.value,
        joined(figure.sources, lang) or None, joined(figure.unknown, lang) or None,
    )  # fmt: skip


def _number(value: Fraction | None, figure: Figure) -> int | Decimal | None:
    """Return a bound as `Figure.value` tells it: yuan to the fen, percent, or to one decimal."""
    if value is None:
        return None
    if figure.unit is FigureUnit.SHARE:
        return figure.percentage(value)
    if figure.unit is FigureUnit.FEN:
        return print_money(round(value))
    return value.numerator if value.denominator == 1 else Decimal(round(value * 10)).scaleb(-1)


def _changes(told: ToldYear) -> Iterator[tuple[Written, ...]]:
    absent = render("annual_page.not_judged", told.lang)
    for one in told.changes:
        outcomes = (
            absent if turn is None else turn.label(told.lang) for turn in (one.before, one.after)
        )
        waiver = render("annual_page.waiver", told.lang)
        yield (
            one.subject, one.rule, *outcomes,
            waiver if one.cause is None else one.cause.label(told.lang),
        )  # fmt: skip


def _next(told: ToldYear) -> Iterator[tuple[Written, ...]]:
    for one in told.duties:
        yield one.subject, one.kind, one.cadence, one.rule
