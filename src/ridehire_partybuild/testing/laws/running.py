"""One line that tries the laws on what a host program brings, and each law as a test of its own."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Facts, Guideline
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import Solver

from .single import LawCase, told

if TYPE_CHECKING:
    import hypothesis.strategies

__all__ = ["Brought", "check_laws", "law_cases"]


class Brought(TypedDict, total=False):
    """What `check_laws` and `law_cases` take, all of it optional.

    What is left out has a default: the shipped guideline and facts, drawn registers, guidelines and
    calendars, the planner. Of what is given, only the laws are tried that concern it; if nothing
    is given, all are.

    Attributes:
        register_strategy: Registers such as the host has them.
        guideline: The host's guideline. Its facts are the host's facts, unless others are given.
        facts: The host's catalogue: of it, the facts are tried that do not ship.
        calendar: The host's calendar.
        solver: What places sessions in the host's program.
        converter: A pair of functions that write a register in a form of the host's own, and read
            it back. A third member, a strategy, tells what else it writes than registers.
        only: Numbers and names of laws: no others are tried.
        skip: Numbers and names of laws that are not tried.
        max_examples: How many examples of each law are tried; unless told, as many as Hypothesis
            tries by the loaded profile, but at most 50.
        seed: Another seed tries other examples, None each time others; 0 unless told.
        settings: Settings of Hypothesis that take the place of both.
    """

    register_strategy: "hypothesis.strategies.SearchStrategy[Register] | None"
    guideline: Guideline | None
    facts: Facts | None
    calendar: WorkCalendar | None
    solver: Solver | None
    converter: Sequence[Any] | None
    only: Collection[int | str] | None
    skip: Collection[int | str]
    max_examples: int
    seed: int | None
    settings: "hypothesis.settings | None"


def law_cases(**brought: Unpack[Brought]) -> tuple[LawCase, ...]:
    """Return the laws that concern what a host brings, each as a test of its own.

    Raises:
        TypeError: something else is brought.
        ValueError: ``only`` or ``skip`` names what is no law.

    >>> [case] = law_cases(only=[21])
    >>> case
    <law-21-substitution_is_refused>
    >>> case()
    """
    from .cases import cases_of  # noqa: PLC0415 - hypothesis is needed from here on

    return cases_of(brought)


def check_laws(**brought: Unpack[Brought]) -> None:
    """Try the laws that concern what a host brings, on examples; of nothing, all laws.

    Raises:
        LawBroken: with every law that was found broken, and of each the smallest example.
        TypeError: something else is brought.
        ValueError: ``only`` or ``skip`` names what is no law.

    >>> from ridehire_partybuild import work_calendar
    >>> check_laws(calendar=work_calendar(2026), only=[19], max_examples=5)
    """
    __tracebackhide__ = True
    told(error for case in law_cases(**brought) for error in case.find())
