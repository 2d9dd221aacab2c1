"""Why git does not give a revision: each cause has its own way out."""

import shutil

import pytest

from builders import BASE, PATHS, git, written
from checklist_tool import cli
from checklist_tool.problems import ChecklistError
from checklist_tool.revisions import GitRevision


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


def with_another_commit_in_its_place(root):
    (root / "data").rename(root / "kept")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "without lists")
    git(root, "replace", "HEAD~1", "HEAD")
    git(root, "reset", "-q", "--hard", git(root, "rev-parse", "HEAD~1").strip())
    git(root, "--no-replace-objects", "reset", "-q", "--hard")


def with_its_files_above(root):
    git(root, "config", "core.worktree", str(root.parent))


def without_files_of_its_own(root):
    git(root, "config", "core.bare", "true")


@pytest.mark.parametrize(
    "turned",
    [
        with_another_commit_in_its_place, with_its_files_above, without_files_of_its_own,
    ],
)  # fmt: skip
def test_a_copied_folder_cannot_put_another_state_in_the_place_of_a_commit(
    tmp_path, turned, capfd, monkeypatch
):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    root = written(tmp_path / "lists", BASE)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    turned(root)
    gone = (root / PATHS["positive"]).read_text("utf-8").replace("siwang", "lingwai")
    written(root, {PATHS["positive"]: gone})

    before = GitRevision(root, "HEAD")
    code = cli.run(["validate", "--root", str(root), "--since", "HEAD"])

    assert before.paths() == sorted(BASE)
    assert before.read(PATHS["edition"]) == BASE[PATHS["edition"]].encode()
    assert code == 1
    assert "CK701" in capfd.readouterr().out


def test_parents_that_a_copied_folder_makes_up_are_not_believed(root):
    first = git(root, "rev-parse", "HEAD").strip()
    git(root, "commit", "-q", "--allow-empty", "-m", "second")
    second = git(root, "rev-parse", "HEAD").strip()
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/grafts").write_text(f"{second}\n", encoding="utf-8")

    assert GitRevision(root, "HEAD~1").commit == first


def test_lists_in_a_folder_of_a_worktree_are_found(root):
    git(root, "worktree", "add", "-q", "-b", "side", str(root.parent / "side"))
    inner = root.parent / "side" / "inner"
    inner.mkdir()
    (root.parent / "side" / "data").rename(inner / "data")
    git(inner, "add", "-A", "..")
    git(inner, "commit", "-q", "-m", "moved")

    assert GitRevision(inner, "HEAD").paths() == sorted(BASE)
