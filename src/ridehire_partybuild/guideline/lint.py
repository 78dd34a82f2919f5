"""Lint: what is odd about a guideline that can judge all the same.

What cannot judge at all (an unknown fact, a wrong unit, overlapping editions, two requirements of
one clause) never becomes a guideline: `Guideline` refuses it as `UnusableRule`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.values import Basis, Modality, Record, Text
from ridehire_partybuild.values.compared import Compared

from .checks import AnyOf, AtLeast, AtMost, Check, Held, Not, ParameterRef, Some, When, parts
from .choices import choices, counts
from .facts import Value
from .guidelines import Guideline, filled, judged_check
from .readings import Reading, Readings
from .requirements import Parameter, Requirement, in_force
from .solving import MOST_WORK, Assignment, Question, leaves_by_fact, solved
from .vocabulary import Outcome
from .walk import walked

__all__ = ["Lint", "lint"]

ONE_DAY = timedelta(days=1)
MOST_ALIKE = 20
"""With so many requirements that ask the same is each compared: of more, nobody reads the list."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Lint(Compared):
    """One thing that is odd about a guideline.

    Attributes:
        code: What, stable over versions, such as ``unused_parameter``.
        path: JSON path of what it is about.
        params: What fills its text.
    """

    code: str
    path: str
    params: Mapping[str, Any] = attrs.field(factory=dict, hash=False)

    def text(self, lang: Lang = "en") -> str:
        """Return it in words, its place first."""
        told = {
            key: value.label(lang) if hasattr(value, "label") else value
            for key, value in self.params.items()
        }
        return f"{self.path}: {render(f'lint.{self.code}', lang, **told)}"

    def __str__(self) -> str:
        return self.text()


_Rule = tuple[str, Requirement]


def lint(guideline: Guideline) -> tuple[Lint, ...]:
    """Return all that is odd about a guideline, requirement by requirement.

    That a check can never pass or never fail is said only with proof: every value of every fact
    that it could tell apart was tried. Of a guideline with more than anybody writes, not all is.

    >>> from ridehire_partybuild import reference_guideline
    >>> lint(reference_guideline())
    ()
    """
    placed = [(f"$.requirements[{n}]", one) for n, one in enumerate(guideline.requirements)]
    found: list[Lint] = []
    trials = _Trials(guideline)
    for path, one in placed:
        for judge in (_basis, _duties, _languages):
            found.extend(judge(path, one))
        found.extend(trials.constant(path, one))
    found.extend(_duplicates(placed))
    found.extend(_gaps("requirements", guideline.requirements))
    found.extend(_gaps("parameters", guideline.parameters))
    found.extend(_unused_parameters(guideline))
    found.extend(_unused_activities(guideline))
    for name in ("title", "notice"):
        found.extend(_language(f"$.{name}", getattr(guideline, name)))
    found.extend(_issue(guideline))
    found.extend(_placeholders("$", guideline))
    return tuple(found)


def _lint(code: str, path: str, **params: Any) -> Lint:
    return Lint(code=code, path=path, params=params)


def _basis(path: str, one: Requirement) -> Iterator[Lint]:
    # "SHALL only where basis is rule, or seed with the sentence of the report paraphrased"
    if one.modality is Modality.SHALL and one.basis not in {Basis.RULE, Basis.SEED}:
        yield _lint("shall_without_rule", f"{path}.modality", clause=one.clause, basis=one.basis)


def _duties(path: str, one: Requirement) -> Iterator[Lint]:
    """Duties come from frequencies under all-of, or under the consequence of a condition."""
    left: list[tuple[Check, bool]] = [(one.check, True)]
    while left:
        check, binds = left.pop()
        if isinstance(check, Held) and not binds:
            yield _lint("no_duty", f"{path}.check", clause=one.clause, kind=check.held)
        if isinstance(check, When):
            left.append((check.then, binds))  # a condition asks for nothing
        else:
            below = binds and not isinstance(check, AnyOf | Some | Not)
            left.extend((part, below) for part in parts(check))


_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def _languages(path: str, one: Requirement) -> Iterator[Lint]:
    for name in ("title", "text", "remedy"):
        yield from _language(f"{path}.{name}", getattr(one, name))


def _language(path: str, text: Text) -> Iterator[Lint]:
    if not _HAN.search(text.zh):
        yield _lint("not_chinese", f"{path}.zh")
    if not _LATIN.search(text.en):
        yield _lint("not_english", f"{path}.en")


_NUMBER = re.compile(r".*〔\d{4}〕(?:0|[1-9]\d*)号", re.ASCII)
_SERIAL = re.compile(r".*(?:令|公告)(?:\d{4}年)?第(?:[1-9]\d*)号", re.ASCII)
"""How orders and announcements are numbered: they have a series of their own."""


def _issue(guideline: Guideline) -> Iterator[Lint]:
    """Yield what is odd about who issued a guideline, and under which number.

    GB/T 9704-2012, 7.2.5: "年份应标全称，用六角括号“〔〕”括入；发文顺序号不加“第”字，
    不编虚位（即1不编为01），在阿拉伯数字后加“号”字". What does not end so, such as the number of a
    standard, is another thing.
    """
    issue = {"issuer": guideline.issuer, "document_number": guideline.document_number}
    lacking = [name for name, text in issue.items() if not is_filled_in(text)]
    if len(lacking) == 1:
        yield _lint("half_issued", f"$.{lacking[0]}")
    number = guideline.document_number or ""
    if number.endswith("号") and not (_NUMBER.fullmatch(number) or _SERIAL.fullmatch(number)):
        yield _lint("document_number", "$.document_number", number=number)


_PLACEHOLDER = re.compile("〔(?:待填|to fill in)[^〕]{0,60}〕?")
"""What the template marks; the brackets alone stand around the year of a document number."""


