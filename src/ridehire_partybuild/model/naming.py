"""What people call a record, and several such names as one text."""

from collections.abc import Iterable

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.values import Id

from .activities import Host
from .actors import Actor, Branch
from .books import Title
from .register import Register
from .stations import Station

__all__ = ["joined", "name_told"]


def joined(parts: Iterable[object], lang: Lang, how: str = "list") -> str:
    """Return several texts as one."""
    return render(f"join.{how}", lang).join(map(str, parts))


def name_told(record: Id | None, register: Register, lang: Lang) -> str:
    """Return what people call a station, branch, actor, host or title; of others the id."""
    if record is None:
        return render("value.none", lang)
    found = register.get(record) if record in register else None
    if isinstance(found, Host):
        return found.party.name
    if isinstance(found, Station | Branch | Actor | Title):
        return found.name
    return str(record)
