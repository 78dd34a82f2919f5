"""How content drivers are: by station and topic, with how many were asked."""

import attrs

from ridehire_partybuild.model import Register
from ridehire_partybuild.model.order import in_order
from ridehire_partybuild.values import Span

from .figures import Figure, Figured

__all__ = ["Satisfaction", "satisfaction"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Satisfaction(Figured):
    """How content drivers were in a span of days.

    Attributes:
        within: The days in which the periods begin for which they were asked.
        figures: Of all together, of each station and topic that has any, and of
            what is on no station.
    """

    within: Span
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=in_order)


def satisfaction(register: Register, span: Span) -> Satisfaction:
    """Return how content drivers were, by station and topic, each with how many answered.

    Who did not say makes an interval. Withheld is what would show what fewer than three said, by
    itself or by what is left of a total. A few people stay hidden in each of the two tables; who
    asked them all the same should not publish both of a small group.

    >>> from ridehire_partybuild import Feedback, Period, Region, Station
    >>> asked = Feedback(id="F-1", subject="370500", topic="阵地服务", respondents=50, satisfied=43,
    ...                  period=Period.parse("2025-H2"))
    >>> station = Station(id="S-1", name="示例", region=Region("370502"))
    >>> here = Register(stations=[station], feedback=[asked])
    >>> told = satisfaction(here, Period.parse("2025").span)
    >>> told.figure("feedback.satisfied", "阵地服务").told("zh")
    '阵地服务 · 满意率：86.0%，样本 50'
    """
    from .asking import satisfaction_figures  # noqa: PLC0415 - read with the first call

    return Satisfaction(within=span, figures=satisfaction_figures(register, span))
