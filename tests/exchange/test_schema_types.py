"""Definitions of types that the library does not have: refused, or told as they are."""

from enum import Enum
from typing import Any, TypeVar

import pytest

from ridehire_partybuild.exchange.schemas.types import Definitions, described

T = TypeVar("T")


def test_a_name_that_the_catalogue_has_not_is_told_as_it_is() -> None:
    """Whoever builds on the library has classes of their own; ours have names in two languages."""
    assert described({"type": "string"}, "OwnClass") == {"type": "string", "title": "OwnClass"}
    assert described({"type": "object"}, "Station") == {
        "type": "object", "title": "Station", "description": "阵地",
    }  # fmt: skip


def test_what_no_document_holds_has_no_schema() -> None:
    """A type that is none of a document's, a class of another library, two of one name."""
    with pytest.raises(TypeError, match="no document holds a ~T"):
        Definitions().of(T, None)
    with pytest.raises(TypeError, match="no document holds a bytes"):
        Definitions().of(bytes, None)
    with pytest.raises(TypeError, match="two classes are called Own"):
        Definitions().of(tuple.__class_getitem__((_own("a"), _own("b"))), None)


def _own(member: str) -> Any:
    return Enum("Own", {member: member})
