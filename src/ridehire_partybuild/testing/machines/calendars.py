"""What a phone has been told: an iCalendar text, read line by line and by nothing of ours."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from .broken import expect

__all__ = ["Told", "events", "follows"]

_BOOKKEEPING = {"SEQUENCE", "DTSTAMP", "LAST-MODIFIED"}


class Told(NamedTuple):
    """What is told of one event, and by which revision."""

    sequence: int
    status: str
    lines: frozenset[str]


def events(text: str) -> dict[str, Told]:
    r"""Return the events of a calendar by their UID.

    >>> events("BEGIN:VEVENT\r\nUID:a\r\nSEQUENCE:2\r\nSTATUS:TENTA\r\n TIVE\r\nEND:VEVENT\r\n")
    {'a': Told(sequence=2, status='TENTATIVE', lines=frozenset({'STATUS:TENTATIVE'}))}
    """
    found = {}
    plain = re.sub(r"\r?\n[ \t]", "", text)
    for block in re.findall(r"BEGIN:VEVENT\r?\n(.*?)END:VEVENT", plain, re.DOTALL):
        lines = [line for line in block.splitlines() if line]
        named = {re.split("[:;]", line)[0]: line.partition(":")[2] for line in lines}
        kept = (one for one in lines if re.split("[:;]", one)[0] not in _BOOKKEEPING | {"UID"})
        expect("an event stands once", true=named["UID"] not in found, shown=named["UID"])
        found[named["UID"]] = Told(
            int(named.get("SEQUENCE", "0")), named.get("STATUS", ""), frozenset(kept)
        )
    return found


def follows(before: Mapping[str, Told], after: Mapping[str, Told]) -> None:
    """Hold one calendar against that before: RFC 5545, 3.8.7.4, and nobody's event just vanishes.

    Raises:
        LifeBroken: an event is gone, or its SEQUENCE went up for nothing, or not for a change.
    """
    for name, old in before.items():
        expect("an event that was told is told to the end", true=name in after, shown=name)
        new = after[name]
        changed = new.lines != old.lines
        rises = new.sequence > old.sequence if changed else new.sequence == old.sequence
        expect("SEQUENCE is raised by a change, and only by one", true=rises, shown=(old, new))
