"""The closed word lists of the field. Each word has a code for documents and a label in zh and en.

The labels stand in ``data/vocabulary.toml``; a word without both is an error at first use.
"""

from enum import StrEnum
from functools import cache
from typing import cast

from ridehire_partybuild import data
from ridehire_partybuild.errors import Lang

__all__ = [
    "ActivityKind",
    "ActorRole",
    "Basis",
    "BranchKind",
    "Certainty",
    "Channel",
    "ContactKind",
    "DayKind",
    "DocumentKind",
    "Facility",
    "Level",
    "Method",
    "Modality",
    "PeriodUnit",
    "Posting",
    "Roll",
    "ServiceDomain",
    "SessionStatus",
    "Setting",
    "Skill",
    "SubjectKind",
    "Term",
    "Tier",
]


@cache
def _labels() -> dict[str, dict[str, list[str]]]:
    import tomllib  # noqa: PLC0415 - as in errors.messages

    return cast("dict[str, dict[str, list[str]]]", tomllib.loads(data.text("vocabulary.toml")))


class Term(StrEnum):
    """A word of a closed list: a stable code, and a label in each language."""

    def label(self, lang: Lang = "en") -> str:
        """Return the word that people read.

        >>> Tier.BASIC.label("zh")
        '基础型'
        """
        return _labels()[type(self).__name__][self.value][0 if lang == "zh" else 1]


class PeriodUnit(Term):
    """The calendar periods in which things are counted."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"


class Level(Term):
    """Levels of administration."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Tier(Term):
    """Kinds of station by what they offer. A provincial class is an award, not a tier."""

    COMPREHENSIVE = "comprehensive"
    BASIC = "basic"
    MOBILE = "mobile"


class Setting(Term):
    """What a station is built on or into."""

    CHARGING_SITE = "charging_site"
    BANK = "bank"
    POST_OFFICE = "post_office"
    PETROL_STATION = "petrol_station"
    REPAIR_SHOP = "repair_shop"
    HUB = "hub"
    OWN_BUILDING = "own_building"
    VEHICLE = "vehicle"
    OTHER = "other"


class Facility(Term):
    """Things that a station has for its visitors."""

    AIR_CONDITIONER = "air_conditioner"
    FAN = "fan"
    MICROWAVE = "microwave"
    WATER_DISPENSER = "water_dispenser"
    KETTLE = "kettle"
    CHARGING_SOCKETS = "charging_sockets"
    TABLE_AND_CHAIRS = "table_and_chairs"
    FIRST_AID_BOX = "first_aid_box"
    FRIDGE = "fridge"
    WIFI = "wifi"
    RECLINER = "recliner"
    SHOWER = "shower"
    WASHING_MACHINE = "washing_machine"
    WOMENS_REST_ROOM = "womens_rest_room"
    TOILET = "toilet"
    BOOKSHELF = "bookshelf"


class Posting(Term):
    """What hangs on a station's wall for all to read."""

    SERVICE_LIST = "service_list"
    OPENING_HOURS = "opening_hours"
    COMPLAINT_LINE = "complaint_line"
    MANAGEMENT_RULES = "management_rules"
    LOAN_RULES = "loan_rules"


class ServiceDomain(Term):
    """The five domains of service named in the founding report."""

    BASIC = "basic"
    PARTY = "party"
    GOVERNMENT = "government"
    LEGAL = "legal"
    DAILY_LIFE = "daily_life"


class Channel(Term):
    """How a service reaches its users."""

    ON_SITE = "on_site"
    ONLINE = "online"
    BOTH = "both"


class ActorRole(Term):
    """The four actors of the founding report."""

    AUTHORITY = "authority"
    PLATFORM = "platform"
    ASSOCIATION = "association"
    DRIVER_MEMBERS = "driver_members"


class BranchKind(Term):
    """A branch of one unit, or one that several small units form together."""

    BRANCH = "branch"
    JOINT_BRANCH = "joint_branch"


