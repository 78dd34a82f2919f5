"""Documents of earlier versions are taken to the current one, step by step, then read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Problem
from ridehire_partybuild.exchange import dump, dumps, load, loads
from ridehire_partybuild.exchange.kinds import kinds
from ridehire_partybuild.exchange.migrations import (
    MIGRATIONS,
    Migrations,
    current,
    migrated,
    readable,
)
from ridehire_partybuild.model import Register, Site
from ridehire_partybuild.testing import strategies

Body = dict[str, Any]


def _renamed(old: str, new: str) -> Callable[[Body], Body]:
    """Return the migration to a version in which a key has another name."""
    return lambda body: {new if key == old else key: value for key, value in body.items()}


TABLE: Migrations = {
    ("site", 1): _renamed("chairs", "seats"),
    ("site", 2): _renamed("area", "area_m2"),
    ("register", 1): lambda body: {
        key: [{**one, "name": one["name"].strip()} for one in value] if key == "stations" else value
        for key, value in body.items()
    },
}
"""Sites once had chairs, then an area; names of stations once had blanks around them."""


def _document(version: int, **body: object) -> str:
    return json.dumps({"format": f"ridehire-partybuild/site/{version}", **body}, indent=1)


def test_nothing_ships_that_migrates() -> None:
    """Every kind of document is at its first version, which is the one that is written."""
    assert dict(MIGRATIONS) == {}
    assert {kind.version for kind in kinds()} == {1}
    with pytest.raises(TypeError):
        MIGRATIONS["site", 1] = dict  # type: ignore[index]


@given(st.sets(st.integers(1, 12)))
def test_a_version_is_read_if_a_chain_leads_from_it(steps: set[int]) -> None:
    """The current version is one after the last step; a gap ends the chain."""
    table: Migrations = {("site", step): dict for step in steps} | {("plan", 40): dict}
    last = max(steps, default=0) + 1
    assert current("site", table) == last
    chain = [one for one in range(1, last + 1) if all(step in steps for step in range(one, last))]
    assert list(readable("site", table)) == chain


@given(strategies.sites(), st.integers(1, 3))
def test_any_earlier_version_reads_as_the_same_object(site: Site, version: int) -> None:
    """A document of each version, made by undoing the steps, is the object it was made from."""
    body = json.loads(dumps(site, migrations=TABLE))
    assert body.pop("format") == "ridehire-partybuild/site/3"
    if version <= 2:
        body = _renamed("area_m2", "area")(body)
    if version == 1:
        body = _renamed("seats", "chairs")(body)
    text = _document(version, **body)
    assert loads(text, migrations=TABLE) == loads(text, Site, migrations=TABLE) == site


@given(strategies.registers())
def test_what_is_written_is_of_the_current_version(register: Register) -> None:
    """`loads(dumps(x)) == x` under any migrations, and no step is taken."""
    text = dumps(register, migrations=TABLE)
    assert '"format": "ridehire-partybuild/register/2"' in text
    assert loads(text, Register, migrations=TABLE) == register
    assert '"format": "ridehire-partybuild/register/1"' in dumps(register)


def test_files(tmp_path: Path) -> None:
    """Files are migrated as texts are, TOML too."""
    path = tmp_path / "site.toml"
    path.write_text('format = "ridehire-partybuild/site/1"\nchairs = 24\n', encoding="utf-8")
    site = load(path, Site, migrations=TABLE)
    assert site == Site(seats=24)
    dump(site, tmp_path / "site.json", migrations=TABLE)
    assert (tmp_path / "site.json").read_text(encoding="utf-8") == (
        '{\n  "format": "ridehire-partybuild/site/3",\n  "seats": 24\n}\n'
    )


@pytest.mark.parametrize(
    ("tag", "table", "wanted"),
    [
        ("ridehire-partybuild/site/2", {}, '"ridehire-partybuild/site/1"'),
        ("ridehire-partybuild/site/0", {}, '"ridehire-partybuild/site/1"'),
        ("ridehire-partybuild/site/01", {}, '"ridehire-partybuild/site/1"'),
        ("ridehire-partybuild/site/x", {}, '"ridehire-partybuild/site/1"'),
        ("ridehire-partybuild/site", {}, '"ridehire-partybuild/<kind>/1"'),
        (
            "ridehire-partybuild/site/4",
            TABLE,
            ", ".join(f'"ridehire-partybuild/site/{version}"' for version in (1, 2, 3)),
        ),
        ("ridehire-partybuild/site/1", {("site", 2): dict},
         '"ridehire-partybuild/site/2", "ridehire-partybuild/site/3"'),
        ("ridehire-partybuild/work_calendar/1", {}, '"ridehire-partybuild/<kind>/1"'),
    ],
)  # fmt: skip
def test_other_versions_are_refused(tag: str, table: Migrations, wanted: str) -> None:
    """A newer or unknown version is refused with those that are read."""
    with pytest.raises(InvalidDocument) as caught:
        loads(json.dumps({"format": tag}), migrations=table)
    assert str(caught.value) == (
        f"$.format (line 1): Failed to parse '{tag}' as document: expected "
        f"\"format\": {wanted}, got '{tag}'."
    )


def test_what_is_wrong_once_migrated_has_its_path_and_no_line() -> None:
    """Paths are those of the migrated document, which nobody wrote: it has no lines."""
    with pytest.raises(InvalidDocument) as caught:
        loads(_document(1, chairs=-1, roof="x"), Site, migrations=TABLE)
    assert [(one.path, one.code, one.line) for one in caught.value.problems] == [
        ("$.roof", "key.unknown", None),
        ("$.seats", "number.range", None),
    ]
    assert caught.value.__notes__ == [
        (
            "migrated from ridehire-partybuild/site/1 before it was read: the paths are those of "
            "ridehire-partybuild/site/3, without lines"
        )
    ]


def test_a_key_that_stands_twice_keeps_its_line() -> None:
    """The text itself is told of as ever."""
    text = '{"format": "ridehire-partybuild/site/1",\n"chairs": 1,\n"chairs": 2}'
    with pytest.raises(InvalidDocument) as caught:
        loads(text, Site, migrations=TABLE)
    assert [(one.code, one.line) for one in caught.value.problems] == [("key.duplicate", 3)]


def test_a_note_and_what_is_handed_down_are_read_after_the_migration() -> None:
    """A migration sees all of a document but its format."""
    text = json.dumps(
        {
            "format": "ridehire-partybuild/register/1",
            "note": "说明",
            "recorded_on": "2026-01-01",
            "stations": [{"id": "S-1", "name": " x ", "region": "370502", "tier": "basic"}],
        }
    )
    (station,) = loads(text, Register, migrations=TABLE).stations
    assert (station.name, str(station.recorded_on)) == ("x", "2026-01-01")
    assert loads(text, Register).stations[0].name == " x "


def test_a_migration_may_refuse_what_cannot_be_of_its_version() -> None:
    """Its problems are told like any others, with a note of which step it was."""

    def refusing(_: Body) -> Body:
        raise InvalidValue([Problem(code="time.date", params={"kind": "on", "value": "x"})])

    with pytest.raises(InvalidDocument) as caught:
        loads(_document(2), Site, migrations={**TABLE, ("site", 2): refusing})
    assert str(caught.value) == (
        "Failed to parse 'x' as on: expected a date such as 2026-01-13, got 'x'."
    )
    assert caught.value.__notes__ == ["while a site document of version 2 was taken to 3"]


@pytest.mark.parametrize("made", [None, [], {1: 2}])
def test_a_migration_that_makes_no_body_is_told_apart(made: Any) -> None:
    """A broken table is the host's error, not the document's."""
    with pytest.raises(TypeError, match="a migration returns the body of a document") as caught:
        migrated("site", 1, {}, {("site", 1): lambda _: made})
    assert caught.value.__notes__ == ["while a site document of version 1 was taken to 2"]


def test_parts_are_migrated_by_the_whole() -> None:
    """A register within a plan's inputs bears no version: the step of the whole sees to it."""

    def renamed_within(body: Body) -> Body:
        return body | {"register": _renamed("places", "stations")(body["register"])}

    inputs = find(strategies.plan_inputs(), lambda one: bool(one.register.stations))
    table: Migrations = {("plan_inputs", 1): renamed_within, ("register", 1): dict}
    body = json.loads(dumps(inputs))
    body["register"] = _renamed("stations", "places")(body["register"])
    assert loads(json.dumps(body), migrations=table) == inputs
    assert dumps(inputs, migrations=table).count('"format"') == 1
