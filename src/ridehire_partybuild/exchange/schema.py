"""JSON Schema (draft 2020-12) of every document, for editors, forms and other languages.

The schema is made from the classes: their annotations, limits and words. It takes every document
that the doors write or read; what the doors refuse besides stands in `LOADER_ONLY`.
"""

from typing import Any

from .schemas.loader_only import LOADER_ONLY

__all__ = ["LOADER_ONLY", "json_schema"]


def json_schema(kind: type[Any] | None = None) -> dict[str, Any]:
    """Return the JSON Schema of the documents that hold a ``kind``, at its current version.

    Texts are counted in characters, as in Python. The schema is in no other document: every
    definition that it refers to stands under ``$defs``.

    Args:
        kind: The class; None: any document, told apart by its ``format``.

    Raises:
        TypeError: no document holds such a class.

    >>> from ridehire_partybuild import Site, json_schema
    >>> json_schema(Site)["properties"]["format"]
    {'const': 'ridehire-partybuild/site/1'}
    >>> json_schema(Site)["$defs"]["Site"]["properties"]["seats"]["anyOf"][0]
    {'type': 'integer', 'minimum': 0, 'maximum': 100000}
    """
    # made when it is asked for: few programs ask
    from .schemas.documents import any_document, document_of  # noqa: PLC0415

    return any_document() if kind is None else document_of(kind)
