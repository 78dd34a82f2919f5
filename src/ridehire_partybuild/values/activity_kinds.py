"""What is done at a session: the kinds of activity, those of an office's own, and the words beside.

Domain and usual form of each kind stand in ``data/activities.toml``.
"""

from functools import cache
from typing import Any, Self, cast

from ridehire_partybuild import data
from ridehire_partybuild.errors import InvalidValue, Lang

from .identifiers import Id
from .terms import Term

__all__ = [
    "ActivityDomain",
    "ActivityForm",
    "ActivityKind",
    "AnyKind",
    "LocalKind",
    "SessionStatus",
    "Skill",
    "SpeakerRole",
    "activity_kind",
    "any_kind",
]


class ActivityDomain(Term):
    """What an activity is for."""

    PARTY = "party"
    GOVERNMENT = "government"
    LEGAL = "legal"
    DAILY_LIFE = "daily_life"
    SAFETY_AND_SKILLS = "safety_and_skills"
    COORDINATION = "coordination"


class ActivityForm(Term):
    """How an activity usually goes."""

    MEETING = "meeting"
    LECTURE = "lecture"
    DISCUSSION = "discussion"
    CEREMONY = "ceremony"
    CONSULTATION = "consultation"
    TRAINING = "training"
    DRILL = "drill"
    ACTION = "action"
    VISIT = "visit"
    BROADCAST = "broadcast"


@cache
def _usual() -> dict[str, tuple[ActivityDomain, ActivityForm]]:
    import tomllib  # noqa: PLC0415 - as in errors.messages

    rows = cast("dict[str, dict[str, str]]", tomllib.loads(data.text("activities.toml")))
    return {
        kind: (ActivityDomain(row["domain"]), ActivityForm(row["form"]))
        for kind, row in rows.items()
    }


class ActivityKind(Term):
    """Kinds of activity held at stations or by branches.

    >>> ActivityKind.PARTY_LECTURE.domain.label("zh"), ActivityKind.PARTY_LECTURE.form.label("zh")
    ('党务', '讲课')
    """

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

    @property
    def domain(self) -> ActivityDomain:
        """What it is for."""
        return _usual()[self.value][0]

    @property
    def form(self) -> ActivityForm:
        """How it usually goes."""
        return _usual()[self.value][1]


class LocalKind(Id):
    """A kind of activity of an office's own: ``x-`` and its name; the register says what it is.

    Raises:
        InvalidValue: no token that begins with ``x-`` and goes on.

    >>> LocalKind("x-包饺子").label("zh")
    '包饺子'
    >>> LocalKind("包饺子")
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: Failed to parse '包饺子' as LocalKind: expected a name after x-, got '包饺子'.
    """  # noqa: E501 - a message is one line

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the token and return it."""
        made = super().__new__(cls, text)
        if not made.startswith("x-") or len(made) == 2:
            raise InvalidValue.of("kind.local", "LocalKind", str(made))
        return made

    @property
    def value(self) -> str:
        """The code that documents hold, as of the kinds that ship with the library."""
        return str(self)

    def label(self, lang: Lang = "en") -> str:  # noqa: ARG002 - an office names it in one language
        """Return its bare name; what it is called in each language, its `Activity` says."""
        return self[2:]


AnyKind = ActivityKind | LocalKind
"""A kind of activity, shipped or of an office's own."""


def any_kind(value: Any) -> Any:
    """Convert a field to a kind: plain text that begins with ``x-`` is one of an office's own."""
    if type(value) is str and value.startswith("x-"):
        try:
            return LocalKind(value)
        except InvalidValue:
            return value  # for the record to refuse, with what is wrong elsewhere in it
    return value


def activity_kind(code: str) -> AnyKind:
    """Return the kind of that code.

    Raises:
        InvalidValue: neither a shipped kind nor one of an office's own.
        ValueError: the same, where it does not begin with ``x-``.

    >>> activity_kind("party_lecture").label("zh"), activity_kind("x-包饺子").label("zh")
    ('党课', '包饺子')
    """
    return LocalKind(code) if code.startswith("x-") else ActivityKind(code)


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


class SpeakerRole(Term):
    """Who speaks at an item of a programme: a part that somebody plays, never a person."""

    AUTHORITY = "authority"
    PLATFORM = "platform"
    ASSOCIATION = "association"
    DRIVER_MEMBER = "driver_member"
    STATION = "station"
    BRANCH_SECRETARY = "branch_secretary"
    EXPERT = "expert"
