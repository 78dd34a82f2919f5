"""Which strategy makes what: one for each class of the model and each value, by its class."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from ridehire_partybuild import allocation, compliance, guideline, model, scheduling, values
from ridehire_partybuild import calendars as calendars_floor

from .assessing import assessments
from .books import deliveries, donated_books, donations, loans, stocks, titles
from .dealings import (
    appeals,
    assistance,
    commitments,
    feedback,
    funds,
    pledges,
    spendings,
)
from .judging import guidelines, requirements
from .occasions import activities, programme_items, sessions
from .papers import evidence, exemptions, observations, tasks, waivers
from .people import consents, contacts, persons
from .places import awards, facility_items, services, sites, stations, suspensions
from .planning import plan_inputs, plans
from .policies import calendars, policies, rule_severities, shift_gaps, shift_patterns
from .profiles import profiles
from .quantities import cadences, opening_hours, periods, spans, time_promises
from .records import actors, branches, hosts, parties
from .recurring import nth_weekdays, recurrences, series
from .registers import registers
from .replanning import (
    plan_changes,
    recommendations,
    replans,
    score_analyses,
    shortfalls_found,
)
from .sharing import (
    allocation_policies,
    allocations,
    amounts_kept,
    carriers,
    recipients,
    rounds_made,
    shares,
    stops,
    title_accounts,
)
from .words import credit_codes, ids, isbns, regions, texts

__all__ = ["by_class"]


def _bilingual() -> st.SearchStrategy[values.Text]:
    return st.builds(values.Text, zh=texts(), en=texts())


def _values() -> dict[type, st.SearchStrategy[Any]]:
    id_kinds = (
        kind
        for kind in vars(values).values()
        if isinstance(kind, type) and issubclass(kind, values.Id)
    )
    return {kind: ids(kind) for kind in id_kinds} | {
        values.Cadence: cadences(),
        values.CreditCode: credit_codes(),
        values.Isbn: isbns(),
        values.NthWeekday: nth_weekdays(),
        values.OpeningHours: opening_hours(),
        values.Period: periods(),
        values.Recurrence: recurrences(),
        values.Region: regions(),
        values.Span: spans(),
        values.Text: _bilingual(),
        values.TimePromise: time_promises(),
    }


def _records() -> dict[type, st.SearchStrategy[Any]]:
    made: dict[type, st.SearchStrategy[Any]] = {
        model.Activity: activities(),
        model.Actor: actors(),
        model.Appeal: appeals(),
        model.Assistance: assistance(),
        model.Award: awards(),
        model.Branch: branches(),
        model.Commitment: commitments(),
        model.Consent: consents(),
        model.Contact: contacts(),
        model.Delivery: deliveries(),
        model.DonatedBooks: donated_books(),
        model.Donation: donations(),
        model.Evidence: evidence(),
        model.Exemption: exemptions(),
        model.FacilityItem: facility_items(),
        model.Feedback: feedback(),
        model.Fund: funds(),
        model.Host: hosts(),
        model.Loan: loans(),
        model.Observation: observations(),
        model.Party: parties(),
        model.Person: persons(),
        model.Pledge: pledges(),
        model.ProgrammeItem: programme_items(),
        model.Register: registers(),
        model.Service: services(),
        model.Session: sessions(),
        model.Site: sites(),
        model.Spending: spendings(),
        model.Station: stations(),
        model.Stock: stocks(),
        model.Suspension: suspensions(),
        model.Task: tasks(),
        model.Title: titles(),
        model.Waiver: waivers(),
    }
    return made


def _shared() -> dict[type, st.SearchStrategy[Any]]:
    return {
        allocation.Allocation: allocations(),
        allocation.AllocationPolicy: allocation_policies(),
        allocation.Carriers: carriers(),
        allocation.DeliveryRounds: rounds_made(),
        allocation.Kept: amounts_kept(),
        allocation.Recipient: recipients(),
        allocation.Share: shares(),
        allocation.Stop: stops(),
        allocation.TitleAccount: title_accounts(),
    }


@cache
def by_class() -> Mapping[type, st.SearchStrategy[Any]]:
    """Return a strategy for each class of the model, each value, and what is made of them.

    >>> from hypothesis import find
    >>> from ridehire_partybuild import Stock
    >>> find(by_class()[Stock], lambda count: count.copies == 0).title
    TitleId('T-1')
    """
    return {
        **_values(),
        **_records(),
        **_shared(),
        calendars_floor.Series: series(),
        calendars_floor.WorkCalendar: calendars(),
        compliance.Assessment: assessments(),
        guideline.Guideline: guidelines(),
        guideline.Profile: guidelines().flatmap(profiles),
        guideline.Requirement: requirements(),
        scheduling.PlanChanges: plan_changes(),
        scheduling.PlanInputs: plan_inputs(),
        scheduling.Recommendation: recommendations(),
        scheduling.Replan: replans(),
        scheduling.ScoreAnalysis: score_analyses(),
        scheduling.Shortfall: shortfalls_found(),
        scheduling.Plan: plans(),
        scheduling.Policy: policies(),
        scheduling.RuleSeverity: rule_severities(),
        scheduling.ShiftGap: shift_gaps(),
        scheduling.ShiftPattern: shift_patterns(),
    }
