"""Printing a cell is the inverse of reading it: what is printed of a value is read as the value."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Facility, FacilityItem, values
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables.cells import (
    Item,
    Taken,
    items_of,
    take_credit_code,
    take_flag,
    take_hours,
    take_money,
    take_period,
    take_region,
    take_when,
    word_of,
    words_of,
)
from ridehire_partybuild.exchange.tables.layout import layouts
from ridehire_partybuild.exchange.tables.printing import (
    print_flag,
    print_items,
    print_money,
    print_names,
    print_word,
    print_words,
)
from ridehire_partybuild.exchange.tables.readers import Habits, reader_of
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import (
    Cadence,
    CreditCode,
    OpeningHours,
    Period,
    Region,
    ServiceDomain,
    Term,
)

LANGS: tuple[Lang, ...] = ("zh", "en")
TERMS = tuple(
    found
    for name in values.__all__
    if isinstance(found := getattr(values, name), type) and issubclass(found, Term)
    if found is not Term
)
langs = st.sampled_from(LANGS)


@given(st.booleans(), langs)
def test_flags(value: bool, lang: Lang) -> None:  # noqa: FBT001 - it is drawn
    """是 and 否, yes and no are read as what they were printed of, and nothing is noted."""
    assert take_flag(print_flag(value, lang)) == Taken(value)


@given(st.integers(0, 10**13))
def test_money(fen: int) -> None:
    """Fen are printed in yuan with both places, exactly; a number cell of it is read as the fen."""
    printed = print_money(fen)
    assert printed.as_tuple().exponent == -2
    assert take_money(str(printed)) == Taken(fen)
    assert take_money(float(printed)) == Taken(fen)


@pytest.mark.parametrize("kind", TERMS)
@pytest.mark.parametrize("lang", LANGS)
def test_words_of_every_list(kind: type[Term], lang: Lang) -> None:
    """Each word of each list is read by its label, in both languages; so are all at once."""
    assert {word: word_of(kind)(print_word(word, lang)) for word in kind} == {
        word: Taken(word) for word in kind
    }
    assert words_of(kind)(print_words(kind, lang)) == Taken(tuple(kind))


@given(st.lists(strategies.facility_items(), max_size=6), langs)
def test_facilities(items: list[FacilityItem], lang: Lang) -> None:
    """Counts and last days survive in one cell; none of them is known to be none."""
    read = items_of(Facility)(print_items(items, lang)).value
    assert read == tuple(Item(one.kind, one.count, one.expires_on) for one in items)


@given(st.lists(strategies.texts(longest=30), max_size=4), langs)
def test_names(names: list[str], lang: Lang) -> None:
    """Whatever names hold, they come back one by one; an empty list as known to be none."""
    sheet = layouts()["sessions"]
    read = reader_of(sheet, sheet.columns["titles"], Habits())
    assert read(print_names(names, lang)) == Taken(tuple(names))


@given(strategies.opening_hours())
def test_hours(hours: OpeningHours) -> None:
    """Hours stand in the notation, which a person may edit: they are read as they were."""
    assert take_hours(str(hours)) == Taken(hours)


@given(strategies.opening_hours() | strategies.cadences())
def test_when(when: OpeningHours | Cadence) -> None:
    """Hours and cadences of a service are told from each other, without a note."""
    taken = take_when(str(when))
    assert taken.value is not None
    assert (taken.value.when, taken.value.note, taken.notes) == (when, None, ())


@given(strategies.periods(), strategies.regions(), strategies.credit_codes())
def test_codes(period: Period, region: Region, code: CreditCode) -> None:
    """Periods, divisions and credit codes stand as their text."""
    assert take_period(str(period)) == Taken(period)
    assert take_region(str(region)) == Taken(region)
    assert take_credit_code(str(code)) == Taken(code)


def test_whole_cells() -> None:
    """What an office sees, as it sees it."""
    items = (
        FacilityItem(kind=Facility.AIR_CONDITIONER, count=2),
        FacilityItem(kind=Facility.FIRST_AID_BOX, count=1, expires_on=date(2026, 12, 31)),
    )
    assert print_items(items) == "空调×2、急救箱×1(有效期至2026-12-31)"
    assert print_items(items, "en") == "air conditioner×2, first-aid box×1 (until 2026-12-31)"
    assert print_words(ServiceDomain) == "基本服务、党务服务、政务服务、法务服务、生活服务"
    assert str(print_money(2_065_000)) == "20650.00"
