"""What our drivers need: the company's own guideline, over its own facts."""

from importlib.resources import files

from ridehire_partybuild import Facts, Guideline, loads

from .facts import OUR_FACTS

__all__ = ["OURS", "needs"]


def needs(facts: Facts) -> Guideline:
    """Return our guideline, its checks read over a catalogue of facts."""
    text = files(__package__).joinpath("guideline.toml").read_text(encoding="utf-8")
    return loads(text, Guideline, syntax="toml", facts=facts)


OURS = needs(OUR_FACTS)
