"""Identifiers: tokens that an office chooses, each kind of record with a type of its own.

An id is a token of 1 to 64 characters without white space or control characters, in Unicode
normal form C.
"""

import unicodedata
from typing import Self

from ridehire_partybuild.errors import InvalidValue

__all__ = [
    "LONGEST_ID",
    "ActorId",
    "AppealId",
    "AssistanceId",
    "BranchId",
    "CommitmentId",
    "DeliveryId",
    "DonationId",
    "DutyId",
    "ExemptionId",
    "FeedbackId",
    "FindingId",
    "FundId",
    "HostId",
    "Id",
    "LoanId",
    "ObservationId",
    "PledgeId",
    "RequirementId",
    "SessionId",
    "StationId",
    "StockId",
    "TaskId",
    "TitleId",
    "WaiverId",
    "made_id",
]

LONGEST_ID = 64


class Id(str):
    """A token that names a record; compares, sorts and prints as its text.

    Raises:
        InvalidValue: empty, longer than 64 characters, or with white space or control characters.

    >>> StationId("370502-01")
    StationId('370502-01')
    >>> StationId.parse("a b")
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: Failed to parse 'a b' as StationId: expected text without white space or control characters, got ' ' at position 2.
    """  # noqa: E501 - a message is one line

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the token and return it."""
        if type(text) is cls:
            return text
        if not isinstance(text, str):
            raise InvalidValue.of(
                "type", cls.__name__, text, wanted="str", actual=type(text).__name__
            )
        if not 1 <= len(text) <= LONGEST_ID:
            raise InvalidValue.of(
                "text.length", cls.__name__, text, low=1, high=LONGEST_ID, length=len(text)
            )
        for position, char in enumerate(text, 1):
            if unicodedata.category(char)[0] in "ZC":
                raise InvalidValue.of(
                    "text.characters", cls.__name__, text, char=repr(char), position=position
                )
        if not unicodedata.is_normalized("NFC", text):
            raise InvalidValue.of("text.normal", cls.__name__, text)
        return super().__new__(cls, text)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the id that ``text`` spells."""
        return cls(text)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str.__repr__(self)})"


class StationId(Id):
    """Names a station."""

    __slots__ = ()


class ActorId(Id):
    """Names one of the four kinds of actor."""

    __slots__ = ()


class BranchId(Id):
    """Names a Party branch."""

    __slots__ = ()


class HostId(Id):
    """Names whoever holds sessions."""

    __slots__ = ()


class SessionId(Id):
    """Names a session of an activity."""

    __slots__ = ()


class ObservationId(Id):
    """Names an observation."""

    __slots__ = ()


class WaiverId(Id):
    """Names a waiver."""

    __slots__ = ()


class RequirementId(Id):
    """Names a requirement, through all its editions."""

    __slots__ = ()


class FindingId(Id):
    """Names a finding: the same for the same subject and requirement on any day."""

    __slots__ = ()


class DutyId(Id):
    """Names a duty: the same for the same subject and kind of activity."""

    __slots__ = ()


class TitleId(Id):
    """Names a title of study books."""

    __slots__ = ()


class DonationId(Id):
    """Names a donation: one batch of books."""

    __slots__ = ()


class DeliveryId(Id):
    """Names a delivery of books to a station."""

    __slots__ = ()


class StockId(Id):
    """Names a count of books."""

    __slots__ = ()


class LoanId(Id):
    """Names a count of loans."""

    __slots__ = ()


class FundId(Id):
    """Names a line of a special fund."""

    __slots__ = ()


class AppealId(Id):
    """Names an appeal."""

    __slots__ = ()


class FeedbackId(Id):
    """Names a count of feedback."""

    __slots__ = ()


class CommitmentId(Id):
    """Names a commitment of an actor."""

    __slots__ = ()


class AssistanceId(Id):
    """Names assistance that was given."""

    __slots__ = ()


class PledgeId(Id):
    """Names a count of pledges."""

    __slots__ = ()


class ExemptionId(Id):
    """Names an exemption."""

    __slots__ = ()


class TaskId(Id):
    """Names a task."""

    __slots__ = ()


_NAMESPACE = "5e0d9c52-8c0f-5a7e-9d7f-0b1f6d1e2a37"


def made_id(*key: object) -> str:
    """Return the id of what the library makes itself: a UUIDv5 of all its key fields.

    >>> made_id("370502-01", "area") == made_id("370502-01", "area")
    True
    """
    from uuid import UUID, uuid5  # noqa: PLC0415 - it asks for the platform, which takes time

    return str(uuid5(UUID(_NAMESPACE), "\x1f".join(str(part) for part in key)))
