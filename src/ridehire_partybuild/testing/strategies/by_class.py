"""Which strategy makes what: one for each class that can be imported from the root."""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from types import ModuleType
from typing import Any

from hypothesis import strategies as st

from ridehire_partybuild import (
    allocation,
    compliance,
    errors,
    guideline,
    model,
    scheduling,
    values,
)
from ridehire_partybuild import calendars as calendars_floor
from ridehire_partybuild import reporting as reporting_floor

from . import (
    assessing,
    books,
    breaking,
    changing,
    checking,
    dates,
    dealings,
    judging,
    mending,
    occasions,
    papers,
    people,
    places,
    planning,
    policies,
    profiles,
    quantities,
    records,
    recurring,
    registers,
    replanning,
    reporting,
    results,
    rules,
    schedules,
    sharing,
    words,
)  # fmt: skip

__all__ = ["by_class"]

_FLOORS = (
    values,
    model,
    calendars_floor,
    guideline,
    compliance,
    scheduling,
    allocation,
    reporting_floor,
)


def _classes(floor: ModuleType, base: type) -> Iterator[Any]:
    for name in floor.__all__:
        found = getattr(floor, name)
        if isinstance(found, type) and issubclass(found, base):
            yield found


def _vocabularies() -> dict[type, st.SearchStrategy[Any]]:
    return {
        one: st.sampled_from(one) for floor in _FLOORS for one in _classes(floor, Enum) if len(one)
    }


def _values() -> dict[type, st.SearchStrategy[Any]]:
    return {kind: words.ids(kind) for kind in _classes(values, values.Id)} | {
        values.Cadence: quantities.cadences(),
        values.Counts: quantities.counts(),
        values.CreditCode: words.credit_codes(),
        values.DatedHours: dates.dated_hours(),
        values.Isbn: words.isbns(),
        values.NthWeekday: recurring.nth_weekdays(),
        values.OpeningHours: quantities.opening_hours(),
        values.Period: quantities.periods(),
        values.Recurrence: recurring.recurrences(),
        values.Region: words.regions(),
        values.Span: quantities.spans(),
        values.Text: words.bilingual_texts(),
        values.TimePromise: quantities.time_promises(),
        values.TimeSpan: dates.time_spans(),
    }


def _records() -> dict[type, st.SearchStrategy[Any]]:
    made: dict[type, st.SearchStrategy[Any]] = {
        model.Activity: occasions.activities(),
        model.Actor: records.actors(),
        model.Appeal: dealings.appeals(),
        model.Assistance: dealings.assistance(),
        model.Award: places.awards(),
        model.Branch: records.branches(),
        model.Change: changing.single_changes(),
        model.Changes: changing.changes(),
        model.Commitment: dealings.commitments(),
        model.Consent: people.consents(),
        model.Contact: people.contacts(),
        model.Delivery: books.deliveries(),
        model.DonatedBooks: books.donated_books(),
        model.Donation: books.donations(),
        model.Evidence: papers.evidence(),
        model.Exemption: papers.exemptions(),
        model.FacilityItem: places.facility_items(),
        model.Feedback: dealings.feedback(),
        model.Fund: dealings.funds(),
        model.Host: records.hosts(),
        model.Loan: books.loans(),
        model.Observation: papers.observations(),
        model.Party: records.parties(),
        model.Person: people.persons(),
        model.Pledge: dealings.pledges(),
        model.ProgrammeItem: occasions.programme_items(),
        model.Register: registers.registers(),
        model.Service: places.services(),
        model.Session: occasions.sessions(),
        model.Site: places.sites(),
        model.Spending: dealings.spendings(),
        model.Station: places.stations(),
        model.Stock: books.stocks(),
        model.SubjectFile: changing.subject_files(),
        model.Suspension: places.suspensions(),
        model.Task: papers.tasks(),
        model.Title: books.titles(),
        model.Waiver: papers.waivers(),
    }
    return made


