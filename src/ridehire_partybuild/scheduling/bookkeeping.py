"""Keeping the ledger: where each due period of each duty stands, whoever planned it."""

from collections.abc import Iterable
from datetime import date

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Span

from .ground import Ground
from .identity import out_of_range, repeated
from .ledger import LedgerEntry, served
from .policy import DEFAULT_POLICY, Policy

__all__ = ["ledger"]


def ledger(  # noqa: PLR0913 - as of `plan`
    duties: Iterable[Duty],
    register: Register,
    calendar: WorkCalendar,
    span: Span,
    on: date,
    *,
    policy: Policy = DEFAULT_POLICY,
) -> tuple[LedgerEntry, ...]:
    """Return where each due period of the duties stands on ``on``, in order of period and duty.

    Due are the whole calendar periods that end within the span, as in a plan; nothing is placed.
    What is required of a period is held, planned on record for that day or later, waived, or else
    unplaced. One session serves one period of one duty. Waived is what an exemption on record
    excuses, and what a period without an admissible day asks for, if the duty waives it: the entry
    tells which. At risk is a period that is not over and of which a session is not placed, or is
    planned where ``violations`` finds a rule broken that blocks.

    Raises:
        InvalidValue: two duties of one id, or a span outside the years 2000-2100.

    >>> from ridehire_partybuild import ActivityKind, Cadence
    >>> duty = Duty(id="D-1", subject="S-1", kind=ActivityKind.PARTY_LECTURE,
    ...             cadence=Cadence.parse("1/quarter"))
    >>> half = Span.parse("2026-01-01/2026-06-30")
    >>> [(str(one.period), one.state.label())
    ...  for one in ledger([duty], Register(), WorkCalendar(), half, date(2026, 5, 1))]
    [('2026-Q1', 'overdue'), ('2026-Q2', 'at risk')]
    """
    from .needs import due_periods  # noqa: PLC0415 - read with the first call

    owed = tuple(duties)
    problems = (*repeated("duties", owed), *out_of_range(span))
    if problems:
        raise InvalidValue(problems)
    ground = Ground(register=register, calendar=calendar, policy=policy, on=on, span=span)
    due = due_periods(owed, ground, span, on, served(owed, register, on))
    entries = (one.entry(on, len(one.needs)) for one in due)
    return tuple(sorted(entries, key=lambda one: (one.period, one.duty)))
