"""Files: whose a record is."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given

from ridehire_partybuild import (
    Actor,
    ActorRole,
    AnyRecord,
    Branch,
    BranchKind,
    Party,
    Register,
    Station,
    SubjectFile,
    SubjectKind,
)
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.testing import strategies

from .test_register import JINAN, _session, _station


@given(register=strategies.registers())
def test_every_subject_has_a_file(register: Register) -> None:
    """Subjects are stations, branches, actors, and each prefecture of the stations' regions."""
    files = {subject: register.of(subject) for _, subject in register.subjects}
    assert len(files) == len(register.subjects)
    cities = {str(station.region.prefecture) for station in register.stations}
    kinds = [kind for kind, _ in register.subjects]
    assert kinds.count(SubjectKind.STATION) == len(register.stations)
    assert kinds.count(SubjectKind.CITY) == len(cities)
    for (kind, subject), file in zip(register.subjects, files.values(), strict=True):
        assert (file.kind, file.id) == (kind, subject)
        assert (file.record is None) == (kind is SubjectKind.CITY)
        assert file.record in (None, register.get(subject) if subject in register else None)


def test_a_city_is_a_subject_without_a_record(everything: Register) -> None:
    """Of a station, branch or actor the filing has the record itself, of a city none."""
    filing = everything.filing
    assert {str(subject): filing.record(subject) for subject in filing.subjects} == {
        "S-1": everything.get("S-1"),
        "B-1": everything.get("B-1"),
        "A-1": everything.get("A-1"),
        "A-2": everything.get("A-2"),
        "370500": None,
    }


def _of_party(party: Party | None) -> list[str | None]:
    return [] if party is None else [party.actor, party.branch]


NAMED: dict[str, Callable[[Any], list[str | None]]] = {
    "sessions": lambda one: [
        one.station, *_of_party(one.organiser), *(item.actor for item in one.programme)
    ],
    "donations": lambda one: [name for donor in one.donors for name in _of_party(donor)],
    "deliveries": lambda one: [one.station],
    "stock": lambda one: [one.station],
    "funds": lambda one: [one.station],
    "loans": lambda one: [one.station],
    "appeals": lambda one: [one.station, one.forwarded_to],
    "feedback": lambda one: [one.subject],
    "assistance": lambda one: [one.actor, one.station],
    "commitments": lambda one: [one.actor],
    "pledges": lambda one: [one.branch],
    "observations": lambda one: [one.subject],
    "waivers": lambda one: [one.subject],
    "exemptions": lambda one: [one.subject],
    "tasks": lambda one: [one.subject, one.responsible],
}  # fmt: skip
"""The subjects that a record of each collection names, in the order of its fields."""


ITS_ALONE = {"observations", "waivers", "exemptions"}
"""What was found about a station, or excused, is not so of its city."""


def _city(register: Register, subject: str) -> str | None:
    """Return the city in which a subject lies; None: it is one, or nobody knows."""
    record = register.get(subject) if subject in register else None
    if isinstance(record, Branch):
        return None if record.station is None else _city(register, record.station)
    return str(record.region.prefecture) if isinstance(record, Station | Actor) else None


def _owners(register: Register, name: str, record: AnyRecord) -> set[str]:
    named = [one for one in NAMED[name](record) if one is not None]
    if name in ITS_ALONE:
        return set(named)
    city = next(filter(None, (_city(register, one) for one in named)), "")
    return {*named, *({city} & {str(one) for one in register.cities})}


@given(register=strategies.registers())
def test_what_names_a_subject_is_in_its_file_and_its_citys(register: Register) -> None:
    """A record belongs to whom it names, and to the city of the first whose place is known.

    Files keep the order of the register, and hold nothing else.
    """
    for name in NAMED:
        owners = {one.id: _owners(register, name, one) for one in getattr(register, name)}
        for _, subject in register.subjects:
            wanted = [one for one in getattr(register, name) if subject in owners[one.id]]
            assert list(getattr(register.of(subject), name)) == wanted


def test_every_collection_is_filed_or_known_not_to_be() -> None:
    """A new kind of record is in the files of subjects, or here among those that never are."""
    filed = {field.name for field in attrs.fields(SubjectFile)} & COLLECTIONS.keys()
    assert filed == NAMED.keys() | {"stations", "actors", "branches"}
    assert COLLECTIONS.keys() - filed == {"activities", "hosts", "titles"}


def test_the_files_of_a_register_with_everything(everything: Register) -> None:
    """One example in full: what the station, the two actors, the branch and the city have."""
    found = {
        str(subject): {
            name: [str(one.id) for one in getattr(register_file, name)]
            for name in NAMED
            if getattr(register_file, name)
        }
        for _, subject in everything.subjects
        for register_file in (everything.of(subject),)
    }
    everywhere = {
        "sessions": ["E-1"], "donations": ["G-1"], "deliveries": ["D-1"], "stock": ["K-1"],
        "funds": ["F-1"], "loans": ["L-1"], "appeals": ["Q-1"], "feedback": ["R-1"],
        "assistance": ["N-1"], "commitments": ["C-1"], "pledges": ["V-1"],
        "observations": ["O-1"], "waivers": ["W-1"], "exemptions": ["X-1"], "tasks": ["Z-1"],
    }  # fmt: skip
    elsewhere = {"donations", "commitments", "pledges", "observations"}
    its_alone = ITS_ALONE - {"observations"}
    assert found == {
        "S-1": {name: ids for name, ids in everywhere.items() if name not in elsewhere},
        "B-1": {"pledges": ["V-1"]},
        "A-1": {"donations": ["G-1"], "tasks": ["Z-1"]},
        "A-2": {
            "sessions": ["E-1"], "appeals": ["Q-1"], "assistance": ["N-1"], "commitments": ["C-1"],
        },
        "370500": {name: ids for name, ids in everywhere.items() if name not in its_alone},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "city"),
    [
        ({"station": "S-1"}, "370500"),
        ({"station": "S-1", "organiser": Party(name="甲", actor="A-2")}, "370500"),
        ({"venue": "礼堂", "organiser": Party(name="甲", actor="A-2")}, "370100"),
        ({"venue": "礼堂", "organiser": Party(name="乙", branch="B-1")}, "370500"),
        ({"venue": "礼堂", "organiser": Party(name="丙", branch="B-2")}, None),
        ({"venue": "礼堂", "organiser": Party(name="丁")}, None),
        ({"venue": "礼堂"}, None),
    ],
)
def test_the_city_of_a_session(fields: dict[str, Any], city: str | None) -> None:
    """A session's city is its station's, else that of the actor or branch that called it."""
    branches = [
        Branch(id="B-1", name="支部", kind=BranchKind.BRANCH, station="S-1"),
        Branch(id="B-2", name="支部", kind=BranchKind.BRANCH),
    ]
    register = Register(
        stations=[_station(), _station("S-2", JINAN)],
        actors=[Actor(id="A-2", name="协会", role=ActorRole.ASSOCIATION, region=JINAN)],
        branches=branches,
        sessions=[_session(**fields)],
    )
    found = [str(one) for one in register.cities if register.of(str(one)).sessions]
    assert found == ([] if city is None else [city])
