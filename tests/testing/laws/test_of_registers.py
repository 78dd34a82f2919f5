"""What is written and read back of what is brought: registers, a guideline, a calendar."""

import attrs
import pytest
from hypothesis import strategies as st

from ridehire_partybuild import (
    Cadence,
    CreditCode,
    Isbn,
    OpeningHours,
    Period,
    Recurrence,
    Region,
    Register,
    Span,
    Station,
    Tier,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws import of_registers

STATION = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
ALONE = st.just(Register(stations=[STATION]))
CALENDAR, RULES = work_calendar(), reference_guideline()


def test_what_is_brought_is_written_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 10: a calendar, a guideline or registers, each by itself."""
    written: list[type] = []

    def seen(one: object, **_: object) -> None:
        written.append(type(one))

    seen.__name__ = "document_round_trip"
    monkeypatch.setattr(of_registers, "document_round_trip", seen)
    for brought in ({"calendar": CALENDAR}, {"guideline": RULES}, {"register_strategy": ALONE}):
        written.clear()
        laws.check_laws(only=["document_round_trip"], max_examples=2, **brought)
        wanted = {"register_strategy": Register}
        assert {*written} == {wanted.get(name, type(one)) for name, one in brought.items()}


def test_a_guideline_that_asks_nothing_has_no_day_to_be_judged_on() -> None:
    """Law 11: its registers alone are held to equal bytes then."""
    empty = attrs.evolve(RULES, requirements=())
    laws.check_laws(
        guideline=empty, register_strategy=ALONE, only=["equal_inputs_equal_bytes"], max_examples=2
    )


def test_values_of_each_type_with_a_text_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 10: texts of eight types, and the order of three."""
    parsed: set[type] = set()
    compared: set[tuple[type, type]] = set()
    monkeypatch.setattr(of_registers, "text_round_trip", lambda one: parsed.add(type(one)))
    monkeypatch.setattr(
        of_registers, "order_agrees", lambda pair: compared.add((type(pair[0]), type(pair[1])))
    )
    laws.check_laws(only=["text_round_trip", "order_agrees"], max_examples=50)
    assert parsed == {
        Period, CreditCode, Isbn, Region, Span, OpeningHours, Recurrence, Cadence,
    }  # fmt: skip
    assert compared == {(one, one) for one in (Period, CreditCode, Span)}


def test_registers_that_are_brought_are_merged_and_compared() -> None:
    """Law 18 of a host's own: of two that differ in one station, and of none."""
    two = st.sampled_from([Register(), Register(stations=[STATION])])
    laws.check_laws(register_strategy=two, only=[18], max_examples=10)


def test_without_a_converter_nothing_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 10 of converters is for those that are brought."""

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(of_registers, "converter_loses_nothing", never)
    laws.check_laws(only=["converter_loses_nothing"], max_examples=1)
    with pytest.raises(laws.LawBroken):
        laws.check_laws(converter=(str, int, st.just(1)), max_examples=1)
