"""What a session is and why a period need not be served, told in zh and en."""

from typing import Any

import pytest
from tests.scheduling import small

from ridehire_partybuild.model import Party, Register
from ridehire_partybuild.scheduling.ledger import Excuse, ExcuseKind
from ridehire_partybuild.scheduling.telling import excuse_told, session_told

PLACE = Register(stations=[small.station(1)])
PAPER = {"reason": "装修", "authority": "示例局", "document": "示例〔2026〕1号"}


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({}, "法律咨询（示例1号）", "legal clinic at 示例1号"),
        ({"venue": "广场", "station": None}, "法律咨询（广场）", "legal clinic at 广场"),
        (
            {"organiser": Party(name="示例协会")},
            "示例协会的法律咨询（示例1号）",
            "legal clinic of 示例协会 at 示例1号",
        ),
    ],
)
def test_a_session_is_told_by_kind_place_and_owner(changes: Any, zh: str, en: str) -> None:
    """What it is, where, and whose if somebody calls it."""
    session = small.session("P-1", "2026-03-10T09:00", **changes)
    assert [session_told(session, PLACE, lang) for lang in ("zh", "en")] == [zh, en]


@pytest.mark.parametrize(
    ("excuse", "zh", "en"),
    [
        (Excuse(kind=ExcuseKind.NO_DAY), "本期没有可安排的日子", "no admissible day"),
        (
            Excuse(kind=ExcuseKind.EXEMPTED, **PAPER),
            "经批准免除；装修；示例局；示例〔2026〕1号",
            "exempted; 装修; 示例局; 示例〔2026〕1号",
        ),
        (Excuse(kind=ExcuseKind.EXEMPTED, reason="装修"), "经批准免除；装修", "exempted; 装修"),
    ],
)
def test_an_excuse_is_told_with_what_is_known_of_it(excuse: Excuse, zh: str, en: str) -> None:
    """Why, by whom and by what paper; what nobody said is left out."""
    assert [excuse_told(excuse, lang) for lang in ("zh", "en")] == [zh, en]
