"""Whole messages: what the documents of the illustrative city say of one waived failure."""

from datetime import date
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    FACTS,
    Evidence,
    Finding,
    Method,
    Observation,
    Outcome,
    Register,
    assess,
    compare,
    load,
    reference_guideline,
    remediation,
    repairs,
    work_calendar,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.oscal import json_bytes, to_oscal, to_poam, write_json
from ridehire_partybuild.exchange.sarif import to_sarif

from .conftest import DATA, ON, STAMP, city, city_plan, nodes

FINDING, RISK = "9ccf2988-b916-5bc5-bd88-18fac399cfc3", "1eb9889e-cb4f-5644-99b9-07b72488777e"
RECORD, TOOL = "70856146-9909-593a-be9d-44065aca4755", "83efb0e3-56d4-5531-8d1a-839d1b1dff56"
NS = "urn:uuid:5e0d9c52-8c0f-5a7e-9d7f-0b1f6d1e2a37"
ORIGINS = [{"actors": [{"type": "tool", "actor-uuid": TOOL}]}]
ZH = (
    "A.1［宜］使用面积：不符合。要求：使用面积宜不少于 12 平方米。实际：使用面积：11.5 平方米。"
    "（已获豁免：市交通运输局示例，至 2026-06-30，依托银行网点，暂无扩建条件）"
)
EN = (
    "A.1 [should] Usable area: failed. Expected: usable area should be at least 12 m². "
    "Actual: usable area: 11.5 m²."
)


def excused() -> Finding:
    """Return the one failure that an authority excuses."""
    (found,) = (one for one in city().findings if one.waiver is not None)
    return found


def given(document: Any, uuid: str) -> dict[str, Any]:
    """Return the object of a document that has the uuid."""
    (found,) = (one.fields for one in nodes(document) if one.fields.get("uuid") == uuid)
    return found


def props(**values: str) -> list[dict[str, str]]:
    """Return properties of ours."""
    return [{"name": name.replace("_", "-"), "ns": NS, "value": v} for name, v in values.items()]


def test_a_whole_finding_in_oscal() -> None:
    """Not satisfied, for it fails; a waiver changes no verdict."""
    assert given(to_oscal(city(), stamp=STAMP), FINDING) == {
        "uuid": str(excused().id),
        "title": "A.1 使用面积（示例三号司机驿站）",
        "description": ZH,
        "props": props(
            clause="A.1", requirement="area", modality="should", subject_id="370505-01",
            outcome="failed", waiver="WVR-1",
        ),
        "origins": ORIGINS,
        "target": {
            "type": "objective-id",
            "target-id": "area_obj",
            "title": "使用面积",
            "status": {"state": "not-satisfied", "reason": "fail"},
        },
        "related-observations": [{"observation-uuid": RECORD}],
        "related-risks": [{"risk-uuid": RISK}],
    }  # fmt: skip


def test_a_whole_deviation() -> None:
    """A waiver: deviation-approved, its deadline the last second of its last day, and a log."""
    risk = {
        "uuid": RISK,
        "title": "A.1 使用面积（示例三号司机驿站）",
        "description": ZH,
        "statement": "固定阵地使用面积宜不少于12平方米。",
        "status": "deviation-approved",
        "origins": ORIGINS,
        "related-observations": [{"observation-uuid": RECORD}],
        "deadline": "2026-06-30T23:59:59+08:00",
        "risk-log": {
            "entries": [
                {
                    "uuid": "9a9707ae-c8e7-5258-bf34-47a174d31e6a",
                    "title": "豁免 WVR-1",
                    "description": "市交通运输局示例同意豁免，至 2026-06-30（含当日）。"
                    "理由：依托银行网点，暂无扩建条件",
                    "start": "2025-07-01T00:00:00+08:00",
                    "end": "2026-06-30T23:59:59+08:00",
                    "status-change": "deviation-approved",
                }
            ]
        },
    }
    assert given(to_oscal(city(), stamp=STAMP), RISK) == risk
    assert given(to_poam(city_plan(), stamp=STAMP), RISK) == risk


def test_a_whole_observation_with_its_paper() -> None:
    """What was measured, how and when; the paper stands in the back matter."""
    document = to_oscal(city(), stamp=STAMP, lang="en")
    paper, station = "d69e05f0-4c20-5a81-8e27-97d22bf7ddb0", "11acce72-2a74-55e4-9d08-bfcbea5a906c"
    name = "示例一号司机党群服务阵地"
    assert given(document, "32ab1a8a-194b-53f1-8555-1c856f36c1c0") == {
        "uuid": "32ab1a8a-194b-53f1-8555-1c856f36c1c0",
        "title": f"usable area ({name})",
        "description": "usable area: 126 m²",
        "props": props(observation="OBS-1", fact="site.area_m2"),
        "methods": ["EXAMINE"],
        "types": ["control-objective"],
        "subjects": [{"subject-uuid": station, "type": "location", "title": name}],
        "relevant-evidence": [{"href": f"#{paper}", "description": "测绘图"}],
        "collected": "2025-12-15T00:00:00+08:00",
    }
    assert given(document, paper) == {
        "uuid": paper,
        "title": "测绘图",
        "rlinks": [{"href": "%E6%B5%8B%E7%BB%98%E5%9B%BE"}],
    }
    assert given(document, station) == {
        "uuid": station,
        "title": name,
        "props": props(
            subject_id="370502-01", subject_kind="station", region="370502", tier="comprehensive"
        ),
    }


