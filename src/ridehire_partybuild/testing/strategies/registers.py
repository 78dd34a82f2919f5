"""Strategies for whole registers that hold together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypedDict, Unpack

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ridehire_partybuild.model import AnyRecord, Register
from ridehire_partybuild.values import ActivityKind, LocalKind, Region, Span, Tier

from . import books, dealings, occasions, papers, places, records
from .choices import YEARS, Choices
from .known import Known
from .papers import FACT_NAMES

__all__ = ["registers"]


class _Step(NamedTuple):
    """How one collection is made: ids, bytes and reader of its records, and what these name."""

    name: str
    letters: str
    size: int
    read: Callable[[Choices, str, Known], AnyRecord]
    most: int
    needs: Sequence[str] = ()


_STEPS = (
    _Step("actors", "A", records.ACTOR_BYTES, records.read_actor, 3),
    _Step("stations", "S", places.STATION_BYTES, places.read_station, 3),
    _Step("branches", "B", records.BRANCH_BYTES, records.read_branch, 2),
    _Step("hosts", "H", records.HOST_BYTES, records.read_host, 2),
    _Step("activities", "x", occasions.ACTIVITY_BYTES, occasions.read_activity, 1),
    _Step("titles", "T", books.TITLE_BYTES, books.read_title, 2),
    _Step("sessions", "E", occasions.SESSION_BYTES, occasions.read_session, 6),
    _Step("funds", "F", dealings.FUND_BYTES, dealings.read_fund, 1),
    _Step("donations", "DON", books.DONATION_BYTES, books.read_donation, 2),
    _Step(
        "deliveries", "DEL", books.DELIVERY_BYTES, books.read_delivery, 2,
        ("donations", "titles", "stations"),
    ),
    _Step("stock", "K", books.STOCK_BYTES, books.read_stock, 2, ("titles",)),
    _Step("loans", "L", books.LOAN_BYTES, books.read_loan, 1, ("titles", "stations")),
    _Step("appeals", "AP", dealings.APPEAL_BYTES, dealings.read_appeal, 1),
    _Step("feedback", "FB", dealings.FEEDBACK_BYTES, dealings.read_feedback, 1, ("subjects",)),
    _Step("assistance", "AS", dealings.ASSISTANCE_BYTES, dealings.read_assistance, 1, ("actors",)),
    _Step("commitments", "C", dealings.COMMITMENT_BYTES, dealings.read_commitment, 1, ("actors",)),
    _Step("pledges", "P", dealings.PLEDGE_BYTES, dealings.read_pledge, 1, ("branches",)),
    _Step(
        "observations", "O", papers.OBSERVATION_BYTES, papers.read_observation, 4,
        ("subjects", "facts"),
    ),
    _Step(
        "waivers", "W", papers.WAIVER_BYTES, papers.read_waiver, 2, ("subjects", "covers")
    ),
    _Step("exemptions", "X", papers.EXEMPTION_BYTES, papers.read_exemption, 1, ("subjects",)),
    _Step("tasks", "J", papers.TASK_BYTES, papers.read_task, 1, ("subjects",)),
)  # fmt: skip
"""The collections of a register, each after those whose records its own may name."""


def _id(choices: Choices, step: _Step, number: int) -> str:
    """Return an id that no other record can have."""
    if step.name == "activities":
        return choices.pick(("x-", "x-包饺子", "x-a,b)")) + str(number)
    return f"{choices.pick(('', '', '𠮷', '370502-'))}{step.letters}-{number}"


def _after(known: Known, record: AnyRecord, name: str, *, any_kind: bool) -> Known:
    """Return what the records after ``record`` may name."""
    if isinstance(record.id, LocalKind):
        # four times over: among all the kinds that ship, hardly a session would be of it
        return known._replace(kinds=(*known.kinds, *[record.id] * 4)) if any_kind else known
    return known.and_(name, record.id)


def _several(
    drawn: Iterable[bytes], step: _Step, known: Known, *, any_kind: bool
) -> tuple[tuple[AnyRecord, ...], Known]:
    found: list[AnyRecord] = []
    for number, data in enumerate(drawn, 1):
        choices = Choices(data)
        found.append(step.read(choices, _id(choices, step, number), known))
        known = _after(known, found[-1], step.name, any_kind=any_kind)
    return tuple(found), known


CHUNK_BYTES = 256
"""About so many bytes are drawn at once: a draw takes as long as reading a hundred bytes."""


@cache
def _bytes(size: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=size, max_size=size)


@cache
def _some_bytes(size: int, most: int) -> st.SearchStrategy[list[bytes]]:
    return st.lists(_bytes(size), max_size=most)


@st.composite
def _each(draw: st.DrawFn, size: int, low: int, high: int) -> list[bytes]:
    """Return the bytes of so many records: those that must be there are drawn several at once.

    Those that need not be are drawn one by one, so that each can be left out by itself.
    """
    found: list[bytes] = []
    while len(found) < low:
        count = min(max(1, CHUNK_BYTES // size), low - len(found))
        data = draw(_bytes(count * size))
        found += (data[begin : begin + size] for begin in range(0, count * size, size))
    if high > low:
        found += draw(_some_bytes(size, high - low))
    return found


@st.composite
def _registers(
    draw: st.DrawFn,
    drawn: Mapping[str, st.SearchStrategy[list[bytes]]],
    known: Known,
    *,
    any_kind: bool,
) -> Register:
    made: dict[str, Any] = {}
    for step in _STEPS:
        if step.name not in drawn or not all(getattr(known, name) for name in step.needs):
            continue
        data = draw(drawn[step.name])
        made[step.name], known = _several(data, step, known, any_kind=any_kind)
        if step.name == "stations":
            cities = {str(station.region.prefecture) for station in made["stations"]}
            known = known._replace(cities=tuple(sorted(cities)))
    return Register(**made)


Bound = int | tuple[int, int]
"""Exactly so many, or from so many to so many."""


class Bounds(TypedDict, total=False):
    """How many there are of each collection: exactly, from and to, or at most."""

    stations: Bound
    actors: Bound
    branches: Bound
    activities: Bound
    sessions: Bound
    hosts: Bound
    titles: Bound
    donations: Bound
    deliveries: Bound
    stock: Bound
    funds: Bound
    loans: Bound
    appeals: Bound
    feedback: Bound
    assistance: Bound
    commitments: Bound
    pledges: Bound
    observations: Bound
    waivers: Bound
    exemptions: Bound
    tasks: Bound
    max_stations: int
    max_actors: int
    max_branches: int
    max_activities: int
    max_sessions: int
    max_hosts: int
    max_titles: int
    max_donations: int
    max_deliveries: int
    max_stock: int
    max_funds: int
    max_loans: int
    max_appeals: int
    max_feedback: int
    max_assistance: int
    max_commitments: int
    max_pledges: int
    max_observations: int
    max_waivers: int
    max_exemptions: int
    max_tasks: int


def _counts(step: _Step, bounds: Mapping[str, Any], least: Mapping[str, int]) -> tuple[int, int]:
    """Return how many records of a collection there are, from and to."""
    given, most = bounds.get(step.name), bounds.get(f"max_{step.name}")
    if given is not None and most is not None:
        message = f"{step.name} are bound twice: by {given} and by at most {most}"
        raise InvalidArgument(message)
    low, high = least.get(step.name, 0), step.most
    if isinstance(given, tuple):
        low, high = given
    elif given is not None:
        low = high = given
    else:
        high = max(low, high) if most is None else most
    if not 0 <= low <= high:
        message = f"no register has from {low} to {high} {step.name}"
        raise InvalidArgument(message)
    return low, high


_NEEDS = {"subjects": ("stations",), "facts": (), "covers": ()}


def _all_counts(bounds: Mapping[str, Any], least: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Return how many there are of each: one at least of what others must name.

    Raises:
        InvalidArgument: records must be there that have nothing to name.
    """
    least = dict(least)
    found: dict[str, tuple[int, int]] = {}
    for step in reversed(_STEPS):
        low, _ = found[step.name] = _counts(step, bounds, least)
        if low < least.get(step.name, 0):
            message = f"others must name {step.name}, of which there may be {low}"
            raise InvalidArgument(message)
        named = (name for need in step.needs for name in _NEEDS.get(need, (need,)))
        least |= {name: max(1, least.get(name, 0)) for name in named if low}
    return found


