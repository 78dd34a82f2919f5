"""How content drivers are: by station and topic, with how many were asked."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from ridehire_partybuild.model import Feedback, Register, Station
from ridehire_partybuild.model.order import in_order
from ridehire_partybuild.values import Span

from .figures import Figure, Figured
from .opinions import HiddenOpinions, Opinions, hidden_opinions
from .summing import WHOLE, Group, Part, amount, by_the_record, summed, withheld
from .vocabulary import Breakdown, FigureUnit

__all__ = ["Satisfaction", "satisfaction"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Satisfaction(Figured):
    """How content drivers were in a span of days.

    Attributes:
        within: The days in which the periods begin for which they were asked.
        figures: Of all together, of each station and of each topic.
    """

    within: Span
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=in_order)


def satisfaction(register: Register, span: Span) -> Satisfaction:
    """Return how content drivers were, by station and topic, each with how many answered.

    Who did not say makes an interval. Withheld is what would show what fewer than three said, by
    itself or by what is left of a total. A few people stay hidden in each of the two tables; who
    asked them all the same should not publish both of a small group.

    >>> from ridehire_partybuild import Period, Region
    >>> asked = Feedback(id="F-1", subject="370500", topic="阵地服务", respondents=50, satisfied=43,
    ...                  period=Period.parse("2025-H2"))
    >>> station = Station(id="S-1", name="示例", region=Region("370502"))
    >>> here = Register(stations=[station], feedback=[asked])
    >>> told = satisfaction(here, Period.parse("2025").span)
    >>> told.figure("feedback.satisfied", "阵地服务").told("zh")
    '阵地服务 · 满意率：86.0%，样本 50'
    """
    given = [one for one in register.feedback if one.period.start in span]
    of_stations = [one for one in given if _is_of_station(register, one)]
    tables = (
        (Breakdown.STATION, _grouped(of_stations, lambda one: one.subject)),
        (Breakdown.TOPIC, _grouped(given, lambda one: one.topic)),
    )
    hidden = {by: hidden_opinions(_opinions(groups)) for by, groups in tables}
    whole = hidden[Breakdown.TOPIC]
    return Satisfaction(
        within=span,
        figures=[
            *by_the_record(_figures(given, WHOLE, whole), register, "feedback"),
            *(
                figure
                for by, groups in tables
                for name, own in groups.items()
                for figure in _figures(own, (by, name), hidden[by])
            ),
        ],
    )


def _is_of_station(register: Register, one: Feedback) -> bool:
    return one.subject in register and isinstance(register.get(one.subject), Station)


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
