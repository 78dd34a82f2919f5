"""Stations, branches, sessions, services and evidence refuse what no two fields can both say."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    Actor,
    ActorRole,
    Branch,
    BranchKind,
    Commitment,
    CommitmentKind,
    Consent,
    Delivery,
    Evidence,
    Feedback,
    InvalidValue,
    Method,
    Observation,
    Period,
    Pledge,
    Region,
    Service,
    ServiceDomain,
    Session,
    SessionStatus,
    Station,
    Suspension,
    Task,
    Tier,
    VanguardField,
    Waiver,
)

DAY, LATER = date(2026, 1, 1), date(2026, 1, 2)
START = datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)
STATION = {"id": "S-1", "name": "示例", "region": Region("370502"), "tier": Tier.BASIC}
BRANCH = {"id": "B-1", "name": "支部", "kind": BranchKind.BRANCH}
SESSION = {
    "id": "E-1",
    "kind": ActivityKind.SYMPOSIUM,
    "start": START,
    "end": START + timedelta(hours=1),
    "status": SessionStatus.HELD,
}
OBSERVATION = {"id": "O-1", "subject": "S-1", "fact": "on_map", "value": True}
OBSERVATION |= {"method": Method.TEST, "collected_on": LATER}
WAIVER = {"id": "W-1", "subject": "S-1", "covers": "on_map", "authority": "局", "reason": "因"}
YEAR = Period.parse("2025")
PLEDGE = {"id": "P-1", "branch": "B-1", "field": VanguardField.GOVERNANCE, "period": YEAR}
FEEDBACK = {"id": "F-1", "subject": "S-1", "topic": "环境", "period": YEAR}
TASK = {"id": "J-1", "subject": "S-1", "text": "更换急救箱", "opened_on": LATER}
DELIVERY = {"id": "D-1", "donation": "G-1", "title": "T-1", "station": "S-1"}
SERVICE = {"domain": ServiceDomain.LEGAL, "item": "咨询"}


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        (
            Station,
            STATION | {"opened_on": LATER, "closed_on": DAY},
            (
                "$.closed_on: Failed to parse '2026-01-01' as closed_on: expected opened_on not"
                " after closed_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Station,
            STATION | {"region": Region("370521"), "opened_on": DAY},
            (
                "$.region: Failed to parse '370521' as Region: expected a division code in force on"
                " 2026-01-01, got '370521', in force 1982-2016."
            ),
        ),
        (
            Branch,
            BRANCH | {"full_members": 3, "committee_members": 4},
            (
                "$.committee_members: Failed to parse 4 as committee_members: expected a"
                " committee no larger than the branch (3 members), got 4."
            ),
        ),
        (
            Branch,
            BRANCH | {"founded_on": LATER, "dissolved_on": DAY},
            (
                "$.dissolved_on: Failed to parse '2026-01-01' as dissolved_on: expected"
                " founded_on not after dissolved_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Session,
            SESSION | {"station": "S-1", "end": START},
            (
                "$.end: Failed to parse '2026-01-13T09:30:00+08:00' as end: expected start before"
                " end, got 2026-01-13T09:30:00+08:00 and 2026-01-13T09:30:00+08:00."
            ),
        ),
        (
            Session,
            SESSION,
            "Failed to parse 'E-1' as Session: expected exactly one of station and venue, got —.",
        ),
        (
            Session,
            SESSION | {"station": "S-1", "venue": "礼堂"},
            (
                "Failed to parse 'E-1' as Session: expected exactly one of station and venue,"
                " got station, venue."
            ),
        ),
        (
            Observation,
            OBSERVATION | {"expires_on": DAY},
            (
                "$.expires_on: Failed to parse '2026-01-01' as expires_on: expected collected_on"
                " not after expires_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Waiver,
            WAIVER | {"valid_from": LATER, "valid_until": DAY},
            (
                "$.valid_until: Failed to parse '2026-01-01' as valid_until: expected valid_from"
                " not after valid_until, got 2026-01-02 and 2026-01-01."
            ),
        ),
        *(
            (
                Evidence,
                {"href": "a.pdf", "sha256": digest},
                (
                    f"$.sha256: Failed to parse '{digest}' as sha256: expected 64 hexadecimal"
                    f" digits in lower case, got '{digest}'."
                ),
            )
            for digest in ("zz", "0" * 63, "A" * 64, "٠" * 64)
        ),
        (
            Service,
            SERVICE | {"free": True, "price_fen": 1},
            (
                "$.price_fen: Failed to parse 1 as price_fen: expected no price for a free service,"
                " got 1."
            ),
        ),
        (
            Station,
            STATION | {"planned_on": LATER, "opened_on": DAY},
            (
                "$.opened_on: Failed to parse '2026-01-01' as opened_on: expected planned_on not"
                " after opened_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Station,
            STATION | {"planned_on": LATER, "closed_on": DAY},
            (
                "$.closed_on: Failed to parse '2026-01-01' as closed_on: expected planned_on not"
                " after closed_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Branch,
            BRANCH | {"elected_on": LATER, "term_ends_on": DAY},
            (
                "$.term_ends_on: Failed to parse '2026-01-01' as term_ends_on: expected"
                " elected_on not after term_ends_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Suspension,
            {"first": LATER, "last": DAY},
            (
                "$.last: Failed to parse '2026-01-01' as last: expected first not"
                " after last, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Consent,
            {"purpose": "值守"} | {"given_on": LATER, "withdrawn_on": DAY},
            (
                "$.withdrawn_on: Failed to parse '2026-01-01' as withdrawn_on: expected"
                " given_on not after withdrawn_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Consent,
            {"purpose": "值守"} | {"given_on": LATER, "expires_on": DAY},
            (
                "$.expires_on: Failed to parse '2026-01-01' as expires_on: expected given_on not"
                " after expires_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Delivery,
            DELIVERY | {"delivered_on": LATER, "received_on": DAY},
            (
                "$.received_on: Failed to parse '2026-01-01' as received_on: expected"
                " delivered_on not after received_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Commitment,
            {"id": "C-1", "actor": "A-1", "kind": CommitmentKind.CARE}
            | {"since": LATER, "until": DAY},
            (
                "$.until: Failed to parse '2026-01-01' as until: expected since not"
                " after until, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Task,
            TASK | {"opened_on": LATER, "due_on": DAY},
            (
                "$.due_on: Failed to parse '2026-01-01' as due_on: expected opened_on not"
                " after due_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Task,
            TASK | {"opened_on": LATER, "done_on": DAY},
            (
                "$.done_on: Failed to parse '2026-01-01' as done_on: expected opened_on not"
                " after done_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Task,
            TASK | {"opened_on": LATER, "dropped_on": DAY},
            (
                "$.dropped_on: Failed to parse '2026-01-01' as dropped_on: expected opened_on not"
                " after dropped_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
    ],
)
def test_a_contradiction_is_refused_in_words(kind: Any, fields: dict[str, Any], text: str) -> None:
    """Constructors refuse the impossible: end before start, a committee larger than the branch."""
    with pytest.raises(InvalidValue) as caught:
        kind(**fields)
    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Station, STATION | {"opened_on": DAY, "closed_on": DAY}),
        (Station, STATION | {"region": Region("370521"), "opened_on": date(2016, 12, 31)}),
        (Station, STATION | {"region": Region("110101"), "opened_on": DAY}),
        (Branch, BRANCH | {"full_members": 3, "committee_members": 3}),
        (Branch, BRANCH | {"committee_members": 3}),
        (Observation, OBSERVATION | {"expires_on": LATER}),
        (Waiver, WAIVER | {"valid_from": DAY, "valid_until": DAY}),
        (Service, SERVICE | {"free": True, "price_fen": 0}),
        (Service, SERVICE | {"free": False}),
        (Evidence, {"href": "a.pdf", "sha256": "0123456789abcdef" * 4}),
        (Session, SESSION | {"station": "S-1", "attendance": 26}),
        (Station, STATION | {"planned_on": DAY, "opened_on": DAY, "closed_on": DAY}),
        (Suspension, {"first": DAY, "last": DAY}),
        (Delivery, DELIVERY | {"received_on": DAY}),
        (Delivery, DELIVERY | {"received": False, "delivered_on": DAY}),
        (Pledge, PLEDGE | {"made": 4, "kept": 4}),
        (Pledge, PLEDGE | {"kept": 5}),
        (Feedback, FEEDBACK | {"respondents": 0, "satisfied": 0}),
        (Task, TASK | {"due_on": LATER, "done_on": LATER}),
    ],
)
def test_the_improper_is_taken(kind: Any, fields: dict[str, Any]) -> None:
    """Constructors never refuse the improper: it loads and becomes a finding."""
    record = kind(**fields)
    assert all(getattr(record, name) == value for name, value in fields.items())


ACTOR = {"id": "A-1", "name": "示例局", "role": ActorRole.AUTHORITY, "region": Region("370500")}


@pytest.mark.parametrize(
    ("kind", "fields", "english", "chinese"),
    [
        (
            Pledge,
            PLEDGE | {"made": 4, "kept": 5},
            "$.kept: Failed to parse 5 as kept: expected no more than made (4), got 5.",
            "$.kept: 无法将 5 解析为践诺数：应为不多于承诺数（4），实际为 5。",
        ),
        (
            Feedback,
            FEEDBACK | {"respondents": 3, "satisfied": 4},
            (
                "$.satisfied: Failed to parse 4 as satisfied: expected no more than respondents"
                " (3), got 4."
            ),
            "$.satisfied: 无法将 4 解析为满意：应为不多于评价人数（3），实际为 4。",
        ),
        (
            Task,
            TASK | {"done_on": LATER, "dropped_on": date(2026, 1, 3)},
            (
                "$.dropped_on: Failed to parse '2026-01-03' as dropped_on: expected one end only"
                " (done on 2026-01-02), got '2026-01-03'."
            ),
            (
                "$.dropped_on: 无法将 '2026-01-03' 解析为取消日期：应为空"
                "（已于 2026-01-02 完成），实际为 '2026-01-03'。"
            ),
        ),
        (
            Actor,
            ACTOR | {"parent": "A-1"},
            "$.parent: Failed to parse 'A-1' as parent: expected another actor, got 'A-1'.",
            "$.parent: 无法将 'A-1' 解析为上级主体：应为另一责任主体，实际为 'A-1'。",
        ),
    ],
)
def test_a_contradiction_is_refused_in_both_languages(
    kind: Any, fields: dict[str, Any], english: str, chinese: str
) -> None:
    """What was not pledged cannot be kept; a task ends in one way; nobody works under itself."""
    with pytest.raises(InvalidValue) as caught:
        kind(**fields)
    assert (caught.value.text("en"), caught.value.text("zh")) == (english, chinese)
