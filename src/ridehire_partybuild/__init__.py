"""Service stations for ride-hailing drivers: what a city has, where it stands, what to do next.

Every public name is importable from here. It is read from its floor when it is first asked for,
so that ``import ridehire_partybuild`` costs next to nothing. Nothing inside imports this module.
"""

from importlib import import_module

__version__ = "0.1.0"

TYPE_CHECKING = False  # as in typing, whose import would cost more than this module

_FLOORS = {
    "errors": """
        InvalidDocument InvalidValue Lang Problem UnusableRule render
    """,
    "values": """
        SHANGHAI ActivityDomain ActivityForm ActivityKind ActorId ActorRole AnyKind
        AppealCategory AppealId AppealState AssistanceId AssistanceKind Basis BranchId
        BranchKind Cadence Certainty Channel CommitmentId CommitmentKind ContactForm ContactKind
        Counts CreditCode DatedHours DayKind DeliveryId DocumentKind DonationId DutyId ExemptionId
        Facility FeedbackId FindingId Frequency FundId HostId Id Isbn Level LoanId LocalKind Method
        Modality NoticeKind NthWeekday ObservationId OpeningHours Period PeriodUnit PledgeId
        Posting Record Recurrence Region RequirementId Roll ServiceDomain SessionId SessionStatus
        Setting Skill Span SpeakerRole StationId StationStatus StockId SubjectKind TaskId TaskState
        Term Text Tier TimePromise TimeSpan TimeUnit TitleClass TitleId VanguardField WaiverId
        Weekday moment suppressed
    """,
    "model": """
        Activity Actor AnyRecord Appeal Assistance Award Branch Change ChangeKind Changes
        Commitment Consent Contact Delivery DonatedBooks Donation Evidence Exemption
        FacilityItem Feedback Fund Host Loan Observation Party Person Pledge ProgrammeItem
        Register Service Session Site Spending Station Stock SubjectFile Suspension Task
        Title Waiver apply lifecycle_diagram merge overdue purge
    """,
    "calendars": """
        Day HolidayYear Moved Notice Occurrence RolledOccurrence Series WorkCalendar covers
        first_start occurrences rolled_series
    """,
    "guideline": """
        FACTS NOT_KNOWN NOT_THERE ActivityTemplate AllOf Alteration AnyOf AtLeast AtMost Check
        DayPolicy Duty Fact FactKind Facts Guideline Held Includes Is Judged Lint NoDayPolicy Not
        OneOf Outcome Parameter ParameterRef Profile Reading Readings Reason Requirement
        RuleChange RuleChanges Selection Some Source Valid Value Verdict When describe
        evaluate interpret lint resolve tell witness_day witnesses
    """,
    "compliance": """
        DEFAULT_REMEDIATION AccountabilityMatrix Assessment BaselineState Cause CauseKind
        Closing ComparedFinding Comparison Distance Explanation FactChange Finding Gain
        Involvement Lapse LeadTime MatrixRow Milestone NamedActor Passing Proof PublicFact
        PublicFinding PublicSubject PublicView ReferenceReading RemediationFlaw RemediationOrder
        RemediationPlan RemediationPolicy RemediationRemark RemediationState RemediationTask
        Repair RoleShare Score ScoreBy ScoreSystem Turn Visit VisitList WaiverChange WaiverFlaw
        WaiverRemark assess audit_remediation audit_waivers compare explain explain_cause
        explain_change explain_flaw explain_remark explain_repair finding_id forecast
        matrix profiles_satisfied public_view remediation repairs simulate visit_list
    """,
    "scheduling": """
        DEFAULT_POLICY Blocked ChangeCause ChangeNotice Constraint ConstraintCost ConstraintMatch
        Excuse ExcuseKind LedgerEntry LedgerState NoticeRole Owed Plan PlanChange PlanChangeKind
        PlanChanges PlanInputs PlanScore Policy Recommendation Remedy RemedyKind Replan Rule
        RuleSeverity ScoreAnalysis ScoreChange Severity ShiftGap ShiftPattern Shortfall
        ShortfallKind Solver SubjectCost TravelTimes Unplaced Violation Wanted analysis diff duties
        explain_notice explain_plan_change explain_recommendation explain_remedy explain_score
        explain_shortfall explain_span held least_unplaced ledger merged_duties missed_tasks
        party_life_duties plan reading_duties rebase recommend remedied replan shift_coverage
        shortfalls solved violations
    """,
    "allocation": """
        CARRIERS EQUAL_SHARES Allocation AllocationPolicy Carriers DeliveryRounds Kept
        KeptReason LeftOut Recipient Share ShareBasis Stop TitleAccount accounts allocate
        deliveries_of delivery_rounds explain_allocation idle_titles receipts_outstanding
    """,
    "reporting": """
        NOT_ON_RECORD Activities ActorsLedger AnnualReport BooksStatement Breakdown Coverage
        Figure FigureUnit FundsStatement OpenAppeal Satisfaction ServiceLevels
        ServiceStandard Standing VerdictChange activities actors_ledger annual_report books
        coverage funds satisfaction service_levels service_standards standing
    """,
    "exchange": """
        collect dump dump_records dumps guideline_template iter_records json_schema load loads
        reference_guideline reference_profile work_calendar
    """,
}
_HOMES = {name: floor for floor, names in _FLOORS.items() for name in names.split()}

