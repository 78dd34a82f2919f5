"""Strategies for documents that cannot be read, each with the problems that it must yield."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.errors import InvalidDocument, Problem
from ridehire_partybuild.exchange import loads
from ridehire_partybuild.exchange.bodies import document
from ridehire_partybuild.exchange.syntax import Syntax
from ridehire_partybuild.model import COLLECTIONS, Register
from ridehire_partybuild.values import Region

from .choices import Choices, built
from .registers import Bounds, registers
from .toml import as_toml

__all__ = ["BrokenDocument", "broken_documents", "problems"]

Told = tuple[str, str]
"""The code of a problem and its path."""


@attrs.frozen
class BrokenDocument:
    """A document that cannot be read.

    Attributes:
        text: The document; bytes where no text would do.
        syntax: ``json`` or ``toml``.
        problems: Code and path of each problem that reading it must tell, in no order.
    """

    text: str | bytes
    syntax: Syntax
    problems: tuple[Told, ...]


class _Flaw(NamedTuple):
    """One thing wrong with a record of a kind: what is other than it should be, and how that reads.

    ``alone``: it is told only where the record has no other.
    """

    kind: str
    changes: Mapping[str, Any]
    told: tuple[Told, ...]
    alone: bool = False


_GONE: Any = object()
COUNTY = Region("370502")

_SOUND: Mapping[str, Mapping[str, Any]] = {
    "station": {"name": "示例", "region": "370502", "tier": "basic"},
    "branch": {"name": "示例党支部", "kind": "joint_branch"},
    "actor": {"name": "示例局", "role": "authority", "region": "370500"},
    "session": {
        "kind": "party_lecture", "venue": "示例会场", "status": "held",
        "start": "2026-01-13T09:30:00+08:00", "end": "2026-01-13T11:00:00+08:00",
    },
    "host": {"party": {"name": "示例律所"}},
    "title": {"name": "示例读本"},
    "appeal": {"received_at": "2026-01-13T09:30:00+08:00"},
    "waiver": {
        "subject": "370500", "covers": "site.area_m2", "authority": "示例局", "reason": "示例",
        "valid_from": "2026-01-01", "valid_until": "2026-12-31",
    },
    "observation": {
        "subject": "370500", "fact": "site.area_m2", "value": 12, "method": "examine",
        "collected_on": "2026-01-13",
    },
}  # fmt: skip
"""A sound record of each kind, without its id; 370500 is the city of every register here."""

_COLLECTION_OF = {
    name: collection
    for collection, cls in COLLECTIONS.items()
    for name in _SOUND
    if cls.__name__.lower() == name
}

FLAWS = (
    _Flaw("station", {"name": _GONE}, (("key.missing", "$"),)),
    _Flaw("station", {"name": 5}, (("type", "$.name"),)),
    _Flaw("station", {"name": ""}, (("text.length", "$.name"),)),
    _Flaw("station", {"name": "示\u0007例"}, (("text.control", "$.name"),)),
    _Flaw("station", {"name": "A\u030angstro\u0308m"}, (("text.normal", "$.name"),)),
    _Flaw("station", {"seats": 24}, (("key.unknown", "$.seats"),)),
    _Flaw("station", {"tier": "huge"}, (("vocabulary", "$.tier"),)),
    _Flaw("station", {"site": {"seats": -1}}, (("number.range", "$.site.seats"),)),
    _Flaw("station", {"site": {"seats": 12.7}}, (("type", "$.site.seats"),)),
    _Flaw("station", {"site": {"seats": "24"}}, (("type", "$.site.seats"),)),
    _Flaw("station", {"site": {"area_m2": True}}, (("type", "$.site.area_m2"),)),
    _Flaw(
        "station",
        {"site": {"area_m2": -1, "seats": -1, "rooms": 2}},
        (
            ("number.range", "$.site.area_m2"),
            ("number.range", "$.site.seats"),
            ("key.unknown", "$.site.rooms"),
        ),
    ),
    _Flaw("station", {"on_map": "false"}, (("type", "$.on_map"),)),
    _Flaw("station", {"hours": "Mo-Fr 9-8"}, (("hours.syntax", "$.hours"),)),
    _Flaw("station", {"opened_on": "2026-02-30"}, (("time.date", "$.opened_on"),)),
    _Flaw("station", {"opened_on": "1999-12-31"}, (("time.range", "$.opened_on"),)),
    _Flaw("station", {"facilities": {}}, (("type", "$.facilities"),)),
    _Flaw(
        "station",
        {"facilities": [{"kind": "first_aid_box"}, {"kind": "sauna"}]},
        (("vocabulary", "$.facilities[1].kind"),),
    ),
    _Flaw(
        "station",
        {"opened_on": "2026-03-01", "closed_on": "2026-01-01"},
        (("order.dates", "$.closed_on"),),
        alone=True,
    ),
    _Flaw("branch", {"kind": "club"}, (("vocabulary", "$.kind"),)),
    _Flaw("branch", {"station": "S-不存在"}, (("id.dangling", "$.station"),), alone=True),
    _Flaw(
        "branch",
        {"full_members": 3, "committee_members": 5},
        (("branch.committee", "$.committee_members"),),
        alone=True,
    ),
    _Flaw("actor", {"region": "37X500"}, (("digits.character", "$.region"),)),
    _Flaw("actor", {"region": "3705"}, (("digits.length", "$.region"),)),
    _Flaw(
        "actor", {"credit_code": "91370500TEAT000155"}, (("credit_code.check", "$.credit_code"),)
    ),
    _Flaw("session", {"start": "2026-01-13T09:30:00"}, (("time.naive", "$.start"),)),
    _Flaw("session", {"start": "2026-01-13T09:30:30+08:00"}, (("time.minute", "$.start"),)),
    _Flaw(
        "session", {"end": "2026-01-13T09:30:00+08:00"}, (("order.before", "$.end"),), alone=True
    ),
    _Flaw(
        "session", {"station": "S-不存在", "venue": _GONE},
        (("id.dangling", "$.station"),), alone=True,
    ),
    _Flaw("session", {"venue": _GONE}, (("session.place", "$"),), alone=True),
    _Flaw("session", {"host": "H-不存在"}, (("id.dangling", "$.host"),), alone=True),
    _Flaw("session", {"period": "2026-Q5"}, (("period.syntax", "$.period"),)),
    _Flaw("host", {"party": _GONE}, (("key.missing", "$"),)),
    _Flaw("host", {"party": {}}, (("key.missing", "$.party"),)),
    _Flaw("host", {"per_day": 101}, (("number.range", "$.per_day"),)),
    _Flaw("title", {"price_fen": 45.5}, (("type", "$.price_fen"),)),
    _Flaw("appeal", {"id": "A 1"}, (("text.characters", "$.id"),)),
    _Flaw("appeal", {"id": _GONE, "received_at": _GONE}, (("key.missing", "$"),) * 2),
    _Flaw("appeal", {"satisfied": 1}, (("type", "$.satisfied"),)),
    _Flaw("waiver", {"valid_until": "2025-12-31"}, (("order.dates", "$.valid_until"),), alone=True),
    _Flaw("waiver", {"valid_from": "13.1.2026"}, (("time.date", "$.valid_from"),)),
    _Flaw("observation", {"subject": "S-不存在"}, (("id.dangling", "$.subject"),), alone=True),
    _Flaw("observation", {"value": {}}, (("type", "$.value"),)),
)  # fmt: skip

_OF_REGISTERS: tuple[tuple[Mapping[str, Any], tuple[Told, ...]], ...] = (
    ({"drivers": []}, (("key.unknown", "$.drivers"),)),
    ({"recorded_on": "2026-02-30"}, (("time.date", "$.recorded_on"),)),
    ({"note": 5}, (("type", "$.note"),)),
    ({"feedback": {}}, (("type", "$.feedback"),)),
)
"""What can be wrong with a register itself."""


_Whole = tuple[Mapping[str, Any], Sequence[Told]]


def _whole(tag: Any, told: Sequence[Told], **body: Any) -> _Whole:
    return {"format": tag, **body}, told


_OF_DOCUMENTS: tuple[_Whole, ...] = (
    _whole("ridehire-partybuild/nonsense/1", [("document.format", "$.format")]),
    _whole("ridehire-partybuild/register/99", [("document.format", "$.format")], stations=5),
    _whole("register", [("document.format", "$.format")]),
    _whole(5, [("document.format", "$.format")]),
    ({"stations": []}, [("key.missing", "$")]),
    _whole("ridehire-partybuild/text/1", [("key.missing", "$")], zh="中"),
    _whole("ridehire-partybuild/text/1", [("type", "$.zh"), ("type", "$.en")], zh=1, en=[]),
    _whole("ridehire-partybuild/period/1", [("period.syntax", "$.value")], value="2026-Q5"),
    _whole("ridehire-partybuild/period/1", [("key.missing", "$")]),
    _whole("ridehire-partybuild/span/1", [("span.syntax", "$.value")], value="2026"),
    _whole("ridehire-partybuild/cadence/1", [("cadence.syntax", "$.value")], value="often"),
    _whole(
        "ridehire-partybuild/region/1",
        [("region.province", "$.value"), ("key.unknown", "$.name")],
        value="990000", name="示例",
    ),
)  # fmt: skip
"""Documents that are wrong as wholes."""

_NO_DOCUMENTS: tuple[BrokenDocument, ...] = (
    BrokenDocument("", "json", (("document.syntax", "$"),)),
    BrokenDocument("{", "json", (("document.syntax", "$"),)),
    BrokenDocument('{"format": ', "json", (("document.syntax", "$"),)),
    BrokenDocument("format = ", "toml", (("document.syntax", "$"),)),
    BrokenDocument("[]", "json", (("type", "$"),)),
    BrokenDocument("null", "json", (("type", "$"),)),
    BrokenDocument(b'{"format": "\xff"}', "json", (("document.syntax", "$"),)),
    BrokenDocument("[" * 65 + "]" * 65, "json", (("document.depth", "$" + "[0]" * 64),)),
)
"""What is no document at all."""


def _record(kind: str, name: str, flaws: Sequence[_Flaw]) -> dict[str, Any]:
    changed = {"id": name, **_SOUND[kind]}
    for flaw in flaws:
        changed |= flaw.changes
    return {key: value for key, value in changed.items() if value is not _GONE}


def _told(flaws: Sequence[_Flaw], path: str) -> list[Told]:
    return [(code, path + where.removeprefix("$")) for flaw in flaws for code, where in flaw.told]


def _read_flaws(choices: Choices) -> list[_Flaw]:
    """Read from four bytes what is wrong with one record: up to three things, each elsewhere."""
    wanted, first = choices.pick(range(3)), choices.pick(FLAWS)
    found = [first]
    for _ in range(2):
        other = choices.pick(FLAWS)
        keys = {key for flaw in found for key in flaw.changes}
        fits = other.kind == first.kind and not other.alone and not first.alone
        if fits and len(found) <= wanted and not keys & set(other.changes):
            found.append(other)
    return found


def _written(plain: Mapping[str, Any], syntax: Syntax) -> str:
    if syntax == "toml":
        return as_toml(plain)
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


_SYNTAXES: tuple[Syntax, ...] = ("json", "json", "toml")
FLAWED_BYTES = 5


def _read_single(choices: Choices) -> BrokenDocument:
    """Read a document of one record, of which nobody knows what it names."""
    syntax, flaws = choices.pick(_SYNTAXES), _read_flaws(choices)
    told = [one for one in _told(flaws, "$") if one[0] != "id.dangling"]
    if not told:
        flaws = [FLAWS[0]]
        told = _told(flaws, "$")
    tag = f"ridehire-partybuild/{flaws[0].kind}/1"
    plain = {"format": tag, **_record(flaws[0].kind, "示例-1", flaws)}
    if syntax == "toml":
        plain = {key: value for key, value in plain.items() if value is not None}
    return BrokenDocument(_written(plain, syntax), syntax, tuple(told))


def _with_flaws(plain: dict[str, Any], records: Sequence[Sequence[_Flaw]]) -> list[Told]:
    """Put broken records into a register's document, and return what is told of them."""
    told: list[Told] = []
    for number, flaws in enumerate(records):
        kind = flaws[0].kind
        listed = plain.setdefault(_COLLECTION_OF[kind], [])
        told += _told(flaws, f"$.{_COLLECTION_OF[kind]}[{len(listed)}]")
        listed.append(_record(kind, f"坏-{number}", flaws))
    return told


