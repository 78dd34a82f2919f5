"""Laws 10 and 11: texts and documents lose nothing and depend on no order."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from ridehire_partybuild.exchange import dumps, loads
from ridehire_partybuild.model.differences import differences

from .broken import hold

__all__ = [
    "converter_loses_nothing",
    "document_round_trip",
    "equal_inputs_equal_bytes",
    "order_agrees",
    "text_round_trip",
]


class _Text(Protocol):
    @classmethod
    def parse(cls, text: str) -> Any: ...


def text_round_trip(value: _Text) -> None:
    """Law 10: a value parses from its text, and the two are equal in every way."""
    again = type(value).parse(str(value))
    same = again == value and hash(again) == hash(value) and str(again) == str(value)
    hold(10, "parse(str(v)) == v, and equality and hash agree", true=same, shown=value)


def document_round_trip(obj: Any, **more: Any) -> None:
    """Law 10: ``loads(dumps(x)) == x``, and the document of what was read is the same text.

    ``more`` is handed on to `loads`: the facts of a guideline of one's own.
    """
    text = dumps(obj)
    again = loads(text, type(obj), **more)
    hold(10, "loads(dumps(x)) == x", true=again == obj and dumps(again) == text, shown=obj)


def converter_loses_nothing(
    obj: Any, write: Callable[[Any], Any], read: Callable[[Any], Any]
) -> None:
    """Law 10, of another form than ours: what is read back is what was written, field by field.

    And what was read is written in the same way again.
    """
    written = write(obj)
    again = read(written)
    lost = tuple(_lost(obj, again))
    true = again == obj and type(again) is type(obj)
    hold(10, "what a converter writes it reads back", true=true, shown=(*lost, obj))
    sentence = "a converter writes equal objects alike"
    hold(10, sentence, true=write(again) == written, shown=(written, obj))


def _lost(obj: Any, again: Any) -> Iterator[str]:
    if type(again) is not type(obj):
        yield f"written: {type(obj).__name__}; read: {type(again).__name__}"
        return
    for one in differences(obj, again):
        before, after = ("•••", "•••") if one.secret else (one.before, one.after)
        yield f"{one.path}: written {before!s:.80}; read {after!s:.80}"


def order_agrees(values: tuple[Any, Any]) -> None:
    """Law 10: exactly one of <, ==, > holds, and equal values hash alike."""
    a, b = values
    told = [bool(a < b), bool(a == b), bool(a > b)]
    agrees = told.count(True) == 1 and (a != b or hash(a) == hash(b))
    hold(10, "order, equality and hash agree", true=agrees, shown=values)


def equal_inputs_equal_bytes(make: Callable[[], Any], make_permuted: Callable[[], Any]) -> None:
    """Law 11: what is made from the same records in another order has the same document."""
    one, other = make(), make_permuted()
    hold(
        11,
        "equal inputs, in any order, give equal bytes",
        true=one == other and dumps(one) == dumps(other),
        shown=(one, other),
    )
