"""The data that ships with the library. Every datum names its source; the code reads it as text."""

from typing import Any

__all__ = ["names", "text"]


def text(name: str) -> str:
    """Return the shipped file ``name`` (a path below this package) as text.

    >>> text("regions/shandong.csv").splitlines()[1]
    '370000,山东省,province,,'
    """
    # what importlib.resources would do, without the 8 ms of its import; zip files are read too
    loader: Any = __spec__.loader
    content: bytes = loader.get_data(f"{__path__[0]}/{name}")
    return content.decode()


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the files of a folder, without their endings, in order.

    >>> names("guidelines")
    ('shandong-reference',)
    """
    from importlib.resources import files  # noqa: PLC0415 - a tenth of the import, seldom needed

    found = (entry.name for entry in files(__name__).joinpath(folder).iterdir())
    return tuple(sorted(name.rpartition(".")[0] for name in found if name.endswith(".toml")))
