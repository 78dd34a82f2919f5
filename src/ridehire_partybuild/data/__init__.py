"""The data that ships with the library. Every datum names its source; the code reads it as text."""

__all__ = ["text"]


def text(name: str) -> str:
    """Return the shipped file ``name`` (a path below this package) as text.

    >>> text("regions/shandong.csv").splitlines()[1]
    '370000,山东省,province,,'
    """
    from importlib.resources import files  # noqa: PLC0415 - 10 ms that import alone need not pay

    return files(__name__).joinpath(name).read_text(encoding="utf-8")
