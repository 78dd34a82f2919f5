"""A plan as a workbook: what is held when, what each period of each duty comes to, what is left."""

from collections.abc import Iterator
from os import PathLike
from typing import Any

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Duty, Guideline
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.scheduling import Plan, explain_span
from ridehire_partybuild.scheduling.telling import excuse_told
from ridehire_partybuild.values import DutyId

from .printed import cover, list_of, write_printed
from .raw import Sheet, Written

__all__ = ["sheets_of_plan", "write_plan"]

_SESSIONS = {
    "day": 12, "weekday": 8, "start": 8, "end": 8, "kind": 22, "subject": 28, "place": 28,
    "host": 24, "period": 12, "certain": 20, "source": 28,
}  # fmt: skip
_LEDGER = {
    "subject": 28, "kind": 22, "period": 12, "required": 8, "held": 8, "planned": 8,
    "unplaced": 8, "waived": 8, "excuse": 28, "state": 12,
}  # fmt: skip
_UNPLACED = {"subject": 28, "kind": 22, "period": 12, "ordinal": 8, "blocked": 60}
"""The columns of each sheet, and how wide they are."""


def write_plan(
    plan: Plan, path: str | PathLike[str], *, lang: Lang = "zh", guideline: Guideline | None = None
) -> None:
    """Write a plan as a workbook (.xlsx) to sort, filter and print.

    Its sheets: what the plan is, each session, the ledger (each due period of each duty), and what
    could not be placed with the tally of what blocked it. It is no register: `read` refuses it.
    Equal plans give equal bytes.

    Args:
        plan: What is to be held.
        path: Where to; it ends in .xlsx.
        lang: The language.
        guideline: Where its duties come from: its notice stands on the cover and on each page.

    Raises:
        ValueError: another ending.
        ModuleNotFoundError: openpyxl is not installed; the message names the extra.

    >>> from tempfile import TemporaryDirectory
    >>> from ridehire_partybuild import Register, Span, WorkCalendar, plan
    >>> from ridehire_partybuild.exchange.tables import inspect
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> with TemporaryDirectory() as folder:
    ...     write_plan(made, f"{folder}/计划.xlsx")
    ...     inspect(f"{folder}/计划.xlsx").problems[0].code
    'table.printed'
    """
    sheets = sheets_of_plan(plan, lang, guideline)
    write_printed(sheets, path, _notice(guideline, lang))


def sheets_of_plan(
    plan: Plan, lang: Lang = "zh", guideline: Guideline | None = None
) -> tuple[Sheet, ...]:
    """Return a plan as sheets.

    >>> from ridehire_partybuild import Register, Span, WorkCalendar, plan
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> [sheet.title for sheet in sheets_of_plan(made, "en")]
    ['Plan', 'Sessions', 'Ledger', 'Not placed']
    """
    told = _Told(plan, lang, guideline)
    return (
        _cover(plan, lang, guideline),
        list_of("plan_table", "sessions", _SESSIONS, told.sessions(), lang),
        list_of("plan_table", "ledger", _LEDGER, told.ledger(), lang),
        list_of("plan_table", "left", _UNPLACED, told.left(), lang),
    )


def _notice(guideline: Guideline | None, lang: Lang) -> str:
    if guideline is None:
        return render("plan_table.no_guideline", lang)
    return guideline.notice.in_(lang)


def _cover(plan: Plan, lang: Lang, guideline: Guideline | None) -> Sheet:
    inputs = plan.inputs
    span = explain_span(inputs.span, lang)
    rows = {
        "notice": _notice(guideline, lang),
        "span": span,
        "on": inputs.on.isoformat(),
        "seed": str(inputs.seed),
        "placed": str(len(plan.sessions)),
        "not_placed": str(len(plan.unplaced)),
        "uncertain": str(len(plan.uncertain)),
        "proved": render(f"plan_table.{'best' if plan.is_optimal else 'not_proved'}", lang),
    }
    named = [(render(f"plan_table.{code}", lang), value) for code, value in rows.items()]
    title = render("plan_table.title", lang)
    return cover(title, render("plan_table.heading", lang, span=span), named)


class _Told:
    """The rows of a plan, in one language."""

    def __init__(self, plan: Plan, lang: Lang, guideline: Guideline | None) -> None:
        self.plan, self.lang = plan, lang
        self.register = plan.inputs.register
        self.duties = {one.id: one for one in plan.inputs.duties}
        self.clauses = (
            {}
            if guideline is None
            else {one.id: f"{one.clause} {one.title.in_(lang)}" for one in guideline.requirements}
        )

    def sessions(self) -> Iterator[tuple[Written, ...]]:
        uncertain = frozenset(self.plan.uncertain)
        for one in sorted(self.plan.sessions, key=lambda one: (one.start, one.id)):
            duty = None if one.duty is None else self.duties.get(one.duty)
            yield (
                one.day, render(f"weekday.{one.start.isoweekday()}", self.lang),
                f"{one.start:%H:%M}", f"{one.end:%H:%M}", self.kind(one.kind),
                None if duty is None else self.name(duty.subject),
                one.venue or self.name(one.station), self.name(one.host),
                None if one.period is None else str(one.period),
                render("plan_table.unannounced", self.lang) if one.id in uncertain else None,
                None if duty is None else self.source(duty),
            )  # fmt: skip

    def ledger(self) -> Iterator[tuple[Written, ...]]:
        for one in self.plan.ledger:
            yield (
                *self.owed(one.duty), str(one.period), one.required, one.held, one.planned,
                one.unplaced, one.waived,
                None if one.excuse is None else excuse_told(one.excuse, self.lang),
                one.state.label(self.lang),
            )  # fmt: skip

    def left(self) -> Iterator[tuple[Written, ...]]:
        for one in self.plan.unplaced:
            tally = [f"{part.rule.label(self.lang)} × {part.count}" for part in one.blocked]
            yield *self.owed(one.duty), str(one.period), one.ordinal, joined(tally, self.lang)

    def owed(self, duty: DutyId) -> tuple[Written, Written]:
        """Return whose a duty is, and what it asks for; of a duty that is not there its id."""
        one = self.duties.get(duty)
        return (None, str(duty)) if one is None else (self.name(one.subject), self.kind(one.kind))

    def source(self, duty: Duty) -> str | None:
        if duty.requirement is None:
            return duty.source
        return self.clauses.get(duty.requirement, str(duty.requirement))

    def name(self, record: Any) -> str | None:
        if record is None:
            return None
        return name_told(record, self.register, self.lang, self.plan.inputs.on)

    def kind(self, kind: Any) -> str:
        return kind_label(kind, self.register, self.lang)
