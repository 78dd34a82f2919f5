"""Two records differ where their fields do, told as deep as there are names for it."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given

from ridehire_partybuild import (
    Cadence,
    Contact,
    ContactKind,
    OpeningHours,
    Person,
    Register,
    Service,
    Site,
    Station,
)
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.model.differences import differences
from ridehire_partybuild.testing import strategies


def _at(record: Any, path: str) -> Any:
    """Return what stands at a path of a record."""
    for name, index in re.findall(r"([a-z_0-9]+)|\[(\d+)\]", path):
        record = getattr(record, name) if name else record[int(index)]
    return record


@given(one=strategies.registers(), other=strategies.registers())
def test_a_path_leads_to_what_differs(one: Register, other: Register) -> None:
    """A path leads to its two values, which differ; equal records have none, others at least one.

    Paths come in declared order of the fields, each once.
    """
    for name, cls in COLLECTIONS.items():
        order = [field.name for field in attrs.fields(cls)]
        for old, new in zip(getattr(one, name), getattr(other, name), strict=False):
            found = list(differences(old, new))
            assert bool(found) is (old != new)
            assert len({where.path for where in found}) == len(found)
            heads = [order.index(re.split(r"[.\[]", where.path)[0]) for where in found]
            assert heads == sorted(heads)
            for where in found:
                assert _at(old, where.path) == where.before
                assert _at(new, where.path) == where.after
                # no and 0 are equal to Python, and another thing to an office
                kinds = type(where.before), type(where.after)
                assert where.before != where.after or kinds[0] is not kinds[1]


@given(station=strategies.stations())
def test_nothing_differs_from_itself(station: Station) -> None:
    """A record and its copy have no difference."""
    assert not list(differences(station, attrs.evolve(station)))


def _service(everything: Register, **fields: Any) -> tuple[Service, ...]:
    first, second = everything.stations[0].services or ()
    return first, attrs.evolve(second, **fields)


def _altered(everything: Register, how: str) -> Station:
    """Return the station, altered in one of several ways."""
    old = everything.stations[0]
    evolve = attrs.evolve
    contact = Contact(kind=ContactKind.PERSONAL, value="另一号码")
    return {
        "a field": lambda: evolve(old, on_map=True),
        "a field of a part": lambda: evolve(old, site=evolve(old.site, seats=30)),
        "two of them": lambda: evolve(old, site=Site(area_m2=Decimal(12))),
        "a field of an item": lambda: evolve(old, services=_service(everything, free=True)),
        "deep": lambda: evolve(
            old,
            services=_service(
                everything, provider=evolve(_service(everything)[1].provider, actor="A-2")
            ),
        ),
        "fewer items": lambda: evolve(old, services=_service(everything)[:1]),
        "not known": lambda: evolve(old, services=None),
        "hours": lambda: evolve(old, hours=OpeningHours.parse("Mo-Fr 08:30-17:00")),
        "another class": lambda: evolve(
            old, services=_service(everything, when=Cadence.parse("1/month"))
        ),
        "a secret": lambda: evolve(old, contacts=(contact,)),
        "a secret of a part": lambda: evolve(old, head=Person(token="P-1", name="乙")),
    }[how]()


@pytest.mark.parametrize(
    ("how", "wanted"),
    [
        ("a field", [("on_map", False)]),
        ("a field of a part", [("site.seats", False)]),
        ("two of them", [("site.area_m2", False), ("site.seats", False)]),
        ("a field of an item", [("services[1].free", False)]),
        ("deep", [("services[1].provider.actor", False)]),
        ("fewer items", [("services", False)]),
        ("not known", [("services", False)]),
        ("hours", [("hours", False)]),
        ("another class", [("services[1].when", False)]),
        ("a secret", [("contacts[0].value", True)]),
        ("a secret of a part", [("head.name", True)]),
    ],
)
def test_the_paths_of_a_station(
    everything: Register, how: str, wanted: list[tuple[str, bool]]
) -> None:
    """Lists of one length item by item, what parses from text as a whole; secrets are marked."""
    found = differences(everything.stations[0], _altered(everything, how))
    assert [(where.path, where.secret) for where in found] == wanted


def test_the_paths_of_what_was_seen(everything: Register) -> None:
    """A value of another type is one difference, however the two are made up."""
    session, observation = everything.sessions[0], everything.observations[0]
    elsewhere = attrs.evolve(session, venue="礼堂", station=None)
    assert [one.path for one in differences(session, elsewhere)] == ["station", "venue"]
    seen = attrs.evolve(observation, value=("a",), collected_on=date(2026, 1, 12))
    assert [one.path for one in differences(observation, seen)] == ["value", "collected_on"]
    yes, one = (attrs.evolve(observation, value=value) for value in (True, 1))
    assert [(at.path, at.before, at.after) for at in differences(yes, one)] == [("value", True, 1)]
