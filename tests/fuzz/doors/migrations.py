"""Documents of earlier versions, taken step by step to the current one."""

import json
from collections.abc import Mapping
from random import Random
from types import MappingProxyType
from typing import Any

from ridehire_partybuild import InvalidDocument, InvalidValue, UnusableRule, dumps, loads
from ridehire_partybuild.exchange.migrations import Migration
from ridehire_partybuild.testing import strategies

from ..drawing import sample
from ..harness import Door
from ..mutations import Plain, as_json, as_toml, copied, scratched, spoiled
from .documents import city

Given = tuple[str, Any]


def _renamed(old: str, new: str) -> Migration:
    def migrate(body: dict[str, Any]) -> dict[str, Any]:
        return {new if key == old and new not in body else key: body[key] for key in body}

    return migrate


def _refusing(body: dict[str, Any]) -> dict[str, Any]:
    """Refuse what no body of its version can be."""
    if body.get("tier") == "x":
        raise InvalidValue.of("vocabulary", "Tier", "x", wanted="basic")
    return body


STEPS: Mapping[tuple[str, int], Migration] = MappingProxyType(
    {
        ("station", 1): _renamed("called", "name"),
        ("station", 2): _refusing,
        ("register", 1): _renamed("places", "stations"),
        ("guideline", 2): _renamed("rules", "requirements"),
    }
)


def made(rng: Random) -> Given:
    """Return a document of any version, and its syntax."""
    kind = rng.choice(("station", "station", "register", "guideline"))
    version = rng.choice(("1", "1", "2", "3", "4", "0", "01", "-1", "x", "9" * 30))
    if kind == "station":
        plain: Plain = copied(rng.choice(city()["stations"]))
        plain["called"] = plain.pop("name")
    elif kind == "register":
        plain = {"places": copied(city()["stations"][:2])}
    else:
        plain = json.loads(dumps(sample(strategies.guidelines, rng, kept=12)))
        plain["rules"] = plain.pop("requirements", [])
    plain["format"] = f"ridehire-partybuild/{kind}/{version}"
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        spoiled(rng, plain)
    syntax = rng.choice(("json", "json", "toml"))
    text = as_json(plain, rng) if syntax == "json" else as_toml(plain)
    return (scratched(rng, text) if rng.random() < 0.1 else text), syntax


def used(given: Given) -> str:
    """Load it with the migrations; it is written in its current version."""
    text, syntax = given
    found = loads(text, syntax=syntax, migrations=STEPS)
    assert loads(dumps(found, migrations=STEPS), type(found), migrations=STEPS) == found
    return "object"


def kept(name: str, data: bytes) -> Given:
    """Return a document of the corpus."""
    return data.decode(), "toml" if name.endswith(".toml") else "json"


DOOR = Door(
    name="migrations",
    calls="`loads(migrations=...)` of documents of earlier versions",
    ends=(InvalidDocument, UnusableRule),
    share=15,
    made=made,
    used=used,
    kept=kept,
)