def _of_calendars() -> dict[type, st.SearchStrategy[Any]]:
    made: dict[type, st.SearchStrategy[Any]] = {
        calendars_floor.Day: dates.calendar_days(),
        calendars_floor.HolidayYear: dates.holiday_years(),
        calendars_floor.Moved: dates.moved_occurrences(),
        calendars_floor.Notice: dates.notices(),
        calendars_floor.Occurrence: dates.single_occurrences(),
        calendars_floor.RolledOccurrence: dates.rolled_occurrences(),
        calendars_floor.Series: recurring.series(),
        calendars_floor.WorkCalendar: policies.calendars(),
    }
    return made


def _of_guidelines() -> dict[type, st.SearchStrategy[Any]]:
    made: dict[type, st.SearchStrategy[Any]] = {
        guideline.ActivityTemplate: rules.activity_templates(),
        guideline.Alteration: rules.alterations(),
        guideline.Duty: rules.single_duties(),
        guideline.Fact: rules.facts(),
        guideline.Facts: rules.fact_catalogues(),
        guideline.Guideline: judging.guidelines(),
        guideline.Lint: rules.lints(),
        guideline.Parameter: rules.parameters(),
        guideline.ParameterRef: rules.parameter_refs(),
        guideline.Profile: judging.guidelines().flatmap(profiles.profiles),
        guideline.Reading: rules.single_readings(),
        guideline.Readings: checking.checks().flatmap(judging.readings),
        guideline.Requirement: judging.requirements(),
        guideline.RuleChange: rules.single_rule_changes(),
        guideline.RuleChanges: rules.rule_changes(),
        guideline.Selection: rules.selections(),
        guideline.Source: rules.sources(),
        guideline.Verdict: results.verdicts(),
    }
    return made | {kind: checking.checks(kind=kind) for kind in checking.CHECK_CLASSES}


def _of_compliance() -> dict[type, st.SearchStrategy[Any]]:
    made: dict[type, st.SearchStrategy[Any]] = {
        compliance.AccountabilityMatrix: mending.accountability_matrices(),
        compliance.Assessment: assessing.assessments(),
        compliance.Cause: results.causes(),
        compliance.Closing: mending.closings(),
        compliance.ComparedFinding: results.compared_findings(),
        compliance.Comparison: results.comparisons(),
        compliance.Distance: results.distances(),
        compliance.Explanation: results.explanations(),
        compliance.FactChange: results.fact_changes(),
        compliance.Finding: results.findings(),
        compliance.Gain: results.gains(),
        compliance.Lapse: results.lapses(),
        compliance.LeadTime: mending.lead_times(),
        compliance.MatrixRow: mending.matrix_rows(),
        compliance.Milestone: mending.milestones(),
        compliance.NamedActor: mending.named_actors(),
        compliance.Passing: results.passings(),
        compliance.PublicFact: results.public_facts(),
        compliance.PublicFinding: results.public_findings(),
        compliance.PublicSubject: results.public_subjects(),
        compliance.PublicView: results.public_views(),
        compliance.ReferenceReading: results.reference_readings(),
        compliance.RemediationOrder: mending.remediation_orders(),
        compliance.RemediationPlan: mending.remediation_plans(),
        compliance.RemediationPolicy: mending.remediation_policies(),
        compliance.RemediationRemark: mending.remediation_remarks(),
        compliance.RemediationTask: mending.remediation_tasks(),
        compliance.Repair: results.repairs_found(),
        compliance.RoleShare: mending.role_shares(),
        compliance.Score: results.scores(),
        compliance.Turn: results.turns(),
        compliance.Visit: results.visits(),
        compliance.VisitList: results.visit_lists(),
        compliance.WaiverRemark: results.waiver_remarks(),
    }
    return made


