"""The closed word lists of what actors and stations do for drivers: pledges, appeals, books."""

from .terms import Term

__all__ = [
    "AppealCategory",
    "AppealState",
    "AssistanceKind",
    "CommitmentKind",
    "TaskState",
    "TitleClass",
    "VanguardField",
]


class VanguardField(Term):
    """The four fields of the driver members' vanguard role, as the founding report names them."""

    SAFE_DRIVING = "safe_driving"
    QUALITY_SERVICE = "quality_service"
    EMERGENCY_SUPPORT = "emergency_support"
    GOVERNANCE = "governance"


class CommitmentKind(Term):
    """What platform companies are asked for: to support, to care, to safeguard rights."""

    PARTY_SUPPORT = "party_support"
    CARE = "care"
    DRIVERS_RIGHTS = "drivers_rights"


class AssistanceKind(Term):
    """What an association's assistance consists of."""

    HARDSHIP_RELIEF = "hardship_relief"
    CARE_GOODS = "care_goods"
    MEDICAL_AID = "medical_aid"
    LEGAL_AID = "legal_aid"
    SCHOOLING_AID = "schooling_aid"
    TRAINING = "training"
    OTHER = "other"


class AppealCategory(Term):
    """What drivers appeal about."""

    COMMISSION = "commission"
    ORDER_DISPATCH = "order_dispatch"
    ACCOUNT = "account"
    OCCUPATIONAL_INJURY = "occupational_injury"
    REST = "rest"
    PARKING = "parking"
    LICENSING = "licensing"
    STATION_SERVICE = "station_service"
    OTHER = "other"


class AppealState(Term):
    """How far an appeal has come."""

    RECEIVED = "received"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    CLOSED = "closed"


class TitleClass(Term):
    """What a book is about."""

    PARTY_BUILDING = "party_building"
    SAFE_DRIVING = "safe_driving"
    LAW = "law"
    SERVICE = "service"
    CULTURE = "culture"
    OTHER = "other"


class TaskState(Term):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