def with_flaws(
    sound: Register, records: Sequence[Sequence[_Flaw]], syntax: Syntax
) -> BrokenDocument:
    """Return a register, and a station of 370502, with a broken record for each list of flaws."""
    plain = document(sound)
    plain.setdefault("stations", []).append(_record("station", "好", ()))
    told = _with_flaws(plain, records)
    return BrokenDocument(_written(plain, syntax), syntax, tuple(told))


def _read_register(choices: Choices, sound: Register) -> BrokenDocument:
    """Read a register in which so many records are broken, and it itself, or one is there twice."""
    syntax, plain = choices.pick(_SYNTAXES), document(sound)
    told = _with_flaws(plain, choices.many(4, 4, _read_flaws))
    if choices.pick((False, True)):
        stations = plain["stations"]
        told.append(("id.duplicate", f"$.stations[{len(stations)}].id"))
        stations.append(_record("station", stations[0]["id"], ()))
    if choices.pick((False, True)) or not told:
        changes, more = choices.pick(_OF_REGISTERS)
        plain |= changes
        told += more
    text = _written(_without_none(plain) if syntax == "toml" else plain, syntax)
    if syntax == "json" and choices.pick((False, True)):
        text = text.replace('"id": ', '"id": "",\n      "id": ', 1)
        told.append(("key.duplicate", _first_id(plain)))
    return BrokenDocument(text, syntax, tuple(told))


