"""Findings as a workbook: a cover with the notice, scores, findings, and what is not known yet."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from os import PathLike

from ridehire_partybuild.compliance import Assessment, Score
from ridehire_partybuild.compliance.findings import percent
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.report.told import (
    Names,
    ToldFindings,
    ToldScore,
    ToldSubject,
    told_findings,
)
from ridehire_partybuild.guideline import Outcome

from .layout import FINDINGS
from .printed import cover, write_printed
from .printing import BETWEEN
from .raw import Column, Sheet, Written
from .writing import fitted

__all__ = ["sheets_of_findings", "write_findings"]

_WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE)


def write_findings(
    assessment: Assessment,
    path: str | PathLike[str],
    *,
    lang: Lang = "zh",
    names: Names | None = None,
) -> None:
    """Write the findings as a workbook (.xlsx) to sort, filter and print.

    Its first sheet says what the guideline is and is not, and so does the foot of each printed
    page. A row of the sheet of findings is one finding; the last sheet lists what nobody knows
    yet. Sensitive values are withheld. It is no register: `read` refuses it. Equal assessments
    give equal bytes.

    Args:
        assessment: Where everybody stands.
        path: Where to; it ends in .xlsx.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        ValueError: another ending.
        ModuleNotFoundError: openpyxl is not installed; the message names the extra.

    >>> from datetime import date
    >>> from tempfile import TemporaryDirectory
    >>> from ridehire_partybuild import Register, assess, reference_guideline
    >>> from ridehire_partybuild.exchange.tables import inspect
    >>> told = assess(Register(), reference_guideline(), date(2026, 1, 15))
    >>> with TemporaryDirectory() as folder:
    ...     write_findings(told, f"{folder}/核查结果.xlsx")
    ...     inspect(f"{folder}/核查结果.xlsx").problems[0].code
    'table.findings'
    """
    told = told_findings(assessment, lang, names)
    write_printed(sheets_of_findings(told), path, told.notice, marker=FINDINGS)


def sheets_of_findings(told: ToldFindings) -> tuple[Sheet, ...]:
    """Return an assessment, told, as sheets.

    >>> from datetime import date
    >>> from ridehire_partybuild import Register, assess, reference_guideline
    >>> judged = assess(Register(), reference_guideline(), date(2026, 1, 15))
    >>> [sheet.title for sheet in sheets_of_findings(told_findings(judged, "en"))]
    ['Findings', 'Scores', 'Finding by finding', 'What nobody knows yet']
    """
    return _cover(told), _scores(told), _findings(told), _visits(told)


_CODES = frozenset(("id", "clause", "group"))
"""Columns whose cells stay text: 0370502 and 1.10 are no numbers."""

_TENTHS = frozenset(("low", "high", "after_low", "after_high"))

_SUBJECT = {"id": 14, "name": 30, "kind": 10}
_SCORES = _SUBJECT | {
    "low": 13, "high": 13, "after_low": 16, "after_high": 16,
    "counted": 10, "excluded": 12,
}  # fmt: skip
_FINDINGS = _SUBJECT | {
    "clause": 9, "group": 8, "modality": 12, "requirement": 24, "outcome": 12, "reason": 18,
    "expected": 40, "actual": 44, "missing": 28, "remedy": 36, "responsible": 16,
    "cooperating": 20, "waived_by": 20, "waived_until": 12, "waived_why": 28,
}  # fmt: skip
_VISITS = {"number": 8} | _SUBJECT | {
    "fact": 36, "method": 10, "unknown": 20, "settles": 10, "clauses": 24,
}  # fmt: skip
"""The columns of each sheet, and how wide they are."""


def _say(told: ToldFindings, code: str, **params: object) -> str:
    return render(f"report.{code}", told.lang, "phrases", **params)


def _sheet(
    told: ToldFindings,
    title: str,
    widths: Mapping[str, float],
    rows: Iterable[tuple[Written, ...]],
    more: Iterable[Column] = (),
) -> Sheet:
    columns = (
        Column(
            _say(told, code),
            width=width,
            text=code in _CODES,
            places=1 if code in _TENTHS else None,
        )
        for code, width in widths.items()
    )
    written = (tuple(fitted(one) if isinstance(one, str) else one for one in row) for row in rows)
    return Sheet(_say(told, title), (*columns, *more), tuple(written))


def _cover(told: ToldFindings) -> Sheet:
    kinds = (
        _say(told, "scope_part", kind=kind.label(told.lang), count=count)
        for kind, count in told.kinds.items()
    )
    rows = {
        "notice": told.notice,
        "on": told.on.isoformat(),
        "known": told.known.isoformat(),
        "guideline": told.guideline,
        "rules": _say(told, "rules_told", count=len(told.rules), on=told.on.isoformat()),
        "profile": told.profile or _say(told, "no_profile"),
        "cities": BETWEEN[told.lang].join(told.cities),
        "scope": BETWEEN[told.lang].join(kinds),
        "score": str(told.whole.raw),
        "after": str(told.whole.after),
        "counted": str(told.whole.raw.counted),
        "excluded": str(told.whole.raw.excluded),
    }
    counts = ((one.label(told.lang), str(told.whole.outcomes[one])) for one in _WORST_FIRST)
    ways = (_say(told, f"how_{one}") for one in ("score", "waiver", "modality"))
    first = [(_say(told, code), value) for code, value in rows.items()]
    last = [(_say(told, "how") if at == 0 else None, way) for at, way in enumerate(ways)]
    return cover(_say(told, "title"), told.title, [*first, *counts, *last])


def _tenths(share: Fraction | None) -> float | None:
    return None if share is None else float(percent(share))


def _ends(score: Score) -> tuple[Written, Written]:
    return _tenths(score.low), _tenths(score.high)


def _scored(score: ToldScore) -> tuple[Written, ...]:
    return (
        *_ends(score.raw),
        *_ends(score.after),
        score.raw.counted,
        score.raw.excluded,
        *(score.outcomes[one] for one in _WORST_FIRST),
    )


def _named(subject: ToldSubject, told: ToldFindings) -> tuple[Written, ...]:
    return subject.id, subject.name, subject.kind.label(told.lang)


def _scores(told: ToldFindings) -> Sheet:
    rows: list[tuple[Written, ...]] = [
        (None, _say(told, "all"), None, *_scored(told.whole)),
        *((*_named(one, told), *_scored(one.score)) for one in told.subjects),
        *((one.of, None, _say(told, "group"), *_scored(one)) for one in told.groups),
    ]
    outcomes = (Column(one.label(told.lang), width=14) for one in _WORST_FIRST)
    return _sheet(told, "scores", _SCORES, rows, outcomes)


def _findings(told: ToldFindings) -> Sheet:
    return _sheet(told, "each", _FINDINGS, _finding_rows(told))


def _finding_rows(told: ToldFindings) -> Iterator[tuple[Written, ...]]:
    between = BETWEEN[told.lang]
    for subject in told.subjects:
        for one in subject.findings:
            waiver = one.waiver
            yield (
                *_named(subject, told), one.rule.clause, one.rule.group, one.rule.modality,
                one.rule.title, one.outcome.label(told.lang), one.reason,
                one.told.expected, "\n".join(one.told.actual),
                between.join(one.told.missing),
                one.told.remedy, one.rule.responsible, between.join(one.rule.cooperating),
                *((None,) * 3 if waiver is None else (waiver.authority, waiver.until, waiver.why)),
            )  # fmt: skip


def _visits(told: ToldFindings) -> Sheet:
    between = BETWEEN[told.lang]
    rows = (
        (
            number, *_named(one.subject, told), one.fact, one.method, one.reason, one.settles,
            between.join(one.clauses),
        )
        for number, one in enumerate(told.visits, 1)
    )  # fmt: skip
    return _sheet(told, "visits", _VISITS, rows)
