"""Strategies for documents: the text of whatever can be written down."""

from collections.abc import Collection
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.exchange import dumps
from ridehire_partybuild.exchange.bodies import document
from ridehire_partybuild.exchange.kinds import kinds
from ridehire_partybuild.exchange.syntax import Syntax
from ridehire_partybuild.guideline import Guideline, Profile

from .by_class import by_class
from .toml import as_toml

__all__ = ["IN_TOML", "Document", "documents"]

IN_TOML: tuple[type, ...] = (Guideline, Profile, WorkCalendar)
"""What people write by hand, and so in TOML too."""


@attrs.frozen
class Document:
    """The text of a valid document, and what reading it must give.

    Attributes:
        text: The text.
        syntax: ``json`` or ``toml``.
        value: The object that it holds.
    """

    text: str
    syntax: Syntax
    value: Any


def _in_json(value: Any) -> Document:
    return Document(dumps(value), "json", value)


def _in_toml(value: Any) -> Document:
    return Document(as_toml(document(value)), "toml", value)


def documents(
    *, of: Collection[type] | None = None, syntax: Syntax | None = None
) -> st.SearchStrategy[Document]:
    """Return texts of valid documents, each with the object that it holds.

    Args:
        of: The classes whose documents they are; None: every kind of document there is.
        syntax: ``json``, or ``toml`` for what people write by hand; None: either.

    Raises:
        InvalidArgument: no document holds such a thing, or not in TOML.

    >>> from hypothesis import find
    >>> from ridehire_partybuild import Stock
    >>> find(documents(of=[Stock]), lambda one: one.value.copies == 0).text.splitlines()[1]
    '  "format": "ridehire-partybuild/stock/1",'
    """
    known = {kind.cls for kind in kinds()} & set(by_class())
    wanted = [one for one in by_class() if one in (known if of is None else of)]
    made: list[st.SearchStrategy[Document]] = []
    if syntax != "toml":
        made += [by_class()[one].map(_in_json) for one in wanted if one in known]
    if syntax != "json":
        made += [by_class()[one].map(_in_toml) for one in wanted if one in IN_TOML]
    if not made or not known.issuperset(wanted if of is None else of):
        message = f"no document in {syntax or 'JSON or TOML'} holds what is wanted"
        raise InvalidArgument(message)
    return st.one_of(made)
