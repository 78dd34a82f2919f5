"""Every problem of a document at once, each with its path, its line and its whole message."""

import json
from typing import Any

import pytest

from ridehire_partybuild.errors import InvalidDocument, Problem
from ridehire_partybuild.exchange import loads
from ridehire_partybuild.model import Actor, Branch, Register, Station

FIVE_MISTAKES = """{
  "format": "ridehire-partybuild/register/1",
  "note": "五处错误，示例",
  "stations": [
    {
      "id": "S-1",
      "name": "一号",
      "region": "370502",
      "tier": "huge",
      "site": {
        "seats": -3
      }
    },
    {
      "id": "S-2",
      "name": "二号",
      "region": "370503",
      "tier": "basic",
      "colour": "red"
    }
  ],
  "actors": [
    {
      "id": "S-1",
      "name": "示例协会",
      "role": "association",
      "region": "370500"
    }
  ],
  "sessions": [
    {
      "id": "E-1",
      "kind": "party_lecture",
      "station": "S-9",
      "start": "2026-01-13T09:30:00+08:00",
      "end": "2026-01-13T10:30:00+08:00",
      "status": "held"
    }
  ]
}
"""


def problems_of(text: str, kind: type | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a document that must be refused."""
    with pytest.raises(InvalidDocument) as caught:
        loads(text, kind)
    return caught.value.problems


def register(**collections: Any) -> str:
    """Return a register's document."""
    return json.dumps({"format": "ridehire-partybuild/register/1", **collections})


def station(**changes: Any) -> dict[str, Any]:
    """Return a small station, changed."""
    return {"id": "S-1", "name": "一", "region": "370502", "tier": "basic"} | changes


def test_five_mistakes_are_five_located_problems_in_english() -> None:
    """A document with five mistakes of five kinds yields exactly those, whole messages."""
    problems = problems_of(FIVE_MISTAKES, Register)
    assert [(problem.line, problem.code) for problem in problems] == [
        (9, "vocabulary"),
        (11, "number.range"),
        (19, "key.unknown"),
        (24, "id.duplicate"),
        (34, "id.dangling"),
    ]
    assert [problem.text("en") for problem in problems] == [
        (
            "$.stations[0].tier (line 9): Failed to parse 'huge' as Tier: "
            "expected one of comprehensive, basic, mobile, got 'huge'."
        ),
        (
            "$.stations[0].site.seats (line 11): Failed to parse -3 as seats: "
            "expected a number from 0 to 100000, got -3."
        ),
        (
            "$.stations[1].colour (line 19): Failed to parse 'colour' as Station: "
            "expected one of id, name, region, tier, operator, setting, site, facilities, "
            "services, postings, hours, on_map, head, contacts, awards, planned_on, opened_on, "
            "suspensions, closed_on, recorded_on, "
            "records_since, got the key colour."
        ),
        (
            "$.actors[0].id (line 24): Failed to parse 'S-1' as ActorId: "
            "expected an id used once in the document, got it again, first at $.stations[0]."
        ),
        (
            "$.sessions[0].station (line 34): Failed to parse 'S-9' as StationId: "
            "expected the id of a record of this register (stations), got one that nothing bears."
        ),
    ]


def test_five_mistakes_are_five_located_problems_in_chinese() -> None:
    """The same five in Chinese, each naming path, value, expected and got."""
    problems = problems_of(FIVE_MISTAKES)
    assert [problem.text("zh") for problem in problems] == [
        (
            "$.stations[0].tier（第 9 行）: 无法将 'huge' 解析为阵地类型：应为下列之一："
            "comprehensive, basic, mobile，实际为 'huge'。"
        ),
        (
            "$.stations[0].site.seats（第 11 行）: 无法将 -3 解析为座位数："
            "应为 0 至 100000 之间的数，实际为 -3。"
        ),
        (
            "$.stations[1].colour（第 19 行）: 无法将 'colour' 解析为阵地：应为下列之一："
            "id, name, region, tier, operator, setting, site, facilities, services, postings, "
            "hours, on_map, head, contacts, awards, planned_on, opened_on, suspensions, "
            "closed_on, recorded_on, records_since，"
            "实际为未知项 colour。"
        ),
        (
            "$.actors[0].id（第 24 行）: 无法将 'S-1' 解析为责任主体编号："
            "应为在文件中只用一次的编号，实际为重复编号，首次出现于 $.stations[0]。"
        ),
        (
            "$.sessions[0].station（第 34 行）: 无法将 'S-9' 解析为阵地编号："
            "应为台账中已有记录的编号（阵地），实际为没有任何记录使用的编号。"
        ),
    ]


def test_range_error_is_found_beside_an_unreadable_field() -> None:
    """A number out of range is told though a field of the same record could not be read."""
    site = {"seats": "24", "area_m2": -1, "parking_bays": 10**9}
    found = problems_of(register(stations=[station(site=site)]))
    assert [(problem.path, problem.code) for problem in found] == [
        ("$.stations[0].site.seats", "type"),
        ("$.stations[0].site.area_m2", "number.range"),
        ("$.stations[0].site.parking_bays", "number.range"),
    ]


def test_contradictions_wait_until_every_field_is_read() -> None:
    """Dates out of order are told only where nothing else of the record is wrong."""
    wrong = {"opened_on": "2026-01-02", "closed_on": "2026-01-01"}
    alone = problems_of(register(stations=[station(**wrong)]))
    beside = problems_of(register(stations=[station(**wrong, on_map="yes")]))
    assert [(one.path, one.code) for one in alone] == [("$.stations[0].closed_on", "order.dates")]
    assert [(one.path, one.code) for one in beside] == [("$.stations[0].on_map", "type")]


def test_unread_records_still_bear_their_ids() -> None:
    """What refers to a record that is wrong elsewhere, or to its city, is no second mistake."""
    text = register(
        stations=[station(tier=5)],
        branches=[{"id": "B-1", "name": "支部", "kind": "branch", "station": "S-1"}],
        observations=[
            {"id": "O-1", "subject": "370500", "fact": "x", "value": 1, "method": "test",
             "collected_on": "2026-01-01"}
        ],
    )  # fmt: skip
    assert [one.path for one in problems_of(text)] == ["$.stations[0].tier"]


def test_city_of_an_unreadable_region_is_not_called_dangling() -> None:
    """Nothing is said of a city while some station's division is not known."""
    waiver = {"id": "W-1", "subject": "370500", "covers": "x", "authority": "局", "reason": "无",
              "valid_from": "2026-01-01", "valid_until": "2026-02-01"}  # fmt: skip
    found = problems_of(register(stations=[station(region="37X502")], waivers=[waiver]))
    assert [(one.path, one.code) for one in found] == [("$.stations[0].region", "digits.character")]


def test_references_and_ids_of_bad_records_are_checked_too() -> None:
    """A session that is wrong elsewhere has its id and its station checked in the same report."""
    session = {"id": "S-1", "kind": "party_lecture", "station": "S-7", "status": "held",
               "start": "2026-01-13T09:30:00", "end": "2026-01-13T10:30:00+08:00"}  # fmt: skip
    found = problems_of(register(stations=[station()], sessions=[session]))
    assert sorted((one.path, one.code) for one in found) == [
        ("$.sessions[0].id", "id.duplicate"),
        ("$.sessions[0].start", "time.naive"),
        ("$.sessions[0].station", "id.dangling"),
    ]


def test_collection_that_is_no_list_hides_no_false_references() -> None:
    """A collection of the wrong type is one problem, not one for each reference into it."""
    branch = {"id": "B-1", "name": "支部", "kind": "branch", "station": "S-1"}
    found = problems_of(register(stations={"S-1": {}}, branches=[branch]))
    assert [str(one) for one in found] == [
        "$.stations (line 1): Failed to parse {…} as stations: expected list, got object."
    ]


def test_paths_follow_the_document_not_the_canonical_order() -> None:
    """Records stand sorted in a register; problems point where they stand in the document."""
    text = register(
        stations=[station(id="S-2"), station(id="S-1", operator={"name": "x", "actor": "A"})]
    )
    assert [one.path for one in problems_of(text)] == ["$.stations[1].operator.actor"]


def test_lines_are_those_of_the_values() -> None:
    """A missing key has the line of its object, a wrong item that of the item."""
    text = (
        '{"format": "ridehire-partybuild/station/1",\n "id": "S-1",\n "region": "370502",\n'
        ' "tier": "basic",\n "postings": [\n  "service_list",\n  "nonsense"\n ]}'
    )
    found = problems_of(text, Station)
    assert [(one.line, one.path, one.code) for one in found] == [
        (1, "$", "key.missing"),
        (7, "$.postings[1]", "vocabulary"),
    ]


def test_text_forms_are_one_place() -> None:
    """What is wrong inside a text is told at the text, for it has no places below."""
    found = problems_of(register(stations=[station(hours="Mo 10:00-09:99", services=[
        {"domain": "legal", "item": "咨询", "when": "400/month"},
        {"domain": "legal", "item": "咨询", "when": "daily"},
    ])]))  # fmt: skip
    assert [(one.path, one.code) for one in found] == [
        ("$.stations[0].services[0].when", "number.range"),
        ("$.stations[0].services[1].when", "hours.syntax"),
        ("$.stations[0].hours", "hours.syntax"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"head": ["机密"]},
        {"head": "机" * 99 + "密" * 9},
        {"contacts": [{"kind": "personal", "value": "机密\u0007"}]},
        {"contacts": {"kind": "personal", "value": "机密"}},
        {"contacts": [{"kind": "home", "value": 12345}]},
    ],
)
def test_messages_show_no_secret(changes: dict[str, Any]) -> None:
    """The value of a sensitive field appears in no message, nor does a record that holds one."""
    with pytest.raises(InvalidDocument) as caught:
        loads(register(stations=[station(**changes)]))
    said = "".join((caught.value.text("zh"), caught.value.text("en"), repr(caught.value)))
    assert "密" not in said
    assert "12345" not in said


