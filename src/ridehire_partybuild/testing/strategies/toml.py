"""Plain data as TOML, which the library reads and never writes: one line a key, tables inline."""

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["as_toml"]


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(key)} = {_inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return str(value)


def as_toml(document: Mapping[str, Any]) -> str:
    """Return a document as TOML; None, for which TOML has no word, cannot be in it.

    >>> print(as_toml({"format": "x", "title": {"zh": "面积"}, "of": [1, True]}), end="")
    "format" = "x"
    "title" = {"zh" = "面积"}
    "of" = [1, true]
    """
    return "".join(f"{_text(key)} = {_inline(value)}\n" for key, value in document.items())
