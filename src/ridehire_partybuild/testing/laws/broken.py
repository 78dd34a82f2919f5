"""What a law raises that does not hold."""

__all__ = ["LawBroken", "hold"]


class LawBroken(AssertionError):  # noqa: N818 - it says what happened
    """A law does not hold: its number, its sentence, and what broke it."""


def hold(number: int, sentence: str, *, true: bool, shown: object) -> None:
    """Raise `LawBroken` unless the law of that number is true of ``shown``."""
    if not true:
        message = f"law {number}: {sentence}\nbroken by: {shown!r}"
        raise LawBroken(message)
