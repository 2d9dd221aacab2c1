"""Files are written all or none, one editor at a time, also when a process is killed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from checklist_tool import writing
from checklist_tool.problems import ChecklistError
from checklist_tool.root import PENDING

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
    assert not (root / PENDING).exists()


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
    assert not (root / PENDING).exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_must_not_be_written_is_said(root: Path):
    root.chmod(0o500)
    try:
        with pytest.raises(ChecklistError, match="没有写入权限"), writing.alone(root):
            pass
    finally:
        root.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="modes as Linux has them")
def test_the_mode_of_a_file_stays(root: Path):
    (root / LIST).chmod(0o640)

    write(root, {LIST: b"1\n"})

    assert (root / LIST).stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("link", [LIST, "data/lists", "data"])
def test_a_link_is_not_written_through(root: Path, link: str):
    outside = root / "outside"
    (root / link).rename(outside)
    (root / link).symlink_to(outside)
    inside = next(path for path in (outside, *outside.rglob("a.yaml")) if path.is_file())

    with pytest.raises(ChecklistError, match=f"{link} 是一个链接"), writing.alone(root):
        writing.write(root, {LIST: b"one\n"}, {LIST: b"1\n"})

    assert inside.read_bytes() == b"one\n"
    assert list(outside.rglob(".*")) == []


@pytest.mark.parametrize(
    "path",
    ["evil.yaml", "data/../evil.yaml", "/data/evil.yaml", ".git/hooks/x", "data/x.sh",
     "data\\..\\evil.yaml", "data/evil:y.yaml"],
)  # fmt: skip
def test_what_is_no_list_is_not_written(root: Path, path: str):
    with pytest.raises(ChecklistError, match="不在 data/ 下面"), writing.alone(root):
        writing.write(root, {path: None}, {path: b"x"})

    assert files(root) == {LIST: b"one\n", OTHER: b"two\n"}
    assert list(root.rglob("evil*")) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", ["", "/.gitignore", "/lock", "/pending"])
def test_our_own_files_are_not_written_through_links(root: Path, name: str):
    target = root / "outside"
    if name:
        (root / ".checklist").mkdir()
    (root / f".checklist{name}").symlink_to(target)

    with pytest.raises(ChecklistError, match="不是这个软件放的"), writing.alone(root):
        pass

    assert not target.exists()


def test_what_is_kept_beside_the_lists_is_no_matter_of_git(root: Path):
    write(root, {LIST: b"1\n"})

    assert (root / ".checklist/.gitignore").read_text(encoding="utf-8") == "*\n"


def finish(root: Path) -> None:
    with writing.alone(root):
        pass


INTERRUPTED = """
import os, sys
from collections.abc import Iterator
from pathlib import Path
from checklist_tool import writing

