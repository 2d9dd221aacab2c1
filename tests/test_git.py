"""Why git does not give a revision: each cause has its own way out."""

import shutil

import pytest

from builders import BASE, git, written
from checklist_tool.files import GitRevision
from checklist_tool.problems import ChecklistError


@pytest.fixture
def root(tmp_path):
    """Lists in a git repository, committed once."""
    written(tmp_path, BASE)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def why_not(root, revision="HEAD"):
    with pytest.raises(ChecklistError) as caught:
        tree = GitRevision(root, revision)
        tree.read("data/edition.yaml")
    return caught.value


def test_without_a_repository_there_is_no_history(tmp_path):
    assert "不在 git 仓库里" in why_not(written(tmp_path, BASE)).message


def test_without_a_commit_there_is_no_history(tmp_path):
    git(written(tmp_path, BASE), "init", "-q")

    assert "还没有提交过" in why_not(tmp_path).message


def test_without_git_the_message_says_so(root, monkeypatch):
    monkeypatch.setenv("PATH", "")

    assert "没有找到 git" in why_not(root).message


def test_a_repository_of_another_user_is_told_with_the_setting_of_git_for_it(root, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    error = why_not(root)

    assert "属于另一个用户" in error.message
    assert f"safe.directory {root}" in error.hint


def without_head(root):
    (root / ".git" / "HEAD").unlink()


def without_objects(root):
    shutil.rmtree(root / ".git" / "objects")
    (root / ".git" / "objects").mkdir()


def with_an_empty_branch(root):
    (root / ".git" / "refs" / "heads" / "main").write_bytes(b"")


def with_a_setting_that_cannot_be_read(root):
    (root / ".git" / "config").write_text("[core", encoding="utf-8")


def without_the_folders(root):
    _without(root, "HEAD:data")


def without_a_file(root):
    _without(root, "HEAD:data/edition.yaml")


def with_a_file_of_other_bytes(root):
    _without(root, "HEAD:data/edition.yaml").write_bytes(b"junk")


def _without(root, name):
    found = git(root, "rev-parse", name).strip()
    path = root / ".git" / "objects" / found[:2] / found[2:]
    path.unlink()
    return path


@pytest.mark.parametrize(
    "damage",
    [
        without_head, without_objects, with_an_empty_branch, with_a_setting_that_cannot_be_read,
        without_the_folders, without_a_file, with_a_file_of_other_bytes,
    ],
)  # fmt: skip
def test_a_damaged_repository_is_called_so_and_is_not_taken_for_an_empty_one(root, damage):
    damage(root)

    error = why_not(root)

    assert "坏了" in error.message
    assert "git fsck" in error.hint and "safe.directory" not in error.hint
