"""A year of the example city: its plan, what cannot be placed, and what a new notice changes.

Run ``python examples/plan_the_year.py`` for Chinese, with ``--lang en`` for English. It reads the
illustrative city beside it and writes nothing.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import attrs

from ridehire_partybuild import (
    ActivityKind,
    HolidayYear,
    Lang,
    LedgerState,
    Notice,
    Plan,
    Register,
    Session,
    Span,
    WorkCalendar,
    analysis,
    diff,
    duties,
    explain_notice,
    explain_plan_change,
    explain_recommendation,
    explain_score,
    explain_shortfall,
    explain_span,
    load,
    plan,
    rebase,
    recommend,
    reference_guideline,
    render,
    replan,
    shortfalls,
    work_calendar,
)

HERE = Path(__file__).parent
ON = date(2026, 1, 15)
YEAR = Span.parse("2026-01-01/2026-12-31")
THIRTEEN_MONTHS = Span.parse("2026-01-01/2027-01-31")

WORDS: dict[str, dict[Lang, str]] = {
    "title": {
        "zh": "2026 年活动计划（{on} 编制）",
        "en": "Plan of activities for 2026 (made on {on})",
    },
    "illustrative": {
        "zh": "示例数据，阵地和单位均为虚构。",
        "en": "Illustrative data: no station or body here is real.",
    },
    "month": {"zh": "{month}（{count} 场）", "en": "{month} (sessions: {count})"},
    "owner": {"zh": "责任方：{name}", "en": "for {name}"},
    "place": {"zh": "地点：{name}", "en": "at {name}"},
    "host": {"zh": "承办：{name}", "en": "held by {name}"},
    "ledger": {"zh": "任务台账", "en": "The ledger of duties"},
    "ledger_count": {
        "zh": "各周期任务 {count} 项：{states}",
        "en": "Periods of duties: {count}. {states}",
    },
    "state": {"zh": "{state} {count} 项", "en": "{state}: {count}"},
    "score": {"zh": "得分说明", "en": "The score explained"},
    "short": {"zh": "无法安排的活动与可行办法", "en": "What cannot be held, and what would help"},
    "other": {
        "zh": "如需改期，“{session}，{when}”可改到：",
        "en": "Other times for {session}, {when}:",
    },
    "rebase": {
        "zh": "假设放假通知有变：{days} 改为放假，{worked} 不再上班（仅为演示）",
        "en": "Suppose the notice changes: {days} are off, and nobody works on {worked} (invented)",
    },
    "touched": {
        "zh": "{count} 场有变，其余 {left} 场不动。",
        "en": "Changed: {count}. As before: {left}.",
    },
    "day_off": {
        "zh": "假设{host}于 {day} 不能到场：各方收到的通知",
        "en": "Suppose {host} cannot come on {day}: who is told what",
    },
    "next": {
        "zh": "排到 2027 年 1 月：放假通知未出，所依据的日期只是推定",
        "en": "On into January 2027, before there is a notice: days that are only assumed",
    },
    "certain": {
        "zh": "{count} 场所在日期已有通知，{open} 场待通知发布后核定：",
        "en": "Days ruled by a notice: {count}. Days to be ruled yet: {open}.",
    },
}


def say(word: str, lang: Lang, **params: object) -> str:
    """Return a phrase of this script."""
    return WORDS[word][lang].format_map(params)


def name_of(register: Register, record_id: str) -> str:
    """Return the name of a station, branch, actor or host."""
    record = register.get(record_id)
    party = getattr(record, "party", None)
    return str(party.name if party is not None else getattr(record, "name", record_id))


def when_of(session: Session, lang: Lang) -> str:
    """Return the day with its weekday, and the hours."""
    weekday = render(f"weekday.{session.start.isoweekday()}", lang)
    times = {"start": f"{session.start:%H:%M}", "end": f"{session.end:%H:%M}"}
    return render("planned.when", lang, day=str(session.day), weekday=weekday, **times)


def line_of(session: Session, made: Plan, lang: Lang) -> str:
    """Return a session in a line: when, what, whose, where, held by whom."""
    register = made.inputs.register
    owners: dict[str, str] = {duty.id: duty.subject for duty in made.inputs.duties}
    told = [f"{when_of(session, lang)} {session.kind.label(lang)}"]
    if session.duty is not None:
        told.append(say("owner", lang, name=name_of(register, owners[session.duty])))
    if session.station is not None and session.station != owners.get(session.duty or ""):
        told.append(say("place", lang, name=name_of(register, session.station)))
    if session.host is not None:
        told.append(say("host", lang, name=name_of(register, session.host)))
    return "  " + " | ".join(told)


def by_time(made: Plan) -> list[Session]:
    """Return the sessions of a plan in order of time."""
    return sorted(made.sessions, key=lambda one: (one.start, one.id))


def month_lines(made: Plan, lang: Lang) -> Iterator[str]:
    """Yield the plan month by month."""
    for (year, month), of in groupby(by_time(made), lambda one: (one.day.year, one.day.month)):
        sessions = list(of)
        named = render("planned.month", lang, year=year, name=render(f"month.{month}", lang))
        yield ""
        yield f"== {say('month', lang, month=named, count=len(sessions))}"
        yield from (line_of(one, made, lang) for one in sessions)


def ledger_lines(made: Plan, lang: Lang) -> Iterator[str]:
    """Yield how many periods of duties stand how, and those that are not simply planned."""
    yield ""
    yield f"== {say('ledger', lang)}"
    counts = Counter(entry.state for entry in made.ledger)
    states = render("join.list", lang).join(
        say("state", lang, state=state.label(lang), count=counts[state])
        for state in LedgerState
        if counts[state]
    )
    yield "  " + say("ledger_count", lang, count=len(made.ledger), states=states)
    known = {duty.id: duty for duty in made.inputs.duties}
    for entry in made.ledger:
        if entry.state is not LedgerState.PLANNED:
            duty = known[entry.duty]
            owner = name_of(made.inputs.register, duty.subject)
            kind, state = duty.kind.label(lang), entry.state.label(lang)
            yield f"  {explain_span(entry.period.span, lang)} {owner} | {kind} | {state}"


def shortfall_lines(made: Plan, lang: Lang) -> Iterator[str]:
    """Yield what cannot be held, with what would help, and other times for one session."""
    yield ""
    yield f"== {say('short', lang)}"
    for one in shortfalls(made, trials=6):
        yield f"  {explain_shortfall(one, made.inputs, lang)}"
    clinic = next(one for one in by_time(made) if one.kind == ActivityKind.LEGAL_CLINIC)
    yield ""
    yield say("other", lang, session=clinic.kind.label(lang), when=when_of(clinic, lang))
    for other in recommend(clinic, made):
        yield f"  {explain_recommendation(other, made.inputs.register, lang)}"


def another_notice(made: Plan) -> tuple[WorkCalendar, tuple[date, ...], tuple[date, ...]]:
    """Return the calendar by an invented notice: two days more are off, one is worked no more."""
    years = {one.year: one for one in made.inputs.calendar.years}
    old = years[2026]
    off = (date(2026, 3, 10), date(2026, 3, 11))
    worked = old.makeup_workdays[-1:]
    notice = Notice(title="示例：变更后的通知", published="2026-02", href="https://example.org")
    new: HolidayYear = attrs.evolve(
        old,
        notice=notice,
        bridge_days_off=(*old.bridge_days_off, *off),
        makeup_workdays=old.makeup_workdays[:-1],
    )
    return WorkCalendar(years=tuple((years | {2026: new}).values())), off, worked


def change_lines(made: Plan, lang: Lang) -> Iterator[str]:
    """Yield what an invented notice, and a host's day off, change in the plan."""
    register, listed = made.inputs.register, render("join.list", lang)
    calendar, off, worked = another_notice(made)
    days = {"days": listed.join(map(str, off)), "worked": listed.join(map(str, worked))}
    yield ""
    yield f"== {say('rebase', lang, **days)}"
    rebased = rebase(made, calendar)
    changes = diff(made, rebased)
    yield "  " + say("touched", lang, count=len(changes), left=len(made.sessions) - len(changes))
    yield from (f"  {explain_plan_change(one, register, lang)}" for one in changes)

    clinic = next(one for one in by_time(made) if one.kind == ActivityKind.LEGAL_CLINIC)
    lawyer = next(one for one in register.hosts if one.id == clinic.host)
    away = attrs.evolve(lawyer, days_off=(*lawyer.days_off, clinic.day))
    yield ""
    yield f"== {say('day_off', lang, host=lawyer.party.name, day=clinic.day)}"
    again = replan(made, register=register.with_(away))
    for notice in again.notices:
        yield from (f"  {line}" for line in explain_notice(notice, register, lang).splitlines())


