"""`checklist add`, `edit`, `move`, `retire`: as they are typed, and as they ask."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from builders import BASE, PATHS, written
from checklist_tool import cli
from checklist_tool.cli import edit, options

POSITIVE, NEGATIVE = PATHS["positive"], PATHS["negative"]
LISTS = {
    **BASE,
    NEGATIVE: """\
title: 负面清单
verdict: refuse
items:
  - id: yangquan
    name: 居民养犬证明
    reason: 有规定
    instead:
      - what: 去派出所
    sources:
      - title: 意见
        url: https://www.mca.gov.cn/a.html
""",
}
NEW = ("--set", "reason=有规定", "--set", "instead[0].what=去派出所", "--set",
       "sources+={title: 意见, url: https://www.mca.gov.cn/a.html}")  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path, LISTS)


@pytest.fixture
def run(root: Path, capfd):
    def run(*words: str) -> tuple[int, str, str]:
        code = cli.run([*words, "--root", str(root)])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def text(root: Path, path: str = NEGATIVE) -> str:
    return (root / path).read_bytes().decode()


def test_an_edit_shows_what_it_changes(root: Path, run):
    code, out, err = run("edit", "yangquan", "--set", "purpose=办犬证")

    assert (code, err) == (0, "改了 1 个文件\n")
    assert out.startswith(f"--- a/{NEGATIVE}\n+++ b/{NEGATIVE}\n@@ -3,6 +3,7 @@\n")
    assert "\n+    purpose: 办犬证\n" in out
    assert "    purpose: 办犬证\n    reason" in text(root)


def test_a_dry_run_writes_nothing(root: Path, run):
    code, out, err = run("edit", "yangquan", "--set", "purpose=办犬证", "--dry-run")

    assert (code, err) == (0, "会改 1 个文件\n")
    assert "+    purpose" in out
    assert text(root) == LISTS[NEGATIVE]


def test_what_is_so_already_is_said(root: Path, run):
    assert run("edit", "yangquan", "--set", "reason=有规定") == (
        0, "", "内容本来就是这样，没有变化\n",
    )  # fmt: skip


def test_a_new_error_is_refused_with_the_way_to_mend_it(root: Path, run):
    code, out, err = run("edit", "yangquan", "--unset", "instead")

    assert code == 2
    assert out.startswith(f"{NEGATIVE}:4:5: 错误 CK202 yangquan“居民养犬证明”不予出具")
    assert "    可以这样改：写上 instead" in out
    assert err.startswith("这样改会带来上面的问题，没有写入")
    assert text(root) == LISTS[NEGATIVE]


def test_json_says_what_was_changed_and_what_was_refused(root: Path, run):
    done = json.loads(run("edit", "yangquan", "--set", "purpose=办犬证", "--json")[1])
    code, out, err = run("edit", "yangquan", "--set", "id=甲", "--json")

    assert {key: done[key] for key in ("written", "files", "refused", "warnings")} == {
        "written": True, "files": [NEGATIVE], "refused": [], "warnings": [],
    }  # fmt: skip
    assert done["diff"].startswith(f"--- a/{NEGATIVE}")
    refused = json.loads(out)
    assert code == 2
    assert list(refused) == ["written", "refused", "message", "hint"]
    assert [problem["code"] for problem in refused["refused"]] == ["CK024"]
    assert f"错误：{refused['message']}" in err


def test_a_new_item_is_added(root: Path, run):
    code, out, _ = run("add", "negative", "--set", "name=良民证明", *NEW)

    assert code == 0
    assert "+  - id: liangmin\n+    name: 良民证明\n" in out


def test_a_move_needs_day_reason_and_basis(root: Path, run):
    code, _, err = run("move", "siwang", "negative", "--reason", "不再出具")

    assert code == 2
    assert "要写明 --date、--basis" in err


def test_an_item_is_moved(root: Path, run):
    code, out, _ = run(
        "move", "siwang", "negative", "--date", "2026-01-01", "--reason", "不再出具",
        "--basis", "minfa-2020-20 附件 第3项", "--set", "instead[0].what=医院出具",
    )  # fmt: skip

    assert code == 0
    assert "-  - id: siwang\n+  - id: siwang-20251231\n" in out
    assert "      - policy: minfa-2020-20\n        article: 附件 第3项\n" in text(root)


def test_an_item_is_put_on_the_list_where_it_belongs(root: Path, run):
    assert run("move", "yangquan", "positive", "--correct")[0] == 0

    assert "yangquan" in text(root, POSITIVE)
    assert text(root).endswith("items: []\n")


def test_an_item_is_retired(root: Path, run):
    code, out, _ = run("retire", "siwang", "--last", "2026-01-31", "--replaced-by", "医学证明")

    assert code == 0
    assert "+    effective_to: 2026-01-31\n+    replaced_by: 医学证明\n" in out


@pytest.mark.parametrize(
    "spelled",
    [
        "{root}/{path}:5",
        "{root}/{path}:5:11",
        "{path}:5",
        "./{path}:5:11:",
        "{root}/data/lists/../lists/certificates/negative.yaml:5",
        "data\\lists\\certificates\\negative.yaml:5:1",
        "certificates/negative.yaml:5",
        "negative.yaml:5",
    ],
)
def test_an_item_is_named_by_any_spelling_of_its_place(root: Path, run, monkeypatch, spelled: str):
    for folder in (root, root / "data/lists/certificates", root.parent):
        monkeypatch.chdir(folder)

        wanted = spelled.format(root=root, path=NEGATIVE)
        code, out, err = run("edit", wanted, "--set", "purpose=办犬证", "--dry-run")

        assert (code, err) == (0, "会改 1 个文件\n")
        assert "+    purpose: 办犬证" in out


def test_a_place_is_named_from_the_folder_where_one_works(root: Path, run, monkeypatch):
    monkeypatch.chdir(root / "data/lists/policies")

    assert run("edit", "../certificates/negative.yaml:5", "--set", "purpose=办犬证")[0] == 0
    assert "    purpose: 办犬证\n" in text(root)


@pytest.mark.skipif(os.name != "nt", reason="there a path is the same in capitals")
def test_case_does_not_count_on_windows(root: Path, run):
    wanted = str(root / NEGATIVE).upper() + ":5"

    assert run("edit", wanted, "--set", "purpose=办犬证")[0] == 0


@pytest.mark.parametrize("wanted", ["nirgends/negative.yaml:5", "/etc/x.yaml:1", "yaml:5"])
def test_a_place_that_is_not_in_the_lists_is_told(run, wanted: str):
    code, _, err = run("edit", wanted, "--set", "purpose=办犬证")

    assert code == 2
    assert wanted.rpartition(":")[0] in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["edit", "yangquan"], "没有写要改什么"),
        (["add", "negative"], "没有写新的一项有什么内容"),
        (["add", "nirgends", "--set", "a=b"], "没有“nirgends”这张清单"),
        (["edit", "nirgends", "--set", "a=b"], "没有编号或名称是“nirgends”的事项"),
        (["edit", "yangquan", "--set", "a"], "不是“键=值”"),
        (["retire", "siwang", "--last", "明天"], "“明天”不是一个日期"),
        (["retire", "yangquan", "--last", "2026-13-01"], "不是一个日期"),
    ],
)
def test_what_cannot_be_carried_out_is_said(root: Path, run, words: list[str], said: str):
    code, out, err = run(*words)

    assert (code, out) == (2, "")
    assert said in err
    assert not (root / ".checklist/pending").exists()


MANY = ("--set", "aliases=[养狗证明, 犬只证明, 宠物证明]")


def test_a_list_that_would_lose_most_of_its_entries_stays(root: Path, run):
    run("edit", "yangquan", *MANY)
    before = text(root)

    code, out, err = run("edit", "yangquan", "--set", "aliases=狗证明")

    assert (code, out) == (2, "")
    assert "养狗证明、犬只证明、宠物证明" in err
    assert "aliases+=" in err and "--replace" in err
    assert text(root) == before


def test_a_list_is_replaced_where_that_is_said(root: Path, run):
    run("edit", "yangquan", *MANY)

    code, _, _ = run("edit", "yangquan", "--set", "又称=狗证明", "--replace")

    assert code == 0
    assert "      - 狗证明\n" in text(root)
    assert "犬只证明" not in text(root)


@pytest.mark.parametrize(
    "typed",
    [
        "aliases=[养狗证明, 犬只证明]", "aliases=[养狗证明, 犬只证明, 狗证明, 宠物证明]",
        "aliases+=狗证明",
        "instead=[{what: 去公安派出所}]", "aliases[1]=狗证明",
    ],
)  # fmt: skip
def test_a_list_that_keeps_most_of_its_entries_is_changed_without_a_word(run, typed: str):
    run("edit", "yangquan", *MANY)

    assert run("edit", "yangquan", "--set", typed)[0] == 0


# Asking, in a terminal.


@pytest.fixture
def typed(root: Path, run, monkeypatch):
    """Runs a command on what is typed, a line for each question."""
    monkeypatch.setattr(edit, "_terminal", lambda: True)

    def typed(words: list[str], *lines: str) -> tuple[int, str, str]:
        with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
            # Ctrl+C at a question too many, so that it is seen and not waited for.
            keys.send_text("".join(f"{line}\r" for line in lines) + "\x03")
            return run(*words)

    return typed


def test_in_a_terminal_it_is_asked_whether_a_list_is_to_be_replaced(root: Path, run, typed):
    run("edit", "yangquan", *MANY)
    words = ["edit", "yangquan", "--set", "aliases=狗证明"]

    assert typed(words, "n")[0] != 0
    assert "犬只证明" in text(root)
    code, _, err = typed(words, "y")
    assert code == 0 and "犬只证明" in err
    assert "犬只证明" not in text(root)


@pytest.mark.slow
def test_a_number_and_several_aliases_at_once_are_asked_for_again(root: Path, typed):
    code, _, err = typed(
        ["add", "negative"],
        "", "良民证明", "1、好人证明", "", "善人证明，好民证明", "\x15善人证明", "", "落户",
        "有规定", "去派出所", "", "", "", "", "", "", "", "", "minfa-2020-20", "附件", "",
        "意见", "https://www.mca.gov.cn/a.html", *[""] * 6, "y",
    )  # fmt: skip

    assert code == 0, err
    assert "编号“1、”" in err and "一个一个地写" in err
    assert "    aliases:\n      - 好人证明\n      - 善人证明\n    purpose" in text(root)


def test_a_new_item_is_asked_for_key_by_key(root: Path, typed):
    code, out, _ = typed(
        ["add", "negative"],
        "", "良民证明", "好人证明", "", "落户", "有规定",
        "去派出所", "", "", "", "", "", "", "", "", "minfa-2020-20", "附件", "",
        "意见", "https://www.mca.gov.cn/a.html", *[""] * 6, "y",
    )  # fmt: skip

    assert code == 0, out
    assert text(root).endswith("""\

  - id: liangmin
    name: 良民证明
    aliases:
      - 好人证明
    purpose: 落户
    reason: 有规定
    instead:
      - what: 去派出所
    basis:
      - policy: minfa-2020-20
        article: 附件
    sources:
      - title: 意见
        url: https://www.mca.gov.cn/a.html
