"""Activities of a year: what was held, who came as a count, and what of it was owed.

"Hold flexible and varied study and exchange activities", each quarter, each month, each year.
"""

from datetime import date

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.order import in_order

from .figures import Figure, Figured
from .years import YEARS, day_of, reached

__all__ = ["Activities", "activities"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Activities(Figured):
    """What was held in a year, and what was owed.

    Attributes:
        year: The year.
        figures: Of all together, of each kind of activity and of each station that has any.
    """

    year: int = attrs.field(metadata=YEARS)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=in_order)


def activities(
    register: Register,
    guideline: Guideline,
    calendar: WorkCalendar,
    year: int,
    *,
    on: date | None = None,
) -> Activities:
    """Return what was held in a year, how many came, and what of it was owed.

    Where a station's record of its sessions is not known to be complete, more may have been held
    than is on record, and less missed. A duty that may still be served after ``on`` (None: when
    none may any more) is not missed yet: whether it will be is not known. A session within a week
    after a period may serve it, after the year's end, too; else what was held later does not count.
    Numbers of
    people that would show fewer than three are withheld, kind by kind and station by station.

    Raises:
        InvalidValue: a year outside 2000-2100, or a day before it.

    >>> from datetime import UTC, datetime
    >>> from ridehire_partybuild import ActivityKind, Session, SessionStatus
    >>> from ridehire_partybuild import reference_guideline, work_calendar
    >>> lesson = Session(id="R-1", kind=ActivityKind.MICRO_LESSON, venue="停车场", attendance=12,
    ...                  start=datetime(2025, 4, 3, 6, 0, tzinfo=UTC),
    ...                  end=datetime(2025, 4, 3, 6, 30, tzinfo=UTC), status=SessionStatus.HELD)
    >>> told = activities(Register(sessions=[lesson]), reference_guideline(), work_calendar(), 2025)
    >>> told.figure("sessions.participants").told(), told.figure("duties.required").low
    ('participants: 12 people', Fraction(0, 1))
    """
    from .occasions import activity_figures, duty_accounts  # noqa: PLC0415 - read with the first call

    day = day_of(year, on)
    by_then = reached(register, on)
    accounts = duty_accounts(by_then, guideline, calendar, year, on)
    return Activities(year=year, figures=activity_figures(by_then, accounts, year, day))
