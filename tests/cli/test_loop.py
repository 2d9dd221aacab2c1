"""Asking in a loop, as a clerk types."""

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from checklist_tool.cli import loop

DAY = "2026-11-23"


@pytest.fixture
def typed(index, capfd, monkeypatch):
    """Runs the loop on what is typed, and gives what it printed."""
    monkeypatch.setenv("NO_COLOR", "1")

    def typed(*lines):
        with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
            keys.send_text("".join(f"{line}\r" for line in lines) + "\x04")
            code = loop.run(index, DAY, "certificate", None, 3)
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


@pytest.mark.parametrize(
    "line", ["", "   ", "9", "s", "-1", "\x1b", "%s{0}", "'; DROP", "的" * 500]
)
def test_no_input_breaks_it(typed, line):
    out, _ = typed(line, "死亡证明")

    assert "死亡证明" in out


def test_q_ends_it(typed):
    out, _ = typed("q", "死亡证明")

    assert "死亡证明" not in out


@pytest.mark.parametrize("typing", ["死亡", "siwang", "swz", "SWZM"])
def test_names_are_completed(index, typing):
    names = loop.Names(index)

    found = list(names.get_completions(Document(typing), CompleteEvent()))

    assert "死亡证明" in [completion.text for completion in found]
    assert len(found) <= 10
