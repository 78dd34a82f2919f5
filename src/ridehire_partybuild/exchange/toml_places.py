r"""From the path of a value back to its line in a TOML text.

The standard library reads TOML and forgets where it stood. What it has read without complaint is
gone through once more here, statement by statement, for the lines of the wanted places alone. A
text that goes another way than expected has no lines: no line is better than a wrong one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from .places import Place, Places
from .problems import step

__all__ = ["toml_places"]

_TOKEN = re.compile(
    r'''
    (?P<text>  """(?:[^"\\]|\\.|""?(?!"))*+"""(?:""?)?+
             | \'\'\'(?:[^\']|\'\'?(?!\'))*+\'\'\'(?:\'\'?)?+
             | "(?:[^"\\\n]|\\.)*+" | '[^'\n]*+' )
    | (?P<blank> [ \t\r]++ | \#[^\n]*+ )
    | (?P<end> \n )
    | (?P<word> [\w+-]++ )
    | (?P<mark> . )
    ''',
    re.DOTALL | re.VERBOSE | re.ASCII,
)

_Token = tuple[str, str, int]
"""What kind of token, its text, and its line."""

_AFTER_ALL: _Token = ("end", "", 0)


class _LostError(Exception):
    """The text goes on in a way that is not understood."""


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind, token = str(match.lastgroup), match[0]
        if kind != "blank":
            yield kind, token, line
        line += token.count("\n")


def _key(kind: str, token: str) -> str:
    """Return the key that a token spells."""
    if kind == "word":
        return token
    if kind != "text" or token[:3] in {'"""', "'" * 3}:
        raise _LostError
    if token[0] == "'" or "\\" not in token:
        return token[1:-1]
    import tomllib  # noqa: PLC0415 - only texts with escapes in their keys pay for it

    return str(tomllib.loads(f"key = {token}")["key"])


class _Spot:
    """Where a statement stands: a wanted place with what is known of it, or an unwanted one."""

    __slots__ = ("items", "keys", "place")

    def __init__(self, place: Place | None) -> None:
        self.place = place
        self.keys: dict[str, str] = {}
        self.items = 0


class _Scan:
    """One pass over a text, linear in its length."""

    def __init__(self, text: str, places: Places) -> None:
        self._left = _tokens(text)
        self._now: _Token = next(self._left, _AFTER_ALL)
        self._root = _Spot(places.root)
        self._spots: dict[int, _Spot] = {id(places.root): self._root}

    def run(self) -> None:
        """Give every wanted place its line."""
        table = self._root
        while self._now is not _AFTER_ALL:
            kind = self._now[0]
            if kind == "end":
                self._take()
            elif self._is("["):
                table = self._header()
            else:
                self._pair(table)

    def _take(self, wanted: str = "") -> _Token:
        taken = self._now
        if wanted and taken[1] != wanted:
            raise _LostError
        self._now = next(self._left, _AFTER_ALL)
        return taken

    def _is(self, mark: str) -> bool:
        return self._now[0] == "mark" and self._now[1] == mark

    def _header(self) -> _Spot:
        self._take("[")
        many = self._is("[")
        if many:
            self._take("[")
        keys = self._keys()
        self._take("]")
        if many:
            self._take("]")
        spot = self._root
        for key, line in keys[:-1]:
            spot = self._last(self._below(spot, key, line))
        spot = self._below(spot, *keys[-1], defined=not many)
        return self._item(spot, keys[-1][1]) if many else spot

    def _pair(self, table: _Spot) -> None:
        keys = self._keys()
        self._take("=")
        for number, (key, line) in enumerate(keys, 1):
            table = self._below(table, key, line, defined=number == len(keys))
        self._value(table)

    def _keys(self) -> Sequence[tuple[str, int]]:
        found = []
        while True:
            kind, token, line = self._take()
            found.append((_key(kind, token), line))
            if not self._is("."):
                return found
            self._take(".")

    def _value(self, spot: _Spot) -> None:
        if self._is("["):
            self._list(spot)
        elif self._is("{"):
            self._inline(spot)
        else:  # a number, a date with or without a blank in it, a text
            if self._now[0] not in {"word", "text"}:
                raise _LostError
            while self._now[0] != "end" and not any(map(self._is, ",]}")):
                self._take()

    def _list(self, spot: _Spot) -> None:
        self._take("[")
        while not self._closed("]"):
            self._value(self._item(spot, self._now[2]))
            self._next("]")
        self._take("]")

    def _inline(self, spot: _Spot) -> None:
        self._take("{")
        while not self._closed("}"):
            self._pair(spot)
            self._next("}")
        self._take("}")

    def _closed(self, closing: str) -> bool:
        while self._now[0] == "end":
            if self._now is _AFTER_ALL:
                raise _LostError
            self._take()
        return self._is(closing)

    def _next(self, closing: str) -> None:
        if not self._closed(closing):
            self._take(",")

    def _spot(self, place: Place | None) -> _Spot:
        return _Spot(None) if place is None else self._spots.setdefault(id(place), _Spot(place))

    def _below(self, above: _Spot, key: str, line: int, *, defined: bool = False) -> _Spot:
        """Return what stands under a key; where it is defined decides over where it is named."""
        shown = step(key)
        place = None if above.place is None else above.place.below.get(shown)
        if place is None:
            return _Spot(None)
        if above.keys.setdefault(shown, key) != key:  # of two long keys only the beginning is shown
            raise _LostError
        if place.line is None or defined:
            place.line = line
        return self._spot(place)

    def _item(self, spot: _Spot, line: int) -> _Spot:
        place = None if spot.place is None else spot.place.below.get(step(spot.items))
        spot.items += 1
        if place is not None:
            place.line = line
        return self._spot(place)

    def _last(self, spot: _Spot) -> _Spot:
        """Return the table that a header goes on from: of a list of tables the last."""
        if not spot.items or spot.place is None:
            return spot
        return self._spot(spot.place.below.get(step(spot.items - 1)))


def toml_places(text: str, paths: Iterable[str]) -> Places:
    r"""Return the wanted places of a valid TOML text, each with its line where that is certain.

    A key's line is the one on which it is defined, an item's the one on which it begins.

    >>> places = toml_places('[[rules]]\nid = "a"\n\n[[rules]]\ntitle = { zh = "一" }\n',
    ...                      ["$.rules[1].title.zh"])
    >>> places.line("$.rules[1].title.zh"), places.line("$.rules[1]")
    (5, 4)
    """
    wanted = list(paths)
    places = Places(wanted)
    try:
        _Scan(text, places).run()
    except _LostError:
        return Places(wanted)
    return places
