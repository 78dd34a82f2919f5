"""The ways to fail, and the one template in which every failure is told."""

from .messages import Lang, render, shown
from .problems import InvalidDocument, InvalidValue, Problem, UnusableRule

__all__ = ["InvalidDocument", "InvalidValue", "Lang", "Problem", "UnusableRule", "render", "shown"]
