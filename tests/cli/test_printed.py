"""Everything that the command line prints of the example city, word by word."""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    SHANGHAI,
    ActorRole,
    AnnualReport,
    Assessment,
    Guideline,
    Held,
    Outcome,
    Plan,
    Register,
    SubjectKind,
    annual_report,
    assess,
    compare,
    dump,
    dumps,
    duties,
    load,
    plan,
    reference_guideline,
    reference_profile,
    remediation,
    repairs,
    resolve,
    shortfalls,
    violations,
    work_calendar,
)
from ridehire_partybuild.exchange import docx, tables
from ridehire_partybuild.exchange.oscal import json_bytes, to_oscal, to_poam
from ridehire_partybuild.exchange.report import (
    annual_page,
    comparison_page,
    digest,
    plan_page,
    to_html,
)
from ridehire_partybuild.exchange.sarif import to_sarif

PRINTED = Path(__file__).parents[1] / "printed"
Run = Callable[..., Any]
ON = date(2026, 1, 15)
LANGS = ["zh", "en"]
CITY = ["dongying.json", "--on", "2026-01-15"]
COMMANDS = {
    "import": ["import", "dongying-office.xlsx", "-o", "register.json"],
    "import_mistakes": [
        "import", "stations-with-mistakes.csv", "-o", "x.json", "--marked", "marked.csv",
    ],
    "check": ["check", *CITY],
    "plan": ["plan", *CITY, "--span", "2026-Q1", "-o", "plan.ics"],
    "compare": ["compare", *CITY, "--since", "2025-12-31", "-o", "changes.html"],
    "compare_nothing": ["compare", *CITY],
    "report": ["report", *CITY, "-o", "findings.html", "-o", "findings.xlsx"],
    "lint": ["lint", "try-3.toml"],
    "lint_unusable": ["lint", "try-2.toml"],
    "template": ["template", "-o", "empty.xlsx", "-o", "empty.toml"],
}  # fmt: skip


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_printed_word(run: Run, name: str, lang: str) -> None:
    """The whole output as it stands in ``tests/printed``, the error stream below a line.

    Where it is meant to be another, write it anew, and read it.
    """
    ran = run(*COMMANDS[name], "--lang", lang)
    wanted = (PRINTED / f"cli_{name}.{lang}.txt").read_text(encoding="utf-8")
    assert f"{ran.out}-- {ran.code}\n{ran.err}" == wanted


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["check", "plan", "report", "compare"])
def test_the_disclaimer_stands_in_all_that_judges(name: str, lang: str) -> None:
    """Under the reference reading every output says that it is none of the guideline's text."""
    told = (PRINTED / f"cli_{name}.{lang}.txt").read_text(encoding="utf-8")
    wanted = {"zh": "不是省级指南原文", "en": "It is not the provincial guideline's text"}
    assert wanted[lang] in told
    if name != "report":
        title = {
            "zh": "（依据参考解读，非省厅指南原文）",
            "en": "(by a reference reading, not the provincial guideline's text)",
        }
        assert title[lang] in told.splitlines()[0]


@pytest.mark.parametrize("lang", LANGS)
def test_help_is_in_the_language_that_was_asked_for(run: Run, lang: str) -> None:
    """Of the program and of each command: no word of the other language, every option told."""
    for command in (
        [],
        *([name] for name in ("import", "check", "compare", "plan", "report", "lint")),
    ):
        ran = run(*command, "--help", "--lang", lang)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith({"zh": "用法：", "en": "usage: "}[lang])
        assert {"zh": "退出码", "en": "Exit codes"}[lang] in ran.out
        if lang == "zh":
            for word in ("options", "positional", "usage", "show"):
                assert word not in ran.out
        else:
            assert ran.out.isascii()


