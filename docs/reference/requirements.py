"""Writes ``requirements.md`` beside it, from the shipped reading, when it is run.

A test holds the page equal to what this writes, and each demand to the clauses that answer it.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ridehire_partybuild import (
    Guideline,
    Lang,
    Modality,
    Parameter,
    Requirement,
    Source,
    interpret,
    reference_guideline,
)
from ridehire_partybuild.guideline import fact_name, walked

PAGE = Path(__file__).with_suffix(".md")

GROUPS = {
    "A": "Site and signage 场地和标识",
    "B": "Facilities 设施",
    "C": "Services 服务",
    "D": "Operation 运行",
    "E": "Activities 活动",
    "F": "Study resources 学习资源",
    "G": "Organisation and coverage 组织和覆盖",
    "H": "Safety and privacy 安全和隐私",
    "I": "Evaluation 评价",
}

DEMANDS: Mapping[str, tuple[str, ...]] = {
    "benchmark against the guideline, raise standardisation and normalisation": ("yearly-plan",),
    "basic services": ("basic-services",),
    "on top of them Party affairs": ("party-services", "extended-services"),
    "on top of them government affairs": ("government-services", "extended-services"),
    "on top of them legal affairs": ("legal-services", "legal-clinic", "extended-services"),
    "on top of them daily life": ("daily-life-services", "extended-services"),
    "books given to all stations": ("books-delivered",),
    "special funds combined with delivery in kind": ("funds",),
    "use of the donated books": ("books-used", "reading-circle"),
    "flexible and varied study and exchange": ("varied-activities", "reading-circle"),
    "the year's work reported": ("annual-briefing",),
    "the experience of the service spoken of": ("opinion", "symposium"),
    "the authority: organisational coverage": ("organisational-coverage",),
    "the authority: work coverage": ("county-coverage",),
    "the authority: resources pooled, four actors together": ("four-actors",),
    "Party work built into daily management": ("party-work-in-management",),
    "platforms: main responsibility, support of Party organisations": ("platform-responsibility",),
    "platforms: care for drivers": ("platform-responsibility",),
    "platforms: drivers' lawful rights": ("drivers-rights",),
    "the association: channels opened": ("channels", "service-line"),
    "the association: an assistance mechanism": ("assistance",),
    "the association: appeals reported and resolved": ("appeals-procedure", "appeals-open"),
    "members: identity shown": ("identity",),
    "members: service pledges kept in the four fields": ("pledges", "pledges-kept"),
    "members: safe driving": ("pledges", "pledges-kept"),
    "members: quality service": ("pledges", "pledges-kept"),
    "members: emergency support": ("pledges", "pledges-kept", "first-aid-training"),
    "members: grassroots governance": ("pledges", "pledges-kept"),
}
"""What the report of January 2026 asks for, and which requirements ask the same."""

HEAD = """# The reference reading, requirement by requirement

> {en}
>
> {zh}

The text of the provincial guideline is not public as far as is known. What follows is
`{id}`: a reading whose every requirement names its source and its basis. `seed` is the
report of January 2026 on Dongying's symposium, paraphrased; `kindred` a standard or notice for
stations of a kindred sort; `rule` a rule in force; `practice` what offices elsewhere do. *Shall*
(应) stands only where a rule binds; kindred standards and practice are at most *should* (宜).
Where the report names no number, the number is the reading's own, and the requirement says so.
Clause numbers are the reading's own too.

This page is written by `python docs/reference/requirements.py`; a test compares the two.
"""

NOT_MODELLED = """
## What is not modelled

What the report, kindred standards, rules and practice ask for and no requirement asks, with the
reason. Where facts are named, an office can ask it in a guideline of its own. Besides:

