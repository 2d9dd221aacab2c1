"""The saved index: when it is used, and when it is built anew."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from builders import BASE, PATHS, aged, written
from checklist_tool.search import build, searched, store
from checklist_tool.search.answer import search


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    return str(aged(written(tmp_path / "lists", BASE)))


def test_a_saved_index_answers_the_next_query(root):
    build.build(root)

    assert store.fresh(root) is not None


def test_without_an_index_there_is_nothing_fresh(root):
    assert store.fresh(root) is None


def test_a_file_changed_within_a_tick_of_the_clock_is_not_trusted(root):
    path = Path(root, "data/edition.yaml")
    path.write_bytes(path.read_bytes())

    build.build(root)

    assert store.fresh(root) is None


def test_a_change_that_keeps_size_and_time_of_day_is_seen_by_its_date(root):
    build.build(root)
    path = Path(root, "data/edition.yaml")

    path.write_bytes(path.read_bytes().replace(b"2026-01-01", b"2026-01-02"))

    assert store.fresh(root) is None


def test_a_changed_file_makes_the_index_stale(root):
    build.build(root)

    path = Path(root, "data/edition.yaml")
    path.write_text(path.read_text(encoding="utf-8") + "# 改\n", encoding="utf-8")

    assert store.fresh(root) is None


def test_a_new_file_makes_the_index_stale(root):
    build.build(root)

    list_file = next(Path(root, "data/lists/certificates").iterdir())
    shutil.copy(list_file, list_file.with_name("reserve.yaml"))

    assert store.fresh(root) is None


def test_a_removed_file_makes_the_index_stale(root):
    build.build(root)

    next(Path(root, "data/lists/certificates").iterdir()).unlink()

    assert store.fresh(root) is None


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_damaged_index_is_passed_over(root, damage):
    build.build(root)

    Path(store.index_path(root)).write_bytes(damage)

    assert store.fresh(root) is None


@pytest.mark.parametrize("kept", [0.01, 0.3, 0.5, 0.9, 0.999])
def test_an_index_cut_short_is_passed_over_and_built_anew(root, kept):
    build.build(root)
    path = Path(store.index_path(root))
    whole = path.read_bytes()

    path.write_bytes(whole[: int(len(whole) * kept)])

    assert store.fresh(root) is None
    build.build(root)
    assert store.fresh(root) is not None


def every_page_damaged(path: Path) -> Iterator[None]:
    """The file with some bytes in the middle of one page changed, page after page."""
    whole = path.read_bytes()
    for start in range(0, len(whole), store.PAGE):
        at = start + store.PAGE // 2
        path.write_bytes(whole[:at] + bytes(b ^ 0x5A for b in whole[at : at + 9]) + whole[at + 9 :])
        yield


def test_an_index_with_any_damage_is_passed_over_by_whoever_looks_at_it_whole(root):
    build.build(root)
    index = store.fresh(root, whole=True)
    assert index is not None and index.names()

    for _ in every_page_damaged(Path(store.index_path(root))):
        assert store.fresh(root, whole=True) is None


@pytest.mark.parametrize("words", [["query", "死亡证明"], ["query", "不相干的话", "--json"]])
@pytest.mark.slow
def test_a_damaged_index_is_built_anew_and_the_answer_is_the_same(root, words):
    def asked():
        typed = [sys.executable, "-m", "checklist_tool", *words]
        done = subprocess.run(typed, cwd=root, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    path = Path(store.index_path(root))
    right = asked()
    whole = path.read_bytes()

    for damage in (b"", b"\0" * len(whole), whole[: store.PAGE] + b"\xff" * 9 * store.PAGE):
        path.write_bytes(damage)
        assert asked() == right
        assert store.fresh(root, whole=True) is not None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes in a folder are POSIX")
@pytest.mark.slow
def test_a_pipe_in_the_cache_is_not_waited_for(root):
    other_process(root, "build.build(root)").communicate()
    kept = list(Path(store.index_path(root)).parent.iterdir())
    assert len(kept) == 1
    for path in kept:
        path.unlink()
        os.mkfifo(path)

    for words in (["query", "死亡证明"], ["list"], ["validate"]):
        typed = [sys.executable, "-m", "checklist_tool", *words]
        assert subprocess.run(typed, cwd=root, stdout=-1, check=False, timeout=60).returncode == 0

    assert all(path.is_file() for path in kept)


def test_a_folder_in_the_place_of_the_index_is_done_without(root):
    Path(store.index_path(root)).mkdir(parents=True)

    assert store.fresh(root, whole=True) is None
    assert store.Index(build.build(root)).names()


@pytest.mark.skipif(os.name == "nt", reason="Windows always knows a home")
def test_a_user_whose_home_is_no_place_keeps_no_index_in_the_current_folder(root, monkeypatch):
    monkeypatch.delenv("CHECKLIST_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", "home")
    monkeypatch.chdir(root)
    before = sorted(Path(root).rglob("*"))

    assert store.Index(build.build(root)).names()
    assert sorted(Path(root).rglob("*")) == before


def test_an_index_of_another_root_is_not_taken(root, tmp_path):
    build.build(root)
    other = str(aged(written(tmp_path / "other", BASE)))

    shutil.copy(store.index_path(root), store.index_path(other))

    assert store.fresh(other) is None


def test_an_index_that_cannot_be_saved_still_answers(root, tmp_path, monkeypatch):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("CHECKLIST_CACHE", str(blocked))

    index = store.Index(build.build(root))

    assert index.meta("edition_line")
    assert blocked.is_file()


def indexes(root: str) -> list[str]:
    """What is in the cache beside what is known of characters."""
    found = sorted(map(str, Path(store.index_path(root)).parent.iterdir()))
    return [path for path in found if not re.search(r"characters-[^/\\]*\.txt$", path)]


def test_building_leaves_no_half_made_files(root):
    build.build(root)
    build.build(root)

    assert indexes(root) == [store.index_path(root)]


def other_process(root: str, code: str) -> "subprocess.Popen[str]":
    """Another process of this Python, in which `root` is the root of the lists."""
    start = f"import os; from checklist_tool.search import build, store; root = {root!r}\n"
    return subprocess.Popen(
        [sys.executable, "-c", start + code],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.slow
def test_processes_that_build_at_once_all_answer_and_leave_one_index(root):
    code = (
        "for _ in range(3):\n"
        "    index = store.Index(build.build(root))\n"
        "    assert index.root == root and index.names()\n"
        "    assert store.fresh(root).names() == index.names()"
    )

    processes = [other_process(root, code) for _ in range(3)]

    assert [(process.communicate()[1], process.returncode) for process in processes] == [
        ("", 0)
    ] * 3
    assert store.fresh(root) is not None
    assert indexes(root) == [store.index_path(root)]


def dies_while_it_writes(root: str) -> list[Path]:
    """Files that a process left which died when half of the index was written."""
    process = other_process(
        root, "build.Dated.of = lambda self, entry: os._exit(9)\nbuild.build(root)"
    )
    process.communicate()
    assert process.returncode == 9
    return sorted(Path(store.index_path(root)).parent.glob("*.new"))


@pytest.mark.slow
def test_what_a_dead_process_left_is_no_index(root):
    [left] = dies_while_it_writes(root)

    assert left.stat().st_size > 0
    assert store.fresh(root) is None
    build.build(root)
    assert store.fresh(root) is not None


@pytest.mark.slow
def test_the_index_of_before_still_answers_when_a_process_died(root):
    build.build(root)

    dies_while_it_writes(root)

    assert store.fresh(root).names()


@pytest.mark.slow
def test_what_a_dead_process_left_is_taken_away_a_day_later(root):
    [left] = dies_while_it_writes(root)
    build.build(root)
    assert left.exists()  # it may be another process at work

    os.utime(left, (left.stat().st_mtime - 2 * 86_400,) * 2)
    build.build(root)

    assert not left.exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="limits of a process are POSIX")
def test_without_space_for_the_index_there_is_an_answer_all_the_same(root):
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "print(store.Index(build.build(root)).names())"
    )

    out, err = other_process(root, code).communicate()

    assert err == ""
    assert "死亡证明" in out
    assert store.fresh(root) is None
    assert list(Path(store.index_path(root)).parent.iterdir()) == []


def test_an_index_in_a_folder_that_is_read_only_answers(root):
    build.build(root)
    path = Path(store.index_path(root))
    path.chmod(0o444)
    path.parent.chmod(0o555)

    try:
        index = store.fresh(root)
        assert index is not None
        assert index.names()
    finally:
        path.parent.chmod(0o755)


def test_answering_locks_nothing_and_waits_for_no_lock(root):
    build.build(root)
    path = Path(store.index_path(root))
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")

    index = store.fresh(root)

    assert index is not None
    assert search(index, "证明", "2026-06-01") is not None
    assert [file.name for file in path.parent.iterdir() if file != path] in (
        [], [path.name + "-journal"],
    )  # fmt: skip
    other.close()


def test_an_index_of_an_earlier_version_is_not_taken(root, monkeypatch):
    build.build(root)
    before = store.index_path(root)

    monkeypatch.setattr(store, "FORMAT", "5-9.9.9")

    assert store.fresh(root) is None
    shutil.copy(before, store.index_path(root))
    assert store.fresh(root) is None


def test_a_commit_makes_the_index_stale(root):
    def git(*words: str) -> None:
        author = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "gc.auto=0"]
        subprocess.run(["git", "-C", root, *author, *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    for path in Path(root, ".git").rglob("*"):
        os.utime(path, (path.stat().st_mtime - 3600,) * 2)
    build.build(root)
    assert store.fresh(root) is not None

    git("commit", "-qm", "two", "--allow-empty")

    assert store.fresh(root) is None


def test_the_lists_are_not_touched_by_building(root):
    before = {path: path.read_bytes() for path in Path(root).rglob("*") if path.is_file()}

    build.build(root)

    after = {path: path.read_bytes() for path in Path(root).rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.skipif(sys.platform != "linux", reason="only here a name may be any bytes")
def test_a_root_and_files_with_names_of_any_bytes_are_watched(root):
    odd = Path(root).rename(Path(root).parent / os.fsdecode(b"\xc7\xf8"))
    shutil.copy(odd / "data/edition.yaml", odd / os.fsdecode(b"data/\xc7\xf8.yaml"))
    build.build(str(aged(odd)))

    found = store.fresh(str(odd))

    assert found is not None
    assert found.root == str(odd)


def everything(root):
    """All that a fresh index of these lists says, but for how their files stood."""
    connection = store.Index(build.build(root)).connection
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    found = {
        name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr)
        for name in tables
        if name not in ("watch", "phrases")
    }
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("positive", "title: 正面清单", "# 改过\ntitle: 正面清单"),
        ("positive", "name: 死亡证明", "name: 死亡情况证明"),
        ("positive", "items:\n", "items:\n  - {id: jianzai, name: 健在证明}\n"),
        ("register", "items:\n", "items:\n  - {id: tiaoli, title: 某某条例}\n"),
        ("edition", "title: ", "title: 新的"),
    ],
)
def test_an_index_after_a_change_is_the_one_that_is_built_without_another(root, path, old, new):
    store.Index(build.build(root)).connection.close()
    file = Path(root, PATHS[path])
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    changed = everything(root)
    Path(store.index_path(root)).unlink()

    assert changed == everything(root)


def test_what_is_searched_is_entered_anew_by_another_program(root, monkeypatch):
    store.Index(build.build(root)).connection.close()
    path = Path(store.index_path(root))
    path.write_bytes(path.read_bytes()[: -store.PAGE])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE gram SET worth = 0")
        connection.commit()
    store.seal(str(path))
    assert {row[1] for row in everything(root)["gram"]} == {0}

    monkeypatch.setattr(searched, "program", lambda: b"another")

    assert {row[1] for row in everything(root)["gram"]} != {0}


def test_a_damaged_index_is_not_taken_over(root):
    right = everything(root)
    path = Path(store.index_path(root))

    for _ in every_page_damaged(path):
        assert everything(root) == right
