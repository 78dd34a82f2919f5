"""The schema takes what the doors take; what the doors refuse besides stands in a public list."""

import ast
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from jsonschema import Draft202012Validator

from ridehire_partybuild.compliance import assess
from ridehire_partybuild.errors import InvalidDocument, Problem, UnusableRule
from ridehire_partybuild.errors.problems import HIDDEN
from ridehire_partybuild.exchange import dumps, json_schema, loads, reference_guideline
from ridehire_partybuild.exchange.kinds import Kind, kinds
from ridehire_partybuild.exchange.schema import LOADER_ONLY
from ridehire_partybuild.model import COLLECTIONS, Register
from ridehire_partybuild.testing import strategies

OWN_CODE = (
    "the doors refuse what the schema takes: if no schema can tell it, name its code in "
    "exchange/schemas/loader_only.py"
)
FEWER = settings(max_examples=settings().max_examples // 5)
"""Each of these properties is tried on every kind of document, some of them very large."""
KINDS = {kind.name: kind for kind in kinds()}
CITY = json.loads(
    (Path(__file__).parents[2] / "examples" / "data" / "dongying.json").read_text(encoding="utf-8")
)


@cache
def whole() -> Draft202012Validator:
    """Return the validator of any document."""
    return Draft202012Validator(json_schema())


def only(cls: type) -> Draft202012Validator:
    """Return the validator of the documents of a class."""
    if cls.__name__ not in _OWN:
        _OWN[cls.__name__] = Draft202012Validator(json_schema(cls))
    return _OWN[cls.__name__]


_OWN: dict[str, Draft202012Validator] = {}


def _documented(obj: Any) -> bool:
    return type(obj) in {kind.cls for kind in KINDS.values()}


def _strategy(name: str) -> st.SearchStrategy[Any] | None:
    """Return the public strategy of that name if it needs no argument."""
    try:
        found = getattr(strategies, name)()
    except (TypeError, InvalidArgument):
        return None
    return found if isinstance(found, st.SearchStrategy) else None


def _module(name: str) -> str:
    return str(getattr(getattr(strategies, name, None), "__module__", ""))


WAYS = {name: found for name in strategies.__all__ if (found := _strategy(name)) is not None}
WAYS["assessments"] = st.builds(
    assess, strategies.registers(), strategies.guidelines(), strategies.days()
)
WAYS["records"] = st.sampled_from(
    [one for name in COLLECTIONS for one in getattr(loads(json.dumps(CITY), Register), name)]
)
"""Every public strategy, what comes of the things that they yield, and what people wrote."""
_DEAR = (
    "mending",
    "reporting",
    "replanning",
    "results",
    "rules",
    "satisfying",
    "schedules",
    "sharing",
    "changing",
)
WAYS_TRIED = [
    pytest.param(name, marks=pytest.mark.slow) if _module(name).endswith(_DEAR) else name
    for name in WAYS
]
"""What takes long to draw is a part of what is drawn here anyway, or rests on it."""


def _within(obj: Any) -> Iterator[Any]:
    """Yield the object and every part of it that could stand in a document of its own."""
    if isinstance(obj, tuple | list | frozenset):
        for one in obj:
            yield from _within(one)
    elif attrs.has(type(obj)) or isinstance(obj, str):
        if _documented(obj):
            yield obj
        for field in attrs.fields(type(obj)) if attrs.has(type(obj)) else ():
            if field.init and field.metadata.get("document", True):
                yield from _within(getattr(obj, field.name))


@pytest.mark.parametrize("name", WAYS_TRIED)
@FEWER
@given(choices=st.data())
def test_the_schema_takes_every_document_that_is_dumped(name: str, choices: st.DataObject) -> None:
    """Whatever a strategy yields, and any part of it, is valid: as any document and as its own."""
    parts = [part for part in _within(choices.draw(WAYS[name])) if _documented(part)]
    if not parts:
        return
    for part in (parts[0], choices.draw(st.sampled_from(parts))):
        document = json.loads(dumps(part))
        assert list(whole().iter_errors(document)) == []
        assert list(only(type(part)).iter_errors(document)) == []


@pytest.mark.parametrize("example", [CITY, json.loads(dumps(reference_guideline()))], ids=len)
def test_the_schema_takes_what_people_wrote(example: Any) -> None:
    """The example city, with its dates handed down and its notes, and the shipped guideline."""
    assert list(whole().iter_errors(example)) == []


JUNK: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 15.0, 1.5, 10**12, -(10**12), 1e300, 0.12345678901234567, 3000,
    "", "x", "y" * 70, "y" * 3000, " ", "S 1", "a\n", "\n", "a\tb", "e\u0301", "\x7f", "\U0001f68c",
    "\ud800", "37X502", "370502", "370502\n", "379999", "990000", "91370500TEAT000154",
    "91370500TEAT000155", "91370500teat000154", "2026-01-01", "2026-02-29", "2024-02-29",
    "1999-12-31", "2101-01-01", "0000-01-01", "20260101", "2026-W01-1", "2026-01-01\n",
    "2026-01-13T09:30:00+08:00", "2026-01-13T09:30:15+08:00", "2026-01-13T09:30:00",
    "2026-01-13T01:30Z", "1999-12-31T20:00:00Z", "1999-12-31T12:00:00Z", "2026-01-13 09:30",
    "2026-13-01T00:00:00Z", "2026", "2026-Q1", "2026-Q5", "2026-H2", "2026-W53", "2025-W53",
    "2026-01", "0001", "9999", "2026-01-01/2026-06-30", "2026-06-30/2026-01-01", "1/month",
    "400/month", "0/month", "1/moon", "24/7", "off", "Mo-Fr 08:30-17:00; PH off",
    " Mo 08:00-09:00 ;\n Tu off", "Mo 22:00-02:00", "Mo 25:00-26:00", "Mo-Tu-We off",
    "2026 Feb 30 off", "Mo 9:00-10:00", "Mo 08:00-12:00,11:00-13:00", "3/7", "-1", "1/0", "x-own",
    "x-", "9787544000017", "978-7-5440-0001-7", "7-5440-0001-X", "9787544000011", "a" * 64,
    [], [1], ["x"], ["2026-01-01"], [[]], {}, {"x": 1}, {"zh": "中", "en": "e"}, {"param": "p"},
    {"fact": "f", "is": True}, {"fact": "f", "is": True, "at_least": 1}, {"all_of": []},
)  # fmt: skip
"""Values of every JSON type: out of every range, not quite of a form, and of a form elsewhere."""


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value below the whole."""
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from _places(value, (*path, key))


def _swapped(value: Any) -> Any:
    """Return a list in place of an object and an object in place of a list, text of a number."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list):
        return {str(index): one for index, one in enumerate(value)}
    return str(value)


