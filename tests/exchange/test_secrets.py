"""Law 16: no secret text in any repr or error, wherever it stands and whatever its shape."""

import json
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Actor,
    ActorRole,
    Contact,
    ContactKind,
    InvalidDocument,
    InvalidValue,
    Lang,
    Party,
    Record,
    Region,
    Register,
    Station,
    Tier,
    loads,
)
from ridehire_partybuild.compliance import Assessment
from ridehire_partybuild.exchange.kinds import kind_of
from ridehire_partybuild.exchange.records import plans
from ridehire_partybuild.scheduling import Plan
from ridehire_partybuild.values.record import field_problems
from ridehire_partybuild.values.sensitive import holds_secrets, is_secret

SECRETS = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True) | st.from_regex(
    r"机密[甲乙丙丁]{4}", fullmatch=True
)
SHAPES = st.sampled_from(
    [
        lambda secret: secret,
        lambda secret: [secret],
        lambda secret: [[secret], secret],
        lambda secret: {"kind": secret},
        lambda secret: {"value": {"value": secret}},
        lambda secret: [{"kind": "personal", "value": [secret]}],
        lambda secret: [{"kind": "personal", "value": secret * 30}],
        lambda secret: [{"kind": "personal", "value": secret + "\x07"}],
        lambda secret: [{"kind": "personal", "value": secret + "e\u0301"}],
        lambda secret: [{"kind": "home", "value": secret}],
        lambda secret: [{"value": secret}, secret, None],
        lambda secret: secret * 30,
        lambda secret: secret + "\x07",
        lambda secret: int(secret) if secret.isdigit() else secret,
        lambda secret: [int(secret)] if secret.isdigit() else [True, secret],
        lambda secret: {"kind": "personal", "value": secret},
        lambda secret: [{"kind": "personal", "value": secret}],
    ]
)


def _places() -> Iterator[tuple[Any, str]]:
    """Yield every record class and field of it that is sensitive, or may hold what is."""
    left, seen = [Register, Assessment, Plan], set()
    while left:
        cls = left.pop()
        if cls in seen:
            continue
        seen.add(cls)
        for plan in plans(cls).values():
            if plan.sensitive or holds_secrets(plan.type):
                yield cls, plan.key
            members = getattr(plan.type, "__args__", (plan.type,))
            left += [one for one in members if isinstance(one, type) and attrs.has(one)]


PLACES = sorted(set(_places()), key=lambda place: (place[0].__name__, place[1]))
WHOLE: dict[type, dict[str, Any]] = {
    Station: {"id": "S-1", "name": "x", "region": "370502", "tier": "basic"},
    Actor: {"id": "A-1", "name": "x", "role": "association", "region": "370500"},
    Contact: {"kind": "personal", "value": "x"},
}


MADE: dict[type, dict[str, Any]] = {
    Station: {"id": "S", "name": "x", "region": Region("370502"), "tier": Tier.BASIC},
    Actor: {"id": "A", "name": "x", "role": ActorRole.AUTHORITY, "region": Region("370500")},
    Contact: {"kind": ContactKind.PERSONAL},
    Register: {},
}


def _told(error: BaseException) -> str:
    """Return all that an error, and whatever it came from, can say."""
    chain: list[BaseException] = [error]
    while (before := chain[-1].__cause__ or chain[-1].__context__) is not None:
        chain.append(before)
    said = [f"{one}{one!r}{one.args}" for one in chain]
    said += [one.text("zh") for one in chain if isinstance(one, InvalidDocument | InvalidValue)]
    said += traceback.TracebackException.from_exception(error).format()
    return "".join(said)


def _outcome(make: Callable[[], object]) -> str:
    """Return what can be read of an object that is made, or of why it is not."""
    try:
        return repr(make())
    except (InvalidDocument, InvalidValue) as error:
        return _told(error)


def test_the_sensitive_places() -> None:
    """They are found through the types, so that a new one cannot be forgotten."""
    assert {(Station, "head"), (Contact, "value"), (Station, "contacts"), (Actor, "channels"),
            (Register, "stations"), (Register, "actors"), (Plan, "inputs"),
            (Assessment, "register")} <= set(PLACES)  # fmt: skip
    assert (Station, "operator") not in PLACES
    assert not any(holds_secrets(wanted) for wanted in (Party, str, tuple[Party, ...] | None))


@given(place=st.sampled_from(PLACES), secret=SECRETS, shape=SHAPES)
def test_no_document_error_tells_a_secret(place: tuple[Any, str], secret: str, shape: Any) -> None:
    """Planted in any sensitive place, in any shape, beside what is right and what is wrong."""
    cls, key = place
    for rest in (WHOLE.get(cls, {}), {"colour": 5}):
        text = {"format": kind_of(cls).tag, **rest, key: shape(secret)}
        written = json.dumps(text, ensure_ascii=False)
        assert secret not in _outcome(partial(loads, written))


