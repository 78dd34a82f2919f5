"""Every door, with its share of a thousand inputs."""

from . import (
    calendars,
    command_line,
    constructors,
    documents,
    guidelines,
    migrations,
    notices,
    streams,
    tables,
    values,
    workbooks,
)

DOORS = (
    documents.DOOR,
    migrations.DOOR,
    guidelines.DOOR,
    streams.DOOR,
    tables.DOOR,
    workbooks.DOOR,
    calendars.DOOR,
    notices.NOTICES,
    notices.FILES,
    values.HOURS_DOOR,
    values.CODES_DOOR,
    constructors.CONSTRUCTORS,
    constructors.SERIES,
    command_line.DOOR,
)
