"""The words of sharing out."""

from ridehire_partybuild.values import Term

__all__ = ["KeptReason", "LeftOut", "ShareBasis"]


class ShareBasis(Term):
    """By what a batch or a sum can be shared."""

    EQUAL = "equal"
    DRIVERS = "drivers"
    NEED = "need"


class LeftOut(Term):
    """Why a station gets nothing."""

    NOT_OPEN = "not_open"
    BELOW_LEAST = "below_least"
    NO_WEIGHT = "no_weight"


class KeptReason(Term):
    """Why something is not shared."""

    BROKEN_LOT = "broken_lot"
    BELOW_LEAST = "below_least"
    NO_STATION = "no_station"
    NOT_KNOWN = "not_known"
