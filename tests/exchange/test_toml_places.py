"""What is wrong in a TOML document is told with its line, and never with a wrong one."""

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Guideline, InvalidDocument, Text, UnusableRule, data, loads
from ridehire_partybuild.exchange.problems import step
from ridehire_partybuild.exchange.toml_places import toml_places

KEYS = st.sampled_from(["a", "zh", "a b", "x.y", 'q"t', "1", "k" * 70, "面积", "\u0001", "="])
LEAVES = st.sampled_from(
    ["1", "-0.5", "true", "2026-01-15", "1979-05-27 07:32:00", "[]", "{}", "'it # no'",
     '"a\\"]"', '"""one\n[two]\nthree = 3 \\""" ""x"""""', "'''\n''x = 1\n'''",
     "[1, [2, 3],\n # ]\n 4,\n]"]
)  # fmt: skip
REFERENCE = data.text("guidelines/shandong-reference.toml")


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[tuple[str, int]]]:
    """A TOML text, and for each of its values the path and the line."""
    lines: list[str] = []
    told: list[tuple[str, int]] = []

    def key(name: str) -> str:
        bare = name.isalnum() and name.isascii()
        return name if bare and draw(st.booleans()) else json.dumps(name)

    def pairs(path: str) -> None:
        for name in draw(st.lists(KEYS, max_size=4, unique=True)):
            if draw(st.booleans()):
                lines.append(draw(st.sampled_from(["", "# a = 1", "  # [x]"])))
            row, below = len(lines) + 1, path + step(name)
            form = draw(st.sampled_from(["plain", "dotted", "inline"]))
            told.append((below, row))
            other = draw(KEYS)
            value = draw(LEAVES)
            if form == "plain":
                text = f"{key(name)} = {value}"
            elif form == "dotted":
                text = f"{key(name)} . {key(other)}={value} # end"
                told.append((below + step(other), row))
            else:
                text = f"{key(name)} = {{ {key(other)} = [{value}, 5] }}"
                told.append((below + step(other), row))
                told.append((below + step(other) + "[1]", row + value.count("\n")))
            lines.extend(text.split("\n"))

    pairs("$")
    for number in range(draw(st.integers(0, 3))):
        lines.append("[[list]]")
        told.append((f"$.list[{number}]", len(lines)))
        pairs(f"$.list[{number}]")
        lines.append(f"[list.{key('sub table')}]")
        told.append((f"$.list[{number}]['sub table']", len(lines)))
        pairs(f"$.list[{number}]['sub table']")
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines), told


@given(texts())
def test_every_value_is_found_on_its_line(drawn: tuple[str, list[tuple[str, int]]]) -> None:
    """The line found is the one on which the key stands, or the item begins."""
    text, told = drawn
    tomllib.loads(text)
    places = toml_places(text, [path for path, _ in told])
    assert [(path, places.line(path)) for path, _ in told] == told


@given(st.text("ab.=[]{}\"'#,\n\\ 1", max_size=60), st.lists(st.sampled_from(["$.a", "$.a[0].b"])))
def test_any_text_has_lines_or_none(text: str, paths: list[str]) -> None:
    """It never raises, whatever the text; what is no TOML has no lines, or some within it."""
    places = toml_places(text, paths)
    for path in paths:
        assert (places.line(path) or 1) <= text.count("\n") + 1


def test_every_value_of_the_shipped_guideline_is_found() -> None:
    """The line holds the key that the path names."""
    rows, found = REFERENCE.split("\n"), []

    def walk(value: Any, path: str) -> None:
        for key in value if isinstance(value, dict) else range(len(value)):
            found.append((path + step(key), key))
            if isinstance(value[key], dict | list):
                walk(value[key], path + step(key))

    walk(tomllib.loads(REFERENCE), "$")
    places = toml_places(REFERENCE, [path for path, _ in found])
    lines = {path: places.line(path) for path, _ in found}
    assert None not in lines.values()
    assert all(isinstance(key, int) or key in rows[(lines[path] or 0) - 1] for path, key in found)


def test_keys_that_are_shown_alike_have_no_line() -> None:
    """Of a long key only the beginning is shown: which of two it is, nobody can say."""
    text = f"{'k' * 70}1 = 1\n{'k' * 70}2 = 2\n"
    path = "$" + step("k" * 70 + "1")
    assert toml_places(text, [path]).line(path) is None


def test_a_problem_of_a_toml_document_has_its_line() -> None:
    """Whole messages, in both languages, in the order of the document."""
    text = 'format = "ridehire-partybuild/text/1"\nzh = 5\nen = ""\n'
    with pytest.raises(InvalidDocument) as caught:
        loads(text, Text, syntax="toml")
    assert str(caught.value) == (
        "$.zh (line 2): Failed to parse 5 as zh: expected str, got int.\n"
        "$.en (line 3): Failed to parse '' as en: expected 1 to 2000 characters, got 0."
    )
    assert caught.value.text("zh").startswith("$.zh（第 2 行）: ")


def _unusable(text: str, syntax: Any) -> UnusableRule:
    with pytest.raises(UnusableRule) as caught:
        loads(text, Guideline, syntax=syntax)
    return caught.value


@pytest.mark.parametrize("syntax", ["toml", "json"])
def test_a_rule_that_cannot_judge_has_its_line(syntax: str) -> None:
    """An unusable rule is told where it stands, as bad input is."""
    text = REFERENCE.replace('"site.area_m2"', '"site.area"')
    if syntax == "json":
        text = json.dumps(tomllib.loads(text), default=str, indent=1)
    rows = text.split("\n")
    problems = _unusable(text, syntax).problems
    assert problems
    for problem in problems:
        assert problem.line is not None
        assert "site.area" in "".join(rows[problem.line - 1 : problem.line + 3])


def test_a_rule_within_a_larger_document_has_its_whole_path() -> None:
    """Bad input first; then the guideline of an assessment, by its place in the whole."""
    guideline = tomllib.loads(REFERENCE.replace('"site.area_m2"', '"site.area"'))
    whole = {
        "format": "ridehire-partybuild/assessment/1",
        "register": {}, "guideline": {k: v for k, v in guideline.items() if k != "format"},
        "on": "2026-01-15", "known": "2026-01-15", "findings": [],
    }  # fmt: skip
    with pytest.raises(UnusableRule) as caught:
        loads(json.dumps(whole, default=str))
    assert caught.value.problems[0].path.startswith("$.guideline.requirements[")
    with pytest.raises(InvalidDocument):
        loads(json.dumps({**whole, "on": 5}, default=str))


def test_a_table_below_a_table_that_is_no_list() -> None:
    """Its keys are found by the whole of its header, beside a list of tables that is none of it."""
    text = "[site]\narea = 1\n\n[site.more]\nseats = 2\n\n[[list]]\n[list.own]\nx = 3\n"
    paths = ["$.site.area", "$.site.more", "$.site.more.seats", "$.list[0].own.x"]
    places = toml_places(text, paths)
    assert [places.line(path) for path in paths] == [2, 4, 5, 9]


@pytest.mark.parametrize(
    "text", ["a = 1\nb = ]\n", "a = 1\nb = [1, }]\n", "a = 1\nb =\n", "a = 1\nb = ["]
)
def test_what_is_no_value_ends_the_search(text: str) -> None:
    """Of what is no TOML no line is certain, nor are those before."""
    assert toml_places(text, ["$.a", "$.b"]).line("$.a") is None
