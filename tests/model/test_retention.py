"""Retention: what is over its time goes, wherever it stands, and nothing else does."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, get_args, get_origin

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Actor,
    ActorRole,
    Appeal,
    Consent,
    Contact,
    ContactKind,
    InvalidValue,
    Person,
    Record,
    Region,
    Register,
    Station,
    Tier,
    overdue,
    purge,
)
from ridehire_partybuild.model import retention
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values.sensitive import fields_within, holds_secrets, is_secret

ON = date(2026, 1, 15)
PAST, TODAY = ON - timedelta(days=1), ON
DAYS = st.dates(date(2024, 12, 1), date(2027, 2, 1))
ENDED = Consent(purpose="值守联系", given_on=date(2025, 1, 1), withdrawn_on=ON)
STATION: dict[str, Any] = {
    "id": "S-1", "name": "示例", "region": Region("370502"), "tier": Tier.BASIC,
}  # fmt: skip
ACTOR: dict[str, Any] = {
    "id": "A-1", "name": "示例", "role": ActorRole.ASSOCIATION, "region": Region("370500"),
}  # fmt: skip
LINE = Contact(kind=ContactKind.OFFICE_LINE, value="12328")
OVER = Contact(kind=ContactKind.PERSONAL, value="机密", retain_until=PAST)


def _dated(register: Register) -> Register:
    """Return the register with a last day for every appeal's summary."""
    appeals = [
        attrs.evolve(one, retain_until=one.received_at.date() + timedelta(days=90))
        for one in register.appeals
    ]
    return attrs.evolve(register, appeals=appeals)


REGISTERS = strategies.registers().map(_dated)


def _holders() -> list[Any]:
    """Return every class of a register that has a sensitive field itself."""
    found: list[Any] = []
    left: list[Any] = [Register]
    while left:
        cls = left.pop()
        if cls in found or not isinstance(cls, type) or not attrs.has(cls):
            continue
        found.append(cls)
        attrs.resolve_types(cls)
        for field in attrs.fields(cls):
            left += _classes(field.type)
    return [c for c in found if any(f.metadata.get("sensitive") for f in attrs.fields(c))]


def _classes(wanted: Any) -> Iterator[Any]:
    yield get_origin(wanted) or wanted
    for part in get_args(wanted):
        yield from _classes(part)


def test_whatever_is_sensitive_knows_when_it_is_over() -> None:
    """A new class with a sensitive field has to say when it may no longer be kept, and can lose it.

    What cannot be without it stands in lists or where there may be nothing.
    """
    holders = _holders()
    assert {Person, Contact, Appeal} <= set(holders)
    for cls in holders:
        assert callable(cls.is_over)
        for field in attrs.fields(cls):
            if field.metadata.get("sensitive") and not is_secret(cls):
                assert type(None) in get_args(field.type)
    for field in fields_within(Register):
        if any(is_secret(one) for one in _classes(field.type) if one in holders):
            assert get_origin(field.type) is tuple or type(None) in get_args(field.type)


@given(REGISTERS, DAYS)
def test_what_is_purged_stays_purged(register: Register, on: date) -> None:
    """`purge` is idempotent, and leaves nothing of what `overdue` names."""
    purged = purge(register, on)
    assert overdue(purged, on) == ()
    assert purge(purged, on) is purged
    assert (purged is register) is (overdue(register, on) == ())


@given(REGISTERS, DAYS, DAYS)
def test_a_later_purge_takes_whatever_an_earlier_one_took(
    register: Register, one: date, other: date
) -> None:
    """To purge in January and in June is to purge in June."""
    early, late = sorted((one, other))
    assert purge(purge(register, early), late) == purge(register, late)
    assert set(overdue(register, early)) <= set(overdue(register, late))


@given(REGISTERS, DAYS)
def test_nothing_else_changes(register: Register, on: date) -> None:
    """Ids, tokens, counts and references stay; what is not over is the same object as before."""
    purged = purge(register, on)
    for field in attrs.fields(Register):
        before, after = getattr(register, field.name), getattr(purged, field.name)
        assert [record.id for record in before] == [record.id for record in after]
        for old, new in zip(before, after, strict=True):
            if any(f"['{old.id}']" in path for path in overdue(register, on)):
                _same_but_for_secrets(old, new, on)
            else:
                assert new is old


