"""Calendar text as components and properties, each with its line: trusting nothing, raising little.

RFC 5545, 3.1: content lines, folded after 75 octets. What is read here comes from phones and mail:
sizes and depth are capped, and no time zone or rule in the text is run to find out what it means.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import attrs

from ridehire_partybuild.errors import InvalidDocument, Problem
from ridehire_partybuild.errors.problems import ENOUGH
from ridehire_partybuild.exchange.problems import Sketch, failure
from ridehire_partybuild.exchange.syntax import decoded
from ridehire_partybuild.values import SHANGHAI

__all__ = [
    "Component",
    "Property",
    "calendar_text",
    "components",
    "duration",
    "moment_of",
    "raw_lines",
    "unescaped",
]

LARGEST = 16
"""How many MiB of text are read."""
MOST_LINES = 400_000
DEEPEST = 8


@attrs.frozen(kw_only=True, eq=False)
class Property:
    """One content line.

    Attributes:
        line: Where it begins, from 1.
        name: In capitals.
        params: By their names in capitals; of several values the first.
        value: As written.
    """

    line: int
    name: str
    params: Mapping[str, str]
    value: str


@attrs.define(kw_only=True, eq=False)
class Component:
    """What stands between BEGIN and END."""

    line: int
    name: str
    properties: list[Property] = attrs.field(factory=list)
    parts: "list[Component]" = attrs.field(factory=list)

    def every(self, name: str) -> Iterator[Property]:
        """Yield its properties of that name."""
        return (one for one in self.properties if one.name == name)

    def first(self, name: str) -> Property | None:
        """Return its first property of that name."""
        return next(self.every(name), None)

    def text(self, name: str) -> str | None:
        """Return the text of its first property of that name."""
        found = self.first(name)
        return None if found is None else unescaped(found.value)

    def walk(self, name: str) -> "Iterator[Component]":
        """Yield the components of that name in it, itself included."""
        left = [self]
        while left:
            one = left.pop()
            if one.name == name:
                yield one
            left.extend(reversed(one.parts))


def calendar_text(text: str | bytes) -> str:
    """Return the text of a calendar.

    Raises:
        InvalidDocument: it is too large, or no UTF-8.
    """
    if not isinstance(text, str | bytes):
        told = {"wanted": "str", "actual": type(text).__name__}
        raise InvalidDocument([failure("type", "iCalendar", text, **told)])
    if len(text) > LARGEST * 2**20:
        raise InvalidDocument([failure("document.size", "iCalendar", Sketch("…"), limit=LARGEST)])
    return decoded(text).removeprefix("\ufeff")


def raw_lines(text: str) -> list[str]:
    """Return the lines of a text as they stand, without what ends them.

    Raises:
        InvalidDocument: there are too many.
    """
    lines = re.split(r"\r\n|\n|\r", text)
    if len(lines) > MOST_LINES:
        whole = Sketch("…")
        raise InvalidDocument([failure("document.values", "iCalendar", whole, limit=MOST_LINES)])
    return lines


def _unfolded(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each content line with the number of the line on which it begins."""
    begins, pieces = 0, list[str]()
    for number, line in enumerate(lines, 1):
        if line[:1] in {" ", "\t"} and pieces:
            pieces.append(line[1:])
            continue
        if pieces and any(pieces):
            yield begins, "".join(pieces)
        begins, pieces = number, [line]
    if pieces and any(pieces):
        yield begins, "".join(pieces)


_NAME = re.compile(r"[A-Za-z0-9-]+", re.ASCII)
_PARAM = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)((?:,(?:"[^"]*"|[^";:,]*))*)', re.ASCII)


def _property(line: int, text: str) -> Property | None:
    match = _NAME.match(text)
    if match is None:
        return None
    params: dict[str, str] = {}
    at = match.end()
    while found := _PARAM.match(text, at):
        params.setdefault(found[1].upper(), found[2].strip('"'))
        at = found.end()
    if text[at : at + 1] != ":":
        return None
    return Property(line=line, name=match[0].upper(), params=params, value=text[at + 1 :])