def test_what_is_written_is_what_the_library_writes(run: Run, desk: Path) -> None:
    """A file of the command line has the bytes that a program would get."""
    endings = (".html", ".json", ".txt", ".xlsx", ".oscal.json", ".sarif", ".poam.json")
    outs = [f"out/findings{ending}" for ending in endings]
    named = [word for out in outs for word in ("-o", out)]
    assert run("report", *CITY, *named, "--lang", "en").code == 0
    told = load(desk / "out/findings.json", Assessment)
    assert told.register == load(desk / "dongying.json", Register)
    assert (desk / outs[0]).read_text("utf-8") == to_html(told, lang="en")
    assert (desk / outs[2]).read_text("utf-8") == digest(told, "en") + "\n"
    tables.write_findings(told, desk / "theirs.xlsx", lang="en")
    assert (desk / outs[3]).read_bytes() == (desk / "theirs.xlsx").read_bytes()
    midnight = datetime.combine(told.on, time(), SHANGHAI)
    results = to_oscal(told, stamp=midnight, lang="en")
    assert (desk / outs[4]).read_bytes() == json_bytes(results)
    assert (desk / outs[5]).read_bytes() == json_bytes(to_sarif(told, lang="en"))
    failed = [one for one in told.findings if one.verdict.outcome is Outcome.FAILED]
    cures = {one.id: repairs(one, told) for one in failed}
    actions = to_poam(remediation(told, work_calendar(), repairs=cures), stamp=midnight, lang="en")
    assert (desk / outs[6]).read_bytes() == json_bytes(actions)
    ran = run("report", *CITY, "-o", "findings.docx", "--lang", "en")
    assert (ran.code, (desk / "findings.docx").exists()) == (2, False)


@pytest.mark.slow
def test_the_report_of_a_year_is_what_the_library_writes(run: Run, desk: Path) -> None:
    """Page, workbook and document have the bytes that a program would get; lines are refused."""
    outs = [f"out/year{ending}" for ending in (".html", ".json", ".xlsx", ".docx")]
    named = [word for out in outs for word in ("-o", out)]
    ran = run("report", *CITY, "--year", "2025", *named, "--lang", "en")
    register, rules = load(desk / "dongying.json", Register), reference_guideline()
    told = annual_report(register, rules, work_calendar(), 2025, on=ON)
    assert (ran.code, told.notice.en in ran.out) == (0, True)
    assert load(desk / "out/year.json", AnnualReport) == told
    page = annual_page(told, lang="en", guideline=rules, register=register)
    assert (desk / outs[0]).read_text("utf-8") == page
    theirs = desk / "theirs.xlsx"
    tables.write_annual_report(told, theirs, lang="en", guideline=rules, register=register)
    assert (desk / outs[2]).read_bytes() == theirs.read_bytes()
    theirs = desk / "theirs.docx"
    docx.write_annual_report(told, theirs, lang="en", guideline=rules, register=register)
    assert (desk / outs[3]).read_bytes() == theirs.read_bytes()
    early = run("report", "dongying.json", "--on", "2025-08-31", "--year", "2025", "-o", "e.json")
    day = date(2025, 8, 31)
    told = annual_report(register, rules, work_calendar(), 2025, on=day)
    assert (early.code, load(desk / "e.json", AnnualReport)) == (0, told)
    ran = run("report", *CITY, "--year", "2027", "-o", "out/late.json", "--lang", "en")
    assert (ran.code, (desk / "out/late.json").exists()) == (2, False)
    assert ran.err == "2027 has not begun (as of 2026-01-15)\n"
    ran = run("report", *CITY, "--year", "2025", "-o", "out/year.txt", "--lang", "en")
    assert (ran.code, (desk / "out/year.txt").exists()) == (2, False)
    assert "has to end in .html, .docx, .xlsx, .json" in ran.err


