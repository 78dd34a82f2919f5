"""Laws 12 to 14 and 19: a plan breaks no rule, its books are true, it knows what is not sure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product

from ridehire_partybuild.calendars import open_spans
from ridehire_partybuild.guideline import (
    FACTS,
    DayPolicy,
    Duty,
    Held,
    NoDayPolicy,
    Outcome,
    evaluate,
    judged_periods,
    readings_of,
    sessions_fact,
)
from ridehire_partybuild.model import Session, Station
from ridehire_partybuild.model.activities import ROLL_DEADLINE
from ridehire_partybuild.scheduling import Plan, Rule, Unplaced, held, violations
from ridehire_partybuild.values import SHANGHAI, Certainty, DayKind, SessionStatus

from .broken import hold

__all__ = [
    "ledger_adds_up",
    "placed_periods_pass",
    "plan_breaks_no_rule",
    "tallies_are_true",
    "unannounced_days_are_marked",
]


PASSES = "once a plan's sessions are held, each period whose sessions were all placed passes"
MARKED = "an unannounced year is never called certain: what rests on such a day is marked"


def plan_breaks_no_rule(plan: Plan) -> None:
    """Law 12: the checker, which knows nothing of the planner, finds nothing grave in its plan."""
    inputs = plan.inputs
    found = violations(
        plan.sessions,
        inputs.register,
        inputs.calendar,
        policy=inputs.policy,
        duties=inputs.duties,
    )
    grave = [one for one in found if one.severity.blocks]
    sentence = "`violations` of a plan under its policy holds nothing of a BLOCK severity"
    hold(12, sentence, true=not grave, shown=grave)


def ledger_adds_up(plan: Plan) -> None:
    """Law 13: held + placed + unplaced + waived = required, and the unplaced are those listed."""
    placed = Counter((one.duty, one.period) for one in plan.sessions)
    missing = Counter((one.duty, one.period) for one in plan.unplaced)
    sentence = "already held + placed + unplaced + waived = required"
    for entry in plan.ledger:
        at = entry.duty, entry.period
        parts = entry.held + entry.planned + entry.unplaced + entry.waived
        held = (
            parts == entry.required
            and entry.unplaced == missing.pop(at, 0)
            and entry.planned >= placed.pop(at, 0)
            and entry.period.end <= plan.inputs.span.end
        )
        hold(13, sentence, true=held, shown=entry)
    hold(13, sentence, true=not placed and not missing, shown=(placed, missing))


def tallies_are_true(plan: Plan, *, most: int = 2) -> None:
    """Law 13: each slot an unplaced session could have had is blocked, by the rule it is put to.

    The slots are made anew and held against the checker, one by one; ``most`` caps how many of
    the unplaced are gone through.
    """
    inputs = plan.inputs
    full = inputs.register.with_(*plan.sessions)
    for gap in plan.unplaced[:most]:
        told = {blocked.rule: blocked.count for blocked in gap.blocked}
        if told.keys() & {Rule.NO_STATION, Rule.NO_HOST}:
            hold(
                13, "who has no slot at all says so once", true=set(told.values()) == {1}, shown=gap
            )
            continue
        found: Counter[Rule] = Counter()
        for slot in _slots(plan, gap):
            broken = {
                one.rule
                for one in violations(
                    [slot], full, inputs.calendar, policy=inputs.policy, duties=inputs.duties
                )
                if one.severity.blocks
            }
            broken |= {Rule.OUTSIDE_SPAN} if slot.day not in inputs.span else set()
            broken |= {Rule.PAST} if slot.day < inputs.on else set()
            hold(13, "every blocking tally is true", true=bool(broken), shown=(gap, slot))
            found[min(broken, key=tuple(Rule).index)] += 1
        hold(13, "every blocking tally is true", true=told == dict(found), shown=(gap, found))


def placed_periods_pass(plan: Plan) -> None:
    """Law 14: "once a plan's sessions are held, each period whose sessions were all placed passes".

    The frequency of each duty is judged as `Held` on the day after the plan's last session, or
    its span's. A duty held elsewhere than at its own station proves nothing of that station.
    """
    inputs, register = plan.inputs, held(plan)
    on = max([inputs.span.last, *(one.day for one in plan.sessions)])
    placed = Counter((one.duty, one.period) for one in plan.sessions)
    for duty in inputs.duties:
        file = register.of(duty.subject)
        if isinstance(file.record, Station) and duty.station != duty.subject:
            continue
        before, after = (
            readings_of(one, on, FACTS) for one in (inputs.register.of(duty.subject), file)
        )
        check = Held(held=duty.kind, times=duty.cadence.times, per=duty.cadence.per)
        verdict = evaluate(check, after)
        for period, child in zip(judged_periods(check, after), verdict.children, strict=False):
            already = before.of(sessions_fact(duty.kind, period)).value
            known = int(already) if isinstance(already, Decimal) else 0
            enough = known + placed[duty.id, period] >= duty.cadence.times
            judged = child.outcome is not Outcome.INAPPLICABLE
            if enough and judged:
                hold(14, PASSES, true=child.outcome is Outcome.PASSED, shown=(duty, period, child))


def unannounced_days_are_marked(plan: Plan) -> None:
    """Law 19, of plans: a session on a day that no notice has announced is marked as uncertain."""
    calendar = plan.inputs.calendar
    marked = set(plan.uncertain)
    for one in plan.sessions:
        last = one.end - timedelta(minutes=1)
        touched = {one.start.date(), last.date()}
        certain = all(calendar.day(day).certainty is Certainty.ANNOUNCED for day in touched)
        hold(19, MARKED, true=(one.id in marked) != certain, shown=(one, sorted(touched)))


def _slots(plan: Plan, gap: Unplaced) -> Iterator[Session]:
    """Every slot in which a session could have been: day, start on the grid, host."""
    inputs = plan.inputs
    duty = next(one for one in inputs.duties if one.id == gap.duty)
    steps = range(0, 1440, inputs.policy.step_minutes)
    able = [one.id for one in inputs.register.hosts if duty.skill in one.skills]
    hosts = able if duty.skill else [None]
    days = list(gap.period.span)
    if duty.no_day is NoDayPolicy.ROLL and not any(_is_admissible(day, duty, plan) for day in days):
        days += [gap.period.end + timedelta(days=offset) for offset in range(ROLL_DEADLINE.days)]
    for day, minute, host in product(days, steps, hosts):
        start = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(minutes=minute)
        yield Session(
            id="candidate",
            kind=duty.kind,
            station=duty.station,
            host=host,
            start=start,
            end=start + timedelta(minutes=duty.minutes),
            status=SessionStatus.PLANNED,
            duty=duty.id,
            period=gap.period,
        )


def _is_admissible(day: date, duty: Duty, plan: Plan) -> bool:
    """No day off, but one that suits; subject and station there, and the station open some time."""
    register, calendar = plan.inputs.register, plan.inputs.calendar
    kind = calendar.day(day).kind
    suited = {
        DayPolicy.ANY: set(DayKind),
        DayPolicy.WORKDAYS: {DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY},
        DayPolicy.WEEKENDS: {DayKind.WEEKEND},
    }
    owners = [register.of(one) for _, one in register.subjects if one == duty.subject]
    places = [one for one in register.stations if one.id == duty.station]
    return (
        kind not in {DayKind.HOLIDAY, DayKind.BRIDGE_DAY_OFF}
        and kind in suited[duty.days]
        and all(one.is_open(day) for one in owners)
        and all(one.is_open(day) for one in places)
        and all(one.hours is None or open_spans(one.hours, day, calendar) for one in places)
    )
