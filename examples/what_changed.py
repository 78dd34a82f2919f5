"""What changed since another day and why, and what will change by itself.

Run ``python examples/what_changed.py`` for Chinese, with ``--lang en`` for English, after
``where_we_stand.py``; it reads the same illustrative city. Whatever it prints is a reference
reading, never the guideline's own text.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import attrs

from ridehire_partybuild import (
    Actor,
    Assessment,
    Branch,
    Cause,
    CauseKind,
    ComparedFinding,
    Finding,
    Guideline,
    Lang,
    Outcome,
    Period,
    Posting,
    Region,
    Register,
    Station,
    Tier,
    assess,
    audit_waivers,
    compare,
    explain_cause,
    explain_change,
    explain_remark,
    forecast,
    load,
    reference_guideline,
    render,
)

HERE = Path(__file__).parent
ON, LAST_YEAR, MID_YEAR = date(2026, 1, 15), date(2025, 12, 31), date(2026, 6, 30)
HALF_YEAR = Period.parse("2026-H1").span
THIRD, SIXTH = "370505-01", "370502-02"

WORDS: dict[str, dict[Lang, str]] = {
    "on": {
        "zh": "示例数据，阵地和单位均为虚构。",
        "en": "Illustrative data: no station or body here is real.",
    },
    "compare": {
        "zh": "一、与上年末相比：{before} → {after}，变化 {changes} 项，未变 {same} 项",
        "en": "1. Since the end of last year: {before} → {after}, {changes} changes, "
        "{same} unchanged",
    },
    "assumed": {
        "zh": "为演示而假定：{name} 于 2026-04-01 启用；"
        "{other} 于 2026-05-20 补登上墙内容和地图信息。",
        "en": "Assumed for the demonstration: {name} opened on 2026-04-01; {other} recorded on "
        "2026-05-20 what is posted and that it is on the map.",
    },
    "sixth": {"zh": "示例六号司机驿站", "en": "示例六号司机驿站"},
    "kind": {"zh": "【{kind}】{count} 项", "en": "[{kind}] {count}"},
    "because": {"zh": "原因：{text}", "en": "cause: {text}"},
    "became": {"zh": "{subject}：{before} → {after}", "en": "{subject}: {before} → {after}"},
    "new": {
        "zh": "新增核查 {count} 项：{outcomes}",
        "en": "{count} judged for the first time: {outcomes}",
    },
    "counted": {"zh": "{outcome} {count}", "en": "{outcome} {count}"},
    "both": {
        "zh": "新纳入评定或已启用，并且这些条款是 2026 年才实施的",
        "en": "it came on record or opened, and these rules took effect only in 2026",
    },
    "idle": {
        "zh": "新实施而暂无适用对象的：{rules}",
        "en": "in force now, but with nobody yet to whom it applies: {rules}",
    },
    "forecast": {
        "zh": "二、照现有资料，2026 年上半年会自行变化的（{count} 项）",
        "en": "2. What will change by itself in the first half of 2026, with nothing new on record "
        "({count})",
    },
    "waivers": {"zh": "三、豁免是否还站得住", "en": "3. Whether the waivers still hold"},
    "waiver_day": {"zh": "{day}：{text}", "en": "{day}: {text}"},
    "sound": {"zh": "没有问题", "en": "nothing to remark"},
}


def say(word: str, lang: Lang, **params: object) -> str:
    """Return a phrase of this script."""
    return WORDS[word][lang].format_map(params)


def name_of(register: Register, record_id: str) -> str:
    """Return the id of a subject with its name; of a city, its name."""
    record = register.get(record_id) if record_id in register else None
    if isinstance(record, Station | Branch | Actor):
        return f"{record_id} {record.name}"
    return next(one.name(ON) or record_id for one in register.cities if str(one) == record_id)


def listed(texts: Iterable[str], lang: Lang, join: str = "join.list") -> str:
    """Join texts as the language does."""
    return render(join, lang).join(texts)


def half_a_year_later(register: Register) -> Register:
    """Return the register as it might be in the middle of the year: an assumption, told as such."""
    third = register.get(THIRD)
    if not isinstance(third, Station):
        raise TypeError(third)
    posted = (Posting.COMPLAINT_LINE, Posting.OPENING_HOURS, Posting.SERVICE_LIST)
    sixth = attrs.evolve(
        third, id=SIXTH, name=say("sixth", "zh"), region=Region("370502"), tier=Tier.BASIC,
        head=None, opened_on=date(2026, 4, 1), recorded_on=date(2026, 4, 1),
        records_since=date(2026, 4, 1),
    )  # fmt: skip
    mended = attrs.evolve(third, postings=posted, on_map=True, recorded_on=date(2026, 5, 20))
    return register.with_(mended, sixth)


def compare_lines(before: Assessment, after: Assessment, lang: Lang) -> Iterator[str]:
    """Yield what changed between two days, by its cause; equal causes are told once."""
    changed = compare(before, after)
    changes = changed.changes
    same = len(changed.findings) - len(changes)
    days = {"before": before.on, "after": after.on}
    yield f"== {say('compare', lang, changes=len(changes), same=same, **days)}"
    names = {"name": name_of(after.register, SIXTH), "other": name_of(after.register, THIRD)}
    yield "  " + say("assumed", lang, **names)
    by_kind: dict[CauseKind, list[ComparedFinding]] = defaultdict(list)
    for one in changes:
        if one.cause is None:
            yield f"    {explain_change(one, lang)}"  # only its waiver is another
        else:
            by_kind[one.cause.kind].append(one)
    for kind in CauseKind:
        if by_kind[kind]:
            yield "  " + say("kind", lang, kind=kind.label(lang), count=len(by_kind[kind]))
            yield from _by_cause(by_kind[kind], after.register, lang)


def _by_cause(changes: Iterable[ComparedFinding], register: Register, lang: Lang) -> Iterator[str]:
    """Yield each cause once, and under it what became of whom."""
    groups: dict[tuple[str, str], list[ComparedFinding]] = defaultdict(list)
    for one in changes:
        if one.cause is not None:
            groups[_heading(one, register, lang), _because(one.cause, lang)].append(one)
    idle = []
    for (heading, told), group in groups.items():
        after = [one.after.verdict.outcome for one in group if one.after is not None]
        new = [one for one in group if one.before is None]
        if len(new) == len(group) and set(after) == {Outcome.INAPPLICABLE}:
            idle.append(heading)
            continue
        yield f"    {heading}"
        if new:
            counted = _counted((one.after for one in new), lang)
            yield f"      {say('new', lang, count=len(new), outcomes=counted)}"
        for one in group:
            if one.before is not None:
                ends = {"before": _outcome(one.before, lang), "after": _outcome(one.after, lang)}
                subject = name_of(register, one.subject)
                yield f"      {say('became', lang, subject=subject, **ends)}"
        yield f"      {say('because', lang, text=told)}"
    if idle:
        yield "    " + say("idle", lang, rules=listed(idle, lang))


def _heading(change: ComparedFinding, register: Register, lang: Lang) -> str:
    # whoever came on record is told once, not clause by clause
    if _came(change.cause):
        return name_of(register, change.subject)
    return f"{change.rule.clause} {change.rule.title.in_(lang)}"


def _came(cause: Cause | None) -> bool:
    return cause is not None and CauseKind.SCOPE in (cause.parts or (cause.kind,))


def _because(cause: Cause, lang: Lang) -> str:
    if cause.parts and _came(cause):
        return say("both", lang)
    return explain_cause(cause, lang)


def _counted(findings: Iterable[Finding | None], lang: Lang) -> str:
    counts = Counter(one.verdict.outcome for one in findings if one is not None)
    told = (
        say("counted", lang, outcome=outcome.label(lang), count=counts[outcome])
        for outcome in Outcome
        if counts[outcome]
    )
    return listed(told, lang)


def _outcome(finding: Finding | None, lang: Lang) -> str:
    if finding is None:
        return render("change.none", lang)
    outcome, reason = finding.verdict.outcome.label(lang), finding.verdict.reason
    if reason is None:
        return outcome
    return render("finding.reason", lang, outcome=outcome, reason=reason.label(lang))


def forecast_lines(register: Register, guideline: Guideline, lang: Lang) -> Iterator[str]:
    """Yield what turns by itself, day by day: editions, periods, evidence, dates."""
    turns = forecast(register, guideline, HALF_YEAR)
    yield f"== {say('forecast', lang, count=len(turns))}"
    by_day: dict[date, list[ComparedFinding]] = defaultdict(list)
    for turn in turns:
        by_day[turn.on].append(turn.change)
    for day, changes in by_day.items():
        yield f"  {day}"
        yield from _by_cause(changes, register, lang)


def waiver_lines(register: Register, guideline: Guideline, lang: Lang) -> Iterator[str]:
    """Yield what is to be said of the waivers, now and after the half-year."""
    yield f"== {say('waivers', lang)}"
    for day in (ON, HALF_YEAR.end):
        remarks = audit_waivers(register, guideline, day)
        told = (explain_remark(one, register, lang, guideline=guideline) for one in remarks)
        for text in tuple(told) or (say("sound", lang),):
            yield "  " + say("waiver_day", lang, day=day, text=text)


def blocks(lang: Lang) -> Iterator[Iterator[str]]:
    """Yield the blocks of the output, one question each."""
    register = load(HERE / "data" / "dongying.json", Register)
    guideline = reference_guideline()
    title, notice = guideline.title.in_(lang), guideline.notice.in_(lang)
    yield iter((title, notice, say("on", lang)))
    before = assess(register, guideline, LAST_YEAR)
    after = assess(half_a_year_later(register), guideline, MID_YEAR)
    yield compare_lines(before, after, lang)
    yield forecast_lines(register, guideline, lang)
    yield waiver_lines(register, guideline, lang)


def main() -> None:
    """Print block after block."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    print("\n\n".join("\n".join(block) for block in blocks(options.lang)))


if __name__ == "__main__":
    main()
