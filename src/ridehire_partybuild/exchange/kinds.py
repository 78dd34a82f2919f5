"""Kinds of document: the name in the format tag, the class it makes, what is handed down first.

Classes are looked up when they are first asked for, floor by floor: a station's document does not
load the planner.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.model import COLLECTIONS

from .migrations import MIGRATIONS, Migrations, current
from .records import Read
from .registers import DEFAULTS, filled
from .texts import has_text_form

__all__ = ["Kind", "kind_named", "kind_of", "kinds", "tag_of"]

_ROOT = __name__.split(".", maxsplit=1)[0]
_FLOORS = (
    "model",
    "values",
    "guideline",
    "calendars",
    "compliance",
    "scheduling",
    "allocation",
    "reporting",
)
_MAKER = "ridehire-partybuild"
_SHORT = {"calendar": "WorkCalendar"}
_NO_DOCUMENTS = {
    "Explanation",  # one language's words for a finding
    "Fact",  # holds functions
    "Facts",
    "Column",  # findings as numbers: the document of an assessment lists them
    "Findings",
    "Grid",
    "Lint",  # what fills its text is of any type
    "Readings",  # reads the file of its subject when asked
    "RuleChange",  # old and new values are of any type
    "RuleChanges",
    "Told",
    "Wanted",  # told to a solver, while it runs
    "SubjectFile",  # a view of a register, whose document holds all of it
}
"""What is never written down by itself, and why."""

_NAMED = re.compile(r"[a-z]+(?:_[a-z0-9]+)*", re.ASCII)

FillIn = Callable[[dict[str, Any], Read], tuple[dict[str, Any], list[Problem]]]
_FILL_INS: dict[str, FillIn] = {"register": filled}
_HANDED_DOWN: dict[str, Mapping[str, type]] = {
    "register": dict.fromkeys(DEFAULTS, COLLECTIONS["stations"])
}


def tag_of(name: str, version: int | str) -> str:
    """Return the value of ``format`` in documents of a kind and version.

    >>> tag_of("station", 1)
    'ridehire-partybuild/station/1'
    """
    return f"{_MAKER}/{name}/{version}"


@attrs.frozen(eq=False)
class Kind:
    """One kind of document.

    Attributes:
        name: As the format tag has it.
        cls: What it makes.
        version: The one in which its documents are written.
        fill_in: What its document hands down to its parts before they are read.
        hands_down: The keys that it hands down, each with a class whose field it fills.
    """

    name: str
    cls: type
    version: int = 1
    fill_in: FillIn | None = None
    hands_down: Mapping[str, type] = attrs.field(factory=dict)

    @property
    def tag(self) -> str:
        """The value of ``format``."""
        return tag_of(self.name, self.version)

    @property
    def is_text(self) -> bool:
        """Whether the object is one piece of text, which stands under ``value``."""
        return has_text_form(self.cls)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _is_document(cls: type) -> bool:
    root, *floors = cls.__module__.split(".")
    ours = root == _ROOT and not {*floors[:1]}.isdisjoint((*_FLOORS, "errors"))
    return ours and cls.__name__ not in _NO_DOCUMENTS and (attrs.has(cls) or has_text_form(cls))


def kind_of(cls: Any, migrations: Migrations = MIGRATIONS) -> Kind:
    """Return the kind of document that holds objects of ``cls``.

    Raises:
        TypeError: none does.
    """
    name = getattr(cls, "__name__", repr(cls))
    if not isinstance(cls, type) or not _is_document(cls):
        raise TypeError(f"no document holds a {name}")
    short = {name: key for key, name in _SHORT.items()}
    name = short.get(cls.__name__, _snake(cls.__name__))
    return Kind(
        name=name,
        cls=cls,
        version=current(name, migrations),
        fill_in=_FILL_INS.get(name),
        hands_down=_HANDED_DOWN.get(name, {}),
    )


def kind_named(name: str, migrations: Migrations = MIGRATIONS) -> Kind | None:
    """Return the kind of document of that name; None: there is none.

    >>> kind_named("facility_item").cls.__name__
    'FacilityItem'
    """
    if _NAMED.fullmatch(name) is None:
        return None
    wanted = _SHORT.get(name, "".join(part.title() for part in name.split("_")))
    for floor in _FLOORS:
        module = import_module(f"{_ROOT}.{floor}")
        found = getattr(module, wanted, None) if wanted in getattr(module, "__all__", ()) else None
        if isinstance(found, type) and _is_document(found):
            kind = kind_of(found, migrations)
            return kind if kind.name == name else None  # one name each, and no other spelling of it
    return None


def kinds() -> Iterator[Kind]:
    """Yield every kind of document there is, floor by floor.

    >>> {"station", "guideline", "plan"} <= {kind.name for kind in kinds()}
    True
    """
    for floor in _FLOORS:
        module = import_module(f"{_ROOT}.{floor}")
        for name in module.__all__:
            cls = getattr(module, name)
            if isinstance(cls, type) and _is_document(cls):
                yield kind_of(cls)
