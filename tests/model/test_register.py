"""The register holds together, whatever the order in which it is given."""

import pickle
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Activity,
    ActivityDomain,
    ActivityKind,
    Actor,
    ActorRole,
    AnyRecord,
    Branch,
    BranchKind,
    Host,
    InvalidValue,
    Method,
    Observation,
    Party,
    Region,
    Register,
    Session,
    SessionStatus,
    Station,
    Text,
    Tier,
    Waiver,
)
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.testing import strategies

START = datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)
JINAN, DONGYING = Region("370102"), Region("370502")


def _station(name: str = "S-1", region: Region = DONGYING, **fields: Any) -> Station:
    return Station(id=name, name="示例", region=region, tier=Tier.BASIC, **fields)


def _session(name: str = "E-1", **fields: Any) -> Session:
    return Session(
        id=name,
        kind=ActivityKind.SYMPOSIUM,
        start=START,
        end=START + timedelta(hours=1),
        status=SessionStatus.HELD,
        **fields,
    )


def _observation(subject: str, name: str = "O-1") -> Observation:
    return Observation(
        id=name,
        subject=subject,
        fact="on_map",
        value=True,
        method=Method.EXAMINE,
        collected_on=date(2026, 1, 1),
    )


def _records(register: Register) -> list[AnyRecord]:
    return [record for name in COLLECTIONS for record in getattr(register, name)]


@given(register=strategies.registers(), data=st.data())
def test_the_order_given_does_not_matter(register: Register, data: st.DataObject) -> None:
    """Law 11: equal inputs, in any order, are equal; collections are kept by id."""
    shuffled = {
        name: data.draw(st.permutations(getattr(register, name)), label=name)
        for name in COLLECTIONS
    }
    again = Register(**shuffled)
    assert again == register
    assert repr(again) == repr(register)
    assert hash(again) == hash(register)
    for name in COLLECTIONS:
        ids = [record.id for record in getattr(again, name)]
        assert ids == sorted(ids)


@given(station=strategies.stations(), data=st.data())
def test_the_order_within_a_station_does_not_matter(station: Station, data: st.DataObject) -> None:
    """Law 11: facilities, services, postings and contacts have no order of their own."""
    shuffled: dict[str, Any] = {
        name: data.draw(st.permutations(getattr(station, name)), label=name)
        for name in ("facilities", "services", "postings", "contacts")
        if getattr(station, name) is not None
    }
    assert repr(attrs.evolve(station, **shuffled)) == repr(station)


@given(observation=strategies.observations(), data=st.data())
def test_the_order_of_evidence_does_not_matter(
    observation: Observation, data: st.DataObject
) -> None:
    """Law 11: the papers behind an observation are kept by name."""
    papers = data.draw(st.permutations(observation.evidence))
    again = attrs.evolve(observation, evidence=papers)
    assert again == observation
    assert repr(again) == repr(observation)
    names = [one.href for one in again.evidence]
    assert names == sorted(names)


@given(register=strategies.registers(), data=st.data())
def test_what_is_added_can_be_taken_out(register: Register, data: st.DataObject) -> None:
    """`without` takes out what nothing refers to, `with_` puts it back; all else stays."""
    named = {reference for record in _records(register) for _, reference, _ in record.references()}
    loose = [
        record
        for record in _records(register)
        if record.id not in named and not isinstance(record, Station)
    ]
    if not loose:
        return
    record = data.draw(st.sampled_from(loose))
    smaller = register.without(record.id)
    assert record.id not in smaller
    assert len(_records(smaller)) == len(_records(register)) - 1
    assert smaller.with_(record) == register


@given(register=strategies.registers())
def test_a_record_put_in_again_changes_nothing(register: Register) -> None:
    """`with_` puts each record in place of what bore its id."""
    assert register.with_(*_records(register)) == register
    assert register.with_() == register


