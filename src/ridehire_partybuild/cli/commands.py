"""The seven commands: each reads, does one thing of the library's, and answers."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ridehire_partybuild.compliance import (
    Assessment,
    Comparison,
    Finding,
    assess,
    compare,
    is_due,
)
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.exchange.report.told_comparison import came_due
from ridehire_partybuild.guideline import (
    Guideline,
    Held,
    Outcome,
    judged_check,
    lint,
    resolve,
    walked,
)
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.model.naming import joined
from ridehire_partybuild.reporting import annual_report
from ridehire_partybuild.scheduling import duties, plan
from ridehire_partybuild.values import ActorRole, Modality, Span

from .answers import DONE, FINDINGS, Answer, RefusedError, as_data
from .comparing import comparison_data, comparison_lines
from .console import doing
from .formats import (
    CHANGES,
    ITEMS,
    NOTICES,
    PLANS,
    REGISTERS,
    REPORTS,
    TEMPLATES,
    YEARS,
    ending,
    refuse_outputs,
    written,
)
from .inputs import read_guideline, read_profile, read_register, read_table
from .telling import assessment_data, assessment_lines, plan_data, plan_lines
from .words import say, shown

__all__ = ["COMMANDS"]


def _refuse_outputs(options: Namespace, lang: Lang) -> None:
    """Refuse outputs before anything is read: long work shall not end in a refusal."""
    names = ("table", "register", "against", "guideline", "profile")
    inputs = [getattr(options, name, None) for name in names]
    outs: list[str] = [*options.out, *filter(None, [getattr(options, "marked", None)])]
    refuse_outputs(outs, inputs, lang, force=options.force)


def import_(options: Namespace, lang: Lang) -> Answer:
    """Read an office's own table into a register document; tell what a person should confirm."""
    _refuse_outputs(options, lang)
    reading = read_table(options, lang)
    name = shown(options.table)
    if reading.register is None:
        line = say("refused.problems", lang, name=name, count=len(reading.problems))
        raise RefusedError(line, reading.problems, _marked(options, reading.problems, lang))
    wrote = written(reading.register, options.out, REGISTERS, lang)
    counted = {one: len(getattr(reading.register, one)) for one in COLLECTIONS}
    asides = [f"  {note.text(lang)}" for note in reading.notes]
    if asides:
        asides.insert(0, say("import.notes", lang, count=len(asides)))
    asides += [_unread(one, lang) for one in reading.unmapped]
    return Answer(
        lines=(say("import.counts", lang, name=name, counts=_counts(counted, lang)), *wrote),
        data={
            "counts": {one: count for one, count in counted.items() if count},
            "notes": [as_data(note, lang) for note in reading.notes],
            "unmapped": [
                {"sheet": one.sheet, "column": one.column, "header": one.header}
                for one in reading.unmapped
            ],
            "wrote": list(options.out),
        },
        asides=asides,
    )


def _marked(options: Namespace, problems: Sequence[Any], lang: Lang) -> Iterator[str]:
    if options.marked is None:
        return

    def annotated(_: object, path: str, lang: Lang) -> None:
        from ridehire_partybuild.exchange.tables import annotate  # noqa: PLC0415 - tables alone

        annotate(options.table, problems, path, lang=lang)

    try:
        written(None, [options.marked], dict.fromkeys((".xlsx", ".csv"), annotated), lang)
    except RefusedError as error:  # what is wrong with the table is told all the same
        yield error.line
        return
    yield say("wrote.marked", lang, path=shown(options.marked))


def _counts(counted: Mapping[str, int], lang: Lang) -> str:
    told = (
        say("import.count", lang, what=render(f"kind.{one}", lang, "problems"), count=count)
        for one, count in counted.items()
        if count
    )
    return joined(told, lang) or say("import.nothing", lang)


def _unread(one: Any, lang: Lang) -> str:
    sheet = "" if one.sheet is None else one.sheet
    if one.column is None:
        what = say("import.sheet", lang, sheet=sheet)
    else:
        header = one.header or ""
        what = say("import.column", lang, sheet=sheet, column=one.column, header=header)
    return say("import.unmapped", lang, what=what.strip())