if TYPE_CHECKING:
    from .allocation import CARRIERS as CARRIERS
    from .allocation import EQUAL_SHARES as EQUAL_SHARES
    from .allocation import Allocation as Allocation
    from .allocation import AllocationPolicy as AllocationPolicy
    from .allocation import Carriers as Carriers
    from .allocation import DeliveryRounds as DeliveryRounds
    from .allocation import Kept as Kept
    from .allocation import KeptReason as KeptReason
    from .allocation import LeftOut as LeftOut
    from .allocation import Recipient as Recipient
    from .allocation import Share as Share
    from .allocation import ShareBasis as ShareBasis
    from .allocation import Stop as Stop
    from .allocation import TitleAccount as TitleAccount
    from .allocation import accounts as accounts
    from .allocation import allocate as allocate
    from .allocation import deliveries_of as deliveries_of
    from .allocation import delivery_rounds as delivery_rounds
    from .allocation import explain_allocation as explain_allocation
    from .allocation import idle_titles as idle_titles
    from .allocation import receipts_outstanding as receipts_outstanding
    from .calendars import Day as Day
    from .calendars import HolidayYear as HolidayYear
    from .calendars import Moved as Moved
    from .calendars import Notice as Notice
    from .calendars import Occurrence as Occurrence
    from .calendars import RolledOccurrence as RolledOccurrence
    from .calendars import Series as Series
    from .calendars import WorkCalendar as WorkCalendar
    from .calendars import covers as covers
    from .calendars import first_start as first_start
    from .calendars import rolled_series as rolled_series
    from .calendars.series import occurrences as occurrences
    from .compliance import DEFAULT_REMEDIATION as DEFAULT_REMEDIATION
    from .compliance import AccountabilityMatrix as AccountabilityMatrix
    from .compliance import Assessment as Assessment
    from .compliance import BaselineState as BaselineState
    from .compliance import Cause as Cause
    from .compliance import CauseKind as CauseKind
    from .compliance import Closing as Closing
    from .compliance import ComparedFinding as ComparedFinding
    from .compliance import Comparison as Comparison
    from .compliance import Distance as Distance
    from .compliance import Explanation as Explanation
    from .compliance import FactChange as FactChange
    from .compliance import Finding as Finding
    from .compliance import Gain as Gain
    from .compliance import Involvement as Involvement
    from .compliance import Lapse as Lapse
    from .compliance import LeadTime as LeadTime
    from .compliance import MatrixRow as MatrixRow
    from .compliance import Milestone as Milestone
    from .compliance import NamedActor as NamedActor
    from .compliance import Passing as Passing
    from .compliance import Proof as Proof
    from .compliance import PublicFact as PublicFact
    from .compliance import PublicFinding as PublicFinding
    from .compliance import PublicSubject as PublicSubject
    from .compliance import PublicView as PublicView
    from .compliance import ReferenceReading as ReferenceReading
    from .compliance import RemediationFlaw as RemediationFlaw
    from .compliance import RemediationOrder as RemediationOrder
    from .compliance import RemediationPlan as RemediationPlan
    from .compliance import RemediationPolicy as RemediationPolicy
    from .compliance import RemediationRemark as RemediationRemark
    from .compliance import RemediationState as RemediationState
    from .compliance import RemediationTask as RemediationTask
    from .compliance import Repair as Repair
    from .compliance import RoleShare as RoleShare
    from .compliance import Score as Score
    from .compliance import ScoreBy as ScoreBy
    from .compliance import ScoreSystem as ScoreSystem
    from .compliance import Turn as Turn
    from .compliance import Visit as Visit
    from .compliance import VisitList as VisitList
    from .compliance import WaiverChange as WaiverChange
    from .compliance import WaiverFlaw as WaiverFlaw
    from .compliance import WaiverRemark as WaiverRemark
    from .compliance import assess as assess
    from .compliance import audit_remediation as audit_remediation
    from .compliance import audit_waivers as audit_waivers
    from .compliance import compare as compare
    from .compliance import explain_cause as explain_cause
    from .compliance import explain_change as explain_change
    from .compliance import explain_flaw as explain_flaw
    from .compliance import explain_remark as explain_remark
    from .compliance import explain_repair as explain_repair
    from .compliance import finding_id as finding_id
    from .compliance import profiles_satisfied as profiles_satisfied
    from .compliance import public_view as public_view
    from .compliance import simulate as simulate
    from .compliance import visit_list as visit_list
    from .compliance.explain import explain as explain
    from .compliance.forecast import forecast as forecast
    from .compliance.matrix import matrix as matrix
    from .compliance.remediation import remediation as remediation
    from .compliance.repairs import repairs as repairs
    from .errors import InvalidDocument as InvalidDocument
    from .errors import InvalidValue as InvalidValue
    from .errors import Lang as Lang
    from .errors import Problem as Problem
    from .errors import UnusableRule as UnusableRule
    from .errors import render as render
    from .exchange import collect as collect
    from .exchange import dump as dump
    from .exchange import dump_records as dump_records
    from .exchange import dumps as dumps
    from .exchange import guideline_template as guideline_template
    from .exchange import iter_records as iter_records
    from .exchange import json_schema as json_schema
    from .exchange import load as load
    from .exchange import loads as loads
    from .exchange import reference_guideline as reference_guideline
    from .exchange import reference_profile as reference_profile
    from .exchange import work_calendar as work_calendar
    from .guideline import FACTS as FACTS
    from .guideline import NOT_KNOWN as NOT_KNOWN
    from .guideline import NOT_THERE as NOT_THERE
    from .guideline import ActivityTemplate as ActivityTemplate
    from .guideline import AllOf as AllOf
    from .guideline import Alteration as Alteration
    from .guideline import AnyOf as AnyOf
    from .guideline import AtLeast as AtLeast
    from .guideline import AtMost as AtMost
    from .guideline import Check as Check
    from .guideline import DayPolicy as DayPolicy
    from .guideline import Duty as Duty
    from .guideline import Fact as Fact
    from .guideline import FactKind as FactKind
    from .guideline import Facts as Facts
    from .guideline import Guideline as Guideline
    from .guideline import Held as Held
    from .guideline import Includes as Includes
    from .guideline import Is as Is
    from .guideline import Judged as Judged
    from .guideline import Lint as Lint
    from .guideline import NoDayPolicy as NoDayPolicy
    from .guideline import Not as Not
    from .guideline import OneOf as OneOf
    from .guideline import Outcome as Outcome
    from .guideline import Parameter as Parameter
    from .guideline import ParameterRef as ParameterRef
    from .guideline import Profile as Profile
    from .guideline import Reading as Reading
    from .guideline import Readings as Readings
    from .guideline import Reason as Reason
    from .guideline import Requirement as Requirement
    from .guideline import RuleChange as RuleChange
    from .guideline import RuleChanges as RuleChanges
    from .guideline import Selection as Selection
    from .guideline import Some as Some
    from .guideline import Source as Source
    from .guideline import Valid as Valid
    from .guideline import Value as Value
    from .guideline import Verdict as Verdict
    from .guideline import When as When
    from .guideline import evaluate as evaluate
    from .guideline import resolve as resolve
    from .guideline import tell as tell
    from .guideline import witness_day as witness_day
    from .guideline.describe import describe as describe
    from .guideline.describe import interpret as interpret
    from .guideline.lint import lint as lint
    from .guideline.witnesses import witnesses as witnesses
    from .model import Activity as Activity
    from .model import Actor as Actor
    from .model import AnyRecord as AnyRecord
    from .model import Appeal as Appeal
    from .model import Assistance as Assistance
    from .model import Award as Award
    from .model import Branch as Branch
    from .model import Change as Change
    from .model import ChangeKind as ChangeKind
    from .model import Changes as Changes
    from .model import Commitment as Commitment
    from .model import Consent as Consent
    from .model import Contact as Contact
    from .model import Delivery as Delivery
    from .model import DonatedBooks as DonatedBooks
    from .model import Donation as Donation
    from .model import Evidence as Evidence
    from .model import Exemption as Exemption
    from .model import FacilityItem as FacilityItem
    from .model import Feedback as Feedback
    from .model import Fund as Fund
    from .model import Host as Host
    from .model import Loan as Loan
    from .model import Observation as Observation
    from .model import Party as Party
    from .model import Person as Person
    from .model import Pledge as Pledge
    from .model import ProgrammeItem as ProgrammeItem
    from .model import Register as Register
    from .model import Service as Service
    from .model import Session as Session
    from .model import Site as Site
    from .model import Spending as Spending
    from .model import Station as Station
    from .model import Stock as Stock
    from .model import SubjectFile as SubjectFile
    from .model import Suspension as Suspension
    from .model import Task as Task
    from .model import Title as Title
    from .model import Waiver as Waiver
    from .model import apply as apply
    from .model import lifecycle_diagram as lifecycle_diagram
    from .model import merge as merge
    from .model import overdue as overdue
    from .model import purge as purge
    from .reporting import NOT_ON_RECORD as NOT_ON_RECORD
    from .reporting import Activities as Activities
    from .reporting import ActorsLedger as ActorsLedger
    from .reporting import AnnualReport as AnnualReport
    from .reporting import BooksStatement as BooksStatement
    from .reporting import Breakdown as Breakdown
    from .reporting import Coverage as Coverage
    from .reporting import Figure as Figure
    from .reporting import FigureUnit as FigureUnit
    from .reporting import FundsStatement as FundsStatement
    from .reporting import OpenAppeal as OpenAppeal
    from .reporting import Satisfaction as Satisfaction
    from .reporting import ServiceLevels as ServiceLevels
    from .reporting import ServiceStandard as ServiceStandard
    from .reporting import Standing as Standing
    from .reporting import VerdictChange as VerdictChange
    from .reporting import actors_ledger as actors_ledger
    from .reporting import annual_report as annual_report
    from .reporting import satisfaction as satisfaction
    from .reporting import service_levels as service_levels
    from .reporting import service_standards as service_standards
    from .reporting.activities import activities as activities
    from .reporting.books import books as books
    from .reporting.coverage import coverage as coverage
    from .reporting.funds import funds as funds
    from .reporting.standing import standing as standing
    from .scheduling import DEFAULT_POLICY as DEFAULT_POLICY
    from .scheduling import Blocked as Blocked
    from .scheduling import ChangeCause as ChangeCause
    from .scheduling import ChangeNotice as ChangeNotice
    from .scheduling import Constraint as Constraint
    from .scheduling import ConstraintCost as ConstraintCost
    from .scheduling import ConstraintMatch as ConstraintMatch
    from .scheduling import Excuse as Excuse
    from .scheduling import ExcuseKind as ExcuseKind
    from .scheduling import LedgerEntry as LedgerEntry
    from .scheduling import LedgerState as LedgerState
    from .scheduling import NoticeRole as NoticeRole
    from .scheduling import Owed as Owed
    from .scheduling import Plan as Plan
    from .scheduling import PlanChange as PlanChange
    from .scheduling import PlanChangeKind as PlanChangeKind
    from .scheduling import PlanChanges as PlanChanges
    from .scheduling import PlanInputs as PlanInputs
    from .scheduling import PlanScore as PlanScore
    from .scheduling import Policy as Policy
    from .scheduling import Recommendation as Recommendation
    from .scheduling import Remedy as Remedy
    from .scheduling import RemedyKind as RemedyKind
    from .scheduling import Replan as Replan
    from .scheduling import Rule as Rule
    from .scheduling import RuleSeverity as RuleSeverity
    from .scheduling import ScoreAnalysis as ScoreAnalysis
    from .scheduling import ScoreChange as ScoreChange
    from .scheduling import Severity as Severity
    from .scheduling import ShiftGap as ShiftGap
    from .scheduling import ShiftPattern as ShiftPattern
    from .scheduling import Shortfall as Shortfall
    from .scheduling import ShortfallKind as ShortfallKind
    from .scheduling import Solver as Solver
    from .scheduling import SubjectCost as SubjectCost
    from .scheduling import TravelTimes as TravelTimes
    from .scheduling import Unplaced as Unplaced
    from .scheduling import Violation as Violation
    from .scheduling import Wanted as Wanted
    from .scheduling import analysis as analysis
    from .scheduling import diff as diff
    from .scheduling import explain_notice as explain_notice
    from .scheduling import explain_plan_change as explain_plan_change
    from .scheduling import explain_recommendation as explain_recommendation
    from .scheduling import explain_remedy as explain_remedy
    from .scheduling import explain_score as explain_score
    from .scheduling import explain_shortfall as explain_shortfall
    from .scheduling import explain_span as explain_span
    from .scheduling import held as held
    from .scheduling import least_unplaced as least_unplaced
    from .scheduling import merged_duties as merged_duties
    from .scheduling import missed_tasks as missed_tasks
    from .scheduling import party_life_duties as party_life_duties
    from .scheduling import plan as plan
    from .scheduling import reading_duties as reading_duties
    from .scheduling import rebase as rebase
    from .scheduling import recommend as recommend
    from .scheduling import remedied as remedied
    from .scheduling import replan as replan
    from .scheduling import shift_coverage as shift_coverage
    from .scheduling import solved as solved
    from .scheduling import violations as violations
    from .scheduling.bookkeeping import ledger as ledger
    from .scheduling.duties import duties as duties
    from .scheduling.shortfalls import shortfalls as shortfalls
    from .values import SHANGHAI as SHANGHAI
    from .values import ActivityDomain as ActivityDomain
    from .values import ActivityForm as ActivityForm
    from .values import ActivityKind as ActivityKind
    from .values import ActorId as ActorId
    from .values import ActorRole as ActorRole
    from .values import AnyKind as AnyKind
    from .values import AppealCategory as AppealCategory
    from .values import AppealId as AppealId
    from .values import AppealState as AppealState
    from .values import AssistanceId as AssistanceId
    from .values import AssistanceKind as AssistanceKind
    from .values import Basis as Basis
    from .values import BranchId as BranchId
    from .values import BranchKind as BranchKind
    from .values import Cadence as Cadence
    from .values import Certainty as Certainty
    from .values import Channel as Channel
    from .values import CommitmentId as CommitmentId
    from .values import CommitmentKind as CommitmentKind
    from .values import ContactForm as ContactForm
    from .values import ContactKind as ContactKind
    from .values import Counts as Counts
    from .values import CreditCode as CreditCode
    from .values import DatedHours as DatedHours
    from .values import DayKind as DayKind
    from .values import DeliveryId as DeliveryId
    from .values import DocumentKind as DocumentKind
    from .values import DonationId as DonationId
    from .values import DutyId as DutyId
    from .values import ExemptionId as ExemptionId
    from .values import Facility as Facility
    from .values import FeedbackId as FeedbackId
    from .values import FindingId as FindingId
    from .values import Frequency as Frequency
    from .values import FundId as FundId
    from .values import HostId as HostId
    from .values import Id as Id
    from .values import Isbn as Isbn
    from .values import Level as Level
    from .values import LoanId as LoanId
    from .values import LocalKind as LocalKind
    from .values import Method as Method
    from .values import Modality as Modality
    from .values import NoticeKind as NoticeKind
    from .values import NthWeekday as NthWeekday
    from .values import ObservationId as ObservationId
    from .values import OpeningHours as OpeningHours
    from .values import Period as Period
    from .values import PeriodUnit as PeriodUnit
    from .values import PledgeId as PledgeId
    from .values import Posting as Posting
    from .values import Record as Record
    from .values import Recurrence as Recurrence
    from .values import Region as Region
    from .values import RequirementId as RequirementId
    from .values import Roll as Roll
    from .values import ServiceDomain as ServiceDomain
    from .values import SessionId as SessionId
    from .values import SessionStatus as SessionStatus
    from .values import Setting as Setting
    from .values import Skill as Skill
    from .values import Span as Span
    from .values import SpeakerRole as SpeakerRole
    from .values import StationId as StationId
    from .values import StationStatus as StationStatus
    from .values import StockId as StockId
    from .values import SubjectKind as SubjectKind
    from .values import TaskId as TaskId
    from .values import TaskState as TaskState
    from .values import Term as Term
    from .values import Text as Text
    from .values import Tier as Tier
    from .values import TimePromise as TimePromise
    from .values import TimeSpan as TimeSpan
    from .values import TimeUnit as TimeUnit
    from .values import TitleClass as TitleClass
    from .values import TitleId as TitleId
    from .values import VanguardField as VanguardField
    from .values import WaiverId as WaiverId
    from .values import Weekday as Weekday
    from .values import moment as moment
    from .values import suppressed as suppressed
else:
    # type checkers and editors read the re-exports above; at run time the table stands for them
    __all__ = list(_HOMES)

    def __getattr__(name: str) -> object:
        """Read a public name from its floor, once."""
        if name not in _HOMES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message, name=name)
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})
