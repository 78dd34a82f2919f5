"""What changed between two editions of a guideline: told, field by field, old and new."""

from collections.abc import Iterable, Iterator
from typing import Any, Self, overload

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.model import ChangeKind, Changes, Register
from ridehire_partybuild.model import diff as model_diff
from ridehire_partybuild.model.differences import Difference
from ridehire_partybuild.values import Term, Text
from ridehire_partybuild.values.compared import Compared

from .checks import Check
from .describe import describe
from .duty import ActivityTemplate
from .facts import Facts
from .guidelines import Guideline
from .profiles import Profile
from .requirements import Parameter, Requirement, Source

__all__ = ["RuleChange", "RuleChanges", "diff"]

Part = Requirement | Parameter | ActivityTemplate | Profile | Guideline

_COLLECTIONS: dict[type, str] = {
    Requirement: "requirements",
    Parameter: "parameters",
    ActivityTemplate: "activities",
    Profile: "profiles",
}


def _name(part: Part) -> str:
    return part.kind.value if isinstance(part, ActivityTemplate) else str(part.id)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RuleChange(Compared):
    """What became of one part of a guideline.

    Attributes:
        before: The part as it was; None: there was none.
        after: The part as it is; None: there is none any more.
        facts: What its checks are written against.
    """

    before: Part | None
    after: Part | None
    facts: Facts = attrs.field(eq=False, repr=False)

    @property
    def part(self) -> Part:
        """The part as it is, or as it was if there is none any more."""
        found = self.before if self.after is None else self.after
        if found is None:
            raise TypeError("a change of nothing")
        return found

    @property
    def id(self) -> str:
        """The id of the part; of an activity its kind."""
        return _name(self.part)

    @property
    def collection(self) -> str:
        """Where it stands: ``requirements``, ``parameters``, …; ``guideline``: its own fields."""
        return _COLLECTIONS.get(type(self.part), "guideline")

    @property
    def kind(self) -> ChangeKind:
        """Whether the part came, went or changed."""
        if self.before is None:
            return ChangeKind.ADDED
        return ChangeKind.REMOVED if self.after is None else ChangeKind.ALTERED

    @property
    def fields(self) -> tuple[Difference, ...]:
        """The fields that differ, with what stood there and what stands there, in their order."""
        if self.before is None or self.after is None:
            return ()
        return tuple(
            Difference(field.name, old, new, secret=False)
            for field in attrs.fields(type(self.part))
            if field.eq is not False and field.name not in _COLLECTIONS.values()
            for old, new in [(getattr(self.before, field.name), getattr(self.after, field.name))]
            if old != new or type(old) is not type(new)
        )

    def text(self, lang: Lang = "en") -> str:
        """Return it in words: the part, what became of it, and each field that differs."""
        part = self.part
        title = getattr(part, "title", None)
        told = {
            "collection": render(f"edition.{self.collection}", lang),
            "name": part.clause if isinstance(part, Requirement) else self.id,
            "title": "" if title is None else title.in_(lang),
            "kind": self.kind.label(lang),
        }
        line = render("edition.line", lang, **{**told, "title": f" {told['title']}".rstrip()})
        return line + "".join(
            "\n  "
            + render(
                "edition.field", lang, field=render(f"kind.{one.path}", lang, "problems"),
                before=self._told(one.before, lang), after=self._told(one.after, lang),
            )
            for one in self.fields
        )  # fmt: skip

    def __str__(self) -> str:
        return self.text()

    def _told(self, value: Any, lang: Lang) -> str:
        match value:
            case None | ():
                return render("change.none", lang)
            case Text():
                return value.in_(lang)
            case _ if isinstance(value, Check):
                return describe(value, self.facts, lang)
            case Source():
                return " ".join(filter(None, (value.document, value.place)))
            case Profile():
                return value.title.in_(lang)
            case tuple():
                return render("join.list", lang).join(self._told(one, lang) for one in value)
            case Term():
                return value.label(lang)
            case _:
                return str(value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RuleChanges(Compared):
    """All changes between two editions of a guideline. Without any, they are false.

    Attributes:
        changes: The guideline's own fields first, then requirements, parameters, activities and
            profiles, each in the order of the new edition, what went at the end.
    """

    changes: tuple[RuleChange, ...] = ()

    def __iter__(self) -> Iterator[RuleChange]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def inverse(self) -> Self:
        """Return the changes that lead back."""
        return attrs.evolve(
            self,
            changes=tuple(
                attrs.evolve(one, before=one.after, after=one.before) for one in self.changes
            ),
        )

    def text(self, lang: Lang = "en") -> str:
        """Return all of them in words."""
        return "\n".join(one.text(lang) for one in self) or render("edition.none", lang)

    def __str__(self) -> str:
        return self.text()


@overload
def diff(old: Register, new: Register) -> Changes: ...
@overload
def diff(old: Guideline, new: Guideline) -> RuleChanges: ...
@overload
def diff(old: object, new: object) -> Any: ...
def diff(old: object, new: object) -> Any:
    """Return what changed from ``old`` to ``new``: two registers, or two editions of a guideline.

    Of a guideline the editions of one requirement (or parameter) are matched by the day on which
    they take effect, and those that are left in their order: so ``diff(rules.in_force(one),
    rules.in_force(other))`` tells what the law of another day asks otherwise.

    Raises:
        TypeError: the two cannot be compared.

    >>> from datetime import date
    >>> from ridehire_partybuild import reference_guideline
    >>> rules = reference_guideline()
    >>> bool(diff(rules, rules))
    False
    >>> [one.clause for one in rules.in_force(date(2027, 1, 1)).requirements if one.id in
    ...  {change.id for change in diff(rules.in_force(date(2026, 12, 31)),
    ...                                rules.in_force(date(2027, 1, 1)))}][-1]
    'I.1'
    """
    return model_diff(old, new)


@model_diff.register
def _between_guidelines(old: Guideline, new: object) -> RuleChanges:
    if not isinstance(new, Guideline):
        raise TypeError(f"a Guideline cannot be compared with a {type(new).__name__}")
    pairs: list[tuple[Part | None, Part | None]] = [(old, new)]
    for name in _COLLECTIONS.values():
        pairs.extend(_matched(getattr(old, name), getattr(new, name)))
    found = (RuleChange(before=one, after=other, facts=new.facts) for one, other in pairs)
    return RuleChanges(
        changes=tuple(one for one in found if one.kind is not ChangeKind.ALTERED or one.fields)
    )


def _matched(old: Iterable[Part], new: Iterable[Part]) -> Iterator[tuple[Part | None, Part | None]]:
    """Yield each part with what it was, in the order of the new; at the end what went."""
    before: dict[str, list[Part]] = {}
    for one in old:
        before.setdefault(_name(one), []).append(one)
    after: dict[str, list[Part]] = {}
    for one in new:
        after.setdefault(_name(one), []).append(one)
    for name, parts in after.items():
        left, waiting = before.pop(name, []), []
        for part in parts:
            same = next((one for one in left if _since(one) == _since(part)), None)
            if same is None:
                waiting.append(part)
            else:
                left.remove(same)
                yield same, part
        for part in waiting:
            yield (left.pop(0) if left else None), part
        yield from ((one, None) for one in left)
    yield from ((one, None) for parts in before.values() for one in parts)


def _since(part: Part) -> object:
    return getattr(part, "effective_from", None)
