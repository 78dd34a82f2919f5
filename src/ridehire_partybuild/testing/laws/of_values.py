"""The laws that concern nothing a host can bring, with their examples."""

from collections.abc import Iterator

from hypothesis import strategies as st

from ridehire_partybuild.testing import strategies

from .given import Given, Part, Row, Trial
from .outcomes import outcomes_form_two_chains
from .substitutions import substitution_is_refused

__all__ = ["ROWS"]


def _chains(_: Given) -> Iterator[Trial]:
    yield st.none(), lambda _: outcomes_form_two_chains()


def _codes(_: Given) -> Iterator[Trial]:
    yield strategies.credit_codes(), substitution_is_refused


ROWS = (
    Row(1, outcomes_form_two_chains, Part.NOTHING, _chains),
    Row(21, substitution_is_refused, Part.NOTHING, _codes),
)
