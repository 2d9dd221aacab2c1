"""Values are typed in English or in Chinese, wherever a command takes one of several."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import BASE, PATHS, written
from checklist_tool import cli
from checklist_tool.cli.choices import KIND, LIST
from checklist_tool.model.admission import OUTCOMES

POSITIVE, NEGATIVE = PATHS["positive"], PATHS["negative"]
REQUEST = """\
id: shuju-hecha
title: 数据核查
applicant: 区民政局
steps:
  - on: 2026-03-02
    act: submit
    by: 区民政局
  - on: 2026-03-03
    act: accept
"""


@pytest.fixture
def run(tmp_path, capfd):
    negative = "title: 负面清单\nverdict: refuse\nitems: []\n"
    root = written(tmp_path, {**BASE, NEGATIVE: negative, PATHS["request"]: REQUEST})

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.run([*words, "--root", str(root)])
        out, err = capfd.readouterr()
        return code, out, err

    return run


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (["list", "正面清单"], ["list", "positive"]),
        (["list", "--kind", "证明"], ["list", "--kind", "certificate"]),
        (["query", "死亡证明", "--list", "负面清单"], ["query", "死亡证明", "--list", "negative"]),
        (["query", "死亡证明", "--kind", "服务"], ["query", "死亡证明", "--kind", "service"]),
        (["tasks", "list", "--state", "已受理"], ["tasks", "list", "--state", "accepted"]),
        (["tasks", "list", "--state", "草稿"], ["tasks", "list", "--state", "draft"]),
        (
            ["edit", "siwang", "--set", "status=已停用", "--json", "--dry-run"],
            ["edit", "siwang", "--set", "status=retired", "--json", "--dry-run"],
        ),
        (
            ["edit", "正面清单", "--set", "答复=符合条件才可出具", "--json", "--dry-run"],
            ["edit", "positive", "--set", "verdict=conditional", "--json", "--dry-run"],
        ),
        (
            ["move", "siwang", "负面清单", "--correct", "--json", "--dry-run"],
            ["move", "siwang", "negative", "--correct", "--json", "--dry-run"],
        ),
        (
            ["add", "政策依据库", "--set", "title=某某条例", "--json", "--dry-run"],
            ["add", "policies", "--set", "title=某某条例", "--json", "--dry-run"],
        ),
    ],
)
def test_a_chinese_word_does_what_its_value_does(run, chinese, english):
    by_word, by_value = run(*chinese), run(*english)

    assert by_word == by_value
    assert "可以写英文或中文" not in by_word[2]


def test_a_book_is_named_in_chinese(tmp_path, capfd):
    root, out = written(tmp_path / "lists", BASE), tmp_path / "out"

    code = cli.run(
        ["render", "正面清单", "--format", "html", "--out", str(out), "--root", str(root)]
    )

    assert code == 0, capfd.readouterr().err
    [made] = out.iterdir()
    assert "positive" in made.name


def test_the_outcome_of_a_review_is_typed_in_chinese(run, tmp_path):
    code, _, err = run(
        "tasks", "review", "shuju-hecha", "--outcome", "不通过", "--reason", "重复", "--on",
        "2026-03-04",
    )  # fmt: skip

    assert code == 0, err
    written = (tmp_path / PATHS["request"]).read_text(encoding="utf-8")
    assert "    outcome: rejected\n" in written


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "白名单"], "没有“白名单”这张清单"),
        (["list", "--kind", "牌子"], "没有“牌子”这种事项"),
        (["tasks", "list", "--state", "批准"], "没有“批准”这种状态"),
        (["tasks", "review", "shuju-hecha", "--outcome", "好"], "联审没有“好”这种结果"),
        (["tasks", "regularise", "x", "--way", "y"], "没有“y”这种规范办法"),
        (["add", "白名单"], "没有“白名单”这张清单"),
        (["move", "siwang", "政策依据库"], "没有“政策依据库”这张清单"),
    ],
)
def test_what_is_no_value_is_told_with_all_there_are_in_both_languages(run, words, said):
    code, out, err = run(*words)

    assert (code, out) == (2, "")
    assert said in err
    assert "可以写英文或中文：" in err
    assert "（" in err.partition("：")[2]


def test_values_are_completed_in_both_languages():
    assert LIST.beginning("ne") == [("negative", "负面清单")]
    assert LIST.beginning("负") == [("负面清单", "negative")]
    assert KIND.beginning("") == [
        ("certificate", "证明"), ("service", "服务"), ("signpost", "指路"), ("place", "地点"),
        ("证明", "certificate"), ("服务", "service"), ("指路", "signpost"), ("地点", "place"),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("list 负", ["负面清单"]),
        ("query x --list 高", ["高频事项清单"]),
        ("add 政", ["政策依据库"]),
        ("move siwang ne", ["negative"]),
        ("tasks list --state 已发", ["已发布"]),
        ("tasks review x --outcome ", [*OUTCOMES, *OUTCOMES.values()]),
    ],
)
def test_a_shell_completes_them(line, completed):
    words = {"COMP_WORDS": f"checklist {line}", "COMP_CWORD": str(len(line.split(" ")))}

    done = subprocess.run(
        [Path(sys.executable).with_name("checklist")], capture_output=True, encoding="utf-8",
        check=True, env={**os.environ, **words, "_CHECKLIST_COMPLETE": "complete_bash"},
    )  # fmt: skip

    assert done.stdout.split() == completed