def components(text: str, problems: list[Problem]) -> tuple[list[Component], bool]:
    """Return the outermost components of a text, and whether it was read to its end.

    Args:
        text: The text.
        problems: Gets what is wrong with lines and nesting.
    """
    outermost: list[Component] = []
    open_now: list[Component] = []
    for number, line in _unfolded(raw_lines(text)):
        found = _property(number, line)
        if found is None:
            _note(problems, number, line)
        elif found.name == "BEGIN":
            one = Component(line=number, name=found.value.strip().upper())
            if len(open_now) >= DEEPEST:
                problems.append(_deep(number))
                return outermost, False
            (open_now[-1].parts if open_now else outermost).append(one)
            open_now.append(one)
        elif found.name == "END":
            if not open_now or open_now[-1].name != found.value.strip().upper():
                problems.append(_misread(number, line))
                return outermost, False
            open_now.pop()
        elif open_now:
            open_now[-1].properties.append(found)
        else:
            _note(problems, number, line)
    if open_now:
        problems.append(_misread(open_now[-1].line, f"BEGIN:{open_now[-1].name}"))
    return outermost, not open_now


def _note(problems: list[Problem], line: int, text: str) -> None:
    if len(problems) < ENOUGH:
        problems.append(_misread(line, text))


def _misread(line: int, text: str) -> Problem:
    # what stands in a line may be anybody's business: its name alone is told
    name = re.split("[:;]", text, maxsplit=1)[0][:40]
    detail = name if _NAME.fullmatch(name) else "…"
    told = {"wanted": "iCalendar", "detail": detail}
    found = failure("document.syntax", "iCalendar", Sketch("…"), path="$.VCALENDAR", **told)
    return attrs.evolve(found, line=line)


def _deep(line: int) -> Problem:
    found = failure("document.depth", "iCalendar", Sketch("…"), path="$.VCALENDAR", limit=DEEPEST)
    return attrs.evolve(found, line=line)


def unescaped(value: str) -> str:
    r"""Return the text of a value (RFC 5545, 3.3.11).

    >>> unescaped("a\\, b\\; c\\nd")
    'a, b; c\nd'
    """
    return re.sub(
        r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value, flags=re.DOTALL
    )


_WHEN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_WINDOWS = {
    "China Standard Time": "Asia/Shanghai",
    "UTC": "UTC",
    "Tokyo Standard Time": "Asia/Tokyo",
}
"""What Outlook calls the zones that turn up here."""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(name: str) -> ZoneInfo | None:
    """Return the zone of a TZID; some programs put a path before the name of the tz database."""
    for one in (_WINDOWS.get(name, name), "/".join(name.split("/")[-2:])):
        # no name of the text is looked for among the files, nor kept
        if one in _zones():
            return ZoneInfo(one)
    return None


def moment_of(found: Property) -> datetime | date | None:
    """Return what a DTSTART, DTEND, EXDATE … says, in Asia/Shanghai; a date if it is one.

    A time without a zone is taken as ours. What the text says of a zone itself is not run: the name
    decides. None: it cannot be told.
    """
    match = _WHEN.fullmatch(found.value.strip())
    if match is None:
        return None
    try:
        numbers = [int(part) for part in match.groups()[:6] if part is not None]
        if len(numbers) == 3:
            return date(*numbers)
        zone = UTC if match[7] else SHANGHAI
        if not match[7] and "TZID" in found.params:
            named = _zone(found.params["TZID"][:80])
            if named is None:
                return None
            return datetime(*numbers, tzinfo=named).astimezone(SHANGHAI)  # type: ignore[misc, arg-type]
        return datetime(*numbers, tzinfo=zone).astimezone(SHANGHAI)  # type: ignore[misc, arg-type]
    except (ValueError, OverflowError):
        return None


_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,4})W|(?=.)(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?)",
    re.ASCII,
)


def duration(value: str) -> timedelta | None:
    """Return the length of time that a value says (RFC 5545, 3.3.6); None: it says none.

    >>> duration("PT1H30M"), duration("P1H")
    (datetime.timedelta(seconds=5400), None)
    """
    match = _DURATION.fullmatch(value.strip())
    if match is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    found = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -found if match[1] == "-" else found
