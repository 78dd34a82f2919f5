"""The words of reports: what a figure counts in, and of what it is told one by one."""

from ridehire_partybuild.values import Term

__all__ = ["Breakdown", "FigureUnit"]


class FigureUnit(Term):
    """What a figure counts in."""

    COUNT = "count"
    PEOPLE = "people"
    VOLUMES = "volumes"
    FEN = "fen"
    """Money: whole numbers of fen, told in yuan."""
    HOURS = "hours"
    METRES = "metres"
    SHARE = "share"
    """A part of a whole, from 0 to 1, told in percent."""


class Breakdown(Term):
    """Of what a figure is."""

    ALL = "all"
    CITY = "city"
    COUNTY = "county"
    STATION = "station"
    ACTOR = "actor"
    FUND = "fund"
    DOMAIN = "domain"
    CATEGORY = "category"
    TOPIC = "topic"
    FIELD = "field"
    ASSISTANCE = "assistance"
    COMMITMENT = "commitment"
    ACTIVITY = "activity"
    CAUSE = "cause"
