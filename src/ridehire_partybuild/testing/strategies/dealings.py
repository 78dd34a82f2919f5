"""Strategies for funds, appeals, and what actors and members promise and do for drivers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import strategies as st

from ridehire_partybuild.model import (
    Appeal,
    Assistance,
    Commitment,
    Feedback,
    Fund,
    Pledge,
    Spending,
)
from ridehire_partybuild.values import (
    ActorId,
    AppealCategory,
    AssistanceKind,
    BranchId,
    CommitmentKind,
    Span,
    StationId,
    VanguardField,
)

from .choices import YEARS, Choices, built, or_none, words_of
from .known import Known, needed_ids
from .papers import EVIDENCE_BYTES, SOMEBODY, read_evidence
from .quantities import read_moment, read_period
from .words import PHRASES

__all__ = [
    "APPEAL_BYTES",
    "ASSISTANCE_BYTES",
    "COMMITMENT_BYTES",
    "FEEDBACK_BYTES",
    "FUND_BYTES",
    "PLEDGE_BYTES",
    "appeals",
    "assistance",
    "commitments",
    "feedback",
    "funds",
    "pledges",
    "read_appeal",
    "read_assistance",
    "read_commitment",
    "read_feedback",
    "read_fund",
    "read_pledge",
    "spendings",
]

FEN = (None, 2_000_000, 0, 1, 2_065_000, 10**13)
PEOPLE = (None, 10, 0, 1, 3, 9, 11, 8, 7, 20, 19, 21, 16, 10_000_000)
SPENDING_BYTES, FUND_BYTES, APPEAL_BYTES, COMMITMENT_BYTES = 8, 36, 20, 16
ASSISTANCE_BYTES = PLEDGE_BYTES = FEEDBACK_BYTES = 14
ACTORS, BRANCHES = (ActorId("A-1"),), (BranchId("B-1"),)
_ASKED = (10, 0, 1, 3, 9, 11, 20, 19, 21, 10_000_000)
_WAITS = (
    None,
    *map(timedelta, (1, 0)),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(minutes=61),
    timedelta(30),
)


def _read_spending(choices: Choices, within: Span = YEARS) -> Spending:
    day, known = choices.day(within), choices.pick((False, True))
    return Spending(
        amount_fen=choices.pick((100_000, 0, 1, 2_065_000, 10**13)),
        spent_on=day if known else None,
        purpose=choices.pick(or_none(PHRASES)),
    )


def spendings(*, within: Span = YEARS) -> st.SearchStrategy[Spending]:
    """Return money spent, some of it on a day within a span."""
    return built(SPENDING_BYTES, lambda choices: _read_spending(choices, within))


def read_fund(choices: Choices, fund_id: str, known: Known) -> Fund:
    """Read a line of a fund from 36 bytes: more may be spent than was granted."""
    spending = choices.many(2, SPENDING_BYTES, lambda spent: _read_spending(spent, known.within))
    return Fund(
        id=fund_id,
        name=choices.pick(PHRASES),
        period=read_period(choices, known.within),
        granted_fen=choices.pick(FEN),
        purpose=choices.pick(or_none(PHRASES)),
        station=choices.pick((None, *known.stations)),
        spending=choices.pick((None, spending)),
    )


def funds(*, stations: Sequence[StationId] = (), within: Span = YEARS) -> st.SearchStrategy[Fund]:
    """Return lines of special funds: with nothing known to be spent, nothing spent, too much."""
    known = Known(stations=stations, within=within)

    def read(choices: Choices) -> Fund:
        return read_fund(choices, choices.pick(("F-1", "专项一")), known)

    return built(FUND_BYTES, read)


def _steps(choices: Choices, received: datetime) -> tuple[datetime | None, ...]:
    """Return the moments of an appeal's later steps, each known or not, in their order."""
    at, found = received, list[datetime | None]()
    for _ in range(3):
        wait = choices.pick(_WAITS)
        at += wait or timedelta()
        found.append(None if wait is None else at)
    return tuple(found)


def read_appeal(choices: Choices, appeal_id: str, known: Known) -> Appeal:
    """Read an appeal from 20 bytes; each of its later steps may be on record or not."""
    received = read_moment(choices, known.within)
    forwarded, answered, closed = _steps(choices, received)
    return Appeal(
        id=appeal_id,
        station=choices.pick((None, *known.stations)),
        category=choices.pick(or_none(AppealCategory)),
        summary=choices.pick((None, "诉求甲的经过", "𠮷某反映停车难")),
        received_at=received,
        forwarded_to=choices.pick((None, *known.actors)),
        forwarded_at=forwarded,
        answered_at=answered,
        closed_at=closed,
        satisfied=choices.pick((None, True, False)),
    )


