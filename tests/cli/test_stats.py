"""The count of what is asked for most."""

import json
import sys
import time
from pathlib import Path

import pytest

from checklist_tool import __main__, cli
from checklist_tool.search import asked_most
from conftest import LISTS


@pytest.fixture
def run(index, capfd, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))

    def run(*words):
        code = cli.run(list(words))
        out, err = capfd.readouterr()
        return code, out, err

    return run


def test_nothing_is_counted_unless_it_was_asked_for(run, tmp_path):
    run("query", "死亡证明")

    assert list(tmp_path.rglob("*.tsv")) == []
    assert run("stats")[0] == 2


def test_items_are_counted_without_the_words_that_were_typed(run):
    run("stats", "--start")
    for words in ("爷爷走了要死亡证明", "死亡证明", "收养证明", "手机贴膜"):
        run("query", words, "--kind", "certificate")

    _, out, _ = run("stats", "--json")

    counted = {one["item"]: one["times"] for one in json.loads(out)["items"]}
    assert counted == {"siwang-zhengming": 2, "shouyangren-qingkuang": 1}
    text = Path(asked_most.path(str(LISTS))).read_text(encoding="utf-8")
    assert "爷爷" not in text
    assert all(len(line.split("\t")) == 3 for line in text.splitlines())


def test_what_is_asked_more_than_the_frequent_items_is_suggested(run):
    run("stats", "--start")
    for _ in range(3):
        run("query", "死亡证明", "--kind", "certificate")

    _, _, err = run("stats")

    assert "可以考虑列入：死亡证明" in err


def test_questions_without_an_answer_are_counted_by_day_and_level(run):
    run("stats", "--start")
    for words in ("死亡证明", "身份证", "手机贴膜", "飞行证明"):
        run("query", words, "--as-of", "2020-01-01")  # the day of the count is another

    _, out, _ = run("stats", "--json")
    _, table, told = run("stats")

    [day] = json.loads(out)["days"]
    today = time.strftime("%Y-%m-%d")
    assert day == {"day": today, "sure": 1, "several": 0, "near": 1, "none": 2}
    assert f"{today}\t1\t0\t1\t2" in table
    assert "没有答上的 3 次（75%）" in told
    text = Path(asked_most.path(str(LISTS))).read_text(encoding="utf-8")
    assert not any(word in text for word in ("身份证", "贴膜", "飞行"))


def test_both_roads_count(run, monkeypatch):
    run("stats", "--start")
    monkeypatch.setattr(sys, "argv", ["checklist", "query", "飞行证明"])

    assert __main__.main() == 1
    assert asked_most.read(str(LISTS)) == [(time.strftime("%Y-%m-%d"), "none", "")]


def test_stopping_takes_the_count_away(run):
    run("stats", "--start")
    run("query", "死亡证明")

    run("stats", "--stop")

    assert not Path(asked_most.path(str(LISTS))).exists()


def test_a_damaged_count_is_read_as_far_as_it_goes(run):
    run("stats", "--start")
    Path(asked_most.path(str(LISTS))).write_bytes(
        b"\xff\xfe\nrubbish\n2026-11-23\tsure\tsiwang-zhengming\n"
    )

    _, out, _ = run("stats", "--json")

    assert [one["item"] for one in json.loads(out)["items"]] == ["siwang-zhengming"]
