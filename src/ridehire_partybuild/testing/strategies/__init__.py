"""Hypothesis strategies for every class of the values and of the model.

Plural names, keyword-only bounds. Each record is read from a few bytes, one for each choice, in
which 0 is the simplest option: that makes a register in milliseconds and shrinks field by field.
Whatever a strategy yields holds together by construction; next to nothing is thrown away.

>>> from hypothesis import find
>>> from ridehire_partybuild.testing import strategies
>>> find(strategies.sites(), lambda site: site.seats is not None and site.seats > 24).seats
26
"""

from .quantities import cadences, days, moments, opening_hours, periods, spans
from .records import (
    actors,
    branches,
    contacts,
    facility_items,
    hosts,
    parties,
    services,
    sites,
    stations,
)
from .registers import FACTS, evidence, observations, registers, sessions, waivers
from .words import credit_codes, ids, regions, station_ids, texts

__all__ = [
    "FACTS",
    "actors",
    "branches",
    "cadences",
    "contacts",
    "credit_codes",
    "days",
    "evidence",
    "facility_items",
    "hosts",
    "ids",
    "moments",
    "observations",
    "opening_hours",
    "parties",
    "periods",
    "regions",
    "registers",
    "services",
    "sessions",
    "sites",
    "spans",
    "station_ids",
    "stations",
    "texts",
    "waivers",
]
