"""The data that ships with the library. Every datum names its source; code above reads it as text."""

from importlib.resources import files

__all__ = ["text"]


def text(name: str) -> str:
    """Return the shipped file ``name`` (a path below this package) as text.

    >>> text("regions/shandong.csv").splitlines()[1]
    '370000,山东省,province,,'
    """
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
