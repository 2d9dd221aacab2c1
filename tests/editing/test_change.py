"""An edit is examined before it is written, and brings in no new error."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import BASE, PATHS, TODAY, tree, written
from checklist_tool import editing, yaml_source
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decide, Decided, Repository

POSITIVE = PATHS["positive"]


def becomes(path: str, text: str) -> Decide:
    """An edit that makes a file hold what this text holds."""
    source, _ = yaml_source.read(path, text.encode())
    return lambda _: {path: source.data}


def replaced(old: str, new: str, path: str = POSITIVE) -> Decide:
    """An edit that changes some words of a file."""

    def decide(repository: Repository) -> Decided:
        text = repository.sources[path].text.replace(old, new)
        return becomes(path, text)(repository)

    return decide


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path, BASE)


def text(root: Path, path: str = POSITIVE) -> str:
    return (root / path).read_bytes().decode()


def test_an_edit_is_written_and_shown(root: Path):
    change = editing.change(root, replaced("死亡证明", "死亡情况证明"), TODAY)

    assert change.written
    assert "name: 死亡情况证明" in text(root)
    assert (
        change.diff()
        == """\
--- a/data/lists/certificates/positive.yaml
+++ b/data/lists/certificates/positive.yaml
@@ -2,7 +2,7 @@
 verdict: issue
 items:
   - id: siwang
-    name: 死亡证明
+    name: 死亡情况证明
     reason: 在家中正常死亡的，没有医院出具
     basis:
       - policy: minfa-2020-20
"""
    )


def test_a_dry_run_shows_the_same_and_writes_nothing(root: Path):
    change = editing.change(root, replaced("死亡证明", "死亡情况证明"), TODAY, dry_run=True)

    assert "+    name: 死亡情况证明" in change.diff()
    assert not change.written
    assert text(root) == BASE[POSITIVE]
    assert not (root / ".checklist").exists()


def test_an_edit_that_brings_in_an_error_is_refused_with_it(root: Path):
    change = editing.change(root, replaced("- policy: minfa-2020-20", "- policy: nicht-da"), TODAY)

    assert [problem.code for problem in change.refused] == ["CK102"]
    assert not change.written
    assert text(root) == BASE[POSITIVE]


def test_an_error_that_was_there_does_not_stand_in_the_way(root: Path):
    broken = BASE[POSITIVE] + "  - id: siwang\n    name: 生存证明\n    reason: 有\n"
    written(root, {POSITIVE: broken})

    change = editing.change(root, replaced("name: 死亡", "note: 说明\n    name: 死亡"), TODAY)

    assert change.refused == []
    assert change.written


def test_one_more_of_an_error_that_was_there_is_refused(root: Path):
    item = "  - id: siwang\n    name: 生存证明\n    reason: 有\n"
    written(root, {POSITIVE: BASE[POSITIVE] + item})

    change = editing.change(root, becomes(POSITIVE, BASE[POSITIVE] + item * 2), TODAY)

    assert {problem.code for problem in change.refused} == {"CK101", "CK105"}


def test_mending_a_file_is_not_blamed_for_what_could_not_be_asked_before(root: Path):
    register = PATHS["register"]
    written(root, {
        register: "title: 政策依据库\nitems:\n  - id: minfa\n    titel: 意见\n",
    })  # fmt: skip

    change = editing.change(root, replaced("titel", "title", register), TODAY)

    assert change.written


def test_a_new_warning_is_told_and_does_not_stand_in_the_way(root: Path):
    change = editing.change(root, replaced("没有医院", "朝阳路5号302室没有医院"), TODAY)

    assert [problem.code for problem in change.warnings] == ["CK503"]
    assert change.written


def test_a_file_comes_with_an_edit(root: Path):
    new = PATHS["reserve"]
    data = {"title": "备库清单", "items": []}

    change = editing.change(root, lambda _: {new: data}, TODAY)

    assert text(root, new) == "title: 备库清单\nitems: []\n"
    assert "--- /dev/null\n+++ b/data/lists/certificates/reserve.yaml\n" in change.diff()


def test_an_edit_that_changes_nothing_writes_nothing(root: Path):
    change = editing.change(root, replaced("没有这些字", ""), TODAY)

    assert not change.written
    assert change.after == {}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_stay(root: Path, end: str, mark: bytes):
    as_it_was = mark + BASE[POSITIVE].replace("\n", end).encode()
    written(root, {POSITIVE: as_it_was})

    editing.change(root, replaced("    reason", "    purpose: 火化\n    reason"), TODAY)

    new = f"    purpose: 火化{end}    reason"
    assert (root / POSITIVE).read_bytes() == as_it_was.replace(b"    reason", new.encode())


def test_lines_that_stay_keep_their_own_ends_where_these_are_mixed(root: Path):
    lines = BASE[POSITIVE].split("\n")
    as_it_was = "\r\n".join(lines[:7]) + "\n" + "\r\n".join(lines[7:])
    written(root, {POSITIVE: as_it_was})

    editing.change(root, replaced("死亡证明", "死亡情况证明"), TODAY)

    assert text(root) == as_it_was.replace("死亡证明", "死亡情况证明")


EDITOR = """
import sys
from copy import deepcopy
from datetime import date
from pathlib import Path
from checklist_tool import editing
PATH = "data/lists/certificates/positive.yaml"
def decide(repository):
    data = deepcopy(repository.sources[PATH].data)
    data["items"][0].setdefault("aliases", []).append(name)
    return {PATH: data}
