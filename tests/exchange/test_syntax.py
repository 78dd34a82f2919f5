"""Texts before they are documents: what is counted of them, and where they go too deep."""

import sys

import pytest

from ridehire_partybuild import InvalidDocument, Text, loads


def test_dots_within_a_text_are_no_keys() -> None:
    """A text may hold as many dots as it likes; a key of 65 parts is refused."""
    dots = "…" + "." * 200
    head = 'format = "ridehire-partybuild/text/1"\n'
    made = loads(f"{head}zh = \"{dots}\"\nen = 'a{dots}'\n", Text, syntax="toml")
    assert (made.zh, made.en) == (dots, f"a{dots}")
    with pytest.raises(InvalidDocument) as caught:
        loads(f"{head}{'.'.join('a' * 65)} = 1\n", syntax="toml")
    assert [one.code for one in caught.value.problems] == ["document.depth"]


def _at_depth() -> int:
    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    return depth


def test_where_little_is_left_of_the_stack_a_document_is_refused() -> None:
    """A caller deep in its own work: what the parser gave up at may be no JSON further on."""
    text = "[" * 60 + "]" * 60 + ', {x: 1}, {"a": 1, "a": 2}'
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_at_depth() + 45)
    try:
        with pytest.raises(InvalidDocument) as caught:
            loads(text, Text)
    finally:
        sys.setrecursionlimit(before)
    # from 3.12 on the parser has a stack of its own, and finds what is no JSON
    code = "document.depth" if sys.version_info < (3, 12) else "document.syntax"
    assert [problem.code for problem in caught.value.problems] == [code]
