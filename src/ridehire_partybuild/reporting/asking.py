"""How content drivers were, counted from what they said."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from ridehire_partybuild.model import Feedback, Register, Station
from ridehire_partybuild.values import Span

from .figures import NOT_ON_RECORD, Figure
from .opinions import HiddenOpinions, Opinions, hidden_opinions
from .summing import WHOLE, Group, Part, amount, by_the_record, summed, withheld
from .vocabulary import Breakdown, FigureUnit

__all__ = ["satisfaction_figures"]


def satisfaction_figures(register: Register, span: Span) -> list[Figure]:
    """Return how content drivers were, by station and topic."""
    given = [one for one in register.feedback if one.period.start in span]
    tables = (
        (Breakdown.STATION, _grouped(given, lambda one: _station(register, one))),
        (Breakdown.TOPIC, _grouped(given, lambda one: one.topic)),
    )
    hidden = {by: hidden_opinions(_opinions(groups)) for by, groups in tables}
    whole = HiddenOpinions.by_any(hidden.values())
    return [
        *by_the_record(_figures(given, WHOLE, whole), register, "feedback"),
        *(
            figure
            for by, groups in tables
            for name, own in groups.items()
            for figure in _figures(own, (by, name), hidden[by])
        ),
    ]


def _station(register: Register, one: Feedback) -> str:
    """Return the station that feedback is on; what is on others stands under `NOT_ON_RECORD`."""
    there = one.subject in register and isinstance(register.get(one.subject), Station)
    return str(one.subject) if there else NOT_ON_RECORD


def _grouped(
    given: Iterable[Feedback], key: Callable[[Feedback], str]
) -> dict[str, list[Feedback]]:
    found: dict[str, list[Feedback]] = {}
    for one in sorted(given, key=lambda one: (key(one), one.id)):
        found.setdefault(str(key(one)), []).append(one)
    return found


def _opinions(groups: dict[str, list[Feedback]]) -> dict[str, Opinions]:
    return {
        name: Opinions(
            yes=sum(one.satisfied or 0 for one in own),
            no=sum(one.respondents - one.satisfied for one in own if one.satisfied is not None),
            untold=sum(one.respondents for one in own if one.satisfied is None),
        )
        for name, own in groups.items()
    }


def _figures(own: list[Feedback], group: Group, hidden: HiddenOpinions) -> Iterator[Figure]:
    parts = [amount(one.id, one.respondents, "respondents") for one in own]
    asked = summed("feedback.respondents", parts, FigureUnit.PEOPLE, group)
    yield withheld(asked) if group[1] in hidden.sizes else asked
    share = _share(own, group, sum(one.respondents for one in own))
    yield withheld(share) if group[1] in hidden.shares else share


def _share(own: list[Feedback], group: Group, asked: int) -> Figure:
    content = summed("feedback.satisfied", map(_content, own), FigureUnit.SHARE, group)
    low, high = (bound / asked if bound is not None and asked else None
                 for bound in (content.low, content.high))  # fmt: skip
    return attrs.evolve(content, low=low, high=high, sample=asked)


def _content(one: Feedback) -> Part:
    if one.satisfied is None:
        return Part((one.id,), 0, one.respondents, (f"{one.id}.satisfied",))
    return Part((one.id,), one.satisfied, one.satisfied)
