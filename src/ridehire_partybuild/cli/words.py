"""What the command line says, in one language, each on one line."""

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.report.plain import in_a_line

__all__ = ["say", "shown"]


def say(code: str, lang: Lang, **params: object) -> str:
    """Return a text of ``data/messages/commands.toml``."""
    return render(code, lang, "commands", **params)


def shown(path: str) -> str:
    """Return a path as it may be printed: bytes that are no text by their numbers."""
    return in_a_line(path.encode("utf-8", "backslashreplace").decode())
