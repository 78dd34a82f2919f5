"""The places of a document that problems name, and the lines on which they were found.

Only what some problem names is kept, so that a scan of a large text needs no more memory than its
problems do.
"""

import re
from collections.abc import Iterable

__all__ = ["Place", "Places"]

_STEPS = re.compile(r"\.[^.\[]+|\[\d+\]|\[(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\]")


class Place:
    """One wanted place: its line once found, and the wanted places below it.

    Attributes:
        line: Where it stands; None: not found, or not for certain.
        below: The wanted places below it, by their step.
    """

    __slots__ = ("below", "line")

    def __init__(self) -> None:
        self.line: int | None = None
        self.below: dict[str, Place] = {}


class Places:
    """All wanted places of one document.

    >>> places = Places(["$.site.seats"])
    >>> places.root.below[".site"].line = 3
    >>> places.line("$.site.seats"), places.line("$.name")
    (3, None)
    """

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self.root = Place()
        for path in paths:
            place = self.root
            for one in _STEPS.findall(path):
                place = place.below.setdefault(one, Place())

    def line(self, path: str) -> int | None:
        """Return the line of the value at ``path``, or of the nearest above it that was found."""
        place, found = self.root, self.root.line
        for one in _STEPS.findall(path):
            if one not in place.below:
                break
            place = place.below[one]
            found = place.line or found
        return found
