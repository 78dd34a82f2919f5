"""Shortfalls and remedies in words, with the numbers that prove them."""

from collections.abc import Iterable
from typing import Any, cast

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.model import Host, Register, Station
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.model.register import kind_label

from .plans import PlanInputs
from .remedies import Remedy, RemedyKind
from .shortfalls import Shortfall, ShortfallKind
from .telling import explain_span

__all__ = ["explain_remedy", "explain_shortfall"]

_MOST_NAMED = 6


def explain_shortfall(shortfall: Shortfall, inputs: PlanInputs, lang: Lang = "en") -> str:
    """Return a shortfall in words: what is needed, what can be, why, and what would help.

    Args:
        shortfall: The shortfall.
        inputs: Those in which it was found: their register has the names.
        lang: The language.

    >>> from datetime import date
    >>> from ridehire_partybuild import (
    ...     DEFAULT_POLICY, ActivityKind, Cadence, Duty, Owed, Period, PlanInputs, Register, Rule,
    ...     Span, WorkCalendar,
    ... )
    >>> clinic = Duty(id="D-1", subject="S-1", kind=ActivityKind.LEGAL_CLINIC,
    ...               cadence=Cadence.parse("1/half_year"))
    >>> inputs = PlanInputs(duties=[clinic], register=Register(), calendar=WorkCalendar(),
    ...                     span=Span.parse("2026-01-01/2026-06-30"), on=date(2026, 1, 1),
    ...                     policy=DEFAULT_POLICY)
    >>> short = Shortfall(kind=ShortfallKind.SLOTS, span=inputs.span, needed=1, possible=0,
    ...                   owed=[Owed(duty="D-1", period=Period.parse("2026-H1"), sessions=1)],
    ...                   rules=(Rule.NO_STATION,))
    >>> print(explain_shortfall(short, inputs, "zh"))
    2026年上半年：S-1需安排法律咨询 1 场，没有一个时段可用（受阻原因：没有场地）。
    """
    register = inputs.register
    wanted = {owed.duty for owed in shortfall.owed}
    duties = [duty for duty in inputs.duties if duty.id in wanted]
    kinds = dict.fromkeys(kind_label(duty.kind, register, lang) for duty in duties)
    told: dict[str, Any] = {
        "span": explain_span(shortfall.span, lang),
        "kinds": joined(kinds, lang),
        "needed": shortfall.needed,
        "possible": shortfall.possible,
        "missing": shortfall.missing,
        "owners": _names([duty.subject for duty in duties], register, lang),
        "hosts": _names(shortfall.hosts, register, lang),
        "station": name_told(shortfall.station, register, lang),
        "why": joined([rule.label(lang) for rule in shortfall.rules[:2]], lang),
        "days": shortfall.days,
    }
    line = render(f"shortfall.{shortfall.kind.value}", lang, **told)
    if shortfall.kind is ShortfallKind.HOSTS:
        line += _limits(shortfall, register, lang)
    if not shortfall.remedies:
        return line + render("shortfall.no_remedy", lang)
    ways = [explain_remedy(one, inputs, lang) for one in shortfall.remedies]
    return line + render("shortfall.remedies", lang, ways=joined(ways, lang, "then"))


def _names(ids: Iterable[str], register: Register, lang: Lang) -> str:
    names = dict.fromkeys(name_told(one, register, lang) for one in ids)  # type: ignore[arg-type]
    told = joined(tuple(names)[:_MOST_NAMED], lang)
    more = len(names) - _MOST_NAMED
    return told if more <= 0 else render("shortfall.more", lang, names=told, count=len(names))


def _limits(shortfall: Shortfall, register: Register, lang: Lang) -> str:
    """Return why one host can hold no more: on so many days, so many a day and a week."""
    if len(shortfall.hosts) != 1:
        return ""
    host = cast("Host", register.get(shortfall.hosts[0]))
    told = [render("shortfall.on_days", lang, count=shortfall.days)]
    for field in ("per_day", "per_week"):
        limit = getattr(host, field)
        if limit is not None:
            told.append(render(f"shortfall.{field}", lang, count=limit))
    return render("shortfall.because", lang, why=joined(told, lang))


def explain_remedy(remedy: Remedy, inputs: PlanInputs, lang: Lang = "en") -> str:
    """Return a remedy in words, and how many sessions it was seen to rescue.

    Args:
        remedy: The remedy.
        inputs: Those of the plan without it.
        lang: The language.

    >>> from datetime import date
    >>> from ridehire_partybuild import (
    ...     DEFAULT_POLICY, ActivityKind, Cadence, Duty, PlanInputs, Register, Span, WorkCalendar,
    ... )
    >>> clinic = Duty(id="D-1", subject="S-1", kind=ActivityKind.LEGAL_CLINIC,
    ...               cadence=Cadence.parse("1/half_year"))
    >>> inputs = PlanInputs(duties=[clinic], register=Register(), calendar=WorkCalendar(),
    ...                     span=Span.parse("2026-01-01/2026-06-30"), on=date(2026, 1, 1),
    ...                     policy=DEFAULT_POLICY)
    >>> any_day = Remedy(kind=RemedyKind.ANY_DAY, duties=[clinic], rescues=1)
    >>> print(explain_remedy(any_day, inputs, "zh"))
    法律咨询不限固定日（全计划可多安排 1 场）
    """
    register = inputs.register
    kinds = dict.fromkeys(kind_label(duty.kind, register, lang) for duty in remedy.duties)
    told: dict[str, Any] = {
        "kinds": joined(kinds, lang),
        "days": joined([day.isoformat() for day in remedy.days], lang),
        "rescues": remedy.rescues,
    }
    for change in remedy.changes:
        told |= _changed(remedy.kind, change.before, change.after)
    if remedy.kind is RemedyKind.OTHER_ROOM:
        told["name"] = _names([duty.station or "" for duty in remedy.duties], register, lang)
    what = render(f"remedy.{remedy.kind.value}", lang, **told)
    return render("remedy.line", lang, what=what, rescues=remedy.rescues)


_FIELDS = {RemedyKind.RAISE_WEEK_LIMIT: "per_week", RemedyKind.RAISE_DAY_LIMIT: "per_day"}


def _changed(kind: RemedyKind, before: object, after: object) -> dict[str, object]:
    told: dict[str, object] = {}
    if isinstance(after, Host):
        told["name"] = after.party.name
    if isinstance(after, Station):
        told |= {"name": after.name, "hours": str(after.hours), "seats": after.site.seats}
    if kind in _FIELDS:
        field = _FIELDS[kind]
        told |= {"before": getattr(before, field), "after": getattr(after, field)}
    return told
