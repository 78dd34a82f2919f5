"""What changed between two registers, as data: told, taken on, taken back."""

from collections.abc import Iterator
from functools import singledispatch
from typing import Any, Self, cast

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.values import Id, Record, Term

from .differences import differences
from .order import in_order
from .register import COLLECTIONS, AnyRecord, Register

__all__ = ["Change", "ChangeKind", "Changes", "apply", "diff"]


class ChangeKind(Term):
    """What became of a record."""

    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


_NAMES = {kind: name for name, kind in COLLECTIONS.items()}
_ORDER = {name: number for number, name in enumerate(COLLECTIONS)}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Change(Record):
    """What became of one record.

    Attributes:
        before: The record as it was; None: there was none.
        after: The record as it is; None: there is none any more.

    Raises:
        InvalidValue: no difference, or two records that are not one and the same.

    >>> from ridehire_partybuild import Region, Site, Station, Tier
    >>> old = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    >>> change = Change(before=old, after=attrs.evolve(old, site=Site(seats=24)))
    >>> str(change.id), change.collection, change.kind.value, change.fields
    ('S-1', 'stations', 'altered', ('site.seats',))
    >>> Change(before=old).kind.label("zh")
    '移除'
    """

    before: AnyRecord | None = None
    after: AnyRecord | None = None

    def contradictions(self) -> Iterator[Problem]:
        """It is of one record, and there is something to it."""
        before, after = self.before, self.after
        if before == after:
            value = "—" if before is None else str(before.id)
            yield Problem(code="change.none", params={"kind": "Change", "value": value})
        elif before is None or after is None:
            return
        elif (type(before), before.id) != (type(after), after.id):
            told = {"first": type(before).__name__, "first_id": str(before.id)}
            told |= {"kind": type(after).__name__, "value": str(after.id)}
            yield Problem(code="change.record", path="$.after", params=told)

    @property
    def _record(self) -> AnyRecord:
        return cast("AnyRecord", self.after if self.before is None else self.before)

    @property
    def id(self) -> Id:
        """The id of the record."""
        return self._record.id

    @property
    def collection(self) -> str:
        """The collection of the register in which it stands."""
        return _NAMES[type(self._record)]

    @property
    def kind(self) -> ChangeKind:
        """Whether the record came, went or changed."""
        if self.before is None:
            return ChangeKind.ADDED
        return ChangeKind.REMOVED if self.after is None else ChangeKind.ALTERED

    @property
    def fields(self) -> tuple[str, ...]:
        """Where the record differs, in declared order and as deep as there are names for it.

        Of a record that came or went there is nothing to compare: none.
        """
        if self.before is None or self.after is None:
            return ()
        return tuple(one.path for one in differences(self.before, self.after))

    def inverse(self) -> Self:
        """Return the change that takes this one back."""
        return attrs.evolve(self, before=self.after, after=self.before)


def _in_place(changes: Any) -> Any:
    """Order changes by the collection, then by the id of what changed."""
    items = in_order(changes)
    if isinstance(items, tuple) and all(isinstance(one, Change) for one in items):
        return tuple(sorted(items, key=lambda one: (_ORDER[one.collection], one.id)))
    return items


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Changes(Record):
    """Changes that belong together: taken on all or not at all. Without any, they are false.

    Attributes:
        changes: Each of another record, by collection, then by id.

    Raises:
        InvalidValue: two of them are of one record.
    """

    changes: tuple[Change, ...] = attrs.field(default=(), converter=_in_place)

    def contradictions(self) -> Iterator[Problem]:
        """Nobody can say which of two changes of one record comes first."""
        first: dict[tuple[str, str], str] = {}
        for index, one in enumerate(self.changes):
            path = f"$.changes[{index}]"
            known = first.setdefault((one.collection, one.id), path)
            if known != path:
                params = {"kind": type(one.id).__name__, "value": str(one.id), "first": known}
                yield Problem(code="id.duplicate", path=path, params=params)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def inverse(self) -> Self:
        """Return the changes that take these back."""
        return attrs.evolve(self, changes=tuple(one.inverse() for one in self.changes))


@singledispatch
def diff(old: object, new: object) -> Any:
    """Return what changed from ``old`` to ``new``: of two registers the `Changes`.

    Higher floors register what else can be compared, and the public name says what comes of it.

    Raises:
        TypeError: the two cannot be compared.

    >>> from ridehire_partybuild import Region, Station, Tier
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    >>> old, new = Register(), Register(stations=[station])
    >>> [(change.kind.value, str(change.id)) for change in diff(old, new)]
    [('added', 'S-1')]
    >>> apply(diff(old, new), old) == new, apply(diff(old, new).inverse(), new) == old
    (True, True)
    """
    kinds = type(old).__name__, type(new).__name__
    raise TypeError("a {} cannot be compared with a {}".format(*kinds))


@diff.register
def _between_registers(old: Register, new: object) -> Changes:
    if not isinstance(new, Register):
        raise TypeError(f"a Register cannot be compared with a {type(new).__name__}")
    found: list[Change] = []
    for name in COLLECTIONS:
        before = {record.id: record for record in getattr(old, name)}
        after = {record.id: record for record in getattr(new, name)}
        found.extend(
            Change(before=before.get(one), after=after.get(one))
            for one in {**before, **after}
            if before.get(one) != after.get(one)
        )
    return Changes(changes=tuple(found))


@singledispatch
def apply(change: object, register: Register) -> Register:
    """Return the register with a change, or with several at once.

    Higher floors register what else can be applied.

    Raises:
        InvalidValue: the register does not hold what a change starts from, or the result would
            not hold together; all of it at once.
        TypeError: nothing of the kind can be applied.

    >>> from ridehire_partybuild import Region, Station, Tier
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    >>> apply(Change(before=station), Register())
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: $.stations['S-1']: Failed to parse 'S-1' as StationId: expected a record of the register, got none.
    """  # noqa: E501 - a message is one line
    raise TypeError(f"a {type(change).__name__} cannot be applied to a {type(register).__name__}")


@apply.register
def _one(change: Change, register: Register) -> Register:
    return _all(Changes(changes=(change,)), register)


@apply.register
def _all(changes: Changes, register: Register) -> Register:
    changed: dict[str, dict[str, AnyRecord]] = {}
    stale: list[Problem] = []
    for one in changes:
        held = changed.get(one.collection)
        if held is None:
            held = {record.id: record for record in getattr(register, one.collection)}
            changed[one.collection] = held
        stale.extend(_stale(one, held.get(one.id)))
        if one.after is None:
            held.pop(one.id, None)
        else:
            held[one.id] = one.after
    if stale:
        raise InvalidValue(stale)
    # checked once, at the end: a station and what names it can go, or come, in one
    return attrs.evolve(register, **cast("Any", {k: tuple(v.values()) for k, v in changed.items()}))


def _stale(change: Change, held: AnyRecord | None) -> Iterator[Problem]:
    """Yield a problem unless the register holds what a change starts from."""
    if held == change.before:
        return
    path = f"$.{change.collection}['{change.id}']"
    params = {"kind": type(change.id).__name__, "value": str(change.id)}
    if held is None:
        yield Problem(code="change.missing", path=path, params=params)
    elif change.before is None:
        yield Problem(code="change.taken", path=path, params=params)
    else:
        fields = ", ".join(one.path for one in differences(change.before, held))
        yield Problem(code="change.stale", path=path, params=params | {"fields": fields})
