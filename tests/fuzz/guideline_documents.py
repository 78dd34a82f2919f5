"""Mutated guideline documents: each is refused, unusable, or a guideline that works to its end.

Run it with ``make fuzz``: 100,000 documents, the same ones for the same seed, shared among the
processors. A document that does anything else (another exception, minutes of work, memory that
stays taken) is printed with its number, and can be tried alone: ``--only NUMBER``.
"""

import argparse
import json
import multiprocessing
import random
import resource
import signal
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
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

Random = random.Random
Plain = dict[str, Any]

DAYS = (date(2000, 1, 1), date(2026, 1, 15), date(2100, 12, 31))
SECONDS = 120
"""Far more than any document takes on a busy machine: whoever needs it would never end."""
MOST_GROWTH = 400 * 2**20
MOST_MEMORY = 4 * 2**30
RAW = "raw number: "
PART, WARM = 1000, 200

REGISTER = Register(
    stations=[
        Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
                opened_on=date(2024, 1, 1), records_since=date(2024, 1, 1)),
        Station(id="S-2", name="示例", region=Region("370503")),
    ],
    branches=[Branch(id="B-1", name="示例", kind=BranchKind.BRANCH, station="S-1")],
    actors=[Actor(id="A-1", name="示例", role=ActorRole.PLATFORM, region=Region("370500"))],
)  # fmt: skip

NUMBERS = (
    "1e400000", "-1e400000", "1e-400000", "1e99999999999999999999", "NaN", "-Infinity", "9" * 500,
    "0." + "1" * 500, "-0", "0.1", "1E+2", "999999999", "1000000000.5", "-1", "2", "1e5", "366",
)  # fmt: skip
TEXTS = (
    "", " ", "\x00", "\ud800", "é", "x" * 2001, "长" * 5000, "$", "{0}", "{value}", "%s",
    "sessions(party_lecture,2025-Q1)", "sessions(", "x-", "x-" + "a" * 300, "site.area_m2", "tier",
    "facilities", "first_aid_box.expires_on", "on_map", "city.stations", "area.least", "basic",
    "station", "city", "branch", "actor", "shall", "may", "rule", "quarter", "week", "2026-01-01",
    "2026-02-30", "9999-12-31", "0001-01-01", "__class__", "__import__('os')", "$.requirements[0]",
)  # fmt: skip
KEYS = (
    "fact", "at_least", "at_most", "is", "one_of", "includes", "valid", "judged", "held", "times",
    "per", "over", "all_of", "any_of", "not", "when", "then", "some", "of", "param", "check",
    "applicability", "effective_before", "effective_from", "weight", "id", "clause", "unit",
    "imports", "note", "format", "facts", "__init__", "", "a b",
)  # fmt: skip


@cache
def whole(name: str) -> Plain:
    """Return a shipped document as plain data, dates as text."""
    return json.loads(json.dumps(tomllib.loads(data.text(name)), default=str))  # type: ignore[no-any-return]


