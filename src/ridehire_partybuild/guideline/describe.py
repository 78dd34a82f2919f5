"""Checks and readings written out for people, in Chinese and English."""

from datetime import date
from decimal import Context, Decimal

from ridehire_partybuild.errors import Lang, render
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
from .vocabulary import Reason

HUNDREDTH, PLAIN = Decimal("0.01"), Context(prec=60)

__all__ = ["describe", "fact_label", "tell"]


def describe(check: Check, facts: Facts, lang: Lang = "en") -> str:
    """Return what a check asks for, as a phrase.

    >>> from ridehire_partybuild import FACTS
    >>> from ridehire_partybuild import PeriodUnit
    >>> describe(AtLeast(fact="site.area_m2", at_least=12), FACTS, "zh")
    '使用面积不少于 12 平方米'
    >>> from ridehire_partybuild import ActivityKind
    >>> describe(Held(held=ActivityKind.PARTY_LECTURE, per=PeriodUnit.QUARTER), FACTS)
    'Party lecture held at least once in each quarter of the last year'
    """
    match check:
        case AllOf(all_of=of):
            return _joined(of, facts, lang, "and")
        case AnyOf(any_of=of):
            return _joined(of, facts, lang, "or")
        case Some(some=n, of=of):
            return render("check.some", lang, n=n, parts=_joined(of, facts, lang, "list"))
        case Not(not_=Is(fact=name, is_=str() as word)):
            told = {
                "fact": facts[name].label.in_(lang),
                "words": _words(facts[name], (word,), lang),
            }
            return render("check.is_not", lang, **told)
        case Not(not_=part):
            return render("check.not", lang, part=describe(part, facts, lang))
        case When(when=condition, then=then):
            told = {"when": describe(condition, facts, lang), "then": describe(then, facts, lang)}
            return render("check.when", lang, **told)
        case Held():
            return _held(check, lang)
        case _:
            return _about_fact(check, facts, lang)


def _joined(of: tuple[Check, ...], facts: Facts, lang: Lang, word: str) -> str:
    if not of:
        return render("check.nothing", lang)
    told = [describe(part, facts, lang) for part in of]
    # a compound within a compound is set in brackets, or nobody could tell where it ends
    whole = [
        render("join.within", lang, part=text) if len(parts(part)) > 1 and len(of) > 1 else text
        for part, text in zip(of, told, strict=True)
    ]
    return render(f"join.{word}", lang).join(whole)


def _held(check: Held, lang: Lang) -> str:
    whole = check.per is check.over
    often = "once" if check.times == 1 else "often"
    return render(
        f"check.held_{often}_in_all" if whole else f"check.held_{often}", lang,
        kind=check.held.label(lang), times=check.times,
        per=check.per.label(lang), over=check.over.label(lang),
    )  # fmt: skip


def _about_fact(check: Check, facts: Facts, lang: Lang) -> str:
    match check:
        case AtLeast(fact=name, at_least=bound):
            return _bound("check.at_least", facts[name], bound, lang)
        case AtMost(fact=name, at_most=bound):
            return _bound("check.at_most", facts[name], bound, lang)
        case Is(fact=name, is_=bool() as wanted):
            code = "check.is_so" if wanted else "check.is_not_so"
            return render(code, lang, fact=facts[name].label.in_(lang))
        case Is(fact=name, is_=str() as word):
            wanted_words: tuple[str, ...] = (word,)
            code = "check.is"
        case OneOf(fact=name, one_of=words):
            wanted_words, code = words, "check.one_of"
        case Includes(fact=name, includes=words):
            wanted_words, code = words, "check.includes"
        case Valid(valid=name):
            return render("check.valid", lang, fact=facts[name].label.in_(lang))
        case Judged(judged=name):
            return render("check.judged", lang, fact=facts[name].label.in_(lang))
        case _:
            raise TypeError(check)
    words_told = _words(facts[name], wanted_words, lang)
    return render(code, lang, fact=facts[name].label.in_(lang), words=words_told)


def _bound(code: str, fact: Fact, bound: Decimal | ParameterRef, lang: Lang) -> str:
    value = bound.param if isinstance(bound, ParameterRef) else _number(bound, fact, lang)
    return render(code, lang, fact=fact.label.in_(lang), value=value)


def _number(value: Decimal, fact: Fact, lang: Lang) -> str:
    try:
        unit = render(f"unit.{fact.unit}", lang)
    except KeyError:  # a unit of the host program's: its code is all there is
        unit = fact.unit
    gap = "" if fact.unit == "percent" else " "
    # a third of an hour has no end; what people wrote down is shown as it is
    endless = len(value.as_tuple().digits) > MOST_DIGITS
    return f"{value.quantize(HUNDREDTH, context=PLAIN) if endless else value:f}{gap}{unit}".strip()


def _words(fact: Fact, words: tuple[str, ...], lang: Lang) -> str:
    known = {} if fact.vocabulary is None else {term.value: term for term in fact.vocabulary}
    told = [known[word].label(lang) if word in known else word for word in words]
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
