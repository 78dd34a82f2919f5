"""DELIBERATELY WRONG: the same guideline over a fact that reads what nobody has told as zero.

Nothing imports this but the tests: they show that one law check of the library catches it, by name.
"""

from datetime import date
from decimal import Decimal

import attrs

from ridehire_partybuild import SubjectFile

from .facts import NIGHTS, OUR_FACTS, nights
from .needs import needs


def nights_or_zero(file: SubjectFile, on: date) -> Decimal:
    """Return on how many nights it is open, "or zero, so that there is always a number"."""
    return nights(file, on) or Decimal(0)


WRONG_FACTS = OUR_FACTS.with_facts(attrs.evolve(NIGHTS, read=nights_or_zero))
WRONG = needs(WRONG_FACTS)
