"""From the annotation and the metadata of a field to the schema of what may stand there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, get_args, get_origin

import attrs

from ridehire_partybuild import compliance
from ridehire_partybuild.errors import render
from ridehire_partybuild.exchange import findings
from ridehire_partybuild.exchange.checks import is_check
from ridehire_partybuild.exchange.converter import converter
from ridehire_partybuild.exchange.records import FieldPlan, is_union, plans
from ridehire_partybuild.exchange.texts import has_text_form
from ridehire_partybuild.values import Record
from ridehire_partybuild.values.record import EARLIEST, LATEST, LONGEST_TEXT

from .forms import NO_CONTROLS, form_of
from .patterns import DAY, between, whole

__all__ = ["Definitions", "Schema", "described", "ref", "written"]

Schema = dict[str, Any]
Bounds = Mapping[str, Any] | None
"""The metadata of a field whose class checks its values; None: the class takes any."""

_CLOCK = r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_OFFSET = r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
_MOMENT = rf"{DAY}{_CLOCK}(?::[0-5][0-9](?:\.[0-9]{{1,6}})?)?{_OFFSET}"
_YEARS = between(EARLIEST, LATEST, 4)
# years are counted in Asia/Shanghai: a moment written with another offset may be a day off
_EARLY, _LATE = f"{EARLIEST - 1}-12-31", f"{LATEST + 1}-01-01"
_WHOLE_MINUTE = rf"^(?:{_YEARS}-.{{5}}|{_EARLY}|{_LATE})T.{{5}}(?::00(?:\.0+)?)?(?:Z|[+-])"

_WRITTEN: Mapping[type, type] = {compliance.Finding: findings.Finding}
"""Classes whose documents say more than their fields."""


def written(cls: type) -> type:
    """Return the class whose fields a document of ``cls`` has: mostly its own."""
    return _WRITTEN.get(cls, cls)


_SHARED: Mapping[str, Schema] = {
    "date": {"title": "date", "description": "日期"} | whole(DAY),
    "fraction": {"title": "fraction", "description": "分数"}
    | whole("-?[0-9]{1,2000}(?:/[1-9][0-9]{0,1999})?"),
    "moment": {"title": "moment", "description": "日期时间"} | whole(_MOMENT),
}
_MANY = (tuple, frozenset, Sequence)
_MAPPINGS = (dict, Mapping)


def ref(name: str, *below: str) -> Schema:
    """Return the reference to a definition, or to what stands below it."""
    return {"$ref": "/".join(("#/$defs", name, *below))}


def described(schema: Schema, name: str) -> Schema:
    """Return the schema with what the catalogue of messages calls the name in both languages."""
    try:
        title, zh = (render(f"kind.{name}", lang, "problems") for lang in ("en", "zh"))
    except KeyError:  # a name that the catalogue has not is told as it is
        return {"title": name, **schema}
    return {"title": title, "description": zh, **schema}


def _number(bounds: Bounds) -> Schema:
    if bounds is None:
        return {}
    return {"minimum": bounds.get("low", 0), "maximum": bounds.get("high", 10**9)}


def _text(bounds: Bounds) -> Schema:
    if bounds is None:
        return {"type": "string"}
    longest = bounds.get("longest", LONGEST_TEXT)
    return {"type": "string", "minLength": 1, "maxLength": longest, "not": NO_CONTROLS}


def _any_of(members: Iterable[Schema]) -> Schema:
    return {"anyOf": list(members)}


class Definitions:
    """The definitions that the schemas asked for so far refer to, by name.

    >>> made = Definitions()
    >>> made.of(int | None, {"low": 1, "high": 9})
    {'anyOf': [{'type': 'integer', 'minimum': 1, 'maximum': 9}, {'type': 'null'}]}
    """

    def __init__(self) -> None:
        self.found: dict[str, Schema] = {}
        self._classes: dict[str, Any] = {}
        self._leaves: Mapping[Any, Callable[[Bounds], Schema]] = {
            type(None): lambda _: {"type": "null"},
            bool: lambda _: {"type": "boolean"},
            int: lambda bounds: {"type": "integer"} | _number(bounds),
            Decimal: lambda bounds: {"type": "number"} | _number(bounds),
            str: _text,
            date: self._date,
            datetime: self._moment,
            Fraction: lambda _: self._shared("fraction"),
            Any: lambda _: {},
        }

    def of(self, wanted: Any, bounds: Bounds) -> Schema:
        """Return the schema of a value of a type.

        Raises:
            TypeError: no document holds such a value.
        """
        if is_union(wanted):
            return self._union(wanted, bounds)
        if wanted in self._leaves:
            return self._leaves[wanted](bounds)
        origin = get_origin(wanted)
        if origin in _MANY:
            return self._list(wanted, bounds)
        if origin in _MAPPINGS:
            return self._mapping(wanted)
        if isinstance(wanted, type):
            return self._named(wanted)
        raise TypeError(f"no document holds a {wanted}")

    def _shared(self, name: str) -> Schema:
        self.found.setdefault(name, _SHARED[name])
        return ref(name)

    def _date(self, bounds: Bounds) -> Schema:
        day = self._shared("date")
        if bounds is None:
            return day
        first, last = bounds.get("years", (EARLIEST, LATEST))
        return day | {"pattern": f"^{between(first, last, 4)}-"}

    def _moment(self, bounds: Bounds) -> Schema:
        found = self._shared("moment")
        return found if bounds is None else found | {"pattern": _WHOLE_MINUTE}

    def _union(self, wanted: Any, bounds: Bounds) -> Schema:
        members = get_args(wanted)
        if not is_check(wanted):
            return _any_of(self.of(member, bounds) for member in members)
        checks = [member for member in members if member is not type(None)]
        if "Check" not in self.found:
            self.found["Check"] = {}  # a check holds checks: it is there before it is told
            one_of_them = _any_of(self.of(member, bounds) for member in checks)
            self.found["Check"] = {"title": "Check", "description": "检查"} | one_of_them
        check = ref("Check")
        return check if len(checks) == len(members) else _any_of([check, {"type": "null"}])

    def _list(self, wanted: Any, bounds: Bounds) -> Schema:
        members = get_args(wanted)
        if get_origin(wanted) is not tuple or members[-1] is Ellipsis:
            return {"type": "array", "items": self.of(members[0], bounds)}
        places = [self.of(member, bounds) for member in members]
        return {"type": "array", "prefixItems": places, "items": False, "minItems": len(places)}

    def _mapping(self, wanted: Any) -> Schema:
        # the bounds of a field are those of its value, its items and their items, not of a mapping
        key, value = get_args(wanted)
        return {
            "type": "object",
            "propertyNames": self.of(key, None),
            "additionalProperties": self.of(value, None),
        }

    def _named(self, cls: Any) -> Schema:
        name = cls.__name__
        if self._classes.setdefault(name, cls) is not cls:
            raise TypeError(f"two classes are called {name}")
        if name not in self.found:
            self.found[name] = {}  # a verdict holds verdicts: it is there before it is told
            self.found[name] = described(self._told(cls), name)
        return ref(name)

    def _told(self, cls: Any) -> Schema:
        if has_text_form(cls):
            return dict(form_of(cls))
        if issubclass(cls, Enum):
            return {"enum": [word.value for word in cls]}
        if attrs.has(cls):
            return self._record(written(cls))
        raise TypeError(f"no document holds a {cls.__name__}")

    def _record(self, cls: Any) -> Schema:
        known = plans(cls)
        fields = {field.name: field for field in attrs.fields(cls)}
        return {
            "type": "object",
            "properties": {key: self._field(cls, plan, fields) for key, plan in known.items()},
            "required": [key for key, plan in known.items() if plan.required],
            "additionalProperties": False,
        }

    def _field(
        self, cls: Any, plan: FieldPlan, fields: "Mapping[str, attrs.Attribute[Any]]"
    ) -> Schema:
        field = fields[plan.name]
        found = self.of(plan.type, dict(field.metadata) if issubclass(cls, Record) else None)
        if plan.sensitive:
            found |= {"$comment": "sensitive"}
        if not plan.required and isinstance(field.default, bool | int | Enum | Decimal):
            found |= {"default": converter().unstructure(field.default)}
        return described(found, plan.key)
