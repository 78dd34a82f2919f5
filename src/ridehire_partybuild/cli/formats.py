"""Tables of what can be written: the ending of a file's name, and what writes it.

Another format is another row; help and messages list the endings of a table by themselves.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from ridehire_partybuild.compliance import Assessment, Comparison, remediation, repairs
from ridehire_partybuild.errors import InvalidValue, Lang
from ridehire_partybuild.exchange import dumps, guideline_template, work_calendar
from ridehire_partybuild.exchange.plain import write_json
from ridehire_partybuild.exchange.report import (
    annual_page,
    comparison_page,
    digest,
    plan_page,
    to_html,
)
from ridehire_partybuild.guideline import Guideline, Outcome
from ridehire_partybuild.model import Register
from ridehire_partybuild.reporting import AnnualReport
from ridehire_partybuild.scheduling import Plan, shortfalls
from ridehire_partybuild.values import SHANGHAI, ActorRole

from .answers import RefusedError, why_told
from .console import doing
from .words import say, shown

__all__ = [
    "CHANGES",
    "ITEMS",
    "NOTICES",
    "PLANS",
    "REGISTERS",
    "REPORTS",
    "TEMPLATES",
    "YEARS",
    "ending",
    "refuse_outputs",
    "written",
]

Writer = Callable[[Any, str, Lang], None]
"""Writes an object to a path, in a language."""


def _put(path: str, text: str) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 - as the other doors do
        file.write(text.encode())


def _document(obj: object, path: str, _: Lang) -> None:
    _put(path, dumps(obj))


def _findings_sheets(told: Assessment, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange.tables import write_findings  # noqa: PLC0415 - tables alone

    write_findings(told, path, lang=lang)


def _stamp(day: date) -> datetime:
    """Return the day, not the moment: the same is written in the same bytes."""
    return datetime.combine(day, time(), SHANGHAI)


def _oscal(told: Assessment, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange import oscal  # noqa: PLC0415 - for other programs alone

    write_json(oscal.to_oscal(told, stamp=_stamp(told.on), lang=lang), path)


def _poam(told: Assessment, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange import oscal  # noqa: PLC0415 - as above

    failed = (one for one in told.findings if one.verdict.outcome is Outcome.FAILED)
    cures = {one.id: repairs(one, told) for one in failed}
    made = remediation(told, work_calendar(), repairs=cures)
    write_json(oscal.to_poam(made, stamp=_stamp(told.on), lang=lang), path)


def _sarif(told: Assessment, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange import sarif  # noqa: PLC0415 - as above

    write_json(sarif.to_sarif(told, lang=lang), path)


def _sarif_changes(told: Comparison, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange import sarif  # noqa: PLC0415 - as above

    write_json(sarif.to_sarif(told.after, comparison=told, lang=lang), path)


Planned = tuple[Plan, Guideline]
"""A plan, with what its duties come from."""


def _calendar(told: Planned, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange.ical import to_ical  # noqa: PLC0415 - calendars alone

    plan, guideline = told
    _put(path, to_ical(plan, stamp=_stamp(plan.inputs.on), lang=lang, guideline=guideline))


def _plan_page(told: Planned, path: str, lang: Lang) -> None:
    plan, guideline = told
    _put(path, plan_page(plan, guideline, shortfalls=shortfalls(plan, trials=0), lang=lang))


def _plan_sheets(told: Planned, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange.tables import write_plan  # noqa: PLC0415 - tables alone

    plan, guideline = told
    write_plan(plan, path, lang=lang, guideline=guideline)


def _plan_lines(told: Planned, path: str, lang: Lang) -> None:
    plan, guideline = told
    _put(path, digest(plan, lang, guideline=guideline) + "\n")


def _workbook(register: Register, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange.tables import write  # noqa: PLC0415 - tables alone

    write(register, path, lang=lang)


def _empty_workbook(_: None, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange.tables import template  # noqa: PLC0415 - tables alone

    template(path, lang)


REPORTS: Mapping[str, Writer] = {
    ".html": lambda told, path, lang: _put(path, to_html(told, lang=lang)),
    ".xlsx": _findings_sheets,
    ".txt": lambda told, path, lang: _put(path, digest(told, lang) + "\n"),
    ".json": _document,
    ".oscal.json": _oscal,
    ".poam.json": _poam,
    ".sarif": _sarif,
}
"""What an assessment is written as."""

CHANGES: Mapping[str, Writer] = {
    ".html": lambda told, path, lang: _put(path, comparison_page(told, lang=lang)),
    ".txt": lambda told, path, lang: _put(path, digest(told, lang) + "\n"),
    ".sarif": _sarif_changes,
}
"""What a comparison is written as."""

PLANS: Mapping[str, Writer] = {
    ".html": _plan_page,
    ".xlsx": _plan_sheets,
    ".ics": _calendar,
    ".txt": _plan_lines,
    ".json": lambda told, path, lang: _document(told[0], path, lang),
}
"""What a plan is written as."""

REGISTERS: Mapping[str, Writer] = {".json": _document, ".xlsx": _workbook}
"""What a register is written as."""

TEMPLATES: Mapping[str, Writer] = {
    ".xlsx": _empty_workbook,
    ".toml": lambda _, path, __: _put(path, guideline_template()),
}
"""What is there to begin with."""


Year = tuple[AnnualReport, Guideline, Register]
"""A year's report, with what gives its clauses and records their names."""


