"""Who has to be told what became of the sessions of a plan."""

from collections.abc import Iterable, Iterator

import attrs

from ridehire_partybuild.model import Actor, Branch, Host, Party, Register, Station
from ridehire_partybuild.model.order import by_itself
from ridehire_partybuild.values import Record, Span, Term

from .plan_changes import PlanChange
from .plans import Plan

__all__ = ["ChangeNotice", "NoticeRole", "notices_of"]


class NoticeRole(Term):
    """What a body has to do with a session."""

    OWNER = "owner"
    OPERATOR = "operator"
    HOST = "host"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChangeNotice(Record):
    """What one body has to be told: an office, a firm or a branch, never a person.

    Attributes:
        to: Whom.
        roles: What it has to do with the sessions: it owes them, runs the place, or holds them.
        changes: What became of them.
    """

    to: Party
    roles: tuple[NoticeRole, ...] = attrs.field(converter=by_itself)
    changes: tuple[PlanChange, ...]


def notices_of(
    changes: Iterable[PlanChange], new: Plan, old: Plan, published: Span | None
) -> tuple[ChangeNotice, ...]:
    """Return who has to be told, by name; ``published``: only of changes of these days."""
    told: dict[str, tuple[Party, set[NoticeRole], list[PlanChange]]] = {}
    for change in changes:
        if published is not None and not any(day in published for day in change.days):
            continue
        for role, party in dict.fromkeys(_concerned(change, new, old)):
            key = str(party.actor or party.branch or party.credit_code or party.name)
            _, roles, listed = told.setdefault(key, (party, set(), []))
            roles.add(role)
            if change not in listed:
                listed.append(change)
    return tuple(
        ChangeNotice(to=party, roles=tuple(roles), changes=tuple(listed))
        for party, roles, listed in sorted(
            told.values(), key=lambda one: (one[0].name, str(one[0]))
        )
    )


def _concerned(change: PlanChange, new: Plan, old: Plan) -> Iterator[tuple[NoticeRole, Party]]:
    owners = {duty.id: duty.subject for one in (old, new) for duty in one.inputs.duties}
    for session in (change.before, change.after):
        if session is None:
            continue
        if session.organiser is not None:
            yield NoticeRole.OWNER, session.organiser
        registers = new.inputs.register, old.inputs.register
        subject = _found(owners.get(session.duty) if session.duty else None, registers)
        if session.organiser is None and isinstance(subject, Actor):
            yield NoticeRole.OWNER, Party(name=subject.name, actor=subject.id)
        if session.organiser is None and isinstance(subject, Branch):
            yield NoticeRole.OWNER, Party(name=subject.name, branch=subject.id)
        station = _found(session.station, registers)
        if isinstance(station, Station) and station.operator is not None:
            yield NoticeRole.OPERATOR, station.operator
        host = _found(session.host, registers)
        if isinstance(host, Host):
            yield NoticeRole.HOST, host.party


def _found(record: str | None, registers: Iterable[Register]) -> object:
    """Return the record as it is, or as it was where it is no longer on record."""
    if record is None:
        return None
    return next((one.get(record) for one in registers if record in one), None)
