"""What is told of a law that does not hold, whole."""

from collections.abc import Callable
from typing import Any

import pytest

from ridehire_partybuild.testing import laws

__all__ = ["broken", "telling"]


def broken(law: Callable[..., None], *given: Any) -> str:
    """Return what is told where a law does not hold of what it is given."""
    with pytest.raises(laws.LawBroken) as caught:
        law(*given)
    return str(caught.value)


def telling(law: str, sentence: str, *lines: str, about: str = "") -> str:
    """Return what is to be told of a law, by its number and name: whom it is about, and by what."""
    number, name = law.split()
    head = [f"law {number}: {sentence}", f"law: {name}"]
    head += [f"about: {about}"] if about else []
    return "\n".join((*head, "broken by:", *(f"  {line}" for line in lines)))