""")


@pytest.mark.slow
def test_what_the_rules_need_of_a_new_item_is_marked_where_it_is_asked(typed):
    _, _, err = typed(
        ["add", "negative"],
        "", "良民证明", "好人证明", "", "落户", "有规定",
        "去派出所", "", "", "", "", "", "", "", "", "minfa-2020-20", "附件", "",
        "意见", "https://www.mca.gov.cn/a.html", *[""] * 6, "n",
    )  # fmt: skip

    assert "替代方式 instead 必填" in err
    assert "出处 sources 必填" in err
    assert "conditions 必填" not in err


ERASE = "\x15"  # Ctrl-U: what stands there already goes


def test_an_edit_asks_for_a_key_and_shows_what_it_has(root: Path, typed):
    code, _, _ = typed(
        ["edit", "yangquan"], "理由", "，见文件", "nirgends", "note", "新的", "", "y"
    )  # fmt: skip

    assert code == 0
    assert "    reason: 有规定，见文件\n" in text(root)
    assert text(root).endswith("    note: 新的\n")


def test_nothing_is_written_without_a_yes(root: Path, typed):
    code, out, err = typed(["edit", "yangquan"], "reason", ERASE + "别的", "", "n")

    assert code == 130
    assert "+    reason: 别的" in out
    assert err.endswith("已取消\n")
    assert text(root) == LISTS[NEGATIVE]


def test_a_move_asks_for_what_is_missing(root: Path, typed):
    code, _, _ = typed(
        ["move", "siwang", "negative", "--set", "instead+={what: 医院}"],
        "2026-01-01", "不再出具", "minfa-2020-20 附件", "", "y",
    )  # fmt: skip

    assert code == 0
    assert "  - id: siwang\n    name: 死亡证明\n    reason: 不再出具\n" in text(root)


def test_an_empty_answer_to_the_last_day_is_today(root: Path, typed):
    code, _, _ = typed(["retire", "siwang"], "", "医学证明", "y")

    assert code == 0
    assert f"effective_to: {options.today()}\n" in text(root, POSITIVE)


def test_a_move_to_where_an_item_cannot_go_is_refused_before_anything_is_asked(root: Path, typed):
    code, _, err = typed(["move", "siwang", "handle"])

    assert code == 2
    assert "“死亡证明”不能移到 handle" in err


@pytest.mark.parametrize("policy", ["没有这个文件", "没有这个文件 第三条"])
def test_a_move_takes_no_policy_that_is_not_registered(root: Path, typed, policy: str):
    code, _, err = typed(
        ["move", "siwang", "negative", "--set", "instead+={what: 医院}"],
        "2026-01-01", "不再出具", policy, ERASE + "minfa-2020-20 附件", "", "y",
    )  # fmt: skip

    assert code == 0, err
    assert "政策依据库里没有“没有这个文件”" in err


@pytest.mark.slow
def test_add_alone_asks_for_the_list(root: Path, typed):
    code, _, err = typed(
        ["add"], "不知道", ERASE + "负面清单",
        "", "良民证明", "", "", "有规定", "去派出所", *[""] * 9, *SOURCE, "y",
    )  # fmt: skip

    assert code == 0, err
    assert "没有“不知道”这张清单" in err
    assert "name: 良民证明" in text(root)


def test_a_retirement_asks_for_the_last_day(root: Path, typed):
    code, _, _ = typed(["retire", "siwang"], "2026-01-31", "医学证明", "y")

    assert code == 0
    assert "effective_to: 2026-01-31\n    replaced_by: 医学证明\n" in text(root, POSITIVE)


@pytest.mark.parametrize(
    ("key", "wrong", "right", "said"),
    [
        ("id", "养犬", "quan", "“id”写的“养犬”不合编号的写法"),
        ("effective_from", "明天", "2026-01-01", "“effective_from”写的“明天”不是一个日期"),
        ("status", "在用", "有效", "“status”不能是“在用”"),
        ("item_no", "三", "3", "“item_no”写的“三”不是整数"),
    ],
)
def test_what_does_not_fit_is_told_at_once_and_asked_again(
    root: Path, typed, key: str, wrong: str, right: str, said: str
):
    code, _, err = typed(["edit", "yangquan"], key, ERASE + wrong, ERASE + right, "", "y")

    assert code == 0
    assert said in err
    assert "fmt --fix" not in err
    assert f"{key}: {'in_force' if key == 'status' else right}\n" in text(root)


def test_a_date_as_in_a_document_is_offered_as_it_is_written_here(root: Path, typed):
    code, _, err = typed(["retire", "siwang"], "2026/1/31", "", "医学证明", "y")

    assert code == 0
    assert "“2026/1/31”不是一个日期" in err
    assert "effective_to: 2026-01-31\n" in text(root, POSITIVE)


@pytest.mark.slow
def test_a_list_is_changed_entry_by_entry(root: Path, typed):
    code, _, err = typed(
        ["edit", "yangquan"],
        "aliases", "+", "养狗证明", "+", "犬证", "+", "办狗证", "2", ERASE + "狗证", "-1", "9", "",
        "instead", "1", "", "", "公安派出所", "", "+", "户口簿", "", "",
        "+", "网上办", "", "", "", "", "", "", "", "y",
    )  # fmt: skip

    assert code == 0
    assert "没有第“9”项" in err
    assert """\
    aliases:
      - 狗证
      - 办狗证
    reason: 有规定
    instead:
      - what: 去派出所
        who: 公安派出所
        bring:
          - 户口簿
      - what: 网上办
