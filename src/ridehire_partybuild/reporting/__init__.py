"""Reports as data: figures traced to the records they count, and the year's work as one value."""

from ridehire_partybuild.values.arrival import arrived

from .coverage import Coverage, coverage
from .figures import NOT_ON_RECORD, Figure
from .funds import FundsStatement, funds
from .vocabulary import Breakdown, FigureUnit

__all__ = [
    "NOT_ON_RECORD",
    "Breakdown",
    "Coverage",
    "Figure",
    "FigureUnit",
    "FundsStatement",
    "coverage",
    "funds",
]

arrived(__name__)
