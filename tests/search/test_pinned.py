"""Pinned answers: an edit that changes what the desk says is seen."""

import json

import pytest

from builders import BASE, TODAY, certificates, examined, loaded, tree, written
from checklist_tool import cli
from checklist_tool.search import build, pinned, store

ANSWERS = "data/answers.yaml"


def told(tmp_path, monkeypatch, items, **named):
    """What is said of these pinned answers, on a tree of a few texts."""
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    texts = tree({ANSWERS: f"title: 固定问答\nitems:\n{items}"}, **named)
    index = store.Index(build.build(str(written(tmp_path / "lists", texts))))
    return list(pinned.examine(loaded(texts), index, TODAY))


@pytest.mark.parametrize(
    "item",
    [
        "- {ask: 死亡证明, item: siwang, verdict: issue}",
        "- {ask: 死亡证明, verdict: issue}",
        "- {ask: siwang, kind: certificate, item: siwang, level: near}",
        "- {ask: 飞行证明, verdict: not_listed}",
        "- {ask: 手机贴膜, level: none}",
    ],
)
def test_an_answer_that_is_given_is_no_problem(tmp_path, monkeypatch, item):
    assert told(tmp_path, monkeypatch, item) == []


def test_a_changed_answer_is_told_with_before_and_after(tmp_path, monkeypatch):
    [problem] = told(tmp_path, monkeypatch, "- {ask: 死亡证明, item: siwang, verdict: refuse}")

    assert (problem.code, problem.place.path, problem.place.line) == ("CK601", ANSWERS, 3)
    assert "原定答复“不予出具”（siwang），现在答复“可以出具”（siwang）" in problem.message


def test_an_answer_that_is_no_longer_found_is_told(tmp_path, monkeypatch):
    [problem] = told(tmp_path, monkeypatch, "- {ask: 骨灰盒, item: siwang}")

    assert "现在答复“没有找到”" in problem.message


def test_an_item_that_only_may_be_meant_is_not_the_pinned_answer(tmp_path, monkeypatch):
    [problem] = told(tmp_path, monkeypatch, "- {ask: siwang, item: siwang}")

    assert "现在答复“可能是”（siwang）" in problem.message


def test_an_answer_can_be_pinned_to_a_day(tmp_path, monkeypatch):
    later = str(BASE["data/lists/certificates/positive.yaml"]).replace(
        "    reason:", "    effective_from: 2024-01-01\n    reason:"
    )
    items = (
        "- {ask: 死亡证明, on: 2023-12-31, verdict: not_listed}\n"
        "- {ask: 死亡证明, on: 2024-01-01, item: siwang}\n"
    )

    assert told(tmp_path, monkeypatch, items, positive=later) == []


MISFIT = certificates("id: jia\nname: 甲证明\nresaon: 无", verdict="refuse")


@pytest.mark.parametrize(
    "broken",
    [
        {"negative": MISFIT},
        {"negative": "items: ["},
        {"edition": "title: ["},
        {"edition": None},
        {"register": "items: ["},
        {"boards": "items: ["},
        {"counts": "title: [一\n"},
    ],
    ids=str,
)
def test_beside_other_errors_a_changed_answer_is_told_all_the_same(broken, tmp_path, capfd):
    answers = "title: 固定问答\nitems:\n- {ask: 死亡证明, item: siwang, verdict: refuse}\n"
    root = written(tmp_path, tree({ANSWERS: answers}, **broken))

    code = cli.run(["validate", "--root", str(root), "--json"])

    codes = [problem["code"] for problem in json.loads(capfd.readouterr().out)]
    assert code == 1
    assert codes.count("CK601") == 1
    assert len(codes) > 1


@pytest.mark.parametrize("negative", [MISFIT, "items: ["])
def test_an_answer_whose_item_could_not_be_read_is_not_called_changed(
    tmp_path, monkeypatch, negative
):
    items = "- {ask: 甲证明, item: jia, verdict: refuse}\n- {ask: 乙, verdict: refuse}\n"

    [problem] = told(tmp_path, monkeypatch, items, negative=negative)

    assert "问“乙”" in problem.message
    assert "也许是因为它" in problem.hint


def test_an_answer_that_pins_nothing_is_a_fault():
    [problem] = examined(tree({ANSWERS: "title: 固定问答\nitems:\n- ask: 死亡证明\n"}))

    assert (problem.code, problem.place.line) == ("CK024", 3)
    assert problem.message == "“items”的第 1 项没有写要答复什么"
    assert "item" in problem.hint


def test_validate_runs_them(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    answers = "title: 固定问答\nitems:\n- {ask: 死亡证明, verdict: refuse}\n"
    root = written(tmp_path / "lists", tree({ANSWERS: answers}))

    code = cli.run(["validate", "--root", str(root)])

    assert code == 1
    assert "data/answers.yaml:3:9: 错误 CK601" in capfd.readouterr().out
