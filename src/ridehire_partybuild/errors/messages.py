"""Texts in Chinese and English, looked up by code and filled in late."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from ridehire_partybuild import data

__all__ = ["LONGEST_VALUE", "Lang", "message", "render", "shown"]

Lang = Literal["zh", "en"]
LONGEST_VALUE = 80
"""How many characters of an offending value a message shows."""


@cache
def _catalogue(name: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - 5 ms that import alone need not pay

    return tomllib.loads(data.text(f"messages/{name}.toml"))


def render(code: str, lang: Lang = "en", catalogue: str = "phrases", **params: object) -> str:
    """Return the text of ``code`` in ``lang`` with ``params`` filled in.

    Raises:
        KeyError: the catalogue has no such code, or a parameter is missing.

    >>> render("unit.m2", "zh")
    '平方米'
    """
    entry: Any = _catalogue(catalogue)
    for part in code.split("."):
        entry = entry[part]
    template: str = entry[lang]
    return template.format_map(params)


def shown(value: object) -> str:
    """Return ``value`` as a message may show it: escaped, on one line, no longer than the cap."""
    if type(value) is int and value.bit_length() > 4 * LONGEST_VALUE:
        value = Decimal(value)  # Python refuses to write integers of thousands of digits
    written = str(value) if isinstance(value, int | Decimal) else repr(value)
    return written if len(written) <= LONGEST_VALUE else written[: LONGEST_VALUE - 1] + "…"


def _told(param: object, lang: Lang) -> object:
    """Return a word of a vocabulary by its label, anything else as it is."""
    label = getattr(param, "label", None)
    return label(lang) if callable(label) else param


def message(code: str, params: Mapping[str, object], lang: Lang) -> str:
    """Tell one failure: what failed, the value, what was expected, what was there instead."""
    filled = {
        key: shown(one) if key == "value" else _told(one, lang) for key, one in params.items()
    }
    kind = str(params.get("kind", ""))
    filled["kind"] = _catalogue("problems")["kind"].get(kind, {}).get(lang, kind)
    entry = _catalogue("problems")["code"][code]
    filled["expected"] = entry["expected"][lang].format_map(filled)
    filled["got"] = entry.get("got", {"zh": " {value}", "en": "{value}"})[lang].format_map(filled)
    frame: str = _catalogue("problems")["frame"][lang]
    return frame.format_map(filled)