def copied(value: Any) -> Any:
    """Return the same plain data, to be changed alone."""
    return json.loads(json.dumps(value))


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


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container with each of its keys."""
    left = [value]
    while left:
        one = left.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one))
        for key in keys:
            yield one, key
            if isinstance(one[key], dict | list):
                left.append(one[key])


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


def as_json(made: Any, rng: Random) -> str:
    """Return plain data as JSON, now and then with a key twice."""
    text = json.dumps(made, ensure_ascii=rng.random() < 0.5)
    for number in NUMBERS:
        text = text.replace(json.dumps(RAW + number), number)
    if rng.random() < 0.05:
        key = json.dumps(rng.choice(KEYS))
        text = text.replace("{", f"{{{key}: 1, {key}: 2, ", 1)
    return text


def as_toml(made: Any) -> str:
    """Return plain data as TOML: tables at the top, all below them inline."""
    if not isinstance(made, dict):
        return str(made)
    lines, tables = [], []
    for key, value in made.items():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for one in value:
                tables.append(f"[[{json.dumps(key)}]]")
                tables += [f"{json.dumps(name)} = {_inline(part)}" for name, part in one.items()]
        else:
            lines.append(f"{json.dumps(key)} = {_inline(value)}")
    return "\n".join([*lines, *tables]) + "\n"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {_inline(one)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, str) and value.startswith(RAW):
        return value.removeprefix(RAW).lower().replace("infinity", "inf")
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return value
    return json.dumps(value, ensure_ascii=value is None)


def scratched(rng: Random, text: str) -> str:
    """Change a text where it stands: letters, tokens, lines."""
    at, length = rng.randrange(len(text) + 1), rng.choice((1, 1, 3, 20, 200))
    match rng.randrange(7):
        case 0:
            return text[:at] + text[at + length :]
        case 1:
            return (
                text[:at]
                + chr(rng.choice((0, 9, 10, 34, 39, 46, 91, 92, 93, 123, 0x2028, 0xFEFF)))
                + text[at:]
            )
        case 2:
            return text[:at] + text[at : at + length] * rng.choice((2, 5)) + text[at + length :]
        case 3:
            return (
                text[:at]
                + rng.choice((*NUMBERS, *TEXTS, "[" * 300, '{"a":' * 300, "a." * 300))
                + text[at:]
            )
        case 4:
            lines = text.split("\n")
            one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            return "\n".join(lines)
        case 5:
            lines = text.split("\n")
            lines.insert(rng.randrange(len(lines)), rng.choice(lines))
            return "\n".join(lines)
        case _:
            words = text.split('"')
            words[rng.randrange(len(words))] = rng.choice((*TEXTS, *KEYS))
            return '"'.join(words)


def made(number: int, seed: int = 0) -> tuple[str, str]:
    """Return the text of a document and its syntax."""
    rng = Random(f"{seed}/{number}")
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


def tried(text: str, syntax: Any) -> str:
    """Load a document and work with what it holds; return what became of it."""
    try:
        rules = loads(text, Guideline, syntax=syntax)
    except (InvalidDocument, UnusableRule) as error:
        _told(error)
        return type(error).__name__
    used(rules)
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
        _told(error)


def _told(error: InvalidDocument | UnusableRule) -> None:
    for problem in error.problems[:50]:
        assert problem.text("zh")
        assert problem.text("en")


class EndlessError(BaseException):
    """A document took far longer than any should."""


def _ring(*_: object) -> None:
    raise EndlessError


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


Slowest = tuple[float, int]
"""Seconds of processor time, and the number of the document that took them."""


def worked(part: tuple[range, int]) -> tuple[Counter[str], list[str], Slowest, int]:
    """Try the documents of some numbers.

    Returns:
        How many became what, what went wrong, the slowest, and the memory taken in all, in bytes.
    """
    numbers, seed = part
    told: Counter[str] = Counter()
    wrong: list[str] = []
    signal.signal(signal.SIGALRM, _ring)
    before, slowest = 0, (0.0, -1)
    for count, number in enumerate(numbers):
        signal.alarm(SECONDS)
        began = time.process_time()
        try:
            told[tried(*made(number, seed))] += 1
        except (Exception, EndlessError) as error:  # noqa: BLE001 - that is what is looked for
            wrong.append(f"document {number} of seed {seed}: {error!r:.300}")
        finally:
            signal.alarm(0)
        slowest = max(slowest, (time.process_time() - began, number))
        if count == WARM:
            before = _memory()
        if before and _memory() - before > MOST_GROWTH:
            wrong.append(f"document {number} of seed {seed}: the memory taken grew without bound")
            break
    return told, wrong, slowest, _memory()


def main() -> int:
    """Try all documents on several processors; say what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="the number of one document, tried in the open")
    options = parser.parse_args()
    if options.only is not None:
        print(tried(*made(options.only, options.seed)))
        return 0
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    parts = [
        (range(first, min(first + PART, options.count)), options.seed)
        for first in range(0, options.count, PART)
    ]
    told: Counter[str] = Counter()
    failed, slowest, memory, began = False, (0.0, -1), 0, time.monotonic()
    with multiprocessing.Pool(options.processes) as pool:
        for counted, wrong, slow, taken in pool.imap_unordered(worked, parts):
            told += counted
            failed = failed or bool(wrong)
            slowest, memory = max(slowest, slow), max(memory, taken)
            print(f"{told.total()} of {options.count}", *wrong, sep="\n", flush=True)
    print("\n".join(f"{name}: {count}" for name, count in sorted(told.items())))
    print(f"slowest: document {slowest[1]}, {slowest[0]:.1f} s of processor time")
    print(f"memory: at most {memory / 2**20:.0f} MiB a process")
    print(f"time: {time.monotonic() - began:.0f} s on {options.processes} processes")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
