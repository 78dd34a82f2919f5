"""A register written as a workbook and read again is the register it was, to the last space."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Activity,
    ActivityDomain,
    ActivityKind,
    Contact,
    ContactKind,
    Donation,
    Evidence,
    Fund,
    Method,
    Observation,
    Party,
    Period,
    Person,
    Region,
    Register,
    Service,
    ServiceDomain,
    Session,
    SessionStatus,
    Spending,
    Station,
    Text,
    Tier,
    Title,
    Waiver,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables import Reading, inspect, read, write
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import Id, Record, TitleId

SAMPLE = Path(__file__).parent / "data" / "dongying-sample.xlsx"
ON = date(2026, 1, 5)
OFFICE = (
    os.environ.get("RIDEHIRE_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
)
LANGS: tuple[Lang, ...] = ("zh", "en")
STATION = Station(id="S-1", name="示例一号", region=Region("370502"), tier=Tier.BASIC)
NINE = datetime(2026, 1, 13, 9, tzinfo=SHANGHAI)


def read_back(register: Register, lang: Lang = "zh") -> Reading:
    """Return what is read of the workbook that a register is written to."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        write(register, path, lang=lang)
        return inspect(path, recorded_on=date(2099, 1, 1), records_since=date(2099, 1, 1))


def assert_comes_back(register: Register, lang: Lang = "zh") -> None:
    """Nothing is lost, added, unread or left to be confirmed."""
    found = read_back(register, lang)
    assert (found.problems, found.notes, found.unmapped) == ((), (), ())
    assert found.register == register


def reworded(record: Any, word: Callable[[], str]) -> Any:
    """Return a record whose every free text, however deep, is another."""
    changed: dict[str, Any] = {}
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if type(value) is str and field.name not in {"sha256", "code"}:
            changed[field.alias] = word()
        elif isinstance(value, Record):
            changed[field.alias] = reworded(value, word)
        elif isinstance(value, tuple):
            changed[field.alias] = tuple(
                reworded(one, word) if isinstance(one, Record) else one for one in value
            )
    return attrs.evolve(record, **changed)


@given(strategies.registers(), st.sampled_from(LANGS))
def test_every_register_comes_back(register: Register, lang: Lang) -> None:
    """``read(write(r)) == r`` for all registers, in both languages, with nothing to confirm."""
    assert_comes_back(register, lang)


@pytest.mark.slow
@given(strategies.registers(), st.data())
def test_every_text_comes_back(register: Register, data: st.DataObject) -> None:
    """Whatever texts say: spaces at their ends, words that mean nothing, separators, formulas."""
    texts = strategies.texts(longest=30).filter(lambda text: not set(text) & set("\ufffe\uffff"))
    words = data.draw(st.lists(texts, min_size=1, max_size=8))
    turn = iter(words * 10_000)
    assert_comes_back(reworded(register, lambda: next(turn)))


OTHERWISE = (
    "无", "none", "不详", "—", " ", "合计", "备注：示例", "阵地编号", "见《服务清单》",
    "[", '["a"]', '"', '"a"', "'=1", "=1+1", "1E5", "TRUE", "2026-01-13", "45000", "a、b", "，",
    "12\n34", "x-a", "使用面积", "site.area_m2", "#REF!", "_x0041_", "１２３", "0.50",
)  # fmt: skip
"""Texts that a table of an office's would mean otherwise."""


@pytest.mark.slow
@pytest.mark.parametrize("text", OTHERWISE)
def test_texts_that_mean_something_come_back(text: str) -> None:
    """Each stands in every field at once."""
    office = read(SAMPLE, recorded_on=ON)
    assert_comes_back(reworded(office, lambda: text))


@pytest.mark.parametrize("first", [0, 7, 19])
def test_such_texts_come_back_beside_one_another(first: int) -> None:
    """Each field has another of them: whoever reads one wrongly reads its neighbour wrongly."""
    texts = cycle((*OTHERWISE[first:], *OTHERWISE[:first]))
    assert_comes_back(reworded(read(SAMPLE, recorded_on=ON), lambda: next(texts)))