def test_a_plan_is_written_and_read_again(run: Run, desk: Path) -> None:
    """The document holds the plan that was printed; the checker finds nothing in it."""
    command = ["plan", *CITY, "--span", "2026-Q1", "--format", "json"]
    outs = [f"plan{ending}" for ending in (".json", ".txt", ".html", ".xlsx")]
    ran = run(*command, *(word for out in outs for word in ("-o", out)))
    plan = load(desk / "plan.json", Plan)
    told = json.loads(ran.out)
    assert {one["id"] for one in told["sessions"]} == {str(one.id) for one in plan.sessions}
    assert len(told["unplaced"]) == len(plan.unplaced) > 0
    assert (ran.code, told["exit"]) == (1, 1)
    inputs = plan.inputs
    assert not violations(
        plan.sessions, inputs.register, inputs.calendar, policy=inputs.policy, duties=inputs.duties
    )
    rules = reference_guideline()
    assert (desk / "plan.txt").read_text("utf-8") == digest(plan, guideline=rules) + "\n"
    page = plan_page(plan, rules, shortfalls=shortfalls(plan, trials=0))
    assert (desk / "plan.html").read_text("utf-8") == page
    tables.write_plan(plan, desk / "theirs.xlsx", guideline=rules)
    assert (desk / "plan.xlsx").read_bytes() == (desk / "theirs.xlsx").read_bytes()


def test_a_comparison_is_what_the_library_makes(run: Run, desk: Path) -> None:
    """Page, digest and log have its bytes, and a program reads each change with its cause."""
    rules, city = reference_guideline(), load(desk / "dongying.json", Register)
    before, after = (assess(city, rules, on) for on in (date(2025, 12, 31), ON))
    told = compare(before, after)
    outs = [f"changes{ending}" for ending in (".html", ".txt", ".sarif")]
    named = [word for out in outs for word in ("-o", out)]
    words = ["compare", *CITY, "--since", "2025-12-31", "--lang", "en"]
    ran = run(*words, *named, "--format", "json")
    assert (desk / outs[0]).read_text("utf-8") == comparison_page(told, lang="en")
    assert (desk / outs[1]).read_text("utf-8") == digest(told, "en") + "\n"
    log = to_sarif(after, comparison=told, lang="en")
    assert (desk / outs[2]).read_bytes() == json_bytes(log)
    data = json.loads(ran.out)
    assert [one["id"] for one in data["changes"]] == [str(one.id) for one in told.changes]
    assert [one["cause"]["kind"] for one in data["changes"] if one["cause"]] == [
        one.cause.kind.value for one in told.changes if one.cause is not None
    ]
    assert (data["wrote"], data["unchanged"]) == (outs, len(told.findings) - len(told.changes))
    assert (data["command"], data["exit"], ran.code) == ("compare", 1, 1)
    assert set(data["came_due"]) <= {one["id"] for one in data["changes"]}


def test_registers_are_compared_each_on_its_day(run: Run, desk: Path) -> None:
    """`--against` alone judges both on one day; with `--since` the other on that day."""
    city = load(desk / "dongying.json", Register)
    (desk / "old.json").write_text(dumps(city.without("OBS-4")), encoding="utf-8")
    against = ["compare", *CITY, "--against", "old.json", "--format", "json"]
    data = json.loads(run(*against).out)
    assert {data[side]["on"] for side in ("before", "after")} == {"2026-01-15"}
    assert {one["cause"]["kind"] for one in data["changes"]} == {"fact"}
    data = json.loads(run(*against, "--since", "2025-12-31").out)
    assert (data["before"]["on"], data["after"]["on"]) == ("2025-12-31", "2026-01-15")
    ran = run("compare", "dongying.json", "--against", "dongying.json", "--format", "json")
    data = json.loads(ran.out)
    assert (ran.code, data["changes"], data["came_due"]) == (0, [], [])


def test_a_profile_tailors_what_is_planned(run: Run, desk: Path) -> None:
    """`plan --profile` owes what the tailored guideline asks for, and says so."""
    words = ["plan", *CITY, "--span", "2026-Q1", "--profile", "basic", "--moves", "0"]
    ran = run(*words, "-o", "p.json")
    rules = resolve(reference_profile("basic"), reference_guideline())
    made, city = load(desk / "p.json", Plan), load(desk / "dongying.json", Register)
    span = made.inputs.span
    owed = duties(rules, city, span)
    assert made.inputs.duties == owed != duties(reference_guideline(), city, span)
    assert made == plan(owed, city, work_calendar(), span, on=ON, moves=0)
    assert rules.notice.zh in ran.out


