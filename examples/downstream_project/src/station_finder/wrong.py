"""DELIBERATELY WRONG: the same guideline over a fact that reads what nobody has told as zero.

Nothing imports this but the tests: they show that one law check of the library catches it, by name.
"""

from datetime import date
from decimal import Decimal

import attrs

from ridehire_partybuild import Facility, Station, SubjectFile

from .facts import CHARGING_PLACES, OUR_FACTS
from .needs import needs


def charging_places(file: SubjectFile, _on: date) -> Decimal | None:
    """Return how many cars can be charged at once. Both `or` are the mistake."""
    station = file.record
    if not isinstance(station, Station):
        return None
    return Decimal(
        sum(
            one.count or 0
            for one in station.facilities or ()
            if one.kind is Facility.EV_CHARGER
        )
    )  # fmt: skip


WRONG_FACTS = OUR_FACTS.with_facts(attrs.evolve(CHARGING_PLACES, read=charging_places))
WRONG = needs(WRONG_FACTS)
