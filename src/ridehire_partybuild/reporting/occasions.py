"""Sessions of a year against the duties that they serve."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import zip_longest

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Duty, Guideline
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.model.activities import ROLL_DEADLINE
from ridehire_partybuild.scheduling import LedgerEntry, duties, ledger
from ridehire_partybuild.scheduling.duties import possible_duties
from ridehire_partybuild.scheduling.ledger import is_held, served
from ridehire_partybuild.values import DutyId, Period, SessionStatus, Span, SubjectKind

from .figures import NOT_ON_RECORD, Figure
from .summing import WHOLE, Group, Part, amount, counted, hidden_rows, summed, withheld
from .vocabulary import Breakdown, FigureUnit
from .years import year_of

__all__ = ["DutyAccount", "activity_figures", "duties_of", "duty_accounts", "duty_figures"]


@attrs.frozen(kw_only=True)
class DutyAccount:
    """One due period of one duty.

    Attributes:
        duty: The duty.
        entry: Its entry in the ledger.
        sessions: Those that served it.
        is_complete: Whether the record of its subject's sessions in the period is.
        is_over: Whether the record reaches to the last day on which the period can be served.
        is_owed: Whether it is owed for sure: else nobody can tell whether its rule applies.
    """

    duty: Duty
    entry: LedgerEntry
    sessions: tuple[Session, ...]
    is_complete: bool
    is_over: bool = True
    is_owed: bool = True

    def part(self, name: str) -> Part:
        """Return what it adds to a figure: where records do not reach, lack of them is no evidence.

        "Before records_since a lack of records is no evidence, enough records pass." Nor is it in
        a period that can still be served after the last day of the record. What may not be owed
        may add nothing.
        """
        part = self._part(name)
        if self.is_owed or part.high == 0:
            return part
        asked = f"{self.duty.subject}.{self.duty.requirement}"
        return part._replace(low=0, unknown=(*part.unknown, asked))

    def _part(self, name: str) -> Part:
        entry, subject = self.entry, self.duty.subject
        open_ = entry.required - entry.held - entry.waived
        doubt = 0 if self.is_complete and self.is_over else open_
        reasons = {"records_since": self.is_complete, "sessions": self.is_over}
        unknown = tuple(
            f"{subject}.{field}" for field, told in reasons.items() if not told and doubt
        )
        if name == "held":
            names = (*(one.id for one in self.sessions), *((subject,) if doubt else ()))
            return Part(names, entry.held, entry.held + doubt, unknown)
        if name == "missed":
            return Part((subject,), open_ - doubt, open_, unknown)
        number: int = getattr(entry, name)
        return Part((subject,), number, number)


def duty_accounts(
    register: Register, guideline: Guideline, calendar: WorkCalendar, year: int, on: date | None
) -> tuple[DutyAccount, ...]:
    """Return what each duty of a year came to by the day to which the record reaches.

    A period is owed by the rule set that is in force on its first day; the first of the year says
    what is owed of periods that began before it. What nobody can tell to be owed may be: whether
    the condition of a rule is met is seen on the day from which its rule set is in force. A session
    serves one period, under whichever rule set.

    None: the record reaches beyond the days by which the last of them may be late, so that nothing
    can serve them any more.
    """
    span = year_of(year).span
    until = span.last + ROLL_DEADLINE if on is None else on
    starts = (span.start, *guideline.turns_in(span))
    found: list[DutyAccount] = []
    for first, turn in zip_longest(starts, starts[1:]):
        left = attrs.evolve(span, start=first)
        owed = {one.id: one for one in duties(guideline, register, left)}
        free = _without(register, found)
        for is_owed, some in (
            (True, owed.values()),
            (False, [one for one in possible_duties(guideline, register, left)
                     if one.id not in owed or one.cadence != owed[one.id].cadence]),
        ):  # fmt: skip
            found += (
                attrs.evolve(one, is_owed=is_owed, is_over=_is_over(one.entry.period, on))
                for one in _under(free, some, calendar, span, until)
                if (first == span.start or first <= one.entry.period.start)
                and (turn is None or one.entry.period.start < turn)
            )
    return tuple(found)


def _is_over(period: Period, on: date | None) -> bool:
    return on is None or period.end + ROLL_DEADLINE <= on + timedelta(days=1)


def _without(register: Register, accounts: Iterable[DutyAccount]) -> Register:
    """Return a register without the sessions that serve what is owed by an earlier rule set."""
    used = {session.id for one in accounts if one.is_owed for session in one.sessions}
    if not used:
        return register
    kept = [one for one in register.sessions if one.id not in used]
    return attrs.evolve(register, sessions=kept)


def duties_of(guideline: Guideline, register: Register, span: Span) -> tuple[Duty, ...]:
    """Return what is owed in a span by any of its rule sets, each duty as it is owed first."""
    starts = (span.start, *guideline.turns_in(span))
    owed: dict[DutyId, Duty] = {}
    for first in starts:
        for one in duties(guideline, register, attrs.evolve(span, start=first)):
            owed.setdefault(one.id, one)
    return tuple(owed[name] for name in sorted(owed))


def _under(
    register: Register, owed: Iterable[Duty], calendar: WorkCalendar, span: Span, until: date
) -> Iterator[DutyAccount]:
    by_id = {one.id: one for one in owed}
    if not by_id:
        return
    serving = served(by_id.values(), register, until)
    for entry in ledger(by_id.values(), register, calendar, span, until):
        duty = by_id[entry.duty]
        held = serving.get((entry.duty, entry.period), ())
        yield DutyAccount(
            duty=duty,
            entry=entry,
            sessions=tuple(one for one in held if is_held(one, until)),
            is_complete=register.of(duty.subject).has_all_sessions(entry.period),
        )


def duty_figures(accounts: Iterable[DutyAccount], group: Group = WHOLE) -> Iterator[Figure]:
    """Yield what duties asked for and what they got: required, held, excused, missed.

    They rest on whose duties they are, and what was held on the sessions.
    """
    own = tuple(accounts)
    for name in ("required", "held", "waived", "missed"):
        yield counted(f"duties.{name}", (one.part(name) for one in own), group)


def activity_figures(
    register: Register, accounts: tuple[DutyAccount, ...], year: int, on: date
) -> list[Figure]:
    """Return what was held in a year by a day of it, who came, and what of it was owed."""
    period = year_of(year)
    held = [
        one
        for one in register.sessions
        if one.status is SessionStatus.HELD and one.day in period and one.day <= on
    ]
    return list(_held(register, period, held, accounts))


def _doubtful(register: Register, period: Period) -> dict[str, tuple[str, ...]]:
    """Return whose record of sessions in a period is not known to be complete, by station."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, subject in register.subjects:
        if kind is not SubjectKind.CITY and not register.of(subject).has_all_sessions(period):
            found[str(subject)] = (f"{subject}.records_since",)
    return found