def test_two_records_of_one_id_cannot_be_put_in_at_once() -> None:
    """`with_` refuses them as the constructor does: neither is the last word."""
    once, twice = _station(), attrs.evolve(_station(), name="示例二号")
    for records in (
        (once, twice),
        (once, once),
        (once, attrs.evolve(_session(venue="x"), id="S-1")),
    ):
        with pytest.raises(InvalidValue) as caught:
            Register(stations=[once]).with_(*records)
        assert [one.code for one in caught.value.problems] == ["id.duplicate"]


@given(register=strategies.registers())
def test_what_is_referred_to_cannot_be_taken_out(register: Register) -> None:
    """`without` refuses what is referred to."""
    named = {reference for record in _records(register) for _, reference, _ in record.references()}
    for record in _records(register):
        if record.id in named:
            with pytest.raises(InvalidValue) as caught:
                register.without(record.id)
            assert {problem.code for problem in caught.value.problems} == {"id.dangling"}


@given(register=strategies.registers())
def test_every_record_is_found_by_its_id(register: Register) -> None:
    """Look-ups by id; ids are unique over all kinds."""
    for record in _records(register):
        assert record.id in register
        assert register.get(record.id) is record
    assert len({record.id for record in _records(register)}) == len(_records(register))
    with pytest.raises(KeyError):
        register.get("nobody")
    with pytest.raises(KeyError):
        register.without("nobody")


@given(register=strategies.registers())
def test_a_register_can_be_sent_to_another_process(register: Register) -> None:
    """Objects are frozen, hashable and picklable, used or not."""
    before = pickle.loads(pickle.dumps(register))  # noqa: S301 - our own bytes
    assert register.cities == before.cities
    after = pickle.loads(pickle.dumps(register))  # noqa: S301 - our own bytes
    assert before == after == register
    assert hash(after) == hash(register)


def test_a_register_tells_all_its_problems_at_once() -> None:
    """Referential integrity is checked at construction: all problems at once, with their paths."""
    with pytest.raises(InvalidValue) as caught:
        Register(
            stations=[_station("X-1"), _station("S-1", operator=Party(name="甲", actor="A-9"))],
            branches=[Branch(id="X-1", name="支部", kind=BranchKind.BRANCH, station="S-9")],
            hosts=[Host(id="H-1", party=Party(name="乙", branch="S-1"))],
            sessions=[_session(station="S-8", host="H-8", organiser=Party(name="丙", actor="A-8"))],
            observations=[_observation("370500"), _observation("370100", "O-2")],
        )
    english = caught.value.text("en").splitlines()
    wanted = "the id of a record of this register"
    dangling = f"expected {wanted} ({{}}), got one that nothing bears."
    assert english == [
        (
            "$.branches['X-1'].id: Failed to parse 'X-1' as BranchId: expected an id used once in"
            " the document, got it again, first at $.stations['X-1']."
        ),
        "$.stations['S-1'].operator.actor: Failed to parse 'A-9' as ActorId: "
        + dangling.format("actors"),
        "$.branches['X-1'].station: Failed to parse 'S-9' as StationId: "
        + dangling.format("stations"),
        "$.sessions['E-1'].station: Failed to parse 'S-8' as StationId: "
        + dangling.format("stations"),
        "$.sessions['E-1'].host: Failed to parse 'H-8' as HostId: " + dangling.format("hosts"),
        "$.sessions['E-1'].organiser.actor: Failed to parse 'A-8' as ActorId: "
        + dangling.format("actors"),
        "$.hosts['H-1'].party.branch: Failed to parse 'S-1' as BranchId: "
        + dangling.format("branches"),
        "$.observations['O-2'].subject: Failed to parse '370100' as Id: "
        + dangling.format("stations, actors, branches, cities"),
    ]
    chinese = caught.value.text("zh").splitlines()
    assert len(chinese) == len(english)
    assert chinese[1] == (
        "$.stations['S-1'].operator.actor: 无法将 'A-9' 解析为责任主体编号："
        "应为台账中已有记录的编号（责任主体），实际为没有任何记录使用的编号。"
    )


