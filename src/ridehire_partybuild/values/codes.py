"""Codes with check digits: the unified social credit code and the ISBN."""

from typing import Self

import attrs

from ridehire_partybuild.errors import InvalidValue

__all__ = ["CreditCode", "Isbn"]

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714


@attrs.frozen(order=True)
class CreditCode:
    """A unified social credit code (GB 32100-2015): 18 places, two of them check characters.

    Places: 1 registrar (a digit or a letter), 1 class, 6 division, 9 organisation code, 1 check.

    Raises:
        InvalidValue: a wrong length, character or check character. Lower case is refused:
            only tables are normalised before they are read.

    >>> str(CreditCode.parse("91370500TEAT000154"))
    '91370500TEAT000154'
    >>> CreditCode.parse("91370500TEAT000155")
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: Failed to parse '91370500TEAT000155' as CreditCode: expected 4 at position 18 (check character), got 5.
    """  # noqa: E501 - a message is one line

    code: str

    def __attrs_post_init__(self) -> None:
        """Check length, alphabet and both check characters."""
        code = self.code
        if type(code) is not str:
            raise InvalidValue.of(
                "type", "CreditCode", code, wanted="str", actual=type(code).__name__
            )
        if len(code) != 18:
            raise InvalidValue.of("credit_code.length", "CreditCode", code, count=len(code))
        for position, char in enumerate(code, 1):
            allowed = _ALPHABET if not 3 <= position <= 8 else "0123456789"
            if char not in allowed:
                raise InvalidValue.of(
                    "credit_code.character", "CreditCode", code, char=repr(char), position=position
                )
        for position, wanted in ((17, _organisation_check(code)), (18, _check(code))):
            if code[position - 1] != wanted:
                raise InvalidValue.of(
                    "credit_code.check", "CreditCode", code,
                    wanted=wanted, position=position, char=code[position - 1],
                )  # fmt: skip

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the code that ``text`` spells."""
        return cls(text)

    def __str__(self) -> str:
        return self.code


def _check(code: str) -> str:
    # "check = alphabet[(31 - sum) mod 31]", weights 3^i mod 31
    total = sum(_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(code[:17]))
    return _ALPHABET[(31 - total) % 31]


def _organisation_check(code: str) -> str:
    # "c = 11 - sum mod 11 (10 -> X, 11 -> 0)"; letters count A=10 … Z=35
    total = sum(
        int(char, 36) * weight
        for char, weight in zip(code[8:16], _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X"[(11 - total % 11) % 11]


@attrs.frozen(order=True)
class Isbn:
    """An international standard book number (ISO 2108) of 13 digits, the last one a check digit.

    ``parse`` drops hyphens and turns an old number of 10 places into the one of 13.

    Raises:
        InvalidValue: a wrong length, character or check digit.

    >>> str(Isbn.parse("7-5440-0001-X")), str(Isbn.parse("978-7-5440-0001-7"))
    ('9787544000017', '9787544000017')
    >>> Isbn("9787544000011")
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: Failed to parse '9787544000011' as Isbn: expected 7 at position 13 (check digit), got 1.
    """  # noqa: E501 - a message is one line

    code: str

    def __attrs_post_init__(self) -> None:
        """Check length, digits, prefix and check digit."""
        code = self.code
        if type(code) is not str:
            raise InvalidValue.of("type", "Isbn", code, wanted="str", actual=type(code).__name__)
        _digits(code, 13, code)
        if code[:3] not in {"978", "979"}:
            raise InvalidValue.of("isbn.prefix", "Isbn", code, prefix=code[:3])
        _checked(code, _isbn_check(code[:12]), code)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number that ``text`` spells, hyphens or not, of 10 places or of 13."""
        if not isinstance(text, str) or len(text) > 17:
            return cls(text)
        plain = text.replace("-", "")
        if len(plain) != 10:
            return cls(plain)
        body = plain[:9]
        _digits(body, 9, text)
        _checked(plain, _old_isbn_check(body), text)
        return cls(f"978{body}{_isbn_check('978' + body)}")

    def __str__(self) -> str:
        return self.code


def _digits(plain: str, count: int, text: str) -> None:
    for position, char in enumerate(plain, 1):
        if char not in "0123456789":
            raise InvalidValue.of(
                "digits.character", "Isbn", text, length=count, char=repr(char), position=position
            )
    if len(plain) != count:
        raise InvalidValue.of("digits.length", "Isbn", text, length=count, count=len(plain))


def _checked(plain: str, wanted: str, text: str) -> None:
    if plain[-1] != wanted:
        char = plain[-1] if plain[-1] in _ALPHABET else repr(plain[-1])
        told = {"wanted": wanted, "position": len(plain), "char": char}
        raise InvalidValue.of("isbn.check", "Isbn", text, **told)


def _isbn_check(body: str) -> str:
    # ISO 2108: weights 1 and 3 by turns, the sum with the check digit divisible by 10
    return str(-sum(int(char) * (1 + 2 * (i % 2)) for i, char in enumerate(body)) % 10)


def _old_isbn_check(body: str) -> str:
    # ISO 2108:1992: weights 10 to 2, the sum with the check digit divisible by 11; X is ten
    total = sum(int(char) * weight for char, weight in zip(body, range(10, 1, -1), strict=True))
    return "0123456789X"[-total % 11]
