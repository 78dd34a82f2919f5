"""Every typed object refuses the impossible, strictly, and says all of it at once."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    ActorId,
    Contact,
    ContactKind,
    Facility,
    FacilityItem,
    InvalidValue,
    Method,
    Observation,
    Person,
    Record,
    Region,
    Register,
    Service,
    ServiceDomain,
    Session,
    SessionStatus,
    Site,
    Station,
    StationId,
    Text,
    Tier,
    moment,
)
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import decimal, limits
from ridehire_partybuild.values.record import field_problems, not_above
from ridehire_partybuild.values.sensitive import SENSITIVE, holds_secrets, is_secret

NUMBER = "expected a number of at most 15 significant digits and 14 decimal places"


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("seats", 12.7, "Failed to parse 12.7 as seats: expected int, got float."),
        ("seats", 12.0, "Failed to parse 12.0 as seats: expected int, got float."),
        ("seats", True, "Failed to parse True as seats: expected int, got bool."),
        ("seats", "5", "Failed to parse '5' as seats: expected int, got str."),
        ("seats", Decimal(5), "Failed to parse 5 as seats: expected int, got Decimal."),
        ("seats", -1, "Failed to parse -1 as seats: expected a number from 0 to 100000, got -1."),
        ("area_m2", 12.5, "Failed to parse 12.5 as area_m2: expected Decimal, got float."),
        ("area_m2", "12", "Failed to parse '12' as area_m2: expected Decimal, got str."),
        ("area_m2", True, "Failed to parse True as area_m2: expected Decimal, got bool."),
        (
            "area_m2",
            Decimal("NaN"),
            "Failed to parse NaN as area_m2: expected a finite number, got NaN.",
        ),
        (
            "area_m2",
            Decimal("-Infinity"),
            "Failed to parse -Infinity as area_m2: expected a finite number, got -Infinity.",
        ),
        ("area_m2", Decimal("1E-15"), f"Failed to parse 1E-15 as area_m2: {NUMBER}, got 1E-15."),
        ("address", 5, "Failed to parse 5 as address: expected str, got int."),
        ("address", "", "Failed to parse '' as address: expected 1 to 300 characters, got 0."),
        (
            "address",
            "a\tb",
            (
                "Failed to parse 'a\\tb' as address: expected text without control characters,"
                " got '\\t' at position 2."
            ),
        ),
        (
            "address",
            "e\u0301",
            (
                "Failed to parse 'e\u0301' as address: expected text in Unicode normal form C,"
                " got 'e\u0301'."
            ),
        ),
    ],
)
def test_primitive_types_are_strict(field: str, value: object, text: str) -> None:
    """Primitive types are strict: 12.7 is no int, "false" no bool, 5 no str."""
    with pytest.raises(InvalidValue) as caught:
        Site(**{field: value})  # type: ignore[arg-type]
    assert str(caught.value) == f"$.{field}: {text}"


@pytest.mark.parametrize("value", ["false", 0, 1, Decimal(1)])
def test_a_yes_or_no_is_a_bool(value: Any) -> None:
    """Primitive types are strict: "false" is no bool, and neither is 0."""
    with pytest.raises(InvalidValue) as caught:
        Service(domain=ServiceDomain.LEGAL, item="咨询", free=value)
    assert [problem.path for problem in caught.value.problems] == ["$.free"]


def test_a_record_tells_all_its_problems_at_once() -> None:
    """Constructors refuse the impossible: all of it, each with its path, in both languages."""
    with pytest.raises(InvalidValue) as caught:
        Service(
            domain="legal",  # type: ignore[arg-type]
            item="",
            free=0,  # type: ignore[arg-type]
            when=5,  # type: ignore[arg-type]
        )
    assert str(caught.value).splitlines() == [
        "$.domain: Failed to parse 'legal' as domain: expected ServiceDomain, got str.",
        "$.item: Failed to parse '' as item: expected 1 to 100 characters, got 0.",
        "$.free: Failed to parse 0 as free: expected bool, got int.",
        "$.when: Failed to parse 5 as when: expected OpeningHours or Cadence or null, got int.",
    ]
    assert len(caught.value.text("zh").splitlines()) == 4


def _session(**changes: Any) -> Session:
    start = datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)
    fields = {"start": start, "end": start + timedelta(hours=1)} | changes
    return Session(
        id="E-1",
        kind=ActivityKind.SYMPOSIUM,
        venue="示例",
        status=SessionStatus.HELD,
        **fields,
    )


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (datetime(2026, 1, 13, 9, 30), "time.naive"),  # noqa: DTZ001 - that is what is refused
        (datetime(2026, 1, 13, 9, 30, 1, tzinfo=SHANGHAI), "time.minute"),
        (datetime(2026, 1, 13, 9, 30, 0, 1, tzinfo=SHANGHAI), "time.minute"),
        (datetime(1999, 12, 31, 15, 59, tzinfo=UTC), "time.range"),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))), "time.range"),
        (date(2026, 1, 13), "type"),
        ("2026-01-13T09:30:00+08:00", "type"),
        (None, "type"),
    ],
)
def test_a_moment_is_aware_whole_minutes_in_range(value: object, code: str) -> None:
    """Aware datetimes in Asia/Shanghai, years 2000-2100, naive refused."""
    with pytest.raises(InvalidValue) as caught:
        _session(start=value)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("$.start", code)
    ]


def test_the_first_and_the_last_minute_are_in_range() -> None:
    """Years 2000-2100, both of them whole, by the clocks of Shanghai."""
    first = datetime(2000, 1, 1, tzinfo=SHANGHAI)
    last = datetime(2100, 12, 31, 23, 59, tzinfo=SHANGHAI)
    assert _session(start=first, end=last).start == first
    with pytest.raises(InvalidValue):
        _session(start=first, end=last + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (datetime(2026, 1, 1, tzinfo=SHANGHAI), "type"),
        ("2026-01-01", "type"),
        (date(1999, 12, 31), "time.range"),
        (date(2101, 1, 1), "time.range"),
    ],
)
def test_a_date_is_no_moment_and_in_range(value: Any, code: str) -> None:
    """A datetime is a date to Python, not here; years 2000-2100."""
    with pytest.raises(InvalidValue) as caught:
        FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=value)
    assert [problem.code for problem in caught.value.problems] == [code]


@given(start=strategies.moments(), hours=st.integers(-12, 14))
def test_the_zone_in_which_a_moment_is_given_does_not_matter(start: datetime, hours: int) -> None:
    """Constructors normalise the zone, so equal objects have equal bytes."""
    abroad = start.astimezone(timezone(timedelta(hours=hours)))
    assert moment(abroad).isoformat() == start.isoformat()
    end = start + timedelta(minutes=30)
    assert repr(_session(start=abroad, end=end)) == repr(_session(start=start, end=end))


@given(value=st.decimals(0, 999_999, places=3), zeros=st.integers(0, 3))
def test_trailing_zeros_do_not_matter(value: Decimal, zeros: int) -> None:
    """Constructors normalise decimals without trailing zeros, so equal objects have equal bytes."""
    padded = value.quantize(Decimal(1).scaleb(-3 - zeros))
    assert str(decimal(padded)) == str(decimal(value))
    assert "E" not in str(decimal(value)).upper()
    assert Site(area_m2=padded) == Site(area_m2=value)
    assert decimal(value) == value


@pytest.mark.parametrize("field", ["seats", "area_m2"])
def test_a_huge_number_is_refused_in_words(field: str) -> None:
    """Python writes no integer of thousands of digits; the message does."""
    with pytest.raises(InvalidValue) as caught:
        Site(**{field: 10**5000})  # type: ignore[arg-type]
    assert len(str(caught.value)) < 300


@given(value=st.integers(0, 10**6))
def test_a_whole_number_is_a_decimal_too(value: int) -> None:
    """Where a number with decimal places stands, one without may be written."""
    assert Site(area_m2=value) == Site(area_m2=Decimal(value))
    assert type(Site(area_m2=value).area_m2) is Decimal


@pytest.mark.parametrize(
    ("build", "secret"),
    [
        (lambda secret: Contact(kind=ContactKind.PERSONAL, value=secret), "13800000000\x00"),
        (lambda secret: Contact(kind=ContactKind.PERSONAL, value=secret), 13800000000),
        (
            lambda secret: Station(
                id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, head=secret
            ),
            "负责人甲\x00",
        ),
    ],
)
def test_an_error_does_not_tell_a_secret(build: Any, secret: object) -> None:
    """Law 16: no secret text in any repr or error."""
    with pytest.raises(InvalidValue) as caught:
        build(secret)
    told = caught.value.text("en") + caught.value.text("zh") + repr(caught.value)
    assert str(secret).strip("\x00") not in told


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "type"),
        (None, "type"),
        (Decimal("NaN"), "number.finite"),
        (Decimal("1E+10"), "number.range"),
        ("", "text.length"),
        (["a", ""], "text.length"),
    ],
)
def test_an_observed_value_is_strict_in_each_of_its_types(value: Any, code: str) -> None:
    """Yes or no, a number, text or words: the member whose type is right tells what is wrong."""
    with pytest.raises(InvalidValue) as caught:
        Observation(
            id="O-1",
            subject="S-1",
            fact="site.seats",
            value=value,
            method=Method.EXAMINE,
            collected_on=date(2026, 1, 1),
        )
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_text_is_in_both_languages() -> None:
    """One text in Chinese and in English; neither may be empty."""
    assert (Text(zh="面积", en="area").in_("zh"), Text(zh="面积", en="area").in_("en")) == (
        "面积",
        "area",
    )
    with pytest.raises(InvalidValue) as caught:
        Text(zh="", en="")
    assert [problem.path for problem in caught.value.problems] == ["$.zh", "$.en"]


@given(text=strategies.texts())
def test_every_text_of_the_strategy_is_taken(text: str) -> None:
    """Any Unicode in normal form C without control characters is text, outside GBK too."""
    assert Text(zh=text, en=text).zh == text
    assert isinstance(Text(zh=text, en=text), Record)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Everything(Record):
    """A record with a field of each type that a rule is made of, and one that is worked out."""

    actor: ActorId
    words: frozenset[str] = frozenset()
    table: Mapping[str, int] = {}
    anything: Any = None
    made: int | None = attrs.field(default=None, metadata=limits(low=1, high=3))
    longer: int = attrs.field(init=False, default=-1)


GIVEN: dict[str, Any] = {"actor": ActorId("A-1")}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"actor": "A-1"}, "$.actor: Failed to parse 'A-1' as actor: expected ActorId, got str."),
        (
            {"actor": StationId("A-1")},
            "$.actor: Failed to parse StationId('A-1') as actor: expected ActorId, got StationId.",
        ),
        (
            {"words": ("a",)},
            "$.words: Failed to parse ('a',) as words: expected frozenset, got tuple.",
        ),
        (
            {"words": frozenset({5})},
            "$.words[0]: Failed to parse 5 as words: expected str, got int.",
        ),
        ({"table": []}, "$.table: Failed to parse [] as table: expected Mapping, got list."),
        ({"made": 4}, "$.made: Failed to parse 4 as made: expected a number from 1 to 3, got 4."),
    ],
)
def test_the_annotations_are_the_rule(fields: dict[str, Any], told: str) -> None:
    """Each field is checked by its annotation; what is worked out is not given, so not checked."""
    with pytest.raises(InvalidValue) as caught:
        Everything(**GIVEN | fields)
    assert str(caught.value) == told
    (problem,) = caught.value.problems
    ((name, value),) = fields.items()
    assert [one.below(f"$.{name}") for one in field_problems(Everything, name, value)] == [problem]


@pytest.mark.parametrize("thing", [None, 5, object(), Decimal("NaN")])
def test_a_field_that_takes_anything_takes_anything(thing: object) -> None:
    """``Any`` is the annotation of what no rule can be made of."""
    made = Everything(**GIVEN, anything=thing)
    assert made.anything is thing
    assert made.longer == -1


def test_records_of_two_kinds_are_never_equal() -> None:
    """Equality is within one class, whatever the fields say."""
    assert Text(zh="x", en="x") != Everything(**GIVEN)
    assert Everything(**GIVEN) == Everything(**GIVEN)
    assert Everything(**GIVEN) != ("A-1",)


@given(part=st.none() | st.integers(0, 9), whole=st.none() | st.integers(0, 9))
def test_a_part_is_not_above_its_whole(part: int | None, whole: int | None) -> None:
    """Who did not answer was not content; what is not known is in order."""
    found = list(not_above(SimpleNamespace(part=part, whole=whole), "part", "whole"))
    wrong = part is not None and whole is not None and part > whole
    assert [(one.code, one.path) for one in found] == [("count.part", "$.part")] * wrong


@pytest.mark.parametrize(
    ("wanted", "secret"),
    [
        (Contact, True),
        (Callable[[Contact], str], False),
        (tuple[Station, ...] | None, True),
        (Mapping[str, Site], False),
        (str, False),
    ],
)
def test_what_may_hold_a_secret_is_told_by_its_type(wanted: Any, *, secret: bool) -> None:
    """However deep it lies; what a function takes is not what it holds."""
    assert holds_secrets(wanted) is secret


def test_what_is_there_for_a_secret_cannot_be_made_without_it() -> None:
    """A contact is nothing but its number; a person may be a bare token."""
    assert (is_secret(Contact), is_secret(Person), is_secret(Site)) == (True, False, False)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Badge(Record):
    number: str = attrs.field(metadata=SENSITIVE)
    holder: Person | None = attrs.field(default=None, metadata=SENSITIVE)
    colour: str = "red"


def test_the_mark_alone_hides() -> None:
    """A sensitive field of a class of one's own shows in no repr; that it is not known does."""
    badge = _Badge(number="13800000000")
    assert repr(badge) == "_Badge(number=•••, holder=None, colour='red')"
    held = attrs.evolve(badge, holder=Person(token="P-1"))
    assert repr(held) == "_Badge(number=•••, holder=•••, colour='red')"


def test_of_a_field_in_which_all_is_wrong_the_first_is_told() -> None:
    """No more problems are made than are ever told: they would fill the memory."""
    looked_at = []

    def of_no_class(_: object) -> type:
        looked_at.append(1)
        return object

    odd = type("Odd", (), {"__class__": property(of_no_class)})()
    with pytest.raises(InvalidValue) as caught:
        Register(stations=[odd] * 50_000)
    assert len(looked_at) < 30_000
    assert caught.value.problems[-1].code == "problems.more"
    assert len(caught.value.problems) == 10_001