def next_year_lines(lang: Lang, register: Register) -> Iterator[str]:
    """Yield which sessions of thirteen months rest on days that no notice has ruled."""
    owed = duties(reference_guideline(), register, THIRTEEN_MONTHS)
    made = plan(owed, register, work_calendar(), THIRTEEN_MONTHS, on=ON)
    uncertain = set(made.uncertain)
    by_time = sorted(made.sessions, key=lambda one: (one.start, one.id))
    assumed = [one for one in by_time if one.id in uncertain]
    yield ""
    yield f"== {say('next', lang)}"
    certain = len(made.sessions) - len(assumed)
    yield "  " + say("certain", lang, count=certain, open=len(assumed))
    yield from (
        f"  {line_of(one, made, lang)}" for one in sorted(assumed, key=lambda one: one.start)
    )


def lines(register: Register, lang: Lang) -> Iterator[str]:
    """Yield the whole page."""
    owed = duties(reference_guideline(), register, YEAR)
    made = plan(owed, register, work_calendar(), YEAR, on=ON)
    yield say("title", lang, on=ON)
    yield say("illustrative", lang)
    yield from month_lines(made, lang)
    yield from ledger_lines(made, lang)
    yield ""
    yield f"== {say('score', lang)}"
    yield from (f"  {line}" for line in explain_score(analysis(made), made, lang).splitlines())
    yield from shortfall_lines(made, lang)
    yield from change_lines(made, lang)
    yield from next_year_lines(lang, register)


def main() -> None:
    """Print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    register = load(HERE / "data" / "dongying.json", Register)
    for line in lines(register, options.lang):
        print(line)


if __name__ == "__main__":
    main()
