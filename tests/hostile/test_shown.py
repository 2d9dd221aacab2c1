"""What is shown is text: nothing that a list, a commit, a name or an argument says is more."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import PATHS, certificates, examined, git, tree, written
from checklist_tool import cli, shown
from checklist_tool.yaml_source import read

# ESC, BEL, CSI as one character, directions, no width, separators, tags.
SIGNS = "\x1b[31m\x07\x9b2J\x7f\u202e\u2066\u200e\u061c\u200b\u2060\ufeff\u2028\U000e0041\u00ad"
COMMANDS = ("::error::x", "##vso[task.complete]", "##[add-mask]x")
UNSEEN = re.compile(shown.pattern())
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)

anything = st.text(st.one_of(st.sampled_from(SIGNS + ":#[\n\t"), st.characters()), max_size=30)


@given(anything)
def test_nothing_is_printed_that_cannot_be_seen_or_is_a_command(text: str):
    printed = shown.painted(text, coloured=False)

    assert not UNSEEN.search(printed)
    assert not COMMAND.search(printed)
    assert printed.count("\n") == text.count("\n")


@given(anything)
def test_a_line_stays_one_line(text: str):
    assert not re.search(r"[\n\t]", shown.in_line(text))
    assert not UNSEEN.search(shown.in_line(text))


@given(st.dictionaries(anything, st.lists(anything, max_size=3), max_size=3))
def test_json_means_the_same_and_can_be_seen(value: object):
    made = shown.in_json(json.dumps(value, ensure_ascii=False, indent=2))

    assert not UNSEEN.search(made)
    assert not COMMAND.search(made)
    assert json.loads(made) == value


def test_a_colour_is_only_what_the_program_chose():
    text = shown.styled("甲\x1b[8m", "31")

    assert shown.painted(text, coloured=True) == "\x1b[31m甲<U+001B>[8m\x1b[0m"
    assert shown.painted(text, coloured=False) == "甲<U+001B>[8m"


@pytest.mark.parametrize(
    "text", ["", "证明（甲）\n\t第 1 项：a::b # c", "𠮷\u3000é·“”—…〔〕", "﹏①℃"]
)
def test_ordinary_text_is_shown_as_it_is(text: str):
    assert shown.painted(text, coloured=False) == text


# A repository that says such things wherever it can say anything.

EVIL = json.dumps(f"甲{SIGNS}乙\n::error::x\n##vso[task.complete]x")
NAME = json.dumps(f"居住{SIGNS}证明")
ODD = "data/lists/certificates/neg\u202eative\x1b[31m\n::error::x.yaml"
ITEM = f"id: jia\nname: {NAME}\naliases: [{NAME}]\nnote: {EVIL}"
FAULTS = {
    PATHS["negative"]: certificates(
        f'id: yi\nname: 乙证明\n"k\\n::error::x\\e[31m\\u202e": {EVIL}'
    ),
    ODD: "title: x\n",
    "data/tasks/2026/jian.yaml": f"id: jian\ntitle: {NAME}\ntask: {EVIL}\napplicant: {NAME}\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    lists = tmp_path / "lists"
    lists.mkdir()
    git(lists, "init", "-q", "-b", "main")
    written(lists, tree(positive=certificates("id: jia\nname: 居住证明")))
    commit(lists, "first")
    written(lists, tree(FAULTS, positive=certificates(ITEM)))
    commit(lists, f"second {SIGNS}::error::x ##vso[task.complete]")
    written(lists, tree(positive=certificates(f"{ITEM}\npurpose: {NAME}")))
    return lists


def commit(root: Path, subject: str) -> None:
    git(root, "add", "-A")
    who = ["-c", f"user.name=编{SIGNS}辑", "-c", "user.email=e@example.com"]
    subprocess.run(["git", "-C", root, *who, "commit", "-qm", subject], check=True)


READERS = [
    *(f"validate --format {form}" for form in ("text", "json", "gitlab", "sarif", "junit")),
    "validate --since HEAD~1", "list", "list --json", "show jia", "show jia --json",
    "query 居住证明", "query 居住证明 --json", "query 居住证明 --limit 2", "log jia --author",
    "log jia --author --json", "diff HEAD~1", "diff HEAD~1 --json",
    "diff HEAD~1 --format markdown", "impact minfa-2020-20", "impact minfa-2020-20 --json",
    "tasks list", "tasks list --json", "tasks show jian", "tasks check jian", "tasks board",
    "tasks board --json", "stats", "report", "report --json", "doctor", "fmt --diff", "slip jia",
]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="such a file name cannot be written there")
@pytest.mark.parametrize("command", READERS)
def test_every_reader_shows_text_alone(command: str, root: Path, capfd):
    code = cli.run([*command.split(), "--root", str(root)])

    said = "".join(capfd.readouterr())
    assert code in (0, 1, 2)
    assert said
    assert not UNSEEN.search(said)
    assert not COMMAND.search(said)


@pytest.mark.parametrize(
    "words",
    [["query", f"居住{SIGNS}\n::error::x"], ["show", f"{SIGNS}\n::error::x"], [f"{SIGNS}\n::error"],
     ["query", "甲", "--list", f"{SIGNS}\n::error::x"], ["list", f"--{SIGNS}\n::error::x"],
     ["validate", f"{SIGNS}\n::error::x"], ["validate", "--since", f"{SIGNS}\n::error::x"],
     ["impact", f"{SIGNS}\n::error::x"], ["log", f"{SIGNS}\n::error::x"],
     ["list", "--root", f"/{SIGNS}\n::error::x"]],
)  # fmt: skip
def test_an_argument_is_told_as_text(words: list[str], root: Path, capfd, monkeypatch):
    monkeypatch.chdir(root)

    code = cli.run(words)

    said = "".join(capfd.readouterr())
    assert code in (0, 1, 2)
    assert not UNSEEN.search(said)
    assert not COMMAND.search(said)


def test_the_fast_road_shows_text_alone(root: Path):
    environment = {**os.environ, "CHECKLIST_ROOT": str(root)}
    command = [sys.executable, "-m", "checklist_tool", "query"]
    for words in (
        ["甲"],
        [f"居住证明{SIGNS}"],
        [f"无{SIGNS}此\n::error::x"],
        ["居住证明", "--json"],
    ):
        done = subprocess.run([*command, *words], env=environment, capture_output=True, check=False)

        said = (done.stdout + done.stderr).decode()
        assert not UNSEEN.search(said)
        assert not COMMAND.search(said)


def test_no_line_of_annotations_is_anything_else(root: Path, capfd):
    cli.run(["validate", "--format", "github", "--root", str(root)])

    out, _ = capfd.readouterr()
    lines = out.splitlines()
    assert any("<U+000A>" in line for line in lines)
    assert all(
        re.match(r"::(error|warning) file=[^:,\s]+,line=\d+,col=\d+,", line) for line in lines
    )
    assert not UNSEEN.search(out.replace("\n", ""))


@pytest.mark.skipif(os.name == "nt", reason="there is no such terminal")
def test_in_a_terminal_every_colour_is_our_own(root: Path):
    import pty

    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "checklist_tool",
        "log",
        "jia",
        "--author",
        "--root",
        str(root),
    ]
    environment = {**os.environ, "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    subprocess.run(command, stdout=theirs, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # the other side is closed
        pass
    os.close(ours)

    text = said.decode().replace("\r\n", "\n")
    assert "\x1b[33m" in text
    assert "second <U+001B>[31m" in text
    assert not UNSEEN.search(re.sub(r"\x1b\[(0|1|2|3[1236])m", "", text))


@pytest.mark.parametrize("char", list("\x1b\x7f\x85\u202e\u200b\u2028\U000e0041"))
@pytest.mark.parametrize(
    "lines", ['name: "甲{}证明"', 'name: 甲证明\nnote: "乙{}"', 'name: 甲\n"键{}": 乙']
)
def test_such_a_character_is_refused_in_every_text_and_key(lines: str, char: str):
    lists = certificates(f"id: jia\n{lines}")

    for said in (char, f"\\U{ord(char):08x}"):
        found = examined(tree(positive=lists.replace("{}", said)))

        [problem] = [one for one in found if one.code in ("CK006", "CK501")]
        assert f"U+{ord(char):04X}" in problem.message
        assert problem.place.line == 5 + lines.count("\n")


@pytest.mark.parametrize("char", ["\x1b", "\n", "\t", "\x7f", "\u202e", "\u200b", "\U000e0041"])
@pytest.mark.parametrize("path", ["data/tasks/2026/a{}b.yaml", "data/lists/x{}y/a.yaml"])
def test_such_a_character_is_refused_in_the_name_of_a_file(path: str, char: str):
    found = examined(tree({path.format(char): "title: 数据核查\n"}))

    [problem] = [one for one in found if one.code == "CK501"]
    assert problem.place.path == path.format(char)
    assert str(problem.place) == f"{path.format(f'<U+{ord(char):04X}>')}:1:1"


# What is long takes longer, and no more than that: each of these would take minutes.


def test_a_long_run_of_digits_is_read_once():
    found = examined(tree(positive=certificates(f"id: jia\nname: 甲证明\nnote: {'1' * 300_000}")))

    assert found == []


def test_every_one_of_many_faults_of_an_item_has_its_place():
    keys = [f"key{number}: x" for number in range(5_000)]

    found = examined(tree(positive=certificates("\n".join(["id: jia", "name: 甲", *keys]))))

    assert [problem.place.line for problem in found] == [*range(6, 5_006)]
    assert {problem.code for problem in found} == {"CK022"}


def test_every_one_of_many_invisible_characters_has_its_place():
    lines = ["id: jia", "name: 甲证明", "note: |", *["  字\u200b"] * 5_000]

    found = examined(tree(positive=certificates("\n".join(lines))))

    assert [problem.place.line for problem in found] == [*range(7, 5_007)]
    assert {problem.place.column for problem in found} == {8}


def test_a_message_that_quotes_a_page_is_cut():
    [problem] = examined(
        tree(positive=certificates(f"id: jia\nname: 甲\n? {'data/' * 50_000}\n: x"))
    )

    assert len(problem.message) < 1100


names = st.text("abc甲乙", min_size=1, max_size=3)
values = st.recursive(
    names, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)
)


@given(st.dictionaries(names, st.lists(values, max_size=4), max_size=4), st.integers(0, 9))
def test_a_place_is_the_same_whatever_was_asked_before(data: dict, seed: int):
    text = json.dumps(data, ensure_ascii=False, indent=1)
    asked = read("a.yaml", text.encode())[0]
    locs = list(_locs(data, ()))
    Random(seed).shuffle(locs)

    for loc in locs[:8]:
        fresh = read("a.yaml", text.encode())[0]
        assert asked.place(loc) == fresh.place(loc)
        assert asked.place(loc, key=True) == fresh.place(loc, key=True)
        line = text.split("\n")[asked.place(loc).line - 1]
        value = _at(data, loc)
        assert line[asked.place(loc).column - 1 :].startswith(
            json.dumps(value, ensure_ascii=False)[0]
        )


def _locs(data: object, loc: tuple):
    yield loc
    parts = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in parts:
        yield from _locs(value, (*loc, key))


def _at(data, loc: tuple):
    for part in loc:
        data = data[part]
    return data
