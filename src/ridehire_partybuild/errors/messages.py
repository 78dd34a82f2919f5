"""Texts in Chinese and English, looked up by code and filled in late."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from ridehire_partybuild import data

__all__ = ["LONGEST_VALUE", "Lang", "message", "render", "shown"]

Lang = Literal["zh", "en"]
"""The language of a text that people read: Chinese or English."""
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
        ValueError: there are no texts in ``lang``.

    >>> render("unit.m2", "zh")
    '平方米'
    """
    if lang not in {"zh", "en"}:
        raise ValueError(f"texts are in 'zh' and 'en', not in {lang!r}")
    entry: Any = _catalogue(catalogue)
    for part in code.split("."):
        entry = entry[part]
    template: str = entry[lang]
    return template.format_map(params)


def shown(value: object) -> str:
    """Return ``value`` as a message may show it: escaped, on one line, no longer than the cap."""
    if type(value) is int and value.bit_length() > 4 * LONGEST_VALUE:
        written = hex(value)  # to write thousands of decimal digits takes Python for ever
    else:
        try:
            written = str(value) if isinstance(value, int | Decimal) else repr(value)
        except Exception:  # noqa: BLE001 - a foreign object may fail to say what it is
            written = f"<{type(value).__name__}>"
    return written if len(written) <= LONGEST_VALUE else written[: LONGEST_VALUE - 1] + "…"


_ITSELF = {"zh": "{value}", "en": "{value}"}
"""What was there instead, where the value alone says it."""

_TABLES = {
    "kind": (("problems", "kind"),),
    "type": (("problems", "type"), ("problems", "kind")),
    "unit": (("problems", "unit"), ("phrases", "unit")),
}
"""Where the names in a hole are looked up, by what stands behind its colon: ``{first:kind}``."""


def _names(spec: str, word: str, lang: Lang) -> Iterator[str]:
    for catalogue, table in _TABLES[spec]:
        yield _catalogue(catalogue)[table].get(word, {}).get(lang, "")
    yield word  # a host program's own


def _named(param: object, spec: str, lang: Lang) -> str:
    """Return names of fields, classes, types or units as people call them."""
    joins, text = _catalogue("problems")["join"], str(param)
    for join in joins.values():
        text = text.replace(join["en"], join[lang])
    return re.sub(
        r"[A-Za-z_][\w.]*",
        lambda match: next(filter(None, _names(spec, match[0], lang))),
        text,
        flags=re.ASCII,
    )


def _told(param: object, spec: str | None, lang: Lang) -> str:
    """Return a word of a vocabulary by its label, a name by its name, anything else as it is."""
    label = getattr(param, "label", None)
    if callable(label):
        return str(label(lang))
    text = str(param) if spec is None else _named(param, spec, lang)
    # as in the value, nothing that a file says ends a line of ours or hides
    return text if text.isprintable() else repr(text)[1:-1]


_HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_LATIN = r"[^\s\0\u2018-\u201d\u3000-\u9fff\uff00-\uffef\U00020000-\U0003ffff]"
_TOUCHING = rf"(?<={_HAN})\0(?={_LATIN})|(?<={_LATIN})\0(?={_HAN})"


def _filled(template: str, params: Mapping[str, object], lang: Lang) -> str:
    """Fill in a template; in Chinese a space keeps what is filled in from touching Han letters."""
    pieces = re.split(r"\{(\w+)(?::(\w+))?\}", template)
    holes = zip(pieces[1::3], pieces[2::3], strict=True)
    told = (_told(params[name], spec, lang) for name, spec in holes)
    text = "\0".join(part for pair in zip(pieces[::3], [*told, ""], strict=True) for part in pair)
    spaced = re.sub(_TOUCHING, " ", text) if lang == "zh" else text
    return spaced.replace("\0", "")


def message(code: str, params: Mapping[str, object], lang: Lang) -> str:
    """Tell one failure: what failed, the value, what was expected, what was there instead."""
    problems = _catalogue("problems")
    entry = problems["code"][code]
    filled = {key: shown(one) if key == "value" else one for key, one in params.items()}
    filled.setdefault("kind", "")
    filled["expected"] = _filled(entry["expected"][lang], filled, lang)
    filled["got"] = _filled(entry.get("got", _ITSELF)[lang], filled, lang)
    return _filled(problems["frame"][lang], filled, lang)
