"""Sessions, the parts of their programme, and kinds of an office's own."""

from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Activity,
    ActivityDomain,
    ActivityKind,
    InvalidValue,
    LocalKind,
    Party,
    Period,
    PeriodUnit,
    ProgrammeItem,
    Register,
    Session,
    SessionStatus,
    Text,
    Title,
    TitleId,
)
from ridehire_partybuild.testing import laws, strategies

START = datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)
DUMPLINGS = Activity(
    id="x-包饺子", label=Text(zh="包饺子", en="dumplings"), domain=ActivityDomain.DAILY_LIFE
)


def _session(**fields: Any) -> Session:
    return Session(
        id="E-1", start=START, end=START + timedelta(hours=1), status=SessionStatus.HELD,
        **{"kind": ActivityKind.SYMPOSIUM, "venue": "礼堂"} | fields,
    )  # fmt: skip


@given(session=strategies.sessions())
def test_a_session_lasts_whole_minutes(session: Session) -> None:
    """Whole minutes between start and end; the day of a session is the one on which it starts."""
    assert session.start + timedelta(minutes=session.minutes) == session.end
    assert session.day == session.start.astimezone(SHANGHAI).date()


@given(session=strategies.sessions(), unit=st.sampled_from(PeriodUnit))
def test_a_session_serves_one_period_of_each_unit(session: Session, unit: PeriodUnit) -> None:
    """The period it names, if held by the roll deadline, a week after its end; else its own."""
    served = session.period_served(unit)
    own = Period.containing(session.day, unit)
    named = session.period
    week = timedelta(days=7)
    in_time = (
        named is not None
        and named.unit is unit
        and named.start <= session.day
        and session.day < named.end + week
    )
    assert served == (named if in_time else own)


@pytest.mark.parametrize(
    ("held_on", "served"),
    [
        ((2025, 12, 31), "2025-Q4"),
        ((2026, 1, 1), "2026-Q1"),
        ((2026, 3, 31), "2026-Q1"),
        ((2026, 4, 1), "2026-Q1"),
        ((2026, 4, 7), "2026-Q1"),
        ((2026, 4, 8), "2026-Q2"),
    ],
)
def test_a_postponed_session_is_in_time_for_a_week(
    held_on: tuple[int, int, int], served: str
) -> None:
    """It serves the quarter it names up to the seventh day after its end, and not before it."""
    start = datetime(*held_on, 9, 30, tzinfo=SHANGHAI)
    session = attrs.evolve(
        _session(period=Period.parse("2026-Q1")), start=start, end=start + timedelta(hours=1)
    )
    assert str(session.period_served(PeriodUnit.QUARTER)) == served


@given(session=strategies.sessions(), data=st.data())
def test_a_programme_keeps_its_order(session: Session, data: st.DataObject) -> None:
    """Law 11: a programme keeps its order, a symposium first and the books after it."""
    programme = data.draw(st.lists(strategies.programme_items(), max_size=3))
    given_ = attrs.evolve(session, programme=programme)
    assert given_.programme == tuple(programme)
    backwards = attrs.evolve(session, programme=programme[::-1])
    assert (given_ == backwards) == (programme == programme[::-1])
    laws.document_round_trip(given_)


@given(titles=st.lists(st.sampled_from([TitleId("T-1"), TitleId("T-2"), TitleId("T-3")])))
def test_a_book_is_used_once(titles: list[TitleId]) -> None:
    """Ids of titles are ordered, each once."""
    assert _session(titles=titles).titles == tuple(sorted(set(titles)))
    assert _session(titles=[str(one) for one in titles]).titles == tuple(sorted(set(titles)))


@pytest.mark.parametrize("titles", ["T-1", b"T-1", 5, ["a b"], [5]])
def test_what_is_no_list_of_titles_is_refused(titles: object) -> None:
    """A converter leaves what it cannot sort, for the record to refuse."""
    with pytest.raises(InvalidValue) as caught:
        _session(titles=titles)
    assert all(one.path.startswith("$.titles") for one in caught.value.problems)


def test_a_session_names_all_it_rests_on() -> None:
    """The room, the host, who called it, its kind, its parts, its books."""
    item = ProgrammeItem(kind="x-包饺子", actor="A-2")
    session = _session(
        kind=LocalKind("x-包饺子"), station="S-1", venue=None, host="H-1", titles=["T-1", "T-2"],
        organiser=Party(name="甲", actor="A-1"),
        programme=[ProgrammeItem(kind=ActivityKind.SYMPOSIUM), item],
    )  # fmt: skip
    assert [(path, str(named), wanted) for path, named, wanted in session.references()] == [
        (".station", "S-1", ("stations",)),
        (".host", "H-1", ("hosts",)),
        (".organiser.actor", "A-1", ("actors",)),
        (".kind", "x-包饺子", ("activities",)),
        (".programme[1].kind", "x-包饺子", ("activities",)),
        (".programme[1].actor", "A-2", ("actors",)),
        (".titles[0]", "T-1", ("titles",)),
        (".titles[1]", "T-2", ("titles",)),
    ]
    assert list(_session().references()) == []


def test_a_kind_of_an_office_must_be_on_record() -> None:
    """The register says what it is; without its activity the kind names nothing."""
    session = _session(kind="x-包饺子", titles=["T-1"])
    books = [Title(id="T-1", name="读本")]
    register = Register(activities=[DUMPLINGS], sessions=[session], titles=books)
    assert register.get("x-包饺子") == DUMPLINGS
    assert list(DUMPLINGS.references()) == []
    with pytest.raises(InvalidValue) as caught:
        Register(sessions=[session], titles=books)
    assert [(one.code, one.path) for one in caught.value.problems] == [
        ("id.dangling", "$.sessions['E-1'].kind")
    ]


@given(register=strategies.registers(max_activities=2))
def test_kinds_of_sessions_are_shipped_or_on_record(register: Register) -> None:
    """Every kind of an office's own that a register uses has its activity in it."""
    used = {
        kind
        for session in register.sessions
        for kind in (session.kind, *(item.kind for item in session.programme))
        if isinstance(kind, LocalKind)
    }
    assert used <= {activity.id for activity in register.activities}