def stop(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith(".yaml"):
        os._exit(9)

root, before, after = Path(sys.argv[1]), *map(eval, sys.argv[2:])
with writing.alone(root):
    sys.addaudithook(stop)
    writing.write(root, before, after)
"""


def interrupted(root: Path, after: dict[str, bytes | None]) -> None:
    """An edit that a power cut ends just before the first file is put in its place."""
    before = {path: files(root).get(path) for path in after}
    words = [sys.executable, "-c", INTERRUPTED, str(root), repr(before), repr(after)]
    assert subprocess.run(words, check=False).returncode == 9


def test_what_was_cut_short_is_finished_by_the_next_edit(root: Path):
    interrupted(root, {LIST: b"1\n", OTHER: None, GONE: b"3\n"})

    finish(root)

    assert files(root) == {LIST: b"1\n", GONE: b"3\n"}
    assert not (root / PENDING).exists()


def test_a_list_changed_by_hand_after_the_cut_is_not_written_over(root: Path):
    interrupted(root, {LIST: b"1\n", OTHER: b"2\n"})
    (root / LIST).write_bytes(b"mine\n")

    with pytest.raises(ChecklistError, match=f"{LIST} 又被改过"):
        finish(root)

    assert files(root)[LIST] == b"mine\n"


def test_a_copy_of_the_folder_does_not_finish_what_was_cut_short_in_another(root: Path):
    interrupted(root, {LIST: b"1\n", OTHER: b"2\n"})
    copy = root.with_name("copy")
    shutil.copytree(root, copy)

    with pytest.raises(ChecklistError, match="不是本机在这个文件夹里断的"):
        finish(copy)

    assert files(copy)[LIST] == b"one\n"


@pytest.mark.parametrize("note", [b"", b"[]", b'{"data/lists/a.yaml": [null, "x", "y"]}', b"\xff"])
def test_a_note_that_came_with_a_clone_is_not_carried_out(root: Path, note: bytes):
    (root / ".checklist").mkdir()
    (root / PENDING).write_bytes(note)

    with pytest.raises(ChecklistError, match="不是本机在这个文件夹里断的"):
        finish(root)

    assert files(root) == {LIST: b"one\n", OTHER: b"two\n"}


def test_a_note_of_ours_is_not_carried_out_with_other_files(root: Path):
    interrupted(root, {LIST: b"1\n", OTHER: b"2\n"})
    for path in (root / "data/lists").glob(".checklist-*"):
        path.write_bytes(b"evil\n")

    with pytest.raises(ChecklistError, match="不能自动接着写"):
        finish(root)

    assert files(root)[LIST] == b"one\n"


def test_without_a_folder_of_the_users_own_an_edit_is_written_all_the_same(root, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)

    write(root, {LIST: b"1\n", OTHER: None})

    assert files(root) == {LIST: b"1\n"}


# A full disk, as the system tells of it: no file may grow beyond this, and the second one does.

FULL = """
import resource, signal, sys
from collections.abc import Iterator
from pathlib import Path
from checklist_tool import writing
from checklist_tool.problems import ChecklistError

root, before, after = Path(sys.argv[1]), *map(eval, sys.argv[2:])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with writing.alone(root):
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    try:
        writing.write(root, before, after)
    except ChecklistError as error:
        sys.exit(error.message)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits as POSIX has them")
def test_on_a_full_disk_nothing_is_changed_and_nothing_left_over(root: Path):
    after = {LIST: b"1\n", GONE: b"3\n" * 3000, OTHER: None}
    before, now = {path: files(root).get(path) for path in after}, files(root)
    words = [sys.executable, "-c", FULL, str(root), repr(before), repr(after)]

    done = subprocess.run(words, check=False, stderr=subprocess.PIPE, encoding="utf-8")

    assert done.returncode == 1
    assert "磁盘满了" in done.stderr and "什么都没有改" in done.stderr
    assert files(root) == now
    assert not (root / PENDING).exists()
    assert not (root / GONE).parent.exists()


# A writer of generations: in each, three files hold the same number, and every other one has a
# fourth file. It says which are done, and kills itself at the nth thing it asks of the system.

WRITER = """
import os, signal, sys
from collections.abc import Iterator
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


@pytest.mark.slow
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

        finish(tmp_path)

        found = files(tmp_path)  # hidden ones among them: nothing is left over
        [now] = set(found.values())
        done = int(now.split()[0])
        assert done in (told, told + 1)
        assert now == content(done)
        assert sorted(found) == names + ["data/d.yaml"] * (done % 2)
        assert not (tmp_path / PENDING).exists()

    assert done >= kills  # some were between two files, and none of the writes was lost
    assert torn


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte, where the system lets one be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)],
        check=False, capture_output=True,
    )  # fmt: skip
    if mounted.returncode != 0:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")
def test_whenever_a_disk_gets_full_a_move_is_done_or_nothing_is_changed(small_disk: Path):
    page = os.sysconf("SC_PAGE_SIZE")
    old = {LIST: b"a" * 5 * page, OTHER: b"b" * 5 * page}
    new = {LIST: b"c" * 4 * page, OTHER: b"d" * 6 * page, GONE: b"e" * page}
    for path, content in old.items():
        (small_disk / path).parent.mkdir(parents=True, exist_ok=True)
        (small_disk / path).write_bytes(content)
    write(small_disk, {LIST: old[LIST][::-1]})  # which makes our own folder
    (small_disk / LIST).write_bytes(old[LIST])
    filler, outcomes = small_disk / "filler", set()
    for left in range(20):
        filler.unlink(missing_ok=True)
        fill(filler, left * page)

        try:
            write(small_disk, new)
            outcomes.add("done")
            assert files(small_disk) == new
            write(small_disk, {LIST: old[LIST], OTHER: old[OTHER], GONE: None})
            (small_disk / GONE).parent.rmdir()
        except ChecklistError as error:
            outcomes.add("refused")
            assert "什么都没有改" in error.message
            assert files(small_disk) in (old, new)
            assert not (small_disk / PENDING).exists()

    assert outcomes == {"done", "refused"}


def fill(filler: Path, left: int) -> None:
    """A file that leaves just so many bytes on its disk."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    os.truncate(filler, max(filler.stat().st_size - left, 0))
