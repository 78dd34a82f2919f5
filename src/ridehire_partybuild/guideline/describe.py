"""Checks and readings written out for people, in Chinese and English."""

from datetime import date
from decimal import Context, Decimal
from typing import Any

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.values import Modality
from ridehire_partybuild.values.record import MOST_DIGITS

from .checks import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Held,
    Includes,
    Is,
    Judged,
    Not,
    OneOf,
    ParameterRef,
    Some,
    Valid,
    When,
    parts,
)
from .facts import Fact, Facts, Value
from .readings import Reading, counted_sessions
from .requirements import Requirement
from .vocabulary import Reason

HUNDREDTH, PLAIN = Decimal("0.01"), Context(prec=60)
_SINGULAR = frozenset({"volumes", "hours"})

__all__ = ["describe", "fact_label", "interpret", "tell"]


def describe(
    check: Check, facts: Facts, lang: Lang = "en", *, modality: Modality | None = None
) -> str:
    """Return what a check asks for, as a phrase.

    Args:
        check: The check.
        facts: The catalogue, for the names and units of facts.
        lang: The language.
        modality: How binding it is, said in the words of GB/T 1.1 (应, 宜, 可); None: unsaid, as
            in a condition.

    >>> from ridehire_partybuild import FACTS
    >>> from ridehire_partybuild import PeriodUnit
    >>> area = AtLeast(fact="site.area_m2", at_least=12)
    >>> describe(area, FACTS, "zh"), describe(area, FACTS, "zh", modality=Modality.SHOULD)
    ('使用面积不少于 12 平方米', '使用面积宜不少于 12 平方米')
    >>> from ridehire_partybuild import ActivityKind
    >>> lecture = Held(held=ActivityKind.PARTY_LECTURE, per=PeriodUnit.QUARTER)
    >>> describe(lecture, FACTS, modality=Modality.SHALL)
    'Party lecture shall be held at least once in each quarter of the last year'
    """
    return _Prose(facts, lang, modality).of(check)


def interpret(requirement: Requirement, facts: Facts, lang: Lang = "en") -> str:
    """Return the detailed interpretation of a requirement: on what condition it asks what.

    >>> from ridehire_partybuild import reference_guideline
    >>> reading = reference_guideline()
    >>> rule = reading.in_force(date(2026, 1, 15)).requirement("area", date(2026, 1, 15))
    >>> interpret(rule, reading.facts, "zh")
    '类型为综合型或基础型的，使用面积宜不少于 12 平方米'
    >>> interpret(rule, reading.facts)
    'where tier is comprehensive or basic: usable area should be at least 12 m²'
    """
    asked = describe(requirement.check, facts, lang, modality=requirement.modality)
    if requirement.applicability is None:
        return asked
    condition = describe(requirement.applicability, facts, lang)
    return render("check.where", lang, when=condition, then=asked)


@attrs.frozen
class _Prose:
    """Writes checks out in one language, as binding as ``modality`` makes them."""

    facts: Facts
    lang: Lang
    modality: Modality | None

    def of(self, check: Check) -> str:
        match check:
            case AllOf(all_of=of):
                return self.joined(of, "and")
            case AnyOf(any_of=of):
                return self._choice(of)
            case Some(some=n, of=of):
                return self._say("some", n=n, parts=self._bare.joined(of, "list"))
            case Not(not_=Is(fact=name, is_=str() as word)):
                told = {"fact": self._label(name), "words": self._words(name, (word,), "or")}
                return self._say("is_not", **told)
            case Not(not_=part):
                return self._say("not", part=self._bare.of(part))
            case When(when=condition, then=then):
                told = {"when": self._bare.of(condition), "then": self.of(then)}
                return render("check.when", self.lang, **told)
            case Held():
                return self._held(check)
            case _:
                return self._about_fact(check)

    @property
    def _bare(self) -> "_Prose":
        """The same without a modal word: a condition binds nobody."""
        return attrs.evolve(self, modality=None)

    def _say(self, code: str, **told: Any) -> str:
        if self.modality is None:
            return render(f"check.{code}", self.lang, **told)
        must = self.modality.label(self.lang)
        must_not = render(f"must_not.{self.modality.value}", self.lang)
        return render(f"asked.{code}", self.lang, must=must, must_not=must_not, **told)

    def joined(self, of: tuple[Check, ...], word: str) -> str:
        if not of:
            return render("check.nothing", self.lang)
        # a compound within a compound is set in brackets, or nobody could tell where it ends
        whole = [
            render("join.within", self.lang, part=text)
            if _is_compound(part) and len(of) > 1
            else text
            for part, text in ((part, self.of(part)) for part in of)
        ]
        return render(f"join.{word}", self.lang).join(whole)

    def _choice(self, of: tuple[Check, ...]) -> str:
        choice = _one_of_several(of)
        if choice is None:
            return self.joined(of, "or")
        name, words = choice
        return self._say("includes", fact=self._label(name), words=self._words(name, words, "or"))

    def _held(self, check: Held) -> str:
        code = "held_once" if check.times == 1 else "held_often"
        return self._say(
            f"{code}_in_all" if check.per is check.over else code,
            kind=check.held.label(self.lang), times=check.times,
            per=check.per.label(self.lang), over=check.over.label(self.lang),
        )  # fmt: skip

    def _about_fact(self, check: Check) -> str:
        match check:
            case AtLeast(fact=name, at_least=bound):
                return self._bound("at_least", name, bound)
            case AtMost(fact=name, at_most=bound):
                return self._bound("none" if bound == 0 else "at_most", name, bound)
            case Is(fact=name, is_=bool() as wanted):
                return self._say("is_so" if wanted else "is_not_so", fact=self._label(name))
            case Is(fact=name, is_=str() as word):
                told = {"fact": self._label(name), "words": self._words(name, (word,), "or")}
                return self._say("is", **told)
            case OneOf(fact=name, one_of=words):
                told = {"fact": self._label(name), "words": self._words(name, words, "or")}
                return self._say("is", **told)
            case Includes(fact=name, includes=words):
                told = {"fact": self._label(name), "words": self._words(name, words, "and")}
                return self._say("includes", **told)
            case Valid(valid=name):
                return self._say("valid", fact=self._label(name))
            case Judged(judged=name):
                return self._say("judged", fact=self._label(name))
            case _:
                raise TypeError(check)

    def _label(self, name: str) -> str:
        return self.facts[name].label.in_(self.lang)

    def _words(self, name: str, words: tuple[str, ...], last: str) -> str:
        *most, end = _word_labels(self.facts[name], words, self.lang) or (
            render("value.none", self.lang),
        )
        listed = render("join.list", self.lang).join(most)
        return render(f"join.last_{last}", self.lang).join((listed, end)) if most else end

    def _bound(self, code: str, name: str, bound: Decimal | ParameterRef) -> str:
        fact = self.facts[name]
        of_share = fact.unit == "percent" and code == "at_least"
        value = bound.param if isinstance(bound, ParameterRef) else _number(bound, fact, self.lang)
        told = {"fact": self._label(name), "value": value}
        return self._say("at_least_share" if of_share else code, **told)


