"""The yardstick: facts, checks, requirements, duties, and the plain meaning of a check."""

from ridehire_partybuild.values.arrival import arrived

from . import verdicts
from .catalogue import FACTS
from .checks import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Held,
    Includes,
    Is,
    Judged,
    Not,
    OneOf,
    ParameterRef,
    Some,
    Valid,
    When,
    parts,
)
from .describe import describe, fact_label, interpret, tell
from .duty import ActivityTemplate, Duty, duty_of
from .editions import RuleChange, RuleChanges, diff
from .evaluation import NOT_JUDGED, evaluate, judged_periods
from .facts import ABSENT, Fact, FactKind, Facts, Value
from .guidelines import Guideline, judged_check
from .lint import Lint, lint
from .profiles import Alteration, Profile, Selection
from .readings import (
    NOT_KNOWN,
    NOT_THERE,
    Reading,
    Readings,
    counted_sessions,
    readings_of,
    sessions_fact,
)
from .requirements import Parameter, Requirement, Source
from .resolution import resolve
from .verdicts import Verdict
from .vocabulary import DayPolicy, NoDayPolicy, Outcome, Reason
from .walk import fact_name, fields_read, walked
from .witnesses import witness_day, witnesses

__all__ = [
    "ABSENT",
    "FACTS",
    "NOT_JUDGED",
    "NOT_KNOWN",
    "NOT_THERE",
    "ActivityTemplate",
    "AllOf",
    "Alteration",
    "AnyOf",
    "AtLeast",
    "AtMost",
    "Check",
    "DayPolicy",
    "Duty",
    "Fact",
    "FactKind",
    "Facts",
    "Guideline",
    "Held",
    "Includes",
    "Is",
    "Judged",
    "Lint",
    "NoDayPolicy",
    "Not",
    "OneOf",
    "Outcome",
    "Parameter",
    "ParameterRef",
    "Profile",
    "Reading",
    "Readings",
    "Reason",
    "Requirement",
    "RuleChange",
    "RuleChanges",
    "Selection",
    "Some",
    "Source",
    "Valid",
    "Value",
    "Verdict",
    "When",
    "counted_sessions",
    "describe",
    "diff",
    "duty_of",
    "evaluate",
    "fact_label",
    "fact_name",
    "fields_read",
    "interpret",
    "judged_check",
    "judged_periods",
    "lint",
    "parts",
    "readings_of",
    "resolve",
    "sessions_fact",
    "tell",
    "verdicts",
    "walked",
    "witness_day",
    "witnesses",
]

arrived(__name__)
