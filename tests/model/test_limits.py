"""How long a text may be, and how large a number: what the shipped schema promises other programs.

The schema is a document of its own, kept beside the code: forms in other languages are made from
it. Here the classes are held to it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

import attrs

import ridehire_partybuild
from ridehire_partybuild import (
    Consent,
    Facility,
    FacilityItem,
    InvalidValue,
    Register,
    Suspension,
    data,
)

DAY = date(2026, 1, 1)
MORE = (
    Consent(purpose="值守联系", given_on=DAY),
    FacilityItem(kind=Facility.FIRST_AID_BOX),
    Suspension(first=DAY, last=DAY, reason="装修"),
)
"""One of each class that the register with something of everything does not use."""

DEFINED: Mapping[str, Any] = json.loads(data.text("schemas/ridehire-partybuild-1.schema.json"))[
    "$defs"
]


def _is_of_the_model(kind: type) -> bool:
    return kind.__module__.startswith("ridehire_partybuild.model.")


def _parts(thing: object) -> Iterator[Any]:
    """Yield a record and the records it is made of."""
    if isinstance(thing, tuple):
        for one in thing:
            yield from _parts(one)
    elif attrs.has(type(thing)):
        if _is_of_the_model(type(thing)):
            yield thing
        for field in attrs.fields(cast("Any", type(thing))):
            yield from _parts(getattr(thing, field.name))


def _bounded(schema: Mapping[str, Any]) -> Iterator[tuple[list[object], list[object]]]:
    """Yield what a field just takes, and what is just too much for it."""
    for one in schema.get("anyOf", ()):
        yield from _bounded(one)
    for fits, does_not in _bounded(schema["items"]) if "items" in schema else ():
        yield [[one] for one in fits], [[one] for one in does_not]
    if "maxLength" in schema and "pattern" not in schema:
        longest = schema["maxLength"]
        yield ["字", "字" * longest], ["", "字" * (longest + 1)]
    if "minimum" in schema:
        low, high = schema["minimum"], schema["maximum"]
        made = int if schema["type"] == "integer" else Decimal
        yield [made(low), made(high)], [made(low) - 1, made(high) + 1]


def _out_of_bounds(record: Any, name: str, value: object) -> bool:
    try:
        attrs.evolve(record, **{name: value})
    except InvalidValue as error:
        codes = {one.code for one in error.problems if one.path.startswith(f"$.{name}")}
        return bool(codes & {"text.length", "number.range"})
    return False


def test_a_field_takes_what_the_schema_says_and_no_more(everything: Register) -> None:
    """The longest text and the largest number are taken, one more is refused; so with the least."""
    examples = {type(one).__name__: one for one in _parts((everything, *MORE))}
    tried = set()
    for kind, example in examples.items():
        for name, schema in DEFINED[kind]["properties"].items():
            for fits, does_not in _bounded(schema):
                tried.add(kind)
                assert not [one for one in fits if _out_of_bounds(example, name, one)], (kind, name)
                assert all(_out_of_bounds(example, name, one) for one in does_not), (kind, name)
    assert tried == {
        kind
        for kind, schema in DEFINED.items()
        if _is_of_the_model(getattr(ridehire_partybuild, kind, object))
        and any(list(_bounded(one)) for one in schema.get("properties", {}).values())
    }
