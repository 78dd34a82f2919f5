"""The laws that concern registers and what is written of them, with their examples."""

from collections.abc import Iterator
from random import Random
from typing import Any

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.compliance import assess, public_view
from ridehire_partybuild.exchange import dumps
from ridehire_partybuild.model import COLLECTIONS, Register
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.testing.leaks import planted, sayings

from .documents import (
    converter_loses_nothing,
    document_round_trip,
    equal_inputs_equal_bytes,
    order_agrees,
    text_round_trip,
)
from .given import Given, Part, Row, Trial, fixed
from .privacy import no_secret_leaks
from .registers import changes_lead_there_and_back, merging_has_no_order

__all__ = ["ROWS"]

WRITTEN = Part.REGISTERS | Part.GUIDELINE | Part.CALENDAR


def _documents(given: Given) -> Iterator[Trial]:
    parts = given.parts
    if not parts or Part.REGISTERS & parts:
        yield given.registers, document_round_trip
    if not parts or Part.GUIDELINE & parts:
        facts = given.catalogue
        yield fixed(given.rules), lambda one: document_round_trip(one, facts=facts)
    if given.calendar is not None:
        yield fixed(given.calendar), document_round_trip


def _values(_: Given) -> Iterator[Trial]:
    values: tuple[st.SearchStrategy[Any], ...] = (
        strategies.periods(),
        strategies.credit_codes(),
        strategies.isbns(),
        strategies.regions(),
        strategies.spans(),
        strategies.opening_hours(),
        strategies.recurrences(),
        strategies.cadences(),
    )
    yield st.one_of(*values), text_round_trip


def _ordered(_: Given) -> Iterator[Trial]:
    pairs = (
        st.tuples(one, one)
        for one in (strategies.periods(), strategies.credit_codes(), strategies.spans())
    )
    yield st.one_of(*pairs), order_agrees


def _converted(given: Given) -> Iterator[Trial]:
    if given.converter is None:
        return
    write, read, *more = given.converter
    examples = more[0] if more else given.registers
    yield examples, lambda one: converter_loses_nothing(one, write, read)


def _mixed(register: Register, seed: int) -> Register:
    random = Random(seed)  # noqa: S311 - an order, no secret
    held: dict[str, Any] = {name: list(getattr(register, name)) for name in COLLECTIONS}
    for records in held.values():
        random.shuffle(records)
    return attrs.evolve(register, **held)


def _bytes(given: Given) -> Iterator[Trial]:
    guideline, on = given.rules, (given.days or (None,))[0]

    def attempt(one: tuple[Register, int]) -> None:
        register, other = one[0], _mixed(*one)
        equal_inputs_equal_bytes(lambda: register, lambda: other)
        if on is not None:
            equal_inputs_equal_bytes(
                lambda: assess(register, guideline, on), lambda: assess(other, guideline, on)
            )

    yield st.tuples(given.registers, st.integers(0, 99)), attempt


def _secrets(given: Given) -> Iterator[Trial]:
    guideline, days = given.rules, given.days

    def attempt(register: Register) -> None:
        full, secrets = planted(register)
        texts = [*sayings(full), *(repr(full.of(one)) for _, one in full.subjects)]
        for on in days[:1]:
            told = assess(full, guideline, on)
            texts += [*sayings(told), dumps(public_view(told))]
        no_secret_leaks(secrets, texts)

    yield given.registers, attempt


def _merged(given: Given) -> Iterator[Trial]:
    one = given.registers
    yield st.tuples(one, one, one), lambda three: merging_has_no_order(*three)


def _changed(given: Given) -> Iterator[Trial]:
    one = given.registers
    yield st.tuples(one, one), lambda pair: changes_lead_there_and_back(*pair)


JUDGED = Part.REGISTERS | Part.GUIDELINE | Part.FACTS

ROWS = (
    Row(10, text_round_trip, Part.NOTHING, _values),
    Row(10, order_agrees, Part.NOTHING, _ordered),
    Row(10, document_round_trip, WRITTEN, _documents),
    Row(10, converter_loses_nothing, Part.CONVERTER, _converted),
    Row(11, equal_inputs_equal_bytes, JUDGED, _bytes, 2),
    Row(16, no_secret_leaks, JUDGED, _secrets, 5),
    Row(18, merging_has_no_order, Part.REGISTERS, _merged),
    Row(18, changes_lead_there_and_back, Part.REGISTERS, _changed),
)