def _assessed(options: Namespace, lang: Lang) -> tuple[Assessment, tuple[str, ...]]:
    guideline = read_guideline(options.guideline, lang)
    profile = read_profile(options.profile, guideline, lang)
    read = read_register(options, lang)
    known = getattr(options, "known", None)
    with doing(say("doing.checking", lang)):
        told = assess(read.register, guideline, options.on, known=known, profile=profile)
    return told, read.asides


def check(options: Namespace, lang: Lang) -> Answer:
    """Check a register: what is to be mended, what cannot be told."""
    told, asides = _assessed(options, lang)
    return Answer(
        code=FINDINGS if any(_is_left(one, told, options) for one in told.findings) else DONE,
        lines=assessment_lines(told, lang) if options.format == "text" else (),
        data=assessment_data(told, lang) if options.format == "json" else {},
        asides=asides,
    )


def _is_left(one: Finding, told: Assessment, options: Namespace) -> bool:
    """Tell whether a finding is for somebody to act on."""
    is_open = options.strict and one.verdict.outcome is Outcome.CANT_TELL
    return is_open or is_due(one, told)


def report(options: Namespace, lang: Lang) -> Answer:
    """Write the findings as files, what waits for one actor, or the report of a year."""
    _refuse_outputs(options, lang)
    if options.notice and options.actor is None:
        raise RefusedError(say("usage.notice", lang))
    if options.actor is not None and options.year is not None:
        raise RefusedError(say("usage.either", lang))
    if options.year is not None:
        _refuse_endings(options, YEARS, lang)
        return _report_of_year(options, lang)
    formats = REPORTS if options.actor is None else NOTICES if options.notice else ITEMS
    _refuse_endings(options, formats, lang)
    told, asides = _assessed(options, lang)
    whole = told if options.actor is None else (told, _actor(options.actor, told, lang))
    wrote = written(whole, options.out, formats, lang)
    # who only sees this line sees what it is that was written
    return Answer(
        lines=(*wrote, told.tailored.notice.in_(lang)),
        data={"wrote": list(options.out), "notice": told.tailored.notice.in_(lang)},
        asides=asides,
    )


def _actor(word: str, told: Assessment, lang: Lang) -> ActorRole | str:
    """Return the role of that name, or the id of an actor on record.

    Raises:
        RefusedError: there is neither.
    """
    roles = {one.value: one for one in ActorRole}
    actors = [str(one.id) for one in told.register.actors]
    if word in roles or word in actors:
        return roles.get(word, word)
    names = joined([*roles, *actors], lang)
    raise RefusedError(say("refused.actor", lang, value=shown(repr(word)), names=shown(names)))


def _refuse_endings(options: Namespace, formats: Iterable[str], lang: Lang) -> None:
    for path in options.out:
        if ending(path) not in formats:
            endings = joined(formats, lang)
            told = say("usage.ending", lang, value=shown(repr(path)), endings=endings)
            raise RefusedError(told)


def _report_of_year(options: Namespace, lang: Lang) -> Answer:
    if options.on.year < options.year:
        raise RefusedError(say("usage.coming", lang, year=options.year, on=options.on))
    guideline = read_guideline(options.guideline, lang)
    profile = read_profile(options.profile, guideline, lang)
    read = read_register(options, lang)
    with doing(say("doing.reporting", lang)):
        made = annual_report(
            read.register, guideline, work_calendar(), options.year, profile=profile, on=options.on
        )
    wrote = written((made, guideline, read.register), options.out, YEARS, lang)
    notice = made.notice.in_(lang)
    return Answer(
        lines=(*wrote, notice),
        data={"wrote": list(options.out), "notice": notice},
        asides=read.asides,
    )


