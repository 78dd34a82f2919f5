"""Messages and labels: everything the code can say exists in both languages."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from string import Formatter
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ridehire_partybuild
from ridehire_partybuild import Id, Record, Term, data
from ridehire_partybuild.errors import Problem, render

PACKAGE = Path(ridehire_partybuild.__file__).parent
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
PROBLEMS = tomllib.loads(data.text("messages/problems.toml"))
PHRASES = tomllib.loads(data.text("messages/phrases.toml"))
LABELS = tomllib.loads(data.text("vocabulary.toml"))
HAN = re.compile(r"[\u4e00-\u9fff]")
CODE = re.compile(
    r"""(?:\bcode=|InvalidValue\.of\(\s*|\b_?problem\(\s*|\bProblem\(\s*)["']([a-z_]+(?:\.[a-z_0-9]+)*)["']"""
)


def _holes(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _terms() -> dict[str, type[Term]]:
    for module in walk_packages([str(PACKAGE)], "ridehire_partybuild."):
        if module.name.endswith(".vocabulary") or module.ispkg:
            import_module(module.name)
    return {kind.__name__: kind for kind in Term.__subclasses__()}


def test_every_code_that_is_raised_has_a_message() -> None:
    """A message template per code: what was expected, in zh and en."""
    used = {code: path for path, text in SOURCES.items() for code in CODE.findall(text)}
    assert set(used) - set(PROBLEMS["code"]) == set(), used


def _is_same_in_both(text: dict[str, str]) -> bool:
    is_whole = set(text) == {"zh", "en"} and all(map(str.strip, text.values()))
    return is_whole and _holes(text["zh"]) == _holes(text["en"])


def test_a_message_says_the_same_in_both_languages() -> None:
    """Text is rendered from per-language catalogues: the same placeholders in zh and en."""
    for code, parts in PROBLEMS["code"].items():
        assert all(map(_is_same_in_both, parts.values())), code


def test_a_message_that_nothing_raises_is_struck_out() -> None:
    """An exemption that matches nothing is an error, and so is a text that nothing says."""
    said = {word for text in SOURCES.values() for word in re.findall(r'"([a-z_0-9.]+)"', text)}
    assert set(PROBLEMS["code"]) - said == set()


def _families(kind: Any) -> Iterator[Any]:
    for below in kind.__subclasses__():
        if below.__module__.startswith(ridehire_partybuild.__name__):
            yield below
            yield from _families(below)


def _classes() -> list[Any]:
    """Return every record class, and every other class of whose fields a document may tell."""
    for module in walk_packages([str(PACKAGE)], "ridehire_partybuild."):
        if ".testing" not in module.name:
            import_module(module.name)
    floors = [import_module(f"ridehire_partybuild.{floor}") for floor in FLOORS]
    public = [getattr(floor, name) for floor in floors for name in floor.__all__]
    written = [one for one in public if isinstance(one, type) and attrs.has(one)]
    records = (one for one in _families(Record) if attrs.has(one))
    return sorted({*records, *written}, key=lambda one: one.__name__)


FLOORS = ("values", "model", "guideline", "calendars", "compliance", "scheduling", "reporting")
CLASSES = _classes()
WORDS = sorted({*_families(Id), *_families(Term), Id}, key=lambda one: one.__name__)
ELSEWHERE = {
    *("by", "check", "cities", "city", "document", "event", "format", "iCalendar", "note", "on"),
    *("absent", "change_budget", "counties", "pinned", "stamp", "use"),
}
"""What is told of, though no field or class of ours bears the name."""


def _keys(cls: Any) -> list[str]:
    named = attrs.fields(cls)
    return [one.alias.removesuffix("_") for one in named if not one.name.startswith("_")]


def test_every_field_of_every_record_has_a_name_in_both_languages() -> None:
    """A message names the class and the field in its own language, each field apart."""
    kinds = PROBLEMS["kind"]
    for cls in CLASSES:
        names = cls.__name__, *_keys(cls)
        assert set(names) <= set(kinds), cls
        chinese = [kinds[name]["zh"] for name in names]
        assert all(map(HAN.search, chinese)), chinese
        assert len(set(chinese[1:])) == len(_keys(cls)), chinese
        assert [kinds[name]["en"] for name in names] == list(names)


def test_every_id_and_every_list_of_words_has_a_name_in_both_languages() -> None:
    """A message names what a word or an id was to be."""
    for cls in WORDS:
        assert cls.__name__ in PROBLEMS["kind"]
        name = PROBLEMS["kind"][cls.__name__]
        assert HAN.search(name["zh"]), name
        assert name["en"] == cls.__name__


def test_no_name_is_kept_that_nothing_bears() -> None:
    """An exemption that matches nothing is an error, and so is a name of nothing."""
    borne = {one.__name__ for one in (*CLASSES, *WORDS)} | {
        k for one in CLASSES for k in _keys(one)
    }
    assert set(PROBLEMS["kind"]) - borne - ELSEWHERE == set()


def test_every_type_has_a_name_in_both_languages() -> None:
    """What was expected and what was there are types, in words."""
    usual = {
        str,
        int,
        bool,
        float,
        date,
        datetime,
        Decimal,
        Fraction,
        type(None),
        list,
        tuple,
        dict,
    }
    for name in {one.__name__ for one in usual} | {"null", "object", "fraction"}:
        assert HAN.search(PROBLEMS["type"][name]["zh"])
        assert PROBLEMS["type"][name]["en"] == name


def _given(code: str, **params: object) -> Problem:
    return Problem(code=code, params=params)


@pytest.mark.parametrize(
    ("problem", "english", "chinese"),
    [
        (
            _given("type", kind="when", value=5, wanted="OpeningHours or Cadence or null",
                   actual="int"),
            "Failed to parse 5 as when: expected OpeningHours or Cadence or null, got int.",
            "无法将 5 解析为时间或条件：应为开放时间或频次或空值，实际为整数。",
        ),
        (
            _given("type", kind="peaks", value="x", wanted="list (2)", actual="Theirs"),
            "Failed to parse 'x' as peaks: expected list (2), got Theirs.",
            "无法将 'x' 解析为高峰时段：应为列表 (2)，实际为 Theirs。",
        ),
        (
            _given("order.dates", kind="closed_on", value="2026-01-01", first="opened_on",
                   second="closed_on", first_value="2026-01-02", second_value="2026-01-01"),
            (
                "Failed to parse '2026-01-01' as closed_on: expected opened_on not after closed_on,"
                " got 2026-01-02 and 2026-01-01."
            ),
            (
                "无法将 '2026-01-01' 解析为停用日期：应为启用日期不晚于停用日期，"
                "实际为 2026-01-02 和 2026-01-01。"
            ),
        ),
        (
            _given("session.place", kind="Session", value="E-1", actual="station, venue"),
            (
                "Failed to parse 'E-1' as Session: expected exactly one of station and venue,"
                " got station, venue."
            ),
            "无法将 'E-1' 解析为活动：应为阵地和其他地点二者填其一，实际为阵地、其他地点。",
        ),
        (
            _given("rule.unit", kind="param", value="p", wanted="m2", actual="none"),
            "Failed to parse 'p' as param: expected a parameter in m2, got none.",
            "无法将 'p' 解析为参数：应为单位为平方米的参数，实际为无单位。",
        ),
        (
            _given("key.missing", kind="Station", value=5, key="name"),
            "Failed to parse 5 as Station: expected the key name, got none.",
            "无法将 5 解析为阵地：应为必填项 name（名称），实际为无此项。",
        ),
        (
            _given("vocabulary", kind="site.area_m2", value="x", wanted="a, b"),
            "Failed to parse 'x' as site.area_m2: expected one of a, b, got 'x'.",
            "无法将 'x' 解析为 site.area_m2：应为下列之一：a, b，实际为 'x'。",
        ),
        (
            _given("calendar.listed_twice", kind="holidays", value="2026-01-01", first="holidays",
                   second="makeup_workdays"),
            (
                "Failed to parse '2026-01-01' as holidays: expected a day in one list only,"
                " got it in holidays and makeup_workdays."
            ),
            (
                "无法将 '2026-01-01' 解析为节假日安排：应为只列入一个清单的日期，"
                "实际为节假日安排与调休上班日均已列入。"
            ),
        ),
    ],
)  # fmt: skip
def test_a_message_names_things_in_its_own_language(
    problem: Problem, english: str, chinese: str
) -> None:
    """Fields, classes and types by their names; a space between Chinese and Latin, none else."""
    assert [problem.text("en"), problem.text("zh")] == [english, chinese]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_frame_holds_the_whole_message(lang: str) -> None:
    """One template: what failed, the value, what was expected, what was there instead."""
    assert _holes(PROBLEMS["frame"][lang]) == {"value", "kind", "expected", "got"}
    assert all(set(kind) == {"zh", "en"} for kind in PROBLEMS["kind"].values())


def _phrases(node: dict[str, object], path: str = "") -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, value in node.items():
        assert isinstance(value, dict)
        name = f"{path}.{key}".removeprefix(".")
        if set(value) <= {"zh", "en"}:
            found[name] = value
        else:
            found |= _phrases(value, name)
    return found


def test_a_phrase_is_in_both_languages() -> None:
    """Everything people read is in zh and en, with the same placeholders."""
    for name, phrase in _phrases(PHRASES).items():
        assert set(phrase) == {"zh", "en"}, name
        assert _holes(phrase["zh"]) == _holes(phrase["en"]), name


def test_every_word_of_every_list_has_a_label_in_both_languages() -> None:
    """A vocabulary enum has labels in zh and en, none empty, and no label is without a word."""
    terms = _terms()
    assert {"Outcome", "Facility", "DayKind"} <= set(terms)
    words = {name: {term.value for term in kind} for name, kind in terms.items()}
    assert {name: set(labels) for name, labels in LABELS.items()} == words
    for kind in terms.values():
        for term in kind:
            assert term.label("zh").strip()
            assert term.label("en").strip()
            assert re.search(r"[\u4e00-\u9fff]", term.label("zh"))


def test_no_two_words_of_a_list_read_the_same() -> None:
    """A label stands for one word: a table of labels can be read back."""
    for name, words in LABELS.items():
        for labels in zip(*words.values(), strict=True):
            assert len(set(labels)) == len(labels), name


def test_a_problem_below_a_path_says_where_it_stands() -> None:
    """Every problem has its path; the whole document needs none."""
    problem = Problem(
        code="number.range",
        path="$.seats",
        params={"kind": "seats", "value": -3, "low": 0, "high": 9},
    )
    lower = problem.below("$.stations[2].site")
    assert str(lower) == (
        "$.stations[2].site.seats: "
        "Failed to parse -3 as seats: expected a number from 0 to 9, got -3."
    )
    assert problem.below("$") == problem


def test_a_phrase_that_does_not_exist_is_a_key_error() -> None:
    """The catalogue has no such code, or a parameter is missing."""
    with pytest.raises(KeyError):
        render("unit.furlong")


def test_there_are_texts_in_two_languages() -> None:
    """A language that the library has no texts in is refused, with those that it has."""
    with pytest.raises(ValueError, match=r"^texts are in 'zh' and 'en', not in 'fr'$"):
        render("unit.m2", "fr")  # type: ignore[arg-type]


@given(st.text(max_size=8))
def test_a_message_is_one_line_whatever_a_file_says(name: str) -> None:
    """What a file says is shown escaped wherever it stands in a message, not in the value alone."""
    problem = Problem(
        code="rule.fact", params={"kind": "fact", "value": name, "fact": name, "subject": name}
    )
    assert problem.text("zh").isprintable()
    assert problem.text("en").isprintable()
