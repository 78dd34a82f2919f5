"""The page of a plan: whole, every session and every gap in its place."""

from collections import Counter

import attrs
import pytest
from hypothesis import given

from ridehire_partybuild import (
    ActivityKind,
    Cadence,
    Duty,
    Period,
    Plan,
    Register,
    SessionStatus,
    Span,
    Unplaced,
    duties,
    load,
    plan,
    shortfalls,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report import (
    plan_page,
)
from ridehire_partybuild.exchange.report.told_plan import PRESSING, told_plan
from ridehire_partybuild.testing import strategies

from .reading import (
    CALENDAR,
    EXAMPLE,
    FEW,
    LANGUAGES,
    ON,
    RULES,
    Read,
    whole,
)

pytest.importorskip("jinja2")


@FEW
@given(strategies.plans(), LANGUAGES)
def test_every_plan_gives_a_page(made: Plan, lang: Lang) -> None:
    """Placed, unplaced, waived: whole, with the notice."""
    short = shortfalls(made, trials=0)
    whole(plan_page(made, RULES, shortfalls=short, lang=lang), lang, RULES.notice)


@FEW
@given(strategies.plans())
def test_a_plan_is_told_without_loss(made: Plan) -> None:
    """Each session of the span stands on its day, once; each due period and each gap in one row.

    The calendar has every day of its months once, in whole weeks that begin on Monday.
    """
    told, span = told_plan(made, RULES), made.inputs.span
    placed = {one.id: one for one in made.sessions}
    recorded = {
        one.id: one
        for one in made.inputs.register.sessions
        if one.status is not SessionStatus.CANCELLED and one.id not in placed
    }
    due = Counter(one.day for one in (placed | recorded).values() if one.day in span)
    days = [day for month in told.months for week in month.weeks for day in week if day]
    assert Counter({one.day: len(one.sessions) for one in days if one.sessions}) == due
    assert len({one.day for one in days}) == len(days)
    assert {one.day for one in days if one.planned} == set(span)
    for month in told.months:
        for week in month.weeks:
            assert len(week) == 7
            assert all(day is None or day.day.weekday() == at for at, day in enumerate(week))
    assert len(told.due) == len(made.ledger) == sum(told.states.values())
    assert [PRESSING.index(one.entry.state) for one in told.due] == sorted(
        PRESSING.index(one.state) for one in made.ledger
    )
    for row in told.due:
        excuse = row.entry.excuse
        assert (row.excuse is None) == (excuse is None)
        assert excuse is None or (excuse.reason or "") in str(row.excuse)
    assert len(told.left) == len(made.unplaced)


def test_the_page_of_a_plan_names_what_is_short() -> None:
    """The months, the ledger, and why what is left has no place."""
    span, register = Span.parse("2026-01-01/2026-06-30"), load(EXAMPLE, Register)
    made = plan(duties(RULES, register, span), register, CALENDAR, span, on=ON)
    told = shortfalls(made, trials=0)
    texts = Read(plan_page(made, RULES, shortfalls=told)).texts
    assert {
        "2026年2月",
        "2026年6月",
        "调休上班",
        "台账",
        "有缺口",
        "缺口与可行办法",
        "已开展",
    } <= set(texts)
    assert "2026年上半年：示例三号司机驿站需安排急救培训 1 场，没有一个时段可用" in "".join(texts)
    assert "全部场次均已安排。" in Read(plan_page(_empty(span), RULES)).texts


def test_whose_a_duty_is_where_nobody_on_record_has_it() -> None:
    """Set by hand for somebody else it has their id; one that is not there has its own alone."""
    span = Span.parse("2026-01-01/2026-01-31")
    owed = Duty(
        id="D-1", subject="somebody", kind=ActivityKind.LEGAL_CLINIC,
        cadence=Cadence.parse("1/month"),
    )  # fmt: skip
    made = plan((owed,), Register(), CALENDAR, span)
    gap = Unplaced(duty="D-9", period=Period.parse("2026-01"), ordinal=1, blocked=())
    told = told_plan(attrs.evolve(made, unplaced=(*made.unplaced, gap)), RULES, lang="en")
    assert [(one.what, one.whose) for one in told.due] == [("legal clinic", "somebody")]
    assert [(one.what, one.whose) for one in told.left] == [
        ("legal clinic", "somebody"),
        ("D-9", ""),
    ]


def _empty(span: Span) -> Plan:
    return plan((), Register(), CALENDAR, span)


def test_a_day_that_no_notice_announced_says_so() -> None:
    """A year whose holidays have not been announced is never called certain."""
    texts = Read(plan_page(_empty(Span.parse("2027-05-01/2027-05-31")), RULES)).texts
    assert texts.count("法定") >= 1
    assert texts.count("推定") >= 20
