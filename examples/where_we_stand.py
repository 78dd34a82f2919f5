"""Where each station stands, what would mend it, and who does it until when.

Run ``python examples/where_we_stand.py`` for Chinese, with ``--lang en`` for English, after
``first_check.py``; it reads the same illustrative city. Whatever it prints is a reference reading:
never the guideline's own text, and no grading of anybody's.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import attrs

from ridehire_partybuild import (
    DEFAULT_REMEDIATION,
    Actor,
    ActorRole,
    Assessment,
    Branch,
    FindingId,
    Involvement,
    Lang,
    NamedActor,
    Outcome,
    Proof,
    Register,
    RemediationPlan,
    Repair,
    ScoreBy,
    Station,
    assess,
    audit_remediation,
    explain,
    explain_repair,
    load,
    matrix,
    profiles_satisfied,
    reference_guideline,
    remediation,
    render,
    repairs,
    simulate,
    visit_list,
    work_calendar,
)
from ridehire_partybuild.exchange.shipped import reference_profile
from ridehire_partybuild.guideline import fact_label

HERE = Path(__file__).parent
ON = date(2026, 1, 15)
WEAKEST = "370505-01"  # the station whose failures are shown with their repairs
PROFILES = ("mobile", "basic", "comprehensive", "trade-union-12m2")
MOST_VISITS, MOST_TASKS = 5, 12
MARKS = {Involvement.ACCOUNTABLE: "●", Involvement.COOPERATING: "○", None: "·"}

WORDS: dict[str, dict[Lang, str]] = {
    "on": {
        "zh": "示例数据，阵地和单位均为虚构。核查日期：{on}",
        "en": "Illustrative data: no station or body here is real. Checked as of {on}.",
    },
    "stand": {"zh": "一、现状", "en": "1. Where the stations stand"},
    "scored": {
        "zh": "得分 {score}；不符合 {failed} 项，无法判定 {open} 项",
        "en": "score {score}; failed {failed}, cannot tell {open}",
    },
    "repairs": {
        "zh": "二、怎样改：{name}的不符合项及最小改动",
        "en": "2. What would mend it: the failures of {name}, each with the smallest change",
    },
    "repair": {"zh": "办法：{text}", "en": "mend: {text}"},
    "remedy": {"zh": "整改建议：{text}", "en": "remedy: {text}"},
    "visits": {
        "zh": "三、先查什么：查明 {facts} 项事实，可定 {settled} 项结论（每处先列 {most} 项）",
        "en": "3. What to find out first: {facts} facts settle {settled} findings "
        "(the first {most} of each subject)",
    },
    "there": {
        "zh": "{name}：{facts} 项事实，可定 {settled} 项结论",
        "en": "{name}: {facts} facts settle {settled} findings",
    },
    "visit": {"zh": "{method}：{facts}", "en": "{method}: {facts}"},
    "more": {"zh": "…… 另有 {count} 项", "en": "… and {count} more"},
    "tasks": {
        "zh": "四、谁来办：整改任务 {count} 项（先列到期最早的 {most} 项）",
        "en": "4. Who does it: {count} tasks (the {most} that fall due first)",
    },
    "named": {
        "zh": "本例由办公室指定：主管部门以 {authority}、平台企业以 {platform} 为责任方。",
        "en": "For this example the office names {authority} for the authority and {platform} for "
        "the platforms.",
    },
    "roles": {
        "zh": "● 负责  ○ 配合  · 无关；依次为：{roles}",
        "en": "● accountable  ○ co-operating  · not concerned; in this order: {roles}",
    },
    "task": {
        "zh": "{due} 前 | {marks} | {clause} {title}（{subject}）| 负责：{who}",
        "en": "by {due} | {marks} | {clause} {title} ({subject}) | accountable: {who}",
    },
    "nobody": {"zh": "尚未确定", "en": "nobody yet"},
    "waived": {
        "zh": "已获豁免、暂不列入的：{count} 项",
        "en": "Excused by a waiver and not among them: {count}",
    },
    "flaws": {
        "zh": "计划本身的问题（{count} 处）：",
        "en": "What is wrong with the plan ({count}):",
    },
    "flaw": {"zh": "{flaw} {count} 处：{tasks}", "en": "{flaw}, {count}: {tasks}"},
    "periods": {
        "zh": "按周期核查的活动：{count} 项；要到周期结束才能转为符合，"
        "故在周期最后几天到期，不按一般期限",
        "en": "Activities judged by whole periods: {count}. They pass only when the period has "
        "ended, so they fall due in its last days and not within the usual time",
    },
    "closing": {
        "zh": "若都按期完成：{days}",
        "en": "If all is done on time: {days}",
    },
    "closes": {"zh": "{day} 前销项 {count} 项", "en": "{count} closed by {day}"},
    "stays": {
        "zh": "{count} 项不会因此销项",
        "en": "{count} would not close by it",
    },
    "profiles": {
        "zh": "五、各参考档的满足情况",
        "en": "5. Which reference profiles are satisfied",
    },
    "columns": {
        "zh": "✓ 为已满足，否则为“不符合/待查”的项数；依次为：{profiles}",
        "en": "✓ satisfied, else how many fail / are to be found out; in this order: {profiles}",
    },
    "nearest": {
        "zh": "离“{profile}”最近，还差：{clauses}",
        "en": "nearest: '{profile}', with these left: {clauses}",
    },
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


def stand_lines(told: Assessment, lang: Lang) -> Iterator[str]:
    """Yield each station with its score and how much is amiss or open."""
    yield f"== {say('stand', lang)}"
    for station, score in told.scores(ScoreBy.STATION).items():
        outcomes = Counter(one.verdict.outcome for one in told.of(station))
        counts = {"failed": outcomes[Outcome.FAILED], "open": outcomes[Outcome.CANT_TELL]}
        yield f"  {name_of(told.register, station)} | {say('scored', lang, score=score, **counts)}"


def repair_lines(told: Assessment, cures: dict[FindingId, Repair], lang: Lang) -> Iterator[str]:
    """Yield the failures of one station, each explained, with the smallest change that mends it."""
    yield f"== {say('repairs', lang, name=name_of(told.register, WEAKEST))}"
    for finding in told.of(WEAKEST):
        if finding.verdict.outcome is Outcome.FAILED:
            text = explain(finding, told, lang)
            yield f"  x {text.text()}"
            yield f"      {say('repair', lang, text=explain_repair(cures[finding.id], lang))}"
            yield f"      {say('remedy', lang, text=text.remedy)}"


def visit_lines(told: Assessment, lang: Lang) -> Iterator[str]:
    """Yield what to look at, ask and test at each subject, so that most is settled."""
    visits = visit_list(told)
    whole = {"facts": len(visits), "settled": visits.settled, "most": MOST_VISITS}
    yield f"== {say('visits', lang, **whole)}"
    for subject, there in visits.by_subject().items():
        settled = sum(len(one.settles) for one in there)
        counts = {"facts": len(there), "settled": settled}
        yield "  " + say("there", lang, name=name_of(told.register, subject), **counts)
        shown = there[:MOST_VISITS]
        for method in dict.fromkeys(one.method for one in shown):
            facts = (
                fact_label(one.fact, told.guideline.facts, lang)
                for one in shown
                if one.method is method
            )
            told_facts = listed(facts, lang, "join.then")
            yield f"      {say('visit', lang, method=method.label(lang), facts=told_facts)}"
        if len(there) > MOST_VISITS:
            yield f"      {say('more', lang, count=len(there) - MOST_VISITS)}"


def plan_of(told: Assessment, cures: dict[FindingId, Repair]) -> RemediationPlan:
    """Return the remediation plan, with an office's choice of who answers where several could."""
    named = (
        NamedActor(role=ActorRole.AUTHORITY, actor="ACT-1"),
        NamedActor(role=ActorRole.PLATFORM, actor="ACT-4"),
    )
    policy = attrs.evolve(DEFAULT_REMEDIATION, named=named)
    ways = {name: (cure,) for name, cure in cures.items()}
    return remediation(told, work_calendar(), policy=policy, repairs=ways)