""" in text(root)


@pytest.mark.slow
def test_what_is_refused_is_asked_for_again_and_the_rest_is_kept(root: Path, typed):
    code, out, _ = typed(
        ["add", "negative"],
        "", "良民证明", "", "落户", "有规定", "", "", "minfa-2020-20", "", "",
        "意见", "https://www.mca.gov.cn/a.html", *[""] * 6,
        "+", "去派出所", "", "", "", "", "", "", "y",
    )  # fmt: skip

    assert code == 0, out
    assert "CK202" in out
    assert "    purpose: 落户\n    reason: 有规定\n    instead:\n      - what: 去派出所\n" in text(
        root
    )


@pytest.mark.slow
def test_what_cannot_be_traced_to_a_key_is_mended_by_any_key(root: Path, typed):
    code, _, err = typed(
        ["add", "negative"],
        "", "！！", "", "", "有规定", "去派出所", "", "", "", "", "", "", "", "", "",
        "意见", "https://www.mca.gov.cn/a.html", *[""] * 6,
        "", "", "hao", "id", "tan", "y",
    )  # fmt: skip

    assert code == 0, err
    assert "从名称里拼不出编号" in err
    assert "  - id: tan\n" in text(root)


SOURCE = ("意见", "https://www.mca.gov.cn/a.html", *[""] * 6)
TAKEN = (
    "", "居民养犬证明", "", "", "能开", "", "", "", "", *SOURCE,
)  # fmt: skip


def test_the_name_that_clashes_is_asked_for_and_not_that_of_the_other_item(root: Path, typed):
    code, out, err = typed(["add", "positive"], *TAKEN, ERASE + "居民养猫证明", "y")

    assert code == 0, err
    assert "CK201" in out
    assert "    name: 居民养猫证明\n    reason: 能开\n" in text(root, POSITIVE)
    assert text(root) == LISTS[NEGATIVE]


def test_who_corrects_nothing_is_asked_whether_to_give_up(root: Path, typed):
    code, _, err = typed(["add", "positive"], *TAKEN, "", "y")

    assert (code, err.splitlines()[-1]) == (130, "已取消")
    assert text(root, POSITIVE) == LISTS[POSITIVE]


@pytest.mark.slow
def test_who_does_not_give_up_changes_any_key_and_keeps_the_rest(root: Path, typed):
    code, _, err = typed(
        ["add", "positive"], *TAKEN, "", "", "名称", ERASE + "居民养猫证明", "", "y"
    )

    assert code == 0, err
    assert "    name: 居民养猫证明\n    reason: 能开\n" in text(root, POSITIVE)


def test_a_policy_is_named_by_its_number(root: Path, typed):
    register = LISTS[PATHS["register"]] + "    doc_number: 民发〔2020〕20号\n"
    written(root, {PATHS["register"]: register})

    code, _, err = typed(
        ["move", "siwang", "negative", "--set", "instead+={what: 医院}"],
        "2026-01-01", "不再出具", "民发[2020]20号", "附件", "", "y",
    )  # fmt: skip

    assert code == 0, err
    assert "      - policy: minfa-2020-20\n        article: 附件\n" in text(root)


PINNED = "title: 固定问答\nitems:\n  - ask: 死亡证明\n    item: siwang\n    verdict: issue\n"


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 130)])
def test_pinned_answers_that_change_are_shown_and_accepted(root: Path, typed, answer, code):
    written(root, {"data/answers.yaml": PINNED})

    ended, out, err = typed(
        ["move", "siwang", "negative", "--set", "instead+={what: 医院}"],
        "2026-01-01", "不再出具", "minfa-2020-20", "", "", answer, "y",
    )  # fmt: skip

    assert ended == code, err
    assert "CK601" in out
    assert "--accept-answers" not in err
    pinned = (root / "data/answers.yaml").read_text(encoding="utf-8")
    assert ("verdict: refuse" in pinned) == (code == 0)


def test_an_answer_can_be_broken_off(root: Path, typed):
    assert typed(["edit", "yangquan"], "reason", "x", "\x04")[0] == 130

    assert text(root) == LISTS[NEGATIVE]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="a terminal as Linux has them")
def test_in_a_real_terminal_it_asks(root: Path):
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "checklist_tool", "retire", "siwang", "--root", str(root)]
    child = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE,
        env={**os.environ, "TERM": "dumb", "PROMPT_TOOLKIT_NO_CPR": "1"},
    )  # fmt: skip
    os.close(theirs)

    shown = ""
    for asked, answer in (("最后一天", "\r"), ("由什么替代", "医学证明\r"), ("写入吗", "y\r")):
        while asked not in shown:
            shown += os.read(ours, 10_000).decode("utf-8", "replace")
        os.write(ours, answer.encode())
    _, told = child.communicate(timeout=60)
    os.close(ours)

    assert child.returncode == 0
    assert "改了 1 个文件" in told.decode()
    assert "    replaced_by: 医学证明\n" in text(root, POSITIVE)
