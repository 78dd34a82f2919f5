"""Law 18: what changed leads from the old register to the new, and back."""

import json
import time
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    AnyRecord,
    Branch,
    BranchKind,
    Change,
    ChangeKind,
    Changes,
    Commitment,
    CommitmentKind,
    InvalidDocument,
    InvalidValue,
    Party,
    Region,
    Register,
    Site,
    Station,
    Tier,
    Title,
    TitleClass,
    apply,
    diff,
    dumps,
    loads,
)
from ridehire_partybuild.exchange.records import plans
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.testing import laws, strategies

REGISTERS = strategies.registers()


def _records(register: Register) -> dict[str, AnyRecord]:
    return {record.id: record for name in COLLECTIONS for record in getattr(register, name)}


@given(old=REGISTERS, new=REGISTERS)
def test_changes_lead_there_and_back(old: Register, new: Register) -> None:
    """Law 18: `diff` applied to the old gives the new, and its inverse the old."""
    laws.changes_lead_there_and_back(old, new)


@given(register=REGISTERS)
def test_nothing_changed_is_false(register: Register) -> None:
    """`diff(a, a)` is empty, and applied changes nothing."""
    changes = diff(register, attrs.evolve(register))
    assert not changes
    assert list(changes) == []
    assert apply(changes, register) == register


@given(old=REGISTERS, new=REGISTERS)
def test_every_change_is_of_one_record(old: Register, new: Register) -> None:
    """Each record that is not the same on both sides changed once, and is told as it was and is."""
    before, after = _records(old), _records(new)
    changes = diff(old, new)
    places = [(list(COLLECTIONS).index(one.collection), one.id) for one in changes]
    assert places == sorted(places)
    assert len(changes) == len(set(places))
    assert {one.id for one in changes} == {
        key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    }
    for one in changes:
        if one.before is not None:
            assert before[one.id] == one.before
        if one.after is not None:
            assert after[one.id] == one.after
        assert (one.kind is ChangeKind.ADDED) is (one.before is None)
        assert (one.kind is ChangeKind.REMOVED) is (one.after is None)
        assert bool(one.fields) is (one.kind is ChangeKind.ALTERED)
        assert one.inverse().inverse() == one
        assert one.inverse().id == one.id


@given(old=REGISTERS, new=REGISTERS)
def test_changes_are_documents(old: Register, new: Register) -> None:
    """Law 10: what changed can be written down, sent and read again, as one and one by one."""
    changes = diff(old, new)
    laws.document_round_trip(changes)
    for one in changes:
        laws.document_round_trip(one)


@given(old=REGISTERS, new=REGISTERS, data=st.data())
def test_the_order_of_changes_does_not_matter(
    old: Register, new: Register, data: st.DataObject
) -> None:
    """Law 11: equal changes in any order are equal, and equal bytes."""
    changes = diff(old, new)
    shuffled = data.draw(st.permutations(list(changes)))
    assert Changes(changes=shuffled) == changes
    assert dumps(Changes(changes=tuple(shuffled))) == dumps(changes)


@given(old=REGISTERS, new=REGISTERS)
def test_what_is_not_there_cannot_be_changed(old: Register, new: Register) -> None:
    """Whatever was changed already is refused, every piece of it at once."""
    changes = diff(old, new)
    if not changes:
        return
    with pytest.raises(InvalidValue) as caught:
        apply(changes, new)
    assert [one.path for one in caught.value.problems] == [
        f"$.{one.collection}['{one.id}']" for one in changes
    ]
    codes = {
        ChangeKind.ADDED: "change.taken",
        ChangeKind.REMOVED: "change.missing",
        ChangeKind.ALTERED: "change.stale",
    }
    assert [one.code for one in caught.value.problems] == [codes[one.kind] for one in changes]


def _station(name: str = "S-1", **fields: Any) -> Station:
    return Station(id=name, name="示例", region=Region("370502"), tier=Tier.BASIC, **fields)


def _branch(name: str = "B-1", **fields: Any) -> Branch:
    return Branch(id=name, name="支部", kind=BranchKind.BRANCH, **fields)