def task_lines(plan: RemediationPlan, lang: Lang) -> Iterator[str]:
    """Yield who answers for what until when, and who helps: the accountability matrix."""
    told, register = plan.assessment, plan.assessment.register
    yield f"== {say('tasks', lang, count=len(plan.tasks), most=MOST_TASKS)}"
    names = {"authority": name_of(register, "ACT-1"), "platform": name_of(register, "ACT-4")}
    yield "  " + say("named", lang, **names)
    yield "  " + say("roles", lang, roles=listed((one.label(lang) for one in ActorRole), lang))
    rows = {row.task: row for row in matrix(plan).rows}
    due = sorted(plan.tasks, key=lambda one: (one.due_on, one.subject, one.requirement))
    for task in due[:MOST_TASKS]:
        rule, row = told.rules[task.requirement], rows[task.id]
        who = say("nobody", lang) if row.accountable is None else name_of(register, row.accountable)
        yield "  " + say(
            "task", lang, due=task.due_on, marks=" ".join(MARKS[one.part] for one in row.shares),
            clause=rule.clause, title=rule.title.in_(lang), subject=task.subject, who=who,
        )  # fmt: skip
    if len(due) > MOST_TASKS:
        yield "  " + say("more", lang, count=len(due) - MOST_TASKS)
    waiting = sum(one.not_before is not None and one.not_before > told.on for one in plan.tasks)
    yield "  " + say("periods", lang, count=waiting)
    yield "  " + say("waived", lang, count=len(plan.waived))
    yield from _plan_checked(plan, lang)


