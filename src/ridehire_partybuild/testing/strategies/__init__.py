"""Hypothesis strategies for the values, the model, checks, guidelines and plans.

Plural names, keyword-only bounds. Each record is read from a few bytes, one for each choice, in
which 0 is the simplest option: that makes a register in milliseconds and shrinks field by field.
Whatever a strategy yields holds together by construction; next to nothing is thrown away.

>>> from hypothesis import find
>>> from ridehire_partybuild.testing import strategies
>>> find(strategies.sites(), lambda site: site.seats is not None and site.seats > 24).seats
26
"""

# ruff: noqa: E402 - what follows imports hypothesis, whose lack is to be told first
from ridehire_partybuild.exchange.optional import needed

needed("hypothesis", "testing")  # first of all: a missing package is told by its extra

from .judging import checks, guidelines, less_known, readings, requirements, values_of
from .planning import calendars, duties, plan_inputs, plans, policies
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
from .registers import FACT_NAMES, evidence, observations, registers, sessions, waivers
from .words import credit_codes, ids, regions, station_ids, texts

__all__ = [
    "FACT_NAMES",
    "actors",
    "branches",
    "cadences",
    "calendars",
    "checks",
    "contacts",
    "credit_codes",
    "days",
    "duties",
    "evidence",
    "facility_items",
    "guidelines",
    "hosts",
    "ids",
    "less_known",
    "moments",
    "observations",
    "opening_hours",
    "parties",
    "periods",
    "plan_inputs",
    "plans",
    "policies",
    "readings",
    "regions",
    "registers",
    "requirements",
    "services",
    "sessions",
    "sites",
    "spans",
    "station_ids",
    "stations",
    "texts",
    "values_of",
    "waivers",
]
