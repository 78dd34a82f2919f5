"""Ready facts: what other engines are given, made outside of the time that is taken of them.

They know no values that are not known, so they get a plain one in its place; that spares them the
work of telling three outcomes apart. Their answers are compared where the library could tell.
"""

from datetime import date
from decimal import Decimal

from ridehire_partybuild.compliance import Assessment
from ridehire_partybuild.guideline import FactKind, Facts, Value

from .clauses import facts_read
from .workload import ON

__all__ = ["Plain", "key", "ready_facts"]

Plain = bool | int | float | str | list[str]
_INSTEAD: dict[FactKind, Plain] = {
    FactKind.NUMBER: 0,
    FactKind.FLAG: False,
    FactKind.WORD: "unknown",
    FactKind.WORDS: [],
    FactKind.DATE: 0,
}


def key(fact: str) -> str:
    """Return a fact's name as a name that every engine takes."""
    return fact.replace(".", "_")


def _plain(value: Value) -> Plain:
    match value:
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case date():
            return value.toordinal()
        case tuple():
            return list(value)
        case _:
            return value


def ready_facts(assessment: Assessment, count: int) -> list[dict[str, Plain]]:
    """Return the facts of the first stations as plain values."""
    facts: Facts = assessment.guideline.facts
    names = facts_read(assessment.guideline)
    found: list[dict[str, Plain]] = []
    for station in assessment.register.stations[:count]:
        readings = assessment.readings(station.id)
        values = {name: readings.of(name).value for name in names}
        found.append(
            {
                key(name): _INSTEAD[facts[name].kind] if value is None else _plain(value)
                for name, value in values.items()
            }
        )
    return found


TODAY = ON.toordinal()
"""The day of judgement as a number, as dates are ready facts too."""
