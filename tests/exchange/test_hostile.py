"""Hostile documents are refused with a located problem, never with another exception."""

import time
from pathlib import Path

import pytest

from ridehire_partybuild.errors import InvalidDocument, Problem
from ridehire_partybuild.exchange import load, loads
from ridehire_partybuild.exchange.syntax import Syntax
from ridehire_partybuild.model import Observation, Register, Station

HEAD = (
    '{"format": "ridehire-partybuild/station/1", "id": "S-1", "name": "x", '
    '"region": "370502", "tier": "basic"'
)
OBSERVED = (
    '{"format": "ridehire-partybuild/observation/1", "id": "O", "subject": "S", "fact": "f", '
    '"method": "test", "collected_on": "2026-01-01",\n "value": %s}'
)


def problems_of(text: str | bytes, syntax: Syntax = "json") -> tuple[Problem, ...]:
    """Return what is wrong with a document that must be refused."""
    with pytest.raises(InvalidDocument) as caught:
        loads(text, syntax=syntax)
    for problem in caught.value.problems:
        assert problem.text("zh")
        assert problem.text("en")
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "document.syntax", 1),
        ("{", "document.syntax", 1),
        ('{"a": 1\n!}', "document.syntax", 2),
        ("[1] 2", "document.syntax", 1),
        ('{"a": "\n"}', "document.syntax", 1),
        ("[]", "type", 1),
        ("null", "type", 1),
        ("5", "type", 1),
        ("NaN", "type", 1),
        ("{}", "key.missing", 1),
        ('{\n"format": 5}', "document.format", 2),
        ('{"format": "ridehire-partybuild/station/2"}', "document.format", 1),
        ('{"format": "somebody/station/1"}', "document.format", 1),
        ('{"format": "ridehire-partybuild/os.path/1"}', "document.format", 1),
        ('{"format": "ridehire-partybuild/tier/1"}', "document.format", 1),
        ('{"format": "ridehire-partybuild/record_x/1"}', "document.format", 1),
    ],
)
def test_no_document_of_ours(text: str, code: str, line: int) -> None:
    """Broken syntax and foreign formats are one problem with its line."""
    assert [(problem.code, problem.line) for problem in problems_of(text)] == [(code, line)]


def test_syntax_error_names_the_place() -> None:
    """The message shows what stands where the text stops being JSON."""
    assert str(problems_of('{"a": 1\n!}')[0]) == (
        "Failed to parse '!' as JSON: expected JSON, got '!' (2:1)."
    )


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
@pytest.mark.parametrize("depth", [40, 100, 100_000])
def test_deep_nesting(opening: str, depth: int) -> None:
    """Deeper than 64 is one problem, however deep; what is shallower is read as usual."""
    text = HEAD + ',\n "site": ' + opening * depth + "1"
    closed = "".join({"[": "]", "{": "}"}.get(char, "") for char in reversed(opening))
    codes = [problem.code for problem in problems_of(text + closed * depth + "}")]
    deep = depth * (opening.count("[") + opening.count("{")) > 63
    assert codes == (
        ["document.depth"] if deep else ["type" if opening[0] == "[" else "key.unknown"]
    )


def test_the_deepest_allowed_is_64() -> None:
    """64 levels are allowed, 65 are not, and the problem has a path and a line."""
    assert problems_of("[" * 64 + "]" * 64)[0].code == "type"
    problem = problems_of("[" * 63 + "\n[[" + "]" * 65)[0]
    assert (problem.code, problem.line, problem.path) == ("document.depth", 2, "$" + "[0]" * 64)


def test_deep_toml() -> None:
    """TOML has the same cap."""
    head = 'format = "ridehire-partybuild/station/1"\nsite = '
    for depth in (100, 100_000):
        text = head + "[" * depth + "]" * depth
        assert [one.code for one in problems_of(text, "toml")] == ["document.depth"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e99999999999999999999999"])
def test_numbers_that_are_none(number: str) -> None:
    """NaN, infinity and exponents beyond all measure are not finite."""
    found = problems_of(OBSERVED % number)
    assert [(one.path, one.code, one.line) for one in found] == [("$.value", "number.finite", 2)]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1e999999", "number.digits"),
        ("-1e999999", "number.digits"),
        ("1e-999999", "number.digits"),
        ("9" * 100, "number.digits"),
        ("9" * 100_000, "number.digits"),
        ("0." + "1" * 100_000, "number.digits"),
    ],
)
def test_numbers_beyond_measure(number: str, code: str) -> None:
    """Numbers that no field can hold are located problems."""
    found = problems_of(OBSERVED % number)
    assert [(one.path, one.code) for one in found] == [("$.value", code)]


def test_huge_integer_in_a_whole_number() -> None:
    """An integer of 100,000 digits is a problem of its field."""
    found = problems_of(HEAD + ', "site": {"seats": ' + "9" * 100_000 + "}}")
    assert [(one.path, one.code) for one in found] == [("$.site.seats", "number.digits")]


