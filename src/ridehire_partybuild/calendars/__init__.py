"""The real calendar: workdays and their certainty, recurring periods, opening hours on a day."""

from .availability import covers, minute_of, open_spans, stretches
from .occurrences import fixed_days, periods, rolled
from .workdays import Day, WorkCalendar
from .years import HolidayYear, Notice

__all__ = [
    "Day",
    "HolidayYear",
    "Notice",
    "WorkCalendar",
    "covers",
    "fixed_days",
    "minute_of",
    "open_spans",
    "periods",
    "rolled",
    "stretches",
]