class ContactKind(Term):
    """Whose a contact is. Only office lines are ever printed."""

    OFFICE_LINE = "office_line"
    PERSONAL = "personal"


class ActivityKind(Term):
    """Kinds of activity held at stations or by branches."""

    SYMPOSIUM = "symposium"
    BOOK_PRESENTATION = "book_presentation"
    GUIDELINE_BRIEFING = "guideline_briefing"
    ANNUAL_BRIEFING = "annual_briefing"
    THEME_PARTY_DAY = "theme_party_day"
    PARTY_LECTURE = "party_lecture"
    BRANCH_MEETING = "branch_meeting"
    COMMITTEE_MEETING = "committee_meeting"
    GROUP_MEETING = "group_meeting"
    ORGANISATION_LIFE_MEETING = "organisation_life_meeting"
    DEMOCRATIC_APPRAISAL = "democratic_appraisal"
    READING_CIRCLE = "reading_circle"
    STUDY_SESSION = "study_session"
    MICRO_LESSON = "micro_lesson"
    LEGAL_CLINIC = "legal_clinic"
    GOVERNMENT_SERVICE_DAY = "government_service_day"
    RIGHTS_CONSULTATION = "rights_consultation"
    HEALTH_CHECK = "health_check"
    FIRST_AID_TRAINING = "first_aid_training"
    SAFE_DRIVING_TRAINING = "safe_driving_training"
    SERVICE_QUALITY_TRAINING = "service_quality_training"
    EMERGENCY_DRILL = "emergency_drill"
    GOVERNANCE_WORK = "governance_work"
    VOLUNTEERING = "volunteering"
    CARE_VISIT = "care_visit"
    PUBLICITY_BROADCAST = "publicity_broadcast"
    COORDINATION_MEETING = "coordination_meeting"


class SessionStatus(Term):
    """Where a session stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Skill(Term):
    """What whoever holds a session must be able to do."""

    PARTY_AFFAIRS = "party_affairs"
    LEGAL = "legal"
    HEALTH = "health"
    FIRST_AID = "first_aid"
    GOVERNMENT_AFFAIRS = "government_affairs"
    TRAFFIC_SAFETY = "traffic_safety"


class SubjectKind(Term):
    """What a requirement judges."""

    STATION = "station"
    BRANCH = "branch"
    ACTOR = "actor"
    CITY = "city"


class Method(Term):
    """How a fact is found out (the three words of OSCAL)."""

    EXAMINE = "examine"
    INTERVIEW = "interview"
    TEST = "test"


class Modality(Term):
    """Provision types of GB/T 1.1: requirement, recommendation, permission."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"


class Basis(Term):
    """Where a requirement comes from: the founding report, a kindred standard, a rule, practice."""

    SEED = "seed"
    KINDRED = "kindred"
    RULE = "rule"
    PRACTICE = "practice"


class DocumentKind(Term):
    """The rank of the document that a requirement cites."""

    LAW = "law"
    PARTY_REGULATION = "party_regulation"
    MANDATORY_STANDARD = "mandatory_standard"
    RECOMMENDED_STANDARD = "recommended_standard"
    GROUP_STANDARD = "group_standard"
    ADMINISTRATIVE_GUIDELINE = "administrative_guideline"
    LOCAL_PRACTICE = "local_practice"


class DayKind(Term):
    """What a day is by the State Council's notice. A day off by swap is not a make-up workday."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    BRIDGE_DAY_OFF = "bridge_day_off"
    MAKEUP_WORKDAY = "makeup_workday"


class Certainty(Term):
    """How sure the kind of a day is."""

    ANNOUNCED = "announced"
    STATUTORY = "statutory"
    ASSUMED = "assumed"


class Roll(Term):
    """Where a fixed day goes that is no workday: at most 7 days, and never out of its period."""

    FOLLOWING = "following"
    PRECEDING = "preceding"
    NEAREST = "nearest"
