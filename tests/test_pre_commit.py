"""The pre-commit hooks that this repository offers, run against a clone of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from builders import PATHS, tree, written
from checklist_tool import cli

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    author = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    command = ["git", "-C", str(folder), *author, *words]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """This repository as it stands, committed in a repository of its own."""
    target = tmp_path_factory.mktemp("clone")
    listed = git(ROOT, "ls-files", "-z", "-co", "--exclude-standard")
    if listed.returncode:
        pytest.skip("this is no checkout of git")
    for name in listed.stdout.decode().strip("\0").split("\0"):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    git(target, "init", "-q")
    git(target, "add", ".")
    git(target, "commit", "-q", "-m", "tool")
    return target


@pytest.fixture(scope="module")
def hooked(clone, tmp_path_factory):
    """A repository of good lists that runs every hook when somebody commits."""
    folder = tmp_path_factory.mktemp("lists")
    environment = pytest.MonkeyPatch()
    environment.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("home")))
    # What the tool and its build need is here already: to fetch it once more would take a minute.
    environment.setenv("PIP_NO_DEPS", "1")
    environment.setenv("PIP_NO_BUILD_ISOLATION", "0")  # pip reads this one as its opposite
    here = [path for path in sys.path if Path(path).name.endswith("-packages")]
    environment.setenv("PYTHONPATH", os.pathsep.join(here))
    revision = git(clone, "rev-parse", "HEAD").stdout.decode().strip()
    hooks = [{"id": hook["id"]} for hook in HOOKS]
    config = {"repos": [{"repo": str(clone), "rev": revision, "hooks": hooks}]}
    written(folder, {**tree(), ".pre-commit-config.yaml": yaml.safe_dump(config)})
    git(folder, "init", "-q")
    git(folder, "add", ".")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.decode()
    git(folder, "commit", "-q", "--no-verify", "-m", "first lists")
    yield folder
    environment.undo()


@pytest.fixture
def lists(hooked, tmp_path):
    """A copy of it for one test."""
    return shutil.copytree(hooked, tmp_path / "lists", symlinks=True)


def test_good_lists_are_committed(lists):
    better = str(tree()[PATHS["positive"]]).replace("在家中正常死亡的", "在家中死亡的")
    written(lists, {PATHS["positive"]: better})
    git(lists, "add", ".")

    done = git(lists, "commit", "-m", "good lists")

    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.decode().count("Passed") == len(HOOKS)


def test_a_commit_that_breaks_a_list_is_refused_at_its_line(lists):
    broken = str(tree()[PATHS["positive"]]).replace("reason:", "resaon:")
    written(lists, {PATHS["positive"]: broken})
    git(lists, "add", ".")

    done = git(lists, "commit", "-m", "broken lists")

    assert done.returncode == 1
    assert "data/lists/certificates/positive.yaml:6:5: 错误 CK022" in done.stderr.decode()


def test_a_commit_that_is_not_in_the_canonical_form_is_refused(lists):
    untidy = str(tree()[PATHS["positive"]]).replace("title: 正面清单", "title:   '正面清单'")
    written(lists, {PATHS["positive"]: untidy})
    git(lists, "add", ".")

    done = git(lists, "commit", "-m", "untidy lists")

    assert done.returncode == 1
    assert "checklist fmt" in done.stderr.decode()
    assert PATHS["positive"] in done.stderr.decode()


@pytest.mark.parametrize(
    "words",
    [
        ["rm", "-q", PATHS["register"]],
        ["mv", PATHS["register"], PATHS["register"] + ".txt"],
        ["rm", "-q", "-r", "data"],
    ],
    ids=" ".join,
)
def test_a_commit_that_only_takes_a_list_away_is_checked_all_the_same(lists, words):
    git(lists, "reset", "-q", "--hard")
    assert git(lists, *words).returncode == 0

    done = git(lists, "commit", "-m", "less")

    assert done.returncode == 1
    assert "错误" in done.stderr.decode()


def test_a_commit_beside_good_lists_passes(lists):
    git(lists, "reset", "-q", "--hard")
    written(lists, {"README.md": "讲清单"})
    git(lists, "add", ".")

    done = git(lists, "commit", "-m", "readme")

    assert done.returncode == 0
    assert done.stderr.decode().count("Passed") == 1


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_hook_calls_a_command_that_there_is(hook, capfd):
    program, *words = hook["entry"].split()

    assert program == "checklist"
    assert cli.run([*words, "--help"]) == 0
