"""A register as of a day: what bears a later day is gone, what stays holds together."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    AnyRecord,
    Delivery,
    Donation,
    Register,
    SessionStatus,
    apply,
    assess,
    diff,
    dumps,
    reference_guideline,
)
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.testing import strategies

REGISTERS = strategies.registers()
DAYS = st.dates(date(2024, 12, 1), date(2027, 2, 1))
ONE_DAY = timedelta(days=1)


def _records(register: Register) -> dict[str, AnyRecord]:
    return {record.id: record for name in COLLECTIONS for record in getattr(register, name)}


@given(register=REGISTERS, one=DAYS, other=DAYS)
def test_looking_back_twice_is_looking_back_to_the_earlier_day(
    register: Register, one: date, other: date
) -> None:
    """`as_of(a).as_of(b) == as_of(min(a, b))`."""
    assert register.as_of(one).as_of(other) == register.as_of(min(one, other))


@given(register=REGISTERS)
def test_in_the_end_all_is_known(register: Register) -> None:
    """As of the last day there is, the register is as it is, byte for byte."""
    assert register.as_of(date.max) == register
    assert dumps(register.as_of(date.max)) == dumps(register)


@given(register=REGISTERS, one=DAYS, other=DAYS)
def test_nothing_known_is_forgotten(register: Register, one: date, other: date) -> None:
    """Monotone: what was on record on a day is on record on every later one."""
    first, last = sorted((one, other))
    earlier, later = _records(register.as_of(first)), _records(register.as_of(last))
    assert earlier.keys() <= later.keys() <= _records(register).keys()


FROM = {
    "observations": "collected_on", "donations": "donated_on", "deliveries": "delivered_on",
    "stock": "counted_on", "appeals": "received_at", "tasks": "opened_on", "commitments": "since",
    "loans": "period", "feedback": "period", "assistance": "period", "pledges": "period",
}  # fmt: skip
STEPS = {
    "deliveries": {"received_on"},
    "appeals": {"forwarded_at", "answered_at", "closed_at"},
    "tasks": {"done_on", "dropped_on"},
}
PARTS = {"funds": ("spending", "spent_on"), "stations": ("awards", "granted_on")}


def _day(value: Any) -> date:
    """Return the day of a date, moment or period; of what is not known, the first there is."""
    if value is None:
        return date.min
    value = getattr(value, "start", value)
    return value.date() if isinstance(value, datetime) else value


def _first_day(name: str, record: Any) -> date:
    if name == "sessions":
        return date.min if record.status is SessionStatus.PLANNED else _day(record.start)
    return _day(getattr(record, FROM[name])) if name in FROM else date.min


def _later_days(name: str, record: Any) -> Iterator[date]:
    """Yield the days of what became of a record, or was added to it."""
    yield from (_day(getattr(record, field)) for field in STEPS.get(name, ()))
    field, when = PARTS.get(name, ("id", ""))
    if when:
        yield from (_day(getattr(part, when)) for part in getattr(record, field) or ())


def _own_days(register: Register) -> list[date]:
    """Return the days on which something of a register came, and those before them."""
    records = [(name, one) for name in COLLECTIONS for one in getattr(register, name)]
    found = {_first_day(*one) for one in records} | {
        day for one in records for day in _later_days(*one)
    }
    there = sorted(found - {date.min}) or [date(2026, 1, 1)]
    return [near for day in there for near in (day, day - ONE_DAY)]


@given(register=REGISTERS, data=st.data())
def test_a_record_is_there_from_its_day_and_grows(register: Register, data: st.DataObject) -> None:
    """What falls away, what is cut back and what stays as it is, by a plain table of days.

    A delivery is not there before its donation.
    """
    on = data.draw(st.sampled_from(_own_days(register)))
    then = register.as_of(on)
    gone = {one.id for one in register.donations if _first_day("donations", one) > on}
    for name in COLLECTIONS:
        wanted = {
            one.id: one
            for one in getattr(register, name)
            if _first_day(name, one) <= on
            and not (isinstance(one, Delivery) and one.donation in gone)
        }
        left = {one.id: one for one in getattr(then, name)}
        assert left.keys() == wanted.keys()
        for record_id, record in left.items():
            assert all(day <= on for day in _later_days(name, record))
            as_it_is = all(day <= on for day in _later_days(name, wanted[record_id]))
            assert (record == wanted[record_id]) is as_it_is


@given(register=REGISTERS, on=st.dates(date(2025, 6, 1), date(2026, 12, 31)))
def test_what_came_later_judges_nothing(register: Register, on: date) -> None:
    """What bears a later day never counts: it can as well be not there."""
    guideline = reference_guideline()
    then = assess(register.as_of(on), guideline, on)
    assert then.findings == assess(register, guideline, on).findings


def test_only_what_can_fall_away_itself_names_what_can(everything: Register) -> None:
    """The one mention that looking back can break is a delivery's, of its donation."""
    falling = {*FROM, "sessions"}
    naming = {
        (name, collection)
        for name in COLLECTIONS
        for record in getattr(everything, name)
        for _, _, wanted in record.references()
        for collection in wanted
    }
    assert {pair for pair in naming if pair[1] in falling} == {("deliveries", "donations")}