def test_what_holds_together_goes_together() -> None:
    """Integrity is checked once at the end: a station and what names it come and go in one."""
    whole = Register(stations=[_station()], branches=[_branch(station="S-1")])
    away = diff(whole, Register())
    assert apply(away, whole) == Register()
    assert apply(away.inverse(), Register()) == whole
    alone = [one for one in away if one.collection == "stations"]
    with pytest.raises(InvalidValue) as caught:
        apply(alone[0], whole)
    assert [one.code for one in caught.value.problems] == ["id.dangling"]


def test_an_id_can_go_from_one_kind_to_another() -> None:
    """A record that goes and another that comes under its id are two changes."""
    old, new = Register(branches=[_branch("X-1")]), Register(stations=[_station("X-1")])
    changes = diff(old, new)
    told = [(one.collection, one.kind.label("en")) for one in changes]
    assert told == [("stations", "added"), ("branches", "removed")]
    assert apply(changes, old) == new


def test_what_is_stale_is_told_in_words() -> None:
    """What the register holds instead: by its fields, never by their values."""
    held = Register(stations=[_station(site=Site(seats=30), on_map=True), _station("S-3")])
    changes = Changes(
        changes=[
            Change(before=_station(site=Site(seats=24))),
            Change(before=_station("S-2"), after=_station("S-2", on_map=True)),
            Change(after=_station("S-3", on_map=False)),
        ]
    )
    with pytest.raises(InvalidValue) as caught:
        apply(changes, held)
    assert caught.value.text("en").splitlines() == [
        (
            "$.stations['S-1']: Failed to parse 'S-1' as StationId: expected the record as it was"
            " before the change, got one that differs in site.seats, on_map."
        ),
        (
            "$.stations['S-2']: Failed to parse 'S-2' as StationId: expected a record of the"
            " register, got none."
        ),
        (
            "$.stations['S-3']: Failed to parse 'S-3' as StationId: expected an id that no record"
            " of the register bears, got one that is taken."
        ),
    ]
    assert caught.value.text("zh").splitlines() == [
        (
            "$.stations['S-1']: 无法将 'S-1' 解析为阵地编号：应为变更前的记录，"
            "实际为 site.seats, on_map 已有不同的记录。"
        ),
        "$.stations['S-2']: 无法将 'S-2' 解析为阵地编号：应为台账中已有的记录，实际为无此记录。",
        (
            "$.stations['S-3']: 无法将 'S-3' 解析为阵地编号：应为台账中尚未使用的编号，"
            "实际为已被使用的编号。"
        ),
    ]


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        (
            {},
            (
                "Failed to parse '—' as Change: expected records before and after that differ,"
                " got no difference."
            ),
            "无法将 '—' 解析为变更：应为前后不同的记录，实际为没有差异。",
        ),
        (
            {"before": _station(), "after": _station()},
            (
                "Failed to parse 'S-1' as Change: expected records before and after that differ,"
                " got no difference."
            ),
            "无法将 'S-1' 解析为变更：应为前后不同的记录，实际为没有差异。",
        ),
        (
            {"before": _station(), "after": _station("S-2")},
            (
                "$.after: Failed to parse 'S-2' as Station: expected the same record as before"
                " (Station S-1), got 'S-2'."
            ),
            (
                "$.after: 无法将 'S-2' 解析为阵地：应为与变更前同一条记录（阵地 S-1），"
                "实际为 'S-2'。"
            ),
        ),
        (
            {"before": _station(), "after": _branch("S-1")},
            (
                "$.after: Failed to parse 'S-1' as Branch: expected the same record as before"
                " (Station S-1), got 'S-1'."
            ),
            (
                "$.after: 无法将 'S-1' 解析为党组织：应为与变更前同一条记录（阵地 S-1），"
                "实际为 'S-1'。"
            ),
        ),
    ],
)
def test_an_impossible_change_is_refused_in_words(
    fields: dict[str, Any], english: str, chinese: str
) -> None:
    """A change is of one record, and there is something to it."""
    with pytest.raises(InvalidValue) as caught:
        Change(**fields)
    assert [caught.value.text("en"), caught.value.text("zh")] == [english, chinese]