def test_the_code_of_a_city_is_an_id_too() -> None:
    """CITY is each prefecture of the stations' regions, its id the code: no record may bear it."""
    with pytest.raises(InvalidValue) as caught:
        Register(stations=[_station("370500")])
    assert [problem.code for problem in caught.value.problems] == ["id.duplicate"]
    assert "370500" in Register(stations=[_station("370500", JINAN)])


def test_only_records_can_be_put_in() -> None:
    """Nothing is lost: what a register has no place for is refused, not passed over."""
    with pytest.raises(InvalidValue) as caught:
        Register().with_(Party(name="甲"))  # type: ignore[arg-type]
    assert [problem.code for problem in caught.value.problems] == ["type"]


@pytest.mark.parametrize(
    ("value", "path"), [("S", "$.stations"), (5, "$.stations"), ([5], "$.stations[0]")]
)
def test_a_collection_holds_records_of_its_kind(value: Any, path: str) -> None:
    """The annotations are the rule, for what a collection holds too."""
    with pytest.raises(InvalidValue) as caught:
        Register(stations=value)
    assert [problem.path for problem in caught.value.problems] == [path]


def test_a_waiver_of_nobody_is_refused() -> None:
    """Constructors refuse the impossible, a dangling id among it."""
    day = date(2026, 1, 1)
    waiver = Waiver(
        id="W-1", subject="S-1", covers="on_map", authority="局", reason="因", valid_from=day,
        valid_until=day,
    )  # fmt: skip
    assert Register(stations=[_station()], waivers=[waiver]).of("S-1").waivers == (waiver,)
    with pytest.raises(InvalidValue):
        Register(waivers=[waiver])


def test_a_station_lies_in_a_division_there_is() -> None:
    """A code of Shandong that is in no year's table is refused, whenever the station opened."""
    for opened_on in (None, date(2025, 1, 1)):
        with pytest.raises(InvalidValue) as caught:
            Station(
                id="S", name="示例", region=Region("370999"), tier=Tier.BASIC, opened_on=opened_on
            )
        assert [one.code for one in caught.value.problems] == ["region.unknown"]
    assert Station(id="S", name="示例", region=Region("110101"), tier=Tier.BASIC).opened_on is None


def test_a_bad_id_hides_nothing() -> None:
    """All that is wrong with a record at once, its ids too."""
    with pytest.raises(InvalidValue) as caught:
        Station(id="A B", name="", region=Region("370502"), tier=Tier.BASIC)
    assert [one.path for one in caught.value.problems] == ["$.id", "$.name"]


def test_nobody_works_under_itself_through_others() -> None:
    """Each actor of a circle is told; who only stands under it is not."""
    fields: dict[str, Any] = {"name": "示例", "role": ActorRole.AUTHORITY, "region": DONGYING}
    actors = [
        Actor(id=name, parent=parent, **fields)
        for name, parent in (("A-1", "A-2"), ("A-2", "A-3"), ("A-3", "A-1"), ("A-4", "A-1"))
    ]
    with pytest.raises(InvalidValue) as caught:
        Register(actors=actors)
    assert caught.value.text("en").splitlines() == [
        (
            f"$.actors['A-{number}'].parent: Failed to parse '{parent}' as parent: expected a "
            f"parent that does not work under it, got '{parent}'."
        )
        for number, parent in ((1, "A-2"), (2, "A-3"), (3, "A-1"))
    ]


def test_a_kind_of_an_office_is_called_what_its_register_says() -> None:
    """Kinds of its own have the label on record; where none is, the name of the kind has to do."""
    own = Activity(
        id="x-包饺子",
        label=Text(zh="包饺子", en="making dumplings"),
        domain=ActivityDomain.DAILY_LIFE,
    )
    assert kind_label(own.id, Register(activities=[own]), "en") == "making dumplings"
    for unknown in (None, Register()):
        assert kind_label(own.id, unknown, "en") == own.id.label("en")
    assert kind_label(ActivityKind.LEGAL_CLINIC, Register(activities=[own]), "zh") == "法律咨询"