@given(place=st.sampled_from(PLACES), secret=SECRETS, shape=SHAPES)
def test_no_constructor_error_tells_a_secret(
    place: tuple[Any, str], secret: str, shape: Any
) -> None:
    """The same of a constructor, and of each field by itself."""
    cls, key = place
    told = [one.text(lang) for one in _problems(cls, key, shape(secret)) for lang in ("zh", "en")]
    assert secret not in "".join(told)
    if cls in MADE:
        assert secret not in _outcome(lambda: cls(**MADE[cls] | {key: shape(secret)}))


def _problems(cls: Any, key: str, value: Any) -> Any:
    return field_problems(cls, key, value) if issubclass(cls, Record) else ()


@given(secret=SECRETS)
def test_no_key_in_the_place_of_a_contact_tells_a_secret(secret: str) -> None:
    """A record that is there for something sensitive may have it for a key, by mistake."""
    with pytest.raises(InvalidDocument) as no_list:
        loads(
            json.dumps(
                {"format": kind_of(Station).tag, "contacts": {secret: 5}, "head": {secret: 5}}
            )
        )
    assert secret not in _told(no_list.value)
    station = WHOLE[Station] | {"contacts": [{"kind": "personal", secret: 5}]}
    with pytest.raises(InvalidDocument) as caught:
        loads(json.dumps({"format": "ridehire-partybuild/register/1", "stations": [station]}))
    assert secret not in _told(caught.value)
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("$.stations[0].contacts[0]", "key.unknown"),
        ("$.stations[0].contacts[0]", "key.missing"),
    ]
    assert is_secret(Contact)
    assert not is_secret(Station)


@given(secret=SECRETS)
def test_nothing_that_is_no_document_tells_a_secret(secret: str) -> None:
    """Text that is no object, and a record that is none of a register's."""
    for wanted in (None, Contact, Station, Register):
        for value in (secret, [secret], int(secret) if secret.isdigit() else secret):
            with pytest.raises(InvalidDocument) as caught:
                loads(json.dumps(value, ensure_ascii=False), wanted)
            assert secret not in _told(caught.value)
    with pytest.raises(InvalidValue) as refused:
        Register().with_(secret)  # type: ignore[arg-type]
    assert secret not in _told(refused.value)


def test_what_is_hidden_is_still_told() -> None:
    """A message without the value says the place, what was expected and what was there."""
    station = WHOLE[Station] | {"contacts": "13812345678"}
    text = json.dumps({"format": "ridehire-partybuild/register/1", "stations": [station]})
    with pytest.raises(InvalidDocument) as caught:
        loads(text)
    assert [caught.value.text("en"), caught.value.text("zh")] == [
        "$.stations[0].contacts (line 1): Failed to parse ••• as contacts: expected list, got str.",
        "$.stations[0].contacts（第 1 行）: 无法将 ••• 解析为联系方式：应为列表，实际为文本。",
    ]
    with pytest.raises(InvalidValue) as refused:
        Station(**MADE[Station], contacts=["13812345678"])
    assert str(refused.value) == (
        "$.contacts[0]: Failed to parse ••• as contacts: expected Contact, got str."
    )


@pytest.mark.parametrize(
    ("key", "is_shown"),
    [
        ("colour", True),
        ("Opening_Hours-2", True),
        ("k" * 40, True),
        ("k" * 41, False),
        ("13812345678", False),
        ("a13812345678@example.org", False),
        ("张三", False),
        ("zhang san", False),
        ("1st", False),
        ("", False),
    ],
)
def test_a_key_is_shown_where_it_looks_like_one(key: str, *, is_shown: bool) -> None:
    """A station's keys are told if they look mistyped, not if they look like what they hold."""
    with pytest.raises(InvalidDocument) as caught:
        loads(json.dumps({"format": kind_of(Station).tag, **WHOLE[Station], key: 5}))
    (problem,) = caught.value.problems
    told = _told(caught.value)
    assert (problem.path == "$") is not is_shown
    assert ("got the key •••" in told) is not is_shown
    assert (key in told) is (is_shown or key == "")


def test_a_key_of_what_holds_no_secret_is_always_shown() -> None:
    """Of a room nothing is secret: whoever typed its key in Chinese sees which one it was."""
    station = WHOLE[Station] | {"site": {"座位": 24}, "13812345678": 5}
    with pytest.raises(InvalidDocument) as caught:
        loads(json.dumps({"format": kind_of(Station).tag, **station}))
    wanted = "address, longitude, latitude, area_m2, seats, parking_bays"
    told = str(caught.value)
    assert (
        f"$.site.座位 (line 1): Failed to parse '座位' as Site: expected one of {wanted},"
        " got the key 座位."
    ) in told
    assert "Failed to parse ••• as Station: expected one of id, name, " in told
    assert "13812345678" not in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_secret_that_stands_twice_or_deep_as_a_key_does_not_show(lang: Lang) -> None:
    """Keys in the messages of the reader of the text itself are words, or are not told."""
    number = "13800000000"
    twice = f'{{"format": "ridehire-partybuild/station/1", "{number}": 1, "{number}": 2}}'
    deep = f'{{"{number}": ' + "[" * 80 + "]" * 80 + "}"
    for text in (twice, deep):
        with pytest.raises(InvalidDocument) as caught:
            loads(text)
        assert number not in caught.value.text(lang) + repr(caught.value)
