"""What a profile makes of rules, and what makes it unusable: each problem where it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values.record import before

from .facts import Facts
from .profiles import Alteration, Profile, Selection
from .requirements import Parameter, Requirement, cut
from .usable import ParameterEditions, check_problems

__all__ = ["Rules", "Tailored", "chained", "tailored", "unusable_profiles"]

MOST_PROFILES, MOST_ENTRIES = 20, 200
_SPAN = ("effective_from", "effective_before")
Dated = TypeVar("Dated", Parameter, Alteration)


@attrs.frozen
class Rules:
    """What a profile tailors: requirements and the parameters they name, and the facts for both."""

    requirements: tuple[Requirement, ...]
    parameters: tuple[Parameter, ...]
    facts: Facts


@attrs.frozen
class Tailored:
    """Rules as profiles leave them, and what is wrong with those profiles, each link with its own.

    Attributes:
        rules: What is left.
        found: Pairs of the place of a profile in the chain and a problem below that place.
    """

    rules: Rules
    found: tuple[tuple[str, Problem], ...]

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong, each with its whole path."""
        return (problem.below(place) for place, problem in self.found)

    @property
    def own(self) -> tuple[Problem, ...]:
        """What is wrong with the profile itself, imports aside."""
        return tuple(problem for place, problem in self.found if place == "$")


def _problem(code: str, path: str, kind: str, value: object, **params: object) -> Problem:
    shown = str(value) if isinstance(value, str) else value  # an id is told as it is written
    return Problem(code=code, path=path, params={"kind": kind, "value": shown, **params})


def chained(
    profile: Profile, library: Mapping[str, Profile]
) -> tuple[list[tuple[str, Profile]], list[tuple[str, Problem]]]:
    """Return a profile behind all that it imports, each once and with its place, and what fails."""
    links: list[tuple[str, Profile]] = []
    found: list[tuple[str, Problem]] = []
    done: set[str] = set()

    def walk(one: Profile, place: str, above: tuple[str, ...]) -> None:
        line = (*above, str(one.id))
        for index, name in enumerate(one.imports):
            path = f"$.imports[{index}]"
            if name in line:
                loop = " → ".join((*line[line.index(name) :], name))
                found.append((place, _problem("rule.cycle", path, "imports", name, names=loop)))
            elif name not in library:
                found.append((place, _problem("rule.import", path, "imports", name, name=name)))
            elif name not in done:
                walk(library[name], f"{place}{path[1:]}", line)
        done.add(one.id)
        links.append((place, one))

    walk(profile, "$", ())
    return links, found


def tailored(profile: Profile, library: Mapping[str, Profile], rules: Rules) -> Tailored:
    """Return what a profile and its imports make of ``rules``: applied one after the other.

    What is wrong is told, not raised, and left as it was.
    """
    links, found = chained(profile, library)
    known = rules
    for place, one in links:
        wrong, rules = _applied(one, known, rules)
        found += ((place, problem) for problem in wrong)
    return Tailored(rules, tuple(found))


def unusable_profiles(profiles: Sequence[Profile], rules: Rules) -> Iterator[Problem]:
    """Yield every reason why the profiles of a guideline could not tailor it.

    What is wrong with an imported profile in itself is told where that stands, and only there.
    """
    if len(profiles) > MOST_PROFILES:
        yield _many("$.profiles", "profiles", len(profiles), MOST_PROFILES)
        return
    library: dict[str, Profile] = {}
    for index, one in enumerate(profiles):
        first = library.setdefault(one.id, one)
        if first is not one:
            at = f"$.profiles[{profiles.index(first)}]"
            yield _problem("id.duplicate", f"$.profiles[{index}].id", "id", one.id, first=at)
    all_told = [tailored(one, library, rules) for one in profiles]
    wrong = {one.id for one, told in zip(profiles, all_told, strict=True) if told.own}
    for index, (one, told) in enumerate(zip(profiles, all_told, strict=True)):
        links, _ = chained(one, library)
        # its imports are among these profiles: what they alone get wrong, they tell themselves
        sound = wrong.isdisjoint(link.id for _, link in links)
        for problem in told.problems if sound else told.own:
            yield problem.below(f"$.profiles[{index}]")


