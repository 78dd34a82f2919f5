"""Flat rows hold what the document holds, each column of one type, and no secret by default."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from ridehire_partybuild import (
    Appeal,
    Contact,
    ContactKind,
    Evidence,
    FacilityItem,
    Method,
    Observation,
    Person,
    Region,
    Register,
    Site,
    Station,
    Tier,
    dumps,
)
from ridehire_partybuild.exchange.records import plans
from ridehire_partybuild.exchange.tables.rows import _parts, _tables, keys_of, to_rows
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import Facility

STATION = Station(
    id="S-1",
    name="示例一号",
    region=Region("370502"),
    tier=Tier.BASIC,
    site=Site(area_m2=Decimal("11.5"), seats=24),
    facilities=(FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=date(2026, 12, 31)),),
    services=(),
    head=Person(token="P-1", name="机密甲"),
    contacts=(Contact(kind=ContactKind.PERSONAL, value="13800000000"),),
)
APPEAL = Appeal(
    id="A-1", station="S-1", summary="机密诉求", received_at=datetime(2026, 1, 5, 1, tzinfo=UTC)
)
FOUND = tuple(
    Observation(
        id=f"O-{number}",
        subject="S-1",
        fact="nobody.knows",
        value=value,
        method=Method.EXAMINE,
        collected_on=date(2026, 1, 5),
        evidence=(Evidence(href="检测报告.pdf"),),
    )
    for number, value in enumerate((True, Decimal("11.50"), "合格", ("a", "b")))
)
REGISTER = Register(stations=[STATION], appeals=[APPEAL], observations=FOUND)


def leaves(document: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a JSON document holds, by dotted keys."""
    for key, value in document.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def assert_holds(row: dict[str, Any], record: dict[str, Any], mixed: frozenset[str]) -> None:
    """Every value of a document's record stands in its row; what it leaves out is a default."""
    written = dict(leaves(record))
    assert set(written) <= set(row)
    for key, value in row.items():
        wanted = written.get(key)
        if isinstance(wanted, list) and (not wanted or isinstance(wanted[0], dict)):
            wanted = wanted if value == "[]" else len(wanted)
        if isinstance(wanted, list) and key not in mixed:
            value, wanted = json.loads(value), [*wanted]  # noqa: PLW2901 - as text
        if key in mixed and wanted is not None:
            assert isinstance(value, str)
        elif key in written:
            assert value == wanted, key
        else:
            assert value in (None, False, 0, "[]"), key


@given(strategies.registers())
def test_rows_hold_what_the_document_holds(register: Register) -> None:
    """Against the other door: every value of the JSON document stands in a row."""
    document, tables = json.loads(dumps(register)), to_rows(register, sensitive=True)
    for name in COLLECTIONS:
        records = document.get(name, [])
        assert len(tables[name]) == len(records)
        mixed = frozenset({"value"} if name == "observations" else ())
        for row, record in zip(tables[name], records, strict=True):
            assert_holds(row, record, mixed)
        for table in (one for one in tables if one.startswith(f"{name}.")):
            parts = [
                (record["id"], position, part)
                for record in records
                for position, part in enumerate(record.get(table.partition(".")[2], ()))
            ]
            for row, (of, position, part) in zip(tables[table], parts, strict=True):
                assert (row["of"], row["position"]) == (of, position)
                bare = {key: row[key] for key in row if key not in {"of", "position"}}
                assert_holds(bare, part, frozenset())


@given(strategies.registers())
def test_tables_have_one_shape(register: Register) -> None:
    """Every row has the keys that are documented, in order; every column is of one type."""
    for sensitive in (False, True):
        for name, rows in to_rows(register, sensitive=sensitive).items():
            types = defaultdict(set)
            for row in rows:
                assert tuple(row) == keys_of(name, sensitive=sensitive)
                for key, value in row.items():
                    types[key].add(type(value))
            for key, found in types.items():
                assert len(found - {type(None)}) <= 1, (name, key)
                assert found <= {type(None), str, int, float, bool}, (name, key)


@given(strategies.registers())
def test_rows_are_kept_by_a_database(register: Register) -> None:
    """SQLite takes every table as it is, lists being text, and gives it back."""
    database = sqlite3.connect(":memory:")
    for name, rows in to_rows(register).items():
        keys = keys_of(name)
        columns = ", ".join(f'"{key}"' for key in keys)
        database.execute(f'create table "{name}" ({columns})')
        flat = [tuple(row.values()) for row in rows]
        marks = ", ".join("?" * len(keys))
        database.executemany(f'insert into "{name}" values ({marks})', flat)  # noqa: S608 - our names
        assert database.execute(f'select * from "{name}"').fetchall() == flat  # noqa: S608 - our names
    database.close()


def test_sensitive_values_are_left_out_unless_asked_for() -> None:
    """Names of persons, personal numbers and what an appeal says: keys and values are not there."""
    bare, full = str(to_rows(REGISTER)), str(to_rows(REGISTER, sensitive=True))
    for secret in ("机密甲", "13800000000", "机密诉求"):
        assert secret not in bare
        assert secret in full
    assert "summary" not in keys_of("appeals")
    assert "head.name" not in keys_of("stations")
    assert "value" not in keys_of("stations.contacts")


def test_no_secret_field_has_a_key() -> None:
    """What is told only on request is exactly what is marked so, in whatever record it stands."""
    hidden = {
        f"{name}:{key}"
        for name in to_rows(Register())
        for key in set(keys_of(name, sensitive=True)) - set(keys_of(name))
    }
    assert hidden == {
        "stations:head.name",
        "stations.contacts:value",
        "actors.channels:value",
        "appeals:summary",
    }


def test_not_known_and_none_differ() -> None:
    """None is not known; 0 is known to be none."""
    row = to_rows(REGISTER, "stations")[0]
    assert row["services"] == 0
    assert row["facilities"] == 1
    unknown = Station(id="S-2", name="示例", region=Region("370502"), tier=Tier.BASIC)
    assert to_rows(Register(stations=[unknown]), "stations")[0]["services"] is None


def test_observed_values_are_text() -> None:
    """What was found may be a flag, a number, a text or words: one column holds them as text."""
    rows = to_rows(REGISTER, "observations")
    assert [row["value"] for row in rows] == ["true", "11.5", "合格", '["a", "b"]']


def test_a_station_as_a_row() -> None:
    """A whole row, so that a change of its shape is seen."""
    row = to_rows(REGISTER, "stations")[0]
    assert {key: value for key, value in row.items() if value is not None} == {
        "id": "S-1",
        "name": "示例一号",
        "region": "370502",
        "tier": "basic",
        "site.area_m2": 11.5,
        "site.seats": 24,
        "facilities": 1,
        "services": 0,
        "head.token": "P-1",
        "contacts": 1,
        "awards": 0,
        "suspensions": 0,
    }
    assert to_rows(REGISTER, "stations.facilities") == [
        {
            "of": "S-1",
            "position": 0,
            "kind": "first_aid_box",
            "count": None,
            "expires_on": "2026-12-31",
        }
    ]


def test_there_is_no_other_table() -> None:
    """A name that no table bears is a KeyError, not an empty list."""
    with pytest.raises(KeyError, match="station"):
        to_rows(REGISTER, "station")


def test_parts_have_no_parts_of_their_own() -> None:
    """Two floors of tables are enough: else the parts of parts would be lost."""
    for table in _tables().values():
        parts = {plan.key for plan in plans(table.cls).values() if _parts(plan.type)}
        assert not parts or table.field is None
