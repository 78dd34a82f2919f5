"""The laws of this library as functions: each takes what it speaks of, and fails with its sentence.

They are written for other people's property tests as much as for our own: draw the arguments from
`ridehire_partybuild.testing.strategies` or from your own strategies, and call the law. A law that
does not hold raises `LawBroken`, which names it and shows what broke it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any, Protocol

from ridehire_partybuild.calendars import open_spans
from ridehire_partybuild.compliance import Assessment, assess, compiled
from ridehire_partybuild.errors import InvalidDocument
from ridehire_partybuild.exchange import dumps, loads
from ridehire_partybuild.guideline import (
    Check,
    Duty,
    Guideline,
    NoDayPolicy,
    Outcome,
    Readings,
    Reason,
    evaluate,
    judged_check,
    outcomes,
)
from ridehire_partybuild.model import Observation, Register, Session, apply, diff, merge
from ridehire_partybuild.model.activities import ROLL_DEADLINE
from ridehire_partybuild.scheduling import Plan, Rule, Unplaced, violations
from ridehire_partybuild.values import SHANGHAI, DayKind, SessionStatus

from .leaks import leaks

__all__ = [
    "LAWS",
    "LawBroken",
    "assessment_is_total",
    "because_reproduces",
    "changes_lead_there_and_back",
    "compiled_is_plain",
    "disagreement_is_conflict",
    "document_round_trip",
    "equal_inputs_equal_bytes",
    "findings_are_plain",
    "knowledge_moves_only_cant_tell",
    "ledger_adds_up",
    "merging_has_no_order",
    "no_secret_leaks",
    "only_open_verdicts_move",
    "order_agrees",
    "outcomes_form_two_chains",
    "plan_breaks_no_rule",
    "tallies_are_true",
    "text_round_trip",
]


class LawBroken(AssertionError):  # noqa: N818 - it says what happened
    """A law does not hold: its number, its sentence, and what broke it."""


def _hold(number: int, sentence: str, *, true: bool, shown: object) -> None:
    if not true:
        message = f"law {number}: {sentence}\nbroken by: {shown!r}"
        raise LawBroken(message)


def outcomes_form_two_chains() -> None:
    """Law 1: commutative, associative, idempotent, De Morgan; of nothing, INAPPLICABLE.

    Absorption and distribution are not claimed.

    >>> outcomes_form_two_chains()
    """
    all_, any_, not_ = outcomes.all_of, outcomes.any_of, outcomes.negate
    sentence = "AND and OR are two chains"
    for join, dual in ((all_, any_), (any_, all_)):
        _hold(1, sentence, true=join([]) is Outcome.INAPPLICABLE, shown=join)
        for a, b, c in product(Outcome, repeat=3):
            held = (
                join([a, a]) is a
                and join([a, b]) is join([b, a])
                and join([join([a, b]), c]) is join([a, join([b, c])]) is join([a, b, c])
                and not_(join([a, b])) is dual([not_(a), not_(b)])
            )
            _hold(1, sentence, true=held, shown=(join, a, b, c))
    for reasons in product([None, *Reason], repeat=2):
        first = min((r for r in reasons if r), key=tuple(Reason).index, default=None)
        held = outcomes.first_reason(reasons) is first is outcomes.first_reason(reasons[::-1])
        _hold(1, "reasons come in one order", true=held, shown=reasons)


def knowledge_moves_only_cant_tell(check: Check, less: Readings, more: Readings) -> None:
    """Law 2: what is newly known moves only CANT_TELL; ``more`` is ``less`` with values added."""
    before, after = evaluate(check, less), evaluate(check, more)
    stays = before.outcome is Outcome.CANT_TELL or before.outcome is after.outcome
    _hold(
        2,
        "giving a value to a fact that was not known moves only CANT_TELL",
        true=stays,
        shown=(check, less, more),
    )


def only_open_verdicts_move(before: Assessment, after: Assessment) -> None:
    """Law 2 on registers: ``after`` knows declared values that ``before`` did not, and no less."""
    for old, new in zip(before.findings, after.findings, strict=True):
        became_known = old.verdict.outcome is Outcome.CANT_TELL
        conflict = new.verdict.reason is Reason.CONFLICTING
        _hold(
            2,
            "giving a value to a fact that was not known moves only CANT_TELL",
            true=became_known or conflict or old.verdict.outcome is new.verdict.outcome,
            shown=(old, new),
        )


def disagreement_is_conflict(before: Assessment, observation: Observation) -> None:
    """Law 2, second half: one more observation of the same newest day, and disagreeing.

    ``observation`` must speak of a fact whose newest observation in ``before`` is of that day.
    """
    after = assess(before.register.with_(observation), before.guideline, before.on)
    for old, new in zip(before.findings, after.findings, strict=True):
        moved = new.verdict.outcome is not old.verdict.outcome
        conflict = (new.verdict.outcome, new.verdict.reason) == (
            Outcome.CANT_TELL,
            Reason.CONFLICTING,
        )
        _hold(
            2,
            "a disagreeing observation of the same newest day moves a verdict only to "
            "CANT_TELL(conflicting)",
            true=not moved or conflict,
            shown=(old, new),
        )


def because_reproduces(check: Check, readings: Readings) -> None:
    """Law 3: the facts in ``because``, with everything else not known, give the same verdict."""
    whole = evaluate(check, readings)
    alone = evaluate(check, readings.only(whole.because))
    same = (whole.outcome, whole.reason) == (alone.outcome, alone.reason)
    _hold(3, "`because` alone reproduces the verdict", true=same, shown=(check, readings, alone))


def compiled_is_plain(check: Check, readings: Readings) -> None:
    """The compiled check equals its plain meaning, down to the children."""
    _hold(
        3,
        "whatever is compiled equals `guideline.evaluate`",
        true=compiled(check)(readings) == evaluate(check, readings),
        shown=(check, readings),
    )


def findings_are_plain(told: Assessment) -> None:
    """Each finding's verdict is the plain meaning of its whole check on the readings of the day."""
    for finding in told.findings:
        if finding.verdict.reason is Reason.NOT_OPEN:
            continue
        since = told.guideline.in_force_since(finding.requirement, told.on)
        readings = told.readings(finding.subject).from_(since)
        plain = evaluate(judged_check(told.rules[finding.requirement]), readings)
        _hold(
            3, "a finding is the meaning of its check", true=plain == finding.verdict, shown=plain
        )