def _of_scheduling() -> dict[type, st.SearchStrategy[Any]]:
    made: dict[type, st.SearchStrategy[Any]] = {
        scheduling.Blocked: schedules.blocked_counts(),
        scheduling.ChangeNotice: schedules.change_notices(),
        scheduling.ConstraintCost: schedules.constraint_costs(),
        scheduling.ConstraintMatch: schedules.constraint_matches(),
        scheduling.Excuse: schedules.excuses(),
        scheduling.LedgerEntry: schedules.ledger_entries(),
        scheduling.Owed: schedules.owed_periods(),
        scheduling.Plan: planning.plans(),
        scheduling.PlanChange: schedules.single_plan_changes(),
        scheduling.PlanChanges: replanning.plan_changes(),
        scheduling.PlanInputs: planning.plan_inputs(),
        scheduling.PlanScore: schedules.plan_scores(),
        scheduling.Policy: policies.policies(),
        scheduling.Recommendation: replanning.recommendations(),
        scheduling.Remedy: schedules.remedies(),
        scheduling.Replan: replanning.replans(),
        scheduling.RuleSeverity: policies.rule_severities(),
        scheduling.ScoreAnalysis: replanning.score_analyses(),
        scheduling.ScoreChange: schedules.score_changes(),
        scheduling.ShiftGap: policies.shift_gaps(),
        scheduling.ShiftPattern: policies.shift_patterns(),
        scheduling.Shortfall: replanning.shortfalls_found(),
        scheduling.SubjectCost: schedules.subject_costs(),
        scheduling.TravelTimes: schedules.travel_times(),
        scheduling.Unplaced: schedules.unplaced_sessions(),
        scheduling.Violation: schedules.violations_found(),
        scheduling.Wanted: schedules.wanted_sessions(),
    }
    return made


def _of_allocation() -> dict[type, st.SearchStrategy[Any]]:
    return {
        allocation.Allocation: sharing.allocations(),
        allocation.AllocationPolicy: sharing.allocation_policies(),
        allocation.Carriers: sharing.carriers(),
        allocation.DeliveryRounds: sharing.rounds_made(),
        allocation.Kept: sharing.amounts_kept(),
        allocation.Recipient: sharing.recipients(),
        allocation.Share: sharing.shares(),
        allocation.Stop: sharing.stops(),
        allocation.TitleAccount: sharing.title_accounts(),
    }


def _of_reporting() -> dict[type, st.SearchStrategy[Any]]:
    return {
        reporting_floor.Activities: reporting.activities_told(),
        reporting_floor.ActorsLedger: reporting.actors_ledgers(),
        reporting_floor.AnnualReport: reporting.annual_reports(),
        reporting_floor.BooksStatement: reporting.book_statements(),
        reporting_floor.Coverage: reporting.coverages(),
        reporting_floor.Figure: reporting.figures(),
        reporting_floor.FundsStatement: reporting.funds_statements(),
        reporting_floor.OpenAppeal: reporting.open_appeals(),
        reporting_floor.Satisfaction: reporting.satisfactions(),
        reporting_floor.ServiceLevels: reporting.service_levels_met(),
        reporting_floor.ServiceStandard: reporting.service_standards_set(),
        reporting_floor.Standing: reporting.standings(),
        reporting_floor.VerdictChange: reporting.verdict_changes(),
    }


@cache
def by_class() -> Mapping[type, st.SearchStrategy[Any]]:
    """Return a strategy for each class that can be imported from the root.

    Only what cannot be drawn has none: base classes, protocols and exceptions.

    >>> from hypothesis import find
    >>> from ridehire_partybuild import Stock
    >>> find(by_class()[Stock], lambda count: count.copies == 0).title
    TitleId('T-1')
    """
    return {
        errors.Problem: breaking.problems(),
        **_vocabularies(),
        **_values(),
        **_records(),
        **_of_calendars(),
        **_of_guidelines(),
        **_of_compliance(),
        **_of_scheduling(),
        **_of_allocation(),
        **_of_reporting(),
    }
