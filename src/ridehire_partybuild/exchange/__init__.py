"""The doors: documents in and out, and the data that ships with the library.

`exchange.ical` writes and reads calendars, `exchange.report` writes pages, `exchange.tables` reads
and writes tables; they are imported by their names, for they need optional packages. So are
`exchange.oscal` and `exchange.sarif`, which need none.
"""

from .documents import dump, dumps, load, loads
from .schema import json_schema
from .shipped import guideline_template, reference_guideline, reference_profile, work_calendar
from .streams import collect, dump_records, iter_records

__all__ = [
    "collect",
    "dump",
    "dump_records",
    "dumps",
    "guideline_template",
    "iter_records",
    "json_schema",
    "load",
    "loads",
    "reference_guideline",
    "reference_profile",
    "work_calendar",
]
