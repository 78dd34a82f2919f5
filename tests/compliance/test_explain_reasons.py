"""Why a finding does not apply or cannot be told: the whole message for each reason."""

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    Branch,
    BranchKind,
    Exemption,
    Method,
    Observation,
    Outcome,
    Period,
    Reason,
    Region,
    Register,
    Session,
    SessionStatus,
    Station,
    Suspension,
    Tier,
    assess,
    explain,
    reference_guideline,
)

ON = date(2026, 1, 15)


def _register(*records: Any, **station: Any) -> Register:
    """Return a register of one station, open since 2024 unless said otherwise."""
    plain: dict[str, Any] = {
        "id": "S-1", "name": "示例", "region": Region("370502"), "tier": Tier.COMPREHENSIVE,
        "opened_on": date(2024, 1, 1), "recorded_on": date(2025, 12, 1),
        "records_since": date(2025, 1, 1),
    }  # fmt: skip
    return Register(stations=[Station(**(plain | station))]).with_(*records)


def _seen(name: str = "O-1", **more: Any) -> Observation:
    plain: dict[str, Any] = {
        "id": name, "subject": "S-1", "fact": "fire_safety.passed", "value": True,
        "method": Method.EXAMINE, "collected_on": date(2025, 3, 1),
    }  # fmt: skip
    return Observation(**(plain | more))


def _clinic(month: int) -> Session:
    day = datetime(2025, month, 5, 14, tzinfo=SHANGHAI)
    return Session(
        id=f"X-{month}", kind=ActivityKind.LEGAL_CLINIC, station="S-1", start=day,
        end=day.replace(hour=15), status=SessionStatus.HELD,
    )  # fmt: skip


EXEMPTED = Exemption(
    id="E-1", subject="S-1", duty="S-1.legal_clinic", period=Period.parse("2025-Q4"),
    reason="场地装修", authority="示例局",
)  # fmt: skip