def test_a_whole_result_in_sarif() -> None:
    """A failure of a "should" is a warning; who excused it until when is a suppression."""
    (run,) = to_sarif(city())["runs"]
    (found,) = (one for one in run["results"] if one["correlationGuid"] == FINDING)
    assert found == {
        "ruleId": "area",
        "ruleIndex": 0,
        "kind": "fail",
        "level": "warning",
        "message": {"text": ZH},
        "locations": [
            {"logicalLocations": [{"index": 2, "fullyQualifiedName": "station/370505-01"}]}
        ],
        "guid": "34ef39bc-5177-5350-8066-dd8912b54252",
        "correlationGuid": FINDING,
        "fingerprints": {"finding/v1": FINDING},
        "suppressions": [
            {
                "kind": "external",
                "status": "accepted",
                "guid": "d0cb6f0d-1ec9-5dc1-b6ad-7fcbda88f371",
                "justification": "依托银行网点，暂无扩建条件",
                "properties": {
                    "waiver": "WVR-1",
                    "authority": "市交通运输局示例",
                    "validFrom": "2025-07-01",
                    "validUntil": "2026-06-30",
                },
            }
        ],
        "properties": {"outcome": "failed"},
    }


def test_a_whole_result_after_the_waiver() -> None:
    """Seven months later nobody excuses it: updated, though the verdict is the same."""
    later = city(date(2026, 8, 15))
    (run,) = to_sarif(later, comparison=compare(city(), later), lang="en")["runs"]
    (found,) = (one for one in run["results"] if one["correlationGuid"] == FINDING)
    assert (found["message"], found["baselineState"]) == ({"text": EN}, "updated")
    assert found["suppressions"] == []
    assert found["properties"] == {"outcome": "failed", "waiverChange": "ended"}


def test_a_whole_rule_in_sarif() -> None:
    """A rule with its texts in the log's language; its translation has the others."""
    (run,) = to_sarif(city(), lang="en")["runs"]
    rule, other = run["tool"]["driver"]["rules"][0], run["translations"][0]["rules"][0]
    guid = rule["guid"]
    assert rule == {
        "id": "area",
        "guid": guid,
        "name": "A.1",
        "shortDescription": {"text": "Usable area"},
        "fullDescription": {"text": "A fixed station should have at least 12 m² of usable area."},
        "help": {"text": "Extend the room, move, or share one nearby."},
        "defaultConfiguration": {"level": "warning"},
        "properties": rule["properties"],
    }
    assert rule["properties"]["tags"] == ["A", "station", "should", "kindred"]
    assert other == {
        "id": "area",
        "guid": guid,
        "name": "A.1",
        "shortDescription": {"text": "使用面积"},
        "fullDescription": {"text": "固定阵地使用面积宜不少于12平方米。"},
        "help": other["help"],
    }
    assert other["help"]["text"].startswith("扩")


def test_what_is_written_is_the_one_form_of_json(tmp_path: Any) -> None:
    """UTF-8, two spaces, a line feed at the end: the bytes of the project's own documents."""
    document = to_oscal(city(), stamp=STAMP)
    write_json(document, tmp_path / "results.json")
    written = (tmp_path / "results.json").read_bytes()
    assert written == json_bytes(document)
    assert written.startswith(b'{\n  "assessment-results": {\n    "uuid": ')
    assert written.endswith(b"}\n")
    assert "不得作为指南条款引用".encode() in written


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sensitive_fact_is_withheld_with_its_papers(lang: Lang) -> None:
    """That it is known is told; not what, nor where the paper is kept."""
    facts = FACTS.with_facts(attrs.evolve(FACTS["site.area_m2"], sensitive=True))
    guideline = attrs.evolve(reference_guideline(), facts=facts)
    seen = Observation(
        id="O-9", subject="370502-01", fact="site.area_m2", value=9, method=Method.TEST,
        collected_on=date(2026, 1, 14), expires_on=date(2026, 12, 31),
        evidence=[Evidence(href="机密-文件.pdf", sha256="ab" * 32)],
    )  # fmt: skip
    register = load(DATA, Register).with_(seen)
    told = assess(register, guideline, ON)
    failed = (one for one in told.findings if one.verdict.outcome is Outcome.FAILED)
    plan = remediation(
        told, work_calendar(), repairs={one.id: repairs(one, told) for one in failed}
    )
    documents = [
        to_oscal(told, stamp=STAMP, lang=lang),
        to_poam(plan, stamp=STAMP, lang=lang),
        to_sarif(told, lang=lang),
    ]
    for document in documents:
        text = json_bytes(document).decode()
        assert "机密" not in text
        assert "ab" * 32 not in text
        assert not any(f"{label}9 " in text for label in ("面积：", "usable area: "))
    withheld = {"zh": "使用面积：（不公开）", "en": "usable area: (withheld)"}[lang]
    (found,) = (
        one.fields
        for one in nodes(documents[0])
        if one.fields.get("description") == withheld and "O-9" in str(one.fields["props"])
    )
    assert (found["methods"], found["expires"]) == (["TEST"], "2026-12-31T23:59:59+08:00")
    assert "relevant-evidence" not in found
