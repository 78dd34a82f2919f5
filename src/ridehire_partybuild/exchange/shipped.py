"""What ships with the library, read through the same doors as a user's own files."""

from functools import cache

from ridehire_partybuild import data
from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Guideline, Profile

from .documents import loads

__all__ = ["guideline_template", "reference_guideline", "reference_profile", "work_calendar"]


def _text(folder: str, kind: str, name: str | int) -> str:
    """Return the shipped file of that name, or say which there are."""
    if str(name) not in data.names(folder):
        raise InvalidValue.of("vocabulary", kind, name, wanted=", ".join(data.names(folder)))
    return data.text(f"{folder}/{name}.toml")


def guideline_template() -> str:
    """Return the text of a TOML document from which an office types in its own guideline.

    It loads as it is. What is to be replaced stands in marks that `lint` looks for.

    >>> from ridehire_partybuild import lint
    >>> draft = loads(guideline_template(), Guideline, syntax="toml")
    >>> {one.code for one in lint(draft)}
    {'placeholder'}
    """
    return data.text("templates/guideline.toml")


@cache
def reference_guideline(name: str = "shandong-reference") -> Guideline:
    """Return a guideline that ships with the library. Its notice says what it is and is not.

    Raises:
        InvalidValue: none of that name ships; the message names those that do.

    >>> str(reference_guideline().id)
    'shandong-reference'
    """
    return loads(_text("guidelines", "Guideline", name), Guideline, syntax="toml")


@cache
def reference_profile(name: str) -> Profile:
    """Return a profile that ships with the library, for the reference reading.

    Raises:
        InvalidValue: none of that name ships; the message names those that do.

    >>> reference_profile("basic").title.en
    'Reference profile: basic stations'
    """
    return loads(_text("profiles", "Profile", name), Profile, syntax="toml")


@cache
def work_calendar(*years: int) -> WorkCalendar:
    """Return the shipped calendar of ``years``; of every shipped year if none is given.

    Raises:
        InvalidValue: a year does not ship; the message names those that do.

    >>> work_calendar(2026).years_announced
    (2026,)
    """
    wanted = years or tuple(int(name) for name in data.names("holidays"))
    calendars = (
        loads(_text("holidays", "WorkCalendar", year), WorkCalendar, syntax="toml")
        for year in dict.fromkeys(wanted)
    )
    return WorkCalendar(years=tuple(one for calendar in calendars for one in calendar.years))
