"""What people call a record."""

from datetime import date

import pytest

from ridehire_partybuild import Actor, ActorRole, Host, Party, Region, Register, Title
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.values import Id, StationId

CITY = Register(
    actors=[Actor(id="ACT-1", name="示例局", role=ActorRole.AUTHORITY, region=Region("370500"))],
    hosts=[Host(id="H-1", party=Party(name="示例律所"))],
    titles=[Title(id="T-1", name="示例书")],
)


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ("ACT-1", "示例局"),
        ("H-1", "示例律所"),
        ("T-1", "示例书"),
        ("S-9", "S-9"),
        ("370500", "东营市"),
    ],
)
def test_what_people_call_it(record: str, name: str) -> None:
    """By its name; a city by that of its division; what nobody knows by its id."""
    assert name_told(StationId(record), CITY, "zh", date(2026, 1, 15)) == name


def test_without_a_day_a_city_is_its_code() -> None:
    """Divisions have names as of a day: without one there is none to tell."""
    assert name_told(StationId("370500"), CITY, "zh") == "370500"


@pytest.mark.parametrize(("lang", "told"), [("zh", "无"), ("en", "none")])
def test_none_is_told(lang: Lang, told: str) -> None:
    """Where there is no record, that is what is said."""
    assert name_told(None, CITY, lang) == told
    assert joined([1, "a"], lang) == {"zh": "1、a", "en": "1, a"}[lang]


@pytest.mark.parametrize(
    ("record", "name"),
    [("S-1", "示例一号"), ("B-1", "支部"), ("A-2", "示例平台"), ("E-1", "E-1"), ("F-1", "F-1")],
)
def test_what_has_no_name_is_called_by_its_id(everything: Register, record: str, name: str) -> None:
    """A station and a branch have names; a session and a fund are told by their ids."""
    assert name_told(Id(record), everything, "zh") == name
    assert name_told(Id(record), everything, "en") == name
