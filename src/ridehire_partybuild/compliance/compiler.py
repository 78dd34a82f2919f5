"""Checks made ready to judge many subjects: a verdict for each pattern, shared by all that show it.

A verdict holds names only, so it rests on no more of a reading than what each leaf of the check
says of it. Readings of a fact of which every leaf says the same are of one class; the classes of
its facts are a subject's pattern; and `guideline.evaluate` is asked once for each pattern that
occurs. What is compiled therefore has no meaning of its own, and a property test holds it equal.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from ridehire_partybuild.guideline import (
    Check,
    Fact,
    FactKind,
    Held,
    Includes,
    Reading,
    Readings,
    Reason,
    Verdict,
    evaluate,
    judged_periods,
    sessions_fact,
    walked,
)
from ridehire_partybuild.guideline.evaluation import test_of
from ridehire_partybuild.guideline.facts import Absent
from ridehire_partybuild.guideline.readings import taken
from ridehire_partybuild.guideline.solving import leaves_by_fact

__all__ = ["Classes", "Judge", "compiled", "guarded"]


class Classes:
    """The classes of the readings of one fact on one day, numbered as they occur."""

    def __init__(self, leaves: Iterable[Check], on: date) -> None:
        self._leaves = tuple(dict.fromkeys(leaves))
        self._asks = [test_of(leaf, on) for leaf in self._leaves]
        self._words = _asked_words(self._leaves)
        self._numbers: dict[Reason | tuple[bool, ...], int] = {}
        self._by_key: dict[Any, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, reading: Reading) -> int:
        """Return the class of a reading."""
        if reading.reason is not None or reading.value is None:
            return self._number(reading.reason or Reason.MISSING)
        return self._of_value(reading.value)

    def _number(self, key: Reason | tuple[bool, ...]) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def _of_value(self, value: object) -> int:
        return self._number(tuple([passes(value) for passes in self._asks]))

    def column(self, fact: Fact, values: Sequence[Any]) -> list[int]:
        """Return the class of each value that the fact's own reading function returned."""
        if {fact.type, type(None), Absent}.issuperset(map(type, values)):
            keys = self._cut_down(fact, values) if fact.kind is FactKind.WORDS else values
            try:
                if keys is not None:
                    return self._looked_up(fact, keys)
            except TypeError:  # a signalling NaN has no hash
                pass
        return [self._taken(fact, value) for value in values]

    def _looked_up(self, fact: Fact, keys: Sequence[Any]) -> list[int]:
        for key in set(keys).difference(self._by_key):
            is_cut_down = type(key) is frozenset  # a host's own set was turned away by its type
            self._by_key[key] = self._of_value(key) if is_cut_down else self._taken(fact, key)
        return list(map(self._by_key.__getitem__, keys))

    def _taken(self, fact: Fact, value: Any) -> int:
        return self.of(taken(fact, value))  # what failed is of no fact's type

    def _cut_down(self, fact: Fact, values: Sequence[Any]) -> Sequence[Any] | None:
        """Return lists of words as sets of those that are asked for: these alone decide.

        None: something else is asked of lists, or there is one that the fact cannot have.
        """
        lists = [value for value in values if type(value) is tuple]
        # what is equal to a word need not be one: plain text only
        are_plain = {str}.issuperset(map(type, chain.from_iterable(lists)))
        if self._words is None or not are_plain:
            return None
        if not fact.holds(tuple(set(chain.from_iterable(lists)))):
            return None
        cut_down = self._words.intersection
        return [cut_down(one) if type(one) is tuple else one for one in values]

    def narrowed(self, leaves: Iterable[Check]) -> list[int]:
        """Return for each class its number among those that some of the leaves tell apart."""
        places = {leaf: place for place, leaf in enumerate(self._leaves)}
        kept = [places[leaf] for leaf in dict.fromkeys(leaves)]
        numbers: dict[object, int] = {}
        return [
            numbers.setdefault(
                key if isinstance(key, Reason) else tuple(key[place] for place in kept),
                len(numbers),
            )
            for key in self._numbers  # in the order of their numbers
        ]


def _asked_words(leaves: Iterable[Check]) -> frozenset[str] | None:
    """Return the words that lists are asked for; None: of lists something else is asked."""
    found: set[str] = set()
    for leaf in leaves:
        if not isinstance(leaf, Includes):
            return None
        found.update(leaf.includes)
    return frozenset(found)


_ERROR = Reading(reason=Reason.ERROR)


def guarded(read: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
    """Return what ``read`` says of each item: where it fails, that it did."""
    try:
        return list(map(read, items))
    except Exception:  # noqa: BLE001 - a host's fact may fail in any way; other rules go on
        return [_one(read, item) for item in items]


def _one(read: Callable[[Any], Any], item: Any) -> Any:
    try:
        return read(item)
    except Exception:  # noqa: BLE001 - as above
        return _ERROR


class Judge:
    """A check made ready: gives what `guideline.evaluate` gives, each verdict made once.

    Attributes:
        check: The check, parameters filled in.
        leaves: Its parts that read facts, by the name of the fact.
        frequencies: The parts that count sessions.
    """

    def __init__(self, check: Check) -> None:
        self.check = check
        self.leaves: Mapping[str, Sequence[Check]] = leaves_by_fact(check)
        self.frequencies: tuple[Held, ...] = tuple(
            one for _, _, one in walked(check) if isinstance(one, Held)
        )
        self._classes: dict[date, dict[str, Classes]] = {}
        self._made: dict[object, Verdict] = {}

    def __call__(self, readings: Readings) -> Verdict:
        """Return the verdict of one subject."""
        on = readings.on
        if on not in self._classes:
            self._classes[on] = {name: Classes(of, on) for name, of in self.leaves.items()}
        classes = [of.of(readings.of(name)) for name, of in self._classes[on].items()]
        pattern = (on, *classes, self.counted(readings))
        found = self._made.get(pattern)
        if found is None:
            found = self._made[pattern] = evaluate(self.check, readings)
        return found

    def counted(self, readings: Readings) -> object:
        """Return what the frequencies make of a subject's sessions: all that a verdict rests on."""
        return tuple(_counted(one, readings) for one in self.frequencies)


def _counted(check: Held, readings: Readings) -> tuple[object, ...]:
    found: list[object] = []
    for period in judged_periods(check, readings):
        reading = readings.of(sessions_fact(check.held, period))
        is_count = isinstance(reading.value, Decimal)
        enough = is_count and reading.value >= check.times  # type: ignore[operator]
        found.append((period.start, is_count, enough, reading.reason))
    return tuple(found)


def compiled(check: Check) -> Judge:
    """Return a function that gives what ``evaluate(check, readings)`` gives.

    >>> from ridehire_partybuild.guideline import AtLeast
    >>> judge = compiled(AtLeast(fact="site.area_m2", at_least=12))
    >>> area = Reading(value=Decimal(12))
    >>> judge(Readings(on=date(2026, 1, 1), facts={"site.area_m2": area})).outcome.value
    'passed'
    """
    return Judge(check)
