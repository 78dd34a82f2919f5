"""The sweep: pairs of sessions that could be in each other's way, in one pass over time."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from ridehire_partybuild.model import Session

__all__ = ["Taken", "meetings"]

Found = TypeVar("Found")


class Taken(NamedTuple):
    """A session and the time it takes.

    Attributes:
        start: Minutes; a day's midnight is ``day.toordinal() * 1440``.
        end: After the start; half-open.
        session: The session.
        judged: Whether it is to be judged, or only occupies.
    """

    start: int
    end: int
    session: Session
    judged: bool


def meetings(
    entries: Sequence[Taken],
    until: Callable[[Taken], int],
    meet: Callable[[Taken, Taken], Found | None],
) -> Iterator[tuple[Taken, Taken, Found]]:
    """Yield each pair that meets, and what ``meet`` makes of it, the earlier one first.

    Asked are the pairs of which one at least is judged, and the later starts before the minute
    ``until`` of the earlier: every such pair, however many lie between the two, and no other. A
    session is compared with those after it alone, for ``meet`` is the same both ways.

    Args:
        entries: In order of their starts.
        until: The minute from which on no later one can be in the way of this one.
        meet: What is wrong with the two; None: nothing.
    """
    judged = [one for one in entries if one.judged]
    ahead = 0
    for index, one in enumerate(entries, 1):
        ahead += one.judged
        # two that only occupy are nobody's concern: such a one meets the judged alone
        others, at = (entries, index) if one.judged else (judged, ahead)
        last = until(one)
        while at < len(others) and (other := others[at]).start < last:
            found = meet(one, other)
            if found is not None:
                yield one, other, found
            at += 1
