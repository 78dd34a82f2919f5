"""Reading single cells as people write them: one reader for each kind of cell.

A reader takes what a spreadsheet or a CSV file holds and returns a `Taken`: the value, None where
the cell says nothing, and notes of what a person should confirm. What it cannot read is an
`InvalidValue`, to be told under the name of its field and at the place of its cell. Readers that
need to know more (units, a list of words) are made by the functions whose names end in ``_of``.
"""

from .amounts import (
    AREA_UNITS,
    COUNT_UNITS,
    HOUR_UNITS,
    number_of,
    take_money,
    take_percent,
    whole_of,
)
from .codes import take_credit_code, take_region, take_text, take_token
from .dates import take_clock, take_date, take_moment
from .hours import take_hours
from .lists import (
    Item,
    Labels,
    items_of,
    take_flag,
    take_names,
    take_priced_flag,
    word_of,
    words_of,
)
from .periods import take_period, take_year
from .plain import LONGEST_CELL, Reader, Taken
from .when import ServiceTime, take_when

__all__ = [
    "AREA_UNITS",
    "COUNT_UNITS",
    "HOUR_UNITS",
    "LONGEST_CELL",
    "Item",
    "Labels",
    "Reader",
    "ServiceTime",
    "Taken",
    "items_of",
    "number_of",
    "take_clock",
    "take_credit_code",
    "take_date",
    "take_flag",
    "take_hours",
    "take_moment",
    "take_money",
    "take_names",
    "take_percent",
    "take_period",
    "take_priced_flag",
    "take_region",
    "take_text",
    "take_token",
    "take_when",
    "take_year",
    "whole_of",
    "word_of",
    "words_of",
]
