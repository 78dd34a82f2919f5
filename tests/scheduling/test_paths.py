"""The cheapest days of a chain, in numbers small enough to be added by hand."""

from typing import Any

import pytest

from ridehire_partybuild.scheduling.paths import Rates, Stop, detours, least


def stop(share: int, days: dict[int, int], **more: Any) -> Stop:
    """A post with days and what each costs."""
    told: dict[str, Any] = {"fixed": False} | more
    return Stop(share=share, days=tuple(days), costs=tuple(days.values()), **told)


EXACT, LENIENT, DEAR = Rates(0, 1), Rates(30, 1), Rates(0, 3)


@pytest.mark.parametrize(
    ("stops", "rates", "cost"),
    [
        ((), EXACT, 0),
        ((stop(0, {3: 4, 5: 2}),), EXACT, 2),
        ((stop(0, {0: 0}), stop(10, {10: 0})), EXACT, 0),
        ((stop(0, {0: 0}), stop(10, {11: 0})), EXACT, 1),
        ((stop(0, {0: 0}), stop(10, {8: 0})), DEAR, 6),
        # three days of ten are free, each way, and of eleven no more
        ((stop(0, {0: 0}), stop(10, {13: 0})), LENIENT, 0),
        ((stop(0, {0: 0}), stop(10, {14: 0})), LENIENT, 1),
        ((stop(0, {0: 0}), stop(11, {14: 0})), LENIENT, 0),
        ((stop(0, {0: 0}), stop(11, {15: 0})), LENIENT, 1),
        ((stop(0, {0: 0}), stop(10, {7: 0})), LENIENT, 0),
        ((stop(0, {0: 0}), stop(10, {6: 0})), LENIENT, 1),
        ((stop(0, {0: 0}), stop(33, {34: 0})), Rates(3, 1), 1),  # less than a day is free
        # the dear day that is near, or the cheap one that is far
        ((stop(0, {0: 0, 8: 5}), stop(10, {18: 0})), EXACT, 5),
        ((stop(0, {0: 0, 8: 9}), stop(10, {18: 0})), EXACT, 8),
        ((stop(0, {0: 9, 8: 0}), stop(10, {10: 0})), EXACT, 8),
        ((stop(0, {0: 5, 8: 0}), stop(10, {10: 0})), EXACT, 5),
        ((stop(0, {0: 1, 4: 1, 20: 0}), stop(10, {14: 2, 16: 0})), EXACT, 3),
        # of two on record the gap is no matter, of one it is
        ((stop(0, {0: 1}, fixed=True), stop(10, {50: 2}, fixed=True)), EXACT, 3),
        ((stop(0, {0: 1}, fixed=True), stop(10, {50: 2})), EXACT, 43),
        ((stop(0, {0: 1}), stop(10, {50: 2}, fixed=True)), EXACT, 43),
        # a share that is left out makes the ideal gap longer
        ((stop(0, {0: 0}), stop(20, {20: 0}), stop(50, {55: 1})), EXACT, 6),
    ],
)
def test_the_least_that_a_chain_costs(stops: tuple[Stop, ...], rates: Rates, cost: int) -> None:
    """Each day's own cost, and what each gap misses of its ideal, beyond what is free."""
    assert least(stops, rates) == cost


def test_what_the_rest_costs_if_a_post_goes_to_a_day() -> None:
    """'For each post and day what the rest of the chain costs if it goes there.'."""
    chain = (
        stop(0, {0: 2}, fixed=True),
        stop(10, {9: 1, 10: 7, 14: 0}),
        stop(30, {30: 3, 31: 0}),
    )
    assert detours(chain, EXACT) == (
        (4,),  # 9 (1 and one day short), 31 (two days long): 1 + 1 + 2
        (2 + 1 + 2, 2 + 0 + 1, 2 + 4 + 3),
        (2 + 1 + 1 + 1, 2 + 1 + 1 + 2),
    )
    assert detours((), EXACT) == ()
    assert detours(chain[:1], EXACT) == ((0,),)
    on_record = stop(10, {90: 4}, fixed=True)
    assert detours((chain[0], on_record, stop(20, {100: 1})), EXACT) == ((5,), (3,), (6,))