@given(st.lists(strategies.ids(Id), min_size=4, max_size=6, unique=True))
def test_every_id_comes_back(ids: list[Id]) -> None:
    """Codes with leading zeros, full-width digits, separators, formulas: text, as it stands."""
    station, *titles = (str(one) for one in ids)
    session = Session(
        id="活动-1",
        kind=ActivityKind.STUDY_SESSION,
        station=station,
        start=NINE,
        end=NINE + timedelta(hours=1),
        status=SessionStatus.HELD,
        titles=[TitleId(one) for one in titles],
    )
    assume(not {"活动-1", "370500"} & set(ids))
    assert_comes_back(
        Register(
            stations=[attrs.evolve(STATION, id=station)],
            titles=[Title(id=one, name="示例") for one in titles],
            sessions=[session],
        )
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_comes_back(lang: Lang) -> None:
    """An office's workbook, read, written in our layout, and read again."""
    assert_comes_back(read(SAMPLE, recorded_on=ON), lang)


def observed(number: int, fact: str, value: Any) -> Observation:
    """Return what was found of the station."""
    return Observation(
        id=f"O-{number}",
        subject="S-1",
        fact=fact,
        value=value,
        method=Method.TEST,
        collected_on=ON,
    )


FOUND = (
    ("site.area_m2", Decimal("16.5")), ("site.area_m2", "16.5"), ("site.area_m2", True),
    ("fire_safety.passed", True), ("fire_safety.passed", "是"), ("fire_safety.passed", Decimal(1)),
    ("facilities", ("air_conditioner", "fan")), ("facilities", ()), ("facilities", "fan"),
    ("facilities", ("fan、x", "无")), ("nobody.knows", "是"), ("nobody.knows", ("是",)),
    ("nobody.knows", Decimal("0.5")), ("nobody.knows", "1"), ("使用面积", "2026-01-13"),
    ("first_aid_box.expires_on", "2026-12-31"), ("first_aid_box.expires_on", "明年"),
    ("drivers.satisfied", Decimal("0.5")), ("tier", "basic"), ("tier", "基础型"),
)  # fmt: skip
COVERED = ("使用面积", "site.area_m2", '"使用面积"', '"', "A.1", "层级", "使用面积（㎡）")
BANK = Party(name="示例银行网点")
OWN = Activity(id="x-党课", label=Text(zh="党课", en="party lecture"), domain=ActivityDomain.PARTY)
DRAWING = Evidence(href="图", sha256="0" * 64)
NIGHT = Session(
    id="E-1",
    kind=ActivityKind.PARTY_LECTURE,
    venue="示例礼堂",
    start=datetime(2026, 1, 13, 22, tzinfo=SHANGHAI),
    end=datetime(2026, 1, 14, 0, tzinfo=SHANGHAI),
    status=SessionStatus.PLANNED,
)
CASES = {
    "nothing": Register(),
    "values of observations, suitable or not": Register(
        stations=[STATION], observations=[observed(i, *one) for i, one in enumerate(FOUND)]
    ),
    "a waiver of what only looks like a fact": Register(
        stations=[STATION],
        waivers=[
            Waiver(
                id=f"W-{number}",
                subject="370500",
                covers=covers,
                authority="示例局",
                reason="示例",
                valid_from=ON,
                valid_until=ON,
            )
            for number, covers in enumerate(
                ("使用面积", "site.area_m2", '"使用面积"', "A.1", "层级")
            )
        ],
    ),
    "not known and known to be none": Register(
        stations=[
            STATION,
            attrs.evolve(STATION, id="S-2", services=(), facilities=(), postings=()),
        ],
        funds=[
            Fund(id="F-1", name="专项", period=Period.parse("2026")),
            Fund(id="F-2", name="专项", period=Period.parse("2026"), spending=()),
            Fund(
                id="F-3",
                name="专项",
                period=Period.parse("2026"),
                spending=[Spending(amount_fen=5)],
            ),
            Fund(
                id="F-4",
                name="专项",
                period=Period.parse("2026"),
                spending=[Spending(amount_fen=0)],
            ),
            Fund(
                id="F-5",
                name="专项",
                period=Period.parse("2026"),
                spending=[Spending(amount_fen=7), Spending(amount_fen=7)],
            ),
        ],
    ),
    "who gives, once, twice and linked": Register(
        branches=[],
        donations=[
            Donation(id="D-1", donors=[BANK, Party(name="示例局")]),
            Donation(id="D-2", donors=[BANK, BANK]),
            Donation(id="D-3", donors=[attrs.evolve(BANK, name="甲、乙")]),
            Donation(id="D-4", donors=[attrs.evolve(BANK, name="无")]),
        ],
    ),
    "lines of which a number does not tell whose they are": Register(
        stations=[
            attrs.evolve(
                STATION,
                head=Person(token="P-1"),
                contacts=[
                    Contact(kind=ContactKind.PERSONAL, value="12328"),
                    Contact(kind=ContactKind.OFFICE_LINE, value="13800000000"),
                ],
            ),
            attrs.evolve(
                STATION,
                id="S-2",
                contacts=[Contact(kind=ContactKind.PERSONAL, value="13800000000")],
            ),
        ],
    ),
    "prices, beside what is free": Register(
        stations=[
            attrs.evolve(
                STATION,
                services=[
                    Service(domain=ServiceDomain.LEGAL, item=f"咨询{i}", free=free, price_fen=fen)
                    for i, (free, fen) in enumerate([(False, 990), (None, 990), (True, 0)])
                ],
            )
        ],
    ),
    "a kind of the office's own that bears the name of a shipped one": Register(
        activities=[OWN], sessions=[NIGHT, attrs.evolve(NIGHT, id="E-2", kind="x-党课")]
    ),
    "papers with and without a checksum": Register(
        stations=[STATION],
        observations=[
            attrs.evolve(observed(1, "tier", "basic"), evidence=[Evidence(href="a、b")]),
            attrs.evolve(observed(2, "tier", "basic"), evidence=[DRAWING, Evidence(href="图")]),
        ],
    ),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("register", CASES.values(), ids=CASES)
def test_what_is_hard_to_tell_apart_comes_back(register: Register, lang: Lang) -> None:
    """Cells that mean one of two things are written so that they mean one."""
    assert_comes_back(register, lang)


@pytest.mark.interop
@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_it_comes_back_from_a_spreadsheet_program(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, the register is the same; the file is known."""
    register = read(SAMPLE, recorded_on=ON)
    write(register, tmp_path / "x.xlsx")
    subprocess.run(  # noqa: S603 - the program that the machine's owner installed
        [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(tmp_path / "x.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    found = inspect(tmp_path / "out" / "x.xlsx")
    assert (found.problems, found.notes, found.register) == ((), (), register)