def _one_of_several(of: tuple[Check, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Return the fact and its words, if all that is asked is that it has one of them."""
    single = [(one.fact, *one.includes) for one in of
              if isinstance(one, Includes) and len(one.includes) == 1]  # fmt: skip
    if len(single) < max(2, len(of)) or len({name for name, _ in single}) > 1:
        return None
    return single[0][0], tuple(word for _, word in single)


def _is_compound(check: Check) -> bool:
    choice = isinstance(check, AnyOf) and _one_of_several(check.any_of) is not None
    return len(parts(check)) > 1 and not choice


def _number(value: Decimal, fact: Fact, lang: Lang) -> str:
    try:
        unit = render(f"unit.{fact.unit}", lang)
    except KeyError:  # a unit of the host program's: its code is all there is
        unit = fact.unit
    if value == 1 and fact.unit in _SINGULAR:
        unit = render(f"unit_one.{fact.unit}", lang)
    gap = "" if fact.unit == "percent" else " "
    # a third of an hour has no end; what people wrote down is shown as it is
    endless = len(value.as_tuple().digits) > MOST_DIGITS
    return f"{value.quantize(HUNDREDTH, context=PLAIN) if endless else value:f}{gap}{unit}".strip()


def _word_labels(fact: Fact, words: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    known = {} if fact.vocabulary is None else {term.value: term for term in fact.vocabulary}
    return tuple(known[word].label(lang) if word in known else word for word in words)


def _words(fact: Fact, words: tuple[str, ...], lang: Lang) -> str:
    told = _word_labels(fact, words, lang)
    return render("join.list", lang).join(told) or render("value.none", lang)


def fact_label(name: str, facts: Facts, lang: Lang = "en") -> str:
    """Return what people call a fact, counts of sessions included.

    >>> from ridehire_partybuild import FACTS
    >>> fact_label("sessions(party_lecture,2025-Q1)", FACTS)
    'Party lecture in 2025-Q1'
    """
    if not name.startswith("sessions("):
        return facts[name].label.in_(lang)
    kind, period = counted_sessions(name)
    return render("fact.sessions", lang, kind=kind.label(lang), period=str(period))


def tell(name: str, reading: Reading, facts: Facts, lang: Lang = "en") -> str:
    """Return a fact with what is known of it.

    >>> from ridehire_partybuild import FACTS
    >>> tell("site.area_m2", Reading(value=Decimal("11.5")), FACTS, "zh")
    '使用面积：11.5 平方米'
    """
    label = fact_label(name, facts, lang)
    fact = facts.get(name)
    if fact is not None and fact.sensitive and reading.value is not None:
        return render("reading", lang, fact=label, value=render("value.withheld", lang))
    return render("reading", lang, fact=label, value=_value(fact, reading, lang))


def _value(fact: Fact | None, reading: Reading, lang: Lang) -> str:
    value = reading.value
    if value is None:
        reason = reading.reason or Reason.MISSING
        if reason is Reason.NOT_THERE:
            return reason.label(lang)
        return render("value.unknown", lang, reason=reason.label(lang))
    if fact is None:
        code = "value.sessions" if reading.reason is None else "value.sessions_known"
        return render(code, lang, count=value)
    return _known(fact, value, lang)


def _known(fact: Fact, value: Value, lang: Lang) -> str:
    match value:
        case bool():
            return render("value.yes" if value else "value.no", lang)
        case Decimal():
            return _number(value, fact, lang)
        case date():
            return value.isoformat()
        case str():
            return _words(fact, (value,), lang)
        case _:
            return _words(fact, value, lang)
