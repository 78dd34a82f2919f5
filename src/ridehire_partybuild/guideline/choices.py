"""Which values of a fact are worth trying: for each way in which checks can turn, the nearest.

To a check two values are the same where each of its parts says the same of both. One value of each
such class, the nearest to what the fact is now, is therefore all that a search has to try.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal
from itertools import combinations, islice, pairwise

from .checks import AtLeast, AtMost, Check, Held, Includes, Is, OneOf
from .evaluation import evaluate
from .facts import Fact, FactKind, Value
from .readings import Reading, Readings, counted_sessions
from .vocabulary import Outcome
from .walk import walked

__all__ = ["choices", "counts", "lies_between", "tries_every_way"]

MOST_WAYS = 128
"""So many ways in which checks of a list of words turn are tried; of more, the plainest."""

ONE = Decimal(1)
ONE_DAY = timedelta(days=1)
MIDWAY = Context(prec=28)

_WHOLE = frozenset({"count", "items", "people", "volumes"})
"""Units of what comes in whole numbers."""

_RANGES: Mapping[str, tuple[int | None, int | None]] = {
    "count": (0, None),
    "items": (0, None),
    "people": (0, None),
    "volumes": (0, None),
    "m2": (0, None),
    "hours": (0, None),
    "percent": (0, 100),
}
"""What a number of a unit can be at least and at most; of other units any number is possible."""

_OTHER_WORD = "—"


def choices(
    fact: Fact, leaves: Sequence[Check], on: date, current: Value | None = None
) -> tuple[Value, ...]:
    """Return a value of ``fact`` for each way in which ``leaves`` can turn, but for the current.

    Lists of words can turn in more ways than are tried: `tries_every_way` tells.

    Args:
        fact: The fact.
        leaves: The checks that read it, parameters filled in.
        on: The day on which they read it.
        current: What it is; None: not known, so that every way is of use.

    >>> from decimal import Decimal
    >>> from ridehire_partybuild import FACTS
    >>> seats = FACTS["site.seats"]
    >>> leaves = [AtLeast(fact="site.seats", at_least=16), AtMost(fact="site.seats", at_most=40)]
    >>> [str(one) for one in choices(seats, leaves, date(2026, 1, 15), Decimal(50))]
    ['40', '15']
    """
    told: dict[tuple[Outcome, ...], Value] = {}
    if current is not None:
        told[_way(fact, leaves, on, current)] = current
    for value in _MAKERS[fact.kind](fact, leaves, on, current):
        told.setdefault(_way(fact, leaves, on, value), value)
    return tuple(value for value in told.values() if value is not current)


def tries_every_way(leaves: Iterable[Check]) -> bool:
    """Tell whether `choices` leaves out no way in which ``leaves`` can turn.

    >>> kinds = ("fan", "kettle", "lockers", "microwave", "rest_seats", "toilet", "water", "wifi")
    >>> leaves = [Includes(fact="facilities", includes=(kind,)) for kind in kinds]
    >>> tries_every_way(leaves[:7]), tries_every_way(leaves)
    (True, False)
    """
    return 1 << len(_wanted(leaves)) <= MOST_WAYS


def counts(name: str, check: Check, current: Value | None = None) -> tuple[Decimal, ...]:
    """Return how many sessions the count of that name may yet come to, where a check asks for them.

    >>> from ridehire_partybuild import ActivityKind, PeriodUnit
    >>> lecture = Held(held=ActivityKind.PARTY_LECTURE, times=2, per=PeriodUnit.QUARTER)
    >>> counts("sessions(party_lecture,2025-Q4)", lecture)
    (Decimal('2'),)
    """
    kind, period = counted_sessions(name)
    asked = {
        Decimal(one.times)
        for _, _, one in walked(check)
        if isinstance(one, Held) and one.held == kind and one.per is period.unit
    }
    held = current if isinstance(current, Decimal) else Decimal()
    return tuple(sorted(times for times in asked if times > held))


def lies_between(current: Value | None, near: Value, far: Value) -> bool:
    """Tell whether whoever goes from ``current`` to ``far`` comes through ``near``, or is there.

    Lists of words go word by word; single words and yes or no have nothing between them.

    >>> from decimal import Decimal
    >>> lies_between(Decimal(9), Decimal(12), Decimal(16))
    True
    >>> lies_between(("fan",), ("fan", "kettle"), ("fan", "wifi"))
    False
    """
    match near, far:
        case tuple(), tuple():
            held = set(current) if isinstance(current, tuple) else set()
            return held ^ set(near) <= held ^ set(far)
        case Decimal(), Decimal():
            start = current if isinstance(current, Decimal) else Decimal(0)
            return start <= near <= far or start >= near >= far
        case _:
            return near == far


def _way(fact: Fact, leaves: Iterable[Check], on: date, value: Value) -> tuple[Outcome, ...]:
    known = Readings(on=on, facts={fact.name: Reading(value=value)})
    return tuple(evaluate(leaf, known).outcome for leaf in leaves)


def _bounds(leaves: Sequence[Check]) -> list[Decimal]:
    least = [leaf.at_least for leaf in leaves if isinstance(leaf, AtLeast)]
    most = [leaf.at_most for leaf in leaves if isinstance(leaf, AtMost)]
    return sorted({bound for bound in (*least, *most) if isinstance(bound, Decimal)})


def _numbers(
    fact: Fact, leaves: Sequence[Check], _on: date, current: Value | None
) -> Iterator[Value]:
    bounds = _bounds(leaves)
    if fact.unit in _WHOLE:
        floors = {bound // 1 for bound in bounds}
        tried = {floor + step for floor in floors for step in (-ONE, Decimal(0), ONE)}
    else:
        midway = (MIDWAY.divide(low + high, Decimal(2)) for low, high in pairwise(bounds))
        tried = {*bounds, *midway, *(bound + step for bound in bounds for step in (-ONE, ONE))}
    low, high = _RANGES.get(fact.unit, (None, None))
    if low is not None:
        tried = {max(one, Decimal(low)) for one in tried}
    if high is not None:
        tried = {min(one, Decimal(high)) for one in tried}
    start = current if isinstance(current, Decimal) else None
    # with nothing to be near to, a bound itself is the plainest value, then the smaller ones
    yield from sorted(
        tried,
        key=lambda one: (one not in bounds, abs(one), one) if start is None
        else (abs(one - start), one, one),
    )  # fmt: skip


def _flags(*_: object) -> Iterator[Value]:
    yield from (True, False)


def _asked_words(leaves: Iterable[Check]) -> list[str]:
    asked = (
        leaf.one_of if isinstance(leaf, OneOf) else (leaf.is_,)
        for leaf in leaves
        if isinstance(leaf, Is | OneOf)
    )  # fmt: skip
    words = (word for one in asked for word in one if isinstance(word, str))
    return list(dict.fromkeys(words))


def _single_words(
    fact: Fact, leaves: Sequence[Check], _on: date, _current: Value | None
) -> Iterator[Value]:
    yield from _asked_words(leaves)
    yield from [_OTHER_WORD] if fact.vocabulary is None else [one.value for one in fact.vocabulary]


def _word_lists(
    _fact: Fact, leaves: Sequence[Check], _on: date, current: Value | None
) -> Iterator[Value]:
    wanted = _wanted(leaves)
    held = set(current) if isinstance(current, tuple) else set()
    now = tuple(words <= held for words in wanted)
    found = {
        tuple(sorted(words))
        for ways in islice(_ways(now), MOST_WAYS)
        for words in _lists_that(wanted, ways, held)
    }
    yield from sorted(found, key=lambda words: (len(held ^ set(words)), words))


def _wanted(leaves: Iterable[Check]) -> list[frozenset[str]]:
    """Return the words that each check of a list asks for, what asks the same once."""
    asked = (frozenset(leaf.includes) for leaf in leaves if isinstance(leaf, Includes))
    return list(dict.fromkeys(asked))


def _ways(now: tuple[bool, ...]) -> Iterator[tuple[bool, ...]]:
    """Yield every way to say yes or no, once; first what is nearly as now, all yes or all no."""
    told: set[tuple[bool, ...]] = set()
    plain = (now, (True,) * len(now), (False,) * len(now))
    for turned in range(len(now) + 1):
        for places in combinations(range(len(now)), turned):
            for start in plain:
                ways = tuple(yes is not (place in places) for place, yes in enumerate(start))
                if ways not in told:
                    told.add(ways)
                    yield ways


def _lists_that(
    wanted: Sequence[frozenset[str]], ways: Sequence[bool], held: set[str]
) -> Iterator[set[str]]:
    """Yield lists that include what is wanted where ``ways`` says so, and elsewhere lack a word."""
    needed: set[str] = set()
    for words, yes in zip(wanted, ways, strict=True):
        needed |= words if yes else set()
    found = held | needed
    for words, yes in zip(wanted, ways, strict=True):
        if not yes and words <= found:
            spare = sorted(words - needed)
            if not spare:
                return
            found -= {spare[0]}
    yield found


def _days(_fact: Fact, _leaves: object, on: date, _current: Value | None) -> Iterator[Value]:
    yield from (on, on - ONE_DAY)


_Maker = Callable[[Fact, Sequence[Check], date, Value | None], Iterator[Value]]

_MAKERS: Mapping[FactKind, _Maker] = {
    FactKind.NUMBER: _numbers,
    FactKind.FLAG: _flags,
    FactKind.WORD: _single_words,
    FactKind.WORDS: _word_lists,
    FactKind.DATE: _days,
}
