"""What was on record on a day, as far as the records themselves tell.

===================================  ==============================================
on record from                       what is dated so
===================================  ==============================================
``collected_on``                     an observation
its day                              a session that was held or cancelled; one that is
                                     planned always was: nobody knows since when
``donated_on``, ``delivered_on``     a donation, a delivery; and a delivery not before
                                     its donation
``counted_on``                       a count of books
``received_at``                      an appeal
``opened_on``                        a task
``since``                            a commitment
the first day of its period          loans, feedback, assistance, pledges
===================================  ==============================================

===================================  ==============================================
on record from                       what of a record is dated so
===================================  ==============================================
``received_on``                      that a delivery was received, and its receipt
``forwarded_at``                     that an appeal was forwarded, and to whom
``answered_at``, ``closed_at``       that it was answered or closed, and how content
                                     whoever asked was
``done_on``, ``dropped_on``          that a task was done or given up, why, and the
                                     papers that show it
``spent_on``                         money spent from a fund
``granted_on``                       a class that a station was given
===================================  ==============================================

All else, and whatever bears no date, was always there: stations, actors, branches, titles, hosts,
funds, the office's own kinds of activity, waivers and exemptions.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Any

import attrs

from ridehire_partybuild.values import SessionStatus

from .activities import Session
from .appeals import Appeal
from .books import Delivery, Donation, Loan, Stock
from .dealings import Assistance, Commitment, Feedback, Pledge
from .evidence import Observation
from .funds import Fund
from .stations import Station
from .tasks import Task

__all__ = ["known"]


def _day_of(session: Session) -> date | None:
    return None if session.status is SessionStatus.PLANNED else session.day


_SINCE: Mapping[type, Callable[[Any], date | None]] = {
    Observation: lambda one: one.collected_on,
    Session: _day_of,
    Donation: lambda one: one.donated_on,
    Delivery: lambda one: one.delivered_on,
    Stock: lambda one: one.counted_on,
    Appeal: lambda one: one.received_at.date(),
    Task: lambda one: one.opened_on,
    Commitment: lambda one: one.since,
    Loan: lambda one: one.period.start,
    Feedback: lambda one: one.period.start,
    Assistance: lambda one: one.period.start,
    Pledge: lambda one: one.period.start,
}
"""The day from which a record is there; None: it always was."""

_STEPS: Mapping[type, Mapping[str, tuple[str, ...]]] = {
    Delivery: {"received_on": ("received", "receipt")},
    Appeal: {
        "forwarded_at": ("forwarded_to",),
        "answered_at": ("satisfied",),
        "closed_at": ("satisfied",),
    },
    Task: {"done_on": ("reason", "evidence"), "dropped_on": ("reason", "evidence")},
}
"""The fields that hold the day of a later step, and those that tell more of that step."""

_PARTS: Mapping[type, tuple[str, str]] = {
    Fund: ("spending", "spent_on"),
    Station: ("awards", "granted_on"),
}
"""The field whose parts came one by one, and the day of each."""


def _is_later(when: date | None, on: date) -> bool:
    day = when.date() if isinstance(when, datetime) else when
    return day is not None and day > on


_DATED = frozenset({*_SINCE, *_STEPS, *_PARTS})


def _stood(records: tuple[Any, ...], on: date) -> tuple[Any, ...]:
    """Return the records of one kind that were there on ``on``, each as far as it had come."""
    cls = type(records[0]) if records else None
    if cls is None or cls not in _DATED:
        return records
    since = _SINCE.get(cls)
    if since is not None:
        records = tuple(one for one in records if not _is_later(since(one), on))
    if cls in _PARTS:
        has_parts = attrgetter(_PARTS[cls][0])
        return tuple([_cut_back(one, on) if has_parts(one) else one for one in records])
    return tuple([_cut_back(one, on) for one in records]) if cls in _STEPS else records


def _cut_back(record: Any, on: date) -> Any:
    cls = type(record)
    later: dict[str, Any] = {}
    for when, more in _STEPS.get(cls, {}).items():
        if _is_later(getattr(record, when), on):
            fields = attrs.fields_dict(cls)
            later |= {name: fields[name].default for name in (when, *more)}
    if cls in _PARTS:
        name, when = _PARTS[cls]
        parts = getattr(record, name) or ()
        kept = tuple(part for part in parts if not _is_later(getattr(part, when), on))
        if len(kept) < len(parts):
            later[name] = kept
    return attrs.evolve(record, **later) if later else record


def known(collections: Mapping[str, tuple[Any, ...]], on: date) -> dict[str, tuple[Any, ...]]:
    """Return what was there of each collection on ``on``, so that every reference still holds."""
    left = {name: _stood(records, on) for name, records in collections.items()}
    # of what can fall away, only donations are named, and by nothing but what can fall itself
    held, kept = ({one.id for one in of.get("donations", ())} for of in (collections, left))
    fallen = held - kept
    if not fallen:
        return left
    return {
        name: tuple(one for one in records if fallen.isdisjoint(_named(one)))
        if records and type(records[0]) in _DATED
        else records
        for name, records in left.items()
    }


def _named(record: Any) -> Iterator[str]:
    return (named for _, named, _ in record.references())
