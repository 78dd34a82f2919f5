"""Guideline documents: each is refused, unusable, or a guideline that works to its end."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from random import Random
from typing import Any

from ridehire_partybuild import (
    Actor,
    ActorRole,
    Branch,
    BranchKind,
    Guideline,
    InvalidDocument,
    Region,
    Register,
    Station,
    Tier,
    UnusableRule,
    assess,
    data,
    describe,
    diff,
    dumps,
    explain,
    lint,
    loads,
    reference_profile,
    resolve,
    witnesses,
)

from ..harness import Door, told
from ..mutations import (
    KEYS,
    NUMBERS,
    RAW,
    TEXTS,
    Plain,
    as_json,
    as_toml,
    copied,
    places,
    scratched,
)

DAYS = (date(2000, 1, 1), date(2026, 1, 15), date(2100, 12, 31))

REGISTER = Register(
    stations=[
        Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
                opened_on=date(2024, 1, 1), records_since=date(2024, 1, 1)),
        Station(id="S-2", name="示例", region=Region("370503")),
    ],
    branches=[Branch(id="B-1", name="示例", kind=BranchKind.BRANCH, station="S-1")],
    actors=[Actor(id="A-1", name="示例", role=ActorRole.PLATFORM, region=Region("370500"))],
)  # fmt: skip


@cache
def whole(name: str) -> Plain:
    """Return a shipped document as plain data, dates as text."""
    return json.loads(json.dumps(tomllib.loads(data.text(name)), default=str))  # type: ignore[no-any-return]


def frame(rng: Random) -> Plain:
    """Return a few requirements of the shipped guideline, with the parameters they name."""
    shipped = whole("guidelines/shandong-reference.toml")
    kept = rng.sample(shipped["requirements"], rng.choice((1, 1, 2, 3)))
    profiles = [whole(f"profiles/{name}.toml") for name in data.names("profiles")]
    asked = json.dumps(kept)
    made = {
        **shipped,
        "requirements": kept,
        "parameters": [one for one in shipped["parameters"] if f'"{one["id"]}"' in asked],
        "activities": rng.sample(shipped["activities"], 1),
    }
    if rng.random() < 0.3:
        made["profiles"] = [
            {key: value for key, value in one.items() if key not in {"format", "include"}}
            for one in rng.sample(profiles, 2)
        ]
    return copied(made)  # type: ignore[no-any-return]


def strange(rng: Random) -> Any:
    """Return a value that hardly belongs anywhere."""
    return rng.choice(
        (
            lambda: RAW + rng.choice(NUMBERS),
            lambda: rng.choice(TEXTS),
            lambda: rng.choice((None, True, False, [], {}, [[]], {"": None})),
            lambda: nested(rng, rng.choice((3, 11, 12, 13, 40, 63, 80))),
            lambda: wide(rng, rng.choice((2, 2, 30, 30, 199, 201, 2000))),
        )
    )()


LEAVES: tuple[Plain, ...] = (
    {"fact": "site.area_m2", "at_least": 12}, {"fact": "site.area_m2", "at_most": 11.5},
    {"fact": "site.seats", "at_least": {"param": "area.least"}}, {"fact": "on_map", "is": True},
    {"fact": "facilities", "includes": ["fan", "microwave"]}, {"fact": "tier", "is": "basic"},
    {"fact": "tier", "one_of": ["basic", "mobile"]}, {"valid": "first_aid_box.expires_on"},
    {"held": "party_lecture", "per": "quarter"}, {"held": "x-包饺子", "times": 366, "per": "week"},
    {"judged": "fire_safety.passed"}, {"fact": "city.stations", "at_least": 100000},
)  # fmt: skip


def nested(rng: Random, depth: int) -> Any:
    """Return a check within checks."""
    check: Any = copied(rng.choice(LEAVES))
    for _ in range(depth):
        other = copied(rng.choice(LEAVES))
        check = rng.choice(
            ({"not": check}, {"all_of": [check, other]}, {"any_of": [other, check]},
             {"when": other, "then": check}, {"some": rng.choice((1, 2, 3)), "of": [check, other]})
        )  # fmt: skip
    return check


def wide(rng: Random, count: int) -> Any:
    """Return a check of very many parts, each of them a little different."""
    parts = []
    for number in range(count):
        part = copied(rng.choice(LEAVES))
        if "at_least" in part and rng.random() < 0.8:
            part["at_least"] = number
        parts.append({"not": part} if rng.random() < 0.2 else part)
    if rng.random() < 0.3:
        return {"some": max(1, count // 2), "of": parts}
    return {rng.choice(("all_of", "any_of")): parts}


def mutated(rng: Random, made: Plain) -> None:
    """Change the structure of a document somewhere."""
    checks = [pair for pair in places(made) if pair[1] in {"check", "applicability"}]
    where, key = rng.choice(checks if checks and rng.random() < 0.4 else list(places(made)))
    match rng.randrange(8):
        case 0:
            where[key] = strange(rng)
        case 1:
            del where[key]
        case 2 if isinstance(where, list):
            where.extend(copied([where[key]] * rng.choice((1, 2, 30))))
        case 3:
            other, at = rng.choice(list(places(made)))
            where[key] = copied(other[at])
        case 4 if isinstance(where, dict):
            where[rng.choice(KEYS)] = where.pop(key)
        case 5:
            where[key] = nested(rng, rng.choice((1, 2, 4, 11, 12)))
        case 6:
            where[key] = wide(rng, rng.choice((2, 3, 5, 8, 20, 20, 100, 199)))
        case _ if isinstance(where, dict):
            where[rng.choice(KEYS)] = strange(rng)


def made(rng: Random) -> tuple[str, str]:
    """Return the text of a document and its syntax."""
    plain = (
        frame(rng) if rng.random() < 0.995 else copied(whole("guidelines/shandong-reference.toml"))
    )
    for _ in range(rng.choice((0, 1, 1, 1, 2, 4))):
        mutated(rng, plain)
    syntax = rng.choice(("json", "json", "toml"))
    text = as_json(plain, rng) if syntax == "json" else as_toml(plain)
    for _ in range(rng.choice((0, 0, 0, 0, 0, 1, 2))):
        text = scratched(rng, text)
    return text, syntax


def tried(given: tuple[str, Any]) -> str:
    """Load a document and work with what it holds."""
    text, syntax = given
    used(loads(text, Guideline, syntax=syntax))
    return "Guideline"


def used(rules: Guideline) -> None:
    """Do with a guideline what an office does with it."""
    assert loads(dumps(rules), Guideline) == rules
    for remark in lint(rules):
        assert remark.text("zh")
        assert remark.text("en")
    for day in DAYS:
        assert rules.in_force(day).in_force(day) == rules.in_force(day)
    for one in rules.requirements:
        for check in (one.check, one.applicability):
            if check is not None:
                assert describe(check, rules.facts, "zh")
                assert describe(check, rules.facts, "en")
    for rule in rules.requirements[:1]:
        _or_unusable(lambda rule=rule: witnesses(rule, rules))  # type: ignore[misc]
    assert not diff(rules, rules)
    assert diff(rules, rules.in_force(DAYS[1])).text("zh")
    for profile in (*rules.profiles[:3], reference_profile("dongying-example")):
        _or_unusable(lambda profile=profile: resolve(profile, rules))  # type: ignore[misc]
    told = assess(REGISTER, rules, DAYS[1])
    for finding in told.findings[:5]:
        assert explain(finding, told, "zh").text()
        assert explain(finding, told, "en").text()


def _or_unusable(work: Callable[[], object]) -> None:
    try:
        work()
    except UnusableRule as error:
        told(error)


def kept(name: str, data: bytes) -> tuple[str, str]:
    """Return a document of the corpus; a .seed is what once made one."""
    if name.endswith(".seed"):
        return made(Random(data.decode().strip()))
    return data.decode(), "toml" if name.endswith(".toml") else "json"


DOOR = Door(
    name="guidelines",
    calls="`loads` of a `Guideline`, JSON and TOML, and all that is done with one",
    ends=(InvalidDocument, UnusableRule),
    share=25,
    made=made,
    used=tried,
    kept=kept,
)
