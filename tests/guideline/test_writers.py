"""What is written into a record is read from it again, and nothing else is changed."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    FACTS,
    Actor,
    ActorRole,
    Branch,
    BranchKind,
    Channel,
    Facility,
    FacilityItem,
    Region,
    Register,
    Service,
    ServiceDomain,
    Site,
    Station,
    Tier,
    Value,
)
from ridehire_partybuild.guideline.writers import WRITERS, writer_of

ON = date(2026, 1, 15)
EXPIRY = date(2026, 6, 30)
FULL = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, on_map=False,
    site=Site(area_m2=9, seats=8, parking_bays=2),
    facilities=[
        FacilityItem(kind=Facility.WIFI),
        FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=date(2025, 1, 1)),
    ],
    services=[
        Service(domain=ServiceDomain.BASIC, item="饮水", channel=Channel.ON_SITE, free=False,
                price_fen=100),
        Service(domain=ServiceDomain.LEGAL, item="咨询", channel=Channel.ON_SITE, free=False,
                price_fen=200),
    ],
)  # fmt: skip
BARE = Station(id="S-1", name="示例", region=Region("370502"))
BRANCH = Branch(id="B-1", name="示例支部", kind=BranchKind.BRANCH, full_members=3)
ACTOR = Actor(id="A-1", name="示例协会", role=ActorRole.ASSOCIATION, region=Region("370500"))

CASES: list[tuple[str, Station | Branch | Actor, Value]] = [
    ("tier", FULL, "mobile"),
    ("setting", FULL, "bank"),
    ("site.area_m2", FULL, Decimal("12.5")),
    ("site.area_m2", BARE, Decimal(12)),
    ("site.seats", FULL, Decimal(24)),
    ("site.parking_bays", FULL, Decimal(0)),
    ("facilities", FULL, ("fan", "first_aid_box")),
    ("facilities", FULL, ()),
    ("facilities", BARE, ("wifi",)),
    ("first_aid_box.expires_on", FULL, EXPIRY),
    ("first_aid_box.expires_on", BARE, EXPIRY),
    ("postings", FULL, ("opening_hours", "service_list")),
    ("postings", FULL, ()),
    ("on_map", FULL, True),
    ("services.basic_free", FULL, True),
    ("branch.kind", BRANCH, "joint_branch"),
    ("branch.full_members", BRANCH, Decimal(5)),
    ("branch.committee_members", BRANCH, Decimal(3)),
    ("branch.units_covered", BRANCH, Decimal(2)),
    ("actor.level", ACTOR, "city"),
]


def written(name: str, record: Any, value: Value) -> Any:
    """Return the record with a fact written into it."""
    write = writer_of(FACTS[name])
    assert write is not None
    return write(record, value)


@pytest.mark.parametrize(("name", "record", "value"), CASES)
def test_what_is_written_is_read(name: str, record: Any, value: Value) -> None:
    """Every writer is the inverse of its reading; other facts that rest elsewhere stay."""
    told = FACTS[name]
    after = written(name, record, value)
    for fact in FACTS.of(told.subject):
        if fact.read is not None and not fact.computed:
            found = fact.read(Register().with_(after).of(after.id), ON)
            if fact.name == name:
                expected = tuple(sorted(value)) if isinstance(value, tuple) else value
                assert found == expected
            elif not set(fact.reads) & set(told.reads):
                assert found == fact.read(Register().with_(record).of(record.id), ON)


def test_every_writer_is_tried() -> None:
    """A new writer needs a case of its own."""
    assert {name for name, *_ in CASES} == set(WRITERS)


def test_what_a_record_says_besides_is_kept() -> None:
    """What stays, stays as it is; what is free has no price; what is not basic is not touched."""
    kept = written("facilities", FULL, ("fan", "first_aid_box"))
    assert {item.kind for item in kept.facilities} == {Facility.FIRST_AID_BOX, Facility.FAN}
    assert date(2025, 1, 1) in {item.expires_on for item in kept.facilities}
    dated = written("first_aid_box.expires_on", FULL, EXPIRY)
    assert FacilityItem(kind=Facility.WIFI) in dated.facilities
    assert len(dated.facilities) == 2
    free = written("services.basic_free", FULL, value=True)
    assert [(one.free, one.price_fen) for one in free.services] == [(True, None), (False, 200)]
    paid = written("services.basic_free", free, value=False)
    assert [(one.free, one.price_fen) for one in paid.services] == [(False, None), (False, 200)]
    none = attrs.evolve(BARE, services=())
    assert written("services.basic_free", none, value=True) == none


@pytest.mark.parametrize(
    ("name", "record", "value"),
    [
        ("site.seats", FULL, Decimal("2.5")),
        ("site.seats", FULL, "many"),
        ("tier", FULL, "huge"),
        ("facilities", FULL, "wifi"),
        ("postings", FULL, Decimal(1)),
        ("first_aid_box.expires_on", FULL, "2026-06-30"),
        ("services.basic_free", BARE, True),  # which services there are is not known
    ],
)
def test_what_a_record_cannot_hold_is_refused(name: str, record: Any, value: Value) -> None:
    """A writer refuses what its field cannot be, and never rounds."""
    with pytest.raises((TypeError, ValueError)):
        written(name, record, value)


def test_a_host_program_brings_its_own_writer() -> None:
    """Its own writer goes before that of the shipped fact; computed facts have none."""

    def write(record: Any, _value: Value) -> Any:
        return record

    assert writer_of(attrs.evolve(FACTS["tier"], write=write)) is write
    assert writer_of(FACTS["activities.kinds"]) is None
