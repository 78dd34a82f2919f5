"""From text to plain data, and from a path back to its line.

The plain data is read by the standard library. Only when something is wrong is the text read
once more, in one pass, for the lines of the wrong values and for the keys that stand twice.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import attrs

from ridehire_partybuild.errors import InvalidDocument, Problem
from ridehire_partybuild.errors.problems import ENOUGH

from .places import Place, Places
from .problems import HIDDEN, Sketch, failure, is_word, step
from .toml_places import toml_places

__all__ = ["DEEPEST", "MOST_SIZE", "Syntax", "decoded", "located", "parsed", "refuse_large"]

Syntax = Literal["json", "toml"]
DEEPEST = 64
MOST_SIZE: Mapping[Syntax, int] = {"json": 128 * 2**20, "toml": 4 * 2**20}
"""How large a document may be: so many bytes, and no more characters. What is TOML is written by
hand, and read at a hundredth of the speed."""

MOST_VALUES = 4_000_000
MOST_DIGITS = 400  # far above every limit; longer integers stay decimals, which any field refuses


def _syntax(kind: str, value: object, line: int | None, column: int | None) -> InvalidDocument:
    place = "" if line is None else f" ({line}:{column})"
    shown = value if isinstance(value, Sketch) else repr(value)
    problem = failure("document.syntax", kind, value, wanted=kind, detail=f"{shown}{place}")
    return InvalidDocument([attrs.evolve(problem, line=line)])


def _too_deep(kind: str, path: str = "$", line: int | None = None) -> InvalidDocument:
    problem = failure("document.depth", kind, Sketch("…"), path=path, limit=DEEPEST)
    return InvalidDocument([attrs.evolve(problem, line=line)])


def refuse_large(size: int, syntax: Syntax) -> None:
    """Refuse a document larger than anybody keeps, before its values fill the memory.

    Raises:
        InvalidDocument: it is.
    """
    if size > MOST_SIZE[syntax]:
        limit = MOST_SIZE[syntax] // 2**20
        raise InvalidDocument([failure("document.size", "document", Sketch("…"), limit=limit)])


def _refuse_many(text: str) -> None:
    """Refuse more values than fit into the memory: as many as commas and openings, or fewer."""
    if text.count(",") + text.count("{") + text.count("[") > MOST_VALUES:
        whole = Sketch("…")
        raise InvalidDocument([failure("document.values", "document", whole, limit=MOST_VALUES)])


def decoded(text: str | bytes) -> str:
    """Return ``text``, from UTF-8 if it is bytes (a byte order mark is no part of it).

    Raises:
        InvalidDocument: it is not UTF-8.
    """
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = text[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise _syntax("UTF-8", Sketch(f"0x{text[error.start]:02x}"), line, column) from None


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent that no decimal carries
        return Decimal("Infinity")


def _integer(text: str) -> int | Decimal:
    return int(text) if len(text) <= MOST_DIGITS else Decimal(text)


def parsed(text: str, syntax: Syntax) -> tuple[Any, bool]:
    """Return the plain data of ``text`` and whether some key stands twice in it.

    Raises:
        InvalidDocument: no JSON (or TOML), nested deeper than 64, or of very many values.
    """
    _refuse_many(text)
    data, doubled = _parsed_json(text) if syntax == "json" else (_parsed_toml(text), False)
    if _depth_exceeded(data):
        raise _deep_place(text, syntax)
    return data, doubled


def _depth_exceeded(data: Any) -> bool:
    level = [data] if isinstance(data, dict | list) else []
    for _ in range(DEEPEST):
        if not level:
            break
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
    return bool(level)


def _deep_place(text: str, syntax: Syntax) -> InvalidDocument:
    if syntax == "toml":
        return _too_deep("TOML")
    deep = _Scan(text).run().deep
    return deep if deep is not None else _too_deep("JSON")


def _parsed_json(text: str) -> tuple[Any, bool]:
    doubled = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal doubled
        found = dict(pairs)
        doubled = doubled or len(found) < len(pairs)
        return found

    try:
        data = json.loads(
            text,
            object_pairs_hook=mapping,
            parse_float=_number,
            parse_int=_integer,
            parse_constant=Decimal,
        )
    except json.JSONDecodeError as error:
        at = text[error.pos : error.pos + 1]
        raise _syntax("JSON", at, error.lineno, error.colno) from None
    except RecursionError:
        raise _deep_place(text, "json") from None
    return data, doubled


_TOML_WORD = re.compile(r'"(?:[^"\\\n]|\\.)*+(?P<close>")?|\'[^\'\n]*\'|[\w-]+|[ \t]+|.', re.ASCII)
_TOML_BARE = re.compile(r"'[^'\n]*'|[\w-]+|[ \t]+|.", re.ASCII)


def _toml_words(line: str) -> Iterator[str]:
    """Yield the words of a line; a quote that nothing closes is one alone, and so are all after."""
    for match in _TOML_WORD.finditer(line):
        if match[0][0] == '"' and match["close"] is None:
            # where one finds no end no later one does: to look again for each would take n²
            yield '"'
            yield from (one[0] for one in _TOML_BARE.finditer(line, match.start() + 1))
            return
        yield match[0]


def _dots_exceed(text: str) -> bool:
    """Tell whether some key has more than 64 dotted parts: tomllib reads those in n² of memory."""
    for line in text.splitlines():
        run = 0
        for word in _toml_words(line) if line.count(".") > DEEPEST else ():
            if word == ".":
                run += 1
            elif not (word[0].isalnum() or word[0] in "_-\"' \t"):
                run = 0
            if run > DEEPEST:
                return True
    return False


_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def _parsed_toml(text: str) -> Any:
    import tomllib  # noqa: PLC0415 - import alone need not pay

    if _dots_exceed(text):
        raise _too_deep("TOML")
    try:
        return tomllib.loads(text, parse_float=_number)
    except RecursionError:
        raise _deep_place(text, "toml") from None
    except ValueError as error:
        match = _TOML_PLACE.search(str(error))
        if match is None:
            raise _syntax("TOML", "", len(text.splitlines()) or 1, 1) from None
        line, column = int(match[1]), int(match[2])
        rows = text.split("\n")
        row = rows[line - 1] if line <= len(rows) else ""
        raise _syntax("TOML", row[column - 1 : column], line, column) from None


_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)


class _Frame:
    """An object or list that is open where the scan stands."""

    __slots__ = ("is_object", "keys", "node", "shown", "step", "waits_for_key")

    def __init__(self, node: Place | None, *, is_object: bool) -> None:
        self.node = node
        self.is_object = is_object
        self.waits_for_key = is_object
        self.keys: set[str] = set()
        self.step = self.shown = "" if is_object else step(0)


class _Scan:
    """One pass over the text of a JSON document, linear in its length."""

    def __init__(self, text: str, problems: Iterable[Problem] = ()) -> None:
        self._text = text
        self._frames: list[_Frame] = []
        self.places = Places(problem.path for problem in problems)
        self.doubled: list[Problem] = []
        self.deep: InvalidDocument | None = None

    def run(self) -> "_Scan":
        line, at = 1, 0
        for match in _TOKEN.finditer(self._text):
            line += self._text.count("\n", at, match.start())
            at = match.start()
            mark = match[0]
            if mark in "]}":
                self._frames[-1:] = []
            elif mark == ",":
                self._next()
            elif mark != ":":
                self._mark(mark, line)
            if self.deep is not None:
                break
        return self

    def _next(self) -> None:
        if self._frames:
            frame = self._frames[-1]
            frame.waits_for_key = frame.is_object
            if not frame.is_object:
                frame.step = frame.shown = step(int(frame.step[1:-1]) + 1)

    def _mark(self, mark: str, line: int) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame is not None and frame.waits_for_key:
            self._key(frame, mark, line)
            return
        above = self.places.root if frame is None else frame.node
        node = above if frame is None or above is None else above.below.get(frame.step)
        if node is not None:
            node.line = line
        if mark in "[{":
            if len(self._frames) == DEEPEST:
                self.deep = _too_deep("JSON", self._path(), line)
            self._frames.append(_Frame(node, is_object=mark == "{"))

    def _key(self, frame: _Frame, mark: str, line: int) -> None:
        try:
            key = str(json.loads(mark, strict=False))
        except (ValueError, RecursionError):
            key = mark
        frame.waits_for_key = False
        frame.step = step(key)
        frame.shown = frame.step if is_word(key) else f"[{HIDDEN}]"
        if key in frame.keys and len(self.doubled) < ENOUGH:
            twice = failure(
                "key.duplicate", "JSON", key, path=self._path(), key=frame.step.removeprefix(".")
            )
            told = twice if is_word(key) else twice.masked()
            self.doubled.append(attrs.evolve(told, line=line))
        frame.keys.add(key)

    def _path(self) -> str:
        return "$" + "".join(frame.shown for frame in self._frames)


def located(problems: Iterable[Problem], text: str, syntax: Syntax) -> list[Problem]:
    """Return the problems with their lines and in their order, and every key that stands twice.

    A line is told only where it is certain: in TOML some problems may have none.
    """
    told = list(problems)
    if syntax == "json":
        scan = _Scan(text, told).run()
        places, doubled = scan.places, scan.doubled
    else:
        places, doubled = toml_places(text, (problem.path for problem in told)), []
    placed = [attrs.evolve(problem, line=places.line(problem.path)) for problem in told]
    return sorted([*doubled, *placed], key=lambda problem: problem.line or 0)
