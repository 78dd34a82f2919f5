"""Law 18: merging has no order and loses nothing, or tells every contradiction at once."""

import time
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    Actor,
    ActorRole,
    AnyRecord,
    Contact,
    ContactKind,
    InvalidDocument,
    Method,
    Observation,
    Party,
    Person,
    Region,
    Register,
    Session,
    SessionStatus,
    Site,
    Station,
    Tier,
    dumps,
    merge,
)
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.testing import laws, strategies


def _records(register: Register) -> dict[str, AnyRecord]:
    return {record.id: record for name in COLLECTIONS for record in getattr(register, name)}


def _part(register: Register, chosen: list[str]) -> Register:
    """Return the records chosen with all that they name: a part that holds together."""
    every, kept, left = _records(register), Register(), list(chosen)
    found: dict[str, AnyRecord] = {}
    while left:
        record_id = left.pop()
        if record_id in found:
            continue
        if record_id not in every:  # a city is there by any of its stations
            left += [one.id for one in register.stations if str(one.region.prefecture) == record_id]
            continue
        found[record_id] = every[record_id]
        left += [named for _, named, _ in every[record_id].references()]
    return kept.with_(*found.values())


@st.composite
def _parts(draw: Any) -> tuple[Register, list[Register]]:
    """Return a register, and three parts of it that hold together."""
    whole = draw(strategies.registers())
    ids = sorted(_records(whole))
    chosen = st.lists(st.sampled_from(ids), unique=True) if ids else st.just([])
    return whole, [_part(whole, draw(chosen)) for _ in range(3)]


@given(one=strategies.registers(), other=strategies.registers(), third=strategies.registers())
def test_merging_any_registers(one: Register, other: Register, third: Register) -> None:
    """Law 18: `merge`, where it is defined, is commutative, associative and idempotent."""
    laws.merging_has_no_order(one, other, third)


@given(drawn=_parts())
def test_merging_the_parts_of_one_register(drawn: tuple[Register, list[Register]]) -> None:
    """Law 18, on registers that agree: the union is there, and nothing else; bytes agree too."""
    whole, parts = drawn
    laws.merging_has_no_order(*parts)
    merged = merge(*parts)
    assert _records(merged) == {
        key: record for part in parts for key, record in _records(part).items()
    }
    assert dumps(merge(*reversed(parts))) == dumps(merged)
    assert merge(whole, *parts) == whole
    assert merge() == Register()


@given(one=strategies.registers(), other=strategies.registers())
def test_registers_merge_unless_an_id_means_two_things(one: Register, other: Register) -> None:
    """It is defined if no two different records, and no record and a city, share an id."""
    ours, theirs = _records(one), _records(other)
    cities = {str(city) for city in (*one.cities, *other.cities)}
    clash = {key for key in ours.keys() & theirs.keys() if ours[key] != theirs[key]}
    clash |= cities & (ours.keys() | theirs.keys())
    try:
        merged = merge(one, other)
    except InvalidDocument as error:
        told = {problem.path.partition("['")[2].partition("']")[0] for problem in error.problems}
        assert told == clash != set()
    else:
        assert not clash
        assert _records(merged) == ours | theirs


DONGYING, JINAN = Region("370502"), Region("370102")


def _station(name: str = "S-1", region: Region = DONGYING, **fields: Any) -> Station:
    return Station(id=name, name="示例", region=region, tier=Tier.BASIC, **fields)


def _actor(name: str) -> Actor:
    return Actor(id=name, name="示例", role=ActorRole.AUTHORITY, region=JINAN)


def _sent() -> tuple[Register, Register, Register]:
    """Return what three offices sent: two of one station, the third of others under its id."""
    phone = Contact(kind=ContactKind.PERSONAL, value="13800000000")
    ours = _station(
        site=Site(seats=24), contacts=(phone,), head=Person(token="P", name="甲"), postings=()
    )
    theirs = attrs.evolve(
        ours,
        tier=Tier.MOBILE,
        operator=Party(name="丙"),
        site=Site(),
        postings=None,
        contacts=(attrs.evolve(phone, value="13900000000"),),
        head=Person(token="P", name="乙"),
        opened_on=date(2025, 1, 1),
    )
    others = [_actor("S-1"), _actor("370500")]
    return Register(stations=[ours]), Register(stations=[theirs]), Register(actors=others)


