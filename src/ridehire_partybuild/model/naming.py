"""What people call a record, and several such names as one text."""

from collections.abc import Iterable
from datetime import date

from ridehire_partybuild.errors import InvalidValue, Lang, render
from ridehire_partybuild.values import Id, Region

from .activities import Host
from .actors import Actor, Branch
from .books import Title
from .register import Register
from .stations import Station

__all__ = ["joined", "name_told"]


def joined(parts: Iterable[object], lang: Lang, how: str = "list") -> str:
    """Return several texts as one."""
    return render(f"join.{how}", lang).join(map(str, parts))


def name_told(record: Id | None, register: Register, lang: Lang, on: date | None = None) -> str:
    """Return what people call a station, branch, actor, host or title; of others the id.

    Args:
        record: Its id.
        register: Where its name stands.
        lang: The language of what is said where there is none.
        on: The day as of which a city is called by the name of its division; None: by its code.
    """
    if record is None:
        return render("value.none", lang)
    found = register.get(record) if record in register else None
    if isinstance(found, Host):
        return found.party.name
    if isinstance(found, Station | Branch | Actor | Title):
        return found.name
    return (None if on is None else _division(record, on)) or str(record)


def _division(code: Id, on: date) -> str | None:
    try:
        return Region(str(code)).name(on)
    except InvalidValue:
        return None