def _first_id(plain: Mapping[str, Any]) -> str:
    """Return where the first id stands in the text."""
    name = next(key for key, value in plain.items() if isinstance(value, list) and value)
    return f"$.{name}[0].id"


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(one) for key, one in value.items() if one is not None}
    return [_without_none(one) for one in value] if isinstance(value, list) else value


def _as_document(whole: _Whole, syntax: Syntax) -> BrokenDocument:
    plain, told = whole
    return BrokenDocument(_written(plain, syntax), syntax, tuple(told))


_FEW: Bounds = {
    "stations": (1, 2),
    "actors": (0, 1), "branches": (0, 1), "hosts": (0, 1), "sessions": (0, 2), "appeals": (0, 1),
    "activities": 0, "titles": 0, "funds": 0, "donations": 0, "assistance": 0, "commitments": 0,
    "deliveries": 0, "stock": 0, "loans": 0, "feedback": 0, "pledges": 0, "observations": 0,
    "waivers": (0, 1), "exemptions": 0, "tasks": 0,
}  # fmt: skip
"""So much of each a register holds in which other records are broken."""


def broken_documents() -> st.SearchStrategy[BrokenDocument]:
    """Return documents that cannot be read, each with the code and path of all its problems.

    Several things are wrong with most: registers in which records lack fields, have unknown ones,
    wrong types and values, name what is not there, contradict themselves or bear the id of another,
    with a key that stands twice; single records; formats and versions that nobody reads; and what
    is no document at all. In JSON and in TOML.

    >>> from hypothesis import find
    >>> from ridehire_partybuild import InvalidDocument, loads
    >>> broken = find(broken_documents(), lambda one: len(one.problems) > 1)
    >>> try:
    ...     loads(broken.text, syntax=broken.syntax)
    ... except InvalidDocument as error:
    ...     told = [(problem.code, problem.path) for problem in error.problems]
    >>> sorted(told) == sorted(broken.problems)
    True
    """
    sound = registers(county=COUNTY, **_FEW)
    in_register = sound.flatmap(lambda one: built(40, lambda choices: _read_register(choices, one)))
    return st.one_of(
        *[in_register] * 3,
        built(5, _read_single),
        st.builds(_as_document, st.sampled_from(_OF_DOCUMENTS), st.sampled_from(_SYNTAXES)),
        st.sampled_from(_NO_DOCUMENTS),
    )


def problems() -> st.SearchStrategy[Problem]:
    """Return problems as the doors tell them, with their place and without."""
    return broken_documents().flatmap(lambda one: st.sampled_from(_found(one)))


def _found(broken: BrokenDocument) -> tuple[Problem, ...]:
    found: tuple[Problem, ...] = ()
    try:
        loads(broken.text, syntax=broken.syntax)
    except InvalidDocument as error:
        found = error.problems
    return found
