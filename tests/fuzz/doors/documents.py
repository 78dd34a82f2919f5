"""Documents of every kind, as JSON and as TOML."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import attrs

from ridehire_partybuild import InvalidDocument, UnusableRule, dumps, loads
from ridehire_partybuild.exchange.kinds import kinds
from ridehire_partybuild.values.sensitive import holds_secrets

from ..drawing import record
from ..harness import Door, told
from ..mutations import Plain, as_json, as_toml, copied, odd, places, scratched, spoiled

CITY = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
SECRET = "机密-7f3a91"  # noqa: S105 - it is nobody's

Given = tuple[str, Any, Any, bool]
"""A text, its syntax, the class that is asked for or None, and whether it holds secrets."""


@cache
def city() -> Plain:
    """Return the register of the example city as plain data."""
    return json.loads(CITY.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def part_of_the_city(rng: Random) -> Plain:
    """Return a register of a few records of each kind; what they name may be missing."""
    return {
        key: copied(rng.sample(rows, min(len(rows), rng.choice((0, 1, 2)))))
        if isinstance(rows, list)
        else copied(rows)
        for key, rows in city().items()
    }


def plain_of(one: object) -> Plain:
    """Return the document of a record as plain data."""
    return json.loads(dumps(one))  # type: ignore[no-any-return]


@cache
def _every_kind() -> tuple[Any, ...]:
    return tuple(kinds())


def from_nothing(rng: Random) -> Plain:
    """Return a document of any kind whose fields hold whatever there is."""
    kind = rng.choice(_every_kind())
    names = [one.name for one in attrs.fields(kind.cls)] if attrs.has(kind.cls) else ["value"]
    kept = rng.sample(names, rng.randint(0, len(names)))
    return {"format": kind.tag, **{name: odd(rng) for name in kept}}


def made(rng: Random) -> Given:
    """Return a document, most often one that was in order once."""
    chance = rng.random()
    if chance < 0.12:
        return _secretive(rng)
    if chance < 0.2:
        plain, wanted = from_nothing(rng), None
    elif chance < 0.3:
        plain, wanted = part_of_the_city(rng), None
    else:
        one = record(rng)
        plain, wanted = plain_of(one), type(one) if rng.random() < 0.5 else None
    for _ in range(rng.choice((0, 1, 1, 1, 2, 4))):
        spoiled(rng, plain)
    syntax = rng.choice(("json", "json", "json", "toml"))
    text = as_json(plain, rng) if syntax == "json" else as_toml(plain)
    for _ in range(rng.choice((0, 0, 0, 0, 1, 2))):
        text = scratched(rng, text)
    return text, syntax, wanted, False


def _secret_places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where the sensitive texts of a record stand in its document."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _secret_places(item, (*path, index))
    if not attrs.has(type(value)):
        return
    for field in attrs.fields(attrs.resolve_types(type(value))):
        found = getattr(value, field.name)
        if field.metadata.get("sensitive") and isinstance(found, str):
            yield (*path, field.name)
        elif holds_secrets(field.type):
            yield from _secret_places(found, (*path, field.name))


def _secretive(rng: Random) -> Given:
    """Return a document with a secret wherever one may stand, and mistakes that move none."""
    for _ in range(20):
        one = record(rng)
        there = list(_secret_places(one))
        if there:
            break
    else:
        return "{}", "json", None, False
    plain = plain_of(one)
    for *path, last in there:
        where = plain
        for step in path:
            where = where[step]
        wrap = rng.choice(
            (str, str, str, lambda told: [told], lambda told: {"x": told}, lambda told: told * 400,
             lambda told: told + "\x00", lambda told: {told: 1}, lambda told: " " + told)
        )  # fmt: skip
        if last in where:
            where[last] = wrap(SECRET)
    for _ in range(rng.choice((0, 1, 2))):
        where, key = rng.choice(list(places(plain)))
        if SECRET not in json.dumps(where[key], ensure_ascii=False):
            where[key] = odd(rng)
    syntax = rng.choice(("json", "toml"))
    text = as_json(plain, rng) if syntax == "json" else as_toml(plain)
    return text, syntax, rng.choice((None, type(one))), True


def used(given: Given) -> str:
    """Load a document; what it holds is written and read again."""
    text, syntax, wanted, secretive = given
    try:
        found = loads(text, wanted, syntax=syntax)
    except (InvalidDocument, UnusableRule) as error:
        told(error, [SECRET] if secretive else [])
        raise
    again = dumps(found)
    assert wanted is None or type(found) is wanted
    assert loads(again) == found
    assert dumps(loads(again, type(found))) == again
    assert not secretive or SECRET not in repr(found)
    return "object"


def kept(name: str, data: bytes) -> Given:
    """Return a document of the corpus."""
    return data.decode(), "toml" if name.endswith(".toml") else "json", None, False


DOOR = Door(
    name="documents",
    calls="`loads` of every kind of document, JSON and TOML, and `dumps` of what it holds",
    ends=(InvalidDocument, UnusableRule),
    share=150,
    made=made,
    used=used,
    kept=kept,
)