def _dropped(holder: Any, key: Any) -> None:
    del holder[key]


def _added(holder: Any, key: Any, value: Any, name: str) -> None:
    if isinstance(holder, dict):
        holder[name] = value
    else:
        holder.insert(key, value)


@st.composite
def mutated(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with one or two things changed anywhere in it."""
    spoiled = deepcopy(document)
    for _ in range(draw(st.integers(1, 2))):
        places = list(_places(spoiled))
        if not places:
            break
        *above, key = draw(st.sampled_from(places))
        holder = spoiled
        for one in above:
            holder = holder[one]
        match draw(st.sampled_from(("set", "drop", "add", "swap", "copy"))):
            case "set":
                holder[key] = deepcopy(draw(st.sampled_from(JUNK)))
            case "drop":
                _dropped(holder, key)
            case "add":
                names = ("x", "note", "recorded_on", "records_since", "value", str(key) + "_")
                value = deepcopy(draw(st.sampled_from(JUNK)))
                _added(holder, key, value, draw(st.sampled_from(names)))
            case "swap":
                holder[key] = _swapped(holder[key])
            case _:
                source = draw(st.sampled_from(places))
                found: Any = spoiled
                for one in source:
                    found = found[one] if _has(found, one) else None
                holder[key] = deepcopy(found)
    return spoiled


def _has(holder: Any, key: Any) -> bool:
    if isinstance(holder, dict):
        return key in holder
    return isinstance(holder, list) and isinstance(key, int) and key < len(holder)


OF_A_TABLE = {"cells", "row_totals", "column_totals"}


def _whole_or_of_a_table(problem: Problem) -> bool:
    value, wanted = problem.params["value"], problem.params["wanted"]
    whole_number = wanted == "int" and isinstance(value, Decimal) and value == int(value)
    of_a_table = problem.params["kind"] in OF_A_TABLE and wanted.startswith("list (")
    return whole_number or of_a_table


def _in_a_rule(problem: Problem) -> bool:
    return bool(re.search(r"\.(?:check|applicability)\b", problem.path))


def _near_new_year(problem: Problem) -> bool:
    value = str(problem.params["value"])
    moment = value.startswith(("1999-12-31T", "2101-01-01T"))
    return moment or problem.params["kind"] in {"Period", "OpeningHours", "period", "hours"}


def _category(problem: Problem) -> str:
    """Return the Unicode category of the character that was refused, unless it is a secret's."""
    char = problem.params["char"]
    return char if char == HIDDEN else unicodedata.category(ast.literal_eval(char))


PARTLY: Mapping[str, Callable[[Problem], bool]] = {
    "number.range": lambda one: one.params["kind"] in {*OF_A_TABLE, "total"},
    "period.syntax": lambda one: "W53" in one.params["value"],
    "span.syntax": lambda one: one.params["value"].endswith("9999-12-31"),
    "text.characters": lambda one: _category(one) in {"Cf", "Cn", "Cs", HIDDEN},
    "text.control": lambda one: _category(one) in {"Cs", HIDDEN},
    "text.length": lambda one: re.search(r"\.(?:title|notice)\.(?:zh|en)$", one.path) is not None,
    "time.range": _near_new_year,
    "type": _whole_or_of_a_table,
    "vocabulary": _in_a_rule,
}
"""Of these codes a schema tells most, and the doors alone no more than this."""


def refused(document: Any, cls: type) -> tuple[Problem, ...]:
    """Return what the doors say of a document."""
    try:
        loads(json.dumps(document), cls)
    except (InvalidDocument, UnusableRule) as error:
        return error.problems or (Problem(code="nothing"),)
    return ()


def untold(problems: tuple[Problem, ...]) -> list[str]:
    """Return those problems that a schema should have told."""
    return [
        str(problem)
        for problem in problems
        if problem.code not in LOADER_ONLY
        or (problem.code in PARTLY and not PARTLY[problem.code](problem))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", WAYS_TRIED)
@FEWER
@given(choices=st.data())
def test_the_schema_and_the_doors_agree_but_for_a_public_list(
    name: str, choices: st.DataObject
) -> None:
    """What the doors take the schema takes; what it takes and they refuse is in `LOADER_ONLY`."""
    parts = [part for part in _within(choices.draw(WAYS[name])) if _documented(part)]
    if not parts:
        return
    part = choices.draw(st.sampled_from([parts[0], *parts]))
    document = choices.draw(mutated(json.loads(dumps(part))))
    problems = refused(document, type(part))
    errors = [error.message for error in only(type(part)).iter_errors(document)]
    if not problems:
        assert errors == []
    if not errors:
        assert untold(problems) == [], OWN_CODE


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "CreditCode": ("91370500TEAT000154",),
    "Isbn": ("9787544000017", "7-5440-0001-X"),
    "LocalKind": ("x-包饺子",),
    "OpeningHours": ("24/7", "Mo-Fr 08:30-17:00; PH off"),
    "Region": ("370502", "410100"),
    "Span": ("2026-01-01/2026-06-30",),
    "date": ("2026-01-01", "2000-02-29", "2100-12-31"),
    "fraction": ("3/7", "-1"),
    "moment": ("2026-01-13T09:30:00+08:00", "2026-01-13T01:30Z"),
}
"""What has a form, since few of the texts that a pattern takes are true to the world."""

NAMES = ("S-1", "A-1", "阵地", "x-y")


class _Valid:
    """Draws what a schema takes, for the few keywords that ours have."""

    def __init__(self, draw: Callable[[Any], Any], definitions: Mapping[str, Any]) -> None:
        self._draw, self._definitions = draw, definitions

    def __call__(self, schema: Any, depth: int = 0) -> Any:
        """Return a value that the schema takes."""
        if "$ref" in schema:
            return self._referred(schema["$ref"].split("/")[2:], depth)
        if "const" in schema or "enum" in schema:
            return self._draw(st.sampled_from(schema.get("enum") or [schema["const"]]))
        if "anyOf" in schema:
            simplest = [one for one in schema["anyOf"] if one.get("type") == "null"]
            members = simplest if simplest and depth > 3 else schema["anyOf"]
            return self(self._draw(st.sampled_from(members)), depth)
        return self._typed(schema, depth)

    def _referred(self, path: list[str], depth: int) -> Any:
        if path[0] in EXAMPLES:
            return self._draw(st.sampled_from(EXAMPLES[path[0]]))
        schema: Any = self._definitions
        for step in path:
            schema = schema[step]
        return self(schema, depth)

    def _typed(self, schema: Any, depth: int) -> Any:
        match schema.get("type"):
            case "object":
                return self._object(schema, depth)
            case "array" if "prefixItems" in schema:
                return [self(item, depth + 1) for item in schema["prefixItems"]]
            case "array":
                return [self(schema["items"], depth + 1) for _ in range(self._few(depth))]
            case "string":
                return self._text(schema)
            case "boolean":
                return self._draw(st.booleans())
            case "integer" | "number" as kind:
                low, high = schema.get("minimum", 0), schema.get("maximum", 9)
                return self._draw(
                    st.sampled_from([low, high, min(low + 1, high), (low + high) // 2])
                    | (st.just(high - 0.25) if kind == "number" else st.nothing())
                )
            case _:
                return None

    def _few(self, depth: int) -> int:
        return int(self._draw(st.integers(0, 2 if depth < 3 else 0)))

    def _object(self, schema: Any, depth: int) -> dict[str, Any]:
        known = schema.get("properties", {})
        optional = [key for key in known if key not in schema.get("required", ())]
        more = set(self._draw(st.lists(st.sampled_from(optional), max_size=3))) if optional else ()
        chosen = [key for key in known if key not in optional or key in more]
        found = {key: self(known[key], depth + 1) for key in chosen}
        if isinstance(schema.get("additionalProperties"), dict):
            found[self(schema["propertyNames"])] = self(schema["additionalProperties"], depth + 1)
        return found

    def _text(self, schema: Any) -> str:
        longest = schema.get("maxLength", 9)
        if "pattern" in schema:
            matching = st.from_regex(schema["pattern"], fullmatch=True)
            return str(self._draw(matching.filter(lambda text: "\n" not in text)))
        names = [name for name in NAMES if len(name) <= longest]
        return str(self._draw(st.sampled_from([*names, "y" * longest])))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@FEWER
@given(choices=st.data())
def test_what_the_schema_takes_the_doors_refuse_for_public_reasons_alone(
    kind: Kind, choices: st.DataObject
) -> None:
    """Documents made from the schema of each kind: read, or refused for what `LOADER_ONLY` says."""
    schema = json_schema(kind.cls)
    document = _Valid(choices.draw, schema["$defs"])(schema)
    assert [error.message for error in only(kind.cls).iter_errors(document)] == []
    assert untold(refused(document, kind.cls)) == [], OWN_CODE


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_another_format_is_no_document_of_the_kind(kind: Kind) -> None:
    """The tag tells the kinds apart, and an unknown one is refused by the doors and the schema."""
    for tag in (kind.tag[:-1] + "2", "ridehire-partybuild/tier/1", None, "somebody/x/1"):
        document = {"format": tag}
        assert [one.code for one in refused(document, kind.cls)] == ["document.format"]
        assert not only(kind.cls).is_valid(document)
        assert not whole().is_valid(document)
    assert not whole().is_valid({})


def test_what_is_told_of_in_part_stands_in_the_public_list() -> None:
    """Nothing is excused that `LOADER_ONLY` does not name."""
    assert set(PARTLY) <= set(LOADER_ONLY)
