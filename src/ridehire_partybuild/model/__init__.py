"""The facts: stations, actors, branches, activities, evidence, and the register that holds them."""

from .activities import Host, Session
from .actors import Actor, Branch
from .evidence import Evidence, Observation, Waiver
from .parties import Contact, Party
from .register import COLLECTIONS, AnyRecord, Register, integrity_problems
from .stations import FacilityItem, Service, Site, Station
from .subjects import SubjectFile

__all__ = [
    "COLLECTIONS",
    "Actor",
    "AnyRecord",
    "Branch",
    "Contact",
    "Evidence",
    "FacilityItem",
    "Host",
    "Observation",
    "Party",
    "Register",
    "Service",
    "Session",
    "Site",
    "Station",
    "SubjectFile",
    "Waiver",
    "integrity_problems",
]
