"""From a register file to findings, a plan and a calendar.

Run ``python examples/first_check.py`` for Chinese, with ``--lang en`` for English. It reads the
illustrative city beside it and writes ``out/plan.ics`` for calendars, ``out/assessment.json`` for
programs, ``out/findings.html`` to print and ``out/findings.xlsx`` to filter.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from ridehire_partybuild import (
    SHANGHAI,
    Actor,
    Assessment,
    Branch,
    Finding,
    Host,
    Lang,
    Outcome,
    Period,
    Plan,
    Register,
    ScoreSystem,
    Station,
    assess,
    dump,
    duties,
    explain,
    load,
    plan,
    reference_guideline,
    render,
    work_calendar,
)
from ridehire_partybuild.exchange.ical import to_ical
from ridehire_partybuild.exchange.report import to_html
from ridehire_partybuild.exchange.tables import write_findings

HERE = Path(__file__).parent
ON = date(2026, 1, 15)
HALF_YEAR = Period.parse("2026-H1").span
STAMP = datetime(2026, 1, 15, 9, 0, tzinfo=SHANGHAI)

MARKS = {
    Outcome.PASSED: "+",
    Outcome.FAILED: "x",
    Outcome.CANT_TELL: "?",
    Outcome.INAPPLICABLE: "-",
}

WORDS: dict[str, dict[Lang, str]] = {
    "illustrative": {
        "zh": "示例数据，阵地和单位均为虚构。",
        "en": "Illustrative data: no station or body here is real.",
    },
    "legend": {
        "zh": "+ 符合  x 不符合  ? 无法判定  - 不适用；［可］不计分",
        "en": "+ passed  x failed  ? cannot tell  - not applicable; a [may] is not scored",
    },
    "on": {"zh": "核查日期：{on}", "en": "Checked as of {on}"},
    "score": {
        "zh": "得分 {score}（计入 {counted} 项）",
        "en": "score {score} (findings that count: {counted})",
    },
    "city": {
        "zh": "全市得分区间（全部对象合计，各组平均）：{score}；豁免后：{after}",
        "en": "The city's score (all subjects, mean of groups): {score}; after waivers: {after}",
    },
    "expected": {"zh": "要求：{text}", "en": "expected: {text}"},
    "remedy": {"zh": "整改：{text}", "en": "remedy: {text}"},
    "actual": {"zh": "实际：{text}", "en": "actual: {text}"},
    "missing": {"zh": "尚需查明：{text}", "en": "to be found out: {text}"},
    "duties": {"zh": "2026 年上半年的任务", "en": "Duties of the first half of 2026"},
    "often": {"zh": "每{per} {times} 次", "en": "{times} in each {per}"},
    "later": {"zh": "周期在此期间之后才结束", "en": "its period ends after these months"},
    "plan": {"zh": "计划（{count} 场）", "en": "The plan ({count} sessions)"},
    "unplaced": {
        "zh": "未能安排（{count} 场）及其候选时段受阻的原因",
        "en": "Could not be placed ({count} sessions), and what blocked the slots",
    },
    "owner": {"zh": "责任方：{name}", "en": "for {name}"},
    "place": {"zh": "地点：{name}", "en": "at {name}"},
    "host": {"zh": "承办：{name}", "en": "held by {name}"},
    "slots": {"zh": "{rule} {count} 个时段", "en": "{rule}: {count}"},
    "wrote": {"zh": "已写入 {path}", "en": "Wrote {path}"},
}


def say(word: str, lang: Lang, **params: object) -> str:
    """Return a phrase of this script."""
    return WORDS[word][lang].format_map(params)


def name_of(register: Register, record_id: str) -> str:
    """Return the name of a station, branch, actor or host; of a city, its code."""
    record = register.get(record_id) if record_id in register else None
    if isinstance(record, Host):
        return record.party.name
    return record.name if isinstance(record, Station | Branch | Actor) else record_id


def finding_lines(findings: Iterable[Finding], told: Assessment, lang: Lang) -> Iterator[str]:
    """Yield the findings of one subject: what failed in full, what is open, the rest in a line."""
    short: dict[Outcome, list[str]] = {Outcome.PASSED: [], Outcome.INAPPLICABLE: []}
    then = render("join.then", lang)
    for finding in findings:
        text = explain(finding, told, lang)
        outcome = finding.verdict.outcome
        if outcome in short:
            short[outcome].append(f"{text.clause} {text.title}")
            continue
        yield f"  {MARKS[outcome]} {text.clause} [{text.modality}] {text.title} | {text.outcome}"
        if outcome is Outcome.CANT_TELL:
            yield f"      {say('missing', lang, text=then.join(text.missing))}"
            continue
        yield f"      {say('expected', lang, text=text.expected)}"
        yield f"      {say('actual', lang, text=then.join(text.actual))}"
        yield f"      {say('remedy', lang, text=text.remedy)}"
        if text.waiver:
            yield f"      {text.waiver.strip()}"
    for outcome, named in short.items():
        if named:
            listed = render("join.list", lang).join(named)
            yield f"  {MARKS[outcome]} {outcome.label(lang)} | {listed}"


def assessment_lines(told: Assessment, lang: Lang) -> Iterator[str]:
    """Yield every subject with its findings, then the city's score."""
    yield told.guideline.title.in_(lang)
    yield told.guideline.notice.in_(lang)
    yield say("illustrative", lang)
    yield say("on", lang, on=told.on)
    yield say("legend", lang)
    for kind, subject in told.register.subjects:
        record = told.register.of(subject).record
        name = record.name if record is not None else told.register.cities[0].name(told.on)
        score = told.score(ScoreSystem.DEFAULT, subject)
        yield ""
        yield f"== {kind.label(lang)} {subject} {name}"
        yield "   " + say("score", lang, score=score, counted=score.counted)
        yield from finding_lines(told.of(subject), told, lang)
    yield ""
    yield say("city", lang, score=told.score(), after=told.score_after_waivers())