def _plan_checked(plan: RemediationPlan, lang: Lang) -> Iterator[str]:
    told = plan.assessment
    flaws = audit_remediation(plan)
    yield "  " + say("flaws", lang, count=len(flaws))
    items = {one.id: f"{told.rules[one.requirement].clause} {one.subject}" for one in plan.tasks}
    for kind in dict.fromkeys(one.flaw for one in flaws):
        of_kind = [one for one in flaws if one.flaw is kind]
        named = listed(sorted({items[task] for one in of_kind for task in one.tasks}), lang)
        flaw = kind.label(lang)
        yield "      " + say("flaw", lang, flaw=flaw, count=len(of_kind), tasks=named)
    closings = simulate(plan)
    days = Counter(one.closes_on for one in closings if one.closes_on is not None)
    ends = [say("closes", lang, day=day, count=count) for day, count in sorted(days.items())]
    refuted = sum(one.proof is Proof.REFUTED for one in closings)
    ends += [say("stays", lang, count=refuted)] if refuted else []
    yield "  " + say("closing", lang, days=listed(ends, lang, "join.then"))


def profile_lines(told: Assessment, lang: Lang) -> Iterator[str]:
    """Yield for each station which profiles it satisfies, and what stands before the nearest."""
    yield f"== {say('profiles', lang)}"
    register = told.register
    profiles = [reference_profile(name) for name in PROFILES]
    titles = {one.id: one.title.in_(lang) for one in profiles}
    readings = profiles_satisfied(register, told.guideline, profiles, ON)
    yield f"  {readings[0].notice.in_(lang)}"
    yield "  " + say("columns", lang, profiles=listed(titles.values(), lang))
    for reading in readings:
        cells = (
            "✓" if one.is_satisfied else f"{len(one.failed)}/{len(one.open)}"
            for one in reading.distances
        )
        yield f"  {name_of(register, reading.station)} | {' | '.join(cells)}"
        left = [one for one in reading.distances if not one.is_satisfied]
        if left:
            near = min(left, key=lambda one: (len(one.failed) + len(one.open), len(one.failed)))
            clauses = (told.rules[one].clause for one in (*near.failed, *near.open))
            named = {"profile": titles[near.profile], "clauses": listed(clauses, lang)}
            yield "      " + say("nearest", lang, **named)


def blocks(lang: Lang) -> Iterator[Iterator[str]]:
    """Yield the blocks of the output, one question each."""
    register = load(HERE / "data" / "dongying.json", Register)
    guideline = reference_guideline()
    told = assess(register, guideline, ON)
    failed = (one for one in told.findings if one.verdict.outcome is Outcome.FAILED)
    cures = {one.id: repairs(one, told)[0] for one in failed}
    title, notice = guideline.title.in_(lang), guideline.notice.in_(lang)
    yield iter((title, notice, say("on", lang, on=ON)))
    yield stand_lines(told, lang)
    yield repair_lines(told, cures, lang)
    yield visit_lines(told, lang)
    yield task_lines(plan_of(told, cures), lang)
    yield profile_lines(told, lang)


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
