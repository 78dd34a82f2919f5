"""What all typed objects share: how they are compared and shown."""

import sys
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis.vendor.pretty import pretty

from ridehire_partybuild.values import Record, SubjectKind
from ridehire_partybuild.values.arrival import arrived
from ridehire_partybuild.values.compared import Compared


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Card(Record):
    """A record with a secret, a default of each kind, and a field that repr does not show."""

    name: str
    token: str | None = attrs.field(default=None, metadata={"sensitive": True})
    days: tuple[date, ...] = attrs.field(factory=tuple)
    kind: SubjectKind = SubjectKind.STATION
    inner: int = attrs.field(default=0, repr=False)


class Terse(Compared):
    """One that says something of its own."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<terse>"


def test_what_is_printed_hides_secrets_and_leaves_out_defaults() -> None:
    """IPython and Hypothesis ask for `_repr_pretty_`: they see what repr shows, but no default."""
    assert pretty(Card(name="示例")) == "Card(name='示例')"
    assert pretty(Card(name="示例", token="T-秘密", inner=3)) == "Card(name='示例', token=•••)"
    assert pretty(Card(name="示例", kind=SubjectKind.CITY)) == (
        "Card(name='示例', kind=<SubjectKind.CITY: 'city'>)"
    )


def test_what_is_long_stands_on_lines_of_its_own() -> None:
    """Field by field."""
    card = Card(name="长" * 60, days=(date(2026, 1, 15),) * 3)
    lines = [line.strip() for line in pretty(card).splitlines()]
    assert lines[:2] == ["Card(", f"name='{'长' * 60}',"]


def test_who_says_something_of_its_own_is_printed_so() -> None:
    """A class with another repr is shown by it."""
    assert pretty(Terse()) == "<terse>"


def test_repr_hides_secrets_too() -> None:
    """The mark alone hides."""
    assert "秘密" not in repr(Card(name="示例", token="T-秘密"))


def test_who_does_not_listen_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the hook of Hypothesis a floor that is loaded tells nobody; with it, it does."""
    told: list[str] = []

    class Hook:
        """Stands in for the hook."""

        register_floor = staticmethod(told.append)

    monkeypatch.delitem(sys.modules, "ridehire_partybuild.testing.hook", raising=False)
    arrived("ridehire_partybuild.values")
    assert told == []
    monkeypatch.setitem(sys.modules, "ridehire_partybuild.testing.hook", Hook)
    arrived("ridehire_partybuild.values")
    assert told == ["ridehire_partybuild.values"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Found(Record):
    """A record of something that is so or not, or is a number."""

    value: bool | Decimal


def test_found_true_is_not_found_one() -> None:
    """To Python True is 1; whoever found a bench found something else than one bench."""
    yes, one = Found(value=True), Found(value=Decimal(1))
    assert yes != one
    assert len({yes, one, Found(value=True), Found(value=Decimal("1.0"))}) == 2
    assert Found(value=False) != Found(value=Decimal(0))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Table(Record):
    """A record that holds a mapping, which has no hash."""

    name: str
    cells: dict[str, int] = attrs.field(factory=dict, hash=False)


def test_what_holds_a_mapping_can_be_in_a_set() -> None:
    """A field that is marked so is left out of the hash, and never of equality."""
    one, same, other = (Table(name="t", cells={"a": cell}) for cell in (1, 1, 2))
    assert hash(one) == hash(same)
    assert one != other
    assert len({one, same, other}) == 2
