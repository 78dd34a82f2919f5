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

from .assessing import USUAL_FACTS, assessments, judged_registers, pairs_of_assessments
from .books import deliveries, donated_books, donations, loans, stocks, titles
from .by_class import by_class
from .dealings import (
    appeals,
    assistance,
    commitments,
    feedback,
    funds,
    pledges,
    spendings,
)
from .judging import checks, guidelines, less_known, readings, requirements, values_of
from .occasions import activities, programme_items, sessions
from .papers import FACT_NAMES, evidence, exemptions, observations, tasks, waivers
from .people import consents, contacts, persons
from .places import awards, facility_items, services, sites, stations, suspensions
from .planning import duties, plan_inputs, plans
from .policies import calendars, policies, rule_severities, shift_gaps, shift_patterns
from .profiles import profiles
from .quantities import cadences, days, moments, opening_hours, periods, spans, time_promises
from .records import actors, branches, hosts, parties
from .recurring import nth_weekdays, recurrences, series
from .registers import registers
from .replanning import (
    full_plans,
    plan_changes,
    plan_upsets,
    recommendations,
    replans,
    scarce_inputs,
    score_analyses,
    shortfalls_found,
)
from .satisfying import satisfying, satisfying_day
from .undecided import undecided
from .violating import violating
from .words import credit_codes, ids, isbns, local_kinds, regions, station_ids, texts

__all__ = [
    "FACT_NAMES",
    "USUAL_FACTS",
    "activities",
    "actors",
    "appeals",
    "assessments",
    "assistance",
    "awards",
    "branches",
    "by_class",
    "cadences",
    "calendars",
    "checks",
    "commitments",
    "consents",
    "contacts",
    "credit_codes",
    "days",
    "deliveries",
    "donated_books",
    "donations",
    "duties",
    "evidence",
    "exemptions",
    "facility_items",
    "feedback",
    "full_plans",
    "funds",
    "guidelines",
    "hosts",
    "ids",
    "isbns",
    "judged_registers",
    "less_known",
    "loans",
    "local_kinds",
    "moments",
    "nth_weekdays",
    "observations",
    "opening_hours",
    "pairs_of_assessments",
    "parties",
    "periods",
    "persons",
    "plan_changes",
    "plan_inputs",
    "plan_upsets",
    "plans",
    "pledges",
    "policies",
    "profiles",
    "programme_items",
    "readings",
    "recommendations",
    "recurrences",
    "regions",
    "registers",
    "replans",
    "requirements",
    "rule_severities",
    "satisfying",
    "satisfying_day",
    "scarce_inputs",
    "score_analyses",
    "series",
    "services",
    "sessions",
    "shift_gaps",
    "shift_patterns",
    "shortfalls_found",
    "sites",
    "spans",
    "spendings",
    "station_ids",
    "stations",
    "stocks",
    "suspensions",
    "tasks",
    "texts",
    "time_promises",
    "titles",
    "undecided",
    "values_of",
    "violating",
    "waivers",
]
