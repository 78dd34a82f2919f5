"""Messages and labels: everything the code can say exists in both languages."""

import re
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from string import Formatter

import pytest

import ridehire_partybuild
from ridehire_partybuild import Term, data
from ridehire_partybuild.errors import Problem, render

PACKAGE = Path(ridehire_partybuild.__file__).parent
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
PROBLEMS = tomllib.loads(data.text("messages/problems.toml"))
PHRASES = tomllib.loads(data.text("messages/phrases.toml"))
LABELS = tomllib.loads(data.text("vocabulary.toml"))
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


@pytest.mark.parametrize("path", [path for path, text in SOURCES.items() if CODE.search(text)])
def test_every_code_that_is_raised_has_a_message(path: str) -> None:
    """A message template per code: what was expected, in zh and en."""
    used = set(CODE.findall(SOURCES[path]))
    assert used - set(PROBLEMS["code"]) == set()


@pytest.mark.parametrize("code", sorted(PROBLEMS["code"]))
def test_a_message_says_the_same_in_both_languages(code: str) -> None:
    """Text is rendered from per-language catalogues: the same placeholders in zh and en."""
    for part in PROBLEMS["code"][code].values():
        assert set(part) == {"zh", "en"}
        assert part["zh"].strip()
        assert part["en"].strip()
        assert _holes(part["zh"]) == _holes(part["en"])


@pytest.mark.parametrize("code", sorted(PROBLEMS["code"]))
def test_a_message_that_nothing_raises_is_struck_out(code: str) -> None:
    """An exemption that matches nothing is an error, and so is a text that nothing says."""
    assert any(f'"{code}"' in text for text in SOURCES.values())


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


@pytest.mark.parametrize("name", sorted(_phrases(PHRASES)))
def test_a_phrase_is_in_both_languages(name: str) -> None:
    """Everything people read is in zh and en, with the same placeholders."""
    phrase = _phrases(PHRASES)[name]
    assert set(phrase) == {"zh", "en"}
    assert _holes(phrase["zh"]) == _holes(phrase["en"])


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


@pytest.mark.parametrize("name", sorted(LABELS))
def test_no_two_words_of_a_list_read_the_same(name: str) -> None:
    """A label stands for one word: a table of labels can be read back."""
    for column in (0, 1):
        labels = [pair[column] for pair in LABELS[name].values()]
        assert len(set(labels)) == len(labels)


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
