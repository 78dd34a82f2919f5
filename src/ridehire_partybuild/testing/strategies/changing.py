"""Strategies for what changed in a register, and for what it has on file of one subject."""

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.model import Change, Changes, Register, SubjectFile, diff

from .parts import found_in
from .registers import registers

__all__ = ["changes", "single_changes", "subject_files"]

_FEW = {"stations": (1, 2), "max_titles": 1, "max_observations": 1, "max_sessions": 2}


def _less(register: Register) -> Register:
    """Return what a register was before: without the last records, one of them otherwise."""
    sessions = register.sessions[:-1]
    first = attrs.evolve(register.stations[0], name="改名前")
    before = attrs.evolve(register, sessions=sessions, waivers=(), tasks=())
    return before.with_(first)


def changes() -> st.SearchStrategy[Changes]:
    """Return what changed from one small register to another: added, removed, altered, nothing.

    Some lead to a register that has nothing in common with the one before.
    """
    after: st.SearchStrategy[Register] = registers(**_FEW)  # type: ignore[arg-type]
    grown = after.map(lambda one: diff(_less(one), one))
    other = st.tuples(after, after).map(lambda two: diff(*two))
    return grown | other | st.just(Changes())


def single_changes() -> st.SearchStrategy[Change]:
    """Return what became of one record; `changes` has all of them."""
    return found_in(changes().map(lambda one: one.changes), Change)


def subject_files() -> st.SearchStrategy[SubjectFile]:
    """Return what small registers have on file of one subject: station, branch, actor or city."""
    made = registers(stations=(1, 2))
    return made.flatmap(lambda one: st.sampled_from([one.of(name) for _, name in one.subjects]))
