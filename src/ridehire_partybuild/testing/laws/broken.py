"""What a law raises that does not hold."""

import sys
from types import FrameType

from .showing import concerned, shown_lines

__all__ = ["LawBroken", "hold"]

_HERE = __name__.rpartition(".")[0] + "."


class LawBroken(AssertionError):  # noqa: N818 - it says what happened
    """A law does not hold: its number, its name, its sentence, and what broke it.

    Attributes:
        number: Its number in the documentation.
        law: The name of its function.
        sentence: What it proves, as far as it does not hold.
        shown: What broke it, as it is.
        broken: Every law that was found broken, each an error of its own: of one law, itself.
    """

    def __init__(
        self,
        number: int,
        law: str,
        sentence: str,
        shown: object,
        broken: "tuple[LawBroken, ...]" = (),
    ) -> None:
        super().__init__(number, law, sentence, shown, broken)
        self.number, self.law, self.sentence, self.shown = number, law, sentence, shown
        self.broken = broken or (self,)

    @property
    def about(self) -> tuple[str, ...]:
        """The requirements and facts concerned, by their ids, so far as what is shown tells.

        >>> from ridehire_partybuild import FACTS
        >>> LawBroken(2, "a_law", "so it is", FACTS["on_map"]).about
        ('fact on_map',)
        """
        return concerned(self.shown)

    def __str__(self) -> str:
        if self.broken != (self,):
            told = "\n\n".join(str(one) for one in self.broken)
            return f"{len(self.broken)} laws are broken\n\n{told}"
        about = f"\nabout: {', '.join(self.about)}" if self.about else ""
        shown = "\n".join(f"  {line}" for line in shown_lines(self.shown))
        return f"law {self.number}: {self.sentence}\nlaw: {self.law}{about}\nbroken by:\n{shown}"


def hold(number: int, sentence: str, *, true: bool, shown: object) -> None:
    """Raise `LawBroken` unless the law of that number is true of ``shown``."""
    if not true:
        raise LawBroken(number, _asked(sys._getframe(1)), sentence, shown)  # noqa: SLF001


def _asked(frame: FrameType | None) -> str:
    """Return the name of the law that was called: the outermost public function of this folder."""
    name = "" if frame is None else frame.f_code.co_name
    while frame is not None and frame.f_globals.get("__name__", "").startswith(_HERE):
        if frame.f_code.co_name in frame.f_globals.get("__all__", ()):
            name = frame.f_code.co_name
        frame = frame.f_back
    return name
