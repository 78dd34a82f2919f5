"""The facts: stations, actors, branches, activities, books, funds, appeals, evidence, register."""

from ridehire_partybuild.values.arrival import arrived

from .activities import Activity, Host, ProgrammeItem, Session
from .actors import Actor, Branch
from .appeals import Appeal, lifecycle_diagram
from .books import Delivery, DonatedBooks, Donation, Loan, Stock, Title
from .changes import Change, ChangeKind, Changes, apply, diff
from .dealings import Assistance, Commitment, Feedback, Pledge
from .evidence import Evidence, Observation, Waiver
from .funds import Fund, Spending
from .merging import merge
from .parties import Party
from .persons import Consent, Contact, Person
from .register import COLLECTIONS, AnyRecord, Register, integrity_problems
from .retention import overdue, purge
from .services import Service
from .stations import Award, FacilityItem, Site, Station, Suspension
from .subjects import SubjectFile
from .tasks import Exemption, Task

__all__ = [
    "COLLECTIONS",
    "Activity",
    "Actor",
    "AnyRecord",
    "Appeal",
    "Assistance",
    "Award",
    "Branch",
    "Change",
    "ChangeKind",
    "Changes",
    "Commitment",
    "Consent",
    "Contact",
    "Delivery",
    "DonatedBooks",
    "Donation",
    "Evidence",
    "Exemption",
    "FacilityItem",
    "Feedback",
    "Fund",
    "Host",
    "Loan",
    "Observation",
    "Party",
    "Person",
    "Pledge",
    "ProgrammeItem",
    "Register",
    "Service",
    "Session",
    "Site",
    "Spending",
    "Station",
    "Stock",
    "SubjectFile",
    "Suspension",
    "Task",
    "Title",
    "Waiver",
    "apply",
    "diff",
    "integrity_problems",
    "lifecycle_diagram",
    "merge",
    "overdue",
    "purge",
]

arrived(__name__)
