"""The real calendar: workdays and their certainty, recurring periods, opening hours on a day."""

from .availability import covers, open_spans, stretches
from .occurrences import ROLL_DAYS, fixed_days, periods, rolled
from .workdays import Day, HolidayYear, Notice, WorkCalendar

__all__ = [
    "ROLL_DAYS",
    "Day",
    "HolidayYear",
    "Notice",
    "WorkCalendar",
    "covers",
    "fixed_days",
    "open_spans",
    "periods",
    "rolled",
    "stretches",
]
