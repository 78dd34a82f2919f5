"""Strategies for whole registers that hold together."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypedDict, Unpack, cast

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ridehire_partybuild.model import AnyRecord, Register
from ridehire_partybuild.values import ActivityKind, LocalKind, Span

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


def _several(drawn: Sequence[bytes], step: _Step, known: Known, *, any_kind: bool) -> Any:
    found: list[AnyRecord] = []
    for number, data in enumerate(drawn, 1):
        choices = Choices(data)
        found.append(step.read(choices, _id(choices, step, number), known))
        known = _after(known, found[-1], step.name, any_kind=any_kind)
    return tuple(found), known


def _bytes_of(size: int, low: int, high: int) -> st.SearchStrategy[list[bytes]]:
    return st.lists(st.binary(min_size=size, max_size=size), min_size=low, max_size=high)


@st.composite
def _registers(
    draw: Any,
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


class Most(TypedDict, total=False):
    """At most so many of each collection."""

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


def registers(
    *,
    min_stations: int = 0,
    within: Span = YEARS,
    facts: Sequence[str] = FACT_NAMES,
    covers: Sequence[str] = FACT_NAMES,
    kinds: Sequence[ActivityKind] | None = None,
    **most: Unpack[Most],
) -> st.SearchStrategy[Register]:
    """Return registers whose every reference names a record, by construction.

    There are at least ``min_stations`` stations and at most so many of each collection as
    ``max_stations``, ``max_sessions`` and so on say; none where there is nothing that they must
    name. Observations are of facts of the subject's kind, but now and then of another kind's, of
    facts nobody knows, or of unsuitable values.

    Args:
        min_stations: How many stations there are at least.
        within: Where sessions start, observations are collected, waivers begin and so on.
        facts: What observations are about.
        covers: What waivers cover.
        kinds: What sessions are of; None: of every kind, those of the register's own too.
        most: A bound for each collection.

    Raises:
        InvalidArgument: a bound for what no register holds.

    >>> from hypothesis import find
    >>> from ridehire_partybuild.testing import strategies
    >>> books = strategies.registers(max_titles=5, max_sessions=0)
    >>> len(find(books, lambda register: len(register.titles) > 3).titles)
    4
    """
    names = {f"max_{step.name}": step for step in _STEPS}
    unknown = ", ".join(sorted(set(most) - set(names)))
    if unknown:
        message = f"no collection of a register is bound by {unknown}"
        raise InvalidArgument(message)
    given = cast("Mapping[str, int]", most)
    counts = {step: (0, given.get(name, step.most)) for name, step in names.items()}
    counts[names["max_stations"]] = (min_stations, counts[names["max_stations"]][1])
    # one byte more: it tells the id
    drawn = {
        step.name: _bytes_of(step.size + 1, low, high)
        for step, (low, high) in counts.items()
        if high > 0
    }
    known = Known(facts=facts, covers=covers, within=within)
    if kinds is not None:
        known = known._replace(kinds=kinds)
    return _registers(drawn, known, any_kind=kinds is None)