def test_two_changes_of_one_record_are_refused() -> None:
    """Nobody can say which comes first; two kinds of record under one id are no such thing."""
    one, other = Change(after=_station()), Change(before=_station(on_map=True))
    with pytest.raises(InvalidValue) as caught:
        Changes(changes=[one, Change(after=_branch("S-1")), other])
    assert str(caught.value) == (
        "$.changes[1]: Failed to parse 'S-1' as StationId: expected an id used once in the"
        " document, got it again, first at $.changes[0]."
    )


@pytest.mark.parametrize("value", [5, [5], "S-1", [_station()]])
def test_changes_hold_changes(value: Any) -> None:
    """The annotations are the rule: what is no change is refused, not put in order."""
    with pytest.raises(InvalidValue) as caught:
        Changes(changes=value)
    assert {problem.code for problem in caught.value.problems} == {"type"}
    with pytest.raises(InvalidValue):
        Change(after=Party(name="甲"))  # type: ignore[arg-type]


def test_what_cannot_be_compared_or_applied_is_a_type_error() -> None:
    """Higher floors register what else can be; of the rest the message names the classes."""
    with pytest.raises(TypeError, match="a Station cannot be compared with a Register"):
        diff(_station(), Register())
    with pytest.raises(TypeError, match="a Register cannot be compared with a Station"):
        diff(Register(), _station())
    with pytest.raises(TypeError, match="a Station cannot be applied to a Register"):
        apply(_station(), Register())


def _keys(cls: Any) -> set[str]:
    return set(plans(cls))


def _required(cls: Any) -> set[str]:
    return {key for key, plan in plans(cls).items() if plan.required}


AMBIGUOUS = {frozenset({Branch, Title})}
"""Kinds of record whose documents may have the same keys; their ``kind`` tells them apart."""


def test_a_record_in_a_change_is_known_by_its_keys() -> None:
    """No document of one kind of record is one of another: what was written is what is read."""
    required = {cls: _required(cls) for cls in COLLECTIONS.values()}
    alike = {
        frozenset({one, other})
        for one in required
        for other in required
        if one is not other and required[one] | required[other] <= _keys(one) & _keys(other)
    }
    assert alike == AMBIGUOUS
    assert {one.value for one in TitleClass}.isdisjoint(one.value for one in BranchKind)


def test_the_barest_records_come_back_from_a_change(everything: Register) -> None:
    """Of every kind of record, with what it must have alone, a change reads as it was written."""
    for record in _records(everything).values():
        fields = {name: getattr(record, name) for name in _required(type(record))}
        if "start" in fields:
            fields["venue"] = "礼堂"
        change = Change(after=type(record)(**fields))
        assert loads(dumps(change), Change) == change
    for kind in TitleClass:
        change = Change(before=Title(id="T-1", name="读本", kind=kind))
        assert loads(dumps(change), Change) == change
    care = Change(after=Commitment(id="C-1", actor="A-1", kind=CommitmentKind.CARE))
    assert loads(dumps(care), Change) == care


def test_a_bad_record_in_a_change_is_told_by_its_path() -> None:
    """A document of changes tells every problem where it stands, as a register's does."""
    document = json.loads(dumps(Changes(changes=[Change(after=_station())])))
    document["changes"][0]["after"] |= {"tier": "grand", "seats": 24}
    with pytest.raises(InvalidDocument) as caught:
        loads(json.dumps(document))
    assert {(one.path, one.code) for one in caught.value.problems} == {
        ("$.changes[0].after.tier", "vocabulary"),
        ("$.changes[0].after.seats", "key.unknown"),
    }


def test_no_secret_shows_in_a_change(everything: Register) -> None:
    """What is sensitive stays hidden in the `repr` of a change, as in that of its record."""
    changes = diff(everything, Register())
    assert "机密" in dumps(changes)
    assert "机密" not in repr(changes) + repr(diff(Register(), everything))


def test_comparing_takes_as_long_as_there_are_records() -> None:
    """Linear: four times the stations take about four times as long, far from sixteen."""

    def seconds(count: int) -> float:
        old = Register(stations=[_station(f"S-{one}") for one in range(count)])
        new = attrs.evolve(old, stations=[attrs.evolve(one, on_map=True) for one in old.stations])
        begun = time.process_time()
        assert len(diff(old, new)) == count
        return time.process_time() - begun

    seconds(100)
    assert min(seconds(2000) for _ in range(4)) < 12 * min(seconds(500) for _ in range(6))