class _Text(Protocol):
    @classmethod
    def parse(cls, text: str) -> Any: ...


def text_round_trip(value: _Text) -> None:
    """Law 10: a value parses from its text, and the two are equal in every way."""
    again = type(value).parse(str(value))
    same = again == value and hash(again) == hash(value) and str(again) == str(value)
    _hold(10, "parse(str(v)) == v, and equality and hash agree", true=same, shown=value)


def document_round_trip(obj: Any) -> None:
    """Law 10: ``loads(dumps(x)) == x``, and the document of what was read is the same text."""
    text = dumps(obj)
    again = loads(text, type(obj))
    _hold(10, "loads(dumps(x)) == x", true=again == obj and dumps(again) == text, shown=obj)


def order_agrees(values: tuple[Any, Any]) -> None:
    """Law 10: exactly one of <, ==, > holds, and equal values hash alike."""
    a, b = values
    told = [bool(a < b), bool(a == b), bool(a > b)]
    agrees = told.count(True) == 1 and (a != b or hash(a) == hash(b))
    _hold(10, "order, equality and hash agree", true=agrees, shown=values)


def equal_inputs_equal_bytes(make: Callable[[], Any], make_permuted: Callable[[], Any]) -> None:
    """Law 11: what is made from the same records in another order has the same document."""
    one, other = make(), make_permuted()
    _hold(
        11,
        "equal inputs, in any order, give equal bytes",
        true=one == other and dumps(one) == dumps(other),
        shown=(one, other),
    )


def assessment_is_total(register: Register, guideline: Guideline, on: date) -> Assessment:
    """`assess` never raises, and judges every open or closed subject by every rule of its kind."""
    told = assess(register, guideline, on)
    rules = guideline.in_force(on).requirements
    wanted = sum(1 for kind, _ in register.subjects for rule in rules if rule.subject is kind)
    _hold(
        2,
        "assess never raises for a register's shortcomings",
        true=len(told.findings) == wanted,
        shown=register,
    )
    return told


