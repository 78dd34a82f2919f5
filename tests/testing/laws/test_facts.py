"""A reading that does what none may is told: what it asks, rests on, says, or fails with."""

import os
import random
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import attrs
import pytest
from tests.testing.laws.breaches import broken, telling

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    Fact,
    FactKind,
    Person,
    Region,
    Register,
    Session,
    SessionStatus,
    Site,
    Station,
    SubjectKind,
    Text,
    Tier,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws.showing import shown_lines

ON = date(2026, 1, 15)
REGION = Region("370502")
BASIC = Station(id="S-1", name="示例", region=REGION, tier=Tier.BASIC)
STATION = attrs.evolve(BASIC, site=Site(parking_bays=24), on_map=True)
FILE, PARKED = (Register(stations=[one]).of("S-1") for one in (BASIC, STATION))
CITY = Register(stations=[STATION]).of("370500")
SHOWN = (
    "SubjectFile(kind='station', id='S-1', record=Station(id='S-1', name='示例', "
    "region='370502', tier='basic'{}), region='370502')"
)
BARE, FULL = SHOWN.format(""), SHOWN.format(", site=Site(parking_bays=24), on_map=True")


def fact(read: Callable[[Any, date], Any] | None, **more: Any) -> Fact:
    """Return a fact of a station that is read so."""
    plain: dict[str, Any] = {
        "name": "ours",
        "subject": SubjectKind.STATION,
        "label": Text(zh="示例", en="example"),
        "kind": FactKind.NUMBER,
        "reads": () if read is None else ("name",),
    }
    return Fact(read=read, **plain | more)


def bays(file: Any, _: date) -> Decimal | None:
    """Read how many parking bays there are, as one should."""
    number = file.record.site.parking_bays
    return None if number is None else Decimal(number)


def told_of(law: str, sentence: str, *lines: str) -> str:
    """Return what is to be told of a law that our fact breaks."""
    return telling(law, sentence, "fact ours", *lines, about="fact ours")


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
    sentence = "equal inputs give equal readings: no clock is asked, and no chance"
    message = told_of("11 reading_asks_no_clock", sentence, f"it asks {told}", str(ON), BARE)
    assert broken(laws.reading_asks_no_clock, asking, FILE, ON) == message


def test_what_is_only_observed_asks_nothing() -> None:
    """A fact that no record tells is not read, and so asks no clock."""
    laws.reading_asks_no_clock(fact(None), FILE, ON)


def test_what_nothing_writes_is_not_written() -> None:
    """Law 4 asks of what a fact's `write` writes: without one an observation says it."""
    laws.written_reads_back(fact(None), FILE, Decimal(1), ON)
    lost = fact(lambda *_: None, write=lambda record, _: attrs.evolve(record, name="另名"))
    station = "Station(id='S-1', name='另名', region='370502', tier='basic')"
    assert broken(laws.written_reads_back, lost, FILE, Decimal(1), ON) == told_of(
        "4 written_reads_back",
        "what is written reads back",
        "written: 1; read: not known",
        station,
    )


def refuse(_: Any, value: Any) -> Any:
    """Write nothing."""
    raise ValueError(value)


@pytest.mark.parametrize("write", [refuse, lambda record, _: record])
def test_what_a_writer_refuses_breaks_no_law(write: Callable[[Any, Any], Any]) -> None:
    """Law 4: an error of any kind refuses a value, and so does the record as it was."""
    three = fact(lambda *_: Decimal(3), write=write)
    for value in (Decimal(3), Decimal(4)):
        laws.written_reads_back(three, FILE, value, ON)


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (
            lambda file, _: Decimal(len(file.record.facilities)),
            "TypeError: object of type 'NoneType' has no len()",
        ),
        (lambda file, _: file.record.name, "示例"),
    ],
)
def test_a_reading_that_fails_is_told_with_what_it_did(read: Any, found: str) -> None:
    """Law 2: it raises for no register, and gives a value of its kind."""
    for right in (fact(bays), fact(None)):
        laws.reading_never_fails(right, FILE, ON)
    sentence = "a reading raises for no register, and gives what its fact can be"
    assert broken(laws.reading_never_fails, fact(read), FILE, ON) == told_of(
        "2 reading_never_fails", sentence, found, str(ON), BARE
    )


@pytest.mark.parametrize("reads", ["site.parking_bays", "site"])
def test_unknown_taken_for_a_value_is_told(reads: str) -> None:
    """Law 2: a site of which nobody says how many bays it has may have some."""
    laws.unknown_is_never_a_value(fact(bays, reads=(reads,)), PARKED, ON)
    zero = fact(lambda file, on: bays(file, on) or Decimal(0), reads=(reads,))
    sentence = "a value that was read before a field was known is the same once it is"
    apart = "site.parking_bays not known: 0; known: 24"
    assert broken(laws.unknown_is_never_a_value, zero, PARKED, ON) == told_of(
        "2 unknown_is_never_a_value", sentence, apart, str(ON), FULL
    )


