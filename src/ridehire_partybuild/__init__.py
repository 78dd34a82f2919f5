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
        SHANGHAI ActivityKind ActorId ActorRole Basis BranchId BranchKind Cadence Certainty
        Channel ContactKind CreditCode DatedHours DayKind DocumentKind DutyId Facility
        FindingId HostId Id Level Method Modality ObservationId OpeningHours Period
        PeriodUnit Posting Record Region RequirementId Roll ServiceDomain SessionId
        SessionStatus Setting Skill Span StationId SubjectKind Term Text Tier TimeSpan
        WaiverId moment
    """,
    "model": """
        Actor AnyRecord Branch Contact Evidence FacilityItem Host Observation Party Register
        Service Session Site Station SubjectFile Waiver
    """,
    "calendars": """
        Day HolidayYear Notice WorkCalendar
    """,
    "guideline": """
        FACTS NOT_KNOWN NOT_THERE ActivityTemplate AllOf AnyOf AtLeast AtMost Check Duty
        Fact FactKind Facts Guideline Held Includes Is Judged NoDayPolicy Not OneOf Outcome
        Parameter ParameterRef Reading Readings Reason Requirement Some Source Valid Value
        Verdict When describe evaluate tell
    """,
    "compliance": """
        Assessment Explanation Finding Score ScoreSystem assess explain finding_id
    """,
    "scheduling": """
        DEFAULT_POLICY Blocked Constraint ConstraintMatch LedgerEntry LedgerState Plan
        PlanInputs PlanScore Policy Rule TravelTimes Unplaced Violation duties plan
        violations
    """,
    "exchange": """
        dump dumps load loads reference_guideline work_calendar
    """,
}
_HOMES = {name: floor for floor, names in _FLOORS.items() for name in names.split()}

if TYPE_CHECKING:
    from .calendars import Day as Day
    from .calendars import HolidayYear as HolidayYear
    from .calendars import Notice as Notice
    from .calendars import WorkCalendar as WorkCalendar
    from .compliance import Assessment as Assessment
    from .compliance import Explanation as Explanation
    from .compliance import Finding as Finding
    from .compliance import Score as Score
    from .compliance import ScoreSystem as ScoreSystem
    from .compliance import assess as assess
    from .compliance import finding_id as finding_id
    from .compliance.explain import explain as explain
    from .errors import InvalidDocument as InvalidDocument
    from .errors import InvalidValue as InvalidValue
    from .errors import Lang as Lang
    from .errors import Problem as Problem
    from .errors import UnusableRule as UnusableRule
    from .errors import render as render
    from .exchange import dump as dump
    from .exchange import dumps as dumps
    from .exchange import load as load
    from .exchange import loads as loads
    from .exchange import reference_guideline as reference_guideline
    from .exchange import work_calendar as work_calendar
    from .guideline import FACTS as FACTS
    from .guideline import NOT_KNOWN as NOT_KNOWN
    from .guideline import NOT_THERE as NOT_THERE
    from .guideline import ActivityTemplate as ActivityTemplate
    from .guideline import AllOf as AllOf
    from .guideline import AnyOf as AnyOf
    from .guideline import AtLeast as AtLeast
    from .guideline import AtMost as AtMost
    from .guideline import Check as Check
    from .guideline import Duty as Duty
    from .guideline import Fact as Fact
    from .guideline import FactKind as FactKind
    from .guideline import Facts as Facts
    from .guideline import Guideline as Guideline
    from .guideline import Held as Held
    from .guideline import Includes as Includes
    from .guideline import Is as Is
    from .guideline import Judged as Judged
    from .guideline import NoDayPolicy as NoDayPolicy
    from .guideline import Not as Not
    from .guideline import OneOf as OneOf
    from .guideline import Outcome as Outcome
    from .guideline import Parameter as Parameter
    from .guideline import ParameterRef as ParameterRef
    from .guideline import Reading as Reading
    from .guideline import Readings as Readings
    from .guideline import Reason as Reason
    from .guideline import Requirement as Requirement
    from .guideline import Some as Some
    from .guideline import Source as Source
    from .guideline import Valid as Valid
    from .guideline import Value as Value
    from .guideline import Verdict as Verdict
    from .guideline import When as When
    from .guideline import evaluate as evaluate
    from .guideline import tell as tell
    from .guideline.describe import describe as describe
    from .model import Actor as Actor
    from .model import AnyRecord as AnyRecord
    from .model import Branch as Branch
    from .model import Contact as Contact
    from .model import Evidence as Evidence
    from .model import FacilityItem as FacilityItem
    from .model import Host as Host
    from .model import Observation as Observation
    from .model import Party as Party
    from .model import Register as Register
    from .model import Service as Service
    from .model import Session as Session
    from .model import Site as Site
    from .model import Station as Station
    from .model import SubjectFile as SubjectFile
    from .model import Waiver as Waiver
    from .scheduling import DEFAULT_POLICY as DEFAULT_POLICY
    from .scheduling import Blocked as Blocked
    from .scheduling import Constraint as Constraint
    from .scheduling import ConstraintMatch as ConstraintMatch
    from .scheduling import LedgerEntry as LedgerEntry
    from .scheduling import LedgerState as LedgerState
    from .scheduling import Plan as Plan
    from .scheduling import PlanInputs as PlanInputs
    from .scheduling import PlanScore as PlanScore
    from .scheduling import Policy as Policy
    from .scheduling import Rule as Rule
    from .scheduling import TravelTimes as TravelTimes
    from .scheduling import Unplaced as Unplaced
    from .scheduling import Violation as Violation
    from .scheduling import plan as plan
    from .scheduling import violations as violations
    from .scheduling.duties import duties as duties
    from .values import SHANGHAI as SHANGHAI
    from .values import ActivityKind as ActivityKind
    from .values import ActorId as ActorId
    from .values import ActorRole as ActorRole
    from .values import Basis as Basis
    from .values import BranchId as BranchId
    from .values import BranchKind as BranchKind
    from .values import Cadence as Cadence
    from .values import Certainty as Certainty
    from .values import Channel as Channel
    from .values import ContactKind as ContactKind
    from .values import CreditCode as CreditCode
    from .values import DatedHours as DatedHours
    from .values import DayKind as DayKind
    from .values import DocumentKind as DocumentKind
    from .values import DutyId as DutyId
    from .values import Facility as Facility
    from .values import FindingId as FindingId
    from .values import HostId as HostId
    from .values import Id as Id
    from .values import Level as Level
    from .values import Method as Method
    from .values import Modality as Modality
    from .values import ObservationId as ObservationId
    from .values import OpeningHours as OpeningHours
    from .values import Period as Period
    from .values import PeriodUnit as PeriodUnit
    from .values import Posting as Posting
    from .values import Record as Record
    from .values import Region as Region
    from .values import RequirementId as RequirementId
    from .values import Roll as Roll
    from .values import ServiceDomain as ServiceDomain
    from .values import SessionId as SessionId
    from .values import SessionStatus as SessionStatus
    from .values import Setting as Setting
    from .values import Skill as Skill
    from .values import Span as Span
    from .values import StationId as StationId
    from .values import SubjectKind as SubjectKind
    from .values import Term as Term
    from .values import Text as Text
    from .values import Tier as Tier
    from .values import TimeSpan as TimeSpan
    from .values import WaiverId as WaiverId
    from .values import moment as moment
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
