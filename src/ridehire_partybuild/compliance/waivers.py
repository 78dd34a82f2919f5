"""Waivers looked over: those that excuse nothing, or what nobody can excuse.

A waiver changes no verdict, so that one which is wrong shows nowhere unless somebody looks. "An
exemption that matches nothing is an error": here it is a remark, beside others of its kind.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import (
    Guideline,
    Outcome,
    Profile,
    Requirement,
    fact_label,
    resolve,
)
from ridehire_partybuild.model import Register, Waiver
from ridehire_partybuild.values import (
    DocumentKind,
    Id,
    Modality,
    Record,
    RequirementId,
    SubjectKind,
    Term,
    WaiverId,
)
from ridehire_partybuild.values.id_fields import any_id, requirement_id, waiver_id

from .assessment import Assessment, assess
from .belonging import coverable

__all__ = ["WaiverFlaw", "WaiverRemark", "audit_waivers", "explain_remark", "requirement_ids"]


class WaiverFlaw(Term):
    """What is to be said of a waiver."""

    UNMATCHED = "unmatched"
    UNNEEDED = "unneeded"
    LAPSED = "lapsed"
    NOT_YET = "not_yet"
    OVERLAPPING = "overlapping"
    UNREASONED = "unreasoned"
    BINDING = "binding"


BINDING = frozenset(
    {DocumentKind.LAW, DocumentKind.PARTY_REGULATION, DocumentKind.MANDATORY_STANDARD}
)
"""Papers from which only who issued them can release."""

_EMPTY_REASONS = frozenset(
    {
        "",
        "无",
        "略",
        "同上",
        "待定",
        "待补",
        "暂无",
        "原因",
        "none",
        "na",
        "tbd",
        "todo",
        "reason",
        "x",
    }
)
"""What people type where a reason is asked for and they have none."""


def requirement_ids(named: Any) -> Any:
    """Convert what names requirements."""
    return tuple(map(requirement_id, named)) if isinstance(named, tuple | list) else named


@attrs.frozen(kw_only=True, eq=False, repr=False)
class WaiverRemark(Record):
    """One thing to be said of one waiver.

    Attributes:
        waiver: The waiver.
        subject: Whom it excuses.
        flaw: What is to be said.
        requirements: What it covers, as far as the flaw concerns it.
        other: The waiver that it overlaps with.
        day: Its last day, if it has lapsed; its first, if it does not hold yet.
    """

    waiver: WaiverId = attrs.field(converter=waiver_id)
    subject: Id = attrs.field(converter=any_id)
    flaw: WaiverFlaw
    requirements: tuple[RequirementId, ...] = attrs.field(default=(), converter=requirement_ids)
    other: WaiverId | None = attrs.field(
        default=None, converter=attrs.converters.optional(waiver_id)
    )
    day: date | None = None


@attrs.frozen(eq=False)
class _Case:
    """A waiver with what it covers, and where its subject stands."""

    waiver: Waiver
    editions: tuple[Requirement, ...]
    told: Assessment

    @property
    def covered(self) -> tuple[RequirementId, ...]:
        return _ids(self.editions)


def audit_waivers(
    register: Register,
    guideline: Guideline,
    on: date,
    *,
    known: date | None = None,
    profile: Profile | None = None,
) -> tuple[WaiverRemark, ...]:
    """Return what is to be said of the waivers on record, on a day.

    A waiver matches where an edition that is in force on one of its days bears the id that it
    covers, or reads the fact. It is unneeded where all that it covers on the day passes or does
    not apply. It is binding where it excuses from a "shall" of a law, a Party regulation or a
    mandatory standard.

    Raises:
        InvalidValue: a day out of range.

    >>> from ridehire_partybuild import Region, Station, Tier, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    >>> waiver = Waiver(id="W-1", subject="S-1", covers="no-such-rule", authority="示例局",
    ...                 reason="示例", valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30))
    >>> register = Register(stations=[station], waivers=[waiver])
    >>> remarks = audit_waivers(register, reference_guideline(), date(2026, 7, 1))
    >>> [remark.flaw.value for remark in remarks]
    ['unmatched', 'lapsed']
    """
    told = assess(register, guideline, on, known=known, profile=profile)
    rules, kinds = resolve(profile, guideline), dict(_kinds(register))
    cases = [
        _Case(one, tuple(_editions(one, rules, kinds.get(one.subject))), told)
        for one in register.waivers
    ]
    remarks = [remark for case in cases for look in _LOOKS for remark in look(case)]
    remarks += _overlaps(cases)
    order = tuple(WaiverFlaw)
    return tuple(
        sorted(remarks, key=lambda one: (one.waiver, order.index(one.flaw), one.other or ""))
    )


def _kinds(register: Register) -> Iterator[tuple[str, SubjectKind]]:
    return ((subject, kind) for kind, subject in register.subjects)


def _ids(editions: Iterable[Requirement]) -> tuple[RequirementId, ...]:
    return tuple(dict.fromkeys(one.id for one in editions))


def _editions(
    waiver: Waiver, guideline: Guideline, kind: SubjectKind | None
) -> Iterator[Requirement]:
    """Yield the editions on a kind of subject that a waiver covers on one of its days."""
    for one in guideline.requirements:
        after = one.effective_before
        begins = one.effective_from <= waiver.valid_until
        meets = begins and (after is None or waiver.valid_from < after)
        if meets and one.subject is kind and waiver.covers in coverable(one):
            yield one


def _remark(case: _Case, flaw: WaiverFlaw, **more: Any) -> WaiverRemark:
    return WaiverRemark(waiver=case.waiver.id, subject=case.waiver.subject, flaw=flaw, **more)


def _unmatched(case: _Case) -> Iterator[WaiverRemark]:
    if not case.editions:
        yield _remark(case, WaiverFlaw.UNMATCHED)


def _unneeded(case: _Case) -> Iterator[WaiverRemark]:
    waiver, told = case.waiver, case.told
    if not waiver.holds(told.on):
        return
    covered = {name for name, rule in told.rules.items() if waiver.covers in coverable(rule)}
    found = [one for one in told.of(waiver.subject) if one.requirement in covered]
    settled = {Outcome.PASSED, Outcome.INAPPLICABLE}
    if found and all(one.verdict.outcome in settled for one in found):
        yield _remark(
            case, WaiverFlaw.UNNEEDED, requirements=tuple(one.requirement for one in found)
        )


def _lapsed(case: _Case) -> Iterator[WaiverRemark]:
    # "valid_until inclusive"
    if case.waiver.valid_until < case.told.on:
        yield _remark(
            case, WaiverFlaw.LAPSED, requirements=case.covered, day=case.waiver.valid_until
        )


def _not_yet(case: _Case) -> Iterator[WaiverRemark]:
    if case.told.on < case.waiver.valid_from:
        yield _remark(
            case, WaiverFlaw.NOT_YET, requirements=case.covered, day=case.waiver.valid_from
        )


def _unreasoned(case: _Case) -> Iterator[WaiverRemark]:
    if re.sub(r"[\W_]+", "", case.waiver.reason).casefold() in _EMPTY_REASONS:
        yield _remark(case, WaiverFlaw.UNREASONED)


def _binding(case: _Case) -> Iterator[WaiverRemark]:
    bound = _ids(
        one
        for one in case.editions
        if one.modality is Modality.SHALL and one.source.kind in BINDING
    )
    if bound:
        yield _remark(case, WaiverFlaw.BINDING, requirements=bound)


_LOOKS: tuple[Callable[[_Case], Iterator[WaiverRemark]], ...] = (
    _unmatched,
    _unneeded,
    _lapsed,
    _not_yet,
    _unreasoned,
    _binding,
)


def _overlaps(cases: Iterable[_Case]) -> Iterator[WaiverRemark]:
    by_subject: dict[str, list[_Case]] = {}
    for case in cases:
        by_subject.setdefault(case.waiver.subject, []).append(case)
    for together in by_subject.values():
        for one, other in combinations(together, 2):
            common = tuple(name for name in one.covered if name in set(other.covered))
            if common and _meet(one.waiver, other.waiver):
                more = {"requirements": common, "other": other.waiver.id}
                yield _remark(one, WaiverFlaw.OVERLAPPING, **more)


def _meet(one: Waiver, other: Waiver) -> bool:
    return one.valid_from <= other.valid_until and other.valid_from <= one.valid_until


def explain_remark(
    remark: WaiverRemark,
    register: Register,
    lang: Lang = "en",
    *,
    guideline: Guideline | None = None,
) -> str:
    """Return a remark as a sentence.

    Args:
        remark: What is to be said.
        register: The register of the waiver.
        lang: The language.
        guideline: By whose clauses and names of facts it is told; None: by ids and codes.

    >>> remark = WaiverRemark(waiver="W-1", subject="S-1", flaw=WaiverFlaw.LAPSED,
    ...                       day=date(2026, 6, 30))
    >>> waiver = Waiver(id="W-1", subject="370500", covers="area", authority="示例局",
    ...                 reason="示例", valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30))
    >>> from ridehire_partybuild import Region, Station
    >>> station = Station(id="S-1", name="示例", region=Region("370502"))
    >>> explain_remark(remark, Register(stations=[station], waivers=[waiver]), "zh")
    '豁免 W-1（S-1，area）：已过期，有效至 2026-06-30。'
    """
    waiver = register.get(remark.waiver)
    covers = _called(waiver.covers, guideline, lang) if isinstance(waiver, Waiver) else "—"
    named = (_called(one, guideline, lang) for one in remark.requirements)
    told: dict[str, str] = {
        "requirements": render("join.list", lang).join(named),
        "other": remark.other or "—",
        "day": "—" if remark.day is None else remark.day.isoformat(),
    }
    what = render(f"waiver_flaw.{remark.flaw.value}", lang, **told)
    whole = {"waiver": remark.waiver, "subject": remark.subject, "covers": covers}
    return render("waiver_flaw.line", lang, what=what, **whole)


def _called(covered: str, guideline: Guideline | None, lang: Lang) -> str:
    """Return what people call a requirement or a fact that a waiver covers."""
    if guideline is None:
        return covered
    rules = [one for one in guideline.requirements if one.id == covered]
    if rules:
        return f"{rules[-1].clause} {rules[-1].title.in_(lang)}"
    return fact_label(covered, guideline.facts, lang) if covered in guideline.facts else covered