def _held(
    register: Register,
    period: Period,
    held: list[Session],
    accounts: tuple[DutyAccount, ...],
) -> Iterator[Figure]:
    doubt = _doubtful(register, period)
    everywhere = tuple(name for names in doubt.values() for name in names)
    by_kind: dict[str, list[Session]] = {}
    by_station: dict[str, list[Session]] = {}
    for one in held:
        by_kind.setdefault(one.kind.value, []).append(one)
        by_station.setdefault(one.station or NOT_ON_RECORD, []).append(one)
    hidden = {name: _hidden(groups) for name, groups in (("kind", by_kind), ("at", by_station))}
    either = hidden["kind"] | hidden["at"]
    yield from _opened(_sessions(held, WHOLE, either), everywhere)
    yield from duty_figures(accounts)
    kinds = {one.duty.kind.value for one in accounts}
    for kind in sorted(kinds | set(by_kind)):
        group = (Breakdown.ACTIVITY, kind)
        of_kind = _sessions(by_kind.get(kind, []), group, hidden["kind"])
        yield from _opened(of_kind, everywhere)
        yield from duty_figures((one for one in accounts if one.duty.kind.value == kind), group)
    for name in sorted(by_station):
        there = _sessions(by_station[name], (Breakdown.STATION, name), hidden["at"])
        yield from _opened(there, everywhere if name == NOT_ON_RECORD else doubt.get(name, ()))


def _opened(figures: Iterable[Figure], doubt: tuple[str, ...]) -> Iterator[Figure]:
    """Yield figures as at least so much, where more may have been held than is on record."""
    for one in figures:
        is_open = doubt and not one.suppressed
        yield attrs.evolve(one, high=None, unknown=(*one.unknown, *doubt)) if is_open else one


def _hidden(groups: Mapping[str, list[Session]]) -> frozenset[str | None]:
    """Return the groups whose numbers of people are withheld: of those of which any is known."""
    counted_ = {name: [one.attendance for one in own if one.attendance is not None]
                for name, own in groups.items()}  # fmt: skip
    return hidden_rows({name: sum(known) for name, known in counted_.items() if known})


def _sessions(own: list[Session], group: Group, hidden: frozenset[str | None]) -> Iterator[Figure]:
    yield counted("sessions.held", (Part((one.id,), 1, 1) for one in own), group)
    came = [amount(one.id, one.attendance, "attendance") for one in own]
    people = summed("sessions.participants", came, FigureUnit.PEOPLE, group)
    yield withheld(people) if group[1] in hidden else people
