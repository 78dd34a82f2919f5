"""When something is written: told by the caller, for no clock is read here."""

from datetime import UTC, datetime

from ridehire_partybuild.errors import InvalidValue

__all__ = ["in_utc"]


def in_utc(stamp: datetime) -> datetime:
    """Return when something is written, to the second.

    Raises:
        InvalidValue: it is naive, or no time at all.
    """
    if not isinstance(stamp, datetime):
        told = {"wanted": "datetime", "actual": type(stamp).__name__}
        raise InvalidValue.of("type", "stamp", stamp, **told)
    if stamp.tzinfo is None:
        raise InvalidValue.of("time.naive", "stamp", str(stamp))
    return stamp.astimezone(UTC).replace(microsecond=0)
