"""Asking in a loop, as a clerk types."""

import os
import select
import subprocess
import sys

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from builders import BASE, written
from checklist_tool.cli import loop
from checklist_tool.search import answer
from checklist_tool.usecases.conversation import Conversation
from conftest import LISTS

DAY = "2026-11-23"


def ask(index, text):
    return answer.ask(index, text, DAY, "certificate", None, 3)


@pytest.fixture
def typed(index, capfd, monkeypatch):
    """Runs the loop on what is typed, and gives what it printed."""
    monkeypatch.setenv("NO_COLOR", "1")

    def typed(*lines, root=LISTS, ask=ask):
        with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
            keys.send_text("".join(f"{line}\r" for line in lines) + "\x04")
            code = loop.run(root, ask)
        out, err = capfd.readouterr()
        assert code == 0
        return out, err

    return typed


def test_each_question_is_answered_until_the_end_of_input(typed):
    out, _ = typed("死亡证明", "收养证明")

    assert out.index("【不予出具】死亡证明") < out.index("【可以出具】收养人婚姻状况")


def test_a_number_shows_that_match_in_full(typed):
    out, _ = typed("居住", "2")

    assert out.count("  版本") == 2
    assert "  1. " in out.split("  版本")[2]


def test_where_an_item_only_may_be_meant_a_slip_waits_for_the_number(typed):
    out, err = typed("身份证", "s")

    assert "请先问清" in out
    assert "先按数字选一项" in err


def test_keys_of_an_input_method_are_the_same_keys(typed):
    out, err = typed("居住", "２", "身份证", "ｓ")

    assert out.count("  版本") == 3
    assert "先按数字选一项" in err


def test_an_empty_line_keeps_the_choices(typed):
    out, err = typed("居住", "", "  ", "2")

    assert "  1. " in out.split("  版本")[2]
    assert "没有" not in err


def test_a_number_out_of_range_keeps_the_choices(typed):
    out, err = typed("居住", "9", "", "2")

    assert "没有第 9 项；可以选 1 到" in err
    assert out.count("  版本") == 2


def test_an_answer_fits_the_screen_and_m_shows_the_rest(typed, monkeypatch):
    monkeypatch.setenv("LINES", "12")
    monkeypatch.setenv("COLUMNS", "80")

    short, _ = typed("死亡证明")
    whole, _ = typed("死亡证明", "m")

    assert len(short.splitlines()) <= 12
    assert "【不予出具】死亡证明" in short
    assert "（按 m 看全部）" in short
    assert "  出处" not in short
    assert "  出处" in whole


@pytest.mark.parametrize(
    "line", ["", "   ", "9", "s", "-1", "\x1b", "%s{0}", "'; DROP", "的" * 500]
)
def test_no_input_breaks_it(typed, line):
    out, _ = typed(line, "死亡证明")

    assert "死亡证明" in out


def test_bytes_that_are_no_text_complete_nothing_wrong(index):
    typed = Document("\udcff死亡")

    names = loop.Names(Conversation(lambda: index, ask))
    found = [one.text for one in names.get_completions(typed, CompleteEvent())]

    assert "死亡证明" in found


def test_a_list_that_changes_while_the_loop_runs_changes_the_next_answer(
    typed, tmp_path, monkeypatch
):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    root = written(tmp_path / "lists", BASE)
    path = root / "data/lists/certificates/positive.yaml"

    def ask_and_change(index, text):
        found = ask(index, text)
        path.write_text(
            path.read_text(encoding="utf-8").replace("verdict: issue", "verdict: conditional"),
            encoding="utf-8",
        )
        return found

    out, _ = typed("死亡证明", "死亡证明", root=root, ask=ask_and_change)

    assert out.index("【可以出具】") < out.index("【符合条件才可出具】")


def test_lists_that_cannot_be_read_for_a_while_do_not_end_the_loop(typed, tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    root = written(tmp_path / "lists", BASE)
    path = root / "data/edition.yaml"

    def ask_and_break(index, text):
        path.write_text("title: [", encoding="utf-8")
        return ask(index, text)

    out, err = typed("死亡证明", "死亡证明", "q", root=root, ask=ask_and_break)

    assert out.count("【可以出具】") == 1
    assert "读不到 data/edition.yaml" in err


def test_q_ends_it(typed):
    out, _ = typed("q", "死亡证明")

    assert "死亡证明" not in out


@pytest.mark.parametrize("typing", ["死亡", "siwang", "swz", "SWZM"])
def test_names_are_completed(index, typing):
    names = loop.Names(Conversation(lambda: index, ask))

    found = list(names.get_completions(Document(typing), CompleteEvent()))

    assert "死亡证明" in [completion.text for completion in found]
    assert len(found) <= 10


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_the_prompt_takes_one_line_of_the_screen_until_somebody_types(index):
    import pty

    told = b""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "checklist_tool", "query"],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm"},
    ) as running:  # fmt: skip
        os.close(theirs)
        while select.select([ours], [], [], 20 if "查什么".encode() not in told else 0.5)[0]:
            told += os.read(ours, 1 << 16)
        running.kill()
    os.close(ours)

    assert told.decode().rpartition("q 结束")[2].count("\n") == 1