def is_filled_in(text: str | None) -> bool:
    """Tell whether somebody wrote something there: not nothing, blanks or the template's words.

    >>> [is_filled_in(one) for one in ("示例局", None, " ", "〔待填：发文机关〕")]
    [True, False, False, False]
    """
    return bool((text or "").strip()) and not _PLACEHOLDER.search(text or "")


def _placeholders(path: str, part: object) -> Iterator[Lint]:
    match part:
        case str():
            for marked in _PLACEHOLDER.findall(part):
                yield _lint("placeholder", path, text=marked)
        case tuple():
            for number, one in enumerate(part):
                yield from _placeholders(f"{path}[{number}]", one)
        case Record() if not isinstance(part, Check) and attrs.has(cls := type(part)):
            for name in (field.name for field in attrs.fields(cls)):
                yield from _placeholders(f"{path}.{name}", getattr(part, name))
        case _:
            pass


def _duplicates(placed: Sequence[_Rule]) -> Iterator[Lint]:
    alike: dict[tuple[object, Check], list[_Rule]] = {}
    for path, one in placed:
        same = alike.setdefault((one.subject, judged_check(one)), [])
        for first, other in same[:MOST_ALIKE]:
            if one.id != other.id and _meet(one, other):
                yield _lint("duplicate", path, clause=one.clause, first=first, other=other.clause)
        same.append((path, one))


def _meet(one: Requirement, other: Requirement) -> bool:
    later = max(one.effective_from, other.effective_from)
    return in_force(one, later) and in_force(other, later)


def _gaps(field: str, editions: Iterable[Requirement | Parameter]) -> Iterator[Lint]:
    runs: dict[str, list[tuple[str, Requirement | Parameter]]] = {}
    for number, one in enumerate(editions):
        runs.setdefault(one.id, []).append((f"$.{field}[{number}]", one))
    for name, run in runs.items():
        run.sort(key=lambda pair: pair[1].effective_from)
        for (_, earlier), (path, later) in pairwise(run):
            first = earlier.effective_before
            if first is not None and first < later.effective_from:
                last = later.effective_from - ONE_DAY
                yield _lint("gap", path, name=name, first=first, last=last)


def _unused_parameters(guideline: Guideline) -> Iterator[Lint]:
    used = {name for one in guideline.requirements for name in _named(one)}
    for number, parameter in enumerate(guideline.parameters):
        if parameter.id not in used:
            yield _lint("unused_parameter", f"$.parameters[{number}]", name=parameter.id)


def _parameters(check: Check) -> Iterator[str]:
    for _, _, part in walked(check):
        match part:
            case AtLeast(at_least=ParameterRef(param=name)):
                yield name
            case AtMost(at_most=ParameterRef(param=name)):
                yield name
            case _:
                pass


def _unused_activities(guideline: Guideline) -> Iterator[Lint]:
    checks = [part for one in guideline.requirements for _, _, part in walked(one.check)]
    asked = {part.held for part in checks if isinstance(part, Held)}
    for number, template in enumerate(guideline.activities):
        if template.kind not in asked:
            yield _lint("unused_activity", f"$.activities[{number}]", kind=template.kind)


class _Trials:
    """What checks can come to; what is tried for all requirements of a guideline is bounded."""

    def __init__(self, guideline: Guideline) -> None:
        self._facts = guideline.facts
        self._parameters: dict[str, list[Parameter]] = {}
        for one in guideline.parameters:
            self._parameters.setdefault(one.id, []).append(one)
        self._told: dict[tuple[Check, Outcome, date], bool] = {}
        self._left = MOST_WORK

    def constant(self, path: str, one: Requirement) -> Iterator[Lint]:
        """Yield what is always or never so, on each day on which the check means another thing."""
        told: set[str] = set()
        editions = [e for name in _named(one) for e in self._parameters.get(name, ())]
        days = {edition.effective_from for edition in editions}
        for on in sorted({one.effective_from, *(day for day in days if in_force(one, day))}):
            rule = filled(one, {e.id: e for e in editions if in_force(e, on)})
            whole = judged_check(rule)
            asked: tuple[tuple[str, str, Check | None, Outcome], ...] = (
                ("never_applies", ".applicability", rule.applicability, Outcome.PASSED),
                ("never_passes", ".check", whole, Outcome.PASSED),
                ("never_fails", ".check", whole, Outcome.FAILED),
            )
            for code, field, check, wanted in asked:
                if check is not None and not self._can(check, wanted, on):
                    if code not in told:
                        yield _lint(code, f"{path}{field}", clause=one.clause)
                    told.add(code)
                    if code == "never_applies":
                        break

    def _can(self, check: Check, wanted: Outcome, on: date) -> bool:
        key = (check, wanted, on)
        if key not in self._told:
            self._told[key] = self._tried(check, wanted, on)
        return self._told[key]

    def _tried(self, check: Check, wanted: Outcome, on: date) -> bool:
        """Tell whether a check can come out so, whatever is known; in doubt it can."""
        leaves = leaves_by_fact(check)

        def values(name: str) -> Sequence[Value]:
            if name in self._facts:
                return choices(self._facts[name], leaves[name], on)
            return (Decimal(), *counts(name, check))

        def read(assigned: Assignment) -> Readings:
            known = {name: Reading(value=value) for name, value in assigned.items()}
            return Readings(on=on, facts=known)

        question = Question(
            check=check, wanted=wanted, read=read, choices=values, facts=self._facts
        )
        solutions = solved(question, most=1, work=self._left)
        self._left = max(0, self._left - solutions.work)
        return bool(solutions.found) or not solutions.complete


def _named(one: Requirement) -> dict[str, None]:
    return dict.fromkeys(_parameters(judged_check(one)))
