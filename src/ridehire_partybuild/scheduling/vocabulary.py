"""The words of plans: what a session can break, and how grave that is."""

from ridehire_partybuild.values import Term

__all__ = ["Rule", "Severity"]


class Rule(Term):
    """What can block a slot, in the order in which a blocked slot is put down to one of them."""

    NO_STATION = "no_station"
    NO_HOST = "no_host"
    OUTSIDE_SPAN = "outside_span"
    PAST = "past"
    OUTSIDE_PERIOD = "outside_period"
    STATION_NOT_OPEN = "station_not_open"
    SUBJECT_NOT_THERE = "subject_not_there"
    HOLIDAY = "holiday"
    DAY_POLICY = "day_policy"
    FIXED_DAY = "fixed_day"
    UNKNOWN_HOURS = "unknown_hours"
    UNKNOWN_SEATS = "unknown_seats"
    SEATS = "seats"
    CLOSED = "closed"
    PEAK = "peak"
    HOST_SKILL = "host_skill"
    HOST_REACH = "host_reach"
    UNKNOWN_HOST_HOURS = "unknown_host_hours"
    HOST_DAY_OFF = "host_day_off"
    HOST_UNAVAILABLE = "host_unavailable"
    ROOM_BUSY = "room_busy"
    GAP = "gap"
    HOST_BUSY = "host_busy"
    HOST_TRAVEL = "host_travel"
    HOST_DAY_LIMIT = "host_day_limit"
    HOST_WEEK_LIMIT = "host_week_limit"


class Severity(Term):
    """How grave it is to break a rule, the gravest first."""

    BLOCK_SCHEDULING = "block_scheduling"
    """Nothing is placed so."""
    BLOCK_RELEASE = "block_release"
    """Nothing is placed so. An office that plans by hand may keep it in a draft, not publish it."""
    WARN = "warn"
    """It is placed so if need be, and told."""
    IGNORE = "ignore"
    """It is placed so, and not told."""

    @property
    def blocks(self) -> bool:
        """Whether a planner must not place what is so grave.

        >>> [one.value for one in Severity if one.blocks]
        ['block_scheduling', 'block_release']
        """
        return self in {Severity.BLOCK_SCHEDULING, Severity.BLOCK_RELEASE}