@pytest.mark.parametrize("reads", ["opened_on", "region", "sessions", "name"])
def test_what_cannot_be_unknown_is_not_left_out(reads: str) -> None:
    """Law 2: not when a subject is there and where, nor what no record has or each must have."""
    seen: list[object] = []
    noted = fact(lambda file, _: seen.append(file), reads=(reads,))
    for file in (PARKED, CITY):
        laws.unknown_is_never_a_value(noted, file, ON)
    assert seen == [PARKED, CITY]


def test_a_reading_of_more_than_it_says_is_told() -> None:
    """Law 22: every other field is put in from another subject's file, one at a time."""
    other = Register(stations=[attrs.evolve(STATION, on_map=False, site=Site(area_m2=9))]).of("S-1")
    of_map = {False: Decimal(0), True: Decimal(1)}
    more = fact(lambda file, _: of_map.get(file.record.on_map), reads=("site",))
    laws.reads_are_honest(attrs.evolve(more, reads=("on_map",)), PARKED, other, ON)
    sentence = "a reading rests on no field that its fact's `reads` does not name"
    apart = "with another on_map: 0; before: 1"
    changed = FULL.replace("on_map=True", "on_map=False")
    assert broken(laws.reads_are_honest, more, PARKED, other, ON) == told_of(
        "22 reads_are_honest", sentence, apart, str(ON), FULL, changed
    )


def test_a_part_is_put_in_where_another_part_is_read() -> None:
    """Law 22: of a record of which one field is read, each of the others is another's."""
    wide = attrs.evolve(STATION, site=Site(area_m2=9, parking_bays=3))
    other = Register(stations=[wide]).of("S-1")
    laws.reads_are_honest(fact(bays, reads=("site.parking_bays",)), PARKED, other, ON)
    area = fact(lambda file, _: file.record.site.area_m2, reads=("site.parking_bays",))
    sentence = "a reading rests on no field that its fact's `reads` does not name"
    apart = "with another site.area_m2: 9; before: not known"
    changed = FULL.replace("Site(", "Site(area_m2=9, ")
    assert broken(laws.reads_are_honest, area, PARKED, other, ON) == told_of(
        "22 reads_are_honest", sentence, apart, str(ON), FULL, changed
    )


@pytest.mark.parametrize("seed", [0, 5])
def test_a_reading_of_the_first_record_is_told(seed: int) -> None:
    """Law 11: a seed of 0 turns the order round, another one mixes it."""
    hours = [datetime(2026, 1, 9, hour, tzinfo=SHANGHAI) for hour in (9, 10, 11)]
    held = tuple(
        Session(
            id=f"R-{start.hour}", kind=ActivityKind.SYMPOSIUM, station="S-1", start=start,
            end=end, status=SessionStatus.HELD,
        )
        for start, end in pairwise(hours)
    )  # fmt: skip
    file = attrs.evolve(FILE, sessions=held)
    laws.reading_has_no_order(
        fact(lambda of, _: Decimal(len(of.sessions)), reads=("sessions",)), file, ON, seed
    )
    first = fact(lambda of, _: Decimal(of.sessions[0].start.hour), reads=("sessions",))
    sentence = "equal inputs, in any order, give equal readings"
    message = broken(laws.reading_has_no_order, first, file, ON, seed)
    assert message == told_of(
        "11 reading_has_no_order",
        sentence,
        "9; in another order: 10",
        str(ON),
        shown_lines(file)[0],
    )


@pytest.mark.parametrize(
    ("own", "others"),
    [([], ["S-8"]), (["S-1"], []), (["S-1"], ["S-8", "S-9"]), (["S-1", "S-2"], ["S-9"])],
)
def test_another_citys_stations_live_as_its_own_do(own: list[str], others: list[str]) -> None:
    """Law 22: only what is not read is another's: who is there, and when, is the city's own."""
    opened = {"S-1": date(2024, 1, 1), "S-2": date(2025, 1, 1)}
    seen: list[list[tuple[str, date | None]]] = []

    def read(file: Any, _: date) -> None:
        seen.append([(str(one.id), one.opened_on) for one in file.stations])

    before, after = (
        attrs.evolve(
            CITY,
            stations=tuple(attrs.evolve(STATION, id=one, opened_on=opened.get(one)) for one in ids),
        )
        for ids in (own, others)
    )
    laws.reads_are_honest(fact(read), before, after, ON)
    days = [opened[one] for one in own]
    mixed = [
        (others[number % len(others)], days[number % len(own)])
        for number in range(max(len(own), len(others)))
        if own and others
    ]
    assert seen[0] == [(one, opened[one]) for one in own]
    assert seen[1:] == ([mixed] if mixed else [])


def test_a_name_that_is_no_public_value_is_told_without_it() -> None:
    """Law 16: that there is a secret is told, not which."""
    head = attrs.evolve(STATION, head=Person(token="p-1", name="示例人"))
    named = fact(lambda file, _: file.record.head.name, kind=FactKind.WORD, reads=("head",))
    file = Register(stations=[head]).of("S-1")
    laws.reading_keeps_secrets(attrs.evolve(named, sensitive=True), file, ON)
    sentence = "no secret text in the value of a fact that is not marked `sensitive`"
    assert broken(laws.reading_keeps_secrets, named, file, ON) == told_of(
        "16 reading_keeps_secrets", sentence, "•••"
    )