def appeals(
    *,
    stations: Sequence[StationId] = (),
    actors: Sequence[ActorId] = (),
    within: Span = YEARS,
) -> st.SearchStrategy[Appeal]:
    """Return appeals received within a span, in every state; some lack the moment of a step."""
    known = Known(stations=stations, actors=actors, within=within)

    def read(choices: Choices) -> Appeal:
        return read_appeal(choices, choices.pick(("AP-1", "诉一")), known)

    return built(APPEAL_BYTES, read)


def read_commitment(choices: Choices, commitment_id: str, known: Known) -> Commitment:
    """Read a commitment from 16 bytes."""
    since, begun = choices.day(known.within), choices.pick((True, False))
    return Commitment(
        id=commitment_id,
        actor=choices.pick(known.actors),
        kind=choices.pick(words_of(CommitmentKind)),
        text=choices.pick(or_none(PHRASES)),
        since=since if begun else None,
        until=choices.after(since, (None, 364, 0, 1)),
        evidence=choices.many(2, EVIDENCE_BYTES, read_evidence),
    )


def commitments(
    *, actors: Sequence[ActorId] = ACTORS, within: Span = YEARS
) -> st.SearchStrategy[Commitment]:
    """Return commitments of the actors given: open, ended, of a beginning nobody knows."""
    needed_ids(actors=actors)
    known = Known(actors=actors, within=within)

    def read(choices: Choices) -> Commitment:
        return read_commitment(choices, choices.pick(("C-1", "诺一")), known)

    return built(COMMITMENT_BYTES, read)


def read_assistance(choices: Choices, assistance_id: str, known: Known) -> Assistance:
    """Read assistance from 14 bytes."""
    return Assistance(
        id=assistance_id,
        actor=choices.pick(known.actors),
        kind=choices.pick(words_of(AssistanceKind)),
        period=read_period(choices, known.within),
        station=choices.pick((None, *known.stations)),
        beneficiaries=choices.pick(PEOPLE),
        amount_fen=choices.pick(FEN),
    )


def assistance(
    *,
    actors: Sequence[ActorId] = ACTORS,
    stations: Sequence[StationId] = (),
    within: Span = YEARS,
) -> st.SearchStrategy[Assistance]:
    """Return help that the actors given gave, at one of the stations given or elsewhere."""
    needed_ids(actors=actors)
    known = Known(actors=actors, stations=stations, within=within)

    def read(choices: Choices) -> Assistance:
        return read_assistance(choices, choices.pick(("AS-1", "帮一")), known)

    return built(ASSISTANCE_BYTES, read)


def _read_part(choices: Choices, whole: int | None) -> int | None:
    part = choices.pick(PEOPLE)
    return part if part is None or whole is None else min(part, whole)


def read_pledge(choices: Choices, pledge_id: str, known: Known) -> Pledge:
    """Read a count of pledges from 14 bytes: no more are kept than made."""
    made = choices.pick(PEOPLE)
    return Pledge(
        id=pledge_id,
        branch=choices.pick(known.branches),
        field=choices.pick(words_of(VanguardField)),
        period=read_period(choices, known.within),
        identity_shown=choices.pick(PEOPLE),
        made=made,
        kept=_read_part(choices, made),
    )


def pledges(
    *, branches: Sequence[BranchId] = BRANCHES, within: Span = YEARS
) -> st.SearchStrategy[Pledge]:
    """Return counts of pledges of the branches given, in the four fields."""
    needed_ids(branches=branches)
    known = Known(branches=branches, within=within)

    def read(choices: Choices) -> Pledge:
        return read_pledge(choices, choices.pick(("P-1", "践一")), known)

    return built(PLEDGE_BYTES, read)


def read_feedback(choices: Choices, feedback_id: str, known: Known) -> Feedback:
    """Read a count of feedback from 14 bytes: no more are content than were asked."""
    asked = choices.pick(_ASKED)
    return Feedback(
        id=feedback_id,
        subject=choices.pick(known.subjects),
        topic=choices.pick(PHRASES),
        period=read_period(choices, known.within),
        respondents=asked,
        satisfied=_read_part(choices, asked),
        source=choices.pick(or_none(PHRASES)),
    )


def feedback(
    *, subjects: Sequence[str] = SOMEBODY, within: Span = YEARS
) -> st.SearchStrategy[Feedback]:
    """Return how content drivers were with the subjects given."""
    needed_ids(subjects=subjects)
    known = Known(somebody=subjects, within=within)

    def read(choices: Choices) -> Feedback:
        return read_feedback(choices, choices.pick(("FB-1", "评一")), known)

    return built(FEEDBACK_BYTES, read)