CASES = [
    (
        "area", _register(opened_on=date(2026, 3, 1)),
        ("A.1［宜］使用面积：不适用（未启用或暂停）。要求：使用面积宜不少于 12 平方米。说明："
         "2026-03-01 才启用。"),
        ("A.1 [should] Usable area: not applicable (not open). Expected: usable area should be "
         "at least 12 m². Why: it opens only on 2026-03-01."),
    ),
    (
        "area", _register(opened_on=None, planned_on=date(2025, 3, 1)),
        ("A.1［宜］使用面积：不适用（未启用或暂停）。要求：使用面积宜不少于 12 平方米。说明：尚在"
         "规划，未启用。"),
        ("A.1 [should] Usable area: not applicable (not open). Expected: usable area should be "
         "at least 12 m². Why: it is planned and not open yet."),
    ),
    (
        "area", _register(closed_on=date(2025, 12, 31)),
        ("A.1［宜］使用面积：不适用（未启用或暂停）。要求：使用面积宜不少于 12 平方米。说明：已于"
         " 2025-12-31 停用。"),
        ("A.1 [should] Usable area: not applicable (not open). Expected: usable area should be "
         "at least 12 m². Why: it closed on 2025-12-31."),
    ),
    (
        "area", _register(suspensions=[Suspension(first=date(2026, 1, 1))]),
        ("A.1［宜］使用面积：不适用（未启用或暂停）。要求：使用面积宜不少于 12 平方米。说明：自"
         " 2026-01-01 起暂停开放。"),
        ("A.1 [should] Usable area: not applicable (not open). Expected: usable area should be "
         "at least 12 m². Why: it stands closed from 2026-01-01 until further notice."),
    ),
    (
        "area", _register(suspensions=[Suspension(first=date(2026, 1, 1), last=date(2026, 2, 1))]),
        ("A.1［宜］使用面积：不适用（未启用或暂停）。要求：使用面积宜不少于 12 平方米。说明："
         "2026-01-01 至 2026-02-01 暂停开放。"),
        ("A.1 [should] Usable area: not applicable (not open). Expected: usable area should be "
         "at least 12 m². Why: it stands closed from 2026-01-01 to 2026-02-01."),
    ),
    (
        "legal-clinic", _register(
            opened_on=date(2025, 10, 1),
            suspensions=[Suspension(first=date(2025, 11, 1), last=date(2025, 11, 3))],
        ),
        ("E.3［宜］法律咨询活动：不适用（未启用或暂停）。要求：近一年内每季度宜至少有 1 次法律咨"
         "询。实际：2025-Q4 法律咨询：已知 0 次。说明：2025-Q4 期间曾暂停开放，不核查。"),
        ("E.3 [should] Legal clinic: not applicable (not open). Expected: legal clinic should be "
         "held at least once in each quarter of the last year. Actual: legal clinic in 2025-Q4: "
         "0 known of. Why: it stood closed for some time in 2025-Q4, so that this is not judged."),
    ),
    (
        "legal-clinic", _register(opened_on=date(2025, 11, 1)),
        ("E.3［宜］法律咨询活动：不适用（尚无完整周期）。要求：近一年内每季度宜至少有 1 次法律咨"
         "询。说明：法律咨询按完整的季度核查，自 2025-11-01 起算，首个完整季度 2026-Q1 到"
         " 2026-03-31 才结束。"),
        ("E.3 [should] Legal clinic: not applicable (no whole period yet). Expected: legal "
         "clinic should be held at least once in each quarter of the last year. Why: legal "
         "clinic: only a whole quarter is judged, counted from 2025-11-01; the first one, "
         "2026-Q1, ends with 2026-03-31."),
    ),
    (
        "legal-clinic", _register(EXEMPTED, opened_on=date(2025, 10, 1)),
        ("E.3［宜］法律咨询活动：不适用（该期已免除）。要求：近一年内每季度宜至少有 1 次法律咨询"
         "。实际：2025-Q4 法律咨询：已知 0 次。说明：2025-Q4 已由示例局免除：场地装修。"),
        ("E.3 [should] Legal clinic: not applicable (its period is exempted). Expected: legal "
         "clinic should be held at least once in each quarter of the last year. Actual: legal "
         "clinic in 2025-Q4: 0 known of. Why: 2025-Q4 was exempted by 示例局: 场地装修."),
    ),
    (
        "first-aid-date", _register(facilities=[]),
        ("B.2［宜］急救箱在有效期内：不适用（无此项）。要求：急救箱有效期宜不早于核查当日。实际："
         "急救箱有效期：无此项。说明：在册资料表明没有与“急救箱有效期”相应的事物。"),
        ("B.2 [should] First-aid box in date: not applicable (the thing is not there). Expected: "
         "expiry of the first-aid box should be no earlier than the day of the check. Actual: "
         "expiry of the first-aid box: the thing is not there. Why: by the record there is "
         "nothing to which this could refer: expiry of the first-aid box."),
    ),
    (
        "extended-services", _register(),
        ("C.7［宜］基础型阵地拓展服务：不适用（适用条件不成立）。要求：拓展服务领域数宜不少于 1。"
         "实际：类型：综合型。说明：只适用于“类型为基础型”的情形，而实际为“类型：综合型”。"),
        ("C.7 [should] Further services of a basic station: not applicable (its condition does "
         "not hold). Expected: number of further domains of service offered should be at least "
         "1. Actual: tier: comprehensive. Why: it applies only where tier is basic; in fact, "
         "tier: comprehensive."),
    ),
    (
        "extended-services", _register(tier=None),
        ("C.7［宜］基础型阵地拓展服务：无法判定（资料缺失）。要求：拓展服务领域数宜不少于 1。实际"
         "：拓展服务领域数：未知（资料缺失）。尚需查明：拓展服务领域数；类型。"),
        ("C.7 [should] Further services of a basic station: cannot tell (facts are missing). "
         "Expected: number of further domains of service offered should be at least 1. Actual: "
         "number of further domains of service offered: not known (facts are missing). To be "
         "found out: number of further domains of service offered; tier."),
    ),
    (
        "fire-safety", _register(_seen(expires_on=date(2025, 12, 31))),
        ("H.1［宜］消防设施检测：无法判定（证据已过期）。要求：宜做到（由人判断）：消防设施检测合"
         "格。实际：消防设施检测合格：未知（证据已过期）。说明：“消防设施检测合格”的记录 O-1 只"
         "到 2025-12-31 有效。尚需查明：消防设施检测合格。"),
        ("H.1 [should] Fire-safety check: cannot tell (evidence has expired). Expected: this "
         "should be so, as a person judges: fire-safety check passed. Actual: fire-safety check "
         "passed: not known (evidence has expired). Why: what O-1 found of this counted only "
         "until 2025-12-31: fire-safety check passed. To be found out: fire-safety check passed."),
    ),
    (
        "fire-safety", _register(_seen(), _seen("O-2", value=False)),
        ("H.1［宜］消防设施检测：无法判定（证据相互矛盾）。要求：宜做到（由人判断）：消防设施检测"
         "合格。实际：消防设施检测合格：未知（证据相互矛盾）。说明：“消防设施检测合格”的同日记"
         "录 O-1、O-2 结果不同。尚需查明：消防设施检测合格。"),
        ("H.1 [should] Fire-safety check: cannot tell (evidence conflicts). Expected: this "
         "should be so, as a person judges: fire-safety check passed. Actual: fire-safety check "
         "passed: not known (evidence conflicts). Why: O-1, O-2, of the same day, disagree on "
         "this: fire-safety check passed. To be found out: fire-safety check passed."),
    ),
    (
        "map-listing", _register(_seen(fact="on_map"), on_map=False),
        ("A.2［宜］地图可查：无法判定（证据相互矛盾）。要求：宜做到：地图可查。实际：地图可查：未"
         "知（证据相互矛盾）。说明：“地图可查”的记录 O-1 与此后（2025-12-01）登记的数值不同。尚"
         "需查明：地图可查。"),
        ("A.2 [should] Findable on a map: cannot tell (evidence conflicts). Expected: this "
         "should be so: findable on a map. Actual: findable on a map: not known (evidence "
         "conflicts). Why: O-1 disagrees with what was written down later (2025-12-01): findable "
         "on a map. To be found out: findable on a map."),
    ),
    (
        "fire-safety", _register(),
        ("H.1［宜］消防设施检测：无法判定（需人工判断）。要求：宜做到（由人判断）：消防设施检测合"
         "格。实际：消防设施检测合格：未知（资料缺失）。尚需查明：消防设施检测合格。"),
        ("H.1 [should] Fire-safety check: cannot tell (a person must judge). Expected: this "
         "should be so, as a person judges: fire-safety check passed. Actual: fire-safety check "
         "passed: not known (facts are missing). To be found out: fire-safety check passed."),
    ),
    (
        "fire-safety", _register(_seen()),
        ("H.1［宜］消防设施检测：符合。要求：宜做到（由人判断）：消防设施检测合格。实际：消防设施"
         "检测合格：是。依据：消防设施检测合格——O-1（2025-03-01 查看）。"),
        ("H.1 [should] Fire-safety check: passed. Expected: this should be so, as a person "
         "judges: fire-safety check passed. Actual: fire-safety check passed: yes. Evidence: "
         "fire-safety check passed: O-1 (examine, 2025-03-01)."),
    ),
    (
        "legal-clinic", _register(
            _clinic(8), _clinic(11), opened_on=date(2025, 4, 1), records_since=date(2025, 7, 1)
        ),
        ("E.3［宜］法律咨询活动：无法判定（资料缺失）。要求：近一年内每季度宜至少有 1 次法律咨询"
         "。实际：2025-Q2 法律咨询：已知 0 次。说明：活动记录自 2025-07-01 起完整，此前没有记录不"
         "等于没有开展。尚需查明：2025-Q2 法律咨询。"),
        ("E.3 [should] Legal clinic: cannot tell (facts are missing). Expected: legal clinic "
         "should be held at least once in each quarter of the last year. Actual: legal clinic in "
         "2025-Q2: 0 known of. Why: sessions are on record from 2025-07-01; that none is "
         "recorded before proves nothing. To be found out: legal clinic in 2025-Q2."),
    ),
    (
        "legal-clinic", _register(opened_on=date(2025, 10, 1), records_since=None),
        ("E.3［宜］法律咨询活动：无法判定（资料缺失）。要求：近一年内每季度宜至少有 1 次法律咨询"
         "。实际：2025-Q4 法律咨询：已知 0 次。说明：未说明活动记录从何时起完整，没有记录不等于没"
         "有开展。尚需查明：2025-Q4 法律咨询。"),
        ("E.3 [should] Legal clinic: cannot tell (facts are missing). Expected: legal clinic "
         "should be held at least once in each quarter of the last year. Actual: legal clinic in "
         "2025-Q4: 0 known of. Why: nobody has said from when on sessions are on record; that "
         "none is recorded proves nothing. To be found out: legal clinic in 2025-Q4."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("requirement", "register", "zh", "en"), CASES)
def test_whole_reasons(requirement: str, register: Register, zh: str, en: str) -> None:
    """Clause, expected, actual, what decided it, what is missing, why not applicable."""
    told = assess(register, reference_guideline(), ON)
    (finding,) = (one for one in told.of("S-1") if one.requirement == requirement)
    assert explain(finding, told, "zh").text() == zh
    assert explain(finding, told, "en").text() == en


def test_every_reason_is_shown_here() -> None:
    """Of all reasons only two are left out: a host's fact that fails, and a check of nothing."""
    shown = set()
    for requirement, register, _, _ in CASES:
        told = assess(register, reference_guideline(), ON)
        shown |= {one.verdict.reason for one in told.of("S-1") if one.requirement == requirement}
    assert set(Reason) - shown == {Reason.ERROR, Reason.EMPTY}


def test_what_decided_is_told_apart_from_what_was_declared() -> None:
    """An observation is named with its method and day; a declared value has no paper to name."""
    declared = assess(_register(on_map=True), reference_guideline(), ON)
    (finding,) = (one for one in declared.of("S-1") if one.requirement == "map-listing")
    assert finding.verdict.outcome is Outcome.PASSED
    assert explain(finding, declared).evidence == ()
    again = attrs.evolve(_seen(), fact="on_map", collected_on=date(2025, 12, 2))
    seen = assess(_register(again, on_map=True), reference_guideline(), ON)
    (finding,) = (one for one in seen.of("S-1") if one.requirement == "map-listing")
    assert explain(finding, seen).evidence == ("findable on a map: O-1 (examine, 2025-12-02)",)


def test_a_period_that_begins_with_its_subject_is_the_first_whole_one() -> None:
    """Counted from a quarter's first day, that quarter is judged, and no later one."""
    told = assess(_register(opened_on=date(2026, 1, 1)), reference_guideline(), ON)
    (finding,) = (one for one in told.of("S-1") if one.requirement == "legal-clinic")
    assert (
        explain(finding, told, "en")
        .text()
        .endswith("counted from 2026-01-01; the first one, 2026-Q1, ends with 2026-03-31.")
    )


def test_sides_of_a_conflict_count_on_their_first_and_last_day() -> None:
    """What was seen on the day itself counts, and what expires on it still does."""
    sides = (_seen(collected_on=ON, expires_on=ON), _seen("O-2", value=False, collected_on=ON))
    told = assess(_register(*sides), reference_guideline(), ON)
    (finding,) = (one for one in told.of("S-1") if one.requirement == "fire-safety")
    assert "O-1, O-2, of the same day, disagree" in explain(finding, told, "en").text()


def test_of_what_expired_the_last_to_expire_is_named() -> None:
    """Whoever asks when to look again wants the newest of the old papers."""
    papers = [_seen(f"O-{day}", expires_on=date(2025, 12, day)) for day in (9, 30, 20)]
    told = assess(_register(*papers), reference_guideline(), ON)
    (finding,) = (one for one in told.of("S-1") if one.requirement == "fire-safety")
    assert "what O-30 found of this counted only until 2025-12-30" in explain(finding, told).text()


@pytest.mark.parametrize(
    ("outcome", "reason", "told"),
    [
        (Outcome.INAPPLICABLE, Reason.NOT_OPEN, "not applicable (not open)"),
        (Outcome.CANT_TELL, Reason.EXPIRED, "cannot tell (evidence has expired)"),
    ],
)
def test_a_reason_that_follows_from_nothing_stands_alone(
    outcome: Outcome, reason: Reason, told: str
) -> None:
    """A finding of a document may be written by hand: no day of closing, no paper that expired."""
    branch = Branch(id="B-1", name="示例", kind=BranchKind.BRANCH)
    plain = assess(Register(branches=[branch]), reference_guideline(), ON)
    finding = next(one for one in plain.of("B-1") if one.requirement == "term")
    verdict = attrs.evolve(finding.verdict, outcome=outcome, reason=reason)
    written = attrs.evolve(finding, verdict=verdict)
    by_hand = attrs.evolve(plain, findings=(written,))
    assert explain(written, by_hand).text() == (
        f"G.9 [shall] Term not over: {told}. Expected: end of the term shall be no earlier than the"
        " day of the check. Actual: end of the term: not known (facts are missing). To be found"
        " out: end of the term."
    )
