"""Resolving: a guideline and a profile in, the guideline that the profile makes of it out."""

from collections.abc import Callable
from typing import get_args

import attrs

from ridehire_partybuild.errors import InvalidValue, Lang, Problem, UnusableRule, render
from ridehire_partybuild.values import Id, Text, made_id
from ridehire_partybuild.values.identifiers import LONGEST_ID

from .guidelines import Guideline
from .profiles import Profile

__all__ = ["resolve"]


def resolve(profile: Profile | None, guideline: Guideline) -> Guideline:
    """Return ``guideline`` as ``profile`` tailors it; None changes nothing.

    Requirements keep their ids, so that findings compare. The id and the title say which profile
    it was, and the notice says still what the guideline is and is not. What a profile already
    tailored, it leaves as it is: resolving twice is resolving once. A second profile it does not
    take: one profile imports another instead.

    Raises:
        UnusableRule: another profile tailored the guideline already; or the profile names what the
            guideline has not, or leaves out what it alters, or what it sets or alters could not
            judge; everything at once, each with its place.

    >>> from ridehire_partybuild import reference_guideline
    >>> reference = reference_guideline()
    >>> resolve(None, reference) is reference
    True
    """
    if profile is None or guideline.tailored_by == profile:
        return guideline
    if guideline.tailored_by is not None:
        params = {"kind": "profile", "value": str(profile.id), "name": guideline.tailored_by.id}
        raise UnusableRule([Problem(code="rule.tailored", params=params)])
    from .tailoring import tailored  # noqa: PLC0415 - read with the first call

    told = tailored(profile, {one.id: one for one in guideline.profiles}, guideline.rules)
    named, wrong = _names(profile, guideline)
    found = (*told.problems, *wrong)
    if found:
        raise UnusableRule(found)
    return attrs.evolve(
        guideline,
        id=_id(profile, guideline),
        requirements=told.rules.requirements,
        parameters=told.rules.parameters,
        profiles=(),
        tailored_by=profile,
        title=named["title"],
        notice=named["notice"],
    )


def _id(profile: Profile, guideline: Guideline) -> Id:
    joined = f"{guideline.id}+{profile.id}"
    return Id(joined if len(joined) <= LONGEST_ID else made_id("guideline", joined))


def _names(profile: Profile, guideline: Guideline) -> tuple[dict[str, Text], list[Problem]]:
    """Return title and notice, and which of them would be longer than a text can be."""
    told: dict[str, Callable[[Lang], str]] = {
        "title": lambda lang: render(
            "profile.title",
            lang,
            guideline=guideline.title.in_(lang),
            profile=profile.title.in_(lang),
        ),
        "notice": lambda lang: render(
            "profile.notice",
            lang,
            notice=guideline.notice.in_(lang),
            profile=profile.title.in_(lang),
            more="" if profile.notice is None else profile.notice.in_(lang),
        ).rstrip(),
    }
    named: dict[str, Text] = {}
    found: list[Problem] = []
    for field, text in told.items():
        try:
            named[field] = Text(**{lang: text(lang) for lang in get_args(Lang)})
        except InvalidValue as error:
            found += (problem.below(f"$.{field}") for problem in error.problems)
    return named, found
