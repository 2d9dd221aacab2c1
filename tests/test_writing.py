"""Files are written all or none, one editor at a time, also when a process is killed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from checklist_tool import writing
from checklist_tool.problems import ChecklistError

LIST = "data/lists/a.yaml"
OTHER = "data/lists/b.yaml"
GONE = "data/tasks/2026/c.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, content in ((LIST, b"one\n"), (OTHER, b"two\n")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    """Every file below data/, hidden ones too."""
    found = sorted(path for path in (root / "data").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def write(root: Path, after: dict[str, bytes | None]) -> None:
    with writing.alone(root):
        now = files(root)
        writing.write(root, {path: now.get(path) for path in after}, after)


def test_files_are_changed_made_and_taken_away_together(root: Path):
    write(root, {LIST: b"1\n", OTHER: None, GONE: b"3\n"})

    assert files(root) == {LIST: b"1\n", GONE: b"3\n"}
    assert not writing.unfinished(root)


def test_a_file_changed_meanwhile_is_not_written_over(root: Path):
    before = {LIST: b"one\n", OTHER: b"two\n"}
    (root / OTHER).write_bytes("乙".encode())

    with pytest.raises(ChecklistError, match="刚刚被别的软件改过"), writing.alone(root):
        writing.write(root, before, {LIST: b"1\n", OTHER: b"2\n"})

    assert files(root) == {LIST: b"one\n", OTHER: "乙".encode()}


def test_a_file_that_came_meanwhile_is_not_written_over(root: Path):
    with pytest.raises(ChecklistError, match=LIST), writing.alone(root):
        writing.write(root, {LIST: None}, {LIST: b"1\n"})

    assert files(root)[LIST] == b"one\n"


def test_when_one_file_cannot_be_written_all_stay_as_they_were(root: Path):
    (root / "data/tasks").write_bytes(b"a file where a folder should be")
    now = files(root)

    with pytest.raises(ChecklistError, match="什么都没有改"), writing.alone(root):
        writing.write(root, {LIST: b"one\n", GONE: None}, {LIST: b"1\n", GONE: b"3\n"})

    assert files(root) == now
    assert not writing.unfinished(root)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_must_not_be_written_is_said(root: Path):
    root.chmod(0o500)
    try:
        with pytest.raises(ChecklistError, match="没有写入权限"), writing.alone(root):
            pass
    finally:
        root.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="modes and links as Linux has them")
def test_mode_and_link_of_a_file_stay(root: Path):
    (root / LIST).rename(root / "elsewhere.yaml")
    (root / LIST).symlink_to(root / "elsewhere.yaml")
    (root / "elsewhere.yaml").chmod(0o640)

    write(root, {LIST: b"1\n"})

    assert (root / LIST).is_symlink()
    assert (root / "elsewhere.yaml").read_bytes() == b"1\n"
    assert (root / "elsewhere.yaml").stat().st_mode & 0o777 == 0o640


def test_what_is_kept_beside_the_lists_is_no_matter_of_git(root: Path):
    write(root, {LIST: b"1\n"})

    assert (root / ".checklist/.gitignore").read_text(encoding="utf-8") == "*\n"


def pending(root: Path, noted: object) -> None:
    (root / ".checklist").mkdir()
    (root / ".checklist/pending").write_text(json.dumps(noted), encoding="utf-8")


@pytest.mark.parametrize("noted", [[], {"data/a.yaml": 3}, {"data/a.yaml": ["", "?"]}, None])
def test_a_note_that_cannot_be_read_stops_and_says_what_to_do(root: Path, noted: object):
    pending(root, noted)

    with pytest.raises(ChecklistError, match="没有写完就断了"):
        writing.finish(root)

    assert files(root) == {LIST: b"one\n", OTHER: b"two\n"}


def test_a_note_never_leads_out_of_data(root: Path):
    pending(root, {"data/../evil.yaml": [None, "eA=="], ".git/hooks/x": [None, "eA=="]})

    writing.finish(root)

    assert not (root / "evil.yaml").exists()
    assert not (root / ".git").exists()


def test_a_list_changed_by_hand_after_the_kill_is_not_written_over(root: Path):
    pending(root, {LIST: ["another digest", "eA=="]})

    with pytest.raises(ChecklistError, match=f"{LIST} 又被改过"):
        writing.finish(root)

    assert files(root)[LIST] == b"one\n"


# A writer of generations: in each, three files hold the same number, and every other one has a
# fourth file. It says which are done, and kills itself at the nth thing it asks of the system.

WRITER = """
import os, signal, sys
from pathlib import Path
from checklist_tool import writing

root, left = Path(sys.argv[1]), int(sys.argv[2])

def count(event, arguments):
    global left
    if event in ("open", "os.rename", "os.remove", "os.chmod", "os.mkdir"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
while True:
    with writing.alone(root):
        found = [root / f"data/{name}.yaml" for name in "abcd"]
        before = {
            f"data/{path.name}": path.read_bytes() if path.exists() else None for path in found
        }
        number = int(found[0].read_text().split()[0]) + 1
        new = f"{number} generation\\n".encode() * 2000
        after = dict.fromkeys(before, new)
        after["data/d.yaml"] = new if number % 2 else None
        writing.write(root, before, after)
    print(number, flush=True)
"""


def content(number: int) -> bytes:
    return f"{number} generation\n".encode() * 2000


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_anywhere_every_file_is_old_or_new_and_all_are_after_the_next_command(tmp_path):
    kills = int(os.environ.get("CHECKLIST_KILLS", "40"))
    chance = random.Random(20_261)
    names = [f"data/{name}.yaml" for name in "abc"]
    (tmp_path / "data").mkdir()
    for name in names:
        (tmp_path / name).write_bytes(content(0))
    done, torn = 0, 0

    for _ in range(kills):
        child = subprocess.run(
            [sys.executable, "-c", WRITER, str(tmp_path), str(chance.randint(1, 150))],
            check=False, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        assert child.returncode == -9
        told = int([str(done), *child.stdout.split()][-1])
        found = {path: text for path, text in files(tmp_path).items() if "/." not in path}
        assert set(found.values()) <= {content(told), content(told + 1)}
        torn += len(set(found.values())) > 1

        writing.finish(tmp_path)

        found = files(tmp_path)
        [now] = set(found.values())
        done = int(now.split()[0])
        assert done in (told, told + 1)
        assert now == content(done)
        assert sorted(found) == names + ["data/d.yaml"] * (done % 2)
        assert not writing.unfinished(tmp_path)

    assert done >= kills  # some were between two files, and none of the writes was lost
    assert torn