def test_register_hands_down_its_dates() -> None:
    """`recorded_on` and `records_since` fill the subjects that lack them, and only those."""
    text = register(
        recorded_on="2026-01-05",
        records_since="2025-01-01",
        stations=[station(), station(id="S-2", recorded_on="2025-12-31")],
        branches=[{"id": "B-1", "name": "支部", "kind": "branch"}],
        actors=[{"id": "A-1", "name": "协会", "role": "association", "region": "370500"}],
    )
    loaded = loads(text, Register)
    subjects: tuple[Station | Branch | Actor, ...] = (
        *loaded.stations,
        *loaded.branches,
        *loaded.actors,
    )
    assert [str(one.recorded_on) for one in subjects] == [
        "2026-01-05", "2025-12-31", "2026-01-05", "2026-01-05",
    ]  # fmt: skip
    assert {str(one.records_since) for one in subjects} == {"2025-01-01"}


def test_bad_default_is_told_once() -> None:
    """A date that cannot be handed down is one problem, not one for each subject."""
    stations = [station(), station(id="S-2")]
    for value, code in (("1999-01-01", "time.range"), (5, "type")):
        found = problems_of(register(recorded_on=value, stations=stations))
        assert [(one.path, one.code) for one in found] == [("$.recorded_on", code)]


