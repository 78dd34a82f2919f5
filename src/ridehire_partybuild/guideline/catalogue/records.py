"""Readings of what belongs to any kind of subject: sessions, appeals, feedback, tasks, funds."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from ridehire_partybuild.guideline.facts import ABSENT, FactKind
from ridehire_partybuild.model import Appeal, Fund, Session, SubjectFile, Task
from ridehire_partybuild.values import Method, Period, PeriodUnit, SessionStatus

from .rows import (
    FoundValue,
    Row,
    Whose,
    count,
    dated_by,
    divided,
    held_year,
    last_whole,
    share,
    total,
)

__all__ = ["appeal_rows", "feedback_rows", "fund_rows", "held_in", "session_rows", "task_rows"]

AN_HOUR = timedelta(hours=1)
"""Tianjin, 12328, 2026-02-11: an appeal is passed on within one hour."""


def held_in(file: SubjectFile, period: Period, on: date) -> tuple[Session, ...]:
    """Return the sessions held in a period, up to a day."""
    return tuple(
        one
        for one in file.sessions
        if one.status is SessionStatus.HELD and one.day in period and one.day <= on
    )


def _kinds(file: SubjectFile, on: date) -> FoundValue:
    year = held_year(file, on)
    if year is None:
        return ABSENT
    if not file.has_all_sessions(year):
        return None
    held = held_in(file, year, on)
    kinds = {one.kind.value for one in held}
    return Decimal(len(kinds | {item.kind.value for one in held for item in one.programme}))


def _uncounted(file: SubjectFile, on: date) -> FoundValue:
    held = held_in(file, last_whole(PeriodUnit.YEAR, on), on)
    return count(one.attendance is None for one in held) if held else ABSENT


def session_rows(whose: Whose) -> tuple[Row, ...]:
    """Return the facts that follow from sessions held."""
    return whose.rows(
        ("activities.kinds", FactKind.NUMBER, "上一年开展的活动种类数",
         "number of kinds of activity held in the last whole year", _kinds,
         {"unit": "count", "reads": ("sessions",)}),
        ("sessions.uncounted", FactKind.NUMBER, "上一年未记录参加人数的活动数",
         "sessions of the last whole year without a count of who came", _uncounted,
         {"unit": "count", "reads": ("sessions",)}),
    )  # fmt: skip


def _by(moment: datetime | None, on: date) -> bool:
    return moment is not None and moment.date() <= on


def _received(file: SubjectFile, on: date) -> Iterator[Appeal]:
    year = last_whole(PeriodUnit.YEAR, on)
    return (one for one in file.appeals if one.received_at.date() in year)


def _reached(field: str, file: SubjectFile, on: date) -> FoundValue:
    return share(_by(getattr(one, field), on) for one in _received(file, on))


def _forwarded_at_once(file: SubjectFile, on: date) -> FoundValue:
    # what was answered where it came in needed no passing on
    return share(
        _by(one.forwarded_at, on)
        and one.forwarded_at is not None
        and one.forwarded_at - one.received_at <= AN_HOUR
        for one in _received(file, on)
        if _by(one.forwarded_at, on) or not _by(one.answered_at, on)
    )


def _content(file: SubjectFile, on: date) -> FoundValue:
    answered = [one for one in _received(file, on) if _by(one.answered_at, on)]
    if not answered:
        return ABSENT
    told = dated_by(answered, "closed_at", on)  # what is settled later, is told later
    asked = [one.satisfied for one in told if one.satisfied is not None]
    return share(asked) if asked else None


def _unanswered(file: SubjectFile, on: date) -> FoundValue:
    appeals = dated_by(file.appeals, "received_at", on)
    if not appeals:
        return ABSENT
    month = last_whole(PeriodUnit.MONTH, on)
    waiting = (one for one in appeals if one.received_at.date() < month.end)
    # settled without an answer on record: the moment of the answer is not known, the answer is
    return count(not _by(one.answered_at, on) and not _by(one.closed_at, on) for one in waiting)


def appeal_rows(whose: Whose) -> tuple[Row, ...]:
    """Return the facts that follow from appeals."""
    of_year = {"unit": "percent", "reads": ("appeals",)}
    return whose.rows(
        ("appeals.forwarded_in_hour", FactKind.NUMBER, "上一年诉求1小时内转办率",
         "share of the last whole year's appeals passed on within the hour",
         _forwarded_at_once, of_year),
        ("appeals.answered", FactKind.NUMBER, "上一年诉求答复率",
         "share of the last whole year's appeals answered",
         partial(_reached, "answered_at"), of_year),
        ("appeals.closed", FactKind.NUMBER, "上一年诉求办结率",
         "share of the last whole year's appeals settled", partial(_reached, "closed_at"), of_year),
        ("appeals.satisfied", FactKind.NUMBER, "上一年已回访诉求的满意率",
         "share of the last whole year's appeals with whose answer drivers asked are content",
         _content, of_year | {"method": Method.INTERVIEW}),
        ("appeals.unanswered", FactKind.NUMBER, "上月底前收到而未答复的诉求数",
         "appeals received by the end of last month and not answered yet", _unanswered,
         {"unit": "count", "reads": ("appeals",)}),
    )  # fmt: skip


def _asked(file: SubjectFile, on: date) -> FoundValue:
    given = dated_by(file.feedback, "period.start", on)
    year = last_whole(PeriodUnit.YEAR, on)
    return total(one.respondents for one in given if one.period.start in year) if given else None


def _satisfied(file: SubjectFile, on: date) -> FoundValue:
    year = last_whole(PeriodUnit.YEAR, on)
    given = [one for one in file.feedback if one.period.start in year]
    content = total(one.satisfied for one in given)
    asked = sum(one.respondents for one in given)
    return None if content is None or not asked else divided(100 * content, asked)


def feedback_rows(whose: Whose, satisfied: str) -> tuple[Row, ...]:
    """Return the facts that follow from what drivers said."""
    said = {"reads": ("feedback",), "method": Method.INTERVIEW}
    return whose.rows(
        (satisfied, FactKind.NUMBER, "司机满意度", "share of drivers who are satisfied",
         _satisfied, said | {"unit": "percent"}),
        ("feedback.respondents", FactKind.NUMBER, "上一年评价人数",
         "number of drivers who gave their opinion in the last whole year", _asked,
         said | {"unit": "people"}),
    )  # fmt: skip


def _is_open(task: Task, on: date) -> bool:
    ended = (task.done_on, task.dropped_on)
    return not any(day is not None and day <= on for day in ended)


def _open_tasks(file: SubjectFile, on: date) -> FoundValue:
    tasks = dated_by(file.tasks, "opened_on", on)
    return count(_is_open(one, on) for one in tasks) if tasks else ABSENT


def _late_tasks(file: SubjectFile, on: date) -> FoundValue:
    tasks = dated_by(file.tasks, "opened_on", on)
    if not tasks:
        return ABSENT
    return count(_is_open(one, on) and one.due_on is not None and one.due_on < on for one in tasks)


def task_rows(whose: Whose) -> tuple[Row, ...]:
    """Return the facts that follow from what is to be put right."""
    more = {"unit": "items", "reads": ("tasks",)}
    return whose.rows(
        ("tasks.open", FactKind.NUMBER, "未完成的整改任务数", "open tasks",
         _open_tasks, more),
        ("tasks.overdue", FactKind.NUMBER, "逾期未完成的整改任务数", "overdue tasks",
         _late_tasks, more),
    )  # fmt: skip


def _is_overspent(fund: Fund, on: date) -> bool | None:
    if fund.spending is None or fund.granted_fen is None:
        return None
    by_then = dated_by(fund.spending, "spent_on", on)
    return sum(one.amount_fen for one in by_then) > fund.granted_fen


def _any(items: Iterable[bool | None]) -> FoundValue:
    given = tuple(items)
    if not given:
        return ABSENT
    return True if True in given else None if None in given else False


def _overspent(file: SubjectFile, on: date) -> FoundValue:
    return _any(_is_overspent(one, on) for one in file.funds)


def fund_rows(whose: Whose) -> tuple[Row, ...]:
    """Return the facts that follow from lines of special funds."""
    return whose.rows(
        ("funds.overspent", FactKind.FLAG, "专项资金超支", "special funds overspent",
         _overspent, {"reads": ("funds",)}),
    )  # fmt: skip
