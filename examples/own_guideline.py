"""An office types in its own guideline: mistakes found, rules tried out, two editions compared.

Run it with ``make guideline`` (``make guideline ARGS="--lang en"`` in English). It reads three
tries at an invented guideline and the guideline itself from ``data/own-guideline``, and judges the
illustrative city by it. Neither the guideline nor the city that issued it exists.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ridehire_partybuild import (
    Guideline,
    InvalidDocument,
    Lang,
    Outcome,
    Register,
    Requirement,
    UnusableRule,
    assess,
    diff,
    explain,
    interpret,
    lint,
    load,
    render,
    witnesses,
)

HERE = Path(__file__).parent
FOLDER = HERE / "data" / "own-guideline"
ON = date(2026, 1, 15)
LAST, FIRST = date(2026, 12, 31), date(2027, 1, 1)  # the days on which the editions meet

WORDS: dict[str, dict[Lang, str]] = {
    "unread": {
        "zh": "一、第一稿 {name}：读不进来，{count} 处错误",
        "en": "1. The first try, {name}, cannot be read: {count} mistakes",
    },
    "unusable": {
        "zh": "二、第二稿 {name}：{count} 处无法核查",
        "en": "2. The second try, {name}, cannot judge: {count} places",
    },
    "odd": {
        "zh": "三、第三稿 {name}：可以核查，{count} 处不对劲",
        "en": "3. The third try, {name}, can judge, but {count} things are odd",
    },
    "sound": {
        "zh": "四、定稿 {name}：没有不对劲的地方；{on} 有效的要求 {count} 条",
        "en": "4. The guideline, {name}: nothing is odd; {count} requirements hold on {on}",
    },
    "met": {"zh": "例如符合：{text}", "en": "met, for one, where: {text}"},
    "unmet": {"zh": "例如不符合：{text}", "en": "not met, for one, where: {text}"},
    "city": {
        "zh": "五、按这份指南核查示例城市（{on}）：得分 {score}",
        "en": "5. The illustrative city by this guideline ({on}): score {score}",
    },
    "failed": {"zh": "未达到的：", "en": "Not met:"},
    "editions": {
        "zh": "六、{last} 与 {first} 之间，要求变了 {count} 处",
        "en": "6. Between {last} and {first}, {count} parts of the guideline changed",
    },
}


def say(word: str, lang: Lang, **params: object) -> str:
    """Return a phrase of this script."""
    return WORDS[word][lang].format_map(params)


def problem_lines(name: str, word: str, lang: Lang) -> Iterator[str]:
    """Yield all that is wrong with a try, each with its place and line."""
    try:
        load(FOLDER / name, Guideline)
    except (InvalidDocument, UnusableRule) as error:
        yield f"== {say(word, lang, name=name, count=len(error.problems))}"
        yield from (f"  {problem.text(lang)}" for problem in error.problems)


def lint_lines(name: str, lang: Lang) -> Iterator[str]:
    """Yield what is odd about a try that can judge all the same."""
    remarks = lint(load(FOLDER / name, Guideline))
    yield f"== {say('odd', lang, name=name, count=len(remarks))}"
    yield from (f"  {remark.text(lang)}" for remark in remarks)


def rule_lines(rules: Guideline, lang: Lang) -> Iterator[str]:
    """Yield each requirement in words, with the nearest case that meets it and that does not."""
    current = rules.in_force(ON)
    told = {"on": ON, "count": len(current.requirements), "name": "guideline.toml"}
    yield f"== {say('sound', lang, **told)}"
    for rule in current.requirements:
        yield f"  {rule.clause} {interpret(rule, rules.facts, lang)}"
        passing, failing = witnesses(rule, rules, on=LAST)
        yield f"      {say('met', lang, text=actual(rule, passing, rules, lang))}"
        yield f"      {say('unmet', lang, text=actual(rule, failing, rules, lang))}"


def actual(rule: Requirement, witness: Register, rules: Guideline, lang: Lang) -> str:
    """Return what the register of a witness says of the facts that a requirement reads."""
    told = assess(witness, rules, LAST)
    shown = next(
        one
        for one in told.findings
        if one.requirement == rule.id and one.verdict.outcome is not Outcome.INAPPLICABLE
    )
    return render("join.then", lang).join(explain(shown, told, lang).actual)


def city_lines(rules: Guideline, lang: Lang) -> Iterator[str]:
    """Yield what the illustrative city comes to under the guideline."""
    told = assess(load(HERE / "data" / "dongying.json", Register), rules, ON)
    yield f"== {say('city', lang, on=ON, score=told.score())}"
    counts = Counter(one.verdict.outcome for one in told.findings)
    yield "  " + render("join.list", lang).join(
        f"{outcome.label(lang)} {counts[outcome]}" for outcome in Outcome
    )
    yield f"  {say('failed', lang)}"
    for one in told.findings:
        if one.verdict.outcome is Outcome.FAILED:
            yield f"    {one.subject} {explain(one, told, lang).text()}"


def edition_lines(rules: Guideline, lang: Lang) -> Iterator[str]:
    """Yield what the new edition asks otherwise than the old."""
    changes = diff(rules.in_force(LAST), rules.in_force(FIRST))
    yield f"== {say('editions', lang, last=LAST, first=FIRST, count=len(changes))}"
    yield from (f"  {line}" for line in changes.text(lang).split("\n"))


def blocks(lang: Lang) -> Iterator[Iterator[str]]:
    """Yield the blocks of the output, one step each."""
    rules = load(FOLDER / "guideline.toml", Guideline)
    yield iter((rules.title.in_(lang), rules.notice.in_(lang)))
    yield problem_lines("try-1.toml", "unread", lang)
    yield problem_lines("try-2.toml", "unusable", lang)
    yield lint_lines("try-3.toml", lang)
    yield rule_lines(rules, lang)
    yield city_lines(rules, lang)
    yield edition_lines(rules, lang)


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
