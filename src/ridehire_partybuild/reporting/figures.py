"""Figures: a name, how much, in what, of how many, and the records it rests on.

"Every figure traceable to its records; a figure that rests on unknown facts says so." What is not
known makes an interval, never a zero; what would show somebody is withheld, with its sources.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from ridehire_partybuild.compliance import CauseKind
from ridehire_partybuild.compliance.findings import percent
from ridehire_partybuild.errors import Lang, Problem, render
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.order import words
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.values import (
    AppealCategory,
    AssistanceKind,
    CommitmentKind,
    Id,
    Record,
    Region,
    ServiceDomain,
    Term,
    VanguardField,
    activity_kind,
    limits,
)
from ridehire_partybuild.values.id_fields import any_id
from ridehire_partybuild.values.record import not_above

from .vocabulary import Breakdown, FigureUnit

__all__ = ["NOT_ON_RECORD", "Figure", "Figured"]

NOT_ON_RECORD = "not on record"
"""Of what a figure is whose records do not say it: no id has white space."""

_WORDS: Mapping[Breakdown, type[Term]] = {
    Breakdown.DOMAIN: ServiceDomain,
    Breakdown.CATEGORY: AppealCategory,
    Breakdown.FIELD: VanguardField,
    Breakdown.ASSISTANCE: AssistanceKind,
    Breakdown.COMMITMENT: CommitmentKind,
    Breakdown.CAUSE: CauseKind,
}
"""The breakdowns whose parts are words of a list."""


def _exact(value: Any) -> Any:
    return Fraction(value) if type(value) is int else value


def _plain(value: Any) -> Any:
    return str.__str__(value) if isinstance(value, str) else value  # ids and words are texts too


def _record_ids(named: Any) -> Any:
    if not isinstance(named, Iterable) or isinstance(named, str | bytes):
        return named
    return words(any_id(one) if isinstance(one, str) else one for one in named)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Figure(Record):
    """One figure of a report.

    Attributes:
        name: Its code; its title in zh and en stands in ``data/messages/figures.toml``.
        by: Of what it is one of several.
        of: Of which: an id, the code of a division, a word of a list, a name; None: of all.
        low: It is no less, exactly; None: nothing is known from below.
        high: It is no more, exactly; None: nothing is known from above.
        unit: What it counts in.
        sample: Of how many it is, where it is a share; None: it is none, or that is withheld.
        threshold: What is asked for at least; None: nothing is.
        sources: The ids of the records it rests on.
        unknown: What was not known: an id, a dot and the field that says nothing, or of a finding
            the requirement that nobody can tell about; or a collection of the register that is
            empty, so that nobody can tell whether there was nothing; or a collection, a dot and
            the field that some of its records do not say, where which of them would tell too much.
        suppressed: Whether it is withheld, for too few people stand behind it.

    Raises:
        InvalidValue: an impossible value, more at least than at most, or something is told of
            what is withheld.

    >>> figure = Figure(name="funds.granted", low=2_000_000, high=2_065_000, unit=FigureUnit.FEN)
    >>> figure.told("zh"), figure.told()
    ('专项资金批复额：20000.00–20650.00 元', 'granted from special funds: 20000.00–20650.00 yuan')
    """

    name: str = attrs.field(metadata=limits(longest=100))
    by: Breakdown = Breakdown.ALL
    of: str | None = attrs.field(default=None, converter=_plain, metadata=limits(longest=200))
    low: Fraction | None = attrs.field(default=None, converter=_exact)
    high: Fraction | None = attrs.field(default=None, converter=_exact)
    unit: FigureUnit
    sample: int | None = attrs.field(default=None, metadata=limits(0, 10**9))
    threshold: Fraction | None = attrs.field(default=None, converter=_exact)
    sources: tuple[Id, ...] = attrs.field(default=(), converter=_record_ids)
    unknown: tuple[str, ...] = attrs.field(default=(), converter=words)
    suppressed: bool = False

    def contradictions(self) -> Iterator[Problem]:
        """At least is not more than at most; what is withheld is not told in another way."""
        yield from not_above(self, "low", "high")
        told = ("low", "high", "sample", "sources", "unknown") if self.suppressed else ()
        for name in told:
            value = getattr(self, name)
            if value is not None and value != ():
                params = {"kind": name, "value": str(value)}
                yield Problem(code="figure.suppressed", path=f"$.{name}", params=params)

    @property
    def is_known(self) -> bool:
        """Whether it is one number, and not withheld."""
        return self.low is not None and self.low == self.high

    @property
    def meets(self) -> bool | None:
        """Whether it is what is asked for; None: nothing is, or that cannot be told."""
        if self.threshold is None:
            return None
        if self.low is not None and self.low >= self.threshold:
            return True
        return False if self.high is not None and self.high < self.threshold else None

    def title(self, lang: Lang = "en") -> str:
        """Return its name; a code that no catalogue has stands for itself."""
        try:
            return render(f"title.{self.name}", lang, catalogue="figures")
        except (KeyError, TypeError):  # a table of titles, or a part of one
            return self.name

    def label(
        self, lang: Lang = "en", register: Register | None = None, on: date | None = None
    ) -> str:
        """Return of which it is, as people call it; empty: of all. What nobody knows is itself.

        Args:
            lang: The language.
            register: Where the names of what it is of stand; None: ids stand for them.
            on: The day of whose divisions names are told; None: codes stand for them.

        >>> figure = Figure(name="coverage.services", by=Breakdown.DOMAIN, of="legal",
        ...                 unit=FigureUnit.COUNT)
        >>> figure.label("zh")
        '法务服务'
        """
        if self.of is None:
            return ""
        if self.of == NOT_ON_RECORD:
            return render("of.none", lang, catalogue="figures")
        try:
            return _label(self.by, self.of, lang, register, on)
        except ValueError:  # no word of the list, no code
            return self.of

    def value(self, lang: Lang = "en") -> str:
        """Return how much it is, with its unit: a number, an interval, or that it is not known.

        >>> Figure(name="x", unit=FigureUnit.SHARE, low=Fraction(2, 3), high=1, sample=12).value()
        '66.7–100.0%, n = 12'
        >>> Figure(name="x", unit=FigureUnit.PEOPLE, low=4).value("zh")
        '至少 4 人'
        """
        if self.suppressed:
            return render("told.suppressed", lang, catalogue="figures")
        if self.sample == 0:
            return render("told.of_none", lang, catalogue="figures")
        if not self.low and self.high is None:  # no less than nothing says nothing
            return render("told.not_known", lang, catalogue="figures")
        low, high = (None if one is None else self._number(one) for one in self._bounds)
        form = "at_most" if low is None else "at_least" if high is None else "exactly"
        number = str(low if low == high or high is None else high if low is None else "")
        number = render(f"told.{form}", lang, catalogue="figures", number=number or f"{low}–{high}")
        unit = render(f"unit.{self.unit.value}", lang, catalogue="figures", number=number)
        if self.sample is None:
            return unit
        return render("told.sample", lang, catalogue="figures", number=unit, sample=self.sample)

    def _number(self, value: Fraction) -> str:
        if self.unit is not FigureUnit.SHARE:
            return _number(value, self.unit)
        return str(self.percentage(value))

    def percentage(self, value: Fraction) -> Decimal:
        """Return a bound of a share in percent, to one decimal.

        To more, where less than is asked for would be rounded to it.

        >>> figure = Figure(name="x", unit=FigureUnit.SHARE, threshold=Fraction(9, 10))
        >>> [str(figure.percentage(Fraction(n, 10_000))) for n in (8990, 8996, 9000, 9004)]
        ['89.9', '89.96', '90.0', '90.0']
        """
        told, places = percent(value), 1
        while self.threshold is not None and value < self.threshold <= Fraction(told) / 100:
            places += 1
            told = Decimal(_written(value * 100, places))
        return told

    @property
    def _bounds(self) -> tuple[Fraction | None, Fraction | None]:
        return self.low, self.high

    def told(
        self, lang: Lang = "en", register: Register | None = None, on: date | None = None
    ) -> str:
        """Return the whole of it on one line: of which, as `label` tells it, its name, how much."""
        params = {"title": self.title(lang), "value": self.value(lang)}
        label = self.label(lang, register, on)
        form = "line_of" if label else "line"
        return render(f"told.{form}", lang, catalogue="figures", of=label, **params)


def _label(by: Breakdown, of: str, lang: Lang, register: Register | None, on: date | None) -> str:
    """Return what people call one of several.

    Raises:
        ValueError: it is none of them.
    """
    if by in _WORDS:
        return _WORDS[by](of).label(lang)
    if by is Breakdown.ACTIVITY:
        return kind_label(activity_kind(of), register, lang)
    if by in {Breakdown.CITY, Breakdown.COUNTY}:
        return (None if on is None else Region(of).name(on)) or of
    named = register.get(of) if register is not None and of in register else None
    return str(getattr(named, "name", of))


def _number(value: Fraction, unit: FigureUnit) -> str:
    if unit is FigureUnit.FEN:
        return _written(value / 100, 2)
    return str(value.numerator) if value.denominator == 1 else _written(value, 1)


def _written(value: Fraction, places: int) -> str:
    """Return a number with so many decimals, rounded half to even."""
    digits = str(abs(scaled := round(value * 10**places))).rjust(places + 1, "0")
    return f"{'-' if scaled < 0 else ''}{digits[:-places]}.{digits[-places:]}"


class Figured(Record):
    """Base of what holds figures.

    A figure is found by its name and by what it is of: no two share both.
    """

    __slots__ = ()

    figures: tuple[Figure, ...]

    def contradictions(self) -> Iterator[Problem]:
        """A figure is told once."""
        seen: set[tuple[object, ...]] = set()
        for index, one in enumerate(self.figures):
            key = one.name, one.by, one.of
            if key in seen:
                told = ", ".join(filter(None, (one.name, one.of)))
                params = {"kind": "figures", "value": told, "key": repr(told)}
                yield Problem(code="key.duplicate", path=f"$.figures[{index}]", params=params)
            seen.add(key)

    def figure(
        self, name: str, of: str | Region | None = None, by: Breakdown | None = None
    ) -> Figure:
        """Return one figure.

        Args:
            name: The code of the figure.
            of: Of which it is; None: of all.
            by: Of what it is one of several, where two of them can be called the same.

        Raises:
            KeyError: there is none.
        """
        wanted = None if of is None else str(of)
        for one in self.figures:
            if one.name == name and one.of == wanted and by in {None, one.by}:
                return one
        raise KeyError(name if of is None else (name, wanted))

    def by(self, breakdown: Breakdown) -> tuple[Figure, ...]:
        """Return the figures of one breakdown, in their order."""
        return tuple(one for one in self.figures if one.by is breakdown)
