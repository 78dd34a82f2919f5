"""The closed word lists of stations, services, actors, requirements and days."""

from .terms import Term

__all__ = [
    "ActorRole",
    "Basis",
    "BranchKind",
    "Certainty",
    "Channel",
    "ContactForm",
    "ContactKind",
    "DayKind",
    "DocumentKind",
    "Facility",
    "Level",
    "Method",
    "Modality",
    "NoticeKind",
    "PeriodUnit",
    "Posting",
    "Roll",
    "ServiceDomain",
    "Setting",
    "StationStatus",
    "SubjectKind",
    "Tier",
    "TimeUnit",
]


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


class StationStatus(Term):
    """Where a station stands on a day; drivers find it open in one of these only."""

    PLANNED = "planned"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


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
    EV_CHARGER = "ev_charger"
    AED = "aed"
    PRINTER = "printer"
    TELEVISION = "television"
    UMBRELLAS = "umbrellas"


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


class TimeUnit(Term):
    """Units in which a service promises to be done."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"


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


class ContactForm(Term):
    """How a contact is used: by telephone, over a desk, on the net."""

    HOTLINE = "hotline"
    DESK = "desk"
    ONLINE = "online"


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


class NoticeKind(Term):
    """Whether a notice of holidays rules a year as a whole, or changes what was announced."""

    ANNUAL = "annual"
    CORRECTION = "correction"


class Roll(Term):
    """Where a fixed day goes that is no workday: at most 7 days, and never out of its period."""

    FOLLOWING = "following"
    PRECEDING = "preceding"
    NEAREST = "nearest"