def plan_(options: Namespace, lang: Lang) -> Answer:
    """Plan a span of days."""
    _refuse_outputs(options, lang)
    untailored = read_guideline(options.guideline, lang)
    guideline = resolve(read_profile(options.profile, untailored, lang), untailored)
    read = read_register(options, lang)
    with doing(say("doing.planning", lang)):
        made = plan(
            duties(guideline, read.register, options.span),
            read.register,
            work_calendar(),
            options.span,
            on=options.on,
            seed=options.seed,
            moves=options.moves,
        )
        is_text = options.format == "text"
        lines = tuple(plan_lines(made, guideline, lang)) if is_text else ()
    wrote = written((made, guideline), options.out, PLANS, lang)
    return Answer(
        code=FINDINGS if made.unplaced else DONE,
        lines=(*lines, *wrote),
        data={} if is_text else {**plan_data(made, guideline, lang), "wrote": list(options.out)},
        asides=(*read.asides, *_later(guideline, options.span, lang)),
    )


def _later(guideline: Guideline, span: Span, lang: Lang) -> Iterator[str]:
    """Yield from when on rules ask for frequencies that those of the first day do not."""
    asked = _frequencies(guideline, span.start)
    turns = guideline.turns_in(span)
    days = [str(day) for day in turns if _frequencies(guideline, day) - asked]
    if days:
        yield say("plan.turns", lang, start=span.start, days=joined(days, lang))


def _frequencies(guideline: Guideline, on: date) -> set[tuple[object, ...]]:
    return {
        (one.subject, part.held, part.times, part.per)
        for one in guideline.in_force(on).requirements
        if one.modality is not Modality.MAY
        for _, _, part in walked(judged_check(one))
        if isinstance(part, Held)
    }


def compare_(options: Namespace, lang: Lang) -> Answer:
    """Tell what changed since another day, against another register, or both, and why."""
    if options.since is None and options.against is None:
        raise RefusedError(say("compare.nothing", lang))
    if options.since is not None and options.since > options.on:
        raise RefusedError(say("compare.backwards", lang, since=options.since, on=options.on))
    _refuse_outputs(options, lang)
    told, asides = _compared(options, lang)
    is_text = options.format == "text"
    lines = tuple(comparison_lines(told, lang)) if is_text else ()
    wrote = written(told, options.out, CHANGES, lang)
    return Answer(
        code=FINDINGS if came_due(told) else DONE,
        lines=(*lines, *wrote),
        data={} if is_text else {**comparison_data(told, lang), "wrote": list(options.out)},
        asides=asides,
    )


def _compared(options: Namespace, lang: Lang) -> tuple[Comparison, tuple[str, ...]]:
    guideline = read_guideline(options.guideline, lang)
    profile = read_profile(options.profile, guideline, lang)
    after = before = read_register(options, lang)
    asides = after.asides
    if options.against is not None:
        day = options.recorded_on if options.since is None else options.since
        other = {"register": options.against, "recorded_on": day}
        before = read_register(Namespace(**{**vars(options), **other}), lang)
        asides += before.asides
    days = ((before, options.since or options.on), (after, options.on))
    with doing(say("doing.comparing", lang)):
        sides = [assess(read.register, guideline, on, profile=profile) for read, on in days]
        return compare(*sides), asides


def lint_(options: Namespace, lang: Lang) -> Answer:
    """Look for what is odd about a guideline file."""
    guideline = read_guideline(options.file, lang)
    with doing(say("doing.linting", lang)):
        found = lint(guideline)
    name, count = shown(options.file), len(guideline.requirements)
    head = say("lint.found" if found else "lint.none", lang, name=name, count=count, odd=len(found))
    told = [{"code": one.code, "path": one.path, "text": one.text(lang)} for one in found]
    return Answer(
        code=FINDINGS if found else DONE,
        lines=(head, *(f"  {one.text(lang)}" for one in found)),
        data={"requirements": count, "odd": told},
    )


def template(options: Namespace, lang: Lang) -> Answer:
    """Write an empty workbook, or the guideline to fill in."""
    _refuse_outputs(options, lang)
    wrote = written(None, options.out, TEMPLATES, lang)
    return Answer(lines=wrote, data={"wrote": list(options.out)})


COMMANDS: Mapping[str, Callable[[Namespace, Lang], Answer]] = {
    "import": import_,
    "check": check,
    "plan": plan_,
    "report": report,
    "compare": compare_,
    "lint": lint_,
    "template": template,
}
"""What a command does, by its name."""
