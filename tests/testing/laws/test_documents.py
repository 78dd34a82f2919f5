"""What a text, a document or a converter loses is told; another type as that."""

import attrs
import pytest
from tests.testing.laws.breaches import broken, telling

from ridehire_partybuild import Period, Person, Region, Register, Station, Tier, dumps
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws import documents
from ridehire_partybuild.testing.laws.showing import shown_lines


def test_another_type_is_told_and_no_field_of_it() -> None:
    """Law 10: what is read back is of the type that was written."""
    region = Region("370502")
    laws.converter_loses_nothing(region, str, Region)
    with pytest.raises(laws.LawBroken, match=r"^law 10: what a converter writes") as caught:
        laws.converter_loses_nothing(region, str, str)
    assert caught.value.shown == ("written: Region; read: str", region)


STATION = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)


class Lost:
    """A value that its text does not hold."""

    def __str__(self) -> str:
        return "示例"

    @classmethod
    def parse(cls, _: str) -> "Lost":
        """Return another one."""
        return cls()


def test_a_text_that_is_another_value_is_told() -> None:
    """Law 10: a value parses from its text."""
    laws.text_round_trip(Period.parse("2026-Q1"))
    sentence = "parse(str(v)) == v, and equality and hash agree"
    assert broken(laws.text_round_trip, Lost()) == telling("10 text_round_trip", sentence, "'示例'")


def test_a_document_that_is_read_as_less_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 10: what is read is what was written."""
    register = Register(stations=[STATION])
    laws.document_round_trip(register)
    monkeypatch.setattr(documents, "loads", lambda *_: Register())
    assert broken(laws.document_round_trip, register) == telling(
        "10 document_round_trip", "loads(dumps(x)) == x", shown_lines(register)[0]
    )


@pytest.mark.parametrize("values", [(1.0, float("nan")), (float("nan"), 1.0)])
def test_values_of_which_none_comes_first_are_told(values: tuple[float, float]) -> None:
    """Law 10: exactly one of <, == and > holds."""
    for pair in ((1.0, 2.0), (2.0, 1.0), (1.0, 1)):
        laws.order_agrees(pair)
    assert broken(laws.order_agrees, values) == telling(
        "10 order_agrees", "order, equality and hash agree", *map(str, values)
    )


def test_what_a_converter_loses_is_told_field_by_field() -> None:
    """Law 10: where it was, what was written and what is read; of a secret, that it is gone."""
    whole = attrs.evolve(STATION, on_map=True, head=Person(token="p-1", name="示例人"))
    text = dumps(whole)
    less = attrs.evolve(whole, on_map=None, head=Person(token="p-1", name="另名"))
    sentence = "what a converter writes it reads back"
    message = broken(laws.converter_loses_nothing, whole, lambda _: text, lambda _: less)
    assert message == telling(
        "10 converter_loses_nothing",
        sentence,
        "on_map: written True; read None",
        "head.name: written •••; read •••",
        shown_lines(whole)[0],
    )


def test_a_converter_that_writes_otherwise_the_second_time_is_told() -> None:
    """Law 10: what was read is written in the same way again."""
    written = iter(("a", "b"))
    sentence = "a converter writes equal objects alike"
    message = broken(laws.converter_loses_nothing, 1, lambda _: next(written), lambda _: 1)
    assert message == telling("10 converter_loses_nothing", sentence, "a", "1")


def test_what_depends_on_an_order_is_told() -> None:
    """Law 11: equal inputs give equal bytes, and what is equal has the same document."""
    two = [STATION, attrs.evolve(STATION, id="S-2")]
    laws.equal_inputs_equal_bytes(
        lambda: Register(stations=two), lambda: Register(stations=two[::-1])
    )
    sentence = "equal inputs, in any order, give equal bytes"
    message = broken(laws.equal_inputs_equal_bytes, lambda: two[0], lambda: two[1])
    lines = [shown_lines(one)[0] for one in two]
    assert message == telling("11 equal_inputs_equal_bytes", sentence, *lines)
