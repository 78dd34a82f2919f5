"""Identifiers: tokens that an office chooses, each kind of record with a type of its own.

An id is a token of 1 to 64 characters without white space or control characters, in Unicode
normal form C. A credit code follows GB 32100-2015.
"""

import unicodedata
from typing import Self, TypeVar, cast

import attrs

from ridehire_partybuild.errors import InvalidValue

__all__ = [
    "ActorId",
    "BranchId",
    "CreditCode",
    "DutyId",
    "FindingId",
    "HostId",
    "Id",
    "ObservationId",
    "RequirementId",
    "SessionId",
    "StationId",
    "WaiverId",
    "actor_id",
    "any_id",
    "branch_id",
    "duty_id",
    "host_id",
    "made_id",
    "observation_id",
    "requirement_id",
    "session_id",
    "station_id",
    "waiver_id",
]

LONGEST_ID = 64

AnyId = TypeVar("AnyId", bound="Id")


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


def _unchecked(cls: type[AnyId], text: str) -> AnyId:
    """Return the id that ``text`` spells, or what was given: the record then tells what is wrong.

    A converter that raised would hide what is wrong with the other fields.
    """
    try:
        return cls(text)
    except InvalidValue:
        return cast("AnyId", text)


def any_id(text: str) -> Id:
    """Convert a field to an id of whatever kind."""
    return _unchecked(Id, text)


def station_id(text: str) -> StationId:
    """Convert a field to `StationId`."""
    return _unchecked(StationId, text)


def actor_id(text: str) -> ActorId:
    """Convert a field to `ActorId`."""
    return _unchecked(ActorId, text)


def branch_id(text: str) -> BranchId:
    """Convert a field to `BranchId`."""
    return _unchecked(BranchId, text)


def host_id(text: str) -> HostId:
    """Convert a field to `HostId`."""
    return _unchecked(HostId, text)


def session_id(text: str) -> SessionId:
    """Convert a field to `SessionId`."""
    return _unchecked(SessionId, text)


def observation_id(text: str) -> ObservationId:
    """Convert a field to `ObservationId`."""
    return _unchecked(ObservationId, text)


def waiver_id(text: str) -> WaiverId:
    """Convert a field to `WaiverId`."""
    return _unchecked(WaiverId, text)


def requirement_id(text: str) -> RequirementId:
    """Convert a field to `RequirementId`."""
    return _unchecked(RequirementId, text)


def duty_id(text: str) -> DutyId:
    """Convert a field to `DutyId`."""
    return _unchecked(DutyId, text)


_NAMESPACE = "5e0d9c52-8c0f-5a7e-9d7f-0b1f6d1e2a37"


def made_id(*key: object) -> str:
    """Return the id of what the library makes itself: a UUIDv5 of all its key fields.

    >>> made_id("370502-01", "area") == made_id("370502-01", "area")
    True
    """
    from uuid import UUID, uuid5  # noqa: PLC0415 - it asks for the platform, which takes time

    return str(uuid5(UUID(_NAMESPACE), "\x1f".join(str(part) for part in key)))


_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714


@attrs.frozen(order=True)
class CreditCode:
    """A unified social credit code (GB 32100-2015): 18 places, two of them check characters.

    Places: 1 registrar (a digit or a letter), 1 class, 6 division, 9 organisation code, 1 check.

    Raises:
        InvalidValue: a wrong length, character or check character. Lower case is refused:
            only tables are normalised before they are read.

    >>> str(CreditCode.parse("91370500TEAT000154"))
    '91370500TEAT000154'
    >>> CreditCode.parse("91370500TEAT000155")
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: Failed to parse '91370500TEAT000155' as CreditCode: expected 4 at position 18 (check character), got 5.
    """  # noqa: E501 - a message is one line

    code: str

    def __attrs_post_init__(self) -> None:
        """Check length, alphabet and both check characters."""
        code = self.code
        if type(code) is not str:
            raise InvalidValue.of(
                "type", "CreditCode", code, wanted="str", actual=type(code).__name__
            )
        if len(code) != 18:
            raise InvalidValue.of("credit_code.length", "CreditCode", code, count=len(code))
        for position, char in enumerate(code, 1):
            allowed = _ALPHABET if not 3 <= position <= 8 else "0123456789"
            if char not in allowed:
                raise InvalidValue.of(
                    "credit_code.character", "CreditCode", code, char=repr(char), position=position
                )
        for position, wanted in ((17, _organisation_check(code)), (18, _check(code))):
            if code[position - 1] != wanted:
                raise InvalidValue.of(
                    "credit_code.check", "CreditCode", code,
                    wanted=wanted, position=position, char=code[position - 1],
                )  # fmt: skip

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the code that ``text`` spells."""
        return cls(text)

    def __str__(self) -> str:
        return self.code


def _check(code: str) -> str:
    # "check = alphabet[(31 - sum) mod 31]", weights 3^i mod 31
    total = sum(_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(code[:17]))
    return _ALPHABET[(31 - total) % 31]


def _organisation_check(code: str) -> str:
    # "c = 11 - sum mod 11 (10 -> X, 11 -> 0)"; letters count A=10 … Z=35
    total = sum(
        int(char, 36) * weight
        for char, weight in zip(code[8:16], _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X"[(11 - total % 11) % 11]
