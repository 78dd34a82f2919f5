"""Ids that are made rather than given: the same key, the same id, on every machine."""

from ridehire_partybuild.values import ActivityKind, DutyId, Id, Period, SessionId, made_id
from ridehire_partybuild.values.identifiers import LONGEST_ID

__all__ = ["duty_id", "session_id"]


def duty_id(subject: Id, kind: ActivityKind) -> DutyId:
    """Return the id of a duty: subject and kind, or a UUID of them where that is too long.

    >>> duty_id(Id("S-1"), ActivityKind.LEGAL_CLINIC)
    DutyId('S-1.legal_clinic')
    """
    plain = f"{subject}.{kind.value}"
    return DutyId(plain if len(plain) <= LONGEST_ID else made_id("duty", subject, kind.value))


def session_id(duty: DutyId, period: Period, ordinal: int, attempt: int = 0) -> SessionId:
    """Return the id of a planned session; ``attempt`` tells it from one that bears it already.

    >>> month = Period.parse("2026-01")
    >>> one, other = (session_id(DutyId("D"), month, ordinal) for ordinal in (1, 2))
    >>> one == other, len(one)
    (False, 36)
    """
    return SessionId(made_id("session", duty, period, ordinal, *((attempt,) if attempt else ())))
