"""What a machine raises that finds a wrong state."""

__all__ = ["LifeBroken", "expect"]


class LifeBroken(AssertionError):  # noqa: N818 - it says what happened
    """Something is not as it must be after the steps taken: the sentence, and what broke it."""


def expect(sentence: str, *, true: bool, shown: object) -> None:
    """Raise `LifeBroken` unless the sentence is true of ``shown``."""
    if not true:
        message = f"{sentence}\nbroken by: {shown!r}"
        raise LifeBroken(message)
