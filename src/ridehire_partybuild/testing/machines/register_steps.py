"""What can happen to a register: each step is taken by the library and written in the notebook."""

from datetime import date, datetime, time, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, precondition, rule

from ridehire_partybuild.errors import InvalidDocument, InvalidValue
from ridehire_partybuild.guideline import Value
from ridehire_partybuild.model import (
    Appeal,
    Delivery,
    DonatedBooks,
    Donation,
    Evidence,
    Exemption,
    Observation,
    Register,
    Session,
    Task,
    Title,
    Waiver,
)
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    AppealState,
    Method,
    Period,
    PeriodUnit,
    Region,
    SessionStatus,
    SubjectKind,
)

from .broken import expect
from .notebook import plain
from .register_start import COUNTIES, TIERS, RegisterStart, some_days, time_kept

__all__ = ["RegisterSteps"]

KINDS = ("party_lecture", "legal_clinic", "symposium")
UNITS = tuple(one.value for one in PeriodUnit)


class RegisterSteps(RegisterStart):
    """The steps of `RegisterLife`; what must be true after them stands there."""

    stations = RegisterStart.stations
    planned: Bundle[str] = Bundle("planned")
    donations: Bundle[str] = Bundle("donations")
    deliveries: Bundle[str] = Bundle("deliveries")
    appeals: Bundle[str] = Bundle("appeals")
    answered: Bundle[str] = Bundle("answered")
    waivers: Bundle[str] = Bundle("waivers")
    tasks: Bundle[str] = Bundle("tasks")

    # --- sessions

    def _session(self, station: str, kind: str, day: date, status: SessionStatus) -> str:
        name = self._name("E")
        start = datetime.combine(day, time(9), SHANGHAI)
        made = Session(
            id=name, kind=ActivityKind(kind), station=station, start=start,
            end=start + timedelta(hours=1), status=status,
        )  # fmt: skip
        is_over = status is not SessionStatus.PLANNED
        self.notebook.write(
            "sessions",
            {"id": name, "kind": kind, "station": station, "start": made.start,
             "end": made.end, "status": status.value},
            since=day if is_over else None,
        )  # fmt: skip
        self._put(made)
        return name

    @rule(station=stations, kind=st.sampled_from(KINDS))
    def hold_session(self, station: str, kind: str) -> None:
        """Hold a session today that nobody planned."""
        self._session(station, kind, self.today, SessionStatus.HELD)

    @rule(target=planned, station=stations, kind=st.sampled_from(KINDS), days=some_days)
    def plan_session(self, station: str, kind: str, days: int) -> str:
        """Plan a session for a later day."""
        day = self.today + timedelta(days=days)
        return self._session(station, kind, day, SessionStatus.PLANNED)

    @rule(session=consumes(planned), came=st.sampled_from((None, 0, 12)))
    def settle_session(self, session: str, came: int | None) -> None:
        """Note that a planned session was held, if its day has come; else that it is cancelled."""
        old: Any = self.register.get(session)
        day = self.notebook.of("sessions", session)["start"].date()
        is_held = day <= self.today
        status = SessionStatus.HELD if is_held else SessionStatus.CANCELLED
        told: dict[str, Any] = {"attendance": came} if is_held and came is not None else {}
        self.notebook.since[session] = day
        self.notebook.alter("sessions", session, status=status.value, **told)
        self._put(attrs.evolve(old, status=status, **told))

    # --- books

    @rule(target=donations, copies=st.sampled_from((None, 0, 40)))
    def donate(self, copies: int | None) -> str:
        """Receive a batch of one title."""
        title, batch = self._name("T"), self._name("DON")
        books = {"title": title} | ({} if copies is None else {"copies": copies})
        self.notebook.write("titles", {"id": title, "name": "示例"})
        self.notebook.write(
            "donations", {"id": batch, "donated_on": self.today, "books": [books]}, self.today
        )
        self._put(Title(id=title, name="示例"))
        given = DonatedBooks(title=title, copies=copies)
        self._put(Donation(id=batch, donated_on=self.today, books=[given]))
        return batch

    @rule(target=deliveries, donation=donations, station=stations, copies=st.integers(0, 40))
    def deliver(self, donation: str, station: str, copies: int) -> str:
        """Bring books of a batch to a station."""
        name = self._name("DEL")
        title = self.notebook.of("donations", donation)["books"][0]["title"]
        told = {"donation": donation, "title": title, "station": station, "copies": copies}
        told |= {"id": name, "delivered_on": self.today}
        self.notebook.write("deliveries", told, self.today)
        self._put(Delivery(**told))
        return name

    @rule(delivery=consumes(deliveries))
    def sign(self, delivery: str) -> None:
        """Sign for a delivery."""
        told: dict[str, Any] = {"received": True, "received_on": self.today}
        receipt = {"href": f"{delivery}.pdf"}
        self.notebook.alter("deliveries", delivery, step=self.today, **told, receipt=receipt)
        old: Any = self.register.get(delivery)
        self._put(attrs.evolve(old, **told, receipt=Evidence(**receipt)))

    # --- appeals and tasks

    @rule(target=appeals, station=stations, kept=time_kept)
    def appeal(self, station: str, kept: int | None) -> str:
        """Receive an appeal, whose summary is kept for some days."""
        name = self._name("AP")
        told: dict[str, Any] = {"id": name, "station": station, "received_at": self._at(10)}
        told["summary"] = self._secret(name, "summary", kept)
        if kept is not None:
            told["retain_until"] = self._last(kept)
        self.notebook.write("appeals", told, self.today)
        self._put(Appeal(**told))
        return name

    @rule(target=answered, appeal=consumes(appeals), forwarded=st.booleans())
    def answer(self, appeal: str, forwarded: bool) -> str:  # noqa: FBT001 - a step has no keyword-only arguments
        """Answer an appeal, after it was forwarded or at once."""
        old: Any = self.register.get(appeal)
        if forwarded:
            self.notebook.alter("appeals", appeal, step=self.today, forwarded_at=self._at(11))
            old = old.moved_to(AppealState.FORWARDED, self._at(11))
        self.notebook.alter("appeals", appeal, step=self.today, answered_at=self._at(12))
        self._put(old.moved_to(AppealState.ANSWERED, self._at(12)))
        return appeal

    @rule(appeal=consumes(answered), content=st.sampled_from((None, False, True)))
    def settle_appeal(self, appeal: str, content: bool | None) -> None:  # noqa: FBT001 - as above
        """Close an appeal that was answered, and note whether whoever asked was content."""
        told: dict[str, Any] = {} if content is None else {"satisfied": content}
        at = self._at(13)
        self.notebook.alter("appeals", appeal, step=self.today, closed_at=at, **told)
        old: Any = self.register.get(appeal)
        self._put(attrs.evolve(old.moved_to(AppealState.CLOSED, at), **told))

    @rule(target=tasks, station=stations)
    def set_task(self, station: str) -> str:
        """Set a task about a station."""
        name = self._name("J")
        told = {"id": name, "subject": station, "text": "示例", "opened_on": self.today}
        self.notebook.write("tasks", told, self.today)
        self._put(Task(**told))  # type: ignore[arg-type]
        return name

    @rule(task=consumes(tasks), done=st.booleans())
    def end_task(self, task: str, done: bool) -> None:  # noqa: FBT001 - as above
        """Note that a task is done, or given up."""
        told: dict[str, Any] = {"done_on" if done else "dropped_on": self.today}
        told |= {} if done else {"reason": "示例"}
        self.notebook.alter("tasks", task, step=self.today, **told)
        old: Any = self.register.get(task)
        self._put(attrs.evolve(old, **told))

    # --- what was seen and what is excused

    @rule(
        station=stations,
        seen=st.runner().flatmap(lambda machine: machine.observable()),
        days=st.sampled_from((None, 0, 30, 365)),
    )
    def observe(self, station: str, seen: tuple[str, Value], days: int | None) -> None:
        """Note what was seen of a fact, which counts for some days or until it is seen again."""
        fact, value = seen
        name, last = self._name("O"), self._last(days)
        said = value.isoformat() if isinstance(value, date) else value
        made = Observation(
            id=name, subject=station, fact=fact, value=said, method=Method.EXAMINE,
            collected_on=self.today, expires_on=last,
        )  # fmt: skip
        told: dict[str, Any] = {"id": name, "subject": station, "fact": fact, "method": "examine"}
        told |= {"value": sorted(set(said)) if isinstance(said, tuple) else said}
        told |= {"collected_on": self.today} | ({} if last is None else {"expires_on": last})
        self.notebook.write("observations", told, self.today)
        self._observed(made)

    def _observed(self, observation: Observation) -> None:
        self._put(observation)

    @rule(
        target=waivers,
        station=stations,
        covers=st.runner().flatmap(lambda machine: st.sampled_from(machine.waivable())),
        days=some_days,
    )
    def waive(self, station: str, covers: str, days: int) -> str:
        """Excuse a station from a demand for some days."""
        name = self._name("W")
        told: dict[str, Any] = {"id": name, "subject": station, "covers": covers, "reason": "示例"}
        told |= {"authority": "示例局", "valid_from": self.today, "valid_until": self._last(days)}
        self.notebook.write("waivers", told)
        self._waived(Waiver(**told))
        return name

    def _waived(self, waiver: Waiver) -> None:
        self._put(waiver)

    def waivable(self) -> tuple[str, ...]:
        """Return what a waiver can cover: rules of today on stations, and facts."""
        rules = self.judged_by.in_force(self.today).requirements
        of_stations = [str(one.id) for one in rules if one.subject is SubjectKind.STATION]
        return (*of_stations, *(one.name for one in self._seen()))

    @rule(waiver=consumes(waivers))
    def withdraw(self, waiver: str) -> None:
        """Take a waiver back, as if it had never been."""
        self.notebook.strike("waivers", waiver)
        self._become(self.register.without(waiver))

    @rule(station=stations, kind=st.sampled_from(KINDS), unit=st.sampled_from(UNITS))
    def exempt(self, station: str, kind: str, unit: str) -> None:
        """Excuse a station from a duty in the period of today."""
        name, period = self._name("X"), Period.containing(self.today, PeriodUnit(unit))
        told = {"id": name, "subject": station, "duty": f"{station}.{kind}"}
        told |= {"reason": "示例", "authority": "示例局"}
        self.notebook.write("exemptions", told | {"period": str(period)})
        self._put(Exemption(period=period, **told))

    # --- all of it at once

    @rule(county=st.sampled_from(COUNTIES), tier=st.sampled_from(TIERS))
    def merge_part(self, county: str, tier: str) -> None:
        """Take in the file of a county: a new station, and what it has of ours."""
        new = self._new_station(county, tier, 24)
        self.notebook.write("stations", plain(new))
        known = [one for one in self.register.stations if one.region == Region(county)]
        part = Register(stations=[new, *known])
        whole = self.merge(self.register, part)
        turned = self.merge(part, self.register)
        expect("registers merge in any order", true=whole == turned, shown=part)
        self._become(whole)

    @rule(station=stations)
    def merge_contradiction(self, station: str) -> None:
        """Refuse the file of a county that says something else of a station."""
        other = attrs.evolve(self._station(station), name="别名")
        try:
            made = self.merge(self.register, Register(stations=[other]))
        except InvalidDocument as error:
            codes = {one.code for one in error.problems}
            expect("a contradiction is told", true=codes == {"merge.conflict"}, shown=codes)
        else:
            expect("registers that contradict each other do not merge", true=False, shown=made)

    @precondition(lambda self: self.notebook.records["observations"])
    @rule(station=stations)
    def strike_what_is_named(self, station: str) -> None:
        """Refuse to take out a station that something names."""
        named = any(one["subject"] == station for one in self._observations())
        if not named:
            return
        try:
            made = self.register.without(station)
        except InvalidValue as error:
            codes = {one.code for one in error.problems}
            expect("what is named is told", true=codes == {"id.dangling"}, shown=codes)
        else:
            expect("what is named cannot be taken out", true=False, shown=made)

    def _observations(self) -> list[dict[str, Any]]:
        return list(self.notebook.records["observations"].values())

    @rule()
    def save_and_load(self) -> None:
        """Write the register down, and go on with what is read back."""
        self._become(self.stored(self.register))