def registers(  # noqa: PLR0913 - each bounds something else
    *,
    min_stations: int = 0,
    within: Span = YEARS,
    facts: Sequence[str] = FACT_NAMES,
    covers: Sequence[str] = FACT_NAMES,
    kinds: Sequence[ActivityKind] | None = None,
    tier: Tier | None = None,
    county: Region | None = None,
    **bounds: Unpack[Bounds],
) -> st.SearchStrategy[Register]:
    """Return registers whose every reference names a record, by construction.

    Each collection has a bound of its own: ``sessions=60`` are exactly so many, ``sessions=(2, 9)``
    from two to nine, ``max_sessions=9`` at most nine; unless told, there are a few. There are none
    where there is nothing that they must name, and one at least of what must be named. Observations
    are of facts of the subject's kind, but now and then of another kind's, of facts nobody knows,
    or of unsuitable values.

    Args:
        min_stations: How many stations there are at least.
        within: Where sessions start, observations are collected, waivers begin and so on.
        facts: What observations are about.
        covers: What waivers cover.
        kinds: What sessions are of; None: of every kind, those of the register's own too.
        tier: Of which tier all stations are; None: of any.
        county: In which county all stations are; None: in several.
        bounds: A bound for each collection.

    Raises:
        InvalidArgument: a bound for what no register holds, or bounds between which nothing lies.

    >>> from hypothesis import find
    >>> from ridehire_partybuild.testing import strategies
    >>> books = strategies.registers(titles=(1, 5), sessions=0)
    >>> len(find(books, lambda register: len(register.titles) > 3).titles)
    4
    """
    names = {name for step in _STEPS for name in (step.name, f"max_{step.name}")}
    unknown = ", ".join(sorted(set(bounds) - names))
    if unknown:
        message = f"no collection of a register is bound by {unknown}"
        raise InvalidArgument(message)
    counts = _all_counts(bounds, {"stations": min_stations})
    # one byte more: it tells the id
    drawn = {
        step.name: _each(step.size + 1, *counts[step.name])
        for step in _STEPS
        if counts[step.name][1] > 0
    }
    known = Known(facts=facts, covers=covers, within=within)
    if kinds is not None:
        known = known._replace(kinds=kinds)
    if tier is not None:
        known = known._replace(tiers=(tier,))
    if county is not None:
        known = known._replace(counties=(county,))
    return _registers(drawn, known, any_kind=kinds is None)
