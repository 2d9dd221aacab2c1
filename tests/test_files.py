"""The files of a revision in git's history."""

import os
import shutil
import sys

import pytest

from builders import BASE, git, written
from checklist_tool import repository
from checklist_tool.files import WorkingTree
from checklist_tool.problems import ChecklistError
from checklist_tool.revisions import GitRevision


@pytest.fixture
def root(tmp_path):
    """Lists in a folder below the top of a git repository, committed once."""
    lists = written(tmp_path / "区" / "清单", BASE)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    return lists


def test_a_revision_has_the_files_of_its_commit_byte_for_byte(root):
    tree = WorkingTree(root)
    before = {path: tree.read(path) for path in tree.paths()}
    (root / "data/edition.yaml").write_bytes("title: 改了\r\n".encode())
    (root / "data/lists/certificates/positive.yaml").unlink()

    revision = GitRevision(root, "HEAD")

    assert {path: revision.read(path) for path in revision.paths()} == before


def test_hidden_files_and_other_files_are_no_lists_in_history_either(root):
    (root / "data/.旧").mkdir()
    (root / "data/.旧/x.yaml").write_text("a: b\n", encoding="utf-8")
    (root / "data/说明.txt").write_text("x", encoding="utf-8")
    (root / "data/说明.yaml").write_text("a: b\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "second")

    assert GitRevision(root, "HEAD").paths() == WorkingTree(root).paths()


def test_a_file_that_a_revision_lacks_cannot_be_read(root):
    with pytest.raises(FileNotFoundError):
        GitRevision(root, "main").read("data/answers.yaml")


@pytest.mark.parametrize("wanted", ["没有", "--all", "HEAD:data", ""])
def test_what_is_no_revision_is_told(root, wanted):
    with pytest.raises(ChecklistError, match="这个版本"):
        GitRevision(root, wanted)


@pytest.mark.skipif(sys.platform != "linux", reason="only here a name may be any bytes")
def test_a_file_whose_name_is_no_utf_8_is_told_of(tmp_path):
    root = written(tmp_path / os.fsdecode(b"\xc7\xf8"), BASE)
    shutil.copy(root / "data/edition.yaml", root / os.fsdecode(b"data/\xc7\xf8.yaml"))

    _, problems = repository.load(WorkingTree(root))

    assert [(each.place.path, each.code) for each in problems] == [("data/��.yaml", "CK001")]
    assert "文件名不是 UTF-8 编码" in problems[0].message


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_nothing_does_not_hide_the_digest(tmp_path):
    lists = written(tmp_path, BASE)
    (lists / "data/lists/certificates/gone.yaml").symlink_to("nowhere.yaml")

    assert WorkingTree(lists).revision().startswith("sha256-")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes in a folder are POSIX")
def test_a_pipe_among_the_lists_is_told_of_and_not_waited_for(tmp_path):
    lists = written(tmp_path, BASE)
    os.mkfifo(lists / "data/lists/certificates/reserve.yaml")

    _, problems = repository.load(WorkingTree(lists))

    assert [problem.code for problem in problems] == ["CK001"]
    assert "管道" in problems[0].message


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever runs this may read everything"
)
def test_a_folder_that_nobody_can_look_into_is_told_of(tmp_path):
    lists = written(tmp_path, BASE)
    closed = lists / "data/lists/certificates"
    closed.chmod(0)

    try:
        _, problems = repository.load(WorkingTree(lists))
    finally:
        closed.chmod(0o755)

    assert [(each.place.path, each.code) for each in problems] == [
        ("data/lists/certificates", "CK001")
    ]


def test_a_revision_has_a_plus_when_a_list_is_changed_comes_or_goes(root):
    tree, edition = WorkingTree(root), root / "data/edition.yaml"
    committed, text = tree.revision(), edition.read_bytes()
    revisions = []

    edition.write_bytes(text + b"# x\n")
    revisions.append(tree.revision())
    edition.unlink()
    revisions.append(tree.revision())
    edition.write_bytes(text)
    (root / "data/lists/certificates/reserve.yaml").write_bytes(b"x")
    revisions.append(tree.revision())

    assert revisions == [committed + "+"] * 3


def test_line_ends_and_files_that_are_no_lists_make_no_other_revision(root):
    tree, edition = WorkingTree(root), root / "data/edition.yaml"
    committed = tree.revision()

    edition.write_bytes(edition.read_bytes().replace(b"\n", b"\r\n"))
    (root / "data/说明.txt").touch()

    assert tree.revision() == committed
    assert not committed.endswith("+")


def test_names_of_objects_are_known_in_a_repository_of_either_kind(tmp_path):
    git(written(tmp_path, BASE), "init", "-q", "--object-format=sha256")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")

    assert not WorkingTree(tmp_path).revision().endswith("+")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("link", ["data/lists/more", "data/lists/more.yaml", "data/说明"])
def test_links_are_told_of_and_not_read_on_disk_and_in_history(root, link):
    (root / link).symlink_to(root / "data/lists/certificates")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "second")

    for tree in (WorkingTree(root), GitRevision(root, "HEAD")):
        _, problems = repository.load(tree)
        told = [problem for problem in problems if problem.place.path == link]
        assert "它是一个链接" in told[0].message
    assert not WorkingTree(root).revision().endswith("+")


@pytest.mark.parametrize("folder", ["data/lists/certificates/more", "data/tasks", "data"])
def test_repositories_are_told_of_and_not_read_on_disk_and_in_history(tmp_path, folder):
    inner = tmp_path / folder
    below = {path for path in BASE if path.startswith(f"{folder}/")} or {f"{folder}/a.yaml"}
    written(tmp_path, {**BASE, **dict.fromkeys(below, "title: 单子\n")})
    for top in (inner, tmp_path):
        git(top, "init", "-q")
        git(top, "add", "-A")
        git(top, "commit", "-q", "-m", "first")

    found = []
    for tree in (WorkingTree(tmp_path), GitRevision(tmp_path, "HEAD")):
        _, problems = repository.load(tree)
        found.append(problems)
        told = [problem for problem in problems if problem.place.path == folder]
        assert [problem.code for problem in told] == ["CK001"]
        assert "是另一个 git 仓库" in told[0].message
        assert below.isdisjoint(tree.paths())
    assert found[0] == found[1]
    revision = WorkingTree(tmp_path).revision()
    assert folder == "data" or not revision.endswith("+")


@pytest.mark.parametrize("text", ["gitdir: nirgends\n", None])
def test_a_repository_that_git_does_not_know_of_is_told_of_on_disk(tmp_path, text):
    inner = written(tmp_path, BASE) / "data/lists/certificates"
    if text is None:
        (inner / ".git").mkdir()
    else:
        (inner / ".git").write_text(text)

    _, problems = repository.load(WorkingTree(tmp_path))

    assert [(each.place.path, each.code) for each in problems] == [
        ("data/lists/certificates", "CK001")
    ]