def test_note_is_allowed_and_must_be_text() -> None:
    """A document may say something to people, in one language or two; nothing else."""
    for note in ("示例", {"zh": "示例", "en": "an example"}):
        assert loads(register(note=note)) == Register()
    assert [one.path for one in problems_of(register(note=5))] == ["$.note"]
    assert [one.path for one in problems_of(register(note={"zh": "示例"}))] == ["$.note"]


def test_contradictions_point_where_the_document_has_them() -> None:
    """What a constructor says of a sorted list is told at the place in the document."""
    notice = {"title": "x", "published": "2025-11-04", "href": "x"}
    years = [{"year": year, "notice": notice} for year in (2027, 2027, 2026)]
    text = json.dumps({"format": "ridehire-partybuild/calendar/1", "years": years})
    assert [(one.path, one.code) for one in problems_of(text)] == [
        ("$.years[1].year", "calendar.year_twice")
    ]


def test_text_documents() -> None:
    """A document of one piece of text has it under `value`, and nothing else."""
    head = {"format": "ridehire-partybuild/period/1"}
    for body, found in (
        ({}, [("$", "key.missing")]),
        ({"value": "2026-Q5"}, [("$.value", "period.syntax")]),
        ({"value": 5, "unit": 1}, [("$.unit", "key.unknown"), ("$.value", "type")]),
    ):
        problems = problems_of(json.dumps(head | body))
        assert [(one.path, one.code) for one in problems] == found


def test_records_that_are_no_objects() -> None:
    """A record that is a number, and one without an id, are told and hide nothing else."""
    text = register(
        stations=[5, station(), {"name": "x"}],
        branches=[{"id": "B-1", "name": "支部", "kind": "branch", "station": "S-9"}],
        actors=[{"id": "S-1", "name": "协会", "role": "association", "region": "370500"}],
    )
    found = [(one.path, one.code) for one in problems_of(text)]
    assert ("$.stations[0]", "type") in found
    assert [code for path, code in found if path == "$.stations[2]"] == ["key.missing"] * 2
    assert ("$.actors[0].id", "id.duplicate") in found
    # S-9 may be the station whose id is missing
    assert not any(code == "id.dangling" for _, code in found)
