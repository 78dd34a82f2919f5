"""Reports as data: figures traced to the records they count, and the year's work as one value."""

from ridehire_partybuild.values.arrival import arrived

from .activities import Activities, activities
from .actors import ActorsLedger, actors_ledger
from .annual import AnnualReport, annual_report
from .appeals import OpenAppeal, ServiceLevels, service_levels
from .books import BooksStatement, books
from .coverage import Coverage, coverage
from .feedback import Satisfaction, satisfaction
from .figures import NOT_ON_RECORD, Figure
from .funds import FundsStatement, funds
from .standards import ServiceStandard, service_standards
from .standing import Standing, VerdictChange, standing
from .vocabulary import Breakdown, FigureUnit

__all__ = [
    "NOT_ON_RECORD",
    "Activities",
    "ActorsLedger",
    "AnnualReport",
    "BooksStatement",
    "Breakdown",
    "Coverage",
    "Figure",
    "FigureUnit",
    "FundsStatement",
    "OpenAppeal",
    "Satisfaction",
    "ServiceLevels",
    "ServiceStandard",
    "Standing",
    "VerdictChange",
    "activities",
    "actors_ledger",
    "annual_report",
    "books",
    "coverage",
    "funds",
    "satisfaction",
    "service_levels",
    "service_standards",
    "standing",
]

arrived(__name__)