@pytest.mark.parametrize("undated", [False, True])
def test_a_delivery_goes_with_its_donation(everything: Register, *, undated: bool) -> None:
    """On a day on which a batch was not given yet, nothing of it was delivered."""
    given_on = date(2026, 1, 10)
    register = everything.with_(
        attrs.evolve(everything.donations[0], donated_on=given_on),
        attrs.evolve(
            everything.deliveries[0],
            delivered_on=None if undated else date(2026, 1, 8),
            received_on=None,
        ),
    )
    before, after = register.as_of(given_on - ONE_DAY), register.as_of(given_on)
    assert (before.donations, before.deliveries) == ((), ())
    assert (after.donations, after.deliveries) == (register.donations, register.deliveries)


def _told(register: Register, on: date) -> list[str]:
    """Return what came to a register on a day: ids, and fields of what was there already."""
    changes = diff(register.as_of(on - ONE_DAY), register.as_of(on))
    assert apply(changes, register.as_of(on - ONE_DAY)) == register.as_of(on)
    return [" ".join([one.id, *one.fields]) for one in changes]


def test_a_january_day_by_day(everything: Register) -> None:
    """What each day of a month brings to a register with a record of every kind."""
    days = {day: _told(everything, date(2026, 1, day)) for day in range(1, 32)}
    assert {day: told for day, told in days.items() if told} == {
        1: ["L-1", "R-1", "N-1", "V-1"],
        3: ["C-1"],
        5: ["G-1", "F-1 spending"],
        6: ["Q-1"],
        7: ["Q-1 forwarded_to forwarded_at"],
        8: ["D-1"],
        9: ["K-1"],
        10: ["S-1 awards"],
        11: ["O-1"],
        12: ["D-1 received received_on receipt"],
        13: ["E-1"],
        14: ["Q-1 answered_at"],
        15: ["Z-1"],
        16: ["Q-1 closed_at satisfied"],
        19: ["Z-1 done_on reason evidence"],
        25: ["F-1 spending"],
    }
    assert everything.as_of(date(2026, 1, 25)) is everything
    always = set(_records(everything.as_of(date(2000, 1, 1))))
    assert always == {"S-1", "A-1", "A-2", "B-1", "x-包饺子", "H-1", "T-1", "F-1", "W-1", "X-1"}


def test_a_planned_session_was_always_planned(everything: Register) -> None:
    """A session held or cancelled is known from its day; when it was planned nobody wrote down."""
    session = everything.sessions[0]
    before = session.day - ONE_DAY
    there = {
        status: bool(everything.with_(attrs.evolve(session, status=status)).as_of(before).sessions)
        for status in SessionStatus
    }
    assert there == {
        SessionStatus.PLANNED: True,
        SessionStatus.HELD: False,
        SessionStatus.CANCELLED: False,
    }
    assert everything.as_of(session.day).sessions == (session,)


def test_what_bears_no_day_stays(everything: Register) -> None:
    """Not known is not later: a batch without its day was there, and so was its delivery."""
    donation = Donation(id="G-2")
    delivery = attrs.evolve(everything.deliveries[0], id="D-2", donation="G-2", delivered_on=None)
    then = everything.with_(donation, delivery).as_of(date(2026, 1, 1))
    assert then.donations == (donation,)
    assert [str(one.id) for one in then.deliveries] == ["D-2"]
    assert then.deliveries[0].received is None
    assert [one.spent_on for one in then.funds[0].spending or ()] == [None]
    assert [one.title for one in then.stations[0].awards] == ["示范"]


def test_a_fund_of_which_nothing_was_spent_yet(everything: Register) -> None:
    """Spending on record that is later leaves none; spending that is not known stays not known."""
    fund = everything.funds[0]
    dated = attrs.evolve(fund, spending=[one for one in fund.spending or () if one.spent_on])
    then = everything.with_(dated).as_of(date(2026, 1, 1))
    assert then.funds[0].spending == ()
    unknown = attrs.evolve(fund, spending=None)
    assert everything.with_(unknown).as_of(date(2026, 1, 1)).funds[0].spending is None


def test_a_task_given_up_later_was_open(everything: Register) -> None:
    """A reason is that of the end: before the end there was none."""
    task = attrs.evolve(everything.tasks[0], done_on=None, dropped_on=date(2026, 1, 19))
    then = everything.with_(task).as_of(date(2026, 1, 18)).tasks[0]
    assert (then.state.value, then.reason, then.evidence) == ("open", None, ())