def test_all_contradictions_are_told_at_once() -> None:
    """Every field that differs, and every id that means two things, each with its path."""
    with pytest.raises(InvalidDocument) as caught:
        merge(*_sent())
    at = "$.stations['S-1']"
    assert caught.value.text("en").splitlines() == [
        (
            f"{at}.tier: Failed to parse 'mobile' as tier: expected 'basic' as in register 1,"
            " got 'mobile' in register 2."
        ),
        (
            f"{at}.operator: Failed to parse {{…}} as operator: expected — as in register 1,"
            " got {…} in register 2."
        ),
        (
            f"{at}.site.seats: Failed to parse — as seats: expected 24 as in register 1,"
            " got — in register 2."
        ),
        (
            f"{at}.postings: Failed to parse — as postings: expected [] as in register 1,"
            " got — in register 2."
        ),
        (
            f"{at}.head.name: Failed to parse ••• as name: expected ••• as in register 1,"
            " got ••• in register 2."
        ),
        (
            f"{at}.contacts[0].value: Failed to parse ••• as value: expected ••• as in register 1,"
            " got ••• in register 2."
        ),
        (
            f"{at}.opened_on: Failed to parse '2025-01-01' as opened_on: expected — as in"
            " register 1, got '2025-01-01' in register 2."
        ),
        (
            "$.actors['370500'].id: Failed to parse '370500' as ActorId: expected an id used once"
            f" in the document, got it again, first at {at}.region."
        ),
        (
            "$.actors['S-1'].id: Failed to parse 'S-1' as ActorId: expected an id used once"
            f" in the document, got it again, first at {at}."
        ),
    ]
    chinese = caught.value.text("zh").splitlines()
    assert len(chinese) == len(caught.value.problems)
    assert chinese[2] == (
        f"{at}.site.seats: 无法将 — 解析为座位数：应为第 1 份台账中的 24，实际为第 2 份台账中的 —。"
    )


def test_found_true_and_found_one_contradict_each_other() -> None:
    """Law 18: to Python True is 1; a merge that took them for one would have an order."""
    seen = [
        Observation(
            id="O-1", subject="S-1", fact="on_map", value=value, method=Method.TEST,
            collected_on=date(2026, 1, 1),
        )
        for value in (True, 1)
    ]  # fmt: skip
    one, other = (Register(stations=[_station()], observations=[found]) for found in seen)
    laws.merging_has_no_order(one, other, Register())
    with pytest.raises(InvalidDocument) as caught:
        merge(one, other)
    assert str(caught.value) == (
        "$.observations['O-1'].value: Failed to parse 1 as value: expected True as in register 1,"
        " got 1 in register 2."
    )


def test_a_third_word_is_a_problem_of_its_own() -> None:
    """Who says the same as another is not told twice."""
    registers = [Register(stations=[_station(site=Site(seats=n))]) for n in (24, 30, 24, 30, 36)]
    with pytest.raises(InvalidDocument) as caught:
        merge(*registers)
    told = [(one.params["value"], one.params["number"]) for one in caught.value.problems]
    assert told == [(30, 2), (36, 5)]


def test_a_masked_contradiction_tells_neither_word() -> None:
    """`Problem.masked` hides the value of either register."""
    with pytest.raises(InvalidDocument) as caught:
        merge(*_sent())
    seats = next(one for one in caught.value.problems if one.path.endswith("seats"))
    assert "24" not in str(seats.masked())


def _county(number: int) -> Register:
    """Return a county's file: 100 stations, each with 10 sessions and an observation."""
    start = datetime(2026, 1, 1, 9, tzinfo=SHANGHAI)
    stations = [_station(f"{number}-S{one}", site=Site(seats=24)) for one in range(100)]
    return Register(
        stations=stations,
        sessions=[
            Session(
                id=f"{one.id}-E{day}", kind=ActivityKind.SYMPOSIUM, station=one.id,
                start=start + timedelta(days=day), end=start + timedelta(days=day, hours=1),
                status=SessionStatus.HELD,
            )
            for one in stations for day in range(10)
        ],
        observations=[
            Observation(
                id=f"{one.id}-O", subject=one.id, fact="on_map", value=True, method=Method.TEST,
                collected_on=date(2026, 1, 1),
            )
            for one in stations
        ],
    )  # fmt: skip


def test_a_citys_counties_merge_while_one_waits() -> None:
    """16 files of 100 stations with their sessions: 0.3 s; a square would take hours."""
    registers = [_county(number) for number in range(16)]
    begun = time.process_time()
    merged = merge(*registers)
    assert time.process_time() - begun < 60
    assert len(merged.stations) == 1600