for number in range(5):
    name = f"{sys.argv[2]}{number}"
    editing.change(Path(sys.argv[1]), decide, date(2026, 11, 23))
"""


@pytest.mark.slow
def test_editors_at_the_same_time_lose_nothing(root: Path):
    editors = [
        subprocess.Popen([sys.executable, "-c", EDITOR, str(root), name]) for name in "甲乙丙"
    ]

    assert [editor.wait() for editor in editors] == [0, 0, 0]

    aliases = [line[8:] for line in text(root).splitlines() if line.startswith("      - ")]
    assert sorted(aliases[:15]) == sorted(f"{name}{n}" for name in "甲乙丙" for n in range(5))


def test_a_step_is_appended_and_all_else_stays(root: Path):
    request = PATHS["request"]
    as_it_was = (
        "# 由民政局提出\nid: shuju-hecha   # 编号\ntitle: '核查'\n"
        "steps:\n- act: submit\n  on: 2026-02-01\n"
    )
    texts = tree({request: as_it_was + "sources: [{title: 报道, url: 'http://a.cn/'}]\n"})
    written(root, texts)

    def accept(repository: Repository) -> Decided:
        source = editing.source(repository, request)
        step = {"on": TODAY, "act": "accept", "by": "联审办"}
        return {request: {**source.data, "steps": [*source.data["steps"], step]}}

    change = editing.change(root, accept, TODAY)

    assert change.refused == []
    assert text(root, request) == (
        as_it_was
        + "- on: 2026-11-23\n  act: accept\n  by: 联审办\n"
        + "sources: [{title: 报道, url: 'http://a.cn/'}]\n"
    )


def test_a_root_without_the_file_says_so(root: Path):
    with pytest.raises(ChecklistError, match="读不了"):
        (root / PATHS["reserve"]).mkdir()
        editing.change(root, lambda _: {PATHS["reserve"]: {"title": "x"}}, TODAY)


def test_a_list_that_cannot_be_read_cannot_be_edited(root: Path):
    written(root, {POSITIVE: "items: ["})

    with pytest.raises(ChecklistError, match="读不了") as error:
        editing.change(root, lambda repo: {POSITIVE: editing.source(repo, POSITIVE).data}, TODAY)

    assert [problem.code for problem in error.value.problems] == ["CK009"]


LINES = st.lists(st.sampled_from(["甲\n", "乙\n", "丙\n", "\n"]), max_size=30)


@given(LINES, LINES, LINES, LINES, st.sampled_from(["", "尾"]))
def test_a_diff_is_what_difflib_makes_of_the_whole(head, old, new, tail, last):
    before, after = "".join([*head, *old, *tail, last]), "".join([*head, *new, *tail, last])

    found = editing.diff("a.yaml", before.encode(), after.encode())

    assert applied(before, found) == after


def applied(text: str, patch: str) -> str:
    """The text after the patch, each hunk at the line that it names."""
    old, new, at = text.splitlines(keepends=True), [], 0
    for line in patch.splitlines(keepends=True)[2:]:
        if found := re.match(r"@@ -(\d+)(?:,(\d+))? ", line):
            start = int(found[1]) - (found[2] != "0")
            new += old[at:start]
            at = start
        elif line.startswith("\\"):
            new[-1] = new[-1].rstrip("\n")
        elif line.startswith("+"):
            new.append(line[1:])
        else:
            assert old[at].rstrip("\n") == line[1:].rstrip("\n")
            new += [old[at]] if line.startswith(" ") else []
            at += 1
    return "".join(new + old[at:])