def _applied(profile: Profile, known: Rules, rules: Rules) -> tuple[list[Problem], Rules]:
    """Return what is wrong with one profile, imports aside, and what it makes of ``rules``."""
    found = list(_too_many(profile))
    if found:
        return found, rules
    kept = tuple(one for one in rules.requirements if profile.keeps(one))
    found += _selection_problems(profile, known, kept)
    found += _parameter_problems(profile, rules)
    set_ = _set(rules.parameters, profile.set_parameters)
    found += _alteration_problems(profile, known, kept)
    if found:
        return found, attrs.evolve(rules, requirements=kept)
    left = attrs.evolve(rules, requirements=kept, parameters=set_)
    return _altered(profile, left)


def _many(path: str, kind: str, count: int, limit: int) -> Problem:
    return _problem("rule.many", path, kind, count, limit=limit)


def _too_many(profile: Profile) -> Iterator[Problem]:
    sizes: dict[str, Sequence[object]] = {
        "imports": profile.imports,
        "set_parameters": profile.set_parameters,
        "alter": profile.alter,
    }
    for name in ("include", "exclude"):
        selection: Selection | None = getattr(profile, name)
        if selection is not None:
            sizes[f"{name}.requirements"] = selection.requirements
            sizes[f"{name}.groups"] = selection.groups
    for name, entries in sizes.items():
        if len(entries) > MOST_ENTRIES:
            yield _many(f"$.{name}", name.rpartition(".")[2], len(entries), MOST_ENTRIES)


def _selection_problems(
    profile: Profile, known: Rules, kept: Iterable[Requirement]
) -> Iterator[Problem]:
    ids, groups = _names(known.requirements)
    kept_ids, kept_groups = _names(kept)
    for field in ("include", "exclude"):
        chosen: Selection | None = getattr(profile, field)
        if chosen is None:
            continue
        if not chosen.requirements and not chosen.groups:
            yield _problem("rule.selection", f"$.{field}", field, "")
        for part, code, there, left in (
            ("requirements", "rule.requirement", ids, kept_ids),
            ("groups", "rule.group", groups, kept_groups),
        ):
            for index, name in enumerate(getattr(chosen, part)):
                path = f"$.{field}.{part}[{index}]"
                if name not in there:
                    yield _problem(code, path, part, name, name=name)
                elif field == "include" and name not in left:
                    yield _problem("rule.left_out", path, part, name)


def _names(editions: Iterable[Requirement]) -> tuple[set[str], set[str]]:
    editions = tuple(editions)
    return {one.id for one in editions}, {one.group for one in editions}


def _parameter_problems(profile: Profile, rules: Rules) -> Iterator[Problem]:
    there = ParameterEditions(rules.parameters)
    for index, one in enumerate(profile.set_parameters):
        path = f"$.set_parameters[{index}]"
        if one.id not in there:
            yield _problem("rule.parameter", f"{path}.id", "id", one.id, name=one.id)
            continue
        unit = there.other_unit(one.id, one.unit)
        if unit is not None:
            told = {"wanted": unit, "actual": one.unit}
            yield _problem("rule.unit", f"{path}.unit", "unit", one.unit, **told)
    yield from _span_problems("set_parameters", [(one.id, one) for one in profile.set_parameters])


def _alteration_problems(
    profile: Profile, known: Rules, kept: Iterable[Requirement]
) -> Iterator[Problem]:
    there, left = _names(known.requirements)[0], _names(kept)[0]
    for index, one in enumerate(profile.alter):
        path, name = f"$.alter[{index}]", one.requirement
        if name not in there:
            yield _problem(
                "rule.requirement", f"{path}.requirement", "requirement", name, name=name
            )
        elif name not in left:
            yield _problem("rule.left_out", f"{path}.requirement", "requirement", name)
        if not one.changes:
            yield _problem("rule.alters", path, "alter", name)
        if one.check is not None and one.text is None:
            yield _problem("rule.altered_text", f"{path}.text", "text", name)
    yield from _span_problems("alter", [(one.requirement, one) for one in profile.alter])


