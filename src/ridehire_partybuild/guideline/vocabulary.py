"""The words in which verdicts are given and duties are set."""

from ridehire_partybuild.values import Term

__all__ = ["DayPolicy", "NoDayPolicy", "Outcome", "Reason"]


class Outcome(Term):
    """What a check comes to (the words of EARL; its untested exists only in exports)."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cant_tell"
    INAPPLICABLE = "inapplicable"


class Reason(Term):
    """Why a check cannot be told or does not apply."""

    CONFLICTING = "conflicting"
    ERROR = "error"
    EXPIRED = "expired"
    JUDGEMENT = "judgement"
    MISSING = "missing"
    NOT_OPEN = "not_open"
    EXEMPTED = "exempted"
    NOT_THERE = "not_there"
    NO_PERIOD = "no_period"
    CONDITION = "condition"
    EMPTY = "empty"


class DayPolicy(Term):
    """On which days that are not off by notice a duty can be met."""

    ANY = "any"
    WORKDAYS = "workdays"
    """Make-up workdays included."""
    WEEKENDS = "weekends"
    """Saturdays and Sundays that are no make-up workdays."""


class NoDayPolicy(Term):
    """What to do in a period without an admissible day."""

    WAIVE = "waive"
    ROLL = "roll"
    ALLOW_HOLIDAY = "allow_holiday"
