"""Where an appeal stands on a day, who must act next, and for how long it has waited."""

from datetime import date, datetime, timedelta

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.calendars.availability import minute_of, stretches
from ridehire_partybuild.model import Appeal, Register, SubjectFile
from ridehire_partybuild.model.accountability import nearest
from ridehire_partybuild.model.appeals import LIFECYCLE
from ridehire_partybuild.values import ActorId, ActorRole, AppealState, OpeningHours
from ridehire_partybuild.values.hours import MINUTES_A_DAY

__all__ = ["Clock", "accountable_for", "forwarded_to_on", "handled_by", "is_past", "state_on"]


def is_past(moment: datetime | None, on: date) -> bool:
    """Tell whether something is known to have happened by the end of a day."""
    return moment is not None and moment.date() <= on


def state_on(appeal: Appeal, on: date) -> AppealState | None:
    """Return how far an appeal had come by the end of a day; None: it had not come in."""
    past = [one.state for one in LIFECYCLE if is_past(getattr(appeal, one.moment), on)]
    return past[-1] if past else None


def forwarded_to_on(appeal: Appeal, on: date) -> ActorId | None:
    """Return whom an appeal was passed on to by the end of a day, as far as it is known when."""
    is_later = appeal.forwarded_at is not None and not is_past(appeal.forwarded_at, on)
    return None if is_later else appeal.forwarded_to


@attrs.frozen
class Clock:
    """By which time counts: all of it, or that within office hours."""

    hours: OpeningHours | None
    calendar: WorkCalendar

    def between(self, start: datetime, end: datetime) -> int:
        """Return how many minutes count from one moment to a later one."""
        return self._minutes(minute_of(start), minute_of(end), start.date(), end.date())

    def waiting(self, appeal: Appeal, on: date) -> int:
        """Return how many minutes an appeal has stood where it does, by the end of a day."""
        moments = (getattr(appeal, one.moment) for one in LIFECYCLE)
        since = [one for one in moments if one is not None and one.date() <= on][-1]
        midnight = (on + timedelta(days=1)).toordinal() * MINUTES_A_DAY
        return self._minutes(minute_of(since), midnight, since.date(), on)

    def _minutes(self, start: int, end: int, first: date, last: date) -> int:
        if self.hours is None:
            return end - start
        return sum(
            max(0, min(end, upto) - max(start, since))
            for since, upto in stretches(self.hours, first, last, self.calendar)
        )


def accountable_for(register: Register, appeal: Appeal, on: date) -> ActorId | None:
    """Return the one actor that must act next on an open appeal; None: it is not plain who.

    Whoever it was passed on to must answer. Until then, and to settle what was answered, it is
    the nearest association's ("report and resolve the trade's appeals"), without one the nearest
    authority's.
    """
    waits = state_on(appeal, on)
    passed_to = forwarded_to_on(appeal, on)
    if passed_to is not None and waits is not AppealState.ANSWERED:
        return passed_to
    _, found = handled_by(register, appeal)
    return found[0] if len(found) == 1 else None


def handled_by(register: Register, appeal: Appeal) -> tuple[ActorRole, tuple[ActorId, ...]]:
    """Return for whom an appeal is that was not passed on, or has been answered.

    Nobody of that role need be known, and several may be equally near.
    """
    file = _file(register, appeal)
    found = _of_role(register, ActorRole.ASSOCIATION, file)
    if found:
        return ActorRole.ASSOCIATION, found
    return ActorRole.AUTHORITY, _of_role(register, ActorRole.AUTHORITY, file)


def _file(register: Register, appeal: Appeal) -> SubjectFile | None:
    """Return the file of where an appeal came in: its station, or the only city there is."""
    if appeal.station is not None:
        return register.of(appeal.station)
    return register.of(str(register.cities[0])) if len(register.cities) == 1 else None


def _of_role(register: Register, role: ActorRole, file: SubjectFile | None) -> tuple[ActorId, ...]:
    if file is not None:
        return nearest(register, role, file)
    return tuple(one.id for one in register.actors if one.role is role)
