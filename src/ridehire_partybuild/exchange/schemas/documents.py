"""The schema of a document: a format tag, perhaps a note, and the fields of its class."""

import json
from typing import Any

from ridehire_partybuild.exchange.kinds import Kind, kind_of, kinds
from ridehire_partybuild.exchange.records import plans
from ridehire_partybuild.values import Text

from .loader_only import LOADER_ONLY
from .types import Definitions, Schema, described, ref, written

__all__ = ["SHIPPED", "any_document", "document_of", "shipped_text"]

SHIPPED = "schemas/ridehire-partybuild-1.schema.json"
"""The schema of every document, as `data` ships it."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAME = "urn:ridehire-partybuild:schema:1"


def _comment() -> str:
    told = "; ".join(f"{code} ({what})" for code, what in LOADER_ONLY.items())
    return (
        "Every document that the library writes or reads is valid here. What is valid here it may "
        f"still refuse, for these reasons alone: {told}."
    )


def _head(name: str, title: str) -> Schema:
    return {"$schema": _DIALECT, "$id": name, "title": title, "$comment": _comment()}


def _document(kind: Kind, made: Definitions) -> Schema:
    """Return the schema of one kind of document."""
    name = made.of(kind.cls, None)["$ref"].rpartition("/")[2]
    own: Schema = {"value": ref(name)}
    required = ["value"]
    if not kind.is_text:
        own = {key: ref(name, "properties", key) for key in plans(written(kind.cls))}
        required = made.found[name]["required"]
    for key, holder in kind.hands_down.items():
        made.of(holder, None)
        own.setdefault(key, ref(holder.__name__, "properties", key))
    if "note" not in own:
        own = {"note": described(made.of(str | Text, None), "note")} | own
    return {
        "type": "object",
        "properties": {"format": {"const": kind.tag}} | own,
        "required": ["format", *required],
        "additionalProperties": False,
    }


def document_of(cls: Any) -> Schema:
    """Return the schema of the documents that hold objects of a class.

    Raises:
        TypeError: none does.
    """
    kind, made = kind_of(cls), Definitions()
    head = _head(f"{_NAME}:{kind.name}", kind.tag)
    return head | _document(kind, made) | {"$defs": dict(sorted(made.found.items()))}


def any_document() -> Schema:
    """Return the schema of every kind of document, told apart by ``format``."""
    made = Definitions()
    documents = {kind: _document(kind, made) for kind in kinds()}
    found = made.found | {_name(kind): told for kind, told in documents.items()}
    return _head(_NAME, "ridehire-partybuild") | {
        "type": "object",
        "properties": {"format": {"enum": [kind.tag for kind in documents]}},
        "required": ["format"],
        "allOf": [
            {
                "if": {"properties": {"format": {"const": kind.tag}}, "required": ["format"]},
                "then": ref(_name(kind)),
            }
            for kind in documents
        ],
        "$defs": dict(sorted(found.items())),
    }


def _name(kind: Kind) -> str:
    return f"document.{kind.name}"


def shipped_text() -> str:
    """Return what ships: the schema of any document as text, the same bytes for the same classes.

    >>> shipped_text().splitlines()[2]
    ' "$id": "urn:ridehire-partybuild:schema:1",'
    """
    return json.dumps(any_document(), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
