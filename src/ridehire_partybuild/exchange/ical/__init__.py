"""Calendars out, back in and looked over: RFC 5545 as phones, desks and servers take it."""

from .edits import CalendarEdits, EditKind, ForeignEvent, SessionEdit
from .linting import CalendarRemark, lint_ical
from .reading import from_ical
from .writing import By, to_ical, to_icals

__all__ = [
    "By",
    "CalendarEdits",
    "CalendarRemark",
    "EditKind",
    "ForeignEvent",
    "SessionEdit",
    "from_ical",
    "lint_ical",
    "to_ical",
    "to_icals",
]