def _span_problems(field: str, named: Sequence[tuple[str, Dated]]) -> Iterator[Problem]:
    """Yield what is wrong with days: ends before beginnings, and two values for one day."""
    spans: dict[str, list[tuple[int, Dated]]] = {}
    for index, (name, one) in enumerate(named):
        yield from (p.below(f"$.{field}[{index}]") for p in before(one, *_SPAN))
        spans.setdefault(name, []).append((index, one))
    for name, placed in spans.items():
        placed.sort(key=lambda pair: _first_day(pair[1]))
        for (first, earlier), (second, later) in pairwise(placed):
            until, since = earlier.effective_before, later.effective_from
            if until is None or since is None or since < until:
                told = {"first": f"$.{field}[{first}]", "second": f"$.{field}[{second}]"}
                yield _problem("rule.overlap", told["second"], field, name, name=name, **told)


def _first_day(one: Parameter | Alteration) -> date:
    return date.min if one.effective_from is None else one.effective_from


def _covers(one: Parameter | Alteration, piece: Requirement | Parameter) -> bool:
    """Tell whether ``one`` holds on the first day of a piece, and so on all its days."""
    since, until = one.effective_from, one.effective_before
    day = piece.effective_from
    return (since is None or since <= day) and (until is None or day < until)


def _by_name(named: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name, one in named:
        found.setdefault(name, []).append(one)
    return found


def _days(spans: Iterable[Parameter | Alteration]) -> list[date]:
    days: Iterator[date | None]
    days = (day for one in spans for day in (one.effective_from, one.effective_before))
    return [day for day in days if day is not None]


def _set(parameters: Iterable[Parameter], given: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Return the parameters with those given in place of others on their days."""
    by_id = _by_name((one.id, one) for one in given)
    left = (
        piece
        for one in parameters
        for piece in cut(one, _days(by_id.get(one.id, ())))
        if not any(_covers(new, piece) for new in by_id.get(one.id, ()))
    )
    return (*left, *given)


def _altered(profile: Profile, rules: Rules) -> tuple[list[Problem], Rules]:
    """Return the requirements as altered, and which altered checks could not judge."""
    found: dict[tuple[str, str], Problem] = {}
    made: list[Requirement] = []
    parameters = ParameterEditions(rules.parameters)
    by_id = _by_name((one.requirement, (index, one)) for index, one in enumerate(profile.alter))
    for edition in rules.requirements:
        changes = by_id.get(edition.id, [])
        for piece in cut(edition, _days(one for _, one in changes)):
            place, change = next((at for at in changes if _covers(at[1], piece)), (0, None))
            if change is None:
                made.append(piece)
                continue
            new = change.applied(piece)
            for problem in _check_problems(place, change, new, parameters, rules.facts):
                found.setdefault((problem.path, problem.code), problem)
            made.append(new)
    return list(found.values()), attrs.evolve(rules, requirements=tuple(made))


def _check_problems(
    index: int, change: Alteration, new: Requirement, parameters: ParameterEditions, facts: Facts
) -> Iterator[Problem]:
    path = f"$.alter[{index}]"
    if change.check is not None:
        yield from check_problems(f"{path}.check", change.check, new, parameters, facts)
    if change.applicability is None or new.applicability is None:
        return
    place = f"{path}.applicability"
    own = list(check_problems(place, change.applicability, new, parameters, facts))
    whole = check_problems(place, new.applicability, new, parameters, facts)
    # the condition it narrows was usable before: together they can only have grown too large
    yield from own or (one for one in whole if one.path == place)
