"""Facts: named, typed, unit-bearing readings of a subject's file, in two languages.

The catalogue is a value. A host program extends it with `Facts.with_facts`; a guideline carries
the one its checks were written against.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from typing import Any, Final, Self

import attrs

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.model import SubjectFile
from ridehire_partybuild.values import Method, SubjectKind, Term, Text
from ridehire_partybuild.values.compared import Compared
from ridehire_partybuild.values.quantities import iso_date

__all__ = ["ABSENT", "Absent", "Fact", "FactKind", "Facts", "OfRecord", "Read", "Value", "Write"]

Value = bool | Decimal | str | date | tuple[str, ...]
"""What a fact can be: yes or no, a number, a word, a day, or words."""


class Absent(Enum):
    """What a reading function returns where the bearer of the fact is known to be absent."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class FactKind(Term):
    """The type of a fact's values."""

    NUMBER = "number"
    FLAG = "flag"
    WORD = "word"
    WORDS = "words"
    DATE = "date"


_TYPES: Mapping[FactKind, type] = {
    FactKind.NUMBER: Decimal,
    FactKind.FLAG: bool,
    FactKind.WORD: str,
    FactKind.WORDS: tuple,
    FactKind.DATE: date,
}

Read = Callable[[SubjectFile, date], Value | Absent | None]


@attrs.frozen(eq=False, repr=False)
class OfRecord(Compared):
    """A reading of the station, branch or actor itself: whoever reads many opens no file.

    Attributes:
        read: Reads the record; or what ``via`` makes of it; or, if ``dated``, it and the day.
        via: Sums up the record for several facts at once.
        dated: Whether the day is needed.
    """

    read: Callable[..., Value | Absent | None]
    via: Callable[[Any], Any] | None = None
    dated: bool = False

    def __call__(self, file: SubjectFile, on: date) -> Value | Absent | None:
        """Return what the record says; None: the subject has none, as a city."""
        return None if file.record is None else self.of(file.record, on)

    def of(self, record: object, on: date) -> Value | Absent | None:
        """Return what a record says on a day."""
        return self.on(on)(record) if self.via is None else self.read(self.via(record))

    def on(self, day: date) -> Callable[[Any], Value | Absent | None]:
        """Return what reads a record on a day."""
        read = self.read
        return (lambda record: read(record, day)) if self.dated else read


Write = Callable[[Any, Value], Any]
"""Returns the subject's record with the fact set so; raises ValueError where it cannot be."""


@cache
def _codes(vocabulary: type[Term]) -> frozenset[str]:
    return frozenset(term.value for term in vocabulary)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Fact(Compared):
    """One fact of one kind of subject.

    Attributes:
        name: How checks and observations name it.
        subject: Whose fact it is.
        kind: The type of its values.
        label: What people call it.
        unit: Code of its unit; ``none`` for what has none.
        vocabulary: The words that a WORD or WORDS fact can have; None: any.
        method: How it is found out on the spot.
        reads: Fields of the register on which it rests.
        read: Reads the declared value, given the file and the day: a value, None for not known,
            or ABSENT; without it the fact is known by observation alone.
        write: Writes a value into the subject's record; without it the fact is set by an
            observation.
        computed: It follows from other records, so that nobody observes it.
        sensitive: Its values are not shown in public.

    Raises:
        InvalidValue: the name is one of those under which sessions are counted.
    """

    name: str
    subject: SubjectKind
    kind: FactKind
    label: Text
    unit: str = "none"
    vocabulary: type[Term] | None = None
    method: Method = Method.EXAMINE
    reads: tuple[str, ...] = ()
    read: Read | None = None
    write: Write | None = None
    computed: bool = False
    sensitive: bool = False

    def __attrs_post_init__(self) -> None:
        """Keep apart the names of counted sessions, which no catalogue lists."""
        if self.name.startswith("sessions("):
            raise InvalidValue.of("fact.name", "Fact", self.name)

    @cached_property
    def type(self) -> type:
        """The type of its values."""
        return _TYPES[self.kind]

    def holds(self, value: Value) -> bool:
        """Tell whether ``value`` is one that the fact can have."""
        wanted = self.type
        if type(value) is not wanted:
            return False
        if wanted is Decimal:
            return value.is_finite()  # type: ignore[union-attr]
        return wanted in {bool, date} or self._known_words(value)

    def _known_words(self, value: Value) -> bool:
        words: tuple[Any, ...] = value if isinstance(value, tuple) else (value,)
        if not all(type(word) is str for word in words):
            return False
        return self.vocabulary is None or _codes(self.vocabulary).issuperset(words)

    def accept(self, observed: bool | Decimal | str | tuple[str, ...]) -> Value:  # noqa: FBT001 - it is data
        """Return an observation's value as a value of the fact.

        Raises:
            ValueError: the fact cannot have it.
        """
        value: Value = observed
        if self.type is date and isinstance(observed, str):
            value = iso_date(observed)
        if not self.holds(value):
            raise ValueError(self.name)
        return value


@attrs.frozen
class Facts(Mapping[str, Fact]):
    """A catalogue of facts by name.

    >>> from ridehire_partybuild import FACTS
    >>> FACTS["site.area_m2"].label.in_("zh")
    '使用面积'
    """

    _facts: Mapping[str, Fact]

    def __repr__(self) -> str:
        return f"<Facts: {len(self)} facts>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001, ARG002 - a protocol
        printer.text(repr(self))  # else Hypothesis prints them all

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def with_facts(self, *facts: Fact) -> Self:
        """Return the catalogue with ``facts`` added, each in place of one of its name."""
        return type(self)({**self._facts, **{fact.name: fact for fact in facts}})

    def of(self, subject: SubjectKind) -> Iterator[Fact]:
        """Yield the facts of a kind of subject."""
        return (fact for fact in self._facts.values() if fact.subject is subject)
