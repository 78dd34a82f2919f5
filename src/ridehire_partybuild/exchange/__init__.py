"""The doors: documents in and out, and the data that ships with the library.

`exchange.ical` writes calendars; it is imported by its name, for it needs an optional package.
"""

from .documents import dump, dumps, load, loads
from .schema import json_schema
from .shipped import reference_guideline, reference_profile, work_calendar
from .streams import collect, dump_records, iter_records

__all__ = [
    "collect",
    "dump",
    "dump_records",
    "dumps",
    "iter_records",
    "json_schema",
    "load",
    "loads",
    "reference_guideline",
    "reference_profile",
    "work_calendar",
]
