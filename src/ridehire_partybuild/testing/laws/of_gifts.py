"""The laws of sharing out, with their examples: a host's registers bring gifts of their own."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from hypothesis import strategies as st

from ridehire_partybuild.model import Donation, Fund, Register
from ridehire_partybuild.testing import strategies

from .allocation import allocation_conserves, allocation_is_fair
from .given import Given, Part, Row, Trial

__all__ = ["ROWS"]


def _gifts(given: Given) -> st.SearchStrategy[Any]:
    if Part.REGISTERS not in given.parts:
        return strategies.gifts()
    days = st.sampled_from(given.days) if given.days else strategies.days()
    return st.tuples(given.registers, days).flatmap(_own)


def _own(told: tuple[Register, date]) -> st.SearchStrategy[Any]:
    register, on = told
    given: list[Donation | Fund] = [*register.donations, *register.funds]
    chosen = st.sampled_from(given or [Donation(id="no-gift-of-this-register")])
    return chosen.map(lambda gift: strategies.Gift(gift, register, on, {}))


def _shared(law: Callable[..., None]) -> Callable[[Given], Iterator[Trial]]:
    def trials(given: Given) -> Iterator[Trial]:
        examples = st.tuples(_gifts(given), strategies.allocation_policies())
        yield (
            examples,
            lambda pair: law(pair[0].gift, pair[0].register, pair[0].on, pair[1], pair[0].served),
        )

    return trials


ROWS = (
    Row(17, allocation_conserves, Part.REGISTERS, _shared(allocation_conserves)),
    Row(17, allocation_is_fair, Part.REGISTERS, _shared(allocation_is_fair)),
)