def plan_lines(planned: Plan, lang: Lang) -> Iterator[str]:
    """Yield the duties, the sessions placed, and what could not be placed and why."""
    yield ""
    yield f"== {say('duties', lang)}"
    register = planned.inputs.register
    by_id = {duty.id: duty for duty in planned.inputs.duties}
    for duty in planned.inputs.duties:
        often = say("often", lang, times=duty.cadence.times, per=duty.cadence.per.label(lang))
        owner = name_of(register, duty.subject)
        yield f"  {owner} | {duty.kind.label(lang)} | {often}"
        states = [
            f"{entry.period} {entry.state.label(lang)}"
            for entry in planned.ledger
            if entry.duty == duty.id
        ]
        yield f"      {render('join.list', lang).join(states) or say('later', lang)}"
    yield ""
    yield f"== {say('plan', lang, count=len(planned.sessions))}"
    for session in sorted(planned.sessions, key=lambda one: (one.start, one.id)):
        when = f"{session.start:%Y-%m-%d %H:%M}-{session.end:%H:%M}"
        told = [f"{when} {session.kind.label(lang)}"]
        if session.duty is not None:
            told.append(say("owner", lang, name=name_of(register, by_id[session.duty].subject)))
        if session.station is not None:
            told.append(say("place", lang, name=name_of(register, session.station)))
        if session.host is not None:
            told.append(say("host", lang, name=name_of(register, session.host)))
        yield "  " + " | ".join(told)
    yield ""
    yield f"== {say('unplaced', lang, count=len(planned.unplaced))}"
    for gap in planned.unplaced:
        duty = by_id[gap.duty]
        why = render("join.then", lang).join(
            say("slots", lang, rule=one.rule.label(lang), count=one.count) for one in gap.blocked
        )
        owed = f"{gap.period} {duty.kind.label(lang)}"
        yield f"  {owed} | {name_of(register, duty.subject)} | {why}"


def main() -> None:
    """Run the whole way and write the four files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--out", type=Path, default=Path("out"))
    options = parser.parse_args()
    lang: Lang = options.lang
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]

    register = load(HERE / "data" / "dongying.json", Register)
    guideline = reference_guideline()
    told = assess(register, guideline, ON)
    print("\n".join(assessment_lines(told, lang)))

    owed = duties(guideline, register, HALF_YEAR)
    planned = plan(owed, register, work_calendar(), HALF_YEAR, on=ON)
    print("\n".join(plan_lines(planned, lang)))

    options.out.mkdir(parents=True, exist_ok=True)
    calendar = options.out / "plan.ics"
    events = to_ical(planned, stamp=STAMP, lang=lang, guideline=guideline)
    calendar.write_bytes(events.encode())
    document = options.out / "assessment.json"
    dump(told, document)
    page, workbook = options.out / "findings.html", options.out / "findings.xlsx"
    page.write_text(to_html(told, lang=lang), encoding="utf-8")
    write_findings(told, workbook, lang=lang)
    print()
    for path in (calendar, document, page, workbook):
        print(say("wrote", lang, path=path.as_posix()))


if __name__ == "__main__":
    main()
