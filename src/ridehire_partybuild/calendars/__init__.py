"""The real calendar: workdays and their certainty, recurring periods, opening hours on a day."""

from ridehire_partybuild.values.arrival import arrived

from .availability import covers, minute_of, open_spans, stretches
from .occurrences import fixed_days, periods, rolled
from .series import (
    Moved,
    Occurrence,
    RolledOccurrence,
    Series,
    first_start,
    occurrences,
    rolled_series,
)
from .workdays import Day, WorkCalendar
from .years import HolidayYear, Notice

__all__ = [
    "Day",
    "HolidayYear",
    "Moved",
    "Notice",
    "Occurrence",
    "RolledOccurrence",
    "Series",
    "WorkCalendar",
    "covers",
    "first_start",
    "fixed_days",
    "minute_of",
    "occurrences",
    "open_spans",
    "periods",
    "rolled",
    "rolled_series",
    "stretches",
]

arrived(__name__)
