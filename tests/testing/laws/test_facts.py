"""A reading that asks a clock, or chance, is told which."""

import os
import random
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    Fact,
    FactKind,
    Region,
    Register,
    Station,
    SubjectKind,
    Text,
    Tier,
)
from ridehire_partybuild.testing import laws

ON = date(2026, 1, 15)
FILE = Register(
    stations=[Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)]
).of("S-1")


def fact(read: Callable[[Any, date], Any] | None, **more: Any) -> Fact:
    """Return a fact of a station that is read so."""
    return Fact(
        name="ours", subject=SubjectKind.STATION, label=Text(zh="示例", en="example"),
        kind=FactKind.NUMBER, read=read, reads=() if read is None else ("name",),
        **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (time.time, "time.time"),  # noqa: TID251 - it is the fault
        (datetime.now, "datetime.now"),  # noqa: TID251 - it is the fault
        (date.today, "date.today"),  # noqa: TID251 - it is the fault
        (random.random, "Random.random"),  # noqa: TID251 - it is the fault
        (lambda: os.urandom(1)[0], f"{os.name}.urandom"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_whom_a_reading_asks_is_told(ask: Callable[[], Any], told: str) -> None:
    """Law 11: the day is given to a reading, and a reading that asks no one keeps the law."""
    laws.reading_asks_no_clock(fact(lambda file, on: Decimal(on.year + len(file.id))), FILE, ON)
    asking = fact(lambda *_: Decimal(hash(ask())))
    with pytest.raises(laws.LawBroken, match=r"^law 11: equal inputs") as caught:
        laws.reading_asks_no_clock(asking, FILE, ON)
    assert isinstance(caught.value.shown, tuple)
    assert f"it asks {told}" in caught.value.shown


def test_what_is_only_observed_asks_nothing() -> None:
    """A fact that no record tells is not read, and so asks no clock."""
    laws.reading_asks_no_clock(fact(None), FILE, ON)


def test_what_nothing_writes_is_not_written() -> None:
    """Law 4 asks of what a fact's `write` writes: without one an observation says it."""
    laws.written_reads_back(fact(None), FILE, Decimal(1), ON)
    lost = fact(lambda *_: None, write=lambda record, _: attrs.evolve(record, name="另名"))
    with pytest.raises(laws.LawBroken, match=r"^law 4: "):
        laws.written_reads_back(lost, FILE, Decimal(1), ON)
