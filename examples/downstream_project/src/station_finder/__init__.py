"""Find a station for a driver: open now, with what the company's drivers need. An example."""

from .facts import OUR_FACTS
from .finder import Answer, find
from .needs import OURS

__all__ = ["OURS", "OUR_FACTS", "Answer", "find"]
