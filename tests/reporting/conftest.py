"""What every report has to hold: its figures rest on the records that they name, and no others."""

from collections.abc import Callable, Iterable

import pytest

from ridehire_partybuild import Figure, Register
from ridehire_partybuild.testing import laws

Figures = Callable[[Register], Iterable[Figure]]


@pytest.fixture(scope="session")
def traced() -> Callable[[Figures, Register], None]:
    """Return law 23: what checks that figures rest on their sources."""
    return laws.figures_rest_on_their_records
