"""Why a question finds what it finds, as those who write the lists are told."""

import json

import pytest

from builders import certificates, tree, vocabulary, written
from checklist_tool import cli
from checklist_tool.search import build, store
from checklist_tool.search.explained import explained

DAY = "2026-11-23"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    texts = tree(
        positive=certificates("id: jiu\nname: 旧房证明\neffective_to: 2023-12-31"),
        negative=certificates(
            "id: wufang\nname: 无房证明\naliases: [没有房子证明]",
            "id: hunyin\nname: 婚姻状况证明",
            "id: jiehun\nname: 结婚状况证明",
            verdict="refuse",
        ),
        negative_words=vocabulary("id: wufang\nasks: [租房子要什么证明]"),
    )
    return written(tmp_path / "lists", texts)


@pytest.fixture
def index(root):
    return store.Index(build.build(str(root)))


def told(index, query, **narrowed):
    of = {"kind": None, "list_name": None, "limit": 3} | narrowed
    said = explained(index, query, DAY, of["kind"], of["list_name"], of["limit"])
    return said, {one.id: one for one in said.items}


def test_a_name_word_for_word_is_the_answer_for_that_reason(index):
    said, items = told(index, "没有房子证明")

    assert said.level == "sure"
    assert items["wufang"].state == "given"
    assert "和又称“没有房子证明”一字不差" in items["wufang"].why


def test_what_only_may_be_meant_says_why_it_is_no_answer(index):
    said, items = told(index, "状况证明")

    assert said.level == "near"
    assert {items["hunyin"].state, items["jiehun"].state} == {"asked"}
    assert "只问不答" in items["hunyin"].why


def test_what_is_not_found_says_what_little_it_has_in_common(index):
    said, items = told(index, "租自行车")

    assert said.level == "none"
    assert items["wufang"].state == "unlike"
    assert "和常见问法“租房子要什么证明”只有“租”相同" in items["wufang"].why
    assert "hunyin" not in items


def test_what_the_day_or_the_scope_leaves_out_is_told(index):
    _, retired = told(index, "旧房证明")
    _, elsewhere = told(index, "无房证明", list_name="positive")

    assert retired["jiu"].state == elsewhere["wufang"].state == "outside"
    assert "2023-12-31 止" in retired["jiu"].why
    assert "--list" in elsewhere["wufang"].why


def test_what_is_beyond_the_limit_is_told_as_behind(index):
    _, items = told(index, "状况证明", limit=1)

    assert sorted(one.state for one in items.values() if one.score) == ["asked", "behind"]


@pytest.mark.parametrize("query", ["", "？？", "\udcff", "a", "没有" * 400])
def test_any_question_has_an_explanation(index, query):
    said, _ = told(index, query)

    assert said.level in ("near", "none")
    assert dict(said.rows())["结论"]


def test_the_command_tells_it_as_text_and_as_json(root, capfd):
    code = cli.run(["query", "--explain", "无房证明", "--root", str(root)])
    out, _ = capfd.readouterr()
    assert code == 0
    assert "【答复】无房证明（负面清单，wufang，1.000）" in out

    code = cli.run(["query", "--explain", "--json", "手机贴膜", "--root", str(root)])
    said = json.loads(capfd.readouterr().out)
    assert code == 1
    assert (said["query"], said["level"]) == ("手机贴膜", "none")


@pytest.mark.parametrize("words", [[], ["--batch", "-"]])
def test_an_explanation_is_of_one_question(root, capfd, words):
    code = cli.run(["query", "--explain", *words, "--root", str(root)])

    assert code == 2
    assert "--explain 要和 要查的话 一起用" in capfd.readouterr().err
