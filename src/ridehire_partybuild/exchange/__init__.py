"""The doors: documents in and out, and the data that ships with the library.

`exchange.ical` writes calendars; it is imported by its name, for it needs an optional package.
"""

from .documents import dump, dumps, load, loads
from .shipped import reference_guideline, work_calendar

__all__ = ["dump", "dumps", "load", "loads", "reference_guideline", "work_calendar"]
