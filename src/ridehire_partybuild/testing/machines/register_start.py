"""How a register's life begins: what it is made of, and the way of a station."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import ClassVar

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule

from ridehire_partybuild.compliance import Assessment, assess
from ridehire_partybuild.exchange import dumps, loads, reference_guideline
from ridehire_partybuild.guideline import Fact, Guideline, Value
from ridehire_partybuild.model import (
    AnyRecord,
    Change,
    Contact,
    Person,
    Register,
    Site,
    Station,
    Suspension,
    apply,
    merge,
    purge,
)
from ridehire_partybuild.testing.strategies.checking import values_of
from ridehire_partybuild.values import (
    SHANGHAI,
    ContactKind,
    Region,
    SubjectKind,
    Tier,
)

from .broken import expect
from .notebook import Notebook, Secret, plain

__all__ = ["COUNTIES", "TIERS", "RegisterStart", "some_days", "time_kept"]

COUNTIES = ("370502", "370503", "370505")
TIERS = tuple(one.value for one in Tier)
KEPT = (None, 30, 1, 400)
"""For so many days more a sensitive text may be kept; None: no day is set."""

some_days = st.sampled_from((1, 7, 31, 92, 200))
time_kept = st.sampled_from(KEPT)


@cache
def _reference() -> Guideline:
    return reference_guideline()


class RegisterStart(RuleBasedStateMachine):
    """What the steps of `RegisterLife` are taken on, and those of a station."""

    guideline: ClassVar[Guideline | None] = None
    facts: ClassVar[tuple[str, ...] | None] = None
    begins: ClassVar[date] = date(2025, 1, 6)
    apply: ClassVar[Callable[..., Register]] = staticmethod(apply)
    merge: ClassVar[Callable[..., Register]] = staticmethod(merge)
    purge: ClassVar[Callable[..., Register]] = staticmethod(purge)
    assess: ClassVar[Callable[..., Assessment]] = staticmethod(assess)

    stations: Bundle[str] = Bundle("stations")

    def __init__(self) -> None:
        super().__init__()
        self.register = Register()
        self.notebook = Notebook()
        self.today = self.begins
        self.moments = [self.register]
        """The registers of old, from the empty one on."""
        self._count = 0

    @property
    def judged_by(self) -> Guideline:
        """The guideline of the machine; None means the shipped one."""
        return self.guideline or _reference()

    def stored(self, register: Register) -> Register:
        """Write a register down and read it back: put your own store in the place of this."""
        return loads(dumps(register), Register)

    def observable(self) -> st.SearchStrategy[tuple[str, Value]]:
        """Return what can be seen at a station: the name of a fact, and a value it can have."""
        return st.sampled_from(self._seen()).flatmap(
            lambda fact: st.tuples(st.just(fact.name), values_of(fact))
        )

    def _seen(self) -> tuple[Fact, ...]:
        known = sorted(self.judged_by.facts.of(SubjectKind.STATION), key=lambda one: one.name)
        seen = [one for one in known if not one.computed]
        return tuple(one for one in seen if self.facts is None or one.name in self.facts)

    # --- helpers

    def _name(self, letters: str) -> str:
        self._count += 1
        return f"{letters}-{self._count}"

    def _at(self, hour: int) -> datetime:
        return datetime.combine(self.today, time(hour), SHANGHAI)

    def _put(self, record: AnyRecord) -> None:
        """Let the register have a record, new or in place of one, by a change that is applied."""
        before = self.register.get(record.id) if record.id in self.register else None
        self._become(
            self.apply(Change(before=before, after=record), self.register)
            if before != record
            else self.register
        )
        same = self.register == self.moments[-1].with_(record)
        expect("a change applied is the record put in its place", true=same, shown=record)

    def _become(self, register: Register) -> None:
        self.moments.append(self.register)
        self.register = register

    def _station(self, name: str) -> Station:
        found = self.register.get(name)
        expect("a station stays under its id", true=isinstance(found, Station), shown=found)
        return found  # type: ignore[return-value]

    def _last(self, kept: int | None) -> date | None:
        return None if kept is None else self.today + timedelta(days=kept)

    def _secret(self, record: str, field: str, kept: int | None) -> str:
        text = f"机密-{record}-{field}"
        self.notebook.secrets.append(Secret(text, record, field, self._last(kept)))
        return text

    def _new_station(self, county: str, tier: str, seats: int | None) -> Station:
        name = self._name("S")
        return Station(
            id=name, name=f"示例{name}", region=Region(county), tier=Tier(tier),
            site=Site(seats=seats), opened_on=self.today, recorded_on=self.today,
            records_since=self.today,
        )  # fmt: skip

    # --- time, and the way of a station

    @rule(days=some_days)
    def days_pass(self, days: int) -> None:
        """Nothing happens, but it is later."""
        self.today += timedelta(days=days)

    @rule(
        target=stations,
        county=st.sampled_from(COUNTIES),
        tier=st.sampled_from(TIERS),
        seats=st.sampled_from((None, 24, 0)),
        kept=time_kept,
    )
    def open_station(self, county: str, tier: str, seats: int | None, kept: int | None) -> str:
        """Open a station, whose head and line are kept for some days."""
        bare = self._new_station(county, tier, seats)
        name = str(bare.id)
        fields = plain(bare)
        self.notebook.write("stations", fields)
        head, line = (self._secret(name, field, kept) for field in ("head", "contacts"))
        last = self._last(kept)
        until = {} if last is None else {"retain_until": last}
        fields["head"] = {"token": f"P-{name}", "name": head, **until}
        fields["contacts"] = [{"kind": "personal", "value": line, **until}]
        self.notebook.alter("stations", name, **fields)
        self._put(
            attrs.evolve(
                bare,
                head=Person(token=f"P-{name}", name=head, retain_until=last),
                contacts=(Contact(kind=ContactKind.PERSONAL, value=line, retain_until=last),),
            )
        )
        return name

    def _is_open(self, station: str) -> bool:
        fields = self.notebook.of("stations", station)
        until_further_notice = any("last" not in one for one in fields.get("suspensions", ()))
        return "closed_on" not in fields and not until_further_notice

    @rule(station=stations, days=st.sampled_from((None, 0, 30)))
    def suspend(self, station: str, days: int | None) -> None:
        """Shut a station for some days, or until further notice."""
        if not self._is_open(station):
            return
        last = self._last(days)
        stop = {"first": self.today} | ({} if last is None else {"last": last})
        stops = [*self.notebook.of("stations", station).get("suspensions", ()), stop]
        stops.sort(key=lambda one: (one["first"], one.get("last") or date.max))
        self.notebook.alter("stations", station, suspensions=stops)
        old = self._station(station)
        told = (*old.suspensions, Suspension(first=self.today, last=last))
        self._put(attrs.evolve(old, suspensions=told))

    @rule(station=stations)
    def close(self, station: str) -> None:
        """Close a station for good."""
        if "closed_on" in self.notebook.of("stations", station):
            return
        self.notebook.alter("stations", station, closed_on=self.today)
        self._put(attrs.evolve(self._station(station), closed_on=self.today))
