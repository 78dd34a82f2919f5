"""Changes of texts, bytes and plain data, such as nobody makes in good faith."""

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

Plain = dict[str, Any]

RAW = "raw number: "
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
MORE_TEXTS = (
    "\u202e", "e\u0301", "\ufeff", "\u2028", "\U0010ffff", "ﷺ" * 20, "\r\n", "\t", "'", '"', "\\",
    "370502", "370599", "2026-01-13T09:30:00+08:00", "2026-01-13T09:30:00", "24:00", "-0", "0",
    "999999999999", "http://x/\u0000", "file:///etc/passwd", "S-1", "1/month", "Mo-Fr 09:00-17:00",
    "FREQ=DAILY", "2026-W53", "3 working_days", "1/3", "-1/9", "true", "null", "１２", "٣", "½",
    "=1+1", "@SUM(A1)", "../../x", "https://u:p@h/", "a" * 70, "2099-12-31",
    "2100-12-31T23:59:00Z",
)  # fmt: skip
KEYS = (
    "fact", "at_least", "at_most", "is", "one_of", "includes", "valid", "judged", "held", "times",
    "per", "over", "all_of", "any_of", "not", "when", "then", "some", "of", "param", "check",
    "applicability", "effective_before", "effective_from", "weight", "id", "clause", "unit",
    "imports", "note", "format", "facts", "__init__", "", "a b",
)  # fmt: skip
OPENERS = ("[" * 300, '{"a":' * 300, "a." * 300)
SIGNS = (0, 9, 10, 34, 39, 46, 91, 92, 93, 123, 0x2028, 0xFEFF)


def copied(value: Any) -> Any:
    """Return the same plain data, to be changed alone."""
    return json.loads(json.dumps(value))


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


def deep(rng: Random) -> Any:
    """Return lists or objects within each other."""
    value: Any = rng.choice((1, "x", None))
    for _ in range(rng.choice((2, 20, 58, 62, 63, 64, 70))):
        value = [value] if rng.random() < 0.5 else {rng.choice(KEYS): value}
    return value


def odd(rng: Random, room: int = 3) -> Any:
    """Return a value that hardly belongs anywhere; with room, more of them within it."""
    made: tuple[Callable[[], Any], ...] = (
        lambda: RAW + rng.choice(NUMBERS),
        lambda: rng.choice(TEXTS + MORE_TEXTS),
        lambda: rng.choice((None, True, False, 0, -1, 1, [], {}, [[]], {"": None})),
        lambda: deep(rng),
        lambda: [odd(rng, room - 1) for _ in range(rng.choice((1, 2, 12)))],
        lambda: {rng.choice(KEYS): odd(rng, room - 1)},
    )
    return rng.choice(made if room else made[:3])()


def spoiled(rng: Random, made: Any) -> None:
    """Change plain data somewhere: a value, a key, a repetition, something from elsewhere."""
    found = list(places(made))
    if not found:
        return
    where, key = rng.choice(found)
    match rng.randrange(7):
        case 0 | 1:
            where[key] = odd(rng)
        case 2:
            del where[key]
        case 3 if isinstance(where, list):
            where.extend(copied([where[key]] * rng.choice((1, 2, 30))))
        case 4:
            other, at = rng.choice(found)
            if at in other if isinstance(other, dict) else at < len(other):
                where[key] = copied(other[at])
        case 5 if isinstance(where, dict):
            where[rng.choice((*KEYS, str(rng.choice(found)[1])))] = where.pop(key)
        case _:
            text = where[key]
            where[key] = scratched(rng, text) if isinstance(text, str) else [where[key]]


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
            return text[:at] + chr(rng.choice(SIGNS)) + text[at:]
        case 2:
            return text[:at] + text[at : at + length] * rng.choice((2, 5)) + text[at + length :]
        case 3:
            return text[:at] + rng.choice((*NUMBERS, *TEXTS, *OPENERS)) + text[at:]
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


def babbled(rng: Random, words: Sequence[str], longest: int = 12) -> str:
    """Return words of a grammar in any order; now and then very many of one."""
    if rng.random() < 0.02:
        return rng.choice(words) * rng.choice((100, 1000, 5000))
    return "".join(rng.choice(words) for _ in range(rng.randint(0, longest)))


def worded(rng: Random, text: str, words: Sequence[str]) -> str:
    """Change a text in a few places: put words of its grammar in, take letters out."""
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        at, length = rng.randrange(len(text) + 1), rng.choice((0, 0, 1, 2, 8))
        text = text[:at] + rng.choice(words) + text[at + length :]
    return scratched(rng, text) if rng.random() < 0.3 else text


def scratched_bytes(rng: Random, data: bytes) -> bytes:
    """Change bytes where they stand: bits, runs, ends."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        at = rng.randrange(len(found) + 1)
        match rng.randrange(5):
            case 0 if at < len(found):
                found[at] = rng.randrange(256)
            case 1:
                found[at:at] = rng.randbytes(rng.choice((1, 2, 16)))
            case 2:
                del found[at : at + rng.choice((1, 4, 100))]
            case 3 if at < len(found):
                found[at] ^= 1 << rng.randrange(8)
            case _ if rng.random() < 0.2:
                del found[at:]
    return bytes(found)