def plan_breaks_no_rule(plan: Plan) -> None:
    """Law 12: the checker, which knows nothing of the planner, finds nothing in its plan."""
    inputs = plan.inputs
    found = violations(
        plan.sessions,
        inputs.register,
        inputs.calendar,
        policy=inputs.policy,
        duties=inputs.duties,
    )
    _hold(12, "every planned session passes `violations`", true=not found, shown=found)


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
        _hold(13, sentence, true=held, shown=entry)
    _hold(13, sentence, true=not placed and not missing, shown=(placed, missing))


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
            _hold(
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
            }
            broken |= {Rule.OUTSIDE_SPAN} if slot.day not in inputs.span else set()
            broken |= {Rule.PAST} if slot.day < inputs.on else set()
            _hold(13, "every blocking tally is true", true=bool(broken), shown=(gap, slot))
            found[min(broken, key=tuple(Rule).index)] += 1
        _hold(13, "every blocking tally is true", true=told == dict(found), shown=(gap, found))


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
    """No day off, its subject there, and its station there and open at some time of the day."""
    register, calendar = plan.inputs.register, plan.inputs.calendar
    kind = calendar.day(day).kind
    owners = [register.of(one) for _, one in register.subjects if one == duty.subject]
    places = [one for one in register.stations if one.id == duty.station]
    return (
        kind not in {DayKind.HOLIDAY, DayKind.BRIDGE_DAY_OFF}
        and all(one.is_open(day) for one in owners)
        and all(one.is_open(day) for one in places)
        and all(one.hours is None or open_spans(one.hours, day, calendar) for one in places)
    )


def no_secret_leaks(secrets: Iterable[str], texts: Iterable[str]) -> None:
    """Law 16: ``secrets`` (as of `.leaks.secrets_of`) stand in none of ``texts``, however written.

    The message shows what stands around a secret, never the secret.
    """
    sentence = "no secret text in any repr, error, log, calendar or public view"
    found = leaks(secrets, texts)
    _hold(16, sentence, true=not found, shown=found)


def merging_has_no_order(one: Register, other: Register, third: Register) -> None:
    """Law 18: `merge` is commutative, associative and idempotent where it is defined.

    Registers that contradict each other are merged in no order and by no steps.
    """
    together = _merged(one, other, third)
    ways = (
        _merged(third, other, one),
        _merged(_merged(one, other), third),
        _merged(one, _merged(other, third)),
    )
    _hold(
        18,
        "`merge`, where defined, is commutative, associative and idempotent",
        true=all(way == together for way in ways) and merge(one, one) == one == merge(one),
        shown=(one, other, third),
    )


def _merged(*registers: Register | None) -> Register | None:
    given = [one for one in registers if one is not None]
    if len(given) < len(registers):
        return None
    try:
        return merge(*given)
    except InvalidDocument:
        return None


def changes_lead_there_and_back(old: Register, new: Register) -> None:
    """Law 18: what changed, applied to the old register, gives the new; taken back, the old."""
    changes = diff(old, new)
    there = apply(changes, old) == new
    back = apply(changes.inverse(), new) == old
    _hold(
        18,
        "`diff` applied to the old gives the new, and its inverse the old",
        true=there and back and bool(changes) is (old != new),
        shown=(old, new),
    )


LAWS: Mapping[int, tuple[Callable[..., Any], ...]] = {
    1: (outcomes_form_two_chains,),
    2: (
        knowledge_moves_only_cant_tell,
        only_open_verdicts_move,
        disagreement_is_conflict,
        assessment_is_total,
    ),
    3: (because_reproduces, compiled_is_plain, findings_are_plain),
    10: (text_round_trip, document_round_trip, order_agrees),
    11: (equal_inputs_equal_bytes,),
    12: (plan_breaks_no_rule,),
    13: (ledger_adds_up, tallies_are_true),
    16: (no_secret_leaks,),
    18: (merging_has_no_order, changes_lead_there_and_back),
}
"""The laws that hold so far, by their number in the documentation."""
