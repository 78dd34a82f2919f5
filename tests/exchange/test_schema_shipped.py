"""The shipped schema: one for each kind, a pattern for each text form, current to the byte."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ridehire_partybuild import data
from ridehire_partybuild.exchange import json_schema
from ridehire_partybuild.exchange.kinds import Kind, kinds
from ridehire_partybuild.exchange.schema import LOADER_ONLY
from ridehire_partybuild.exchange.schemas.documents import SHIPPED, shipped_text
from ridehire_partybuild.exchange.schemas.forms import FORMS
from ridehire_partybuild.exchange.schemas.patterns import DAY, between, numbers
from ridehire_partybuild.exchange.texts import TEXT_FORMS

REMAKE = "make schemas"
KINDS = {kind.name: kind for kind in kinds()}


@cache
def schema() -> dict[str, Any]:
    """Return the schema of any document."""
    return json_schema()


@cache
def whole() -> Draft202012Validator:
    """Return the validator of any document."""
    return Draft202012Validator(schema())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_has_a_schema_of_its_own(kind: Kind) -> None:
    """It keeps to the standard, names its format, and refers to nothing outside itself."""
    own = json_schema(kind.cls)
    assert own["$defs"].items() <= schema()["$defs"].items()  # these are checked with the whole
    Draft202012Validator.check_schema({**own, "$defs": {}})
    assert own["properties"]["format"] == {"const": kind.tag}
    names = set(re.findall(r'"#/\$defs/([^"/]+)', json.dumps(own)))
    assert names == set(own["$defs"])
    assert own["$id"].endswith(f":{kind.name}")


@pytest.mark.slow
def test_the_schema_of_any_document_keeps_to_the_standard() -> None:
    """So do the parts that it shares with the schemas of each kind."""
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("form", TEXT_FORMS, ids=lambda one: one.__name__)
def test_every_text_form_has_a_pattern(form: type) -> None:
    """What is read by ``parse`` has a pattern; without it the schema would take any text."""
    assert form in FORMS, (
        f"{form.__name__} has no pattern: add one to FORMS in exchange/schemas/forms.py"
    )


def _patterns(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        node = list(node.values())
    for one in node if isinstance(node, list) else ():
        yield from _patterns(one)


def test_patterns_are_those_of_every_validator() -> None:
    r"""ECMA-262 without what some read otherwise: no ``\Z``, named groups, ``\d``, lookaround."""
    found = set(_patterns(schema()))
    assert found
    for pattern in found:
        assert re.search(r"\\[dDwWsSbBAZzpP]|\(\?(?!:)|[*+?}][?+]", pattern) is None
        re.compile(pattern)


@given(st.integers(0, 12_000), st.integers(0, 12_000), st.integers(0, 12_000))
def test_patterns_of_numbers(low: int, high: int, number: int) -> None:
    """A pattern of numbers takes those from the lowest to the highest, and no others."""
    low, high = sorted((low, high))
    within = low <= number <= high
    assert bool(re.fullmatch(between(low, high, 5), f"{number:05}")) is within
    assert bool(re.fullmatch(numbers(low, high), str(number))) is within


@given(st.dates(), st.integers(0, 40))
def test_the_pattern_of_days(day: date, number: int) -> None:
    """Every day of the calendar and none beside it: 29 February in leap years alone."""
    assert re.fullmatch(DAY, day.isoformat())
    written = f"{day.year:04}-{day.month:02}-{number:02}"
    try:
        real = date.fromisoformat(written)
    except ValueError:
        assert re.fullmatch(DAY, written) is None
    else:
        assert re.fullmatch(DAY, real.isoformat())


def test_the_public_list_names_codes_that_there_are() -> None:
    """An exemption that matches nothing is an error; those there are the schema says itself."""
    there = set(tomllib.loads(data.text("messages/problems.toml"))["code"])
    said = schema()["$comment"]
    assert set(LOADER_ONLY) - there == set()
    assert [code for code, why in LOADER_ONLY.items() if f"{code} ({why})" not in said] == []


def test_the_shipped_schema_is_current() -> None:
    """The bundle that ships is what the classes say today, byte for byte."""
    assert data.text(SHIPPED) == shipped_text(), f"the shipped schema is not current: {REMAKE}"


def test_the_shipped_schema_is_made_by_one_command(tmp_path: Path) -> None:
    """`make schemas` runs the folder as a program; here it writes to another file."""
    path = tmp_path / "a.json"
    command = [sys.executable, "-W", "error", "-m", "ridehire_partybuild.exchange.schemas"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert done.stdout == f"{path}\n"
    assert path.read_bytes() == shipped_text().encode()
