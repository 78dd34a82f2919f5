"""Law 21: any single substitution in a credit code is refused."""

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.values import CreditCode

from .broken import hold

__all__ = ["substitution_is_refused"]

_SENTENCE = "any single substitution in a credit code is refused"
_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""All that stand in the standard's alphabet (GB 32100-2015), and I, O, S, V, Z, which do not."""


def substitution_is_refused(code: CreditCode) -> None:
    """Law 21: with any one of its 18 characters replaced by any other, a code is refused.

    >>> substitution_is_refused(CreditCode.parse("91370500TEAT000154"))
    """
    text = str(code)
    for place, own in enumerate(text):
        for char in _CHARACTERS:
            if char != own:
                wrong = f"{text[:place]}{char}{text[place + 1 :]}"
                hold(21, _SENTENCE, true=_is_refused(type(code), wrong), shown=(code, wrong))


def _is_refused(kind: type[CreditCode], wrong: str) -> bool:
    try:
        kind.parse(wrong)
    except InvalidValue:
        return True
    return False