- **The guideline's own clauses.** They are typed in by an office that holds the text.
- **Opening hours from a standard**: none was found. Off-peak times are inferred, and say so.
- **Anyone's driving, rest or orders.** The library neither sees nor certifies them.
- **Any real station.** The example city is invented.
"""

SOURCES: Sequence[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)["source"]
"""What else asks for something, what answers it, and what does not."""


def page(reading: Guideline) -> str:
    """Return the whole page."""
    head = HEAD.format(en=reading.notice.en, zh=reading.notice.zh, id=reading.id)
    parts = (head, *_requirements(reading), *_interpretations(reading), *_demands(reading),
             *_others(reading), *_numbers(reading), NOT_MODELLED.rstrip(), *_gaps(),
             *_unasked(reading))  # fmt: skip
    return "\n".join(parts) + "\n"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _table(*columns: str) -> Iterator[str]:
    yield _row(*columns)
    yield "|" + "---|" * len(columns)


def _cited(source: Source) -> str:
    return source.document if source.place is None else f"{source.document}，{source.place}"


def _until(edition: Requirement | Parameter) -> str:
    return "" if edition.effective_before is None else edition.effective_before.isoformat()


def _in_order(reading: Guideline) -> list[Requirement]:
    def place(one: Requirement) -> tuple[str, int, date]:
        return one.group, int(one.clause.partition(".")[2]), one.effective_from

    return sorted(reading.requirements, key=place)


def _requirements(reading: Guideline) -> Iterator[str]:
    for group, title in GROUPS.items():
        yield f"\n## {group} {title}\n"
        yield from _table("clause", "judges", "word", "title", "basis", "source", "from", "before")
        for one in _in_order(reading):
            if one.group == group:
                word = f"{one.modality.label('zh')} {one.modality.label('en')}"
                title_told = f"{one.title.zh} {one.title.en}"
                yield _row(one.clause, one.subject.label("en"), word, title_told, one.basis.value,
                           _cited(one.source), one.effective_from, _until(one))  # fmt: skip


def _interpretations(reading: Guideline) -> Iterator[str]:
    yield "\n## The detailed interpretation\n"
    yield "Each requirement as its check reads it, on the day from which it reads so.\n"
    yield from _table("clause", "from", "中文", "English")
    firsts = {one.effective_from for one in reading.requirements}
    days = sorted(firsts | {one.effective_from for one in reading.parameters})
    rules = {day: reading.in_force(day).requirements for day in days}
    for clause in dict.fromkeys(one.clause for one in _in_order(reading)):
        before = ("", "")
        for day in days:
            for one in rules[day]:
                told = _told(one, reading, "zh"), _told(one, reading, "en")
                if one.clause == clause and told != before:
                    before = told
                    yield _row(clause, day, *told)


def _told(requirement: Requirement, reading: Guideline, lang: Lang) -> str:
    return interpret(requirement, reading.facts, lang)


def _demands(reading: Guideline) -> Iterator[str]:
    yield "\n## What the report asks for, and the clauses that ask the same\n"
    yield from _table("the report", "clauses")
    clauses = {str(one.id): f"{one.clause} {one.title.en}" for one in reading.requirements}
    for demand, names in DEMANDS.items():
        yield _row(demand, ", ".join(clauses[name] for name in names))
    binding = sum(one.modality is Modality.SHALL for one in reading.requirements)
    ids = len({one.id for one in reading.requirements})
    yield f"\nIn all {ids} requirements, {binding} of them *shall*, every one by a rule in force."


def _others(reading: Guideline) -> Iterator[str]:
    yield "\n## What kindred standards, rules and practice ask for, and clauses that ask the same\n"
    yield from _table("source", "asks for", "clauses")
    clauses = {str(one.id): f"{one.clause} {one.title.en}" for one in reading.requirements}
    for source in SOURCES:
        for demand, names in source.get("modelled", {}).items():
            yield _row(source["name"], demand, ", ".join(clauses[name] for name in names))


def _gaps() -> Iterator[str]:
    yield ""
    yield from _table("source", "asks for", "why no requirement does", "facts to ask it with")
    for source in SOURCES:
        for gap in source["not_modelled"]:
            facts = ", ".join(f"`{name}`" for name in gap.get("facts", ()))
            yield _row(source["name"], gap["asks"], gap["why"], facts)


def unasked(reading: Guideline) -> list[str]:
    """Return the facts of the catalogue of which no check of the reading speaks."""
    checks = [one.check for one in reading.requirements]
    checks += [one.applicability for one in reading.requirements if one.applicability is not None]
    asked = {fact_name(part) for check in checks for _, _, part in walked(check)}
    return sorted(set(reading.facts) - asked)


def _unasked(reading: Guideline) -> Iterator[str]:
    names = unasked(reading)
    yield f"\nOf the {len(reading.facts)} [facts](facts.md), the reading asks nothing of these"
    yield f"{len(names)}: {', '.join(f'`{name}`' for name in names)}."


def _numbers(reading: Guideline) -> Iterator[str]:
    yield "\n## Numbers that checks name\n"
    yield from _table("number", "value", "unit", "source", "from", "before")
    for one in reading.parameters:
        yield _row(f"`{one.id}`", f"{one.value:f}", one.unit, _cited(one.source),
                   one.effective_from, _until(one))  # fmt: skip


if __name__ == "__main__":
    PAGE.write_text(page(reference_guideline()), encoding="utf-8")