def test_duplicate_keys_are_all_told() -> None:
    """Each key that stands twice is told with its line, beside everything else."""
    text = HEAD + ',\n "name": "y",\n "site": {"seats": 1,\n "seats": -2}}'
    found = problems_of(text)
    assert [(one.line, one.path, one.code) for one in found] == [
        (2, "$.name", "key.duplicate"),
        (4, "$.site.seats", "key.duplicate"),
        (4, "$.site.seats", "number.range"),
    ]
    assert str(found[0]) == (
        "$.name (line 2): Failed to parse 'name' as JSON: expected each key once, got name twice."
    )


def test_duplicate_keys_under_different_spellings() -> None:
    """An escape does not make another key."""
    found = problems_of(HEAD + ', "n\\u0061me": "y"}')
    assert [(one.path, one.code) for one in found] == [("$.name", "key.duplicate")]


def test_strange_keys_have_readable_paths() -> None:
    """Keys with brackets, control characters or great length cannot break a path or a message."""
    keys = ["a b", "a]['b", 'a\\"b', "\\u0007", "\\ud800", "k" * 10_000]
    branch = '{"format": "ridehire-partybuild/branch/1", "id": "B-1", "name": "x", "kind": "branch"'
    text = branch + "".join(f',\n "{key}": 1' for key in keys) + "}"
    found = problems_of(text)
    assert [one.code for one in found] == ["key.unknown"] * len(keys)
    assert [one.line for one in found] == list(range(2, len(keys) + 2))
    assert all(len(one.path) < 80 and one.path.isprintable() for one in found)
    assert all(one.text().isprintable() for one in found)


def test_control_characters() -> None:
    """Control characters and lone surrogates are refused in text and in ids."""
    text = (
        '{"format": "ridehire-partybuild/station/1", "id": "S\\u0000", "name": "\\ud800", '
        '"region": "370502", "tier": "basic"}'
    )
    assert [(one.path, one.code) for one in problems_of(text)] == [
        ("$.id", "text.characters"),
        ("$.name", "text.control"),
    ]


def test_not_utf8() -> None:
    """Another encoding is one problem with line and column; a byte order mark is none."""
    good = HEAD.replace('"x"', '"示例"') + "}"
    assert loads(good.encode("utf-8-sig"), Station).name == "示例"
    found = problems_of(good.replace(', "id"', ',\n "id"').encode("gb18030"))
    assert [str(one) for one in found] == [
        "Failed to parse 0xc0 as UTF-8: expected UTF-8, got 0xc0 (2:26)."
    ]
    assert found[0].line == 2
    assert problems_of("{}".encode("utf-16"))[0].code == "document.syntax"


def test_toml_errors_have_lines() -> None:
    """Syntax errors and doubled keys of TOML are told with their lines."""
    text = 'format = "ridehire-partybuild/station/1"\nid = "a"\nid = "b"\n'
    assert [(one.code, one.line) for one in problems_of(text, "toml")] == [("document.syntax", 3)]
    for broken in ("= 1", "a = 2026-13-45", "a = " + "9" * 5000, '"a', "a = nan\n["):
        assert problems_of(broken, "toml")[0].code == "document.syntax"


def test_mismatch_of_kind_is_located() -> None:
    """A document of another kind than the one asked for is refused at its format tag."""
    with pytest.raises(InvalidDocument) as caught:
        loads(HEAD + "}", Register)
    assert [str(one) for one in caught.value.problems] == [
        (
            "$.format (line 1): Failed to parse 'ridehire-partybuild/station/1' as document: "
            'expected "format": "ridehire-partybuild/register/1", '
            "got 'ridehire-partybuild/station/1'."
        )
    ]


def test_missing_file_stays_what_it_is(tmp_path: Path) -> None:
    """A file that is not there is no matter of its content."""
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.json", Register)


def test_large_bad_documents_are_read_in_linear_time() -> None:
    """Ten times as many wrong records take about ten times as long, lines included."""

    def seconds(count: int) -> float:
        row = '{"id": "S-%d",\n "name": 5, "region": "370502", "tier": "basic"}'
        rows = ",".join(row % number for number in range(count))
        text = '{"format": "ridehire-partybuild/register/1", "stations": [' + rows + "]}"
        begin = time.perf_counter()
        found = problems_of(text)
        assert found[-1].line == count + 1
        return time.perf_counter() - begin

    seconds(200)
    assert seconds(4_000) < 40 * seconds(400) + 0.1


def test_what_is_read_is_never_a_reading_of_code() -> None:
    """A fact's text is only text, whatever it looks like."""
    loaded = loads(OBSERVED % "\"__import__('os')\"", Observation)
    assert loaded.value == "__import__('os')"
