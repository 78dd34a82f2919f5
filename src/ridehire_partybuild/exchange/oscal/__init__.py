"""OSCAL 1.2: the findings as assessment results, and what is to be done as a plan of action.

What is written are plain dicts that need no package. Every uuid is made of what it names, so that
it is the same in each revision and in both documents; what is referred to is there; no end comes
before its start. The notice of the guideline stands in the remarks of the metadata.
"""

from ridehire_partybuild.exchange.plain import json_bytes, write_json

from .actions import to_poam
from .results import to_oscal

__all__ = ["json_bytes", "to_oscal", "to_poam", "write_json"]
