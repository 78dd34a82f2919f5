"""Changes of plans and notices of them in words: what, whose, from when to when, and why."""

from typing import Any

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.values import Period, PeriodUnit, Span

from .ledger import Excuse
from .notices import ChangeNotice
from .plan_changes import ChangeCause, PlanChange

__all__ = [
    "excuse_told",
    "explain_notice",
    "explain_plan_change",
    "explain_span",
    "session_told",
    "start_told",
]


def start_told(session: Session, lang: Lang) -> str:
    """Return the day with its weekday, and the hours."""
    day = render(f"weekday.{session.start.isoweekday()}", lang)
    return render(
        "planned.when", lang,
        day=session.day.isoformat(), weekday=day,
        start=f"{session.start:%H:%M}", end=f"{session.end:%H:%M}",
    )  # fmt: skip


def session_told(session: Session, register: Register, lang: Lang) -> str:
    """Return what a session is, whose, and where."""
    kind = kind_label(session.kind, register, lang)
    place = session.venue or name_told(session.station, register, lang)
    if session.organiser is None:
        return render("planned.session", lang, kind=kind, place=place)
    owner = session.organiser.name
    return render("planned.owned", lang, kind=kind, place=place, owner=owner)


def excuse_told(excuse: Excuse, lang: Lang) -> str:
    """Return why, by whom and by what paper a period need not be served."""
    told = (excuse.kind.label(lang), excuse.reason, excuse.authority, excuse.document)
    return joined(filter(None, told), lang, "then")


def explain_span(span: Span, lang: Lang = "en") -> str:
    """Return how people call some days: a month or half-year by its name, else first and last.

    >>> explain_span(Span.parse("2026-02-01/2026-02-28"), "zh")
    '2026年2月'
    >>> explain_span(Span.parse("2026-07-01/2026-12-31"), "en")
    'Second half of 2026'
    """
    if span.start == span.last:
        return span.start.isoformat()
    for unit in PeriodUnit:
        period = Period.containing(span.start, unit)
        if period.span == span and unit is not PeriodUnit.WEEK:
            number = (span.start.month - 1) // ((span.last.month - span.start.month) + 1) + 1
            told: dict[str, Any] = {"year": span.start.year, "number": number}
            if unit in {PeriodUnit.MONTH, PeriodUnit.HALF_YEAR}:
                told["name"] = render(f"{unit.value}.{number}", lang)
            return render(f"planned.{unit.value}", lang, **told)
    first, last = span.start.isoformat(), span.last.isoformat()
    return render("planned.span", lang, first=first, last=last)


def explain_plan_change(change: PlanChange, register: Register, lang: Lang = "en") -> str:
    """Return one change of a plan in one line: what, from when to when, and why.

    Args:
        change: The change.
        register: Where the names of stations and hosts are found.
        lang: The language.

    >>> from datetime import datetime
    >>> from ridehire_partybuild import SHANGHAI, ActivityKind, Rule, SessionStatus
    >>> from ridehire_partybuild.scheduling import ChangeCause
    >>> session = Session(id="R-1", kind=ActivityKind.LEGAL_CLINIC, venue="示例会场",
    ...                   start=datetime(2026, 2, 16, 9, tzinfo=SHANGHAI),
    ...                   end=datetime(2026, 2, 16, 10, tzinfo=SHANGHAI),
    ...                   status=SessionStatus.PLANNED)
    >>> gone = PlanChange(before=session, after=None, cause=ChangeCause.BROKEN,
    ...                   rules=[Rule.HOLIDAY])
    >>> print(explain_plan_change(gone, Register(), "zh"))
    未能改排：法律咨询（示例会场），原定 2026-02-16（周一）09:00-10:00。原因：节假日不安排。
    """
    told = {
        "session": session_told(change.session, register, lang),
        "before": "" if change.before is None else start_told(change.before, lang),
        "after": "" if change.after is None else start_told(change.after, lang),
    }
    unplaced = change.after is None and change.cause is ChangeCause.BROKEN
    line = render(f"plan_change.{'unplaced' if unplaced else change.kind.value}", lang, **told)
    for field in ("station", "host"):
        line += _renamed(change, field, register, lang)
    if change.cause is None:
        return render("plan_change.line", lang, line=line)
    why = change.cause.label(lang)
    if change.rules:
        why = change.rules[0].label(lang)  # the others follow from it more often than not
    return render("plan_change.why", lang, line=line, why=why)


def _renamed(change: PlanChange, field: str, register: Register, lang: Lang) -> str:
    """Return which other place or host a session has; of a session that came or went, nothing."""
    if change.before is None or change.after is None:
        return ""
    old, new = getattr(change.before, field), getattr(change.after, field)
    if old == new:
        return ""
    told = {"before": name_told(old, register, lang), "after": name_told(new, register, lang)}
    return render(f"plan_change.{field}", lang, **told)


def explain_notice(notice: ChangeNotice, register: Register, lang: Lang = "en") -> str:
    """Return what one body has to be told: a heading, and a line for each change.

    Args:
        notice: The notice.
        register: Where the names of stations and hosts are found.
        lang: The language.

    >>> from datetime import datetime
    >>> from ridehire_partybuild import SHANGHAI, ActivityKind, NoticeRole, Party, SessionStatus
    >>> session = Session(id="R-1", kind=ActivityKind.LEGAL_CLINIC, venue="示例会场",
    ...                   start=datetime(2026, 2, 16, 9, tzinfo=SHANGHAI),
    ...                   end=datetime(2026, 2, 16, 10, tzinfo=SHANGHAI),
    ...                   status=SessionStatus.PLANNED)
    >>> notice = ChangeNotice(to=Party(name="示例律师事务所"), roles=[NoticeRole.HOST],
    ...                       changes=(PlanChange(before=None, after=session),))
    >>> print(explain_notice(notice, Register(), "zh"))
    致示例律师事务所（承办方）：1 项安排有变
      新增：法律咨询（示例会场），2026-02-16（周一）09:00-10:00。
    """
    roles = joined([role.label(lang) for role in notice.roles], lang)
    heading = render(
        "notice.heading", lang, to=notice.to.name, roles=roles, count=len(notice.changes)
    )
    lines = [explain_plan_change(change, register, lang) for change in notice.changes]
    return "\n".join([heading, *(f"  {line}" for line in lines)])