def _year_page(told: Year, path: str, lang: Lang) -> None:
    report, guideline, register = told
    _put(path, annual_page(report, lang=lang, guideline=guideline, register=register))


def _year_sheets(told: Year, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange.tables import write_annual_report  # noqa: PLC0415

    report, guideline, register = told
    write_annual_report(report, path, lang=lang, guideline=guideline, register=register)


def _year_document(told: Year, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange import docx  # noqa: PLC0415 - documents alone

    report, guideline, register = told
    docx.write_annual_report(report, path, lang=lang, guideline=guideline, register=register)


YEARS: Mapping[str, Writer] = {
    ".html": _year_page,
    ".docx": _year_document,
    ".xlsx": _year_sheets,
    ".json": lambda told, path, lang: _document(told[0], path, lang),
}
"""What the report of a year is written as."""


Items = tuple[Assessment, ActorRole | str]
"""An assessment, with the actor or the role whose items are told."""


def _items(told: Items, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange import docx  # noqa: PLC0415 - documents alone

    docx.write_open_items(*told, path, lang=lang)


def _notice(told: Items, path: str, lang: Lang) -> None:
    from ridehire_partybuild.exchange import docx  # noqa: PLC0415 - as above

    assessment, actor = told
    docx.write_notice(remediation(assessment, work_calendar()), actor, path, lang=lang)


ITEMS: Mapping[str, Writer] = {".docx": _items}
"""What waits for one actor is written as."""

NOTICES: Mapping[str, Writer] = {".docx": _notice}
"""A notice to one actor is written as."""


def ending(path: str) -> str:
    """Return the ending of a path, in small letters.

    >>> ending("结果/2026.HTML"), ending("2026.oscal.json"), ending("2026.poam.json")
    ('.html', '.oscal.json', '.poam.json')
    """
    for two in (".oscal.json", ".poam.json"):
        if path.lower().endswith(two):
            return two
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - pathlib takes time to import


def refuse_outputs(
    paths: Sequence[str], inputs: Sequence[str | None], lang: Lang, *, force: bool
) -> None:
    """Refuse to write over what was read, or over anything without leave.

    Raises:
        RefusedError: the first path that cannot be.
    """
    for number, path in enumerate(paths):
        why = None
        if any(one is not None and _is_same(path, one) for one in inputs):
            why = "refused.same"
        elif any(_is_same(path, one) for one in paths[:number]):
            why = "refused.twice"
        elif os.path.lexists(path) and os.path.isfile(path) and not force:  # noqa: PTH113
            why = "refused.exists"
        elif os.path.isdir(path):  # noqa: PTH112
            why = "os.EISDIR"
        if why is not None:
            told = say("refused.unwritten", lang, name=shown(path), why=say(why, lang))
            raise RefusedError(told)


def _is_same(one: str, other: str) -> bool:
    try:
        if os.path.realpath(one) == os.path.realpath(other):  # though neither may be there yet
            return True
        return os.path.samefile(one, other)  # noqa: PTH121 - pathlib takes time to import
    except (OSError, ValueError):
        return False


def written(obj: Any, paths: Sequence[str], formats: Mapping[str, Writer], lang: Lang) -> list[str]:
    """Write an object to each path; return the lines that say so.

    A file that is there stays as it is until the new one is whole.

    Raises:
        RefusedError: one cannot be written; what was written before it is told beside.
    """
    lines: list[str] = []
    for path in paths:
        name = shown(path)
        try:
            with doing(say("doing.writing", lang, name=name)):
                _in_place(obj, path, formats[ending(path)], lang)
        except OSError as error:
            told = say("refused.unwritten", lang, name=name, why=why_told(error, lang))
            raise RefusedError(told, asides=lines) from None
        except InvalidValue:  # there is nothing that could be written: each problem is told
            raise
        except ValueError as error:  # a text that no cell can hold, its cell named
            told = say("refused.unwritten", lang, name=name, why=shown(str(error)))
            raise RefusedError(told, asides=lines) from None
        lines.append(say("wrote.line", lang, path=name))
    return lines


def _in_place(obj: Any, path: str, write: Writer, lang: Lang) -> None:
    """Write a file beside its place, and put it there once it is whole."""
    import shutil  # noqa: PLC0415 - for what is written alone
    from tempfile import mkdtemp  # noqa: PLC0415

    if os.path.lexists(path) and not os.path.isfile(path):  # noqa: PTH113 - a device has no beside
        write(obj, path, lang)
        return
    place = os.path.realpath(path)
    folder, name = os.path.split(place)
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - pathlib takes time to import
    beside = mkdtemp(prefix=".part-", dir=folder)
    try:
        whole = os.path.join(beside, name)  # noqa: PTH118
        write(obj, whole, lang)
        if os.path.isfile(place):  # noqa: PTH113
            shutil.copymode(place, whole)
        os.replace(whole, place)  # noqa: PTH105
    finally:
        shutil.rmtree(beside, ignore_errors=True)