def test_what_waits_for_one_actor_is_written(run: Run, desk: Path) -> None:
    """`report --actor` writes what `write_open_items` does, and says what it is judged by."""
    told = assess(load(desk / "dongying.json", Register), reference_guideline(), ON)
    for who in ("ACT-3", "authority"):
        ran = run("report", *CITY, "--actor", who, "-o", f"{who}.docx")
        assert ran.code == 0
        assert reference_guideline().notice.zh in ran.out
        docx.write_open_items(told, who if who == "ACT-3" else ActorRole.AUTHORITY, desk / "x.docx")
        assert (desk / f"{who}.docx").read_bytes() == (desk / "x.docx").read_bytes()


def test_a_notice_is_written_by_a_guideline_that_can_be_cited(run: Run, desk: Path) -> None:
    """`report --notice` writes what `write_notice` does; the reference reading is refused."""
    words = ["report", *CITY, "--actor", "ACT-3", "--notice", "-o", "n.docx"]
    refused = run(*words)
    assert (refused.code, (desk / "n.docx").exists()) == (2, False)
    assert "参考解读" in refused.err
    assert run(*words, "--guideline", "guideline.toml").code == 0
    own = load(desk / "guideline.toml", Guideline)
    told = assess(load(desk / "dongying.json", Register), own, ON)
    docx.write_notice(remediation(told, work_calendar()), "ACT-3", desk / "x.docx")
    assert (desk / "n.docx").read_bytes() == (desk / "x.docx").read_bytes()


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--notice"], "--notice goes with --actor\n"),
        (["--actor", "ACT-3", "--year", "2025"], "it is either --actor or --year\n"),
        (["--actor", "nobody"], "there is no actor or role 'nobody'; there are authority, "),
        (["--actor", "S-1", "-o", "x.html"], "'x.html' has to end in .docx\n"),
    ],
)
def test_what_is_no_actors_document_is_refused(run: Run, words: list[str], told: str) -> None:
    """Whose items, and as what: told in one line."""
    ran = run("report", *CITY, "-o", "n.docx", *words, "--lang", "en")
    assert ran.code == 2
    assert ran.err.startswith(told)


def test_rules_that_ask_for_more_later_are_told(run: Run, desk: Path) -> None:
    """What is planned is what the rules of the first day ask: from when on others do is said."""
    rules = reference_guideline()
    rule = next(one for one in rules.requirements if isinstance(one.check, Held)
                and one.subject is SubjectKind.STATION)  # fmt: skip
    later = attrs.evolve(rule, effective_from=date(2026, 2, 1), effective_before=None)
    own = Guideline(id="own", title=rules.title, notice=rules.notice, requirements=(later,))
    dump(own, desk / "own.json")
    words = ["plan", *CITY, "--moves", "0", "--guideline", "own.json", "--span"]
    for lang, start in (
        ("zh", "自 2026-02-01 起施行的条款另有频次要求"),
        ("en", "rules in force from 2026-02-01 on"),
    ):
        ran = run(*words, "2026-Q1", "--lang", lang)
        assert ran.code == 0
        assert ran.err.startswith(start)
    assert run(*words, "2026-02-01/2026-03-31").err == ""


def test_an_imported_table_is_the_register_that_is_read(run: Run, desk: Path) -> None:
    """What `import` writes is what `tables.read` reads; `check` takes either."""
    assert run("import", "dongying-office.xlsx", "-o", "r.json", "-o", "r.xlsx").code == 0
    read = tables.read(desk / "dongying-office.xlsx", recorded_on=ON)
    assert load(desk / "r.json", Register) == read
    assert tables.read(desk / "r.xlsx", recorded_on=ON) == read
    told = [run("check", name, "--format", "json") for name in ("r.json", "dongying-office.xlsx")]
    assert told[0].out == told[1].out
    assert "16" in told[1].err
    assert told[0].err == ""
