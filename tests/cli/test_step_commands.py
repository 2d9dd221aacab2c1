"""The commands that the steps of the procedures give."""

import pytest
import typer

from admission.tasks import request
from builders import tree, written
from checklist_tool import cli
from checklist_tool.files import WorkingTree
from checklist_tool.model.procedures import PROCEDURES
from checklist_tool.model.step_commands import COMMANDS, StepCommand, Told

REJECT = StepCommand(
    "reject", "review", "联审不通过，要写理由。", ("reject dujulaoren-zoufang --reason 没有依据",),
    (Told("reason", "理由"),), {"outcome": "rejected"},
)  # fmt: skip


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return written(tmp_path, tree(request("jia", "2026-03-02 submit, 2026-03-04 accept")))


def names() -> list[str]:
    return list(typer.main.get_command(cli.app).commands["tasks"].commands)


def test_a_step_that_a_procedure_gets_has_its_command(root, monkeypatch, capfd):
    monkeypatch.setitem(COMMANDS, "request", (*COMMANDS["request"], REJECT))

    assert names().index("reject") == names().index("take-back") + 1
    assert cli.run(["tasks", "reject", "--help"]) == 0
    assert "联审不通过，要写理由。" in capfd.readouterr().out
    assert cli.run(["tasks", "reject", "jia", "--on", "2026-03-10", "--reason", "没有依据"]) == 0
    assert "jia“" in capfd.readouterr().out
    after = (root / "data/tasks/2026/jia.yaml").read_text(encoding="utf-8")
    assert "act: review\n" in after
    assert "outcome: rejected\n" in after


def test_a_step_without_command_is_not_there(root, capfd):
    assert "reject" not in names()
    assert cli.run(["tasks", "reject", "jia"]) == 2
    assert "没有这个命令 reject" in capfd.readouterr().err


@pytest.mark.parametrize("kind", COMMANDS)
def test_every_step_of_a_procedure_can_be_taken(kind):
    # What makes the record has a command of its own, and `take-back` is one for both.
    opened, shared = {"report"}, {"take_back"}

    procedure, _ = PROCEDURES[kind]

    acts = {command.act for command in COMMANDS[kind]}
    assert acts - shared == {*procedure.acts} - opened - shared
    assert shared <= {command.act for command in COMMANDS["request"]}


@pytest.mark.parametrize(
    "words",
    [
        ("submit", "yi", "--on", "2026-03-02"),
        ("accept", "bing", "--on", "2026-03-04"),
        ("new", "--set", "title=走访", "--set", "applicant=某局"),
    ],
    ids=lambda words: words[0],
)
def test_each_file_is_read_once_for_a_step(root, monkeypatch, words):
    written(root, request("yi") | request("bing", "2026-03-02 submit"))
    read: list[str] = []
    reading = WorkingTree.read

    def counted(self: WorkingTree, path: str) -> bytes:
        read.append(path)
        return reading(self, path)

    monkeypatch.setattr(WorkingTree, "read", counted)

    assert cli.run(["tasks", *words]) == 0

    there = [path for path in read if (root / path).exists() and "zoufang" not in path]
    assert sorted(there) == sorted(set(there))
    assert "data/edition.yaml" in there
