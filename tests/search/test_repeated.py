"""What a command has said is said again while nothing is another, and never when something is."""

import os
import subprocess
import sys

import pytest

from builders import BASE, PATHS, git, tree, written
from checklist_tool import __main__, cli
from checklist_tool.search import repeated

pytestmark = pytest.mark.slow

TASK = """\
id: shuju-hecha
title: 数据核查
applicant: 统计局
task: 核查
ground: 通知
"""
COMMANDS = [
    ["validate"], ["validate", "--strict", "--json"], ["list"], ["list", "正面清单", "--json"],
    ["show", "siwang"], ["report"], ["report", "--from", "2026-01-01", "--json"],
    ["impact", "minfa-2020-20"], ["tasks", "list"], ["tasks", "show", "shuju-hecha"], ["diff"],
]  # fmt: skip


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Lists in a repository of their own, where commands are given; a cache of its own."""
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    folder = written(tmp_path / "lists", tree(request=TASK))
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "lists")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def given(monkeypatch, capfdbinary):
    """Give a command: its exit code, what it printed, and whether it did the work itself."""
    line = cli.run

    def answered(*words):
        worked = []

        def run(typed):
            worked.append(typed)
            return line(typed)

        monkeypatch.setattr(sys, "argv", ["checklist", *words])
        monkeypatch.setattr(cli, "run", run)
        streams = sys.stdout, sys.stderr
        try:
            code = __main__.main()
            sys.stdout.flush()
        finally:
            sys.stdout, sys.stderr = streams
        return (code, *capfdbinary.readouterr()), bool(worked)

    return answered


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_same_bytes_are_said_again_without_the_work(root, given, words):
    first, worked = given(*words)
    second, worked_again = given(*words)

    assert first == second
    assert first[1] + first[2]
    assert (worked, worked_again) == (True, False)


def test_it_is_said_again_for_a_root_that_is_named(root, given, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for words in (("--root", "lists"), ("--root=lists",)):
        assert given("list", *words)[1]
        assert not given("list", *words)[1]


def test_faults_are_said_again_with_their_exit_code(root, given):
    (root / PATHS["positive"]).write_text("坏的", encoding="utf-8")

    first, _ = given("validate")
    second, worked = given("validate")

    assert first == second
    assert first[0] == 1
    assert not worked


def _byte(root, monkeypatch):
    """Another text of the same length, written at the same time as the one before."""
    path = root / PATHS["positive"]
    before = path.stat()
    path.write_bytes(path.read_bytes().replace("死亡".encode(), "生存".encode()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES = {
    "a byte of a file": _byte,
    "a new file": lambda root, _: (root / "data/notes.txt").write_text("x", encoding="utf-8"),
    "a new folder": lambda root, _: (root / "data/more").mkdir(),
    "a file that is gone": lambda root, _: (root / PATHS["request"]).unlink(),
    "a file of another name": lambda root, _: (root / PATHS["request"]).rename(
        root / "data/tasks/2026/hecha.yaml"
    ),
    "the day": lambda _, patch: patch.setattr(repeated.time, "strftime", lambda _: "2030-01-01"),
    "the environment": lambda _, patch: patch.setenv("LANG", "zh_CN.GB18030"),
    "the folder": lambda root, patch: patch.chdir(root / "data"),
    "the version": lambda _, patch: patch.setattr(repeated, "FORMAT", "another"),
    "what is installed": lambda root, patch: patch.syspath_prepend(root),
    "an edit that is not finished": lambda root, _: written(root, {".checklist/pending": "{}"}),
    "a link": lambda root, _: (root / "data/link.yaml").symlink_to(root / PATHS["positive"]),
    "a pipe": lambda root, _: os.mkfifo(root / "data/pipe.txt"),
}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are made otherwise")
@pytest.mark.parametrize("what", CHANGES)
def test_anything_else_is_worked_out_anew(root, given, monkeypatch, what):
    assert not [given("list"), given("list")][1][1]

    CHANGES[what](root, monkeypatch)

    assert given("list")[1]


def test_other_words_are_worked_out_anew(root, given):
    for words in (("show", "siwang"), ("show", "siwang", "--json"), ("show", "minfa-2020-20")):
        assert given(*words)[1]


def test_a_new_commit_is_compared_anew(root, given):
    (root / PATHS["positive"]).write_text(
        BASE[PATHS["positive"]] + "about: 说明\n", encoding="utf-8"
    )
    told, _ = given("diff")
    git(root, "commit", "-qam", "about")

    assert told[0] == 1
    assert given("diff")[0][0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("validate", "--help"), ("validate", "--out", "x.json", "--format", "json"),
        ("validate", "data"), ("validate", "--since", "HEAD"), ("diff", "HEAD"), ("fmt", "--check"),
        ("query", "死亡证明", "--limit", "1"), ("show", "nothing"), ("list", "--nothing"),
        ("list", "--", "negative"),
        ("report", "--format", "html"), ("report", "--outline=x.md"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_depends_on_more_or_was_not_carried_out_is_not_kept(root, given, words):
    assert [given(*words)[1] for _ in range(2)] == [True, True]


def test_annotations_are_not_kept(root, given, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert [given("validate")[1] for _ in range(2)] == [True, True]


@pytest.mark.parametrize("left", [b"", b"x", b"\xff" * 99])
def test_a_damaged_answer_is_worked_out_anew(root, given, tmp_path, left):
    told, _ = given("list")
    [kept] = (tmp_path / "cache").glob("*.said")
    kept.write_bytes(left or kept.read_bytes()[:-9])

    assert given("list") == (told, True)


def test_a_cache_that_cannot_be_written_stands_in_nobodys_way(root, given, tmp_path):
    (tmp_path / "cache").write_text("a file", encoding="utf-8")

    assert given("list")[0][0] == 0


def test_an_answer_that_is_said_again_loads_nothing_heavy(root):
    watch = (
        "import sys; sys.argv = ['checklist', 'validate'];"
        "from checklist_tool.__main__ import main; code = main();"
        "heavy = {'typer', 'pydantic', 'ruamel.yaml', 'pathlib', 'typing', 'dataclasses'};"
        "print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )

    run = [sys.executable, "-I", "-c", watch]
    done = [subprocess.run(run, capture_output=True, encoding="utf-8", check=True) for _ in "12"]

    assert done[0].stdout == done[1].stdout
    assert done[1].stderr.endswith("1 []\n")