def _same_but_for_secrets(old: Any, new: Any, on: date) -> None:
    over = hasattr(old, "is_over") and old.is_over(on)
    for field in attrs.fields(type(old)):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.metadata.get("sensitive"):
            assert after == (None if over else before)
        elif not holds_secrets(field.type):
            assert after == before
        elif isinstance(before, tuple):
            kept = tuple(one for one in before if not one.is_over(on))
            assert after == (kept or (None if before and field.default is None else ()))
        elif before is not None:
            _same_but_for_secrets(before, after, on)


@given(strategies.registers())
def test_not_known_is_not_over(register: Register) -> None:
    """Without a last day and an ended consent nothing is touched, however late it is."""
    kept = attrs.evolve(
        register,
        stations=[
            attrs.evolve(
                one,
                head=one.head and attrs.evolve(one.head, consent=None, retain_until=None),
                contacts=[_endless(line) for line in one.contacts],
            )
            for one in register.stations
        ],
        actors=[
            attrs.evolve(one, channels=one.channels and [_endless(line) for line in one.channels])
            for one in register.actors
        ],
        appeals=[attrs.evolve(one, retain_until=None) for one in register.appeals],
    )
    assert purge(kept, date(2100, 12, 31)) is kept


def _endless(line: Contact) -> Contact:
    return attrs.evolve(line, consent=None, retain_until=None)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Bus(Record):
    driver: Person
    relief: Person | None = None
    depot: Contact | None = None
    lines: tuple[Contact, ...] = ()
    known_lines: tuple[Contact, ...] | None = None
    stops: tuple[Station, ...] = ()


def test_a_class_that_nobody_thought_of_is_covered() -> None:
    """Fields are found by their types: alone, optional, in lists, and deeper."""
    person = Person(token="P-1", name="机密", retain_until=PAST)
    bus = _Bus(
        driver=person, relief=person, depot=OVER, lines=(LINE, OVER), known_lines=(OVER,),
        stops=(Station(**STATION, head=person, contacts=[OVER, LINE]),),
    )  # fmt: skip
    nameless = attrs.evolve(person, name=None)
    assert retention._cleared(bus, ON) == _Bus(
        driver=nameless, relief=nameless, depot=None, lines=(LINE,), known_lines=None,
        stops=(Station(**STATION, head=nameless, contacts=[LINE]),),
    )  # fmt: skip
    assert list(retention._paths(bus, ON, "$")) == [
        "$.driver.name", "$.relief.name", "$.depot", "$.lines[1]", "$.known_lines[0]",
        "$.stops['S-1'].head.name", "$.stops['S-1'].contacts[1]",
    ]  # fmt: skip


def test_what_is_over_and_what_is_not() -> None:
    """The last day counts: what may be kept until the 14th goes on the 15th, not before."""
    at = datetime(2025, 6, 1, 9, tzinfo=SHANGHAI)
    register = Register(
        stations=[
            Station(
                **STATION,
                head=Person(token="P-1", name="机密", consent=ENDED),
                contacts=[LINE, OVER, attrs.evolve(OVER, retain_until=TODAY)],
            )
        ],
        actors=[Actor(**ACTOR, channels=[OVER])],
        appeals=[
            Appeal(id="Q-1", received_at=at, summary="机密", retain_until=PAST),
            Appeal(id="Q-2", received_at=at, summary="机密", retain_until=TODAY),
            Appeal(id="Q-3", received_at=at, retain_until=PAST),
        ],
    )
    assert overdue(register, PAST) == ()
    assert overdue(register, ON) == (
        "$.stations['S-1'].head.name",
        "$.stations['S-1'].contacts[1]",
        "$.actors['A-1'].channels[0]",
        "$.appeals['Q-1'].summary",
    )
    purged = purge(register, ON)
    station = purged.stations[0]
    assert station.head == Person(token="P-1", consent=ENDED)
    assert [one.retain_until for one in station.contacts] == [None, TODAY]
    # nobody knows of an actor whose lines were struck that it has none
    assert purged.actors[0].channels is None
    assert [one.summary for one in purged.appeals] == [None, "机密", None]


def test_lines_known_to_be_none_stay_so() -> None:
    """An empty collection is a fact on record; only what purging empties becomes unknown."""
    register = Register(actors=[Actor(**ACTOR, channels=[])])
    assert purge(register, ON) is register


@pytest.mark.parametrize("work", [purge, overdue])
def test_the_day_is_a_date(work: Any) -> None:
    """A moment is no day."""
    with pytest.raises(InvalidValue, match=r"as on: expected date, got datetime\.$"):
        work(Register(), datetime(2026, 1, 15, tzinfo=SHANGHAI))
