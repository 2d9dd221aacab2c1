"""The saved index: when it is used, and when it is built anew."""

import shutil
from pathlib import Path

import pytest

from builders import BASE, aged, written
from checklist_tool.lookup import compile, search


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    return str(aged(written(tmp_path / "lists", BASE)))


def test_a_saved_index_answers_the_next_query(root):
    compile.build(root)

    assert search.fresh(root) is not None


def test_without_an_index_there_is_nothing_fresh(root):
    assert search.fresh(root) is None


def test_a_file_changed_within_a_tick_of_the_clock_is_not_trusted(root):
    path = Path(root, "data/edition.yaml")
    path.write_bytes(path.read_bytes())

    compile.build(root)

    assert search.fresh(root) is None


def test_a_change_that_keeps_size_and_time_of_day_is_seen_by_its_date(root):
    compile.build(root)
    path = Path(root, "data/edition.yaml")

    path.write_bytes(path.read_bytes().replace(b"2026-01-01", b"2026-01-02"))

    assert search.fresh(root) is None


def test_a_changed_file_makes_the_index_stale(root):
    compile.build(root)

    path = Path(root, "data/edition.yaml")
    path.write_text(path.read_text(encoding="utf-8") + "# 改\n", encoding="utf-8")

    assert search.fresh(root) is None


def test_a_new_file_makes_the_index_stale(root):
    compile.build(root)

    list_file = next(Path(root, "data/lists/certificates").iterdir())
    shutil.copy(list_file, list_file.with_name("reserve.yaml"))

    assert search.fresh(root) is None


def test_a_removed_file_makes_the_index_stale(root):
    compile.build(root)

    next(Path(root, "data/lists/certificates").iterdir()).unlink()

    assert search.fresh(root) is None


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_damaged_index_is_passed_over(root, damage):
    compile.build(root)

    Path(search.index_path(root)).write_bytes(damage)

    assert search.fresh(root) is None


def test_an_index_of_another_root_is_not_taken(root, tmp_path):
    compile.build(root)
    other = str(aged(written(tmp_path / "other", BASE)))

    shutil.copy(search.index_path(root), search.index_path(other))

    assert search.fresh(other) is None


def test_an_index_that_cannot_be_saved_still_answers(root, tmp_path, monkeypatch):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("CHECKLIST_CACHE", str(blocked))

    index = search.Index(compile.build(root))

    assert index.meta("edition_line")
    assert blocked.is_file()


def test_building_leaves_no_half_made_files(root):
    compile.build(root)
    compile.build(root)

    assert len(list(Path(search.index_path(root)).parent.iterdir())) == 1


def test_the_lists_are_not_touched_by_building(root):
    before = {path: path.read_bytes() for path in Path(root).rglob("*") if path.is_file()}

    compile.build(root)

    after = {path: path.read_bytes() for path in Path(root).rglob("*") if path.is_file()}
    assert after == before
