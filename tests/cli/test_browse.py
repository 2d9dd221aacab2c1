"""`list` by day, and what a shell completes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import aged, certificates, tree, written
from checklist_tool import cli
from checklist_tool.cli import options
from checklist_tool.search import build


@pytest.fixture
def root(tmp_path, monkeypatch):
    """居住证明 has ended, 死亡证明 is in force."""
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    ended = "id: juzhu\nname: 居住证明\nstatus: retired\neffective_to: 2023-12-31"
    texts = tree(positive=certificates(ended, "id: siwang\nname: 死亡证明"))
    return written(tmp_path / "lists", texts)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ((), ["siwang"]),
        (("--as-of", "2023-12-31"), ["juzhu", "siwang"]),
        (("--as-of", "2024-01-01"), ["siwang"]),
        (("--all",), ["juzhu", "siwang"]),
    ],
)
def test_a_list_shows_what_is_in_force_on_the_day(root, capfd, words, ids):
    code = cli.run(["list", "positive", "--json", "--root", str(root), *words])

    assert code == 0
    assert [row["id"] for row in json.loads(capfd.readouterr().out)] == ids


@pytest.mark.parametrize("words", [("list",), ("show", "siwang")])
def test_that_items_may_be_missing_is_told(root, capfd, words):
    (root / "data/lists/certificates/negative.yaml").write_text("坏的", encoding="utf-8")

    assert cli.run([*words, "--root", str(root)]) == 0
    assert "清单有 1 个错误，有的事项可能没有列入" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("compiled", "said"),
    [
        ("{survey: 2026-02}", "社区调研 2026-02；部门征集 —"),
        (None, "没有来源写明各步是什么时候走的"),
    ],
)
def test_a_service_shows_when_it_was_compiled_or_that_no_source_says_so(
    root, capfd, compiled, said
):
    steps = f"\n    compiled: {compiled}" if compiled else ""
    text = f"""\
title: 为民办事
items:
  - id: zhucan
    name: 老年助餐
    where: [助餐点]{steps}
    sources: [{{title: 报道, url: "https://example.cn/a"}}]
"""
    (root / "data/lists/services").mkdir()
    (root / "data/lists/services/handle.yaml").write_text(text, encoding="utf-8")

    assert cli.run(["show", "zhucan", "--root", str(root)]) == 0
    assert said in capfd.readouterr().out


def test_a_day_that_is_none_is_told(root, capfd):
    for typed, said in (
        ("昨天", "“昨天”不是一个日期"), ("2024-02-30", "“2024-02-30”不是一个日期"),
        ("0001-01-01", "太早或太晚"), ("2200-01-01", "太早或太晚"),
    ):  # fmt: skip
        assert cli.run(["list", "--as-of", typed, "--root", str(root)]) == 2
        assert said in capfd.readouterr().err


class Typed:
    """The part of a command line that completion is told."""

    def __init__(self, **params):
        self.params = params


def test_a_shell_completes_ids_and_names(root):
    build.build(str(aged(root)))

    assert options.items_beginning(Typed(root=root), "si") == ["siwang"]
    assert options.items_beginning(Typed(root=root), "死") == ["死亡证明"]
    assert options.desk_items_beginning(Typed(root=root), "死") == ["死亡证明"]
    assert options.policies_beginning(Typed(root=root), "m") == ["minfa-2020-20"]
    assert options.tasks_beginning(Typed(root=root), "") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("edit siw", ["siwang"]),
        ("log siw", ["siwang"]),
        ("retire siw", ["siwang"]),
        ("slip minfa", []),
        ("impact minfa", ["minfa-2020-20"]),
        ("add po", ["positive", "policies"]),
        ("move siwang po", ["positive"]),
    ],
)
def test_what_a_command_can_take_is_completed(root, line, completed):
    build.build(str(aged(root)))
    words = {"COMP_WORDS": f"checklist {line}", "COMP_CWORD": str(len(line.split()))}

    done = subprocess.run(
        [Path(sys.executable).with_name("checklist")],
        capture_output=True, encoding="utf-8", check=True, cwd=root,
        env={**os.environ, **words, "_CHECKLIST_COMPLETE": "complete_bash"},
    )  # fmt: skip

    assert done.stdout.split() == completed


def test_without_an_index_or_lists_nothing_is_completed(root, tmp_path):
    assert options.items_beginning(Typed(root=root), "si") == []
    assert options.items_beginning(Typed(root=tmp_path / "没有"), "si") == []
