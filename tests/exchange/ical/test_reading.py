"""Calendars read back: every change that a client makes is told, and nothing else is believed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    InvalidDocument,
    InvalidValue,
    Lang,
    Party,
    Plan,
    Region,
    Register,
    Session,
    SessionStatus,
    Site,
    Span,
    Station,
    Tier,
)
from ridehire_partybuild.errors import Problem
from ridehire_partybuild.errors.problems import ENOUGH
from ridehire_partybuild.exchange.ical import (
    CalendarEdits,
    EditKind,
    from_ical,
    lint_ical,
    to_ical,
)
from ridehire_partybuild.exchange.ical.lines import components
from ridehire_partybuild.testing import strategies

icalendar = pytest.importorskip("icalendar")

STAMP = datetime(2026, 1, 5, 1, 2, 3, tzinfo=UTC)
START = datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)
Client = Callable[[str, Callable[[Any], Any]], str]
REGISTER = Register(
    stations=[
        Station(id=f"S-{number}", name=f"示例{number}号", region=Region("370502"),
                tier=Tier.BASIC, site=Site(address=f"示例路{number}号"))
        for number in (1, 2)
    ]
)  # fmt: skip


def session(number: int, **changes: Any) -> Session:
    """Return the session of the day with that number."""
    start = START + timedelta(days=number)
    fields: dict[str, Any] = {
        "id": f"E-{number}", "kind": ActivityKind.LEGAL_CLINIC, "station": "S-1", "start": start,
        "end": start + timedelta(minutes=90), "status": SessionStatus.PLANNED,
        "topic": "劳动合同", "organiser": Party(name="示例支部"),
    }  # fmt: skip
    return Session(**fields | changes)


SESSIONS = tuple(session(number) for number in range(3))
TEXT = to_ical(SESSIONS, stamp=STAMP, register=REGISTER)


def with_event(*lines: str, within: str = TEXT) -> str:
    """Return the calendar with one more event of these lines."""
    event = "\r\n".join(["BEGIN:VEVENT", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT", ""])
    return within.replace("END:VCALENDAR\r\n", f"{event}END:VCALENDAR\r\n")


def replaced(old: str, new: str) -> CalendarEdits:
    """Return what is read where a text is replaced once."""
    assert old in TEXT
    return from_ical(TEXT.replace(old, new, 1), SESSIONS, register=REGISTER)


CHANGES = st.sampled_from(["none", "none", "moved", "longer", "cancelled", "deleted", "reworded",
                           "relocated"])  # fmt: skip


@given(plan=strategies.plans(), lang=st.sampled_from(["zh", "en"]), data=st.data())
def test_every_change_comes_back(client: Client, plan: Plan, lang: Any, data: Any) -> None:
    """What a client moved, called off, deleted, renamed and moved elsewhere is what is applied."""
    done: dict[str, str] = {
        f"{one.id}@ridehire-partybuild": data.draw(CHANGES) for one in plan.sessions
    }

    def change(event: Any) -> bool:
        what = done[str(event["uid"])]
        if what in {"moved", "longer"}:
            by = timedelta(minutes=30)
            if what == "moved":
                event["dtstart"].dt += by
            event["dtend"].dt += by
        if what == "cancelled":
            event["status"] = "CANCELLED"
        if what == "reworded":
            event["summary"] = icalendar.vText("新主题; 甲, 乙")
        if what == "relocated":
            event["location"] = icalendar.vText("街道会议室")
        return what != "deleted"

    text = client(to_ical(plan, stamp=STAMP, lang=lang), change)
    found = from_ical(text, plan)
    kinds = {"longer": "moved", "deleted": "absent"}
    assert [(f"{one.session}@ridehire-partybuild", one.kind.value) for one in found.edits] == [
        (name, kinds.get(what, what)) for name, what in done.items() if what != "none"
    ]
    assert (found.unknown, found.foreign, found.unreadable, found.problems) == ((), (), (), ())
    by = timedelta(minutes=30)
    for before, after in zip(plan.sessions, found.applied(absent="cancel"), strict=True):
        what = done[f"{before.id}@ridehire-partybuild"]
        wanted: Any = {
            "none": {},
            "moved": {"start": before.start + by, "end": before.end + by},
            "longer": {"end": before.end + by},
            "reworded": {"topic": "新主题; 甲, 乙"},
            "relocated": {"station": None, "venue": "街道会议室"},
        }.get(what, {"status": SessionStatus.CANCELLED})
        assert after == attrs.evolve(before, **wanted)


@given(strategies.plans())
def test_what_was_handed_out_comes_back_unchanged(plan: Plan) -> None:
    """Nothing done, nothing told, in either language; and what is written is itself again."""
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        found = from_ical(to_ical(plan, stamp=STAMP, lang=lang), plan)
        assert found == CalendarEdits(sessions=plan.sessions)
        assert found.applied() == plan.sessions
        assert found.text(lang) == ""


@given(st.lists(strategies.sessions(), max_size=4, unique_by=lambda one: one.id))
def test_sessions_of_any_kind_come_back(drawn: list[Session]) -> None:
    """Whatever stands in ids, topics, venues and names of organisers, and whoever reads it."""
    text = to_ical(drawn, stamp=STAMP)
    found = from_ical(text, drawn)
    assert (found.text("en"), found.applied()) == ("", tuple(drawn))
    assert lint_ical(text) == ()
    theirs = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert {str(one["uid"]) for one in theirs} == {f"{one.id}@ridehire-partybuild" for one in drawn}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("DTSTART:20260113T013000Z", "DTEND:20260113T030000Z"),
        ("DTSTART:20260113T093000", "DTEND:20260113T110000"),
        ("DTSTART;TZID=Asia/Tokyo:20260113T103000", "DTEND;TZID=Asia/Tokyo:20260113T120000"),
        ('DTSTART;TZID="China Standard Time":20260113T093000', "DURATION:PT1H30M"),
        ("DTSTART;TZID=/example.net/Asia/Shanghai:20260113T093000", "DURATION:PT90M"),
        ("DTSTART:20260113T093059", "DTEND:20260113T110001"),
    ],
)
def test_times_of_any_zone_are_ours(start: str, end: str) -> None:
    """UTC, no zone, another zone, Outlook's names, a path before the name, seconds: the same."""
    ours = "TZID=Asia/Shanghai:20260113T"
    text = TEXT.replace(f"DTSTART;{ours}093000", start).replace(f"DTEND;{ours}110000", end)
    assert text != TEXT
    assert from_ical(text, SESSIONS, register=REGISTER).text() == ""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("DTSTART;TZID=Asia/Shanghai:20260113T093000", "DTSTART;VALUE=DATE:20260113",
         "ical.all_day"),
        ("DTSTART;TZID=Asia/Shanghai:20260113T093000", "DTSTART;TZID=Mars/Olympus:20260113T093000",
         "ical.time"),
        ("DTSTART;TZID=Asia/Shanghai:20260113T093000", "DTSTART:20261313T093000", "ical.time"),
        ("DTSTART;TZID=Asia/Shanghai:20260113T093000", "X-NOTHING:1", "ical.time"),
        ("DTEND;TZID=Asia/Shanghai:20260113T110000", "X-NOTHING:1", "ical.length"),
        ("DTEND;TZID=Asia/Shanghai:20260113T110000", "DTEND:20260113T000000Z", "order.before"),
        ("SEQUENCE:0", "RRULE:FREQ=DAILY", "ical.recurring"),
        ("SEQUENCE:0", "RECURRENCE-ID:20260113T013000Z", "ical.recurring"),
        ("UID:E-1@", "UID:E-0@", "ical.uid_twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_changes_nothing(old: str, new: str, code: str) -> None:
    """Whole days, unknown zones, ends before starts, repetition: told by line, not applied."""
    found = replaced(old, new)
    assert found.unreadable == ("E-0",)
    assert [one.code for one in found.problems] == [code]
    assert found.problems[0].path.startswith("$.sessions['E-0']")
    assert f"(line {found.problems[0].line})" in found.text("en")
    assert (found.problems[0].line or 0) > 10
    assert found.applied()[0] == SESSIONS[0]
    assert {one.kind for one in found.edits} <= {EditKind.ABSENT}


def test_whole_text(client: Client) -> None:
    """What a person reads of it, in both languages."""

    def change(event: Any) -> bool:
        if str(event["uid"]).startswith("E-0"):
            event["dtstart"].dt += timedelta(days=1)
            event["dtend"].dt += timedelta(days=1, hours=14)
            event["location"] = icalendar.vText("示例2号")
        if str(event["uid"]).startswith("E-1"):
            event["status"] = "CANCELLED"
            event["summary"] = icalendar.vText("法律咨询：工伤（示例支部）")
        return not str(event["uid"]).startswith("E-2")

    kind = ActivityKind.LEGAL_CLINIC.label("zh")
    text = client(TEXT, change).replace("法律咨询", kind)
    text = with_event("UID:E-9@ridehire-partybuild", within=text)
    text = with_event("UID:a@b", "DTSTART:20260114T010000Z", "DTEND:20260114T020000Z", within=text)
    found = from_ical(text, SESSIONS, register=REGISTER)
    lines = found.text("zh").splitlines()
    named = [
        f"{kind}：劳动合同（示例支部） 2026-01-{13 + n} 09:30-11:00（E-{n}）" for n in range(3)
    ]
    assert lines == [
        named[0] + "改期：2026-01-13 09:30-11:00 → 2026-01-14 09:30-2026-01-15 01:00",
        named[0] + "改地点：示例1号，示例路1号 → 示例2号",
        named[1] + "取消：计划 → 已取消",
        named[1] + f"改主题：{kind}：劳动合同（示例支部） → {kind}：工伤（示例支部）",
        named[2] + "日历中已无此项",
        "未知事件 E-9@ridehire-partybuild：不在这次排期之中",
        "另有他人的事件 1 个",
    ]
    assert found.text("en").splitlines()[2].endswith("(E-1) cancelled: planned -> cancelled")
    assert found.foreign[0].times == (
        (datetime(2026, 1, 14, 1, tzinfo=UTC), datetime(2026, 1, 14, 2, tzinfo=UTC)),
    )
    first, second, third = found.applied()
    assert (first.station, first.venue) == ("S-2", None)
    assert (second.topic, second.status) == ("工伤", SessionStatus.CANCELLED)
    assert third == SESSIONS[2]
    assert found.applied(absent="cancel")[2].status is SessionStatus.CANCELLED


def test_another_meaning_of_what_is_absent_is_refused() -> None:
    """A word that nobody knows is not taken for "keep"."""
    with pytest.raises(InvalidValue) as caught:
        from_ical(TEXT, SESSIONS, register=REGISTER).applied(absent="foo")  # type: ignore[arg-type]
    assert caught.value.text("zh") == (
        "无法将 'foo' 解析为已删除事件的处理：应为下列之一：keep, cancel，实际为 'foo'。"
    )


def test_a_cancelled_session_can_come_back() -> None:
    """What was cancelled and is confirmed again is planned; deleted, it stays cancelled."""
    off = session(0, status=SessionStatus.CANCELLED)
    text = to_ical([off], stamp=STAMP, register=REGISTER)
    found = from_ical(text.replace("STATUS:CANCELLED", "STATUS:CONFIRMED"), [off])
    assert EditKind.REINSTATED in {one.kind for one in found.edits}
    assert found.applied()[0].status is SessionStatus.PLANNED
    assert from_ical(to_ical([], stamp=STAMP), [off]).edits == ()


def test_a_message_that_calls_off_calls_off_each() -> None:
    """METHOD:CANCEL, as mail programs send it."""
    text = TEXT.replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:CANCEL")
    found = from_ical(text, SESSIONS, register=REGISTER)
    assert [one.kind for one in found.edits] == [EditKind.CANCELLED] * 3


def test_a_summary_may_lose_its_kind_or_its_topic() -> None:
    """The kind alone: no topic. Another text: the topic. None, or no place: as it was."""
    kind = ActivityKind.LEGAL_CLINIC.label("zh")
    told = f"SUMMARY:{kind}：劳动合同（示例支部）"
    for new, topic in (
        (f"SUMMARY:{kind}（示例支部）", None),
        (f"SUMMARY:{kind}", None),
        ("SUMMARY:别的事（示例支部）", "别的事"),
        (f"SUMMARY:{kind}：", None),
    ):
        found = replaced(told, new)
        assert found.edits[0].kind is EditKind.REWORDED
        assert found.applied()[0].topic == topic
    assert replaced(told, "SUMMARY:").edits == ()
    assert replaced("LOCATION:示例1号，示例路1号", "LOCATION:").edits == ()


def test_a_topic_that_no_session_can_have_is_told() -> None:
    """A text too long, or with control characters, is refused as anywhere else."""
    kind = ActivityKind.LEGAL_CLINIC.label("zh")
    found = replaced(f"SUMMARY:{kind}：劳动合同（示例支部）", "SUMMARY:" + "长" * 400)
    assert [(one.path, one.code) for one in found.problems] == [
        ("$.sessions['E-0'].topic", "text.length")
    ]
    assert found.applied() == SESSIONS


RULES: tuple[tuple[str, str | None, list[int]], ...] = (
    ("RRULE:FREQ=DAILY", None, [13, 14, 15]),
    ("RRULE:FREQ=DAILY;COUNT=2", None, [13, 14]),
    ("RRULE:FREQ=DAILY\r\nEXDATE:20260114T010000Z", None, [13, 15]),
    ("RDATE:20260115T010000Z,20260120T010000Z", None, [13, 15]),
    ("RRULE:FREQ=YEARLY;BYWEEKNO=3", "recurrence.parts", []),
    ("RRULE:FREQ=HOURLY", "recurrence.freq", []),
    ("RRULE:FREQ=WEEKLY;BYDAY=MO", "series.start", []),
    ("RRULE:FREQ=DAILY\r\nRRULE:FREQ=WEEKLY", "ical.many", []),
)


@pytest.mark.parametrize(("lines", "code", "days"), RULES)
def test_repeated_events_of_others(lines: str, code: str | None, days: list[int]) -> None:
    """Worked out from the first day of the sessions to the last, or refused with a problem."""
    text = with_event("UID:a@b", "DTSTART:20260113T010000Z", "DURATION:PT1H", lines)
    found = from_ical(text, SESSIONS, register=REGISTER)
    assert [one.code for one in found.problems] == ([] if code is None else [code])
    assert [start.day for one in found.foreign for start, _ in one.times] == days
    if code is None:
        far = from_ical(text, (), within=Span.parse("2030-01-01/2030-12-31"))
        assert len(far.foreign[0].times) in {0, 365}
        assert from_ical(text, ()).foreign[0].times == ()


def test_a_series_of_others_is_worked_out_with_its_exceptions(example: Any) -> None:
    """Added, left out, moved and cancelled: as `occurrences` has it."""
    found = from_ical(example.text, (), within=example.span)
    starts = [start.isoformat() for one in found.foreign for start, _ in one.times]
    assert sorted(starts) == example.starts
    assert found.problems == ()
    assert lint_ical(example.text) == ()


def test_whole_days_of_others_are_told_too() -> None:
    """A birthday is no time at which a room is taken."""
    text = with_event("UID:a@b", "DTSTART;VALUE=DATE:20260113", "SUMMARY:生日：机密")
    found = from_ical(text, SESSIONS, register=REGISTER)
    assert [one.code for one in found.problems] == ["ical.all_day"]
    assert "机密" not in found.text("zh") + repr(found)


def test_thousands_of_rules_are_not_worked_out() -> None:
    """Bounds: a hundred rules, and then a problem."""
    event = ("UID:a@b", "DTSTART:20000101T010000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    text = with_event(*event, within=to_ical([], stamp=STAMP))
    one = text[text.index("BEGIN:VEVENT") : text.index("END:VCALENDAR")]
    found = from_ical(text.replace(one, one * 5000), (), within=Span.parse("2000-01-01/2000-03-31"))
    assert [problem.code for problem in found.problems] == ["ical.many"]
    assert len(found.foreign) == 100


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ical.calendar"),
        ("BEGIN:VCALENDAR\r\n", "document.syntax"),
        ("BEGIN:VEVENT\r\nEND:VEVENT\r\n", "ical.calendar"),
        (TEXT[: len(TEXT) // 2], "document.syntax"),
        (b"\xff", "document.syntax"),
        ("BEGIN:VCALENDAR\r\n" * 100, "document.depth"),
        ("\n" * 400_001, "document.values"),
        ("x" * (16 * 2**20 + 1), "document.size"),
        (5, "type"),
    ],
)
def test_what_is_no_calendar_is_refused(text: Any, code: str) -> None:
    """Cut off, none at all, too deep, too large: InvalidDocument, so that nothing seems deleted."""
    with pytest.raises(InvalidDocument) as caught:
        from_ical(text, SESSIONS)
    assert code in {one.code for one in caught.value.problems}
    assert caught.value.text("zh")


def test_a_line_that_is_none_is_told_and_passed_over() -> None:
    """One bad line within an event is told without what stands in it."""
    found = replaced("SEQUENCE:0", "机密 text without a colon")
    assert [(one.code, one.line) for one in found.problems] == [("document.syntax", 20)]
    assert found.text("en") == (
        "$.VCALENDAR (line 20): Failed to parse … as iCalendar: expected iCalendar, got …."
    )
    assert found.edits == ()


def test_of_very_many_lines_that_are_none_the_first_are_told() -> None:
    """The rest is passed over in silence; what stands between them is read."""
    found: list[Problem] = []
    text = f"BEGIN:VCALENDAR\n{'x' * 3}\n" + "y\n" * (ENOUGH + 5) + "VERSION:2.0\nEND:VCALENDAR\n"
    (calendar,), is_whole = components(text, found)
    assert (len(found), found[-1].line, is_whole) == (ENOUGH, ENOUGH + 1, True)
    assert calendar.text("VERSION") == "2.0"


def test_events_without_uid() -> None:
    """Whose it is nobody can tell."""
    found = from_ical(with_event("DTSTART:20260113T010000Z"), SESSIONS, register=REGISTER)
    assert [one.code for one in found.problems] == ["ical.uid"]
